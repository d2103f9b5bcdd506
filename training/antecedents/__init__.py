"""How the scorer of antecedents was made; never imported by the app."""

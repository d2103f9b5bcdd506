"""How the judge of conflicts is made."""

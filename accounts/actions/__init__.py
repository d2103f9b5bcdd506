"""What administrators do with people and desks."""

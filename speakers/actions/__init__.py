"""What people decide of who is who."""

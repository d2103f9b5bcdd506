"""What people do with the work on articles."""

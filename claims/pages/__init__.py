"""The pages of On Record, one noun a file."""

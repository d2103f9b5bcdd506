"""All that On Record keeps, to a folder and back: database, originals, and which models read."""

"""Articles as they come in: originals, texts, appearances, and the record of the work on them."""

"""Quotes, the claims in them, and where they conflict; the tasks that fill them and the pages that show them."""

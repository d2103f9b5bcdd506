"""Demonstration articles about invented events, with a key of what is in them."""

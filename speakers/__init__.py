"""The people, organisations and countries that speak, and who in an article is which of them."""

"""The trained reader: words in, attributions out."""

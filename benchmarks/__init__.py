"""One command a figure. Each prints a table, keeps the outcome of every case, and says what was gained and lost."""

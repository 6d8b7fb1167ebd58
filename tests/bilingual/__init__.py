"""Documents and their translations side by side."""

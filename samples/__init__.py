"""A sample standard of our own, its terms and its memory, and the script that makes it."""

"""Patterns of sentences in standards, and what fills them; README.md is the grammar."""

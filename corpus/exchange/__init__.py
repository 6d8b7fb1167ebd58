"""Sentence pairs to and from files."""

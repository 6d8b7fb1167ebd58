"""Marked-up text, whatever marks it up: elements by their places > units, and targets > text."""

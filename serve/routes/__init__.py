"""Requests > calls of the services > answers."""

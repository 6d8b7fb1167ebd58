"""Clients that already exist, against a real server."""

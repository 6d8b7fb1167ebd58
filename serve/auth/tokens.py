"""Secrets that we make, and the digests that are kept of them; random ones need no salt."""

import hashlib
import secrets
import uuid

KEY = "by_"  # what our API keys begin with, so that scanners for secrets find them
_SHOWN = 10  # characters of a key by which its owner knows it again


def new_id() -> str:
    """Return an id that no other row has."""
    return uuid.uuid4().hex


def new_key() -> str:
    """Return a new API key."""
    return KEY + secrets.token_urlsafe(32)


def new_token() -> str:
    """Return what a cookie or an invitation holds."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def shown(secret: str) -> str:
    """Return how a key begins."""
    return secret[:_SHOWN]

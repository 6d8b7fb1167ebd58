"""Passwords > argon2id hashes, with the costs that the library recommends."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """Return what is kept of `password`."""
    return _HASHER.hash(password)


def is_right(kept: str, password: str) -> bool:
    """Whether `password` is the one of which `kept` was made.

    Where nothing is kept it takes as long, so that nobody learns which accounts there are.
    """
    try:
        _HASHER.verify(kept or _nobodys(), password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(kept)


@cache
def _nobodys() -> str:
    return _HASHER.hash("nobody has this password")

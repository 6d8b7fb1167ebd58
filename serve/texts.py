"""Strings as requests may have them: every database can keep them, and every reader show them."""

from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError


def _writable(text: str) -> str:
    for at, char in enumerate(text):
        if char == "\0" or "\ud800" <= char <= "\udfff":
            raise PydanticCustomError(
                "unwritable", "a null character or half a character, at {at}", {"at": at}
            )
    return text


Text = Annotated[str, AfterValidator(_writable)]

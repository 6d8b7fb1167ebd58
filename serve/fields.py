"""Bodies of JSON, of forms or of files, and queries > one tree of fields: clients differ.

A form repeats a name for a list, and writes the members of a list as `list[0].name`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qsl

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect

from serve.problem import Problem

Model = TypeVar("Model", bound=BaseModel)
_MEMBER = re.compile(r"(\w{1,40})\[(\d{1,3})\]\.(\w{1,40})")
_FORM = "application/x-www-form-urlencoded"
_MOST = 10_000  # fields of one form


@dataclass(frozen=True, slots=True)
class File:
    """A file of a form: what its sender calls it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Fields:
    """What a request says; of a name in the body and in the query that of the body counts."""

    body: Mapping[str, object]
    query: Mapping[str, object]
    files: Mapping[str, File]

    def read(self, model: type[Model]) -> Model:
        """Return the fields as `model` has them; names that it does not have are left alone.

        Raises:
            RequestValidationError: they are not what it asks for.
        """
        try:
            return model.model_validate({**self.query, **self.body})
        except ValidationError as error:
            found = [{**item, "loc": ("body", *item["loc"])} for item in error.errors()]
            raise RequestValidationError(found) from error


async def _fields(request: Request) -> Fields:
    query = _tree(parse_qsl(request.url.query, keep_blank_values=True))
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if media == "multipart/form-data":
            return await _multipart(request, query)
        body = await request.body()
    except ClientDisconnect as error:
        raise Problem("malformed", reason="the body broke off") from error
    if not body:
        return Fields({}, query, {})
    if media == _FORM:
        return Fields(_tree(_form(body)), query, {})
    if media in {"application/json", ""} or media.endswith("+json"):
        return Fields(_json(body), query, {})
    raise Problem("unsupported_media", types=f"application/json, {_FORM} or multipart/form-data")


Given = Annotated[Fields, Depends(_fields)]


async def _multipart(request: Request, query: Mapping[str, object]) -> Fields:
    try:
        form = await request.form(max_files=10, max_fields=1000)
    except MultiPartException as error:
        raise Problem("malformed", reason=error.message) from error
    texts: list[tuple[str, str]] = []
    files: dict[str, File] = {}
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            files[name] = File(value.filename or "", await value.read())
        else:
            texts.append((name, value))
    await form.close()
    return Fields(_tree(texts), query, files)


def _form(body: bytes) -> list[tuple[str, str]]:
    try:
        text = body.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST)
    except UnicodeDecodeError as error:
        raise Problem("malformed", reason=f"the form is not UTF-8: {error.reason}") from error
    except ValueError as error:
        raise Problem("malformed", reason=f"the form: {error}") from error


def _json(body: bytes) -> dict[str, object]:
    try:
        found: Any = json.loads(body, parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise Problem("malformed", reason=f"JSON: not UTF-8, at byte {error.start}") from error
    except (ValueError, RecursionError) as error:
        raise Problem("malformed", reason=f"JSON: {error}") from error
    if not isinstance(found, dict):
        raise Problem("malformed", reason="JSON: an object is needed")
    return found


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no number")


def _tree(pairs: Iterable[tuple[str, str]]) -> dict[str, object]:
    """A name said once is its value, said more often a list."""
    said: dict[str, list[str]] = {}
    members: dict[str, dict[int, dict[str, str]]] = {}
    for name, value in pairs:
        if found := _MEMBER.fullmatch(name):
            members.setdefault(found[1], {}).setdefault(int(found[2]), {})[found[3]] = value
        else:
            said.setdefault(name.removesuffix("[]"), []).append(value)
    tree: dict[str, object] = {
        name: values if len(values) > 1 else values[0] for name, values in said.items()
    }
    for name, listed in members.items():
        tree[name] = [listed[at] for at in sorted(listed)]
    return tree

"""Exceptions > answers: which status and code each has, in the shape that a client knows."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from corpus.model import MemoryProblem, NoPair
from corpus.store import PairConflict
from serve.context import REQUEST
from serve.faults import fault_of
from serve.locales import Locale, locale_of
from serve.middleware.observe import SAFETY
from serve.problem import Problem, kinds
from termbase.concept import Invalid, TermError
from termbase.database import Unavailable
from termbase.review import Refused
from termbase.store import Conflict, NoConcept
from translator.errors import (
    BrokenDocument,
    EngineError,
    InputError,
    NoModel,
    TranslatorError,
    UnknownFormat,
)

_LOG = structlog.get_logger("serve")
MEDIA = "application/problem+json"
_RETRY = {"Retry-After": "2"}

# What lower packages raise, and the code it has; of a class and its base the nearer counts.
CODES: Mapping[type[Exception], str] = {
    TranslatorError: "internal",
    InputError: "invalid_input",
    UnknownFormat: "unknown_format",
    BrokenDocument: "broken_document",
    NoModel: "no_model",
    EngineError: "engine_failed",
    TermError: "invalid_input",
    Invalid: "invalid_term",
    NoConcept: "not_found",
    Conflict: "stale_content",
    Refused: "refused",
    Unavailable: "database_unavailable",
    MemoryProblem: "invalid_input",
    NoPair: "not_found",
    PairConflict: "stale_content",
}
_STATUSES = {404: "no_route", 405: "method_not_allowed", 408: "too_slow"}
_TOO_LARGE = 413
_WHAT: Mapping[type[Exception], str] = {NoConcept: "concept", NoPair: "pair"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A problem as one client is told of it."""

    problem: Problem
    locale: Locale
    path: str

    @property
    def body(self) -> dict[str, object]:
        """What is told, by RFC 9457 with some names more."""
        kind = self.problem.kind
        found: dict[str, object] = {
            "type": f"urn:biaoyi:problem:{kind.code}",
            "title": kind.titles[self.locale],
            "status": kind.status,
            "code": kind.code,
            "detail": self.problem.detail(self.locale),
            "request_id": REQUEST.get(),
        }
        if self.problem.faults:
            found["errors"] = [
                {"field": item.field, "code": item.code, "message": item.message}
                for item in self.problem.faults
            ]
        return found

    @property
    def sentence(self) -> str:
        """What is told to a client that takes one string: all faults in it."""
        faults = "; ".join(f"{item.field}: {item.message}" for item in self.problem.faults)
        return faults or self.problem.detail(self.locale)


def _ours(answer: Answer) -> tuple[int, Mapping[str, object], str]:
    return answer.problem.kind.status, answer.body, MEDIA


def _deepl(answer: Answer) -> tuple[int, Mapping[str, object], str]:
    """Clients of DeepL join `message` to a string; a wrong key is 403, a used quota 456."""
    kind = answer.problem.kind
    status = {401: 403, 422: 400, 428: 400}.get(kind.status, kind.status)
    status = {"quota_exceeded": 456, "not_ready": 503}.get(kind.code, status)
    return status, {"message": answer.sentence}, "application/json"


def _libretranslate(answer: Answer) -> tuple[int, Mapping[str, object], str]:
    kind = answer.problem.kind
    status = {401: 403, 422: 400}.get(kind.status, kind.status)
    return status, {"error": answer.sentence}, "application/json"


# How addresses begin, and the shape that their clients know.
SHAPES: tuple[tuple[str, Callable[[Answer], tuple[int, Mapping[str, object], str]]], ...] = (
    ("/v2/", _deepl),
    ("/v3/", _deepl),
    ("/translate", _libretranslate),
    ("/detect", _libretranslate),
    ("/languages", _libretranslate),
    ("/suggest", _libretranslate),
    ("/download_file", _libretranslate),
    ("/frontend/", _libretranslate),
)


def answered(problem: Problem, path: str, accept_language: str) -> Response:
    """Return the answer to a request for `path` that has this problem."""
    answer = Answer(problem, locale_of(accept_language), path)
    shape = next((shape for begin, shape in SHAPES if path.startswith(begin)), _ours)
    status, body, media = shape(answer)
    headers = dict(problem.headers)
    if status == 503:  # noqa: PLR2004
        headers = {**_RETRY, **headers}
    if problem.kind.status == 401:  # noqa: PLR2004
        headers["WWW-Authenticate"] = "Bearer"
    return JSONResponse(body, status, headers, media)


def event_of(error: Exception, accept_language: str) -> str:
    """Return the event that ends a stream of events with a problem."""
    answer = Answer(problem_of(error), locale_of(accept_language), "")
    return f"event: problem\ndata: {json.dumps(answer.body, ensure_ascii=False)}\n\n"


def problem_of(error: Exception) -> Problem:
    """Return what to tell of an exception of ours; see `CODES`."""
    if isinstance(error, Problem):
        return error
    code = next((CODES[base] for base in type(error).__mro__ if base in CODES), "internal")
    if code == "not_found":
        return Problem(code, what=_WHAT.get(type(error), "thing"))
    return Problem(code, reason=str(error))


def _told(request: Request, problem: Problem) -> Response:
    return answered(problem, request.url.path, request.headers.get("accept-language", ""))


def _on_error(request: Request, error: Exception) -> Response:
    """What was raised on purpose; behind a 503 there is something for the operator."""
    problem = problem_of(error)
    if problem.kind.status >= 500:  # noqa: PLR2004
        _LOG.warning("problem", code=problem.kind.code, why=str(error), request_id=REQUEST.get())
    return _told(request, problem)


def _on_validation(request: Request, error: Exception) -> Response:
    locale = locale_of(request.headers.get("accept-language", ""))
    found = error.errors() if isinstance(error, RequestValidationError) else []
    if any(item["type"] == "json_invalid" for item in found):
        return _told(request, Problem("malformed", reason=f"JSON: {found[0]['ctx']['error']}"))
    faults = [fault_of(item, locale) for item in found]
    return _told(request, Problem("invalid", faults=faults, count=len(faults)))


def _on_http(request: Request, error: Exception) -> Response:
    """What the framework refuses itself."""
    if not isinstance(error, HTTPException):
        return _told(request, Problem("internal"))
    if error.status_code == _TOO_LARGE:
        return _told(request, Problem("too_large", limit=error.detail))
    code = _STATUSES.get(error.status_code, "malformed" if error.status_code < 500 else "internal")  # noqa: PLR2004
    return _told(request, Problem(code, headers=error.headers, reason=error.detail))


def _on_anything(request: Request, _error: Exception) -> Response:
    """What nobody expected; the framework answers outside of all layers, and raises it again."""
    told = _told(request, Problem("internal"))
    told.headers.update({**SAFETY, "X-Request-ID": REQUEST.get()})
    return told


def install(app: FastAPI) -> None:
    """Let `app` answer every exception by this page."""
    app.add_exception_handler(Problem, _on_error)
    for kind in CODES:
        app.add_exception_handler(kind, _on_error)
    app.add_exception_handler(RequestValidationError, _on_validation)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(Exception, _on_anything)


def documented(*codes: str) -> dict[int | str, dict[str, object]]:
    """Return what OpenAPI says of these problems."""
    found: dict[int | str, dict[str, object]] = {}
    for code in codes:
        kind = kinds()[code]
        said = found.setdefault(
            kind.status, {"description": "", "content": {MEDIA: {"schema": _REF}}}
        )
        said["description"] = f"{said['description']}{kind.titles['en']} (`{code}`). "
    return found


_REF = {"$ref": "#/components/schemas/Problem"}
PROBLEM_SCHEMA = {
    "title": "Problem",
    "description": "What went wrong (RFC 9457); `code` is stable, the sentences are in zh or en.",
    "type": "object",
    "required": ["type", "title", "status", "code", "detail", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "request_id": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "code", "message"],
                "properties": {
                    "field": {"type": "string"},
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                },
            },
        },
    },
}

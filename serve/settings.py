"""Every setting of the service, read once: from `BIAOYI_*` in the environment, or from a file."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from serve.auth.roles import Role
from translator.errors import InputError
from translator.settings import Settings, read_settings

_PREFIX = "BIAOYI_"
_CORE = frozenset({"data", "model", "threads", "beam", "database", "teams", "fonts", "similar"})


class ServeSettings(BaseModel):
    """What the service is told once; a setting `port` is `BIAOYI_PORT`, or `port` in the file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    core: Settings = Field(exclude=True)
    host: str = Field("127.0.0.1", description="Address to listen at; 0.0.0.0 for all.")
    port: int = Field(8000, ge=0, le=65535, description="Port to listen at; 0 for a free one.")
    engine: Literal["ct2", "hf", "echo", "pseudo"] = Field("ct2", description="Engine.")
    api_key: SecretStr | None = Field(
        None, min_length=20, description="Key of a first administrator, for scripts."
    )
    sign_up: Literal["invitation", "open", "closed"] = Field(
        "invitation", description="Who may make an account: who was invited, all, nobody."
    )
    sign_up_role: Role = Field(
        Role.TRANSLATOR, description="Role of those who sign up without an invitation."
    )
    session_hours: int = Field(168, ge=1, description="Hours after which a browser signs in anew.")
    quota: int = Field(0, ge=0, description="Characters a person has a month; 0 for no limit.")
    requests_a_minute: int = Field(
        600, ge=0, description="Requests a person may make a minute; 0 for no limit."
    )
    failures_a_minute: int = Field(
        20, ge=1, description="Wrong keys and passwords that an address may try a minute."
    )
    max_body: int = Field(2 << 20, ge=1024, description="Bytes of a request without a file.")
    max_upload: int = Field(30 << 20, ge=1024, description="Bytes of a request with a file.")
    max_texts: int = Field(1000, ge=1, description="Texts of one request.")
    max_text: int = Field(20_000, ge=1, description="Characters of one text.")
    jobs: Literal["auto", "here"] = Field(
        "auto",
        description="Who translates documents: workers on PostgreSQL, else the server; or it.",
    )
    drain_seconds: int = Field(30, ge=0, description="Seconds that requests get to end at a stop.")
    proxies: str = Field(
        "127.0.0.1",
        description="Addresses of reverse proxies whose X-Forwarded-For is believed, by commas.",
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        "info", description="The least that is logged."
    )


def read_serve_settings(
    environment: Mapping[str, str] = os.environ, **given: object
) -> ServeSettings:
    """Return the settings: what is `given`, else the environment, else the file, else defaults.

    The file is TOML and is named by `BIAOYI_CONFIG`. What is given as None is not given.

    Raises:
        InputError: a value that cannot be, or a setting in the file that there is not.
    """
    filled = {name: value for name, value in environment.items() if value}
    told = {**_from_file(environment.get("BIAOYI_CONFIG", "")), **filled}
    said = {name: value for name, value in given.items() if value is not None}
    told |= {_PREFIX + name.upper(): str(value) for name, value in said.items()}
    names = ServeSettings.model_fields.keys() - {"core"}
    values = {name: told[key] for name in names if told.get(key := _PREFIX + name.upper())}
    try:
        return ServeSettings.model_validate({"core": read_settings(told), **values})
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
        name = _PREFIX + str(first["loc"][0]).upper()
        raise InputError(f"{name}: {first['msg']}") from error


def _from_file(name: str) -> dict[str, str]:
    if not name:
        return {}
    try:
        found = tomllib.loads(Path(name).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"{name}: cannot be read: {error}") from error
    known = ServeSettings.model_fields.keys() - {"core"} | _CORE
    if unknown := sorted(found.keys() - known):
        raise InputError(f"{name}: no such setting: {', '.join(unknown)}")
    return {_PREFIX + key.upper(): _word(value) for key, value in found.items()}


def _word(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)

"""Texts and template > the page, in one language."""

import csv
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, select_autoescape

from serve.locales import Locale
from translator.formats import FORMATS

_OTHER: Mapping[Locale, Locale] = {"zh": "en", "en": "zh"}
_TAGS: Mapping[Locale, str] = {"zh": "zh-Hans", "en": "en"}


@cache
def texts(locale: Locale) -> Mapping[str, str]:
    """Return the sentences of the page by their names."""
    table = files("serve.web").joinpath("texts.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return {row["name"]: row[locale] for row in rows}


@cache
def page(locale: Locale, longest: int) -> str:
    """Return the page; `longest` is how many characters a text may have."""
    environment = Environment(
        loader=PackageLoader("serve.web", ""), autoescape=select_autoescape(default=True)
    )
    said = texts(locale)
    return environment.get_template("page.html.j2").render(
        t=said,
        texts=json.dumps(said, ensure_ascii=False),
        language=_TAGS[locale],
        other=_OTHER[locale],
        other_tag=_TAGS[_OTHER[locale]],
        formats=list(dict.fromkeys(form.suffix for form in FORMATS)),
        longest=longest,
    )

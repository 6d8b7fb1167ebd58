"""The page of this service, in Chinese and in English."""

from typing import Annotated

from fastapi import APIRouter, Header
from fastapi.responses import HTMLResponse, RedirectResponse

from serve.deps import Serving
from serve.locales import locale_of
from serve.web.page import page

router = APIRouter(include_in_schema=False)


@router.get("/")
def get_page(accept_language: Annotated[str, Header()] = "") -> RedirectResponse:
    """Lead to the page in the language that the browser prefers."""
    return RedirectResponse(f"/{locale_of(accept_language)}", headers={"Vary": "Accept-Language"})


@router.get("/zh")
def get_chinese_page(service: Serving) -> HTMLResponse:
    """Give the page in Chinese."""
    return HTMLResponse(page("zh", service.settings.max_text))


@router.get("/en")
def get_english_page(service: Serving) -> HTMLResponse:
    """Give the page in English."""
    return HTMLResponse(page("en", service.settings.max_text))

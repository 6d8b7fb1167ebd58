"""What somebody does at the first page, with a keyboard alone, in both languages."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from serve.auth.actor import Actor
from serve.auth.roles import Role
from serve.services.accounts import NewAccount
from serve.web.page import page as page_of
from serve.web.page import texts
from tests.serve.clients.conftest import Server
from tests.serve.world import PASSWORD, unique

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PATIENCE = 60_000  # milliseconds


def _signed_in(page: Page, server: Server, language: str = "en") -> None:
    page.goto(f"/{language}")
    expect(page.locator("[name=key]")).to_be_focused()
    page.keyboard.type(server.key)
    page.keyboard.press("Enter")
    expect(page.locator("#source")).to_be_focused()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_text_is_translated_with_its_terms_marked_on_both_sides(
    page: Page, server: Server, language: str
) -> None:
    _signed_in(page, server, language)

    page.keyboard.type("本标准规定了测量不确定度。")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#target mark").first).to_have_text("standard", timeout=PATIENCE)
    assert page.locator("#marked mark").all_inner_texts() == ["标准", "测量不确定度"]
    used = texts("zh" if language == "zh" else "en")["outcome_exact"]
    assert page.locator("#terms tbody tr").first.inner_text().split("\t") == [
        "标准",
        "standard",
        used,
    ]
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[language]


def test_what_lacks_is_marked_and_told_of(page: Page, server: Server) -> None:
    _signed_in(page, server)

    page.locator("#direction").select_option("en zh")
    page.locator("#source").fill("It shall be 5 m. No, 7 m.")
    page.locator("#text button[type=submit]").click()

    expect(page.locator("#findings")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#target")).to_have_attribute("lang", "zh")
    assert page.locator("#issues li").count() >= 1


def test_a_file_is_dropped_watched_and_downloaded_with_its_report(
    page: Page, server: Server, draft: Path, tmp_path: Path
) -> None:
    _signed_in(page, server)

    page.locator("#file").set_input_files(draft)
    card = page.locator(".document").first
    expect(card.locator("h2")).to_have_text("draft.docx")
    expect(card.locator(".links")).to_be_visible(timeout=PATIENCE)

    with page.expect_download() as taken:
        card.locator("[data-form=translation]").click()
    taken.value.save_as(tmp_path / "out.docx")
    assert taken.value.suggested_filename == "draft.en.docx"
    assert (tmp_path / "out.docx").read_bytes()[:2] == b"PK"
    expect(card.locator("summary")).to_contain_text("Terms:")
    page.reload()
    expect(page.locator(".document .links").first).to_be_visible(timeout=PATIENCE)


def test_a_file_that_cannot_be_read_says_why(page: Page, server: Server, tmp_path: Path) -> None:
    broken = tmp_path / "<img src=x onerror=alert(1)>.docx"
    broken.write_bytes(b"no zip")
    _signed_in(page, server, "zh")

    page.locator("#file").set_input_files(broken)

    card = page.locator(".document").first
    expect(card.locator("h2")).to_have_text(broken.name)
    expect(card.locator(".state")).to_contain_text("失败：")
    assert page.locator(".document img").count() == 0


def test_an_account_signs_in_and_out_and_a_wrong_password_is_told(
    page: Page, server: Server
) -> None:
    root = Actor("0" * 32, "root", Role.ADMINISTRATOR)
    made = server.service.accounts.create(
        NewAccount(unique("li.na"), Role.TRANSLATOR, PASSWORD), root
    )
    page.goto("/zh")
    page.locator("[name=name]").fill(made.name)
    page.locator("[name=password]").fill("wrong")
    page.keyboard.press("Enter")
    expect(page.locator("#alert")).to_contain_text("不正确")

    page.locator("[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("#who")).to_have_text(made.name)

    page.locator("#leave").click()
    expect(page.locator("#door")).to_be_visible()
    expect(page.locator("#desk")).to_be_hidden()


def test_all_is_reached_with_the_keyboard_in_the_order_of_the_page(
    page: Page, server: Server
) -> None:
    _signed_in(page, server)
    page.locator("#leave").focus()

    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.locator(":focus").evaluate("each => each.id || each.tagName"))

    assert reached[1:6] == ["direction", "source", "BUTTON", "target", "file"]


def test_a_narrow_page_needs_no_scrolling_sideways(page: Page, server: Server) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    _signed_in(page, server)
    page.locator("#source").fill("本标准规定了测量不确定度。")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#findings")).to_be_visible(timeout=PATIENCE)

    wide = page.locator("html").evaluate("each => each.scrollWidth - each.clientWidth")

    assert wide == 0


def test_the_first_address_leads_to_the_language_of_the_browser(page: Page) -> None:
    page.goto("/")
    assert page.url.endswith("/en")
    page.locator("a[hreflang=zh]").click()
    expect(page.locator("h1").first).to_have_text("登录")


def test_no_script_and_no_style_stands_in_the_page() -> None:
    whole = page_of("zh", 10) + page_of("en", 10)

    assert "<style" not in whole
    assert " style=" not in whole
    assert not re.search(r"\son\w+=|javascript:", whole)
    assert whole.count("<script") == whole.count('<script type="module" src=')


def test_every_sentence_is_there_in_both_languages() -> None:
    assert texts("zh").keys() == texts("en").keys()
    assert all(texts("zh").values())
    assert all(texts("en").values())

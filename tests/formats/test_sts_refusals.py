"""Which XML files are refused, and what is said of each."""

import pytest

from tests.formats.standards import standard
from translator.errors import BrokenDocument
from translator.formats.sts import Sts

LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))


@pytest.mark.parametrize(
    ("declaration", "message"),
    [
        (f'<!ENTITY l0 "ha">{LAUGHS}', "line 1: the entity l1 refers to other entities or files"),
        ('<!ENTITY x SYSTEM "file:///etc/passwd">', "the entity x refers to other"),
        ('<!ENTITY x PUBLIC "p" "http://localhost/">', "the entity x refers to other"),
        ('<!ENTITY % x SYSTEM "http://localhost/"> %x;', "the entity x refers to other"),
        ('<!ENTITY % x "y">', "the entity x refers to other"),
    ],
)
def test_entities_that_could_do_harm_are_refused(declaration: str, message: str) -> None:
    data = f"<!DOCTYPE standard [{declaration}]><standard><p>text &x; &l9;</p></standard>"

    with pytest.raises(BrokenDocument, match=message):
        Sts().read(data.encode())


def test_an_external_document_type_is_never_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    dtd = tmp_path_factory.mktemp("dtd") / "sts.dtd"
    dtd.write_text('<!ENTITY secret "do not tell">', encoding="utf-8")
    data = f'<!DOCTYPE standard SYSTEM "{dtd}"><standard><p>a &secret; here</p></standard>'

    texts = [unit.content.text for unit in Sts().read(data.encode()).units]

    assert texts == ["a  here"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no element found, line 1"),
        (b"<standard>\n<p>text</standard>", "mismatched tag, line 2, column 10"),
        (b"<standard><p>a &wombat;</p></standard>", "undefined entity, line 1"),
        (b"<standard><p>text", "no element found"),
        (b"PK\x03\x04", "not well-formed"),
        (b"<standard><p>\xff\xfe</p></standard>", "not valid UTF-8 at byte 13"),
        (b'<?xml version="1.0" encoding="klingon"?><standard/>', "unknown encoding klingon"),
        (b"<html><body/></html>", "the root element is <html>"),
        (standard("<sec>" * 300 + "</sec>" * 300), "line 4: more than 200 elements"),
    ],
)
def test_what_is_no_standard_is_refused_with_the_place_and_the_reason(
    data: bytes, message: str
) -> None:
    with pytest.raises(BrokenDocument, match=message):
        Sts().read(data)

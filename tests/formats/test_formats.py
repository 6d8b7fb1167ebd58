"""Which format a file name leads to."""

import pytest

from translator.errors import UnknownFormat
from translator.formats import FORMATS, format_for


@pytest.mark.parametrize("name", ["a.docx", "A.DOCX", "a.dotx", "a.txt", "dir.docx/b.txt", "a.XML"])
def test_a_format_claims_a_file_by_the_end_of_its_name(name: str) -> None:
    form = format_for(name)

    assert name.lower().endswith(form.suffix)


def test_each_end_of_a_name_has_one_format() -> None:
    suffixes = [form.suffix for form in FORMATS]

    assert len(set(suffixes)) == len(suffixes)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("in/draft.doc", "draft.doc: old binary Word files cannot be read; save it as .docx"),
        ("draft.docm", "draft.docm: Word files with macros are not accepted; save it as .docx"),
    ],
)
def test_an_unknown_file_is_refused_by_its_name_with_the_mend(name: str, message: str) -> None:
    with pytest.raises(UnknownFormat) as refusal:
        format_for(name)

    assert str(refusal.value) == message


def test_of_a_strange_file_the_refusal_names_every_format() -> None:
    with pytest.raises(UnknownFormat) as refusal:
        format_for("draft.xyz")

    message = str(refusal.value)
    assert message.startswith("draft.xyz: save it as one of the supported formats: .docx, .dotx, ")
    assert all(form.suffix in message for form in FORMATS)

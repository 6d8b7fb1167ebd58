"""A small standard of our own in both languages, and documents made of it."""

from html import escape
from itertools import pairwise

from tests.formats.packages import word_file
from translator.formats import format_for
from translator.model import Document

# Level of a heading or 0, Chinese, English; the sentences of a row belong together one by one.
ROWS = (
    (1, "范围", "Scope"),
    (
        0,
        "本文件规定了离心风机的技术要求。本文件适用于输送空气的风机。",
        "This document specifies the technical requirements for centrifugal fans. "
        "It applies to fans that convey air.",
    ),
    (1, "术语和定义", "Terms and definitions"),
    (0, "下列术语和定义适用于本文件。", "The following terms and definitions apply."),
    (1, "技术要求", "Technical requirements"),
    (
        0,
        "叶轮应进行动平衡试验。轴承温度不得超过 70 ℃。",
        "The impeller shall be subjected to a dynamic balance test. "
        "The bearing temperature shall not exceed 70 °C.",
    ),
    (0, "外壳表面不应有裂纹。", "The surface of the casing shall be free of cracks."),
    (1, "试验方法", "Test methods"),
    (0, "试验电压应为 380 V。", "The test voltage shall be 380 V."),
    (0, "试验应持续 24 h。", "The test shall last 24 h."),
    (1, "检验规则", "Inspection rules"),
    (0, "每台风机应经检验合格后出厂。", "Each fan shall pass inspection before delivery."),
)


def pairs() -> list[tuple[str, str]]:
    """Return the sentences that belong together."""
    return [pair for _, zh, en in ROWS for pair in zip(_cut(zh, "。"), _cut(en, ". "), strict=True)]


def _cut(text: str, end: str) -> list[str]:
    ends = [at + len(end) for at in range(len(text)) if text.startswith(end, at)]
    cuts = [0, *(at for at in ends if at < len(text)), len(text)]
    return [text[start:stop].strip() for start, stop in pairwise(cuts)]


def page(body: str) -> bytes:
    """Return a page with this body."""
    return f'<!DOCTYPE html><meta charset="utf-8"><body>{body}'.encode()


def block(level: int, text: str) -> str:
    """Return a heading or a paragraph."""
    name = f"h{level}" if level else "p"
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def column(side: int) -> str:
    """Return the body of a page in one language: 1 Chinese, 2 English."""
    return "".join(block(row[0], str(row[side])) for row in ROWS)


def in_turn() -> str:
    """Return a body with paragraphs in turn."""
    return "".join(block(level, zh) + block(level, en) for level, zh, en in ROWS)


def in_columns() -> str:
    """Return a body with a table: number, English, Chinese."""
    cells = (
        f"<tr><td>{number}<td>{escape(en)}<td>{escape(zh)}"
        for number, (_, zh, en) in enumerate(ROWS)
    )
    return f"<table>{''.join(cells)}</table>"


def in_lines() -> str:
    """Return a body with both languages in each paragraph."""
    return "".join(f"<p>{escape(zh)}<br>{escape(en)}</p>" for _, zh, en in ROWS)


def read(body: str) -> Document:
    """Return a page as a document."""
    return format_for("page.html").read(page(body))


def word(side: int) -> bytes:
    """Return a Word file in one language: 1 Chinese, 2 English."""
    paragraphs = (f"<w:p><w:r><w:t>{escape(str(row[side]))}</w:t></w:r></w:p>" for row in ROWS)
    return word_file("".join(paragraphs))

"""Fonts and languages of runs and styles set for the target language (17.3.2.26, 17.3.2.20).

A run has a font for Latin letters and another for Chinese characters; the text changes from one to
the other, so that the one not seen before has to be named.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from termbase.text import Language
from translator.formats.docx.cascade import Cascade
from translator.formats.docx.markup import attribute, child, kind, spellings, text_of
from translator.formats.docx.order import drop, properties_of, put, spelled, take_out
from translator.formats.fonts import ITALIC, Fonts, is_east_asian, is_same_font

HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_OTHER_EAST_ASIAN = re.compile(r"[\u3040-\u30ff\uac00-\ud7af]")  # kana, hangul
_LETTER = re.compile(r"[A-Za-z\u0370-\u03ff]")
_BOTH_WIDTHS = re.compile(r"[“”‘’…—·]")  # drawn by either font, as the hint says
_LATIN_SLOTS = ("ascii", "hAnsi")
_TAGS = {Language.EN: "en-US", Language.ZH: "zh-CN", Language.ZH_HANT: "zh-TW"}


@dataclass(frozen=True, slots=True)
class Faces:
    """What to set: the language, its fonts, and the two fonts of the body text.

    `body_latin` is "" where the table shall say it.
    """

    language: Language
    fonts: Fonts
    body_east_asian: str = ""
    body_latin: str = ""

    def latin_for(self, name: str) -> str:
        """Return the Latin font of what was in `name`; that of the body goes with its Chinese."""
        if self.body_latin and is_same_font(name, self.body_east_asian):
            return self.body_latin
        return self.fonts.find(name)

    @property
    def tag(self) -> str:
        """The language as Word names it."""
        return _TAGS[self.language]


def set_faces(root: etree._Element, faces: Faces) -> None:
    """Set fonts and languages everywhere under `root`, in runs, styles and numbering levels."""
    face: Callable[[etree._Element, Faces], None] = _chinese_face
    speech: Callable[[etree._Element, Faces], None] = _chinese_speech
    if faces.language is Language.EN:
        face, speech = _english_face, _english_speech
    for each in list(root.iter(*spellings("w:rFonts"))):
        face(each, faces)
        if not each.attrib:
            take_out(each)
    for each in root.iter(*spellings("w:lang", "w:themeFontLang")):
        speech(each, faces)


def set_chinese_runs(root: etree._Element, faces: Faces, cascade: Cascade) -> None:
    """Have signs of either width drawn wide among Chinese, and set italics in another font."""
    italic = faces.fonts.find(ITALIC)
    for paragraph in root.iter(*spellings("w:p")):
        texts = [(run, _text(run)) for run in paragraph.iter(*spellings("w:r"))]
        if not HAN.search("".join(text for _, text in texts)):
            continue
        for run, text in texts:
            has_han = HAN.search(text) is not None
            if _BOTH_WIDTHS.search(text) and (has_han or not _LETTER.search(text)):
                fonts = put(properties_of(run, "w:rPr"), "w:rFonts")
                fonts.set(spelled(fonts, "hint"), "eastAsia")
            if has_han and italic and cascade.is_on(run, "w:i"):
                _set_upright(run, italic)


def _set_upright(run: etree._Element, font: str) -> None:
    """Chinese has no slanted letters: what is emphasised is set in another font."""
    properties = properties_of(run, "w:rPr")
    slant = put(properties, "w:i")
    slant.set(spelled(slant, "val"), "0")
    fonts = put(properties, "w:rFonts")
    drop(fonts, "eastAsiaTheme")
    fonts.set(spelled(fonts, "eastAsia"), font)


def _text(run: etree._Element) -> str:
    return "".join(text_of(each) for each in run if kind(each) == "w:t")


def _english_face(fonts: etree._Element, faces: Faces) -> None:
    if attribute(fonts, "hint") == "eastAsia":
        drop(fonts, "hint")
    for slot in _LATIN_SLOTS:
        theme = attribute(fonts, f"{slot}Theme")
        if theme.endswith("EastAsia"):
            _set(fonts, f"{slot}Theme", theme.replace("EastAsia", "HAnsi"))
        elif found := faces.latin_for(attribute(fonts, slot)):
            _set(fonts, slot, found)
    if not any(attribute(fonts, slot + end) for slot in _LATIN_SLOTS for end in ("", "Theme")):
        _name_latin(fonts, faces)


def _name_latin(fonts: etree._Element, faces: Faces) -> None:
    """Name the Latin font where only that of the Chinese characters was named."""
    theme, name = attribute(fonts, "eastAsiaTheme"), attribute(fonts, "eastAsia")
    if theme.endswith("EastAsia"):
        for slot in _LATIN_SLOTS:
            _set(fonts, f"{slot}Theme", theme.replace("EastAsia", "HAnsi"))
    elif not theme and is_east_asian(name):
        latin = faces.latin_for(name)
        for slot in _LATIN_SLOTS if latin else ():
            _set(fonts, slot, latin)


def _chinese_face(fonts: etree._Element, faces: Faces) -> None:
    theme, name = attribute(fonts, "eastAsiaTheme"), attribute(fonts, "eastAsia")
    if theme:
        _set(fonts, "eastAsiaTheme", re.sub("(HAnsi|Ascii|Bidi)$", "EastAsia", theme))
        return
    latin_theme = attribute(fonts, "asciiTheme")
    latin = attribute(fonts, "ascii") or attribute(fonts, "hAnsi")
    if not name and latin_theme and not latin_theme.endswith("Bidi"):
        _set(fonts, "eastAsiaTheme", re.sub("(HAnsi|Ascii)$", "EastAsia", latin_theme))
    elif found := faces.fonts.find(name or latin):
        _set(fonts, "eastAsia", found)


def _english_speech(lang: etree._Element, faces: Faces) -> None:
    if attribute(lang, "val").startswith("zh"):
        _set(lang, "val", faces.tag)


def _chinese_speech(lang: etree._Element, faces: Faces) -> None:
    value = attribute(lang, "eastAsia")
    if value and not value.startswith("zh") and _is_foreign(lang):
        return
    _set(lang, "eastAsia", faces.tag)
    if attribute(lang, "val").startswith("zh"):
        _set(lang, "val", faces.tag)


def _is_foreign(lang: etree._Element) -> bool:
    """Whether the run is Japanese or Korean, and stays so."""
    run = next((each for each in lang.iterancestors() if kind(each) == "w:r"), None)
    return run is not None and _OTHER_EAST_ASIAN.search(_text(run)) is not None


def _set(element: etree._Element, name: str, value: str) -> None:
    element.set(spelled(element, name), value)


def body_faces(cascade: Cascade, theme: etree._Element | None) -> tuple[str, str]:
    """Return the East Asian and the Latin font of the body text, the latter "" if none is named.

    Where no East Asian font is named, Word takes SimSun.
    """
    style = cascade.styles.get(cascade.default.get("paragraph", ""))
    own = None if style is None else child(style, "w:rPr")
    levels = [level for level in (own, cascade.run) if level is not None]
    named = [found for level in levels if (found := child(level, "w:rFonts")) is not None]
    east = next((name for each in named if (name := _face(each, "eastAsia", theme))), "")
    latin = next((name for each in named if (name := _face(each, "ascii", theme))), "")
    usual = east if is_east_asian(east) else "宋体"
    return usual, "" if is_east_asian(latin) else latin


def _face(fonts: etree._Element, slot: str, theme: etree._Element | None) -> str:
    of_theme = attribute(fonts, f"{slot}Theme")
    if not of_theme:
        return attribute(fonts, slot)
    sort, part = of_theme[:5], "ea" if of_theme.endswith("EastAsia") else "latin"
    scheme = () if theme is None else theme.iter(*spellings(f"a:{sort}Font"))
    found = (child(each, f"a:{part}") for each in scheme)
    return next((str(each.get("typeface", "")) for each in found if each is not None), "")

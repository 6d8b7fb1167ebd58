"""bytes > text in the encoding that they look like, and back.

By the byte order mark; or else as UTF-8; or else as the one of GB 18030, Big5 and UTF-16 in which
the text has the most characters of everyday Chinese: in another they come out as rare ones.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from translator.errors import BrokenDocument
from translator.model import Issue
from translator.standards.script import to_simplified

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "cp950": "Big5",
    "big5hkscs": "Big5",
}
_SAMPLE = 4000  # bytes; enough for a verdict
_SURE, _LIKELY = 0.9, 0.45  # shares of everyday characters
_FEWEST, _FEW = 4, 12  # characters beyond ASCII, in which two encodings may look alike
_EVERYDAY = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    "而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性"
    "好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第"
    "向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管"
    "特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处"
    "队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单"
    "风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土"
    "许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近千周委素技备半办青省列"
    "习响约支般史感劳便团往历市克何除消构府称太准精值号率族维划选标写存候快效斯院查型眼格养易置派层片始却专状"
    "适属圆包火住调满县局照参红细引听该铁价严范附录本宜符要求试检测修订修改编注释准则适用产品阀钢管材料图表缩略"
    "语尺寸公差压额外缘绝级符号代替发布施执批归口负责起草单位审查部分术语定义前言目次引用安全防护环境规格质量"
    "、。，；：？！（）《》“”‘’—…·　０１２３４５６７８９％℃"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and how it was written; `rival` is the other encoding that it may be in."""

    text: str
    encoding: str
    mark: bytes = b""
    rival: str = ""

    @property
    def notes(self) -> Iterator[Issue]:
        """What a reader should know of a guess."""
        if self.rival:
            yield Issue(
                "encoding",
                f"read as {NAMES[self.encoding]}; so short a text may be in {NAMES[self.rival]} "
                "as well: save it as UTF-8 if the characters are wrong",
                "line 1",
            )

    def can_say(self, text: str) -> bool:
        """Return whether the encoding has all characters of `text`."""
        try:
            text.encode(self.encoding, "strict")
        except UnicodeEncodeError:
            return False
        return True

    def encode(self, text: str) -> bytes:
        """Return `text` in the encoding, or where that lacks a character in UTF-8 with its mark."""
        if self.can_say(text):
            return self.mark + text.encode(self.encoding)
        return codecs.BOM_UTF8 + text.encode("utf-8", "replace")


def decode(data: bytes) -> Decoded:
    """Return the text of a file.

    Raises:
        BrokenDocument: the bytes are in none of the encodings, or are no text.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    body = data[len(mark) :]
    try:
        found = Decoded(body.decode(encoding), encoding, mark)
    except UnicodeDecodeError as error:
        guess = None if mark else _guessed(body)
        if guess is None:
            raise BrokenDocument(
                f"the text is not valid {encoding.upper()} at byte {len(mark) + error.start}; "
                "save it as UTF-8"
            ) from error
        return guess
    if "\0" not in found.text:
        return found
    guess = None if mark else _guessed(body)
    if guess is None or "\0" in guess.text:
        raise BrokenDocument("the file holds binary data, not text; save it as UTF-8 text")
    return guess


def changed_encoding(before: bytes, after: bytes) -> Iterator[Issue]:
    """Yield what the encoding of a file lacked, if it was written in another for that."""
    read, written = decode(before), decode(after)
    lines = enumerate(written.text.splitlines(), 1)
    first = next((number for number, line in lines if not read.can_say(line)), 0)
    if first:
        lacking = " ".join(sorted({each for each in written.text if not read.can_say(each)}))
        detail = f"{NAMES[read.encoding]} lacks {lacking}: written as UTF-8"
        yield Issue("encoding", detail, f"line {first}")


def _guessed(data: bytes) -> Decoded | None:
    """The text in the encoding in which it is most everyday, if it is in any."""
    found = [(_everyday(text), name, text) for name, text in _readings(data)]
    if not found:
        return None
    best = max(found, key=lambda each: each[0])
    if best[0] < _LIKELY:
        return None
    strange = sum(not character.isascii() for character in best[2])
    least = _LIKELY if strange >= _FEWEST else 0.0
    others = [each for each in found if NAMES[each[1]] != NAMES[best[1]] and each[0] > least]
    unsure = others and (strange < _FEW or best[0] < _SURE)
    rival = max(others, key=lambda each: each[0])[1] if unsure else ""
    return Decoded(best[2], best[1], rival=rival)


def _readings(data: bytes) -> Iterator[tuple[str, str]]:
    """The encodings that the data may be in, with the text: those that lose nothing."""
    for name in _LEGACY:
        try:
            text = data.decode(name)
        except UnicodeDecodeError:
            continue
        if text.encode(name) == data:
            yield name, text


def _everyday(text: str) -> float:
    """The share of the characters beyond ASCII that everyday Chinese is made of; 0 with controls.

    A text in ASCII is everyday: in UTF-16 it has no other reading.
    """
    sample = text[:_SAMPLE]
    if any(character < " " and character not in "\t\n\r\f\x1a" for character in sample):
        return 0.0
    rest = [each for each in to_simplified(sample) if not each.isascii()]
    if not rest:
        return 1.0
    return sum(map(_weight, rest)) / len(rest)


def _weight(character: str) -> float:
    """How everyday a character is: the half counts for level 1 of GB 2312, of 3755 characters."""
    if character in _EVERYDAY:
        return 1.0
    return 0.5 if b"\xb0" <= character.encode("gb2312", "replace")[:1] <= b"\xd7" else 0.0

"""XLIFF that came back, and the document it was exported from > the targets to write into it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from termbase.text import Language
from translator.bilingual.export import unit_name
from translator.bilingual.mend import mended
from translator.bilingual.returned import Piece, ReturnedFile, ReturnedUnit
from translator.errors import InputError
from translator.language import named
from translator.model import Document, Issue, TaggedText, TextUnit

_SHOWN = 12  # digits of a hash that are told
_WIDE = "\u2e80"  # from here on characters are those of East Asian scripts


@dataclass(frozen=True, slots=True)
class Merged:
    """What goes into the document; `untranslated` is the number of segments that stay as they were.

    `language` is that of the targets, None where no target differs from its source.
    """

    targets: Mapping[str, TaggedText]
    language: Language | None
    segments: int
    untranslated: int
    issues: tuple[Issue, ...]


def merge(files: Sequence[ReturnedFile], document: Document, digest: str) -> Merged:
    """Return the translations of `document`, whose file has the SHA-256 `digest`.

    Raises:
        InputError: they were made for another file, or into a language that is none of ours.
    """
    file, issues = _file_for(files, digest)
    issues += _drafts(file)
    ours, theirs = _language(file.source), _language(file.target)
    into_words = not theirs.is_chinese and ours.is_chinese
    by_name = {unit_name(unit.id): unit for unit in document.units}
    targets = dict[str, TaggedText]()
    segments, untranslated = 0, 0
    for each in file.units:
        unit = by_name.pop(each.id, None)
        if unit is None:
            issues.append(Issue("unit", "no such text in the document, or twice", each.id))
            continue
        own = [piece for piece in each.pieces if piece.is_segment and not piece.is_blank]
        segments += len(own)
        untranslated += sum(piece.is_empty for piece in own)
        issues += _said(each, unit)
        if not all(piece.is_empty for piece in own):
            done = mended(unit.content, _joined(each.ordered, spaced=into_words))
            targets[unit.id] = done.target
            issues += (Issue("codes", remark, unit.place) for remark in done.remarks)
    issues += (
        Issue("unit", "not in the XLIFF file: stays as it is", unit.place)
        for unit in by_name.values()
        if unit.content.text or unit.content.tags
    )
    sources = {unit.id: unit.content for unit in document.units}
    differs = any(sources[unit] != target for unit, target in targets.items())
    return Merged(targets, theirs if differs else None, segments, untranslated, tuple(issues))


def _file_for(files: Sequence[ReturnedFile], digest: str) -> tuple[ReturnedFile, list[Issue]]:
    """The file that was made from the document, and what is doubtful about that."""
    for file in files:
        if file.digest == digest:
            return file, []
    if not files:
        raise InputError("there is no file in it")
    if len(files) == 1 and not files[0].digest:
        told = "nothing says which document it was made from; the texts are compared"
        return files[0], [Issue("original", told)]
    made = ", ".join(f"{f.original or 'a file'} ({f.digest[:_SHOWN] or 'unknown'}…)" for f in files)
    raise InputError(
        f"it was made from {made}, and the document is {digest[:_SHOWN]}… (SHA-256): it was "
        "changed since, or is another one; merge into the file that was exported"
    )


def _language(tag: str) -> Language:
    language = named(tag) if tag else None
    if language is None:
        raise InputError(f"its language is {tag or 'not named'}; give zh, zh-Hant or en")
    return language


def _said(returned: ReturnedUnit, unit: TextUnit) -> Iterator[Issue]:
    """Yield what is wrong with the segments of a unit."""
    source = "".join(piece.source.text for piece in returned.pieces)
    if source != unit.content.text:
        yield Issue("source", "the source was edited; it stays as in the document", unit.place)
    for piece in returned.pieces:
        shown = piece.source.text.strip()
        if piece.is_empty and piece.is_segment:
            yield Issue("untranslated", f"no translation, stays as it is: {shown}", unit.place)
        elif piece.is_segment and piece.is_left_out:
            yield Issue("untranslated", f"an empty translation of: {shown}", unit.place)


def _drafts(file: ReturnedFile) -> Iterator[Issue]:
    """Yield how many targets are used though nothing says that they are translations."""
    drafts = [
        unit
        for unit in file.units
        for piece in unit.pieces
        if piece.state == "initial" and piece.target and piece.target.text.strip()
    ]
    if drafts:
        told = f"{len(drafts)} targets are used that are not marked as translated"
        yield Issue("untranslated", told, drafts[0].name or drafts[0].id)


def _joined(pieces: Sequence[Piece], *, spaced: bool) -> TaggedText:
    """The targets one after another; between sentences of words there is a space."""
    texts, before = list[TaggedText](), None
    for piece in pieces:
        text = piece.source if piece.is_empty or piece.target is None else piece.target
        is_joint = before is not None and before.is_segment and piece.is_segment and texts
        if spaced and is_joint and _touch(texts[-1].text, text.text):
            texts.append(TaggedText(" "))
        texts.append(text)
        before = piece
    return TaggedText.join(texts)


def _touch(one: str, other: str) -> bool:
    """Whether two sentences of words, rather than Chinese ones, have no space between them."""
    if not one or not other or one[-1].isspace() or other[0].isspace():
        return False
    letters = [*filter(str.isalnum, one)][-1:] + [*filter(str.isalnum, other)][:1]
    return max([one[-1], other[0], *letters]) < _WIDE

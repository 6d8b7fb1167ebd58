"""A document as files: its translation, both texts side by side, XLIFF, TMX, the report (◆).

What is written is what the segments say now, edited or not.
"""

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePosixPath

from corpus.model import Entry
from serve.auth.actor import Actor
from serve.database import Database
from serve.problem import Problem
from serve.services import document_rows, files, segment_table
from serve.services.document_report import report_of
from serve.services.document_rows import NOTES, OPTIONS, DocumentRecord, DocumentState
from serve.services.pair_files import written
from serve.services.segment_rows import HUMAN, SegmentRecord, SegmentState
from termbase.text import Language
from translator.bilingual.export import Exported, Original, xliff
from translator.bilingual.rows import Row
from translator.bilingual.table import Heading, table
from translator.formats import format_for
from translator.formats.base import Remarking
from translator.formats.fonts import Pairs
from translator.formats.marks import marks_of
from translator.model import Document as Parsed
from translator.model import Issue, Origin, State, TaggedText
from translator.report_file import report_bytes

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_BYTES = "application/octet-stream"


class Form(enum.StrEnum):
    """What a document can be had as."""

    SOURCE = "source"
    TRANSLATION = "translation"
    BILINGUAL = "bilingual"
    XLIFF = "xliff"
    TMX = "tmx"
    REPORT_JSON = "report.json"
    REPORT_HTML = "report.html"


@dataclass(frozen=True, slots=True)
class FileOut:
    """A file to be sent."""

    name: str
    media: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Whole:
    """A document with all that can be written of it; `notes` are those of the file as it came."""

    record: DocumentRecord
    data: bytes
    parsed: Parsed
    segments: Sequence[SegmentRecord]
    notes: tuple[Issue, ...]
    strict: bool
    engine: str


class Exports:
    """Writes the documents of one database; `engine` is what translates, by its name."""

    def __init__(
        self, database: Database, engine: str, fonts: Mapping[Language, Pairs] | None = None
    ) -> None:
        self._database = database
        self._engine = engine
        self._fonts = fonts or {}

    def export(self, identity: str, form: Form, actor: Actor) -> FileOut:
        """Return a document as a file.

        Raises:
            Problem: see `document_rows.seen`; or it is not translated yet.
        """
        with self._database.reading() as connection:
            record = document_rows.seen(connection, identity, actor)
            more = document_rows.details(connection, identity)
            data = files.read(connection, more.source)
            if form is Form.SOURCE:
                return FileOut(record.name, _BYTES, data)
            if record.state is not DocumentState.DONE:
                raise Problem("not_ready", what=record.name)
            segments = segment_table.read(connection, identity)
        whole = _Whole(
            record,
            data,
            format_for(record.name).read(data),
            segments,
            NOTES.validate_json(more.notes),
            OPTIONS.validate_json(more.options).strict,
            self._engine,
        )
        return self._written(whole, form)

    def _written(self, whole: _Whole, form: Form) -> FileOut:
        stem, suffix = _parted(whole.record)
        if form is Form.TRANSLATION:
            return FileOut(stem + suffix, _BYTES, self._translation(whole)[0])
        if form is Form.BILINGUAL:
            return FileOut(f"{stem}.bilingual.docx", _WORD, _bilingual(whole))
        if form is Form.XLIFF:
            return FileOut(f"{stem}.xlf", "application/xliff+xml", _xliff(whole))
        if form is Form.TMX:
            return FileOut(f"{stem}.tmx", "application/x-tmx+xml", _tmx(whole))
        ending = f".{form.value.rpartition('.')[2]}"
        media = "text/html; charset=utf-8" if form is Form.REPORT_HTML else "application/json"
        return FileOut(f"{stem}.report{ending}", media, self._report(whole, ending))

    def _translation(self, whole: _Whole) -> tuple[bytes, tuple[Issue, ...]]:
        """The file in its format, and what became of its layout."""
        language = whole.record.target_language
        written_ = replace(
            whole.parsed,
            language=language,
            fonts=self._fonts.get(language, ()),
            doubtful=frozenset(item.unit for item in whole.segments if _is_doubtful(item)),
        )
        targets: dict[str, list[TaggedText]] = {}
        for item in whole.segments:
            targets.setdefault(item.unit, []).append(item.target if item.origin else item.source)
        form = format_for(whole.record.name)
        joined = {unit: TaggedText.join(pieces) for unit, pieces in targets.items()}
        data = form.write(written_, joined)
        return data, form.remarks(written_, data) if isinstance(form, Remarking) else ()

    def _report(self, whole: _Whole, ending: str) -> bytes:
        _, remarks = self._translation(whole)
        notes = (*whole.notes, *remarks)
        mode = "strict" if whole.strict else "soft"
        found = report_of(whole.record, whole.segments, notes, engine=whole.engine, mode=mode)
        return report_bytes([found], ending)


def _parted(record: DocumentRecord) -> tuple[str, str]:
    name = PurePosixPath(record.name)
    return f"{name.stem}.{record.target_language.value}", name.suffix


def _is_doubtful(item: SegmentRecord) -> bool:
    if item.state is SegmentState.CONFIRMED:
        return False
    return bool(item.findings.issues) or item.state is SegmentState.NEEDS_REVIEW


def _rows(whole: _Whole) -> tuple[Row, ...]:
    return tuple(
        Row(
            item.segment,
            item.target if item.origin else None,
            None if item.origin in ("", HUMAN) else Origin(item.origin),
            State.NEEDS_REVIEW if item.state is SegmentState.NEEDS_REVIEW else State.TRANSLATED,
            () if item.state is SegmentState.CONFIRMED else item.findings.issues,
            item.findings.outcomes,
        )
        for item in whole.segments
    )


def _bilingual(whole: _Whole) -> bytes:
    record = whole.record
    heading = Heading(record.name, record.source_language, record.target_language, whole.engine)
    return table(heading, _rows(whole), marks_of(record.name, whole.parsed))


def _xliff(whole: _Whole) -> bytes:
    record = whole.record
    marks = marks_of(record.name, whole.parsed)
    original = Original(record.name, sha256(whole.data).hexdigest(), whole.parsed, marks)
    languages = record.source_language, record.target_language
    return xliff(Exported(original, *languages, whole.engine, _rows(whole)))


def _tmx(whole: _Whole) -> bytes:
    """The pairs in which there is language."""
    is_chinese = whole.record.source_language.is_chinese
    entries = (
        Entry(*(sides if is_chinese else sides[::-1]), id=number)
        for number, item in enumerate(whole.segments, 1)
        for sides in [(item.source.text.strip(), item.target.text.strip())]
        if all(sides) and item.origin != Origin.COPIED.value
    )
    return b"".join(written("tmx", entries))

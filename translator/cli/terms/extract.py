"""`biaoyi terms extract`: sentence pairs > pairs of terms that somebody then approves."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.terms.desk import As, Comment, desk
from translator.errors import BrokenMemory, InputError

if TYPE_CHECKING:
    from termbase.concept import Concept
    from termbase.extract import Proposal, Texts
    from termbase.text import Language
    from translator.model import Document

_MEMORIES = (".tmx", ".tsv", ".csv")
_TABLES = (".csv", ".tsv", ".xlsx")
_HEAD = ("zh", "en", "score", "together", "zh_count", "en_count", "zh_example", "en_example")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")


def extract(  # noqa: PLR0913, PLR0917 - one parameter an option
    inputs: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE",
            help="Translation memories (.tmx, .tsv, .csv), or a document and its translation.",
        ),
    ],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write .csv, .tsv, .xlsx or .tbx, not the terminal."),
    ] = None,
    propose: Annotated[
        bool, typer.Option("--propose", help="Put them into the termbase, as proposed.")
    ] = False,
    least: Annotated[
        int | None,
        typer.Option("--least", min=1, help="Pairs in which both stand; by default 2, or more."),
    ] = None,
    most: Annotated[
        int | None, typer.Option("--most", min=1, help="How many proposals, the best first.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the output.")] = False,
    comment: Comment = "",
    who: As = "",
) -> None:
    """Propose pairs of terms that stand together in sentence pairs; nothing is approved."""
    from termbase.extract import propose as proposals_of
    from translator.language import detect

    if output and output.exists() and not force:
        raise InputError(f"{output}: exists already; --force overwrites it")
    if output and output.suffix.lower() not in (*_TABLES, ".tbx"):
        raise InputError(f"{output}: proposals are written as {', '.join(_TABLES)} or .tbx")
    pairs = _pairs(inputs)
    chinese = detect("\n".join(pair.zh for pair in pairs[:500]))
    found = proposals_of(pairs, chinese, least)[:most]
    if propose:
        _put(found, chinese, f"{', '.join(path.name for path in inputs)}: {comment}", who)
    if output:
        _write(output, found, chinese)
    if not output and not propose:
        for item in found:
            typer.echo(f"{item.score:.3f}  {item.together:>5}  {item.zh}  {item.en}")
    typer.echo(f"{len(pairs)} pairs, {len(found)} proposals", err=True)


def _pairs(inputs: Sequence[Path]) -> list["Texts"]:
    """The sentence pairs of memories, or of two documents."""
    if all(path.suffix.lower() in _MEMORIES for path in inputs):
        return [pair for path in inputs for pair in _memory(path)]
    documents = 2
    if len(inputs) != documents:
        raise InputError("give translation memories, or one document and its translation")
    return _aligned(*inputs)


def _memory(path: Path) -> Iterator["Texts"]:
    from corpus.exchange.tmx import BrokenExchange, read_tmx
    from corpus.exchange.tsv import read_tsv
    from termbase.extract import Texts

    read = read_tmx if path.suffix.lower() == ".tmx" else read_tsv
    try:
        for pair in read(path, "zh", "en"):
            yield Texts(pair.source, pair.target)
    except BrokenExchange as error:
        raise BrokenMemory(str(error)) from error
    except OSError as error:
        raise BrokenMemory(f"{path}: cannot be read: {error.strerror or error}") from error


def _aligned(first: Path, second: Path) -> list["Texts"]:
    """The paragraphs of two documents, one by one, cut into sentences where both have as many.

    Raises:
        InputError: not one is Chinese and one English, or they have not as many paragraphs.
    """
    from termbase.extract import Texts
    from translator.job import read_document, source_language

    read = [(path, read_document(path)) for path in (first, second)]
    read.sort(key=lambda pair: not source_language(pair[1]).is_chinese)
    (_, chinese), (_, english) = read
    if not source_language(chinese).is_chinese or source_language(english).is_chinese:
        raise InputError(f"{first}, {second}: one must be Chinese and one English")
    ours, theirs = list(_paragraphs(chinese)), list(_paragraphs(english))
    if len(ours) != len(theirs):
        counts = " and ".join(f"{path}: {len(list(_paragraphs(file)))}" for path, file in read)
        raise InputError(f"the numbers of paragraphs differ ({counts}); give a translation memory")
    return [
        Texts(zh, en)
        for left, right in zip(ours, theirs, strict=True)
        for zh, en in (
            zip(left, right, strict=True)
            if len(left) == len(right)
            else [("".join(left), "".join(right))]
        )
    ]


def _paragraphs(document: "Document") -> Iterator[list[str]]:
    """The sentences of each paragraph that says something."""
    from itertools import groupby

    from translator.steps.segment import segment

    for _, pieces in groupby(segment(document), key=lambda piece: piece.unit):
        texts = [piece.source.text for piece in pieces]
        if any(text.strip() for text in texts):
            yield texts


def _put(found: Sequence["Proposal"], chinese: "Language", why: str, who: str) -> None:
    """Propose to the termbase what it has not in any status."""
    from termbase.history import Change

    with desk(who) as at:
        known = {pair for item in at.store.present() for pair in _called(item.concept)}
        new = [item.concept(chinese) for item in found if (item.zh, item.en.lower()) not in known]
        done = at.store.put(new, Change(at.viewer.name, "extract", why.rstrip(": ")))
    typer.echo(f"{done.added} proposed, {len(found) - done.added} known before")


def _called(concept: "Concept") -> Iterator[tuple[str, str]]:
    chinese = [item.text for item in concept.designations if item.language.is_chinese]
    english = [item.text for item in concept.designations if not item.language.is_chinese]
    return ((zh, en.lower()) for zh in chinese for en in english)


def _write(path: Path, found: Sequence["Proposal"], chinese: "Language") -> None:
    from termbase.exchange import BrokenExchange, table, write_concepts, xlsx

    suffix = path.suffix.lower()
    beside = path.with_name(f".{path.stem}.part{path.suffix}")
    try:
        if suffix == ".tbx":
            write_concepts(beside, (item.concept(chinese) for item in map(_clean, found)))
        else:
            write = xlsx.write_rows if suffix == ".xlsx" else table.write_rows
            write(beside, _rows(map(_clean, found)))
        beside.replace(path)
    except BrokenExchange as error:
        raise InputError(str(error).replace(beside.name, path.name)) from error
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror or error}") from error
    finally:
        beside.unlink(missing_ok=True)


def _clean(proposal: "Proposal") -> "Proposal":
    """An example that every format can hold."""
    from dataclasses import replace

    example = proposal.example
    return replace(
        proposal,
        example=replace(
            example, zh=_CONTROL.sub(" ", example.zh), en=_CONTROL.sub(" ", example.en)
        ),
    )


def _rows(found: Iterable["Proposal"]) -> Iterator[Sequence[str]]:
    yield _HEAD
    for item in found:
        counts = (f"{item.score:.3f}", item.together, item.count_zh, item.count_en)
        yield item.zh, item.en, *map(str, counts), item.example.zh, item.example.en

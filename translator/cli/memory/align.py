"""`biaoyi memory align`: documents in both languages > pairs, by way of a review or at once."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from translator.cli.terms.desk import SCOPE_HELP, As, Comment, scope_of
from translator.errors import InputError

if TYPE_CHECKING:
    from translator.align.model import Sides
    from translator.align.pairs import Row
    from translator.model import Document

_LEAST = 0.9


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is said of all pairs that are kept, and where."""

    document: str
    licence: str
    domain: str
    comment: str
    who: str
    status: str


def align(  # noqa: PLR0913, PLR0917 - one parameter an option
    first: Annotated[Path, typer.Argument(metavar="FILE", help="A document, or a reviewed file.")],
    second: Annotated[
        Path | None, typer.Argument(metavar="OTHER", help="The same in the other language.")
    ] = None,
    review: Annotated[
        Path | None, typer.Option("--review", help="Write a file to decide in: .xlsx.")
    ] = None,
    reviewed: Annotated[
        bool, typer.Option("--reviewed", help="FILE is such a file; take what it accepts.")
    ] = False,
    tmx: Annotated[Path | None, typer.Option("--tmx", help="Write the pairs as TMX.")] = None,
    into: Annotated[
        str, typer.Option("--into", help=f"Keep the pairs in the memory: {SCOPE_HELP}.")
    ] = "",
    least: Annotated[
        float, typer.Option("--least", min=0, max=1, help="Scores below are for review.")
    ] = _LEAST,
    domain: Annotated[str, typer.Option("--domain", help="ICS or CCS code, or words.")] = "",
    licence: Annotated[str, typer.Option("--licence", help="On what terms they are given.")] = "",
    comment: Comment = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite files.")] = False,
    who: As = "",
) -> None:
    """Make sentence pairs of a document and its translation, or of one in both languages.

    Without --review, --tmx and --into the pairs are shown: score, Chinese, English. Into the memory
    they come as drafts; those of a reviewed file as confirmed.
    """
    _refuse(first, second, review, reviewed=reviewed)
    _refuse_to_overwrite([path for path in (review, tmx) if path and not force])
    rows, document = _reviewed(first) if reviewed else _aligned(first, second, least)
    _tell(rows, review)
    status = "CONFIRMED" if reviewed else "DRAFT"
    kept = _Kept(document or first.name, licence, domain, comment, who, status)
    if review:
        _write_review(review, rows, document)
    if tmx:
        _write_tmx(tmx, rows, kept)
    if into:
        _put(rows, kept, into)
    if not (review or tmx or into):
        _show(rows)


def _refuse(first: Path, second: Path | None, review: Path | None, *, reviewed: bool) -> None:
    if reviewed and (second or review):
        raise InputError(f"{first}: a reviewed file stands alone; give --tmx or --into")
    if review and review.suffix.lower() != ".xlsx":
        raise InputError(f"{review}: what is reviewed is written as .xlsx")


def _refuse_to_overwrite(paths: Sequence[Path]) -> None:
    for path in paths:
        if path.exists():
            raise InputError(f"{path}: exists already; --force overwrites it")


def _reviewed(path: Path) -> "tuple[list[Row], str]":
    from translator.align.review import read_review

    return read_review(path)


def _aligned(first: Path, second: Path | None, least: float) -> "tuple[list[Row], str]":
    from translator.align.lexicon import open_lexicon
    from translator.align.pairs import rows
    from translator.align.sides import bilingual_sides
    from translator.align.walk import align as walk
    from translator.job import read_document
    from translator.settings import read_settings

    lexicon = open_lexicon(read_settings().model)
    document = read_document(first)
    if second is None:
        sides = bilingual_sides(document, lexicon.answers)
        if not sides.zh or not sides.en:
            lacking = "English" if sides.zh else "Chinese"
            raise InputError(f"{first}: no {lacking} in it; name the document that has it as well")
        name = first.name
    else:
        sides = _both((first, document), (second, read_document(second)))
        name = f"{first.name} + {second.name}"
    if not lexicon.has_words:
        sys.stderr.write("the model has no vmap.txt: aligned by lengths, numbers and names alone\n")
    if sides.foreign:
        sys.stderr.write(f"{sides.foreign} sentences left out: not in the language of their file\n")
    return list(rows(sides, walk(sides, lexicon), least)), name


def _both(*named: "tuple[Path, Document]") -> "Sides":
    """The sides of two documents, whichever is the Chinese one."""
    from translator.align.sides import two_sides
    from translator.job import source_language

    found = {source_language(document).is_chinese: document for _, document in named}
    if len(found) < len(named):
        language = "Chinese" if True in found else "English"
        names = " and ".join(str(path) for path, _ in named)
        raise InputError(f"{names}: both are in {language}; name one in each language")
    return two_sides(found[True], found[False])


def _tell(rows: "Sequence[Row]", review: Path | None) -> None:
    pairs = [row for row in rows if row.is_pair]
    doubtful = sum(row.accepted is None for row in pairs)
    alone = sum(not (row.zh and row.en) for row in rows)
    wordless = len(rows) - len(pairs) - alone
    said = [f"{len(pairs)} pairs", f"{alone} sentences alone"]
    if wordless:
        said.append(f"{wordless} that are no text in two languages")
    if doubtful:
        advice = "" if review else ", left out; --review writes them to a file"
        said.append(f"{doubtful} pairs not accepted{advice}")
    sys.stderr.write("; ".join(said) + "\n")


def _show(rows: "Sequence[Row]") -> None:
    for row in rows:
        if row.is_pair:
            typer.echo(f"{row.score:.2f}\t{row.zh}\t{row.en}")


def _write_review(path: Path, rows: "Sequence[Row]", document: str) -> None:
    from translator.align.review import write_review
    from translator.job import write_beside

    write_beside(path, write_review(rows, document))
    typer.echo(f"{path}: {len(rows)} rows")


def _write_tmx(path: Path, rows: "Sequence[Row]", kept: _Kept) -> None:
    import io

    from corpus.exchange.tmx_write import write_pairs
    from corpus.exchange.unit import Refused
    from corpus.model import Entry, Provenance, Status
    from translator.align.pairs import given
    from translator.job import write_beside

    entry = Entry("", "", status=Status[kept.status])
    found = Provenance(kept.document, licence=kept.licence, domain=kept.domain)
    data = io.BytesIO()
    written = list(write_pairs(data, given(rows, entry, found)))
    refused = [unit for unit in written if isinstance(unit, Refused)]
    write_beside(path, data.getvalue())
    typer.echo(f"{path}: {len(written) - len(refused)} pairs")
    _complain(refused)


def _put(rows: "Sequence[Row]", kept: _Kept, scope: str) -> None:
    from corpus.exchange.admission import Said, admitted
    from corpus.exchange.unit import Refused
    from corpus.model import Entry, Provenance, Status
    from termbase.history import Change
    from translator.align.pairs import given
    from translator.cli.memory.desk import desk

    refused: list[Refused] = []
    with desk(kept.who) as at:
        whose = scope_of(scope, at.viewer)
        entry = Entry("", "", status=Status[kept.status])
        found = Provenance(kept.document, who=at.viewer.name)
        said = Said(whose, None, kept.licence, kept.domain)
        pairs = admitted(given(rows, entry, found), said, at.viewer, refused.append)
        why = f"{kept.document}: {kept.comment}" if kept.comment else kept.document
        done = at.store.put(pairs, Change(at.viewer.name, "align", why))
    rejected = f", {done.rejected} rejected here before" if done.rejected else ""
    typer.echo(f"memory: {done.added} added, {done.merged} merged, {done.same} known{rejected}")
    _complain(refused)


def _complain(refused: "Sequence[object]") -> None:
    for unit in refused:
        sys.stderr.write(f"{unit}\n")
    if refused:
        noun = "pair was" if len(refused) == 1 else "pairs were"
        raise InputError(f"{len(refused)} {noun} not kept, each named above")

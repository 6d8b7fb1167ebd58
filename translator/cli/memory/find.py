"""`biaoyi memory find`, `concordance`, `show`: what the memory knows of a text, and of a pair."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import BaseModel, ConfigDict, ValidationError

from translator.cli.memory.desk import Desk, Identity, as_record, desk, lines
from translator.cli.options import From, Into
from translator.cli.stream import answered
from translator.cli.terms.desk import As, AsJson
from translator.errors import InputError

if TYPE_CHECKING:
    from corpus.index import Side
    from corpus.model import Found, Fragment
    from corpus.search import Wanted

_From = Annotated[From, typer.Option("--from", help="The language of the text.")]
_Document = Annotated[str, typer.Option("--document", help="Use the pairs of this document, too.")]


class Asked(BaseModel):
    """A line of JSON; keys that we do not know are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    text: str
    before: str | None = None
    after: str | None = None
    id: bool | int | float | str | None = None


@dataclass(frozen=True, slots=True)
class _Counter:
    """Where questions are answered: the desk, the language asked in, and what is wanted."""

    at: Desk
    side: "Side | None"  # None: that of each text
    wanted: "Wanted"

    def answer(self, asked: Sequence[Asked]) -> "list[tuple[Found, ...]]":
        """Return what answers each question; one look-up for those in one language."""
        from corpus.model import Query
        from corpus.search import find as find_in

        found: list[tuple[Found, ...]] = [() for _ in asked]
        sides = [self.side or _side(item.text) for item in asked]
        for side in sorted(set(sides)):
            mine = [n for n, item in enumerate(asked) if sides[n] == side]
            queries = [Query(asked[n].text, asked[n].before, asked[n].after) for n in mine]
            answers = find_in(self.at.store, side, queries, self.at.viewer, self.wanted)
            for n, answer in zip(mine, answers, strict=True):
                found[n] = answer
        return found


def find(  # noqa: PLR0913, PLR0917 - one parameter an option
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A sentence; - reads lines.")],
    source: _From = From.AUTO,
    target: Annotated[Into | None, typer.Option("--to", help="The other language.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="Answers at most.")] = 5,
    least: Annotated[int, typer.Option("--least", min=30, max=101, help="Percent, or more.")] = 70,
    document: _Document = "",
    who: As = "",
    in_json: AsJson = False,
) -> None:
    """Show the pairs that answer TEXT, best first, and those that stand in it.

    With - and --json: a JSON object a line, {"text": …}, with "before" and "after" if known; each
    is answered at once by {"matches": […]}, best first.
    """
    from corpus.search import Wanted

    side = _asked_side(source, target)
    with desk(who, document) as at:
        counter = _Counter(at, side, Wanted(limit=limit, least=least))
        if text == "-":
            _answer_lines(counter, in_json=in_json)
            return
        [found] = counter.answer([Asked(text=text)])
        pieces = _pieces(at, side or _side(text), text) if not in_json else []
    if in_json:
        typer.echo(_in_json(Asked(text=text), found))
        return
    _show(found)
    for piece in pieces:
        typer.echo(f"  part  {text[piece.start : piece.end]}  →  {piece.target}")
    if not found and not pieces:
        sys.stderr.write("biaoyi: the memory has no answer\n")
        raise typer.Exit(1)


def _side(text: str) -> "Side":
    from translator.language import detect

    return "zh" if detect(text).is_chinese else "en"


def _asked_side(source: From, target: Into | None) -> "Side | None":
    """The language of the texts, as far as it was said."""
    if source is From.AUTO:
        return None if target is None else "zh" if target is Into.EN else "en"
    side: Side = "en" if source is From.EN else "zh"
    if target is not None and (target is Into.EN) == (side == "en"):
        raise InputError(
            f"--from {source.value} --to {target.value}: pairs are Chinese and English"
        )
    return side


def _pieces(at: Desk, side: "Side", text: str) -> "list[Fragment]":
    from corpus.concordance import fragments

    return fragments(at.store, side, text, at.viewer, limit=5)


def _show(found: "Sequence[Found]") -> None:
    for item in found:
        told = ", ".join(item.documents[:3])
        typer.echo(f"{item.score:>4} %  {item.kind.value}  pair {item.entry.id}  {told}".rstrip())
        typer.echo(f"        {item.source}")
        typer.echo(f"        {item.target}")


def _answer_lines(counter: _Counter, *, in_json: bool) -> None:
    """Answer standard input line by line, as they come."""
    broken = 0

    def answer(batch: Sequence[tuple[int, bytes]]) -> None:
        nonlocal broken
        read = [_read(number, line, in_json=in_json) for number, line in batch]
        found = iter(counter.answer([item for item in read if isinstance(item, Asked)]))
        for item in read:
            if isinstance(item, str):
                broken += 1
                typer.echo(json.dumps({"error": item}, ensure_ascii=False))
            elif item is not None and in_json:
                typer.echo(_in_json(item, next(found)))
            elif item is not None:
                typer.echo(item.text)
                _show(next(found))

    if answered(answer) and broken:
        noun = "line was" if broken == 1 else "lines were"
        raise InputError(f"{broken} {noun} not understood; see “error” in the output")


def _read(number: int, line: bytes, *, in_json: bool) -> Asked | str | None:
    """A question, what is wrong with it, or None for a blank line."""
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8").strip()
        if not text:
            return None
        return Asked.model_validate_json(text) if in_json else Asked(text=text)
    except UnicodeDecodeError:
        return f"line {number}: not UTF-8"
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return f"line {number}: {f'{place}: ' if place else ''}{first['msg']}"


def _in_json(asked: Asked, found: "Sequence[Found]") -> str:
    matches = [
        {
            "score": item.score,
            "kind": item.kind.value,
            "source": item.source,
            "target": item.target,
            "documents": list(item.documents),
            "pair": as_record(item.entry),
        }
        for item in found
    ]
    answer: dict[str, object] = {} if asked.id is None else {"id": asked.id}
    return json.dumps({**answer, "matches": matches}, ensure_ascii=False)


def concordance(
    phrase: Annotated[str, typer.Argument(metavar="PHRASE", help="Words or characters in a row.")],
    source: _From = From.AUTO,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="Pairs at most.")] = 20,
    document: _Document = "",
    who: As = "",
    in_json: AsJson = False,
) -> None:
    """Show pairs in which PHRASE stands, with where: in [brackets], or as offsets in JSON."""
    from corpus.concordance import concordance as search

    side = _asked_side(source, None) or _side(phrase)
    with desk(who, document) as at:
        hits = search(at.store, side, phrase, at.viewer, limit)
    for hit in hits:
        if in_json:
            spans = {"side": side, "spans": [list(span) for span in hit.spans]}
            typer.echo(json.dumps({**as_record(hit.entry), **spans}, ensure_ascii=False))
            continue
        here, other = (hit.entry.zh, hit.entry.en)[:: 1 if side == "zh" else -1]
        typer.echo(f"pair {hit.entry.id}\n    {_marked(here, hit.spans)}\n    {other}")
    if not hits:
        sys.stderr.write("biaoyi: the memory has no pair with that\n")
        raise typer.Exit(1)


def _marked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    def pieces() -> Iterator[str]:
        at = 0
        for start, end in spans:
            if start >= at:
                yield f"{text[at:start]}[{text[start:end]}]"
                at = end
        yield text[at:]

    return "".join(pieces())


def show(identity: Identity, in_json: AsJson = False) -> None:
    """Show a pair with where it was found and its whole history."""
    with desk() as at:
        history = at.store.history(identity)
        found = at.store.provenance([identity]).get(identity, ())
    last = history[-1].entry
    if in_json:
        record = as_record(last)
        record["provenance"] = [asdict(item) for item in found]
        record["history"] = [
            {**as_record(item.entry), "change": asdict(item.change)} for item in history
        ]
        typer.echo(json.dumps(record, ensure_ascii=False))
        return
    typer.echo("\n".join(lines(last)))
    for item in found:
        facts = (item.document, item.position, item.who, item.at[:10], item.domain, item.licence)
        typer.echo("    found: " + ", ".join(filter(None, facts)))
    for revision in history:
        made = revision.change
        why = f" — {made.why}" if made.why else ""
        typer.echo(f"  {revision.entry.number}  {made.at}  {made.who}  {made.what}{why}")
        typer.echo(f"       {revision.entry.status.name.lower()}: {revision.entry.zh}")
        typer.echo(f"       {revision.entry.en}")

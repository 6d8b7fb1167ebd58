"""`biaoyi terms conflicts` and `stats`: the termbase as a whole."""

import json
import sys
from collections import Counter
from typing import Annotated

import typer

from termbase.text import Language
from translator.cli.options import Into
from translator.cli.terms.desk import As, AsJson, desk


def conflicts(
    into: Annotated[
        Into | None, typer.Option("--to", help="Into this language; by default en and zh.")
    ] = None,
    who: As = "",
    in_json: AsJson = False,
) -> None:
    """List where approved terms of one domain have one source and different targets.

    The first target of each is used. The exit status is 1 if there are any.
    """
    from termbase.compiled import Direction, rivals

    asked = [Language(into.value)] if into else [Language.EN, Language.ZH]
    count = 0
    with desk(who) as at:
        present = list(at.store.present())
        for target in asked:
            source = Language.EN if target.is_chinese else Language.ZH
            for found in rivals(present, Direction(source, target), at.viewer):
                count += 1
                terms = [(t.target, t.id, t.scope.name.lower(), t.origin) for t in found.terms]
                if in_json:
                    names = ("target", "id", "scope", "origin")
                    record = {
                        "source": found.terms[0].source,
                        "to": target.value,
                        "domain": found.domain,
                        "terms": [dict(zip(names, term, strict=True)) for term in terms],
                    }
                    typer.echo(json.dumps(record, ensure_ascii=False))
                    continue
                domain = f" [{found.domain}]" if found.domain else ""
                typer.echo(f"{found.terms[0].source} → {target.value}{domain}")
                for term in terms:
                    typer.echo(f"    {'  '.join(dict.fromkeys(term))}")
    if not in_json:
        typer.echo(f"{count} {'conflict' if count == 1 else 'conflicts'}")
    if count:
        sys.stdout.flush()
        raise typer.Exit(1)


def stats(who: As = "", in_json: AsJson = False) -> None:
    """Count concepts and terms by status, language, scope and domain; show the last changes."""
    with desk(who) as at:
        seen = [item for item in at.store.present() if at.viewer.sees(item.concept)]
        version = at.store.version()
        changes = at.store.changes(5)
    terms = [term for item in seen for term in item.concept.designations]
    counts = {
        "status": Counter(term.status.value for term in terms),
        "language": Counter(term.language.value for term in terms),
        "grade": Counter(term.grade.value for term in terms),
        "scope": Counter(item.concept.scope.name.lower() for item in seen),
        "domain": Counter(item.concept.domain or "none" for item in seen),
    }
    if in_json:
        record = {"concepts": len(seen), "terms": len(terms), "version": version, **counts}
        typer.echo(json.dumps(record, ensure_ascii=False))
        return
    typer.echo(f"{len(seen)} concepts, {len(terms)} terms, version {version}")
    for name, counted in counts.items():
        told = ", ".join(f"{key} {count}" for key, count in counted.most_common(12))
        typer.echo(f"{name:<10} {told}")
    for change in changes:
        why = f": {change.why}" if change.why else ""
        typer.echo(f"  {change.version}  {change.at}  {change.who}  {change.what}{why}")

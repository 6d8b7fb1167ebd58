"""All goals, one after another."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.documents import office_suite
from eval.documents.alone import largest, lengthened, run
from eval.documents.figures import Opened, faults, pairs, rows
from eval.documents.files import real_files
from eval.documents.hostile import Case, given_cases, made_cases, verdicts
from eval.documents.probes import read_probes, wrong_probes
from eval.documents.table import by_format, by_goal, hostile, probes, sizes, standards, tags
from eval.documents.trial import Trial, trials
from eval.documents.valid import SCHEMAS, validity
from eval.tagged import FILE, Tagged, read_cases, tagged
from translator.settings import read_settings
from translator.tools import open_engine

SAMPLE = 24  # files of a format that LibreOffice opens
_OPENED = frozenset({"docx", "xlsx", "pptx", "odt", "odp", "html"})
_PAGE = 300_000  # bytes of a web page; for longer ones LibreOffice takes minutes


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured on; `out` is a folder to write to.

    `everything` says whether LibreOffice opens all files, `tags` whether the model is asked to
    translate tagged sentences; the longest file has `long` bytes of XML.
    """

    folder: Path
    attacks: Path
    out: Path
    everything: bool = False
    long: int = 8_000_000
    tags: bool = True


@dataclass(frozen=True, slots=True)
class Measured:
    """The tables, and what is wrong with which file."""

    lines: tuple[str, ...]
    faults: tuple[str, ...]


def measure(plan: Plan) -> Measured:
    """Return the figures of each goal.

    Raises:
        NoFiles: there are none to measure on.
    """
    files = real_files(plan.folder)
    done = _told(trials(files, plan.out / "pseudo"), len(files))
    opened = _opened(done, plan)
    judged = list(verdicts(_hostile(plan)))
    valid = validity(
        sorted((plan.folder / "sts").glob("*.xml")),
        [path for each in SCHEMAS if (path := plan.folder / "schema" / each).is_file()],
    )
    asked, missed = _probes(plan)
    goals = [
        probes(asked, missed),
        *tags(list(_tagged()) if plan.tags else []),
        standards(valid),
        *sizes([run(each) for each in _largest(done, plan)]),
        hostile(judged),
    ]
    head = (
        f"{len(files)} files; LibreOffice has opened {len(opened)} pseudo-translations of "
        f"{sum(each.pseudo is not None for each in done)}."
    )
    wrong = [f"{each.case.file.name}: {'; '.join(each.faults)}" for each in judged if each.faults]
    return Measured(
        (head, "", *by_format(rows(done, opened)), "", *by_goal(goals)),
        (*faults(done, opened), *missed, *valid.faults, *wrong),
    )


def _told(found: Iterable[Trial], count: int) -> list[Trial]:
    """Tell someone who waits how far we are."""
    done = list[Trial]()
    for each in found:
        done.append(each)
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{len(done)} of {count} files")
    return done


def _opened(done: Sequence[Trial], plan: Plan) -> list[Opened]:
    """What LibreOffice makes of files and of their pseudo-translations; nothing without it."""
    if not office_suite.is_here():
        return []
    chosen = [each for name in _OPENED for each in _chosen(done, name, plan)]
    before = office_suite.pages([each.real.path for each in chosen], plan.out / "before")
    written = [each.pseudo for each in chosen if each.pseudo and each.real.path in before]
    after = office_suite.pages(written, plan.out / "after")
    return pairs(chosen, before, after)


def _chosen(done: Sequence[Trial], name: str, plan: Plan) -> list[Trial]:
    """The files of a format, or some from all of it."""
    read = [
        each
        for each in done
        if each.real.format == name and each.pseudo
        if name != "html" or each.real.path.stat().st_size < _PAGE
    ]
    step = 1 if plan.everything else max(1, len(read) // SAMPLE)
    return read[::step]


def _hostile(plan: Plan) -> list[Case]:
    cases = list(given_cases(plan.folder / "synthetic/hostile"))
    if plan.attacks.is_file():
        out = plan.out / "hostile"
        out.mkdir(parents=True, exist_ok=True)
        cases += made_cases(plan.attacks, out)
    return cases


def _probes(plan: Plan) -> tuple[int, list[str]]:
    """How many probes there are, and what is wrong with which."""
    folder = plan.folder / "synthetic"
    if not (folder / "PROBE_EXPECTED.tsv").is_file():
        return 0, []
    found = read_probes(folder / "PROBE_EXPECTED.tsv")
    return len(found), list(wrong_probes(folder / "probe_all_en.docx", found))


def _tagged() -> Iterator[Tagged]:
    engine = open_engine("ct2", read_settings())
    cases = read_cases(FILE)
    for direction in dict.fromkeys(case.direction for case in cases):
        yield tagged([case for case in cases if case.direction == direction], engine)


def _largest(done: Sequence[Trial], plan: Plan) -> tuple[Path, Path]:
    """The longest real file, and a longer one made of it."""
    read = (each.real.path for each in done if each.pseudo)
    real = largest(path for path in read if path.suffix == ".docx")
    long = plan.out / f"{plan.long // 1_000_000} MB of XML.docx"
    long.write_bytes(lengthened(real, plan.long))
    return real, long

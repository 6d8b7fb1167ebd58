"""`biaoyi terms …` and `biaoyi db …`: the termbase from the command line."""

import json
import re
from pathlib import Path

import pytest

from termbase.database import HEAD
from tests.cli.command import Ran, biaoyi, biaoyi_alone, refused

SEED = Path(__file__).parents[3] / "shared" / "terms" / "termbase.tsv"
ID = re.compile(r"^[0-9a-f]{14}", re.MULTILINE)
FAN = ("--zh", "散热风扇", "--en", "cooling fan", "--avoid", "en:radiator fan")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "my data, 100 %?#"
    monkeypatch.setenv("BIAOYI_DATA", str(folder))
    return folder


def terms(*arguments: object) -> Ran:
    return biaoyi("terms", *arguments)


def identity(ran: Ran) -> str:
    """The id of the concept that a command has shown."""
    found = ID.search(ran.out)
    assert found, ran
    return found[0]


def added(*arguments: object, by: str = "alice") -> str:
    return identity(terms("add", *(arguments or FAN), "--as", by))


def approved(*arguments: object) -> str:
    name = added(*arguments)
    assert terms("review", "approve", name, "--as", "bob").code == 0
    return name


def found(text: str, *options: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in terms("find", text, "--json", *options).out.splitlines()]


def test_a_term_goes_from_the_proposal_through_the_review_to_its_history() -> None:
    name = added(*FAN, "--domain", "ICS 23.120", "--definition", "en:fan that cools")

    queue = terms("review")
    assert "1 concept waits" in queue.out
    assert "add by alice" in queue.out
    vote = terms("review", "vote", name, "--as", "carol")
    assert vote.out == "1 for, 0 against\n"
    done = terms("review", "approve", name[:6], "--as", "bob", "--comment", "as in GB/T 1236")
    assert done.code == 0
    assert "[preferred, approved]" in done.out

    shown = terms("show", name).out
    assert "for: carol" in shown
    assert re.search(r"2  2\S+  bob  approve — as in GB/T 1236", shown)
    assert "zh “散热风扇” (preferred, proposed) → zh “散热风扇” (preferred, approved)" in shown
    assert "fan that cools" in shown
    assert terms("review").out == "0 concepts wait\n"


def test_nobody_approves_their_own_and_a_rejection_says_why() -> None:
    name = added()

    refused(terms("review", "approve", name, "--as", "alice"), "proposed by alice")
    refused(terms("review", "reject", name, "--as", "bob"), "needs a comment")
    done = terms("review", "reject", name, "--as", "bob", "--comment", "no", "--term", "散热风扇")

    assert "散热风扇  [preferred, rejected]" in done.out
    assert "cooling fan  [preferred, proposed]" in done.out


def test_what_was_seen_may_have_changed_meanwhile() -> None:
    name = added()
    assert terms("edit", name, "--note", "quiet ones", "--as", "carol").code == 0

    for decision in (
        ("approve", name, "--as", "bob"),
        ("reject", name, "--comment", "no"),
        ("withdraw", name, "--as", "alice"),
    ):
        ran = terms("review", *decision, "--revision", "1")
        refused(ran, "is at revision 2, not 1", "carol, edit", "note changed")


def test_a_term_that_is_there_is_not_added_twice_but_others_are_added_to_it() -> None:
    name = approved()

    refused(terms("add", *FAN, "--as", "dave"), f"{name}: this concept is there already")
    refused(terms("add", "--to", name, "--en", "cooling fan"), "is a term of")
    more = terms("add", "--to", name, "--en", "cooler fan", "--zh-hant", "散熱風扇")

    assert "cooler fan  [admitted, proposed]" in more.out
    assert "zh-Hant 散熱風扇  [preferred, proposed]" in more.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["add"], "no term"),
        (["add", "--zh", "扇", "--scope", "ours"], "no scope"),
        (["add", "--zh", "扇", "--scope", "team"], "whose?"),
        (["add", "--zh", "扇", "--scope", "shared:me"], "has no owner"),
        (["add", "--zh", "扇", "--avoid", "fan"], "say zh:TEXT"),
        (["add", "--zh", " "], "an empty zh term"),
        (["add", "--to", "ffffff", "--en", "fan"], "no concept has this id"),
        (["edit", "ffffff", "--note", "x"], "no concept has this id"),
        (["show", "ffffff"], "no concept has this id"),
        (["review", "approve", "ffffff"], "no concept has this id"),
        (["import"], "no file"),
        (["import", "nowhere.csv"], "nowhere.csv: cannot be read: No such file"),
        (["import", "terms.pdf"], "terms.pdf: terms are read from .csv"),
        (["import", "--seed", "nowhere.tsv"], "nowhere.tsv: cannot be read"),
        (["export", "terms.pdf"], "terms.pdf: terms are written to .csv"),
        (["export", "nowhere/terms.csv"], "nowhere/terms.csv: cannot be written"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(arguments: list[str], said: str) -> None:
    refused(terms(*arguments), said)


def test_a_concept_is_found_by_its_terms_in_a_text_in_any_form_and_status() -> None:
    name = added()

    [one] = found("Two cooling fans fail.")
    assert one["id"] == name
    assert [(term["text"], term["status"]) for term in one["terms"]] == [  # type: ignore[attr-defined]
        ("散热风扇", "proposed"),
        ("cooling fan", "proposed"),
        ("radiator fan", "proposed"),
    ]
    given = biaoyi_alone("terms", "find", "-", given="检查散热风扇。\n".encode())
    assert given.out.startswith(name)
    nothing = terms("find", "泵")
    assert (nothing.code, nothing.out) == (1, "")


def test_the_vocabulary_of_standardisation_is_found_without_a_store(data: Path) -> None:
    one = found("规范性引用文件")[0]

    assert one["source"] == "GB/T 1.1—2020, 8.6"
    assert data.exists()


def test_what_is_personal_or_a_team_s_is_theirs(monkeypatch: pytest.MonkeyPatch) -> None:
    added("--zh", "泵", "--en", "pump", "--scope", "personal")
    monkeypatch.setenv("BIAOYI_TEAMS", "pumps")
    added("--zh", "阀", "--en", "valve", "--scope", "team", by="bob")
    added("--zh", "轴", "--en", "shaft", "--scope", "document:draft.docx")

    assert len(found("pump valve shaft", "--as", "alice", "--document", "draft.docx")) == 3
    monkeypatch.setenv("BIAOYI_TEAMS", "")
    assert found("pump valve shaft", "--as", "bob") == []


def test_an_import_names_each_bad_row_and_a_second_one_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "terms.csv"
    file.write_text("zh,en\n叶轮,impeller\n轴,\n泵,pump\n,x\n", encoding="utf-8")

    ran = terms("import", file, "--status", "approved", "--domain", "ICS 23")

    assert ran.code == 2
    assert "2 added, 0 changed, 0 as they were" in ran.out
    assert "terms.csv, line 3: no English term" in ran.err
    assert "terms.csv, line 5: no Chinese term" in ran.err
    assert "2 rows were not imported" in ran.err
    assert (
        "0 added, 0 changed, 2 as they were"
        in terms("import", file, "--status", "approved", "--domain", "ICS 23").out
    )
    assert "0 changed, 2 as they were" in terms("import", file, "--domain", "ICS 23").out
    stats = json.loads(terms("stats", "--json").out)
    assert (stats["concepts"], stats["version"]) == (2, 1)
    assert stats["status"] == {"approved": 4}


@pytest.mark.parametrize("name", ["out.csv", "out.tsv", "out.xlsx", "out.tbx"])
def test_our_own_export_imported_again_changes_nothing(tmp_path: Path, name: str) -> None:
    approved(*FAN, "--note", "=1+1", "--source", "GB/T 1236, 3.1")
    added("--zh", "泵", "--en", "pump", "--en", "Pump; big", "--scope", "personal")
    file = tmp_path / name

    assert terms("export", file, "--as", "alice").out == f"{file}: 2 concepts\n"
    assert "0 added, 0 changed, 2 as they were" in terms("import", file).out

    refused(terms("export", file), "--force")
    chosen = terms("export", file, "--force", "--status", "approved", "--scope", "shared")
    assert chosen.out == f"{file}: 1 concepts\n"


def test_conflicts_are_listed_with_the_term_that_is_used_first() -> None:
    approved("--zh", "阀", "--en", "valve", "--domain", "ICS 23")
    assert terms("conflicts").out == "0 conflicts\n"
    approved("--zh", "阀", "--en", "gate", "--domain", "ICS 23")
    approved("--zh", "阀", "--en", "clique", "--domain", "ICS 03")

    ran = terms("conflicts")

    assert ran.code == 1
    assert ran.out.startswith("阀 → en [ICS 23]\n    gate  ")
    assert "valve" in ran.out
    assert "clique" not in ran.out
    [line] = terms("conflicts", "--json", "--to", "en").out.splitlines()
    assert [term["target"] for term in json.loads(line)["terms"]] == ["gate", "valve"]
    assert terms("conflicts", "--to", "zh").code == 0


@pytest.mark.skipif(not SEED.exists(), reason=f"{SEED} is not here")
def test_the_starting_set_is_installed_by_one_command() -> None:
    ran = terms("import", "--seed", SEED)

    assert ran.code == 0
    assert re.search(r"2\d\d\d added, 0 changed", ran.out)
    assert "left out: 26024 rows, licence: repo MIT; data Microsoft" in ran.err
    assert "0 added, 0 changed" in terms("import", "--seed", SEED).out
    assert terms("conflicts").out == "0 conflicts\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text("散热风扇应符合国家标准的规定。\n", encoding="utf-8")
    return file


def used(draft: Path, *options: object) -> dict[str, str]:
    """The terms that a translation of `draft` has looked for, with their targets."""
    report = draft.with_name("report.json")
    ran = biaoyi("translate", draft, "--engine", "echo", "--force", "--report", report, *options)
    assert ran.code == 0, ran
    rows = json.loads(report.read_text(encoding="utf-8"))["terms"]
    return {row["source"]: row["target"] for row in rows}


def test_a_translation_uses_what_was_approved_and_the_vocabulary(draft: Path) -> None:
    assert used(draft) == {"国家标准": "national standard"}
    name = added()
    assert "散热风扇" not in used(draft)

    assert terms("review", "approve", name, "--as", "bob").code == 0

    assert used(draft) == {"散热风扇": "cooling fan", "国家标准": "national standard"}
    assert used(draft, "--no-termbase") == {}


def test_a_file_of_terms_goes_before_the_store_and_the_store_before_the_vocabulary(
    draft: Path,
) -> None:
    approved()
    approved("--zh", "国家标准", "--en", "state standard")
    file = draft.with_name("terms.csv")
    file.write_text("zh,en\n散热风扇,radiator\n", encoding="utf-8")

    assert used(draft, "--terms", file) == {"散热风扇": "radiator", "国家标准": "state standard"}


def test_a_term_of_a_document_holds_for_it_alone(draft: Path) -> None:
    approved("--zh", "散热风扇", "--en", "fan here", "--scope", "document:draft.txt")
    approved()
    other = draft.with_name("other.txt")
    other.write_bytes(draft.read_bytes())

    assert used(draft)["散热风扇"] == "fan here"
    assert used(other)["散热风扇"] == "cooling fan"


def test_lines_are_translated_with_the_store_and_their_own_terms_go_first() -> None:
    approved()
    ask = ("translate", "-", "--json", "--from", "zh", "--engine", "echo")
    own = '{"text": "散热风扇", "terms": [{"source": "散热风扇", "target": "radiator"}]}'

    ran = biaoyi_alone(*ask, given=f'{{"text": "散热风扇"}}\n{own}\n'.encode())

    answers = [json.loads(line)["terms"] for line in ran.out.splitlines()]
    assert [[term["target"] for term in answer] for answer in answers] == [
        ["cooling fan"],
        ["radiator"],
    ]


def test_translating_makes_no_database(draft: Path, data: Path) -> None:
    used(draft)

    assert not data.exists()


def test_the_database_says_how_it_stands_and_is_upgraded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert biaoyi("db", "status").out.startswith("no database yet")
    added()
    assert f"biaoyi.db: {HEAD}, this program has {HEAD}" in biaoyi("db", "status").out

    monkeypatch.setenv("BIAOYI_DATABASE", f"sqlite:///{tmp_path / 'mine.db'}")
    refused(terms("stats"), "mine.db: its tables are not made yet; run: biaoyi db upgrade")
    assert f"mine.db: new → {HEAD}" in biaoyi("db", "upgrade").out
    assert "mine.db: was up to date" in biaoyi("db", "upgrade").out
    assert "0 concepts" in terms("stats").out


def test_a_database_that_cannot_be_used_is_named(
    draft: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.mkdir()
    (data / "biaoyi.db").write_bytes(b"not a database" * 1_000)
    refused(terms("stats"), "biaoyi.db: the database cannot be used: file is not a database")
    refused(biaoyi("translate", draft, "--engine", "echo"), "file is not a database")

    monkeypatch.setenv("BIAOYI_DATABASE", "nonsense")
    refused(terms("stats"), "nonsense: no database")

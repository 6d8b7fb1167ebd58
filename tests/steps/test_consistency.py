"""One source term has one target throughout a document."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus import Memory, Pair
from termbase import Term, Termbase
from tests.makers import EN_ZH, ZH_EN, Scripted, document, knowledge
from translator.engines.base import Continuation, Hypothesis, Request
from translator.job import Job, read_document, translate_file
from translator.model import Direction, Origin, Outcome, Translation
from translator.pipeline import Knowledge, translate
from translator.report import own_term_rows, revision_rows
from translator.report_file import report_bytes

CLAUSE = ("3 术语和定义", "3.1", "工作压力", "容器承受的压力。", "4 要求")


class Obedient(Scripted):
    """A scripted engine that has other answers for requests with annotations.

    `obedient` are these, by the text.
    """

    def __init__(self, answers: Mapping[str, str], obedient: Mapping[str, str]) -> None:
        super().__init__(answers)
        self._obedient = obedient

    def translate(
        self, requests: Sequence[Request], progress: object = None
    ) -> list[tuple[Hypothesis, ...]]:
        """Return the answers of the script."""
        self.asked += requests
        return [
            (Hypothesis(self._obedient[request.text], 0.0),)
            if request.annotations and request.text in self._obedient
            else self._hypotheses(request.text)
            for request in requests
        ]

    def weigh(self, continuations: Sequence[Continuation]) -> list[float]:
        """Return 0 for what stands in the script, and next to nothing for anything else."""
        known = {*self._obedient.values(), *map(str, self._answers.values())}
        return [0.0 if item.text in known else -99.0 for item in continuations]


def walked(
    lines: Sequence[str],
    engine: Scripted,
    known: Knowledge | None = None,
    direction: Direction = ZH_EN,
) -> list[Translation]:
    """The lines taken through the walk, a unit each."""
    return list(translate(document(*lines), direction, known or knowledge(), engine))


ENTRY = {"工作压力": "Working pressure", "容器承受的压力。": "Pressure on a vessel."}


def test_a_term_is_translated_throughout_as_at_its_entry() -> None:
    first = {"工作压力应稳定。": "The operating pressure shall be stable."}
    again = {"工作压力应稳定。": "The working pressure shall be stable."}
    engine = Obedient(ENTRY | first, again)

    *_, item = walked((*CLAUSE, "工作压力应稳定。"), engine)

    assert item.target.text == "The working pressure shall be stable."
    assert [outcome.outcome for outcome in item.outcomes] == [Outcome.EXACT]
    assert item.issues == ()


def test_only_the_segments_that_lack_the_target_are_asked_for_again() -> None:
    first = {
        "工作压力应稳定。": "The operating pressure shall be stable.",
        "检查工作压力。": "Check the working pressure.",
    }
    again = {"工作压力应稳定。": "The working pressure shall be stable."}
    engine = Obedient(ENTRY | first, again)

    walked((*CLAUSE, *first), engine)

    texts = [request.text for request in engine.asked if request.annotations]
    assert texts == ["工作压力应稳定。"]


def test_the_target_of_an_entry_is_no_heading_within_a_sentence() -> None:
    engine = Obedient(ENTRY | {"检查工作压力。": "Check it."}, {})

    walked((*CLAUSE, "检查工作压力。"), engine)

    [note] = next(request.annotations for request in engine.asked if request.annotations)
    assert note.target == "working pressure"


def test_what_the_engine_does_not_say_alike_is_reported_with_both_places() -> None:
    lines = (*CLAUSE, "工作压力应稳定。")
    units = translate(
        document(*lines),
        ZH_EN,
        knowledge(),
        Obedient(ENTRY | {"工作压力应稳定。": "The operating pressure shall be stable."}, {}),
    )

    *_, item = units
    assert item.target.text == "The operating pressure shall be stable."
    [issue] = item.issues
    assert issue.check == "consistency"
    assert "“工作压力” is “working pressure”" in issue.detail


def test_an_answer_that_loses_a_number_is_not_taken() -> None:
    first = {"工作压力为\ue000。": "The operating pressure is \ue000."}
    engine = Obedient(ENTRY | first, {"工作压力为\ue000。": "The working pressure is high."})

    *_, item = walked((*CLAUSE, "工作压力为10 MPa。"), engine)

    assert item.target.text == "The operating pressure is 10 MPa."
    assert [issue.check for issue in item.issues] == ["consistency"]


def test_an_answer_that_loses_another_term_is_not_taken() -> None:
    first = {"容器的工作压力。": "Operating pressure of the vessel."}
    known = knowledge({"容器": "vessel"})

    class Forgetful(Obedient):
        """It says one annotated term only."""

        def translate(
            self, requests: Sequence[Request], progress: object = None
        ) -> list[tuple[Hypothesis, ...]]:
            """Return the answers of the script."""
            self.asked += requests
            return [
                (Hypothesis("Working pressure of the tank.", 0.0),)
                if len(request.annotations) > 1
                else self._hypotheses(request.text)
                for request in requests
            ]

    *_, item = walked((*CLAUSE, "容器的工作压力。"), Forgetful(ENTRY | first, {}), known)

    assert item.target.text == "Operating pressure of the vessel."
    assert [issue.check for issue in item.issues] == ["consistency"]


def test_a_term_that_the_termbase_knows_is_not_decided_by_the_document() -> None:
    engine = Obedient(ENTRY, {})
    known = knowledge({"工作压力": "service pressure"})

    done = walked((*CLAUSE, "工作压力应稳定。"), engine, known)

    assert done[2].target.text == "service pressure"
    assert done[2].origin is Origin.TERMBASE
    assert all(issue.check != "consistency" for item in done for issue in item.issues)


def test_a_memory_answer_stays_and_is_reported() -> None:
    pairs = [Pair("工作压力应稳定。", "The operating pressure shall be stable.")]
    known = Knowledge(Termbase([]), Memory(pairs).recall)

    *_, item = walked((*CLAUSE, "工作压力应稳定。"), Obedient(ENTRY, {}), known)

    assert (item.target.text, item.origin) == (pairs[0].target, Origin.MEMORY)
    assert [issue.check for issue in item.issues] == ["consistency"]


def test_into_chinese_an_entry_decides_too() -> None:
    lines = ("3 Terms and definitions", "3.1", "working pressure", "pressure on a vessel", "4 Uses")
    first = {"working pressure": "工作压力", "Check the working pressure.": "检查运行压力。"}
    engine = Obedient(first, {"Check the working pressure.": "检查工作压力。"})

    *_, item = walked((*lines, "Check the working pressure."), engine, None, EN_ZH)

    assert item.target.text == "检查工作压力。"


def test_a_term_before_a_dash_is_translated_alone_and_used() -> None:
    lines = (
        "3 Definitions",
        "“Program” – a set of processes",
        "4 Uses",
        "A Program ends.",
        "Run the Program.",
    )
    first = {
        "Program": "计划",
        "“Program” – a set of processes": "“计划”——过程的集合",
        "A Program ends.": "计划结束。",
        "Run the Program.": "运行程序。",
    }
    engine = Obedient(first, {"Run the Program.": "运行计划。"})

    *_, item = walked(lines, engine, None, EN_ZH)

    assert item.target.text == "运行计划。"


def test_what_a_term_alone_is_translated_as_binds_nobody_if_few_segments_say_so() -> None:
    lines = ("3 Definitions", "“Program” – a set of processes", "4 Uses", "Run the Program.")
    first = {
        "Program": "节目",
        "“Program” – a set of processes": "“计划”——过程的集合",
        "Run the Program.": "运行计划。",
    }
    engine = Obedient(first, {"Run the Program.": "运行节目。"})

    *_, item = walked(lines, engine, None, EN_ZH)

    assert (item.target.text, item.issues) == ("运行计划。", ())


def test_the_name_of_an_element_is_no_term() -> None:
    lines = ("3 Terms and definitions", "3.1", "working pressure", "pressure on a vessel", "4 Uses")
    first = {
        "working pressure": "工作压力",
        "Write <Working pressure> here.": "在此写入<Working pressure>。",
    }
    engine = Obedient(first, {"Write <Working pressure> here.": "在此写入<工作压力>。"})

    *_, item = walked((*lines, "Write <Working pressure> here."), engine, None, EN_ZH)

    assert item.target.text == "在此写入<Working pressure>。"


def test_of_several_admitted_targets_the_preferred_is_used_throughout() -> None:
    term = Term("风扇", "fan", admitted=("blower",))
    known = Knowledge(Termbase([term]), Memory().recall)

    class Fickle(Scripted):
        """It says the admitted target first, and the preferred one when asked again."""

        def _hypotheses(self, text: str) -> tuple[Hypothesis, ...]:
            asked = sum(request.text == text for request in self.asked)
            first = {"风扇完好。": "The fan is intact.", "风扇运转。": "The blower runs."}
            return (Hypothesis(first[text] if asked == 1 else "The fan runs.", 0.0),)

    done = walked(("风扇完好。", "风扇运转。"), Fickle({}), known)

    assert [item.target.text for item in done] == ["The fan is intact.", "The fan runs."]
    assert [row.target for row in revision_rows(done)] == ["fan"]


def test_one_admitted_target_used_throughout_is_consistent() -> None:
    term = Term("风扇", "fan", admitted=("blower",))
    known = Knowledge(Termbase([term]), Memory().recall)
    answers = {"风扇完好。": "The blower is intact.", "风扇运转。": "The blower runs."}
    engine = Scripted(answers)

    done = walked(tuple(answers), engine, known)

    assert [item.target.text for item in done] == list(answers.values())
    assert len(engine.asked) == len(answers)


def test_the_report_tells_the_own_terms_and_what_was_translated_again() -> None:
    first = {"工作压力应稳定。": "The operating pressure shall be stable."}
    again = {"工作压力应稳定。": "The working pressure shall be stable."}

    done = walked((*CLAUSE, *first), Obedient(ENTRY | first, again))

    [own] = own_term_rows(done)
    assert (own.source, own.target, own.origin) == (
        "工作压力",
        "working pressure",
        "this document, 3.1",
    )
    assert (own.matched, own.used) == (2, 2)
    [revised] = revision_rows(done)
    assert (revised.target, revised.translation) == ("working pressure", *again.values())


def test_the_page_of_the_report_shows_both(tmp_path: Path) -> None:
    source = tmp_path / "draft.txt"
    first = {"工作压力应稳定。": "The operating pressure shall be stable."}
    again = {"工作压力应稳定。": "The working pressure shall be stable."}
    source.write_text("\n".join((*CLAUSE, *first)), encoding="utf-8")
    job = Job(source, tmp_path / "draft.en.txt", ZH_EN)

    made = translate_file(job, read_document(source), knowledge(), Obedient(ENTRY | first, again))

    page = report_bytes([made.report], ".html").decode()
    defined = page.partition("Terms defined by the document")[2]
    revised = defined.partition("Translated again, for one target throughout")[2]
    assert "this document, 3.1" in defined
    assert again["工作压力应稳定。"] in revised.partition("<details>")[0]

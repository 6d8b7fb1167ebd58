"""`biaoyi translate -`: standard input to standard output."""

import json
import os
import signal
import subprocess
import time

import pytest

from tests.cli.command import BIAOYI, biaoyi_alone, refused

ECHO = ("--from", "zh", "--to", "en", "--engine", "echo")


def lines(given: str | bytes, *options: object) -> list[str]:
    data = given.encode() if isinstance(given, str) else given
    ran = biaoyi_alone("translate", "-", *ECHO, *options, given=data)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.split("\n")


def objects(*given: object) -> list[dict[str, object]]:
    data = "\n".join(item if isinstance(item, str) else json.dumps(item) for item in given)
    return [json.loads(line) for line in lines(data, "--json")[:-1]]


@pytest.mark.parametrize("end", ["", "\n"])
def test_each_line_is_answered_by_a_line_and_blank_lines_are_kept(end: str) -> None:
    assert lines(f"风扇完好。叶轮完好。\n\n  \n长10 mm{end}") == [
        "风扇完好。叶轮完好。",
        "",
        "  ",
        "长10 mm",
        "",
    ]


def test_windows_line_ends_and_a_byte_order_mark_are_understood() -> None:
    assert lines("\ufeff风扇\r\n叶轮\r\n") == ["风扇", "叶轮", ""]


def test_many_lines_come_back_in_their_order() -> None:
    given = [f"风扇{number}完好。" for number in range(1500)]

    assert lines("\n".join(given))[:-1] == given


def test_an_empty_input_has_an_empty_output() -> None:
    assert lines("") == [""]


def test_an_answer_comes_before_the_input_is_closed() -> None:
    with subprocess.Popen(  # noqa: S603 - our own command
        [BIAOYI, "translate", "-", *ECHO], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for text in ("风扇", "叶轮"):
            process.stdin.write(f"{text}\n".encode())
            process.stdin.flush()

            assert process.stdout.readline().decode() == f"{text}\n"
        process.stdin.close()
        assert process.wait(timeout=30) == 0


def test_an_interrupt_while_waiting_for_a_line_ends_it_quietly() -> None:
    with subprocess.Popen(  # noqa: S603 - our own command
        [BIAOYI, "translate", "-", *ECHO],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write("风扇\n".encode())
        process.stdin.flush()
        process.stdout.readline()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)

        assert process.wait(timeout=30) == 130
        assert process.stderr.read() == b""


def test_a_reader_who_has_enough_is_no_error() -> None:
    with subprocess.Popen(  # noqa: S603 - our own command
        [BIAOYI, "translate", "-", *ECHO],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.stdin.write("风扇\n".encode() * 100)
        process.stdin.close()

        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == b""


def test_a_line_that_is_not_utf8_stops_it_after_the_lines_before() -> None:
    ran = biaoyi_alone("translate", "-", *ECHO, given="风扇\n".encode() + b"\xb7\xe7\n" + b"x\n")

    assert (ran.code, ran.out) == (2, "风扇\n")
    assert ran.err == ("biaoyi: line 2 of the input is not UTF-8; the lines before are answered\n")


def test_the_output_is_utf8_whatever_the_terminal_is() -> None:
    ran = biaoyi_alone(
        "translate", "-", *ECHO, given="风扇\n".encode(), PYTHONIOENCODING="ascii", PYTHONUTF8="0"
    )

    assert (ran.code, ran.out) == (0, "风扇\n")


def test_the_language_is_found_out_from_the_first_lines() -> None:
    ran = biaoyi_alone("translate", "-", "--to", "zh", given="散熱風扇應完好。\n".encode())

    assert (ran.code, ran.out) == (0, "散热风扇应完好。\n")


def test_a_mistake_in_the_options_shows_before_a_line_is_read() -> None:
    refused(biaoyi_alone("translate", "-", "--from", "zh", "--to", "zh"), "choose another --to")
    refused(biaoyi_alone("translate", "-", *ECHO, "--terms", "gone.csv"), "gone.csv")
    refused(
        biaoyi_alone("translate", "-", "--from", "zh", "--to", "en", "--model", os.devnull),
        os.devnull,
    )
    refused(biaoyi_alone("translate", "-", "a.txt"), "stands alone")


def test_an_object_is_answered_by_an_object() -> None:
    [answer] = objects({"id": 1, "text": "长10 mm。", "terms": []})

    assert answer == {
        "id": 1,
        "translation": "长10 mm。",
        "state": "translated",
        "terms": [],
        "issues": [],
    }


def test_the_terms_of_an_object_are_followed_in_that_object_alone() -> None:
    term = {"source": "風扇", "target": "fan"}

    one, other = objects({"id": 1, "text": "风扇", "terms": [term]}, {"id": 2, "text": "风扇"})

    assert one["terms"] == [
        {
            **term,
            "outcome": "missing",
            "reason": "",
            "source_span": [0, 2],
            "target_span": None,
            "over": [],
        }
    ]
    assert [issue["check"] for issue in one["issues"]] == ["terms"]  # type: ignore[attr-defined]
    assert other["terms"] == other["issues"] == []


@pytest.mark.parametrize("name", ["a", "", 7, 10**20, 1.5, 1.0, True, False, None])
def test_an_id_may_be_any_scalar_and_comes_back_as_it_is(name: object) -> None:
    [answer] = objects({"id": name, "text": "风扇"})

    assert json.dumps(answer["id"]) == json.dumps(name)


def test_an_object_without_an_id_is_answered_without_one() -> None:
    [answer] = objects({"text": "风扇"})

    assert answer["id"] is None


def test_keys_that_we_do_not_know_are_left_alone() -> None:
    [answer] = objects({"id": 1, "text": "风扇", "domain": "x", "terms": [], "meta": {"a": [1]}})

    assert answer["translation"] == "风扇"


def test_line_ends_inside_a_text_are_kept() -> None:
    [answer] = objects({"text": "风扇。\n\n叶轮。\t轴\n"})

    assert answer["translation"] == "风扇。\n\n叶轮。\t轴\n"


def test_a_text_without_words_is_answered_too() -> None:
    answers = objects({"text": ""}, {"text": " "}, {"text": "12"})

    assert [answer["translation"] for answer in answers] == ["", " ", "12"]


@pytest.mark.parametrize(
    ("line", "name", "reason"),
    [
        ("no json", None, "Invalid JSON"),
        ("[1]", None, "object"),
        ('{"id": 7}', 7, "text: Field required"),
        ('{"id": 7, "text": 5}', 7, "text: "),
        ('{"id": {}, "text": "x"}', None, "id"),
        ('{"id": NaN, "text": "x"}', None, "id"),
        ('{"id": 7, "text": "x", "terms": [{"source": "x"}]}', 7, "terms.0.target: "),
        ('{"id": 7, "text": "x", "terms": [{"source": "", "target": "y"}]}', 7, "terms.0.source"),
        ('{"id": 7, "text": "\\ud800"}', None, ""),
        (b'{"id": 7, "text": "\xb7\xe7"}', None, "not UTF-8"),
    ],
)
def test_an_object_that_is_not_understood_is_answered_in_its_place(
    line: str | bytes, name: object, reason: str
) -> None:
    broken = line if isinstance(line, bytes) else line.encode()
    given = b'{"id": "a", "text": "x"}\n\n%s\n{"id": "b", "text": "y"}\n' % broken

    ran = biaoyi_alone("translate", "-", *ECHO, "--json", given=given)

    one, two, three = map(json.loads, ran.out.splitlines())
    assert (one["id"], three["id"]) == ("a", "b")
    assert three["translation"] == "y"
    assert two["id"] == name
    assert two["error"].startswith("line 3: ")
    assert reason in two["error"]
    assert ran.code == 2
    assert ran.err == "biaoyi: 1 line was not understood; see “error” in the output\n"

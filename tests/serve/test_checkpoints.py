"""What a document's engine has answered is not asked again."""

import pytest
from sqlalchemy import Connection

from serve.services.checkpoints import Notebook, Remembering, forget
from tests.makers import ZH_EN
from tests.serve.test_batching import Slow
from tests.serve.watching import uploaded
from tests.serve.world import World
from translator.engines.base import Continuation, Request
from translator.model import Link


class Interrupted(Exception):
    """The work is stopped."""


@pytest.fixture
def notebook(here: World) -> Notebook:
    """The notebook of a document that nobody translates."""
    here.service.queue.stop()
    document = uploaded(here, "甲。\n")
    return Notebook(here.service.database, document, "model", lambda _connection: None)


def _asked(*texts: str) -> list[Request]:
    return [Request(text, ZH_EN) for text in texts]


def _go_on() -> None:
    pass


def test_the_second_time_nothing_is_asked(notebook: Notebook) -> None:
    first, second = Slow(), Slow()
    items = [Continuation(request, "", "xy") for request in _asked("a")]
    told = list[int]()

    before = Remembering(first, notebook, _go_on)
    after = Remembering(second, notebook, _go_on)

    said = before.translate(_asked("a", "b", "a"))
    assert after.translate(_asked("a", "b", "a"), told.append) == said
    assert after.weigh(items) == before.weigh(items) == [-2.0]
    assert after.align(items) == before.align(items) == [(Link(0, 1, 0, 1, 1.0),)]
    assert (first.asked, second.asked) == ([["a", "b"]], [])
    assert told == [3]


def test_what_was_answered_before_an_interruption_stays(notebook: Notebook) -> None:
    slow = Slow()
    texts = [f"text {number}" for number in range(80)]

    def interrupt() -> None:
        if len(slow.asked) == 2:
            raise Interrupted

    with pytest.raises(Interrupted):
        Remembering(slow, notebook, interrupt).translate(_asked(*texts))
    done = [text for batch in slow.asked for text in batch]
    slow.asked.clear()
    Remembering(slow, notebook, _go_on).translate(_asked(*texts))

    assert [text for batch in slow.asked for text in batch] == texts[len(done) :]


def test_an_answer_that_its_progress_cannot_be_kept_with_is_not_kept(notebook: Notebook) -> None:
    def refuse(_connection: Connection) -> None:
        raise Interrupted

    strict = Notebook(notebook.database, notebook.document, notebook.model, refuse)

    with pytest.raises(Interrupted):
        Remembering(Slow(), strict, _go_on).translate(_asked("a"))

    assert notebook.read([notebook.digest("translate", _asked("a")[0])]) == {}


def test_another_model_is_asked_anew_and_what_is_forgotten_too(
    notebook: Notebook, here: World
) -> None:
    slow = Slow()
    other = Notebook(notebook.database, notebook.document, "another model", notebook.kept)

    Remembering(slow, notebook, _go_on).translate(_asked("a"))
    Remembering(slow, other, _go_on).translate(_asked("a"))
    with here.service.database.writing() as connection:
        forget(connection, notebook.document)
    Remembering(slow, notebook, _go_on).translate(_asked("a"))

    assert slow.asked == [["a"]] * 3

"""A translated document of a project, as if nobody had touched it, and a comment on it."""

from sqlalchemy import update

from serve import schema
from serve.auth.sign_in import by_id
from tests.serve.watching import awaited, uploaded
from tests.serve.world import World

# Two sentences of a paragraph; the first is long enough to be cut as the example of the API says.
_TEXT = "本标准规定了风扇的一般要求和试验方法以及检验规则和标志的全部内容。滤网应清洁。\n"
_LAST: dict[int, str] = {}  # the document that was made last in a world


def document(world: World) -> str:
    """Make a document of the member's in a project of the reader, the member and the reviewer."""
    made = uploaded(world, _TEXT, project=world.project())
    awaited(world, made)
    with world.service.database.writing() as connection:
        connection.execute(update(schema.document).values(number=1))
        connection.execute(update(schema.segment).values(number=1))
    _LAST[id(world)] = made
    return made


def comment(world: World) -> str:
    """Make a comment of the member's on the document that was made last."""
    actor = by_id(world.service.database, world.people["member"].id)
    assert actor
    return world.service.comments.add(_LAST[id(world)], 0, "why?", actor).id

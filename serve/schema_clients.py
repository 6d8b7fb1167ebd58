"""The tables of what only other clients know: glossaries, named memories, tickets.

See `serve.schema` for how times and ids are written.
"""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text

from serve.schema import user
from termbase.schema import METADATA

_ID, _TIME, _WORD = String(32), String(32), String(32)

# A termbase of a person's own that holds for the requests that name it alone.
glossary = Table(
    "serve_glossary",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("owner", _ID, ForeignKey(user.c.id, ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("created", _TIME, nullable=False),
)
Index("ix_serve_glossary_owner", glossary.c.owner)

# What a glossary says in one direction, in the order in which it was given.
glossary_entry = Table(
    "serve_glossary_entry",
    METADATA,
    Column("glossary", _ID, ForeignKey(glossary.c.id, ondelete="CASCADE"), primary_key=True),
    Column("source_language", String(8), primary_key=True),
    Column("target_language", String(8), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
)

# A memory that somebody imported under a name. Its pairs are in the store of pairs, in the scope
# `DOCUMENT`; `memory:` and its id is their owner.
memory = Table(
    "serve_memory",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("owner", _ID, ForeignKey(user.c.id, ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("created", _TIME, nullable=False),
    Column("changed", _TIME, nullable=False),
)
Index("ix_serve_memory_owner", memory.c.owner)

# An import of a memory or an export: state is one of `awaiting_input processing completed failed
# downloaded`; `memory` is the id of the memory that it made or writes, `skipped` counts pairs.
memory_job = Table(
    "serve_memory_job",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("owner", _ID, ForeignKey(user.c.id, ondelete="CASCADE"), nullable=False),
    Column("operation", _WORD, nullable=False),
    Column("memory", _ID, nullable=False),
    Column("name", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("media", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("detail", Text, nullable=False),
    Column("skipped", Integer, nullable=False),
    Column("created", _TIME, nullable=False),
    Column("changed", _TIME, nullable=False),
)
Index("ix_serve_memory_job_owner", memory_job.c.owner)

# A secret that opens one thing for some time: `what` is like "document", `target` the id of it.
ticket = Table(
    "serve_ticket",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("owner", _ID, ForeignKey(user.c.id, ondelete="CASCADE"), nullable=False),
    Column("what", _WORD, nullable=False),
    Column("target", Text, nullable=False),
    Column("expires", _TIME, nullable=False),
)
Index("ix_serve_ticket_expires", ticket.c.expires)

"""The tables of the termbase. Rows are added; the pointers of `concept` and `latest` alone move.

Every transaction that writes first moves `latest`, which makes writers wait for one another: the
versions are without gaps and are seen in their order, on SQLite and on PostgreSQL.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# One row: the number of the last change.
latest = Table(
    "term_latest",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True),
    Column("version", Integer, nullable=False),
)

# A change: who did what to one concept or many, when (ISO 8601, UTC), and why.
change = Table(
    "term_change",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(32), nullable=False),
    Column("why", Text, nullable=False),
)

# A concept as a change left it: a whole one, in the JSON of `termbase.record`.
revision = Table(
    "term_revision",
    METADATA,
    Column("concept", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, ForeignKey(change.c.version), nullable=False),
    Column("body", Text, nullable=False),
)
Index("ix_term_revision_version", revision.c.version)

# Which revision of a concept is the present one.
concept = Table(
    "term_concept",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("number", Integer, nullable=False),
    ForeignKeyConstraint(["id", "number"], [revision.c.concept, revision.c.number]),
)

# Votes on what a concept proposes: 1 for, -1 against, 0 taken back; the last of a person counts.
vote = Table(
    "term_vote",
    METADATA,
    Column("version", Integer, ForeignKey(change.c.version), primary_key=True),
    Column("concept", String(32), ForeignKey(concept.c.id), nullable=False),
    Column("value", Integer, CheckConstraint("value IN (-1, 0, 1)", name="one"), nullable=False),
)
Index("ix_term_vote_concept", vote.c.concept)

"""The tables of the memory, beside those of the termbase; the indexes by words are `corpus.index`.

A row of `pair` is the present state of a pair; what it was before is in `revision`, so that nothing
is overwritten. Every transaction that writes first moves `latest`: writers wait for one another.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from termbase.schema import METADATA

# One row: the number of the last change.
latest = Table(
    "memory_latest",
    METADATA,
    Column("id", Integer, CheckConstraint("id = 1", name="one"), primary_key=True),
    Column("version", Integer, nullable=False),
)

# A change: who did what to one pair or many, when (ISO 8601, UTC), and why.
change = Table(
    "memory_change",
    METADATA,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("who", Text, nullable=False),
    Column("what", String(32), nullable=False),
    Column("why", Text, nullable=False),
)

# A pair as it is. Its keys and shapes are digests of `words.key` and `literals.shape`, a shape
# where it is not the key; `content` is that of both keys. The units are those of `words.code`.
pair = Table(
    "memory_pair",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("version", Integer, ForeignKey(change.c.version), nullable=False),
    Column("scope", SmallInteger, nullable=False),
    Column("status", SmallInteger, nullable=False),
    Column("origin", SmallInteger, nullable=False),
    Column("merged", Integer),  # the pair that took this one's place
    Column("used", Integer, nullable=False),
    Column("zh_key", BigInteger, nullable=False),
    Column("en_key", BigInteger, nullable=False),
    Column("zh_shape", BigInteger),
    Column("en_shape", BigInteger),
    Column("content", BigInteger, nullable=False),
    Column("zh_units", LargeBinary, nullable=False),
    Column("en_units", LargeBinary, nullable=False),
    Column("owner", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("zh", Text, nullable=False),
    Column("en", Text, nullable=False),
    Column("tags", Text, nullable=False),
)
for _name in ("zh_key", "en_key", "zh_shape", "en_shape"):
    Index(f"ix_memory_pair_{_name}", pair.c[_name])
Index("ix_memory_pair_content", pair.c.content, pair.c.scope, pair.c.owner)
Index("ix_memory_pair_version", pair.c.version)

# A pair as it was before: a whole one, in JSON.
revision = Table(
    "memory_revision",
    METADATA,
    Column("pair", Integer, ForeignKey(pair.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, ForeignKey(change.c.version), nullable=False),
    Column("body", Text, nullable=False),
)

# What a pair said before it was edited: an import of that is an import of what took its place.
former = Table(
    "memory_former",
    METADATA,
    Column("content", BigInteger, primary_key=True, autoincrement=False),
    Column("pair", Integer, ForeignKey(pair.c.id), primary_key=True),
)

# Where a pair was found; `mark` is a digest of all but who, when and how, so that none comes twice.
provenance = Table(
    "memory_provenance",
    METADATA,
    Column("pair", Integer, ForeignKey(pair.c.id), primary_key=True),
    Column("mark", BigInteger, primary_key=True, autoincrement=False),
    Column("version", Integer, ForeignKey(change.c.version), nullable=False),
    Column("origin", SmallInteger, nullable=False),
    Column("document", Text, nullable=False),
    Column("position", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("licence", Text, nullable=False),
    Column("domain", Text, nullable=False),
    Column("zh_before", Text),
    Column("zh_after", Text),
    Column("en_before", Text),
    Column("en_after", Text),
    sqlite_with_rowid=False,
)

# How often a token stands in a sample of the pairs; what is missing is rare.
frequency = Table(
    "memory_frequency",
    METADATA,
    Column("side", String(2), primary_key=True),
    Column("token", Text, primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

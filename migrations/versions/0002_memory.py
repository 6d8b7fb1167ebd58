"""The tables of the memory, and the indexes by words of each kind of database."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_TOKENS = "unicode61 remove_diacritics 0 categories 'L* N* Co M* S* P*'"


def upgrade() -> None:
    """Make them, and the row that counts changes."""
    latest = op.create_table(
        "memory_latest",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_memory_latest_one")),
    )
    op.bulk_insert(latest, [{"id": 1, "version": 0}])
    op.create_table(
        "memory_change",
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    _make_pairs()
    op.create_table(
        "memory_revision",
        sa.Column("pair", sa.Integer, sa.ForeignKey("memory_pair.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("memory_change.version"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_table(
        "memory_former",
        sa.Column("content", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("pair", sa.Integer, sa.ForeignKey("memory_pair.id"), primary_key=True),
    )
    _make_provenance()
    op.create_table(
        "memory_frequency",
        sa.Column("side", sa.String(2), primary_key=True),
        sa.Column("token", sa.Text, primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    _make_indexes()


def _make_pairs() -> None:
    op.create_table(
        "memory_pair",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("memory_change.version"), nullable=False),
        sa.Column("scope", sa.SmallInteger, nullable=False),
        sa.Column("status", sa.SmallInteger, nullable=False),
        sa.Column("origin", sa.SmallInteger, nullable=False),
        sa.Column("merged", sa.Integer),
        sa.Column("used", sa.Integer, nullable=False),
        sa.Column("zh_key", sa.BigInteger, nullable=False),
        sa.Column("en_key", sa.BigInteger, nullable=False),
        sa.Column("zh_shape", sa.BigInteger),
        sa.Column("en_shape", sa.BigInteger),
        sa.Column("content", sa.BigInteger, nullable=False),
        sa.Column("zh_units", sa.LargeBinary, nullable=False),
        sa.Column("en_units", sa.LargeBinary, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("zh", sa.Text, nullable=False),
        sa.Column("en", sa.Text, nullable=False),
        sa.Column("tags", sa.Text, nullable=False),
    )
    for name in ("zh_key", "en_key", "zh_shape", "en_shape", "version"):
        op.create_index(f"ix_memory_pair_{name}", "memory_pair", [name])
    op.create_index("ix_memory_pair_content", "memory_pair", ["content", "scope", "owner"])


def _make_provenance() -> None:
    op.create_table(
        "memory_provenance",
        sa.Column("pair", sa.Integer, sa.ForeignKey("memory_pair.id"), primary_key=True),
        sa.Column("mark", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("memory_change.version"), nullable=False),
        sa.Column("origin", sa.SmallInteger, nullable=False),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("document", "position", "who", "licence", "domain")
        ),
        sa.Column("at", sa.String(32), nullable=False),
        *(sa.Column(name, sa.Text) for name in ("zh_before", "zh_after", "en_before", "en_after")),
        sqlite_with_rowid=False,
    )


def _make_indexes() -> None:
    """The full-text index of SQLite, or that of PostgreSQL, over tokens that we make."""
    for side in ("zh", "en"):
        if op.get_bind().dialect.name == "sqlite":
            op.execute(
                f"CREATE VIRTUAL TABLE memory_{side} USING fts5("
                f"tokens, content='', columnsize=0, detail=none, tokenize=\"{_TOKENS}\")"
            )
            continue
        op.execute(
            f"CREATE TABLE memory_{side} (pair integer PRIMARY KEY REFERENCES memory_pair, "
            "length integer NOT NULL, tokens tsvector NOT NULL)"
        )
        op.execute(f"CREATE INDEX ix_memory_{side}_tokens ON memory_{side} USING gin (tokens)")


def downgrade() -> None:
    """Drop them with all that is in them."""
    for table in (
        "zh",
        "en",
        "frequency",
        "provenance",
        "former",
        "revision",
        "pair",
        "change",
        "latest",
    ):
        op.drop_table(f"memory_{table}")

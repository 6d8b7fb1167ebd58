"""The tables of the termbase."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them, and the row that counts changes."""
    latest = op.create_table(
        "term_latest",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_term_latest_one")),
    )
    op.bulk_insert(latest, [{"id": 1, "version": 0}])
    op.create_table(
        "term_change",
        sa.Column("version", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_table(
        "term_revision",
        sa.Column("concept", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, sa.ForeignKey("term_change.version"), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_term_revision_version", "term_revision", ["version"])
    op.create_table(
        "term_concept",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["id", "number"], ["term_revision.concept", "term_revision.number"]
        ),
    )
    op.create_table(
        "term_vote",
        sa.Column("version", sa.Integer, sa.ForeignKey("term_change.version"), primary_key=True),
        sa.Column("concept", sa.String(32), sa.ForeignKey("term_concept.id"), nullable=False),
        sa.Column("value", sa.Integer, nullable=False),
        sa.CheckConstraint("value IN (-1, 0, 1)", name=op.f("ck_term_vote_one")),
    )
    op.create_index("ix_term_vote_concept", "term_vote", ["concept"])


def downgrade() -> None:
    """Drop them with all that is in them."""
    for table in ("term_vote", "term_concept", "term_revision", "term_change", "term_latest"):
        op.drop_table(table)

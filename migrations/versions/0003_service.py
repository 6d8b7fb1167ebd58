"""The tables of the service: accounts, projects, documents, jobs, records."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make them."""
    _people()
    _work()
    _records()


def _people() -> None:
    op.create_table(
        "serve_user",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("display", sa.Text, nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("quota", sa.Integer, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "serve_key",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("prefix", sa.String(16), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("expires", sa.String(32), nullable=False),
        sa.Column("used", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["serve_user.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )
    op.create_index("ix_serve_key_user", "serve_key", ["user"])
    op.create_table(
        "serve_session",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("expires", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["user"], ["serve_user.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_index("ix_serve_session_user", "serve_session", ["user"])
    op.create_table(
        "serve_organisation",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "serve_project",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("organisation", sa.String(32), nullable=False),
        sa.Column("name", sa.String(130), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["serve_organisation.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_index("ix_serve_project_organisation", "serve_project", ["organisation"])
    op.create_table(
        "serve_organisation_member",
        sa.Column("organisation", sa.String(32), nullable=False),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["organisation"], ["serve_organisation.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user"], ["serve_user.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("organisation", "user"),
    )
    op.create_table(
        "serve_project_member",
        sa.Column("project", sa.String(32), nullable=False),
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["project"], ["serve_project.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user"], ["serve_user.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("project", "user"),
    )
    op.create_table(
        "serve_invitation",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("project", sa.String(32), nullable=True),
        sa.Column("invited_by", sa.String(32), nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("expires", sa.String(32), nullable=False),
        sa.Column("used", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["invited_by"], ["serve_user.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["project"], ["serve_project.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("digest"),
    )


def _work() -> None:
    op.create_table(
        "serve_file",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["serve_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "serve_document",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("project", sa.String(32), nullable=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("suffix", sa.String(16), nullable=False),
        sa.Column("source_language", sa.String(16), nullable=False),
        sa.Column("target_language", sa.String(16), nullable=False),
        sa.Column("source", sa.String(32), nullable=False),
        sa.Column("target", sa.String(32), nullable=True),
        sa.Column("options", sa.Text, nullable=False),
        sa.Column("notes", sa.Text, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("segments", sa.Integer, nullable=False),
        sa.Column("finished", sa.Integer, nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.Column("error", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("changed", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["owner"], ["serve_user.id"]),
        sa.ForeignKeyConstraint(["project"], ["serve_project.id"]),
        sa.ForeignKeyConstraint(["source"], ["serve_file.id"]),
        sa.ForeignKeyConstraint(["target"], ["serve_file.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_serve_document_owner", "serve_document", ["owner", "created"])
    op.create_index("ix_serve_document_project", "serve_document", ["project", "created"])
    op.create_table(
        "serve_segment",
        sa.Column("document", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("last", sa.Boolean, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("source_tags", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("target_tags", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("origin", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("match", sa.Integer, nullable=True),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("who", sa.String(32), nullable=False),
        sa.Column("changed", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["serve_document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position"),
    )
    op.create_table(
        "serve_segment_revision",
        sa.Column("document", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("who", sa.String(32), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["serve_document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "position", "number"),
    )
    op.create_table(
        "serve_comment",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("document", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("who", sa.String(32), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["serve_document.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["who"], ["serve_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_serve_comment_document", "serve_comment", ["document", "position"])
    op.create_table(
        "serve_answer",
        sa.Column("document", sa.String(32), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["document"], ["serve_document.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("document", "digest"),
    )
    op.create_table(
        "serve_job",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("document", sa.String(32), nullable=True),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("cancel", sa.Boolean, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("lease", sa.String(32), nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("created", sa.String(32), nullable=False),
        sa.Column("started", sa.String(32), nullable=False),
        sa.Column("finished", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["document"], ["serve_document.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["owner"], ["serve_user.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_serve_job_owner", "serve_job", ["owner", "created"])
    op.create_index("ix_serve_job_state", "serve_job", ["state", "priority", "created"])


def _records() -> None:
    op.create_table(
        "serve_idempotency",
        sa.Column("caller", sa.String(64), nullable=False),
        sa.Column("key", sa.String(255), nullable=False),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("caller", "key"),
    )
    op.create_index("ix_serve_idempotency_at", "serve_idempotency", ["at"])
    op.create_table(
        "serve_audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("who", sa.String(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("what", sa.String(64), nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("request", sa.String(64), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "serve_usage",
        sa.Column("user", sa.String(32), nullable=False),
        sa.Column("day", sa.String(10), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("requests", sa.Integer, nullable=False),
        sa.Column("segments", sa.Integer, nullable=False),
        sa.Column("characters", sa.Integer, nullable=False),
        sa.CheckConstraint("characters >= 0", name=op.f("ck_serve_usage_characters")),
        sa.ForeignKeyConstraint(["user"], ["serve_user.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user", "day", "kind"),
    )


def downgrade() -> None:
    """Drop them with all that is in them."""
    for table in (
        "usage",
        "audit",
        "idempotency",
        "job",
        "answer",
        "comment",
        "segment_revision",
        "segment",
        "document",
        "file",
        "invitation",
        "project_member",
        "organisation_member",
        "project",
        "organisation",
        "session",
        "key",
        "user",
    ):
        op.drop_table(f"serve_{table}")

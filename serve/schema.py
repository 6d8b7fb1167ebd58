"""The tables of the service, in the database of the termbase and the memory.

Times are ISO 8601, UTC, with milliseconds, so that they sort as text; ids are 32 hexadecimal
digits. `number` counts the revisions of a row: it is its ETag. Secrets are kept as digests alone.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
)

from serve.columns import RoleWord
from termbase.schema import METADATA

_ID, _TIME, _WORD = String(32), String(32), String(32)

# A person or a program with an account. `password` is an argon2id hash, "" where there is none;
# `quota` is in characters a month, 0 for no limit.
user = Table(
    "serve_user",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("name", String(64), nullable=False, unique=True),
    Column("display", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("role", RoleWord, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("quota", Integer, nullable=False),
    Column("created", _TIME, nullable=False),
)

# An API key: its first characters are shown, the whole is known by its SHA-256. `scopes` are words
# between spaces, "" for all that the role allows; `expires` and `used` are "" for never.
key = Table(
    "serve_key",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("user", _ID, ForeignKey(user.c.id, ondelete="CASCADE"), nullable=False),
    Column("name", Text, nullable=False),
    Column("prefix", String(16), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("scopes", Text, nullable=False),
    Column("created", _TIME, nullable=False),
    Column("expires", _TIME, nullable=False),
    Column("used", _TIME, nullable=False),
)
Index("ix_serve_key_user", key.c.user)

# A browser that somebody is signed in with; `digest` is of what its cookie holds.
session = Table(
    "serve_session",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("user", _ID, ForeignKey(user.c.id, ondelete="CASCADE"), nullable=False),
    Column("created", _TIME, nullable=False),
    Column("expires", _TIME, nullable=False),
)
Index("ix_serve_session_user", session.c.user)

organisation = Table(
    "serve_organisation",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("name", String(64), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("created", _TIME, nullable=False),
)

# What documents, terms and pairs belong to; `name`, ORGANISATION/PROJECT, is the team that the
# termbase and the memory know.
project = Table(
    "serve_project",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("organisation", _ID, ForeignKey(organisation.c.id), nullable=False),
    Column("name", String(130), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("created", _TIME, nullable=False),
)
Index("ix_serve_project_organisation", project.c.organisation)

# Who belongs to a whole organisation (all its projects) or to one project, and as what.
organisation_member = Table(
    "serve_organisation_member",
    METADATA,
    Column(
        "organisation", _ID, ForeignKey(organisation.c.id, ondelete="CASCADE"), primary_key=True
    ),
    Column("user", _ID, ForeignKey(user.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("role", RoleWord, nullable=False),
)
project_member = Table(
    "serve_project_member",
    METADATA,
    Column("project", _ID, ForeignKey(project.c.id, ondelete="CASCADE"), primary_key=True),
    Column("user", _ID, ForeignKey(user.c.id, ondelete="CASCADE"), primary_key=True),
    Column("number", Integer, nullable=False),
    Column("role", RoleWord, nullable=False),
)

# An invitation to sign up with a role, to a project where one is named; good for one account.
invitation = Table(
    "serve_invitation",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("role", RoleWord, nullable=False),
    Column("project", _ID, ForeignKey(project.c.id, ondelete="CASCADE")),
    Column("invited_by", _ID, ForeignKey(user.c.id, ondelete="CASCADE"), nullable=False),
    Column("created", _TIME, nullable=False),
    Column("expires", _TIME, nullable=False),
    Column("used", _TIME, nullable=False),
)

# Bytes that were uploaded or made: sources, targets, exports.
file = Table(
    "serve_file",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("owner", _ID, ForeignKey(user.c.id), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("size", Integer, nullable=False),
    Column("created", _TIME, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# A document on its way: state is one of `uploaded queued translating done failed cancelled`.
# `options` is the JSON of how it is translated, `notes` of what the reader should know.
document = Table(
    "serve_document",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("owner", _ID, ForeignKey(user.c.id), nullable=False),
    Column("project", _ID, ForeignKey(project.c.id)),
    Column("name", Text, nullable=False),
    Column("suffix", String(16), nullable=False),
    Column("source_language", String(16), nullable=False),
    Column("target_language", String(16), nullable=False),
    Column("source", _ID, ForeignKey(file.c.id), nullable=False),
    Column("target", _ID, ForeignKey(file.c.id)),
    Column("options", Text, nullable=False),
    Column("notes", Text, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("segments", Integer, nullable=False),
    Column("finished", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    Column("error", _WORD, nullable=False),
    Column("detail", Text, nullable=False),
    Column("created", _TIME, nullable=False),
    Column("changed", _TIME, nullable=False),
)
Index("ix_serve_document_owner", document.c.owner, document.c.created)
Index("ix_serve_document_project", document.c.project, document.c.created)

# A segment of a document; `position` gives the reading order, with room between two for those that
# it is split into. The tags are JSON; `digest` is of the source without its numbers, `body` the
# JSON of term outcomes and issues.
segment = Table(
    "serve_segment",
    METADATA,
    Column("document", _ID, ForeignKey(document.c.id, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("unit", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("last", Boolean, nullable=False),
    Column("source", Text, nullable=False),
    Column("source_tags", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("target_tags", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("origin", _WORD, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("match", Integer),
    Column("body", Text, nullable=False),
    Column("who", _ID, nullable=False),
    Column("changed", _TIME, nullable=False),
)

# A segment as it was before a change of it.
segment_revision = Table(
    "serve_segment_revision",
    METADATA,
    Column("document", _ID, ForeignKey(document.c.id, ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("who", _ID, nullable=False),
    Column("at", _TIME, nullable=False),
    Column("what", _WORD, nullable=False),
    Column("body", Text, nullable=False),
)

comment = Table(
    "serve_comment",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("document", _ID, ForeignKey(document.c.id, ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("who", _ID, ForeignKey(user.c.id), nullable=False),
    Column("at", _TIME, nullable=False),
    Column("text", Text, nullable=False),
)
Index("ix_serve_comment_document", comment.c.document, comment.c.position)

# Work to be done: state is one of `queued running done failed cancelled`, a higher priority is
# taken first. Whoever runs it renews `lease`; when that has passed, another may take it.
job = Table(
    "serve_job",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("kind", _WORD, nullable=False),
    Column("payload", Text, nullable=False),
    Column("owner", _ID, ForeignKey(user.c.id), nullable=False),
    Column("document", _ID, ForeignKey(document.c.id, ondelete="CASCADE")),
    Column("priority", Integer, nullable=False),
    Column("state", _WORD, nullable=False),
    Column("cancel", Boolean, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("worker", Text, nullable=False),
    Column("lease", _TIME, nullable=False),
    Column("done", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("error", Text, nullable=False),
    Column("result", Text, nullable=False),
    Column("created", _TIME, nullable=False),
    Column("started", _TIME, nullable=False),
    Column("finished", _TIME, nullable=False),
)
Index("ix_serve_job_state", job.c.state, job.c.priority, job.c.created)
Index("ix_serve_job_owner", job.c.owner, job.c.created)

# What the engine answered while a document is translated, so that no question is asked twice.
answer = Table(
    "serve_answer",
    METADATA,
    Column("document", _ID, ForeignKey(document.c.id, ondelete="CASCADE"), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("body", Text, nullable=False),
)

# A POST that its caller may repeat. State: `running`, `committed` (its effect is in the database,
# its answer is not), `answered`. `caller` is a digest of how they signed in.
idempotency = Table(
    "serve_idempotency",
    METADATA,
    Column("caller", String(64), primary_key=True),
    Column("key", String(255), primary_key=True),
    Column("request", String(64), nullable=False),
    Column("state", _WORD, nullable=False),
    Column("at", _TIME, nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
)
Index("ix_serve_idempotency_at", idempotency.c.at)

# Who did what to what: `what` is like "user.update", `target` the id of it, `detail` JSON.
audit = Table(
    "serve_audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", _TIME, nullable=False),
    Column("who", _ID, nullable=False),
    Column("name", Text, nullable=False),
    Column("what", String(64), nullable=False),
    Column("target", Text, nullable=False),
    Column("request", String(64), nullable=False),
    Column("detail", Text, nullable=False),
)

# What a person used on a day (ISO 8601, UTC): `kind` is like "text" or "document".
usage = Table(
    "serve_usage",
    METADATA,
    Column("user", _ID, ForeignKey(user.c.id, ondelete="CASCADE"), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("kind", _WORD, primary_key=True),
    Column("requests", Integer, nullable=False),
    Column("segments", Integer, nullable=False),
    Column("characters", Integer, nullable=False),
    CheckConstraint("characters >= 0", name="characters"),
)

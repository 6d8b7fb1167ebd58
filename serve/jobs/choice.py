"""Which queue a database has."""

from serve.database import Database
from serve.jobs.inprocess import InProcess
from serve.jobs.model import JobQueue
from termbase.database import Unavailable


def queue_for(database: Database) -> JobQueue:
    """Return the queue of `database`.

    Raises:
        Unavailable: PostgreSQL without Procrastinate, or it failed.
    """
    if not is_shared(database):
        return InProcess(database)
    try:
        from serve.jobs.postgres import Procrastinate
    except ImportError as error:
        missing = f"jobs on PostgreSQL need {error.name}"
        raise Unavailable(f"{missing}; install it with: pip install 'biaoyi[postgres]'") from error
    return Procrastinate(database)


def is_shared(database: Database) -> bool:
    """Whether its jobs are done by processes of their own, `biaoyi worker`."""
    return database.engine.dialect.name == "postgresql"

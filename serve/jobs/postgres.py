"""A queue whose jobs are done by workers on many hosts, woken by Procrastinate (PostgreSQL).

What Procrastinate carries are tokens that say "there is a job"; which one it is, and whose turn,
stands in the table, as with the other queue. A token is deferred in the transaction that puts the
job, so neither is there without the other; where one was lost, each worker looks now and then.
"""

import asyncio
import contextlib
import threading
from collections.abc import Mapping

from procrastinate import App, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.schema import SchemaManager
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from serve.database import Database
from serve.jobs import table
from serve.jobs.model import Handler, NewJob
from serve.jobs.runner import Pace, Runner
from termbase.database import unavailable

TOKEN = "biaoyi.job"  # noqa: S105 - the name of what wakes a worker
_QUEUE = "biaoyi"
_LOOK = 15.0  # seconds between two looks for jobs without a token
_LOCK = 0x6269616F  # of the transaction that makes the tables of Procrastinate


class Procrastinate:
    """See `JobQueue`. A server puts jobs; only a process that is started does them."""

    def __init__(
        self, database: Database, threads: int = 2, pace: Pace | None = None, look: float = _LOOK
    ) -> None:
        """Use `database`; the tables of Procrastinate are made if they are not there.

        Raises:
            Unavailable: the database failed.
        """
        self._database = database
        self._count = threads
        self._pace = pace
        self._look = look
        self._tokens = App(connector=SyncPsycopgConnector())
        self._runner: Runner | None = None
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._working: asyncio.Task[None] | None = None
        self._begun = threading.Event()
        make_tables(database.engine)

    def put(self, connection: Connection, job: NewJob) -> str:
        """See `JobQueue.put`."""
        identity = table.put(connection, job)
        token = self._tokens.configure_task(
            TOKEN,
            queue=_QUEUE,
            priority=job.priority,
            connection=connection.connection.dbapi_connection,
            allow_unknown=True,
        )
        token.defer()
        return identity

    def wake(self) -> None:
        """See `JobQueue.wake`; the database tells the workers itself."""

    def start(self, handlers: Mapping[str, Handler]) -> None:
        """See `JobQueue.start`."""
        self._begun.clear()
        self._runner = Runner(self._database, handlers, self._pace)
        self._thread = threading.Thread(
            target=self._run, args=(self._runner,), name="jobs", daemon=True
        )
        self._thread.start()
        self._begun.wait()

    def stop(self) -> None:
        """See `JobQueue.stop`."""
        if self._runner:
            self._runner.leave()
        if self._loop and self._working and self._thread and self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._working.cancel)
            self._thread.join()

    def join(self) -> None:
        """Wait until the work has ended."""
        if self._thread:
            self._thread.join()

    def _run(self, runner: Runner) -> None:
        with contextlib.suppress(asyncio.CancelledError):  # that is how it ends
            asyncio.run(self._work(runner))

    async def _work(self, runner: Runner) -> None:
        self._loop = asyncio.get_running_loop()
        self._working = asyncio.current_task()
        self._begun.set()
        url = self._database.engine.url.set(drivername="postgresql")
        address = url.render_as_string(hide_password=False)
        app = App(connector=PsycopgConnector(conninfo=address))

        async def job() -> None:
            await asyncio.to_thread(runner.run_one)

        app.task(name=TOKEN, queue=_QUEUE)(job)
        async with app.open_async(), asyncio.TaskGroup() as group:
            looking = group.create_task(self._looked(app, runner))
            try:
                await app.run_worker_async(
                    queues=[_QUEUE],
                    concurrency=self._count,
                    install_signal_handlers=False,
                    delete_jobs="always",
                )
            finally:
                looking.cancel()

    async def _looked(self, app: App, runner: Runner) -> None:
        """Now and then make a token, if a job waits that has none."""
        while True:
            await asyncio.sleep(self._look)
            if await asyncio.to_thread(runner.is_waited_for):
                token = app.configure_task(TOKEN, queue=_QUEUE, queueing_lock=TOKEN)
                try:
                    await token.defer_async()
                except AlreadyEnqueued:
                    continue


def make_tables(engine: Engine) -> None:
    """Make the tables of Procrastinate, once, whoever comes first.

    Raises:
        Unavailable: the database failed.
    """
    try:
        with engine.begin() as connection:
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
            if connection.scalar(text("SELECT to_regclass('procrastinate_jobs')")) is None:
                cursor = connection.connection.cursor()
                cursor.execute(SchemaManager.get_schema())
    except SQLAlchemyError as error:
        raise unavailable(engine.url, error) from error

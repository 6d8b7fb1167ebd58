"""What the service opens once and closes at its end (◆ database, models)."""

from dataclasses import dataclass, field

from corpus.store import Store as PairStore
from serve.database import Database
from serve.jobs.choice import is_shared, queue_for
from serve.jobs.model import JobQueue
from serve.metrics import Metrics
from serve.rates import Rate
from serve.services.accounts import Accounts
from serve.services.audit import Audit
from serve.services.batching import batched
from serve.services.comments import Comments
from serve.services.document_job import DocumentJob
from serve.services.documents import KIND, Documents
from serve.services.engines import EngineHost
from serve.services.exports import Exports
from serve.services.inflight import InFlight
from serve.services.invitations import Invitations
from serve.services.keys import Keys
from serve.services.models import Models
from serve.services.organisations import Organisations
from serve.services.projects import Projects
from serve.services.segments import Segments
from serve.services.sessions import Sessions
from serve.services.spreading import Spreading
from serve.services.term_index import TermIndex
from serve.services.terms_live import LiveTerms
from serve.services.translation import TranslationService
from serve.services.usage import Usage
from serve.settings import ServeSettings
from termbase.store import Store as TermStore
from termbase.text import Language
from translator.database import open_database, upgraded
from translator.formats.fonts import open_fonts
from translator.model import Direction
from translator.models import Models as Promoted

_WARM = (Direction(Language.ZH, Language.EN), Direction(Language.EN, Language.ZH))


@dataclass(frozen=True, slots=True)
class Service:
    """All that routes use."""

    settings: ServeSettings
    database: Database
    terms: TermStore
    memory: PairStore
    live: LiveTerms
    engines: EngineHost
    usage: Usage
    translation: TranslationService
    accounts: Accounts
    keys: Keys
    sessions: Sessions
    invitations: Invitations
    organisations: Organisations
    projects: Projects
    audit: Audit
    models: Models
    requests: Rate
    failures: Rate
    metrics: Metrics
    queue: JobQueue
    documents: Documents
    segments: Segments
    comments: Comments
    exports: Exports
    index: TermIndex
    inflight: InFlight = field(default_factory=InFlight)

    def work(self) -> None:
        """Begin to do jobs in this process."""
        job = DocumentJob(self.database, self.translation, self.engines)
        self.queue.start({KIND: job})

    @property
    def works(self) -> bool:
        """Whether jobs are to be done in this process."""
        return self.settings.jobs == "here" or not is_shared(self.database)

    def close(self) -> None:
        """Let go of all that was opened."""
        self.queue.stop()
        self.live.close()
        self.database.engine.dispose()


def open_service(settings: ServeSettings, metrics: Metrics) -> Service:
    """Open the database, which is made or brought up to date if it is the embedded one, and all.

    Raises:
        InputError: the database cannot be opened. TermError: its tables are not up to date.
    """
    engine = open_database(settings.core)
    if not settings.core.database:
        upgraded(engine)
    database = Database(engine)
    terms, memory = TermStore(engine), PairStore(engine)
    live = LiveTerms(terms)
    for direction in _WARM:
        live.warm(direction)
    engines = EngineHost(settings.engine, settings.core, batched)
    usage = Usage(database, settings.quota)
    queue = queue_for(database)
    translation = TranslationService(engines, live, memory, usage, settings.core.similar)
    return Service(
        settings=settings,
        database=database,
        terms=terms,
        memory=memory,
        live=live,
        engines=engines,
        usage=usage,
        translation=translation,
        accounts=Accounts(database),
        keys=Keys(database),
        sessions=Sessions(database, settings.session_hours),
        invitations=Invitations(
            database, settings.sign_up_role, is_open=settings.sign_up == "open"
        ),
        organisations=Organisations(database),
        projects=Projects(database),
        audit=Audit(database),
        models=Models(Promoted(settings.core.data), engines, database),
        requests=Rate(settings.requests_a_minute),
        failures=Rate(settings.failures_a_minute),
        metrics=metrics,
        index=TermIndex(terms),
        queue=queue,
        documents=Documents(database, queue, usage),
        segments=Segments(database, Spreading(database, memory, translation)),
        comments=Comments(database),
        exports=Exports(database, settings.engine, open_fonts(settings.core.fonts)),
    )

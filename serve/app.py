"""The application: what a request goes through, and where it goes."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from anyio.to_thread import run_sync
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from serve.errors import documented, install
from serve.metrics import Metrics
from serve.middleware.bodies import Bodies
from serve.middleware.idempotency import Idempotency
from serve.middleware.observe import Observe
from serve.openapi import describe
from serve.routes import deepl, health, libretranslate, libretranslate_files, pages
from serve.routes.v1 import (
    audit,
    checks,
    documents,
    invitations,
    keys,
    memory,
    memory_exchange,
    models,
    organisations,
    projects,
    segments,
    sessions,
    term_exchange,
    terms,
    translate,
    usage,
    users,
)
from serve.service import open_service
from serve.services.beginning import begin
from serve.settings import ServeSettings

V1 = "/api/v1"
_EVERYWHERE = documented(
    "malformed", "unauthorised", "forbidden", "too_large", "invalid", "rate_limited",
    "database_unavailable",
)  # fmt: skip
ROUTERS = (
    translate.router,
    checks.router,
    term_exchange.router,
    terms.router,
    memory_exchange.router,
    memory.router,
    sessions.router,
    users.router,
    keys.router,
    invitations.router,
    organisations.router,
    projects.router,
    usage.router,
    audit.router,
    documents.router,
    segments.router,
    models.router,
)


def create_app(
    settings: ServeSettings, announce: Callable[[str], None] = lambda key: None
) -> FastAPI:
    """Return the application; the database, the model and all else are opened when it starts.

    Where there is no account yet, an administrator's is made; `announce` is told its API key.
    """
    metrics = Metrics()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        service = await run_sync(open_service, settings, metrics)
        app.state.service = service
        await run_sync(begin, service.database, settings.api_key, announce)
        if service.works:
            await run_sync(service.work)
        try:
            yield
        finally:
            await run_sync(app.state.service.close)

    app = FastAPI(
        title="Biaoyi",
        version="1",
        summary="Machine translation for standards, between Chinese and English",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
        generate_unique_id_function=lambda route: route.name,
    )
    install(app)
    app.include_router(health.router)
    for outer in (deepl.router, libretranslate.router, libretranslate_files.router, pages.router):
        app.include_router(outer)
    for router in ROUTERS:
        app.include_router(router, prefix=V1, responses=_EVERYWHERE)
    app.mount("/static", StaticFiles(packages=[("serve.web", "static")]))
    describe(app)
    # The last one added is the outermost.
    app.add_middleware(Idempotency)
    app.add_middleware(Bodies, small=settings.max_body, large=settings.max_upload)
    app.add_middleware(Observe, metrics=metrics)
    return app

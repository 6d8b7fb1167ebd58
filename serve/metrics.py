"""What Prometheus is told; labels are routes and statuses, never names, keys or addresses."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """The counters of one application."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self.requests = Counter(
            "biaoyi_requests", "Requests answered.", labels, registry=self._registry
        )
        self.seconds = Histogram(
            "biaoyi_request_seconds",
            "Seconds from a request to its answer.",
            ("method", "route"),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.running = Gauge(
            "biaoyi_requests_running", "Requests being answered.", registry=self._registry
        )
        self.characters = Counter(
            "biaoyi_characters", "Characters translated.", ("kind",), registry=self._registry
        )

    def page(self) -> bytes:
        """Return all of them in the text format of Prometheus."""
        return generate_latest(self._registry)

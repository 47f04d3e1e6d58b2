"""Room: cli. `/metrics` for Prometheus: counts only, on a port of its own that only this machine can reach.

A worker answers it where COORDINATION_METRICS_PORT says so. Of several workers on one machine the first has the port;
the counts are the database's and the same for all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, start_http_server
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from coordination.casework import measures
from coordination.door.log import Logger
from coordination.hub import Hub, utc_now
from coordination.model.errors import Unavailable

LOOPBACK = "127.0.0.1"


class Counts(Collector):
    """What is asked of the database at each scrape. While it is away only `hub_up 0` is said."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    def describe(self) -> Iterable[Metric]:
        """Nothing beforehand: registering must not ask the database."""
        return ()

    def collect(self) -> Iterator[Metric]:
        """Every gauge. INVARIANT: the only label is `outcome`, from a closed list."""
        try:
            found = measures.look(self._hub.desk)
        except Unavailable:
            yield _gauge("up", "Whether the database answers.", 0)
            return
        yield _gauge("up", "Whether the database answers.", 1)
        yield _gauge("outbox_waiting", "Messages that wait to be sent.", found.waiting)
        yield _gauge("outbox_oldest_seconds", "Age of the oldest message that waits.", found.oldest_seconds)
        ended = GaugeMetricFamily("hub_outbox_ended", "Messages of the last 90 days by outcome.", labels=["outcome"])
        for outcome, count in sorted(found.ended.items()):
            ended.add_metric([outcome], count)
        yield ended
        yield _gauge("log_unnumbered", "Entries of the access log that wait for their number.", found.unnumbered)
        if found.checkpoint_seconds is not None:
            yield _gauge("log_checkpoint_seconds", "Age of the last signed checkpoint.", found.checkpoint_seconds)
        yield _gauge("sessions", "Sessions that nobody ended.", found.sessions)


def _gauge(name: str, words: str, value: float) -> Metric:
    return GaugeMetricFamily(f"hub_{name}", words, value=value)


@contextmanager
def metrics_served(hub: Hub, log: Logger) -> Iterator[None]:
    """Answer scrapes until the block ends, where a port is set."""
    port = hub.settings.metrics_port
    if not port:
        yield
        return
    registry = CollectorRegistry()
    registry.register(Counts(hub))
    try:
        server, thread = start_http_server(port, addr=LOOPBACK, registry=registry)
    except OSError:
        log.info("metrics_port_taken", at=utc_now().isoformat(timespec="milliseconds"))
        yield
        return
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""Room: database. Column types that mean the same on SQLite and PostgreSQL: Instant, Identifier, Bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from operator import methodcaller
from typing import Any

from sqlalchemy import BigInteger, DateTime, LargeBinary, String
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_in_utc: Callable[[Any], datetime] = methodcaller("astimezone", UTC)


def microseconds(moment: datetime) -> int:
    """Return whole microseconds since 1970-01-01 UTC; a naive datetime is a ValueError. Inverse of `instant`."""
    if moment.tzinfo is None or moment.utcoffset() is None:
        raise ValueError("A time without a zone cannot be stored: pass an aware UTC datetime.")
    return (moment - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=8192)  # a list shows the same hours again and again
def instant(count: int) -> datetime:
    """Return the aware UTC datetime that lies `count` microseconds after 1970-01-01 UTC. Inverse of `microseconds`."""
    return _EPOCH + timedelta(microseconds=count)


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime to the microsecond: TIMESTAMPTZ on PostgreSQL, BIGINT microseconds on SQLite.

    Integers keep the order and the microseconds that SQLite's text dates lose. A naive datetime is refused.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Choose the native column type."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | datetime | None:
        """Turn an aware datetime into what the driver stores."""
        if value is None:
            return None
        count = microseconds(value)
        return count if dialect.name == "sqlite" else value.astimezone(UTC)

    def process_result_value(self, value: int | datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - its signature
        """Turn what the driver returns into an aware UTC datetime."""
        if value is None:
            return None
        return instant(value) if isinstance(value, int) else value.astimezone(UTC)

    @staticmethod
    def maker(dialect: Dialect) -> Callable[[Any], datetime]:
        """What `process_result_value` does to a value that is not NULL, without asking each time which it is."""
        return instant if dialect.name == "sqlite" else _in_utc


class Identifier(String):
    """A public random id: 32 lowercase hex characters (architecture.md §7)."""

    def __init__(self, length: int = 32) -> None:
        super().__init__(length)


class Bytes(LargeBinary):
    """Opaque bytes: an envelope, a wrapped key, a hash. BYTEA on PostgreSQL, BLOB on SQLite."""

"""Room: storage. The search terms of services: what a service is found by, and the order in which a list goes.

A term stands once a service in `service_terms`, in the order of the list, so that each page is the beginning of one
range of the index, however many services there are. A need in a county is a term of its own: the map asks for those.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from sqlalchemy import delete, insert, select

from coordination.model.directory import Asked, Offering, counties_of
from coordination.storage.cabinet import Cabinet
from coordination.storage.directory_tables import service_terms, services
from coordination.storage.roster import agencies, programs

ALL, ROOM = "all", "room"
MOST_WORDS = 6  # of a search; more do not narrow it
_WORD = re.compile(r"[a-z0-9]{2,40}")
_LONG = 4  # letters from which a plural's s is left out


def facts_of_terms(asked: Asked) -> list[str]:
    """The terms that a service must all have, the rarest first: a search walks along the first and probes the rest."""
    found = [f"word:{word}" for word in words_of(asked.words)[:MOST_WORDS]]
    if asked.need and asked.county:
        found.insert(0, f"need:{asked.need}@{asked.county}")
    elif asked.county:
        found.append(f"county:{asked.county}")
    elif asked.need:
        found.append(f"need:{asked.need}")
    if asked.language:
        found.append(f"language:{asked.language}")
    if asked.available:
        found.append(ROOM)
    return found or [ALL]


def words_of(text: str) -> list[str]:
    """The words of a text without case, accents and the s of a plural, each once."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return list(dict.fromkeys(word[:-1] if len(word) > _LONG and word[-1] == "s" else word
                              for word in _WORD.findall(plain)))  # fmt: skip


def sort_of(name: str) -> str:
    """The name as the list is ordered by it: the same on both engines, whatever their collation."""
    return " ".join(words_of(name))[:80]


def terms_of(service: Offering, *names: str) -> set[str]:
    """Everything that the service is found by. names: of its program and agency."""
    counties = counties_of(service.areas)
    said = " ".join((service.name, service.about, service.eligibility, *names))
    return {
        ALL,
        *(f"need:{need}" for need in service.needs),
        *(f"county:{county}" for county in counties),
        *(f"need:{need}@{county}" for need in service.needs for county in counties),
        *(f"language:{language}" for language in service.languages),
        *(f"word:{word}" for word in words_of(said)),
        *((ROOM,) if service.available else ()),
    }


def reindex(cabinet: Cabinet, service_id: str, service: Offering | None) -> None:
    """The terms of a service, anew; none at all when it is None (ended), or its program or agency has ended."""
    connection = cabinet.connection
    connection.execute(delete(service_terms).where(service_terms.c.service_id == service_id))
    names = (
        select(programs.c.name, agencies.c.name.label("agency"))
        .select_from(services)
        .join(programs, programs.c.id == services.c.program_id)
        .join(agencies, agencies.c.id == programs.c.agency_id)
        .where(services.c.id == service_id, programs.c.until.is_(None), agencies.c.until.is_(None))
    )
    row = connection.execute(names).one_or_none()
    if service is not None and row is not None:
        _add(cabinet, service_id, sort_of(service.name), sorted(terms_of(service, row.name, row.agency)))


def _add(cabinet: Cabinet, service_id: str, sort: str, terms: Iterable[str]) -> None:
    rows: Sequence[dict[str, str]] = [{"term": term, "sort": sort, "service_id": service_id} for term in terms]
    cabinet.connection.execute(insert(service_terms), rows)

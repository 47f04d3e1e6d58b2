"""Room: storage. Releases and authorities on file as the policy needs them, out of rows that a facts statement read.

The columns of an authority stand in the order of a release's, so that both come in one statement, with two more behind:
the kind of paper, and what its recipient is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import false, null, select

from coordination.declare.information import InformationType
from coordination.model.facts import AuthorityOnFile, Release
from coordination.model.ids import AgencyId, AuthorityId, Handle, PersonId, ProgramId, ReleaseId
from coordination.storage.authority_tables import authorities, authority_recipients, authority_types
from coordination.storage.record_tables import release_recipients, release_types, releases

# A row of `grouped_releases`.
RELEASE_COLUMNS = (
    releases.c.id,
    releases.c.handle,
    releases.c.case_id,
    releases.c.program_id,
    releases.c.starts_at,
    releases.c.expires_at,
    releases.c.revoked_at,
    releases.c.signers_suffice,
    releases.c.names_hub,
    release_recipients.c.recipient_id,
    release_types.c.information_type,
    releases.c.ends_at_majority,
)
PAPER_COLUMNS = (
    authorities.c.id,
    authorities.c.handle,
    authorities.c.case_id,
    authorities.c.program_id,
    authorities.c.starts_at,
    authorities.c.expires_at,
    authorities.c.ended_at,
    false().label("signers_suffice"),
    false().label("names_hub"),
    authority_recipients.c.recipient_id,
    authority_types.c.information_type,
    null().label("ends_at_majority"),
    authorities.c.kind,
    authority_recipients.c.recipient_kind,
)
PAPERS = (
    select(*PAPER_COLUMNS)
    .join(authority_recipients, authority_recipients.c.authority_id == authorities.c.id)
    .join(authority_types, authority_types.c.authority_id == authorities.c.id)
)


def of_a_paper(row: Sequence[Any]) -> bool:
    """Whether the row is of an authority on file, and not of a release."""
    return row[12] is not None


def grouped_releases(rows: Iterable[Any]) -> dict[str, list[Release]]:
    """Releases by case, from one row per recipient and type."""
    grouped: dict[str, tuple[Any, set[str], set[str]]] = {}
    for row in rows:
        _, recipients, types = grouped.setdefault(row[0], (row, set(), set()))
        recipients.update({row[9]} - {None})
        types.update({row[10]} - {None})
    found: dict[str, list[Release]] = defaultdict(list)
    for first, recipients, types in grouped.values():
        found[first[2]].append(_release(first, recipients, types))
    return found


def _release(row: Sequence[Any], recipients: set[str], types: set[str]) -> Release:
    return Release(
        id=ReleaseId(row[0]),
        handle=Handle(row[1]),
        sharing_program_id=ProgramId(row[3]),
        recipients=frozenset({*map(ProgramId, recipients), *map(AgencyId, recipients)}),
        types=frozenset(InformationType(slug) for slug in types),
        starts_at=row[4],
        expires_at=row[5],
        revoked_at=row[6],
        signers_suffice=bool(row[7]),
        names_hub=bool(row[8]),
        ends_at_majority=row[11],
    )


def grouped_papers(rows: Iterable[Any]) -> dict[str, list[AuthorityOnFile]]:
    """Authorities on file by case, from one row per recipient and type."""
    grouped: dict[str, tuple[Any, set[tuple[str, str]], set[str]]] = {}
    for row in rows:
        _, recipients, types = grouped.setdefault(row[0], (row, set(), set()))
        recipients.add((row[13], row[9]))
        types.add(row[10])
    found: dict[str, list[AuthorityOnFile]] = defaultdict(list)
    for first, recipients, types in grouped.values():
        found[first[2]].append(_paper(first, recipients, types))
    return found


def _paper(row: Sequence[Any], recipients: set[tuple[str, str]], types: set[str]) -> AuthorityOnFile:
    bodies = {who for kind, who in recipients if kind != "person"}
    return AuthorityOnFile(
        id=AuthorityId(row[0]),
        handle=Handle(row[1]),
        kind=row[12],
        sharing_program_id=ProgramId(row[3]),
        recipients=frozenset({*map(ProgramId, bodies), *map(AgencyId, bodies)}),
        persons=frozenset(PersonId(who) for kind, who in recipients if kind == "person"),
        types=frozenset(InformationType(slug) for slug in types),
        starts_at=row[4],
        expires_at=row[5],
        ended_at=row[6],
    )

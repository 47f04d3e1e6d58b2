"""Room: casework. A roster file, read strictly: unknown words, wrong kinds and missing values are each a sentence.

The caller has parsed JSON or TOML; the format and an example are in help/roster.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coordination.casework.contacts import is_address
from coordination.casework.roster_row import DIRECTORY, Row, directory_line
from coordination.declare.regime import Regime
from coordination.model.actor import Role
from coordination.model.errors import Invalid
from coordination.model.roster import (
    SIGNING_ALGORITHMS,
    AgencyLine,
    AppointmentLine,
    IssuerLine,
    PersonLine,
    ProgramLine,
    RosterFile,
)

SECTIONS = ("agencies", "programs", "issuers", "people", "appointments", *DIRECTORY)
REFEDS_MFA = "https://refeds.org/profile/mfa"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_T = TypeVar("_T")


def read(data: Mapping[str, object], secrets: Mapping[str, str]) -> RosterFile:
    """The file's lines, or Invalid with every defect by its place. secrets: client secrets by issuer URL."""
    defects: dict[str, str] = {}
    for name in sorted(set(data) - set(SECTIONS)):
        defects[name] = f"{name!r} is not a part of a roster; the parts are {', '.join(SECTIONS)}."

    def section(name: str, line: Callable[[Row], _T]) -> tuple[_T, ...]:
        rows = data.get(name, [])
        if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
            defects[name] = f"{name} must be a list of tables."
            return ()
        made = []
        for number, values in enumerate(rows, 1):
            row = Row(f"{name} {number}", values, defects)
            made.append(line(row))
            row.done()
        return tuple(made)

    file = RosterFile(
        agencies=section("agencies", _agency),
        programs=section("programs", _program),
        issuers=section("issuers", lambda row: _issuer(row, secrets)),
        people=section("people", _person),
        appointments=section("appointments", _appointment),
        directory=tuple(line for name in DIRECTORY for line in section(name, partial(directory_line, section=name))),
    )
    if not defects and file == RosterFile():
        defects["file"] = "The roster is empty."
    if defects:
        raise Invalid(defects, "The roster was not loaded. Nothing was changed.")
    return file


def _agency(row: Row) -> AgencyLine:
    zone = row.text("zone", 64)
    if zone and not _is_zone(zone):
        row.wrong(f"zone {zone!r} is not a time zone of the IANA list, such as America/Chicago.")
    return AgencyLine(
        slug=row.slug("slug"),
        name=row.text("name", 200),
        government=row.flag("government"),
        zone=zone,
        ended=row.flag("ended") if row.has("ended") else None,
    )


def _program(row: Row) -> ProgramLine:
    regimes = row.words("regimes", ())
    for regime in sorted(regimes - {known.value for known in Regime}):
        row.wrong(f"regime {regime!r} is unknown.")
    jurisdictions = row.words("jurisdictions")
    if not jurisdictions:
        row.wrong("jurisdictions must name at least one, so that it is known whose law binds the program.")
    return ProgramLine(
        slug=row.slug("slug"),
        agency=row.slug("agency"),
        name=row.text("name", 200),
        partner_type=row.slug("partner_type"),
        jurisdictions=jurisdictions,
        regimes=frozenset(regime for regime in Regime if regime.value in regimes),
        ended=row.flag("ended") if row.has("ended") else None,
    )


def _issuer(row: Row, secrets: Mapping[str, str]) -> IssuerLine:
    url = row.text("url", 400)
    if url and not _is_issuer_url(url):
        row.wrong(f"url {url!r} must begin with https:// (http:// on this machine only) and have no query.")
    if row.has("client_secret"):
        row.wrong("A client secret never stands in the roster: name client_secret_env or client_secret_file.")
    named = [name for name in ("client_secret_env", "client_secret_file") if row.has(name) and row.text(name, 400)]
    if named and not secrets.get(url):
        row.wrong(f"The client secret could not be read from where {named[0]} says.")
    algorithms = row.words("algorithms", ("ES256", "RS256"))
    for algorithm in sorted(algorithms - SIGNING_ALGORITHMS):
        row.wrong(f"algorithm {algorithm!r} is not allowed; use one of {', '.join(sorted(SIGNING_ALGORITHMS))}.")
    mfa_acr, mfa_amr = row.words("mfa_acr", (REFEDS_MFA,)), row.words("mfa_amr", ("mfa",))
    agencies = row.words("agencies")
    for name, words in (("algorithms", algorithms), ("agencies", agencies), ("mfa_acr or mfa_amr", mfa_acr | mfa_amr)):
        if not words:
            row.wrong(f"{name} must not be empty, or nobody could sign in.")
    return IssuerLine(
        url=url,
        name=row.text("name", 200),
        client_id=row.text("client_id", 200),
        algorithms=algorithms,
        mfa_acr=mfa_acr,
        mfa_amr=mfa_amr,
        step_up_acr=row.text("step_up_acr", 200, REFEDS_MFA),
        agencies=agencies,
        secret=secrets.get(url) if named else None,
        ended=row.flag("ended") if row.has("ended") else None,
    )


def _person(row: Row) -> PersonLine:
    email = row.text("email", 254, "")
    if email and not is_address(email):
        row.wrong("email must be one plain address, such as name@agency.example.")
    return PersonLine(
        issuer=row.text("issuer", 400),
        subject=row.text("subject", 255),
        name=row.text("name", 200),
        email=email,
        ended=row.flag("ended") if row.has("ended") else None,
    )


def _appointment(row: Row) -> AppointmentLine:
    role = row.slug("role")
    if role and role not in {known.value for known in Role}:
        row.wrong(f"role {role!r} is unknown; the roles are {', '.join(sorted(Role))}.")
        role = ""
    return AppointmentLine(
        issuer=row.text("issuer", 400),
        subject=row.text("subject", 255),
        program=row.slug("program"),
        role=Role(role) if role else Role.WORKER,  # a row with a defect is never used
        title=row.text("title", 120, ""),
        oversees=row.words("oversees", ()) if row.has("oversees") else None,
        ended=row.flag("ended") if row.has("ended") else None,
    )


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _is_issuer_url(url: str) -> bool:
    """As the sign-in protocol will demand it, so that a load cannot succeed and the hub then refuse to start."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    plain = parts.scheme == "http" and (parts.hostname or "").lower() in LOOPBACK
    whole = bool(parts.hostname) and parts.username is None and not parts.query and not parts.fragment
    return whole and (parts.scheme == "https" or plain)

"""Room: casework. A roster file, read strictly: unknown words, wrong kinds and missing values are each a sentence.

The caller has parsed JSON or TOML; the format and an example are in help/roster.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

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

SECTIONS = ("agencies", "programs", "issuers", "people", "appointments")
REFEDS_MFA = "https://refeds.org/profile/mfa"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_WORD = re.compile(r"\S{1,200}")
_SLUG = re.compile(r"[a-z][a-z0-9_]{1,62}")
_T = TypeVar("_T")


class Row:
    """One table of the file. Each look-up takes a value or writes down what is wrong with it."""

    def __init__(self, place: str, values: Mapping[str, object], defects: dict[str, str]) -> None:
        self.place = place
        self._values = values
        self._defects = defects
        self._known: set[str] = set()

    def wrong(self, sentence: str) -> None:
        """Write down a defect of this row."""
        self._defects[self.place] = " ".join(filter(None, (self._defects.get(self.place), sentence)))

    def has(self, name: str) -> bool:
        """Whether the row says anything about `name`, which is thereby known."""
        self._known.add(name)
        return name in self._values

    def text(self, name: str, most: int, default: str | None = None) -> str:
        """One line of 1 to `most` characters; a missing one is a defect unless there is a default."""
        if not self.has(name) and default is not None:
            return default
        value = self._values.get(name)
        if not isinstance(value, str) or not value.strip() or len(value) > most or not value.isprintable():
            self.wrong(f"{name} must be one line of 1 to {most} characters.")
            return ""
        return value.strip()

    def slug(self, name: str) -> str:
        """Lower-case letters, digits and underscores."""
        value = self.text(name, 64)
        if value and not _SLUG.fullmatch(value):
            self.wrong(f"{name} must be lower-case letters, digits and underscores, not {value!r}.")
        return value

    def flag(self, name: str, *, default: bool | None = None) -> bool:
        """True or false."""
        value = self._values.get(name, default) if self.has(name) or default is not None else None
        if not isinstance(value, bool):
            self.wrong(f"{name} must be true or false.")
            return False
        return value

    def words(self, name: str, default: tuple[str, ...] | None = None) -> frozenset[str]:
        """A list of words without spaces; missing without a default is a defect."""
        value = self._values.get(name) if self.has(name) else default
        if not isinstance(value, list | tuple) or not all(isinstance(w, str) and _WORD.fullmatch(w) for w in value):
            self.wrong(f"{name} must be a list of words without spaces.")
            return frozenset()
        return frozenset(value)

    def done(self) -> None:
        """Every word of the row was understood; a misspelt one must not leave a default standing unnoticed."""
        for name in sorted(set(self._values) - self._known):
            self.wrong(f"{name!r} is not a word of the roster.")


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
    )
    if not defects and not any((file.agencies, file.programs, file.issuers, file.people, file.appointments)):
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
    return PersonLine(
        issuer=row.text("issuer", 400),
        subject=row.text("subject", 255),
        name=row.text("name", 200),
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

"""Room: tests. Battery B15: every column of every table, in five writings, beside each form that changes something.

Each door of the matrix that takes a form is asked twice by somebody who may: with its form alone, and with all columns
of the database beside it, plain, in capitals, in camel case and nested, with values that would matter (another program,
another person, a later end). The rows that each leaves are the same, sealed bodies to the byte count.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import request
from sqlalchemy import Boolean, Integer, update

from coordination.audit.grant import Grant
from coordination.database.metadata import metadata
from coordination.database.types import Identifier, Instant
from coordination.declare.core_forms import REPORT_MADE
from coordination.declare.plan_forms import PLAN_COPY
from coordination.storage import case_rows
from coordination.storage.cabinet import Cabinet
from coordination.storage.case_tables import cases
from tests.community import PEOPLE, PROGRAMS, make_community
from tests.databases import SqliteStore
from tests.matrix.asks import Ask
from tests.matrix.doors import DOORS
from tests.matrix.judged import Judged
from tests.matrix.sites import Ground, Site
from tests.matrix.trial import COMPARED, WRITES, Matrix, fields
from tests.web.test_role_change_pages import PROGRAM as CHANGE

SITES = ("member", "closed", "handed_to_cac", "hub_none", "restricted_named")
MOST = 900  # fields that one form may carry beside its own
ID, DIGEST, MADE_UP = (
    re.compile(r"[0-9a-f]{32}"),
    re.compile(r"[0-9a-f]{64}"),
    re.compile(r"p_(\w+_)?[0-9a-f]{8,}|(?<=\"id\": \")[0-9a-f]{32}"),
)
FRESH = frozenset({"reference", "key", "digest"})  # random, and not in hexadecimal everywhere
# Columns that are a question of the very form, beside those of a record's form, which are looked up.
SAID_BY_THE_FORM: Mapping[str, frozenset[str]] = {
    "agency.appoint": frozenset({"title"}),
    "agency.enrol": frozenset({"title"}),
    "directory.save": frozenset({"address"}),
    "disclosures.suspend": frozenset({"how", "recipient", "reference", "until"}),
    "plans.offered": frozenset(question.slug for question in PLAN_COPY.questions),
    "documents.keep_receipt": frozenset({"deadline", "told", "number", "copy", "said"}),
    "records.report_made": frozenset(question.slug for question in REPORT_MADE.questions),
    "releases.record": frozenset({"subject"}),
    "releases.record_hub": frozenset({"subject"}),
}
Rows = list[tuple[str, str, tuple[tuple[str, object], ...]]]


@pytest.fixture(scope="module")
def ground(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    """The community and its sites, built once; what a form writes does not depend on the engine."""
    for community in make_community(sqlite_store, tmp_path_factory.mktemp("assigned") / "home"):
        found = Ground(community)
        yield found
        found.close()


@pytest.fixture(scope="module")
def sites(ground: Ground) -> dict[str, Site]:
    """Situations in which each form can be sent by somebody."""
    return ground.sites(SITES)


class Ledger(Matrix):
    """Sends a form, tells what rows it left, and puts them back."""

    def left(self, one: Judged, ask: Ask, more: Mapping[str, str], query: str = "") -> tuple[int, Rows]:
        """The status, and each row that was added, changed or taken away, without what is random in it."""
        visitor = self._clients[one.slug]
        path = ask.path if not query else f"{ask.path}{'&' if '?' in ask.path else '?'}{query}"
        with self.ground.community.desk.database.count() as tally:
            answer = visitor.send(path, {**more, **fields(ask.form or {})})
        touched = {found[1] for sql in tally.texts if (found := WRITES.match(sql))}
        after = self._state([table for table in COMPARED if table.name in touched])
        rows: Rows = []
        for name, now in after.items():
            before = self._before[name]
            for key in now.keys() | before.keys():
                old, new = before.get(key), now.get(key)
                if old is None or new is None or tuple(old) != tuple(new):
                    what = "added" if old is None else "gone" if new is None else "changed"
                    row: Any = new if new is not None else old
                    shown = tuple((column, self._plain(column, value)) for column, value in row._mapping.items())
                    rows.append((name, what, shown))
        self._put_back(touched)
        return answer.status_code, sorted(rows, key=repr)

    def _plain(self, column: str, value: object) -> object:
        if isinstance(value, bytes):
            return f"{len(value)} bytes"
        if column in FRESH or not isinstance(value, str):
            return "*" if column in FRESH else value
        new = DIGEST.fullmatch(value) or (ID.fullmatch(value) and value not in self.known)
        return "*" if new else MADE_UP.sub("*", value)

    @property
    def known(self) -> frozenset[str]:
        """Ids that were there before: anything else is new and random."""
        if not hasattr(self, "_known"):
            rows = (value for table in self._before.values() for row in table.values() for value in row)
            self._known = frozenset(value for value in rows if isinstance(value, str) and ID.fullmatch(value))
        return self._known


def columns(ground: Ground) -> dict[str, str]:
    """Field name → a value that would matter, for every column of every table, in every writing."""
    other = {
        "program": ground.community.programs["advocates"].id,
        "agency": ground.community.agencies["safe_path"],
        "person": ground.community.people["adv_safe"],
    }
    found: dict[str, str] = {}
    for table in metadata.sorted_tables:
        for column in table.columns:
            words = column.name.split("_")
            value = "poison"
            if isinstance(column.type, Identifier):
                value = next((id_ for kind, id_ in other.items() if kind in words), other["person"])
            elif isinstance(column.type, Instant):
                value = "2031-01-01T00:00:00+00:00"
            elif isinstance(column.type, Boolean | Integer):
                value = "1"
            camel = words[0] + "".join(word.capitalize() for word in words[1:])
            writings = (column.name, column.name.upper(), camel, f"{table.name}.{column.name}")
            found |= dict.fromkeys((*writings, f"{table.name}[{column.name}]"), value)
    return found


def batches(ground: Ground) -> list[dict[str, str]]:
    """The same, as many to a form as one may carry."""
    everything = list(columns(ground).items())
    return [dict(everything[at : at + MOST]) for at in range(0, len(everything), MOST)]


def questions(one: Judged, ask: Ask) -> set[str]:
    """The fields of the record's form that is being filled in."""
    kind = PROGRAMS[one.program][2]
    form = one.community.desk.catalog.form(kind, str((ask.form or {}).get("form", "")))
    return {question.slug for question in form.questions} if form else set()


def also(ground: Ground, endpoint: str) -> Iterator[tuple[str, Ask]]:
    """Forms that the matrix tries on what is absent alone, sent here about somebody who is there."""
    ana = f"/agency/people/{ground.community.people['ana_cps_worker']}"
    sent: Mapping[str, tuple[str, str, Mapping[str, object]]] = {
        "agency.appoint": ("adm_north", f"{ana}/appointments", {"program": "cps", "role": "supervisor"}),
        "agency.end_person": ("adm_north", f"{ana}/end", {}),
        "role_changes.propose": ("adm_north", "/agency/changes/new/program", CHANGE),
    }
    if endpoint in sent:
        slug, path, form = sent[endpoint]
        yield slug, Ask(path=path, form=form, allowed=True)


def asked(ground: Ground, sites: Mapping[str, Site], endpoint: str) -> Iterator[tuple[Judged, Ask]]:
    """Whoever may send this form, and the form."""
    for slug in PEOPLE:
        for site in sites.values():
            one = Judged(community=ground.community, slug=slug, site=site)
            yield from ((one, ask) for ask in DOORS[endpoint, "POST"](one) if ask.allowed and ask.form is not None)
    for slug, ask in also(ground, endpoint):
        yield Judged(community=ground.community, slug=slug, site=sites["member"]), ask


def assigned(
    ground: Ground, sites: Mapping[str, Site], endpoints: Sequence[str]
) -> tuple[set[str], dict[str, list[object]]]:
    """Endpoints whose form left rows, and by endpoint the rows that came of more than the form."""
    ledger, reached, wrong = Ledger(ground, ground.community.app, 1), set[str](), dict[str, list[object]]()
    try:
        for endpoint in endpoints:
            for one, ask in asked(ground, sites, endpoint):
                status, alone = ledger.left(one, ask, {})
                if status not in {200, 303} or not alone:
                    continue
                reached.add(endpoint)
                own = {*(ask.form or {}), *SAID_BY_THE_FORM.get(endpoint, ()), *questions(one, ask)}
                for more in batches(ground):
                    sent = {name: value for name, value in more.items() if name not in own}
                    query = urlencode({name: value for name, value in sent.items() if name in QUERIED})
                    _, beside = ledger.left(one, ask, sent, query)
                    wrong.setdefault(endpoint, []).extend(row for row in beside if row not in alone)
                break
    finally:
        ledger.close()
    return reached, {endpoint: rows for endpoint, rows in wrong.items() if rows}


QUERIED = frozenset({"agency_id", "author_id", "case_id", "confidential", "person_id", "program_id", "role", "until"})
FORMS = sorted(endpoint for endpoint, method in DOORS if method == "POST")
# Forms that leave no row here (they read, or their page comes again), and forms about what this ground has not: a
# provider or passkey of its own, a court, a program still to be invited, a referral that waits for this very step.
NOT_REACHED = frozenset(
    {
        "agency.add_provider",
        "agency.bring_back",
        "agency.change_provider",
        "agency.end_appointment",
        "agency.end_program",
        "agency.end_provider",
        "agency.make_code",
        "authorities.preview",
        "agreements.confirm",  # of one that is not there: tests/web/test_agreement_pages.py
        "agreements.end",
        "cases.find",
        "consultations.file",
        "emergencies.review",  # of one that is not there: tests/web/test_emergency_pages.py
        "deadlines.pause",  # no law that is loaded here has a pause
        "authority_scans.file",  # no order is here to be scanned: tests/web/test_authority_scans.py
        "deadlines.resume",
        "directory.search",
        "disclosures.lift",
        "files.attach",
        "filings.give",
        "imports.check",
        "instruments.end",  # of one that is not there: tests/web/test_instrument_pages.py
        "instruments.file",  # child protection needs none here, so its form comes again
        "intake.close",
        "intake.decide",
        "oversight.export",
        "oversight.verify",
        "passkeys.end",
        "referrals.acknowledge",
        "referrals.bring",
        "referrals.complete",
        "referrals.reopen",
        "referrals.reply",
        "referrals.work",
        "regions.appoint",
        "release_papers.file_signed",  # its scan is no paper here: tests/web/test_release_papers.py
        "releases.preview",
        "retention.confirm",  # nothing is due here: a period would have to run out first
        "retention.decline",
        "retention.lift",
        "retention.propose",
        "role_changes.confirm",
        "role_changes.decline",
        "screens.raise_tier",
        "sessions.end",
        "sessions.lock",
        "staging.name",  # without a protocol nobody is: tests/web/test_staging_pages.py
        "staging.withdraw",
        "team.assign",
        "team.invite",
        "training.take_back",
        "units.leave",
    }
)


def test_every_column_beside_every_form_changes_nothing_more(ground: Ground, sites: dict[str, Site]) -> None:
    assert len(columns(ground)) > 5 * 150
    reached, wrong = assigned(ground, sites, FORMS)
    assert wrong == {}
    assert set(FORMS) - reached == NOT_REACHED


def test_a_verb_that_takes_what_it_is_given_is_found(
    ground: Ground, sites: dict[str, Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Meta: closing a case that also writes whatever field is called like a column of it."""
    close: Callable[[Cabinet, Grant], None] = case_rows.close

    def generous(cabinet: Cabinet, grant: Grant) -> None:
        close(cabinet, grant)
        taken: dict[str, Any] = {
            name: request.form[name] for name in ("coordinating_program_id",) if name in request.form
        }
        if taken:
            cabinet.connection.execute(update(cases).where(cases.c.id == grant.case.case_id).values(taken))

    monkeypatch.setattr(case_rows, "close", generous)
    assert set(assigned(ground, sites, ["cases.close"])[1]) == {"cases.close"}

"""Room: tests. A case of which much was disclosed: to police, to a treatment unit, on paper; and how it is read."""

from __future__ import annotations

import html
from dataclasses import dataclass

from coordination.casework import (
    cases,
    disclosures,
    document_receipts,
    documents,
    records,
    releases,
    reported,
)
from coordination.model.disclosure import Asking, Line
from coordination.model.ids import CaseId, new_id
from coordination.policy.floor import RELEASE
from coordination.storage import case_facts
from tests.casework import watched
from tests.casework.story import assigned
from tests.casework.watched import number, reference_of
from tests.matrix.filled import answered, paper
from tests.neighbours import PROGRAMS, Neighbourhood, join, name_hub, worker

WRITTEN = "canary-in-a-record"
POLICE, CPS = "Lakeside Police Department, Juvenile Detectives", "North County Human Services, Child Protection"
HIDDEN = ("Safe Path", "Community Advocates", "Rosa Wren", "Riverbend", "Recovery Worker", "Substance use", "Lantern")
STATED = {"stated": "2026-11-20 10:00", "official": "canary-of-the-official, county police"}


@dataclass(frozen=True, kw_only=True)
class World:
    """A case whose information went to police, to advocates and out of the hub; of treatment and of a school, to us."""

    here: Neighbourhood
    case: CaseId
    elsewhere: CaseId

    @property
    def reference(self) -> str:
        """The case's reference."""
        return reference_of(self.here, self.case)

    def page(self, slug: str, query: str = "") -> str:
        """The page as its reader sees it."""
        answer = self.here.client(slug).get(f"/disclosures?reference={self.reference}{query}")
        assert answer.status_code == 200, (slug, query)
        return html.unescape(answer.text)

    def lines(self, slug: str, law: str = "everything", *, individual: bool = False) -> tuple[Line, ...]:
        """The lines as this person gets them."""
        asking = Asking(reference=self.reference, law=law, individual=individual)
        return disclosures.page(self.here.desk, self.here.actor(slug), asking).lines


def told(here: Neighbourhood) -> World:
    desk, ana = here.desk, here.actor("ana_cps_worker")
    case = cases.open_case(desk, ana, {"called": WRITTEN}, new_id())
    elsewhere = cases.open_case(desk, ana, {"called": "Tern"}, new_id())
    assigned(here, case, "detectives", "sgt_lake", "det_lake")
    join(here, case, "school")
    for program, form in (("recovery", "treatment_note"), ("school", "enrollment_note")):
        if program == "recovery":
            name_hub(here, case, program, to=("cps",))
        else:
            typed = paper((str(here.programs["cps"].id),), ("education",))
            releases.record(desk, here.actor(worker(program)), case, typed, new_id())
        found = desk.catalog.form(PROGRAMS[program][2], form)
        assert found
        records.file(desk, here.actor(worker(program)), case, form, answered(found, WRITTEN), new_id())
    kept = records.file(desk, ana, case, "child_protection_note", {"note": WRITTEN}, new_id())
    for slug in ("ana_cps_worker", "det_lake", worker("recovery"), worker("school")):
        cases.read(desk, here.actor(slug), case)
    reported.record(desk, ana, case, kept, {"told": "The county hotline", "happened_at": "2026-11-20 09:00"}, new_id())
    documents.make(desk, ana, case, "otip_request")
    receipt = {"happened_at": "2026-11-20 10:00", "who": "Somebody", "channel": "phone", "number": "A-1"}
    document_receipts.keep(desk, ana, case, "otip_request", receipt, new_id())
    with desk.consulting() as cabinet:  # what the treatment unit would read by a release of ours
        found_handle = case_facts.facts(cabinet.connection, ana, case).handle
    shown = (("child_protection", here.programs["cps"].handle, RELEASE),)
    watched.write(here, here.actor(worker("recovery")), shown, objects=(found_handle,))
    number(here)
    return World(here=here, case=case, elsewhere=elsewhere)

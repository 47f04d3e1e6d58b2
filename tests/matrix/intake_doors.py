"""Room: tests. The doors of intake, of convening a team, and of a consultation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coordination.model.action import Action
from tests.matrix.asks import Ask, Door, foreign, mine
from tests.matrix.judged import Judged

REPORT = "suspected_exploitation_report"
PROPOSAL: Mapping[str, object] = {
    "called_in_at": "2026-11-20 10:00",
    "alleges": ["sex_trafficking"],
    "caregiver": "unknown",
    "decision": "screened_in",
    "why": "A teacher saw it.",
}


def on_report(action: Action, page: str, form: Mapping[str, object] | None = None) -> Door:
    """ISSUE 4, 4: a report is screened by the people of the program that took it, and of no other; nothing else is."""

    def door(one: Judged) -> Iterator[Ask]:
        reports = [record for record in one.site.records if record.form == REPORT]
        for record in (*reports, mine(one), foreign(one)):
            ours = record.program == one.program and record.form == REPORT
            sight = one.sees(record.program, record.information_type)
            allowed = ours and sight == "open" and one.site.present and one.may(action)
            address = f"/cases/{one.site.case_id}/reports/{record.id}{page}"
            yield Ask(path=address, form=form, allowed=allowed, what=f"own={ours} {record.form}")

    return door


def consulted(form: Mapping[str, object] | None = None) -> Door:
    """Child protection alone holds the consultation of its law; whoever files there."""

    def door(one: Judged) -> Iterator[Ask]:
        allowed = one.program == "cps" and one.may(Action.RECORD_FILE)
        yield Ask(path=f"/cases/{one.site.case_id}/consultations/new", form=form, allowed=allowed)

    return door


INTAKE_DOORS: Mapping[tuple[str, str], Door] = {
    ("consultations.file", "POST"): consulted({"plan": "She stays with her aunt."}),
    ("consultations.new", "GET"): consulted(),
    ("intake.close", "POST"): on_report(Action.RECORD_CORRECT, "/close", {}),
    ("intake.decide", "POST"): on_report(Action.RECORD_CORRECT, "/decide", {"verdict": "confirmed"}),
    ("intake.propose", "POST"): on_report(Action.RECORD_FILE, "/propose", PROPOSAL),
    ("intake.read", "GET"): on_report(Action.CASE_READ, ""),
}

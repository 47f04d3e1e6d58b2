"""Room: demo. The operator instruments of the demo: each program files what it needs before its first day at work.

Most agencies of the demo have nobody who keeps their privacy, so one of their people does it this once in that role.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from coordination.casework import instruments
from coordination.demo.residents import RESIDENTS
from coordination.demo.village import Village
from coordination.model.actor import Role
from coordination.model.ids import new_id

ENDS_SOON = "clinic"  # whose business associate agreement ends in 40 days
SIGNED = timedelta(days=30)


def go_live(village: Village) -> None:
    """File what every program needs that needs something."""
    today = village.desk.now.date()
    filed: set[str] = set()
    for one in RESIDENTS:
        if one.program is None or one.program in filed:
            continue
        filed.add(one.program)
        actor = village.actor(one.subject)
        for kind in sorted(actor.program.needs):
            form = {
                "program": actor.program_id,
                "kind": kind,
                "document": "Signed with the operator",
                "signed_on": (today - SIGNED).isoformat(),
                "for_program": "The director",
                "for_operator": "The operator’s director",
                "ends": village.when(-40) if one.program == ENDS_SOON else "",
            }
            officer = replace(actor, role=Role.PRIVACY_OFFICER)
            instruments.file(village.desk, officer, form, new_id())

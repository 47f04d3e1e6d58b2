"""Room: demo. An order or other paper put on file, by the supervisor or worker of whoever shares."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from coordination.casework import authorities
from coordination.demo.residents import ZONE
from coordination.demo.village import Village
from coordination.model.ids import CaseId, new_id


def paper_on_file(
    v: Village,
    subject: str,
    case_id: CaseId,
    kind: str,
    types: Sequence[str],
    *,
    to: str,
    days: int,
    alone: str = "",
    **evidence: str,
) -> None:
    """File a paper that runs so many days with today. to: a program; alone: one person of it, by their subject."""
    program = v.program(to)
    last = v.desk.now.astimezone(ZoneInfo(ZONE)).date() + timedelta(days=days - 1)
    asked = {f"evidence_{slug}": said for slug, said in evidence.items()}
    typed: dict[str, str | tuple[str, ...]] = {
        "kind": kind,
        "types": tuple(types),
        "expires_on": last.isoformat(),
        **asked,
    }
    if alone:
        typed["person"] = f"{program}:{v.actor(alone).person_id}"
    else:
        typed["recipients"] = (program,)
    authorities.record(v.desk, v.actor(subject), case_id, typed, new_id())

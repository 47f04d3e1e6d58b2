"""Room: storage. After a restore: what every decision reads of agreements and instruments that were ended since.

Their rows are ended on the way in (restored_rows.ENDED). An agreement stands besides in the column of each party, an
instrument in that of its program, so that no decision costs a statement: those columns are of the backup's day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from sqlalchemy import select, update

from coordination.audit.endings import Ending
from coordination.database.types import microseconds
from coordination.model.ids import ProgramId
from coordination.storage.agreement_tables import agreements
from coordination.storage.backup_rows import known_tables
from coordination.storage.cabinet import Cabinet
from coordination.storage.instrument_tables import program_instruments
from coordination.storage.instruments import facts_of_instruments
from coordination.storage.program_facts import instruments_text
from coordination.storage.roster import agencies, programs

AGREEMENT: Final = "agreement"
INSTRUMENT: Final = "instrument"


def close_again(cabinet: Cabinet, told: Iterable[Ending]) -> None:
    """Write the columns anew of whoever shared under an agreement, or was live by an instrument, that ended since."""
    ended: dict[str, dict[str, int]] = {AGREEMENT: {}, INSTRUMENT: {}}
    for one in told:
        if one.kind in ended and one.at is not None:
            ended[one.kind][one.object] = microseconds(one.at)
    there = known_tables(cabinet)  # a backup of an older hub has neither
    if agreements in there:
        _agreements(cabinet, ended[AGREEMENT])
    if program_instruments in there:
        _instruments(cabinet, ended[INSTRUMENT])


def _agreements(cabinet: Cabinet, ended: Mapping[str, int]) -> None:
    rows = cabinet.connection.execute(select(agencies.c.id, agencies.c.agreements).where(agencies.c.agreements != ""))
    for agency_id, text in rows.all():
        found = json.loads(text)  # as program_facts.agreements_text wrote it
        for one in found:
            one["ended"] = ended.get(one["id"]) if one["ended"] is None else one["ended"]
        if (anew := json.dumps(found)) != text:
            cabinet.connection.execute(update(agencies).where(agencies.c.id == agency_id).values(agreements=anew))


def _instruments(cabinet: Cabinet, ended: Iterable[str]) -> None:
    query = select(program_instruments.c.program_id).where(program_instruments.c.id.in_(sorted(ended))).distinct()
    for program_id in cabinet.connection.execute(query).scalars().all():
        text = instruments_text(one.filed for one in facts_of_instruments(cabinet, [ProgramId(program_id)]))
        cabinet.connection.execute(update(programs).where(programs.c.id == program_id).values(instruments=text))

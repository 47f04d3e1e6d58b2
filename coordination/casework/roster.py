"""Room: casework. The roster: agencies, programs, issuers, people and appointments, loaded from a file as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from coordination.casework import roster_directory
from coordination.casework.desk import Desk, Noted
from coordination.casework.roster_check import check
from coordination.casework.roster_file import read
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.roster import Loaded, Provider
from coordination.storage import appointed, roster_changes, roster_known
from coordination.storage.cabinet import Cabinet

EMPTY: Mapping[str, str] = {}


def load(desk: Desk, data: Mapping[str, object], secrets: Mapping[str, str] = EMPTY) -> Loaded:
    """Check a roster file as a whole and apply all of it, or nothing: `Invalid` maps each place to its sentence.

    data: the parsed JSON or TOML (help/roster.md). secrets: client secrets by issuer URL, taken by the caller from
    where the file says; never in the file. A second load of the same file changes nothing. One entry in the access log.
    """
    file = read(data, secrets)

    def work(cabinet: Cabinet) -> tuple[Loaded, Noted]:
        known = roster_known.facts_of_roster(cabinet)
        defects = check(desk.catalog, known, file)
        if defects:
            raise Invalid(defects, "The roster was not loaded. Nothing was changed.")
        loaded = roster_changes.apply(cabinet, dict(desk.catalog.partner_types), known, file)
        # The directory is checked against the roster as it now is; a defect takes all of it back.
        loaded = roster_directory.apply(cabinet, desk.catalog, file.directory, loaded)
        return loaded, Noted(objects=loaded.handles)

    return desk.system(Action.ROSTER_LOAD, work)


def providers(desk: Desk) -> list[Provider]:
    """The identity providers in force, by name, each with what the sign-in protocol needs."""
    with desk.consulting() as cabinet:
        return appointed.facts_of_providers(cabinet)

"""Room: casework. Change the root key or an agency's key while everybody works on. Killed anywhere, it is run again.

At every moment each key opens: two roots, or two keys of one agency, stand side by side until nothing lies under the
older one. Every step is one commit or one change of a file, and running it again goes on where the last one ended.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from coordination.casework.desk import Desk, Noted
from coordination.casework.operating import rewrapping
from coordination.crypto.root import RootKey
from coordination.crypto.root_change import RootChange
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import Handle
from coordination.settings import Settings
from coordination.storage import rewraps

SETTLE = timedelta(seconds=40)
"""Longer than any transaction lasts: what a hub at work wrapped under the old root has been committed by then."""
Step = Callable[[str], None]
Wait = Callable[[float], object]


def rotate_root(desk: Desk, settings: Settings, step: Step, wait: Wait, *, settle: timedelta = SETTLE) -> str:
    """Give the hub a new root key; where the old one lies now. desk: the owner's. Logged at its beginning and end.

    step: told each step, in words. wait: waits so many seconds. A rotation that was killed is gone on with.
    """
    change = RootChange(settings.root_key_file)
    again = change.prepared or change.switched
    _note(desk, "root_resumed" if again else "root_begun")
    if not again:
        change.prepare()
        step("The next root key is made.")
    if change.prepared:
        _move(desk, change.target, step)
        change.switch()
        step("The next root key has taken its place.")
    until = desk.now + settle
    while True:
        moved = _move(desk, change.target, step)
        left = (until - desk.now).total_seconds()
        if not moved and left <= 0:
            break
        wait(min(max(left, 0.0), 5.0))
    retired = change.retire(desk.now)
    step("The old root key is retired.")
    _note(desk, "root_done")
    return retired.name


def _move(desk: Desk, root: RootKey, step: Step) -> int:
    """One pass over everything under a root; how much of it changed."""
    changed, last = 0, ""
    while True:
        with rewrapping(desk) as cabinet:
            last, count = rewraps.agency_keys_under(cabinet, root, last)
        changed += count
        if not last:
            break
        step(f"Agency keys moved under the new root: {changed}.")
    for which, (purpose, *_) in enumerate(rewraps.SECRETS):
        count, last = 0, ""
        while True:
            with rewrapping(desk) as cabinet:
                last, more = rewraps.secrets_under(cabinet, root, which, last)
            count += more
            if not last:
                break
            step(f"Secrets ({purpose.replace('_', ' ')}) moved under the new root: {count}.")
        changed += count
    return changed


def rotate_agency(desk: Desk, slug: str, step: Step) -> int:
    """Give an agency a new key and move its data keys under it; how many. desk: the owner's. Logged, and resumable."""
    with desk.consulting() as cabinet:
        found = rewraps.facts_of_agency(cabinet, slug)
    if found is None:
        sentence = f"There is no agency {slug!r}."
        raise Invalid({"agency": sentence}, sentence)
    agency_id, handle = found
    with rewrapping(desk) as cabinet:
        begun = rewraps.begin_agency(cabinet, agency_id)
    _note(desk, "agency_begun" if begun else "agency_resumed", handle)
    step("The agency has a second key." if begun else "A rotation that was cut off goes on.")
    changed, after = 0, ""
    while True:
        with desk.consulting() as cabinet:
            cases = rewraps.facts_of_cases(cabinet, after)
        if not cases:
            break
        with rewrapping(desk, cases) as cabinet:
            changed += rewraps.data_keys_under_newest(cabinet, agency_id, cases)
        after = cases[-1]
        step(f"Data keys moved under the new key: {changed}.")
    with rewrapping(desk) as cabinet:
        rewraps.finish_agency(cabinet, agency_id)
    step("The old key of the agency is gone.")
    _note(desk, "agency_done", handle)
    return changed


def _note(desk: Desk, reason: str, *objects: Handle) -> None:
    desk.note_system(Action.KEYS_ROTATE, Noted(reason=reason, objects=objects))

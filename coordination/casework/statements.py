"""Room: casework. The yearly confidentiality statement: nobody acts here before they accepted the one in force.

INVARIANT: a session gets its appointment only when nothing is due, so until then there is no actor and the gate lets
nothing through (sessions.start and sessions.choose ask `is_due`). A session lasts 12 hours at most, so a year that ends
meanwhile is noticed at the next sign-in.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from coordination.casework.desk import Desk, Noted
from coordination.model.account import STATEMENT_LASTS, Statement
from coordination.model.action import Action
from coordination.model.errors import Invalid
from coordination.model.ids import PersonId
from coordination.model.session import Browser, Session
from coordination.storage import accounts
from coordination.storage.cabinet import Cabinet

FOLDER = Path(__file__).resolve().parent.parent / "statement"
READ_IT = "Please tick the box to say that you have read the statement and accept it."
NEWER = "The statement was changed a moment ago. Please read the new one."


@lru_cache(maxsize=1)
def in_force() -> Statement:
    """The newest statement, by the date in its file's name."""
    path = max(FOLDER.glob("*.md"))
    title, *paragraphs = path.read_text(encoding="utf-8").strip().split("\n\n")
    return Statement(version=path.stem, title=title.removeprefix("# "), paragraphs=tuple(paragraphs))


def is_due(cabinet: Cabinet, person_id: PersonId) -> bool:
    """Whether the person has to accept the statement now: never did, another version, or a year (365 days) ago."""
    since = cabinet.now - STATEMENT_LASTS
    return not accounts.facts_of_whether_accepted(cabinet, person_id, in_force().version, since)


def due(desk: Desk, session: Session) -> Statement | None:
    """What the person of this session has to accept before anything else, or None."""
    with desk.consulting() as cabinet:
        return in_force() if is_due(cabinet, session.person_id) else None


def accept(desk: Desk, session: Session, version: str, *, read: bool, browser: Browser) -> None:
    """Accept the statement of this version; logged with version and date. Invalid on `read` when the box is empty."""
    if version != in_force().version or not read:
        raise Invalid({"read": READ_IT if version == in_force().version else NEWER})

    def work(cabinet: Cabinet) -> tuple[None, Noted]:
        accounts.accept(cabinet, session.person_id, version)
        noted = Noted(
            actor=session.person_handle,
            session=session.handle,
            purpose=f"statement:{version}",
            source=browser.source,
        )
        return None, noted

    desk.system(Action.STATEMENT_ACCEPT, work)

"""Room: database. What PostgreSQL is told at BEGIN, so that row-level security knows which rows to show.

Read by the policies of migration 0016 and those before it; on SQLite the scope and the grant stand alone. It is a net
under our own mistakes (a WHERE that was forgotten, a raw query): whoever can run SQL of their own can tell it as well.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coordination.model.context import NOBODY, Context, is_id
from coordination.model.errors import Invalid

ANY = "*"
"""In place of the cases that a transaction is about: none in particular, as when a list is drawn."""


@dataclass(frozen=True, slots=True)
class Told:
    """cases: whose sealed content may be seen; about: whose facts. Lists of ids with commas, or `ANY` for facts."""

    context: Context
    cases: str = ""
    about: str = ""

    def sql(self) -> str:
        """One SELECT that sets all of it until the transaction ends, also what is empty."""
        whose = self.context
        return (
            f"SELECT set_config('hub.cases', '{self.cases}', true), set_config('hub.about', '{self.about}', true), "
            f"set_config('hub.who', '{whose.who}', true), set_config('hub.person', '{whose.person}', true), "
            f"set_config('hub.program', '{whose.program}', true)"
        )


def told(context: Context, cases: Iterable[str] = (), about: Iterable[str] | None = None) -> Told:
    """Check and join. about: the cases whose facts are asked for, beside `cases`; None means any, where none is named.

    A transaction about a case is thereby shut for the rows of all others; only a list draws from any. Invalid when one
    of `cases` has a character that could end the text or pass for another id; what is asked about may be anything that
    somebody typed, and what can be no id is left out.
    """
    named = sorted(set(cases))
    if not all(map(is_id, named)):
        raise Invalid({"cases": "A case id has a character that ids never have."})
    if context == NOBODY:
        return Told(context, ",".join(named))
    asked = sorted({*named, *filter(is_id, about or ())})
    return Told(context, ",".join(named), ",".join(asked) if named or about is not None else ANY)

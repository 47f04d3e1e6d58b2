"""Room: plugins. What federal law makes somebody owe within a time, as far as its text was read.

Source: law-and-standards.md §2, rows marked [R:USC]. A state's title IV-E agency owes C1 and C2; here that is a program
of child protection.
"""

from __future__ import annotations

from coordination.declare import DeadlineRule, Event, InformationType, Unit

_MISSING_QUOTE = (
    "shall report immediately, and in no case later than 24 hours after receiving, information on missing or abducted "
    "children or youth to the law enforcement authorities for entry into the National Crime Information Center (NCIC) "
    "database and to the National Center for Missing and Exploited Children"
)

MISSING_TO_POLICE = DeadlineRule(
    slug="missing_to_police",
    version=1,
    title="Report the missing child to police, for entry into NCIC",
    event=Event.MISSING,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    at_once=True,
    owed_by=frozenset({"child_welfare"}),
    information_type=InformationType.MISSING,
    told="Police",
    number=True,
    citation="42 USC 671(a)(35)(B)",
    quote=_MISSING_QUOTE,
    source="law-and-standards.md §2 C2",
)
MISSING_TO_NCMEC = DeadlineRule(
    slug="missing_to_ncmec",
    version=1,
    title="Report the missing child to the National Center for Missing and Exploited Children",
    event=Event.MISSING,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    at_once=True,
    owed_by=frozenset({"child_welfare"}),
    information_type=InformationType.MISSING,
    told="NCMEC",
    number=True,
    citation="42 USC 671(a)(35)(B)",
    quote=_MISSING_QUOTE,
    source="law-and-standards.md §2 C2",
)

DEADLINES = (MISSING_TO_POLICE, MISSING_TO_NCMEC)

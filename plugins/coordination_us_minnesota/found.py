"""Room: plugins. Minnesota: what a county or tribal worker owes when a youth who was missing from care is found.

The sentence on the SEY/STY/At Risk screen says "immediately" and gives no hours, so it is no deadline here: the page of
a found child shows it as a duty without a clock.
"""

from __future__ import annotations

from coordination.declare import Basis, DeadlineRule, Event, InformationType, Unit

MEET_AFTER_FOUND = DeadlineRule(
    slug="meet_after_found",
    version=1,
    title="Meet with the youth: are they safe, what do they need, screen",
    event=Event.FOUND,
    amount=24,
    unit=Unit.ELAPSED_HOURS,
    basis=Basis.HAPPENED,
    owed_by=frozenset({"child_welfare"}),
    information_type=InformationType.MISSING,
    citation="Minnesota DHS, Child welfare response when youth go missing from care",
    quote=(
        "Child protection social workers must meet with youth within 24 hours after they are found to make sure they "
        "are safe, assess needs, and screen for trafficking and exploitation."
    ),
    source="seeds/000_b2063ed64b0171a8.txt; law-and-standards.md §2 C3",
)

FOUND_DEADLINES = (MEET_AFTER_FOUND,)

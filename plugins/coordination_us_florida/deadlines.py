"""Room: plugins. Florida's duty to call: once a victim is identified, staff report to the Abuse Hotline themselves.

The source sets no number of hours ("once victims are identified"): it is due at once, and the amount is no law but when
the agency itself begins to count it as overdue. What the statute says was not read (gaps.py).
"""

from __future__ import annotations

from coordination.declare import DeadlineRule, Event, InformationType, Unit

_AGENCY_DAY = 24  # hours: a default of ours, no law

CALL_THE_HOTLINE = DeadlineRule(
    slug="fl_call_hotline",
    version=1,
    title="Call the Florida Abuse Hotline",
    event=Event.TOOL_POSITIVE,
    amount=_AGENCY_DAY,
    unit=Unit.AT_ONCE,
    at_once=True,
    owed_by=frozenset({"juvenile_justice"}),
    information_type=InformationType.SCREENING,
    told="Florida Abuse Hotline",
    citation="Emerging Practices Within Child Welfare Responses, May 2013, practice 3",
    quote="Once victims are identified, DJJ staff reports them to the Florida Abuse Hotline",
    source="seed 004",
)

DEADLINES = (CALL_THE_HOTLINE,)

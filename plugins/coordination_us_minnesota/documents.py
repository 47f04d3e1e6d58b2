"""Room: plugins. What Minnesota's state system takes: the SEY/STY/At Risk screen of SSIS.

The seed names the screen and says when it is filled in. What each of its answers means was not read; workers decide.
"""

from __future__ import annotations

from coordination.declare import (
    OWN_TIME,
    Asked,
    DeadlineRule,
    Document,
    DocumentField,
    Event,
    InformationType,
    Unit,
    Worked,
)

_NOT_READ = "What SSIS offers here was not read. Choose it in SSIS; the hub does not decide it."


def _either(*places: tuple[str, str]) -> tuple[Asked, ...]:
    """A part of the missing episode first; behind it what was filed before there were episodes."""
    return tuple(Asked(form=form, question=question) for form, question in places)


SSIS_SCREEN = Document(
    slug="ssis_sey_sty_at_risk",
    version=1,
    title="SSIS: SEY/STY/At Risk screen",
    receiver="SSIS, the state’s child welfare system",
    where="Open the child’s workgroup in SSIS and fill in the screen there. Upload the debriefing form as well.",
    made_by=frozenset({"child_welfare"}),
    information_type=InformationType.CHILD_PROTECTION,
    fields=(
        DocumentField(
            slug="called",
            title="Name",
            sources=_either(("child", "legal_name"), ("child", "called")),
        ),
        DocumentField(slug="born", title="Date of birth", sources=(Asked(form="child", question="born"),)),
        DocumentField(
            slug="file_number",
            title="Your agency’s own file number",
            sources=(Asked(form="child", question="file_number"),),
        ),
        DocumentField(
            slug="last_seen_at",
            title="Missing since",
            sources=(
                Asked(form="missing_episode", question=OWN_TIME),
                Asked(form="missing_report", question="last_seen_at"),
            ),
        ),
        DocumentField(
            slug="found_at",
            title="Found",
            sources=_either(("missing_found", OWN_TIME), ("return_debrief", "found_at")),
        ),
        DocumentField(
            slug="met_at",
            title="Seen by a worker",
            sources=_either(("missing_debrief", "met_at"), ("return_debrief", "met_at")),
        ),
        DocumentField(
            slug="exchange",
            title="Given something of value for sex or work while away",
            sources=(
                Asked(form="trafficked_while_missing", question="suspected"),
                Asked(form="return_debrief", question="exchange"),
            ),
        ),
        DocumentField(
            slug="concern",
            title="Concern after the newest screening",
            sources=(Asked(form="screening_note", question="concern"),),
        ),
        DocumentField(slug="sey", title="SEY", not_encoded=_NOT_READ),
        DocumentField(slug="sty", title="STY", not_encoded=_NOT_READ),
        DocumentField(slug="at_risk", title="At risk", not_encoded=_NOT_READ),
        DocumentField(slug="case", title="Reference of this case in the hub", sources=(Worked.CASE_REFERENCE,)),
        DocumentField(slug="made_by", title="Agency and person who made this", sources=(Worked.MADE_BY,)),
    ),
    citation="Minnesota DHS, Child welfare response when youth go missing from care",
    quote=(
        "Any possible sex trafficking or exploitation that occurred while the youth was missing from care must also be "
        "immediately documented on the SEY/STY/At Risk screen in SSIS."
    ),
    source="seeds/000; seed checklist B5, B6",
    never=frozenset({InformationType.IMMIGRATION, InformationType.LOCATION}),
    proves=frozenset({"mn_ssis_screen"}),
)

# The seed says "immediately" and gives no number. An hour is the least that a deadline can have here.
SSIS_AT_ONCE = DeadlineRule(
    slug="mn_ssis_screen",
    version=1,
    title="Document it on the SEY/STY/At Risk screen in SSIS",
    event=Event.TRAFFICKED_WHILE_MISSING,
    amount=24,  # hours: no law, but when the agency itself counts it as overdue
    unit=Unit.AT_ONCE,
    at_once=True,
    owed_by=frozenset({"child_welfare"}),
    information_type=InformationType.CHILD_PROTECTION,
    told="SSIS",
    citation=SSIS_SCREEN.citation,
    quote=SSIS_SCREEN.quote,
    source=SSIS_SCREEN.source,
)

DOCUMENTS = (SSIS_SCREEN,)
DEADLINES = (SSIS_AT_ONCE,)

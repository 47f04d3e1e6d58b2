"""Room: plugins. A report to the CyberTipline: what happened on the internet, in words and never in pictures."""

from __future__ import annotations

from coordination.declare import Address, Asked, Document, DocumentField, InformationType
from coordination_us_federal.documents.child import AGE, CALLED, MADE_BY, REFERENCE

CYBERTIPLINE = Document(
    slug="cybertipline_report",
    version=1,
    title="Report to the CyberTipline",
    receiver="CyberTipline of the National Center for Missing & Exploited Children",
    where=(
        "Fill in their web form yourself. Never open, copy, send or attach pictures of abuse: say where they are, and "
        "leave the device to police."
    ),
    made_by=frozenset({"child_welfare", "law_enforcement"}),
    information_type=InformationType.REPORT,
    fields=(
        CALLED,
        AGE,
        DocumentField(
            slug="concerns",
            title="What is suspected",
            sources=(
                Asked(form="suspected_exploitation_report", question="concerns"),
                Asked(form="police_report", question="kinds"),
            ),
        ),
        DocumentField(
            slug="what_happened",
            title="What happened",
            sources=(
                Asked(form="suspected_exploitation_report", question="what_happened"),
                Asked(form="police_report", question="facts"),
            ),
        ),
        DocumentField(
            slug="happened_on",
            title="When it happened",
            sources=(
                Asked(form="suspected_exploitation_report", question="happened_on"),
                Asked(form="police_report", question="happened_on"),
            ),
        ),
        DocumentField(slug="site", title="Website, app, account names and links", hint="Nobody is asked for it here."),
        DocumentField(
            slug="incident_number",
            title="Number of the police report",
            sources=(Asked(form="police_report", question="number"),),
            needed=False,
        ),
        REFERENCE,
        MADE_BY,
    ),
    citation="Minnesota DHS, Child welfare response when youth go missing from care",
    quote=(
        "Reports of online exploitation of a child or child sexual abuse material can be made at "
        "https://report.cybertip.org/."
    ),
    source="seeds/000, NCMEC; seed checklist B8",
    addresses=(
        Address(
            title="CyberTipline",
            number="report.cybertip.org",
            source="Minnesota DHS, Child welfare response when youth go missing from care",
        ),
    ),
    never=frozenset({InformationType.IMMIGRATION, InformationType.LOCATION}),
    number=True,
)

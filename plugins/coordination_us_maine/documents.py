"""Room: plugins. What Maine's systems take: MACWIS Sex Trafficking Detail, and the report to the district attorney.

The questions of the MACWIS module were not read. The federal elements stand in their place, as the policy asks for them
in each AFCARS period.
"""

from __future__ import annotations

from coordination.declare import Asked, CodeSet, Document, DocumentField, InformationType, Population, Worked

_NOT_READ = "The questions of the MACWIS module were not read. Answer them there."


def _child(slug: str, title: str, *questions: str) -> DocumentField:
    return DocumentField(slug=slug, title=title, sources=tuple(Asked(form="child", question=one) for one in questions))


def _of_detail(slug: str, title: str, *, within: str = "") -> DocumentField:
    source = Asked(form="trafficking_detail", question=slug)
    return DocumentField(slug=slug, title=title, sources=(source,), not_encoded=_NOT_READ, within=within)


def _of_report(slug: str, title: str, *, needed: bool = True) -> DocumentField:
    source = Asked(form="suspected_exploitation_report", question=slug)
    return DocumentField(slug=slug, title=title, sources=(source,), needed=needed)


_CASE = DocumentField(slug="case", title="Reference of this case in the hub", sources=(Worked.CASE_REFERENCE,))
_MADE_BY = DocumentField(slug="made_by", title="Agency and person who made this", sources=(Worked.MADE_BY,))

MACWIS_DETAIL = Document(
    slug="macwis_trafficking_detail",
    version=1,
    title="MACWIS: Sex Trafficking Detail",
    receiver="MACWIS, the department’s own system",
    where="Open the module “Sex Trafficking Detail” in MACWIS and answer its questions there.",
    made_by=frozenset({"child_welfare"}),
    information_type=InformationType.CHILD_PROTECTION,
    fields=(
        DocumentField(slug="period", title="Reporting period", sources=(Worked.PERIOD,)),
        _child("called", "Name", "legal_name", "called"),
        _child("born", "Date of birth", "born"),
        DocumentField(slug="age", title="Age on the last day of the period", sources=(Worked.AGE_AT_PERIOD_END,)),
        _of_detail("before_care", "Victim of sex trafficking before entering care"),
        _of_detail("before_care_reported", "Before care: reported to law enforcement", within="before_care"),
        _of_detail("before_care_reported_on", "Before care: date of the report", within="before_care"),
        _of_detail("in_care", "Victim of sex trafficking while in care"),
        _of_detail("in_care_reported", "While in care: reported to law enforcement", within="in_care"),
        _of_detail("in_care_reported_on", "While in care: date of the report", within="in_care"),
        _CASE,
        _MADE_BY,
    ),
    citation="OCFS policy IV.D-2B C.1",
    quote=(
        "Document in MACWIS for Youth in the custody or care of the Department the questions posed in the MACWIS "
        "module labeled Sex Trafficking Detail. This will be done for each AFCARS reporting period for Youth "
        "12 and older."
    ),
    source="seeds/003, C.1; seed checklist A13",
    never=frozenset({InformationType.IMMIGRATION, InformationType.LOCATION}),
    code_sets=(
        CodeSet(
            slug="macwis_module",
            title="MACWIS module, in the periods of AFCARS",
            citation="OCFS policy IV.D-2B C.1, effective 7 April 2016",
            first="2016-04",
            not_encoded="Ask the department which answers the module offers.",
        ),
    ),
    speaks_of=Asked(form="trafficking_detail", question="as_of"),
    population=Population(
        youngest=12,
        home=Asked(form="placement_note", question="setting"),
        not_in_care=frozenset({"home"}),
        unsaid=frozenset({"unknown"}),
        since="since",
        ended="ended_on",
    ),
    unknown_is_blank=True,
)

DISTRICT_ATTORNEY = Document(
    slug="me_district_attorney_report",
    version=1,
    title="Report to the district attorney",
    receiver="District attorney of the county",
    where="Call or write to the district attorney of the county. The number is not kept here: ask your supervisor.",
    made_by=frozenset({"child_welfare"}),
    information_type=InformationType.REPORT,
    fields=(
        _child("called", "Name", "legal_name", "called"),
        _child("born", "Date of birth", "born"),
        _of_report("received_at", "When the report was called into intake"),
        _of_report("concerns", "What the report is about"),
        _of_report("what_happened", "What was seen, heard or told"),
        _of_report("happened_on", "When it happened"),
        _of_report("where", "Where it happened"),
        _of_report("offender_relation", "How the alleged offender is related to the child"),
        _of_report("danger_now", "In danger now"),
        _of_report("missing_now", "Missing now"),
        _of_report("other_children", "Other children who may be harmed", needed=False),
        _CASE,
        _MADE_BY,
    ),
    citation="OCFS policy IV.D-2B A.1 and B.1",
    quote=(
        "a report to the appropriate county District Attorney will be made immediately (if not done so already) and a "
        "referral to the nearest Child Advocacy Center (CAC) will be made"
    ),
    source="seeds/003, A.1, B.1 and Appendix A; seed checklist A2, A10",
    never=frozenset({InformationType.IMMIGRATION, InformationType.LOCATION}),
    proves=frozenset({"me_screened_out_to_da", "me_confirmed_da_report", "me_high_da_report"}),
)

DOCUMENTS = (MACWIS_DETAIL, DISTRICT_ATTORNEY)

"""Room: plugins. The victim elements of AFCARS for a child in foster care, by reporting period.

Read: 45 CFR 1355.43(a) and (d), and that elements return for periods from October 2028 and sections are lettered anew
(1355.43(b)(3)). Names and values of 1355.44(d) are from memory: the fields stand here and their codes do not.
"""

from __future__ import annotations

from coordination.declare import Asked, CodeSet, Document, DocumentField, InformationType, Population, Worked

_VALUES = "The codes of this element were not read (45 CFR 1355.44(d)). Take them from your state’s file layout."


def _of_form(slug: str, title: str, *, coded: bool = True, within: str = "") -> DocumentField:
    return DocumentField(
        slug=slug,
        title=title,
        sources=(Asked(form="trafficking_detail", question=slug),),
        not_encoded=_VALUES if coded else "",
        within=within,
    )


AFCARS = Document(
    slug="afcars_victim_elements",
    version=1,
    title="AFCARS: victim of sex trafficking",
    receiver="Your title IV-E agency’s file to the Children’s Bureau",
    where="Enter it in your state’s child welfare system, which sends the file of all children.",
    made_by=frozenset({"child_welfare"}),
    information_type=InformationType.CHILD_PROTECTION,
    fields=(
        DocumentField(slug="period", title="Reporting period", sources=(Worked.PERIOD,)),
        DocumentField(
            slug="record_number",
            title="Record number of the child in your state’s file",
            hint="Never a Social Security number. It is made by your state’s system.",
        ),
        DocumentField(slug="born", title="Date of birth", sources=(Asked(form="child", question="born"),)),
        DocumentField(slug="age", title="Age on the last day of the period", sources=(Worked.AGE_AT_PERIOD_END,)),
        _of_form("at_removal", "Sex trafficking among the circumstances at removal"),
        _of_form("before_care", "Victim of sex trafficking before entering foster care"),
        _of_form("before_care_reported", "Before care: reported to law enforcement", within="before_care"),
        _of_form("before_care_reported_on", "Before care: date of the report", coded=False, within="before_care"),
        _of_form("in_care", "Victim of sex trafficking while in foster care"),
        _of_form("in_care_reported", "While in care: reported to law enforcement", within="in_care"),
        _of_form("in_care_reported_on", "While in care: date of the report", coded=False, within="in_care"),
    ),
    citation="45 CFR 1355.43, 1355.44(d)",
    quote="must be reported blank",
    source="45 CFR 1355.43(d), as read in law-and-standards.md §3.1; §2 C22; seed checklist A13",
    never=frozenset({InformationType.IMMIGRATION, InformationType.LOCATION}),
    proves=frozenset({"afcars_file"}),
    code_sets=(
        CodeSet(
            slug="afcars_2020_rule",
            title="2020 rule",
            citation="85 FR 28410, in effect from 1 October 2022",
            first="2022-10",
            last="2028-04",
            not_encoded="Ask your state’s AFCARS team for the codes of 45 CFR 1355.44(d).",
        ),
        CodeSet(
            slug="afcars_from_october_2028",
            title="From October 2028, with the elements about Indian children",
            citation="45 CFR 1355.43(b)(3)",
            first="2028-10",
            not_encoded="Ask your state’s AFCARS team: elements return and sections are lettered anew.",
        ),
    ),
    speaks_of=Asked(form="trafficking_detail", question="as_of"),
    # Every child in care. Maine asks it of youth of twelve and older: coordination_us_maine/documents.py.
    population=Population(
        youngest=0,
        home=Asked(form="placement_note", question="setting"),
        not_in_care=frozenset({"home"}),
        unsaid=frozenset({"unknown"}),
        since="since",
        ended="ended_on",
    ),
    unknown_is_blank=True,
)

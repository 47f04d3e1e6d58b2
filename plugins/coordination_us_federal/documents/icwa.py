"""Room: plugins. Is this an Indian child? The inquiry at first contact, and the notice of a proceeding.

Read: 25 USC 1912(a); 25 CFR 23.11 (a copy to the BIA Regional Director). Not read: the regulation that lists what an
inquiry asks and what a notice must contain (25 CFR 23.107, 23.111), so those lists are not encoded here.
"""

from __future__ import annotations

from coordination.declare import Asked, Document, DocumentField, InformationType
from coordination_us_federal.documents.child import BORN, CALLED, MADE_BY, REFERENCE

_NOTICE = (
    "the party seeking the foster care placement of, or termination of parental rights to, an Indian child shall "
    "notify the parent or Indian custodian and the Indian child’s tribe, by registered mail with return receipt "
    "requested, of the pending proceedings and of their right of intervention."
)
_NOT_READ = "Which facts a notice must contain was not read here (25 CFR 23.111). Ask your attorney for the form."


def _of(form: str, slug: str, title: str, *, needed: bool = True, not_encoded: str = "") -> DocumentField:
    return DocumentField(
        slug=slug,
        title=title,
        sources=(Asked(form=form, question=slug),),
        needed=needed,
        not_encoded=not_encoded,
    )


ICWA_INQUIRY = Document(
    slug="icwa_inquiry_paper",
    version=1,
    title="Inquiry: is this an Indian child?",
    receiver="The court, your attorney, and each tribe that is named",
    where="It goes with your papers to the court, and by your own letter or call to each tribe. The tribe decides.",
    made_by=frozenset({"child_welfare"}),
    information_type=InformationType.CHILD_PROTECTION,
    fields=(
        CALLED,
        BORN,
        _of("icwa_inquiry", "happened_at", "When it was asked"),
        _of("icwa_inquiry", "asked", "Who was asked"),
        _of(
            "icwa_inquiry",
            "reason_to_know",
            "Is there reason to know that the child is an Indian child?",
            not_encoded="What counts as reason to know was not read here (25 CFR 23.107). Ask your attorney.",
        ),
        _of("icwa_inquiry", "said", "What they said, and how they know"),
        _of("icwa_inquiry", "tribes", "Tribes named"),
        _of("icwa_inquiry", "custodian", "Indian custodian, if there is one", needed=False),
        REFERENCE,
        MADE_BY,
    ),
    citation="25 USC 1912(a)",
    quote="where the court knows or has reason to know that an Indian child is involved",
    source="25 USC 1912(a), read in the United States Code; law-and-standards.md §2 C17, §7; seed checklist B16",
    never=frozenset({InformationType.IMMIGRATION, InformationType.LOCATION}),
)

ICWA_NOTICE = Document(
    slug="icwa_notice_paper",
    version=1,
    title="Notice of a proceeding about an Indian child",
    receiver="Parents, Indian custodian and each tribe; a copy to the BIA Regional Director",
    where=(
        "Send it by registered or certified mail with return receipt, one to each. When the receipt comes back, write "
        "the day on it on the form of that notice: no hearing until at least ten days after it, and up to twenty more "
        "when they ask."
    ),
    made_by=frozenset({"child_welfare"}),
    information_type=InformationType.CHILD_PROTECTION,
    fields=(
        CALLED,
        BORN,
        _of("icwa_notice", "to", "To whom this notice goes"),
        _of("icwa_notice", "recipient", "Name of the recipient"),
        DocumentField(
            slug="tribes",
            title="Tribe or tribes of the child",
            sources=(Asked(form="icwa_inquiry", question="tribes"),),
        ),
        _of("icwa_notice", "proceeding", "What the proceeding is about", not_encoded=_NOT_READ),
        _of("icwa_notice", "hearing_on", "Day of the hearing"),
        DocumentField(slug="rights", title="Right to intervene and to more time", not_encoded=_NOT_READ),
        REFERENCE,
        MADE_BY,
    ),
    citation="25 USC 1912(a); 25 CFR 23.11",
    quote=_NOTICE,
    source="25 USC 1912(a), read in the United States Code; law-and-standards.md §2 C17; seed checklist B16",
    never=frozenset({InformationType.IMMIGRATION, InformationType.LOCATION}),
)

"""Room: plugins. The packet for NCMEC about a missing child: what the law has reported "where reasonably possible"."""

from __future__ import annotations

from coordination.declare import OWN_TIME, Address, Asked, Document, DocumentField, InformationType, Source
from coordination_us_federal.documents.child import AGE, BORN, CALLED, MADE_BY, REFERENCE

_SEED = "Minnesota DHS, Child welfare response when youth go missing from care"


def _asked(*places: tuple[str, str]) -> tuple[Source, ...]:
    return tuple(Asked(form=form, question=question) for form, question in places)


def _of(form: str, slug: str, title: str, *, needed: bool = True) -> DocumentField:
    """A field of a part of the missing episode; what was filed before there were episodes stands behind it."""
    return DocumentField(slug=slug, title=title, sources=_asked((form, slug), ("missing_report", slug)), needed=needed)


def _looks(slug: str, title: str) -> DocumentField:
    return DocumentField(slug=slug, title=title, sources=_asked(("missing_description", slug)))


NCMEC = Document(
    slug="ncmec_packet",
    version=1,
    title="Packet for NCMEC about a missing child",
    receiver="National Center for Missing & Exploited Children",
    where="Call them, or fill in their web form for child welfare. A photograph is sent there, and not from here.",
    made_by=frozenset({"child_welfare"}),
    information_type=InformationType.MISSING,
    fields=(
        CALLED,
        BORN,
        AGE,
        DocumentField(
            slug="last_seen_at",
            title="When the child was last seen",
            sources=_asked(("missing_episode", OWN_TIME), ("missing_report", "last_seen_at")),
        ),
        _of("missing_episode", "from_where", "Missing from what kind of place"),
        _of("missing_episode", "circumstances", "What is known"),
        DocumentField(
            slug="photo",
            title="Where a recent photograph can be had",
            sources=_asked(("missing_photo", "holder"), ("missing_report", "photo")),
            hint="42 USC 671(a)(35)(B): a photo.",
        ),
        _looks("height", "Height"),
        _looks("weight", "Weight"),
        _looks("sex", "Sex"),
        _looks("race_ethnicity", "Race and ethnicity"),
        _looks("hair", "Hair"),
        _looks("eyes", "Eyes"),
        DocumentField(
            slug="description",
            title="What else the child looks like",
            sources=_asked(("missing_description", "marks"), ("missing_report", "description")),
            needed=False,
        ),
        _of("missing_dangers", "pregnant", "Pregnant"),
        _of("missing_dangers", "medicine", "Needs prescription medicine"),
        _of("missing_dangers", "suicidal", "Suicidal tendencies"),
        _of("missing_dangers", "trafficking_risk", "At risk of being trafficked"),
        _of("missing_dangers", "other_danger", "Other dangers", needed=False),
        DocumentField(
            slug="police_number",
            title="Number of the police report",
            sources=_asked(("missing_report", "police_number")),
        ),
        REFERENCE,
        MADE_BY,
    ),
    citation="42 USC 671(a)(35)(B)",
    quote=(
        "shall report immediately, and in no case later than 24 hours after receiving, information on missing or "
        "abducted children or youth to the law enforcement authorities for entry into the National Crime Information "
        "Center (NCIC) database and to the National Center for Missing and Exploited Children"
    ),
    source="law-and-standards.md §2 C2, C2a; seed checklist B8, C5",
    addresses=(
        Address(title="NCMEC, by telephone", number="1-800-THE-LOST (1-800-843-5678)", source=_SEED),
        Address(
            title="NCMEC, web form for child welfare professionals",
            number="missingkids.org/theissues/missingfromcare",
            source=_SEED,
        ),
    ),
    never=frozenset({InformationType.IMMIGRATION, InformationType.LOCATION}),
    proves=frozenset({"missing_to_ncmec"}),
    number=True,
)

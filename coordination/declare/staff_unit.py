"""Room: declare. Units: a few people of one program who take all cases of a kind, with one point person.

From practice, not from law (seed 004, *Emerging practices*), so the core declares them for every jurisdiction, and a
program has one only where its supervisor makes it.
"""

from __future__ import annotations

from dataclasses import dataclass

_SEED = "Emerging Practices, 2013 (seed 004)"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffUnit:
    """A kind of unit. quote: the source's own sentence. credential: slug of the training or license that each of its
    people needs, or "". slug: at most 16 letters, since it stands as the hours of an on-call line.
    """

    slug: str
    title: str
    citation: str
    quote: str
    credential: str = ""


UNITS = (
    StaffUnit(
        slug="clinical_team",
        title="Trafficking clinical team",
        citation=_SEED,
        quote="The Trafficking Clinical Team of licensed clinicians assesses victims within 72 hours.",
        credential="clinical_license",
    ),
    StaffUnit(
        slug="csec_unit",
        title="Sexual exploitation unit",
        citation=_SEED,
        quote="Multnomah County in Oregon has a 4-5 person commercial sexual exploitation-specific unit that "
        "coordinates on all cases identified across the county's child welfare system. There is a designated point "
        "person within the department who can respond to and collaborate with other partners on active cases within "
        "their jurisdiction.",
    ),
)

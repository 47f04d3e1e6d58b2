"""Room: plugins. Minnesota: trainings that the seeds name, and the certified settings for trafficked youth.

Read in the two pages of the Department of Human Services (seeds 000 and 001). Neither says how long a training holds or
that nobody may work before it, so none runs out by itself and each lapse warns. Of the certified settings they say
where the law can be read, and not what follows when one has run out: that warns too.
"""

from __future__ import annotations

from coordination.declare import Certification, Training

_CHILD_WELFARE = "Minnesota DHS, Child welfare response to trafficking (seed 000); Minn. Stat. 260E.36, subd. 1a"
_SAFE_HARBOR = "Minnesota DHS, Safe Harbor (seed 001)"
SPECIALIZED = "mn_specialized_setting"

TRAININGS = (
    Training(
        slug="mn_trafficking_response",
        title="Sex trafficking and sexual exploitation (260E.36, subd. 1a)",
        citation=_CHILD_WELFARE,
        quote="In compliance with the Justice for Victims of Trafficking Act, Minnesota Statutes, section 260E.36, "
        "subdivision 1a, requires all staff with child protection duties under Minn. Stat. 260C or 260E, to complete "
        "training on sex trafficking and sexual exploitation.",
        help="Register with the Minnesota Child Welfare Training Academy.",
        binds=frozenset({"child_welfare"}),
    ),
    Training(
        slug="mn_certified_setting_staff",
        title="Training of direct contact staff in certified settings (five modules)",
        citation=_SAFE_HARBOR,
        quote="All direct contact staff working in certified residential settings for ST/CSE/At Risk youth are "
        "required to take a commissioner-approved training, which is available here. The training consists of five "
        "modules and takes less than four hours to complete.",
        help="Take the five modules on the commissioner’s training site; they take less than four hours.",
        settings=frozenset({SPECIALIZED}),
    ),
    Training(
        slug="mn_not_a_number_facilitator",
        title="Facilitator of Not a Number groups",
        citation=_SAFE_HARBOR,
        quote="The Minnesota Department of Human Services partnered with Love 146, Inc. to provide access to "
        "scholarships for residential program staff to be trained as facilitators of Not a Number Human Trafficking "
        "prevention education groups for youth.",
        help="Ask the Department of Human Services about a scholarship.",
    ),
)
CERTIFICATIONS = (
    Certification(
        slug=SPECIALIZED,
        title="Certified setting for trafficked, exploited or at-risk youth",
        citation=_SAFE_HARBOR,
        quote="Use Licensing Information Lookup to find up-to-date information on certified settings.",
        help="Look it up in Licensing Information Lookup, or ask the program.",
        needs=frozenset({"shelter", "housing"}),
    ),
    Certification(
        slug="mn_qrtp",
        title="Qualified residential treatment program (QRTP)",
        citation=_SAFE_HARBOR,
        quote="For more information pertaining to QRTP or specialized settings certifications, contact "
        "FFPSA.Setting.Certification.DHS@state.mn.us",
        help="Look it up in Licensing Information Lookup, or ask the program.",
        needs=frozenset({"housing"}),
    ),
)

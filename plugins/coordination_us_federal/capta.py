"""Room: plugins. CAPTA (ix): child protection shares with government bodies that protect children under law.

42 USC 5106a(b)(2)(B)(viii) keeps the reports and records of child protection confidential and names who may have
them, among others (II) the entities described in (ix). (ix) has the State *require* disclosure to any Federal, State
or local government entity, or an agent of one, that needs the information to carry out its responsibilities under
law to protect children from abuse and neglect.
"""

from __future__ import annotations

from coordination.declare import Disclosure, InformationType, LegalAuthority

CAPTA_IX = LegalAuthority(
    slug="capta_ix",
    title="Federal child-protection law (CAPTA)",
    citation="42 USC 5106a(b)(2)(B)(ix)",
    sentence="federal law lets child protection share this with government agencies that protect children from abuse.",
)

# Which types: what (viii) speaks of, "reports and records" that child protection makes and keeps because of suspected
# abuse or neglect, and which police need to find and protect the child. Each line says why.
#   identity, location   whom to protect, and where (location still waits for a second factor)
#   report, screening    the report itself and what was found on looking into it
#   child_protection     the agency's own work on the report
#   missing              that the child is gone; police must be told of it anyway (42 USC 671(a)(35)(B))
# Left out, and so by release only:
#   reporter_identity    guarded by itself, (xviii); the floor closes it
#   placement            title IV-E material, 42 USC 671(a)(8); two readers of the notes differed, so the stricter holds
#   safety_plan, service_plan   made with the child and family to help them, not to look into abuse
#   case_review          the team's, under the state's team statute
#   education, medical, mental health, substance use and the like   not child protection's own; their own laws bind on
# Government only: an agent of a government body is also named in (ix), but who is an agent was not read (see gaps.py).
CHILD_PROTECTION_TO_GOVERNMENT = Disclosure(
    slug="child_protection_to_government",
    authority="capta_ix",
    sharing=frozenset({"child_welfare"}),
    recipients=frozenset({"child_welfare", "law_enforcement"}),
    types=frozenset(
        {
            InformationType.CHILD_PROTECTION,
            InformationType.IDENTITY,
            InformationType.LOCATION,
            InformationType.MISSING,
            InformationType.REPORT,
            InformationType.SCREENING,
        }
    ),
    government_only=True,
)

"""Room: plugins. Maine: what the department may tell a team that investigates, under its agreement.

Read: 22 MRSA 4008(2)(A): the department may disclose to an agency or person that takes part in a team that
investigates, under law or an agreement with the department. It may, and need not: that it agreed is what its own
officer recorded, with the agencies, types and days of the paper, so nothing opens before and nothing after. Who makes
a report never goes with it. What state law lets it tell without an agreement asks counsel (gaps.py).
"""

from __future__ import annotations

from coordination.declare import Disclosure, InformationType, LegalAuthority

TEAM_AGREEMENT = LegalAuthority(
    slug="me_4008_agreement",
    title="Agreement with the department on a team that investigates",
    citation="22 MRSA 4008(2)(A)",
    sentence="the department agreed with your agency on teams that investigate; use it for that purpose alone.",
)

TEAM_BY_AGREEMENT = Disclosure(
    slug="me_department_to_team",
    authority=TEAM_AGREEMENT.slug,
    sharing=frozenset({"child_welfare"}),
    recipients=frozenset({"child_advocacy_center", "law_enforcement", "medical", "mental_health", "prosecution"}),
    types=frozenset({InformationType.CHILD_PROTECTION, InformationType.REPORT, InformationType.SCREENING}),
    government_only=False,
    agreement=True,
)

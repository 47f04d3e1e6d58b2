"""Room: declare. The needs of a trafficked child: the words of referrals and of service plans alike.

HHS (Child Welfare Information Gateway), "Responding to Child Trafficking": the seven headings under which the guide
tells the needs of trafficked children (seed checklist C7). The list is closed: a referral keeps it in plain, and it
makes one open referral for a need and a target possible to enforce.
"""

from __future__ import annotations

from coordination.declare.form import Choice

NEEDS = (
    Choice(slug="physical_health", title="Physical health, with dental and sexual health"),
    Choice(slug="behavioral_health", title="Behavioral health: counseling, trauma, substance use"),
    Choice(slug="out_of_home_care", title="A safe place to live"),
    Choice(slug="education", title="Education"),
    Choice(slug="employment", title="Employment"),
    Choice(slug="legal", title="Legal help"),
    Choice(slug="other", title="Other: life skills, a mentor, an advocate, culture"),
)

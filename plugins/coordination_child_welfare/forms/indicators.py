"""Room: plugins. The HHS guide's example indicators and risk factors, as slugs and eighth-grade words.

Source: Child Welfare Information Gateway (2023), A Guide for Caseworkers, the list under "Screening" (16)
and the list under "Risk factors" (12). Words are shortened and none is added. Left out on purpose: two risk factors
(LGBTQIA2S+; substance use or mental illness) and, in the last indicator, the words "foreign national". Orientation,
treatment, health and immigration are information types of their own, and a screening may go to police by law.
"""

from __future__ import annotations

INDICATORS = (
    ("spoken_for", "May not speak alone, or looks for someone’s approval before answering"),
    ("coached", "Seems to have been told what to say"),
    ("no_papers", "Has no identification, or gives a false identity"),
    ("branding", "Has tattoos or brands they do not want to explain, or that match those of other young people"),
    ("changing_story", "Tells of life events that do not fit together (trauma can also do this)"),
    ("not_in_school", "Is not in school, or sleeps during class"),
    ("words_of_the_life", "Uses words of the sex trade (“daddy”, “trick”, “the life”)"),
    ("keys_cash_phones", "Has hotel keys, much cash, secret phones or apps, or several phone numbers"),
    ("secret_profiles", "Has secret online profiles, or speaks of escort or dating sites"),
    ("trips", "Tells of unexplained parties or trips to other cities or states"),
    ("lives_at_work", "Lives where they work, or is driven between home and work by guards or contractors"),
    ("unpaid", "Is paid little or nothing for work"),
    ("no_control_of_money", "Does not control their own money, or has no bank account"),
    ("long_hours", "Works long hours"),
    ("debt", "Says that pay goes to a debt for travel, housing or an employer"),
    ("past_debt", "Tells of forced work or commercial sex before coming here, or of coming here to pay off a debt"),
)

RISK_FACTORS = (
    ("maltreatment", "Maltreatment at home"),
    ("sexual_abuse", "Sexual abuse in the past"),
    ("systems", "Involved with child welfare or juvenile justice"),
    ("running", "Has run away before"),
    ("housing", "No secure housing"),
    ("money", "No secure income"),
    ("alone", "Cut off from family, friends or community"),
    ("unmet_needs", "Unmet needs for love, belonging or protection"),
    ("self_esteem", "Low self-esteem"),
    ("identity", "Lack of personal identity"),
)

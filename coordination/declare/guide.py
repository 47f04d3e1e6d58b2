"""Room: declare. The HHS guide's example indicators and risk factors: slug, eighth-grade words, and the guide's own.

Source: Child Welfare Information Gateway (2023), Human Trafficking and Child Welfare: A Guide for Caseworkers, the list
under "Screening" (16) and the list under "Risk factors" (12). Words are shortened and none is added. Left out on
purpose: two risk factors (LGBTQIA2S+; substance use or mental illness) and, in the last indicator, the words "foreign
national". Orientation, treatment, health and immigration are information types of their own, and a screen may go to
police by law.
"""

from __future__ import annotations

GUIDE = "Human Trafficking and Child Welfare: A Guide for Caseworkers, HHS 2023"

INDICATORS = (
    (
        "spoken_for",
        "May not speak alone, or looks for someone’s approval before answering",
        "Is not allowed to speak while alone or seeks another's approval before answering",
    ),
    (
        "coached",
        "Seems to have been told what to say",
        "Appears to have been coached or scripted about how to speak",
    ),
    (
        "no_papers",
        "Has no identification, or gives a false identity",
        "Does not possess identification or is dishonest about identity",
    ),
    (
        "branding",
        "Has tattoos or brands they do not want to explain, or that match those of other young people",
        (
            "Has tattoos or branding—such as those indicating money—that the child is reluctant to explain or that "
            "match those of other youth on your caseload"
        ),
    ),
    (
        "changing_story",
        "Tells of life events that do not fit together (trauma can also do this)",
        (
            "Describes inconsistent life events (traumatic experiences can jumble one's timeline of events or the "
            "person may feel the need to be dishonest)"
        ),
    ),
    (
        "not_in_school",
        "Is not in school, or sleeps during class",
        "Is not enrolled in school or sleeps during class",
    ),
    (
        "words_of_the_life",
        "Uses words of the sex trade (“daddy”, “trick”, “the life”)",
        'Uses terms related to sex work (e.g., "daddy," "trick," "the life")',
    ),
    (
        "keys_cash_phones",
        "Has hotel keys, much cash, secret phones or apps, or several phone numbers",
        "Possesses hotel keys, large amounts of money, secret cell phones or apps, or multiple cell phone numbers",
    ),
    (
        "secret_profiles",
        "Has secret online profiles, or speaks of escort or dating sites",
        "Has secret online profiles or references online escort ads or dating websites and apps",
    ),
    (
        "trips",
        "Tells of unexplained parties or trips to other cities or states",
        'Describes multiple unexplained "parties" or trips to other cities or States',
    ),
    (
        "lives_at_work",
        "Lives where they work, or is driven between home and work by guards or contractors",
        "Lives where they work or is transported between home and the workplace by guards, vans, or contractors",
    ),
    (
        "unpaid",
        "Is paid little or nothing for work",
        "Is paid little or nothing for work or services provided",
    ),
    (
        "no_control_of_money",
        "Does not control their own money, or has no bank account",
        "Is not in control of their money or has no financial records or bank account",
    ),
    ("long_hours", "Works long hours", "Works long hours"),
    (
        "debt",
        "Says that pay goes to a debt for travel, housing or an employer",
        (
            "Mentions that pay goes toward a debt to their employer, fees for travel, or housing provided by their "
            "employer"
        ),
    ),
    (
        "past_debt",
        "Tells of forced work or commercial sex before coming here, or of coming here to pay off a debt",
        (
            "Is a foreign national minor who reports prior concerns of forced labor or commercial sex in their home "
            "country or who reports coming to the United States to work and pay off debts"
        ),
    ),
)

RISK_FACTORS = (
    ("maltreatment", "Maltreatment at home", "History of maltreatment at home"),
    ("sexual_abuse", "Sexual abuse in the past", "History of sexual abuse"),
    (
        "systems",
        "Involved with child welfare or juvenile justice",
        "Involvement with the child welfare or juvenile justice systems",
    ),
    ("running", "Has run away before", "History of running away"),
    ("housing", "No secure housing", "Housing insecurity"),
    ("money", "No secure income", "Financial insecurity"),
    (
        "alone",
        "Cut off from family, friends or community",
        "Disconnection from family, peers, or community supports",
    ),
    (
        "unmet_needs",
        "Unmet needs for love, belonging or protection",
        "Unmet intangible or emotional needs (e.g., love, belonging, affection, protection)",
    ),
    ("self_esteem", "Low self-esteem", "Low self-esteem"),
    ("identity", "Lack of personal identity", "Lack of personal identity"),
)

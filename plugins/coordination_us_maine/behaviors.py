"""Room: plugins. What Maine's Appendix A asks: three things that confirm, two of high risk, 16 at-risk behaviours.

Two of the 16 touch information that is closed more strictly than a screen (infection and pregnancy; refugee status):
they count, and only the program that asked is shown the answer.
"""

from __future__ import annotations

from coordination.declare import ScreenItem, Section

FIRST_SECTIONS = (
    Section(
        slug="told",
        title="Told, or found by police",
        lead="Commercial sex is any sex act in exchange for something of value: money, food, clothing, a place to "
        "stay.",
        items=(
            ScreenItem(
                slug="told_forced",
                title="They told of commercial sex under force, fraud or threats",
                quote="They have disclosed commercial sex* as a result of force, fraud, or coercion",
                disclosure=True,
            ),
            ScreenItem(
                slug="told_unforced",
                title="They told of commercial sex, and that nobody forced them",
                quote="They have disclosed consensual commercial sex",
                hint="A child under 18 in commercial sex is a victim of trafficking, with force or without.",
                disclosure=True,
            ),
            ScreenItem(
                slug="police_identified",
                title="Police identified them as a victim of trafficking",
                quote="They have been identified by law enforcement as a victim of trafficking",
            ),
        ),
    ),
    Section(
        slug="travel",
        title="Travel and hotels",
        lead="Do not count missing episodes. The hub counts those on record, back to six months.",
        items=(
            ScreenItem(
                slug="state_lines",
                title="They tell of travel across state lines, with no known means for it",
                quote="They report travel across state lines (without known resources to do so)",
            ),
            ScreenItem(
                slug="hotels_for_sex",
                title="They said, or there are reports, that they are often in hotels to have sex",
                quote="They have confirmed or there are reports of frequenting hotels to have sex",
            ),
        ),
    ),
)

BEHAVIOR_SECTIONS = (
    Section(
        slug="history",
        title="What happened before",
        items=(
            ScreenItem(slug="abuse_history", title="Sexual abuse in the past", quote="History of sexual abuse"),
            ScreenItem(
                slug="justice_history",
                title="Juvenile justice was or is involved",
                quote="History of juvenile justice system involvement",
            ),
            ScreenItem(
                slug="ran_before",
                title="They ran away, or were reported missing, in the past",
                quote="History of running away or have been reported missing in the past",
            ),
            ScreenItem(
                slug="refugee",
                title="Refugee, asylee, asylum seeker or unaccompanied minor",
                quote="Status as a refugee, asylee, asylum seeker or unaccompanied minor",
                hint="Only your program is shown this answer. Write nothing more about it here.",
                own_only=True,
            ),
        ),
    ),
    Section(
        slug="people_and_places",
        title="People and places",
        items=(
            ScreenItem(
                slug="controlling_partner",
                title="A controlling or abusive older partner or adult",
                quote="Evidence of a controlling, abusive or dominating relationship with an older partner or adult",
            ),
            ScreenItem(slug="gang", title="Perhaps in a gang", quote="Suspected gang affiliation"),
            ScreenItem(
                slug="risky_areas",
                title="Often in places known for crime or risk",
                quote="Frequenting areas known for risky/criminal activities",
            ),
            ScreenItem(slug="hotels", title="Often in hotels or motels", quote="Frequenting hotels/motels"),
            ScreenItem(
                slug="secrecy",
                title="Secret or vague about whom they see, or where they are",
                quote="Secrecy, vagueness or defensiveness regarding relationships and/or location",
            ),
            ScreenItem(
                slug="new_peers",
                title="Cut off from family or friends, or new friends for no clear reason",
                quote="Disconnection from family or friends or new peer group that seems unwarranted",
            ),
            ScreenItem(slug="school", title="Cut off from school", quote="School disconnectedness"),
        ),
    ),
    Section(
        slug="signs",
        title="What you see",
        items=(
            ScreenItem(
                slug="infection_or_pregnancy",
                title="A sexually transmitted infection, or pregnancy",
                quote="Sexually transmitted infections/pregnancy",
                hint="Only your program is shown this answer. Write nothing more about it here.",
                own_only=True,
            ),
            ScreenItem(
                slug="brands",
                title="Brands or tattoos, above all names, initials, birth dates or crowns",
                quote="Evidence of brands or tattoos, especially names, initials, birthdates, or crowns",
            ),
            ScreenItem(slug="injuries", title="Injuries that are not explained", quote="Unexplained physical injuries"),
            ScreenItem(
                slug="fear",
                title="Fear, worry, always on guard, sadness, or feeling followed",
                quote="Behaviors that include fear, anxiety, hyper vigilance, depression or paranoia",
            ),
            ScreenItem(
                slug="money",
                title="Money, costly clothes, or hair and nails often done, that are not explained",
                quote="Unexplained amounts of money, expensive clothes, frequent hair and nail maintenance",
            ),
        ),
    ),
)

BEHAVIORS = tuple(item.slug for section in BEHAVIOR_SECTIONS for item in section.items)

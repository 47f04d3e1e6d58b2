"""Room: tests. The oracle of Maine's Appendix A: which tier, and what it obliges, worked out from the seed alone.

Written by somebody who has not read the hub's rule tree, its tools or its scoring. It imports nothing of the hub.
SEED = seed 003_1556d34b4e9d369a.txt (Maine OCFS IV.D-2B, "Effective 4/7/16"), quoted beside each line. CHOICE = where
the seed can be read in two ways, the product decision taken (architecture note, 8; checklist rows A4, A8), which a
keyword switches.

How to use it: `tier(answers, runs, at)` and `obliged(tier)`. Answers are keyed by the slugs of ITEMS, whose values are
the seed's own words, so that a tool is matched by the words and not by its slugs. An item left out was not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

MAINE = ZoneInfo("America/New_York")  # Maine keeps Eastern time
TIERS = ("confirmed", "high", "moderate", "at_risk", "none")  # the highest first; "none" is no tier, never "no victim"
ANSWERS = ("yes", "no", "unknown", "not_asked")

# SEED: "A CONFIRMED victim of HT / ANY of the following:"
CONFIRMED = {
    "disclosed_forced": "They have disclosed commercial sex* as a result of force, fraud, or coercion",
    "disclosed_consensual": "They have disclosed consensual commercial sex",
    "identified_by_police": "They have been identified by law enforcement as a victim of trafficking",
}
# SEED: "At HIGH RISK for experiencing HT / ANY of the following:"
HIGH = {
    "crossed_state_lines": "They report travel across state lines (without known resources to do so)",
    "hotels_for_sex": "They have confirmed or there are reports of frequenting hotels to have sex",
}
# The third line of HIGH is counted from the missing episodes and asked of nobody (checklist A3).
HIGH_BY_RUNS = "They have run away or been reported missing two or more times in the previous 6 months"
# SEED: "At MODERATE RISK for experiencing HT / ANY of the following:"
MODERATE = {"has_run": "They have run away or been reported missing"}
MODERATE_BY_COUNT = "Four or more “at risk” behaviors, below"
# SEED: "At RISK for experiencing HT / THREE or fewer of the following:"
AT_RISK_BY_COUNT = "THREE or fewer of the following:"
BEHAVIOURS = {
    "sexual_abuse": "History of sexual abuse",
    "juvenile_justice": "History of juvenile justice system involvement",
    "history_of_running": "History of running away or have been reported missing in the past",
    "controlling_partner": (
        "Evidence of a controlling, abusive or dominating relationship with an older partner or adult"
    ),
    "infections_pregnancy": "Sexually transmitted infections/pregnancy",
    "gang": "Suspected gang affiliation",
    "brands_tattoos": "Evidence of brands or tattoos, especially names, initials, birthdates, or crowns",
    "risky_areas": "Frequenting areas known for risky/criminal activities",
    "hotels": "Frequenting hotels/motels",
    "injuries": "Unexplained physical injuries",
    "secrecy": "Secrecy, vagueness or defensiveness regarding relationships and/or location",
    "disconnection": "Disconnection from family or friends or new peer group that seems unwarranted",
    "fear": "Behaviors that include fear, anxiety, hyper vigilance, depression or paranoia",
    "unexplained_money": "Unexplained amounts of money, expensive clothes, frequent hair and nail maintenance",
    "school": "School disconnectedness",
    "refugee": "Status as a refugee, asylee, asylum seeker or unaccompanied minor",
}
ITEMS = {**CONFIRMED, **HIGH, **MODERATE, **BEHAVIOURS}

FOOTNOTE = (
    "*Commercial sex is the exchange of any sex act for something of value (money, food, clothing, shelter etc.)."
)
NOT_A_CLEARANCE = (
    "The lack of a “confirmation” or “high risk” score does not mean that a minor may not be experiencing trafficking"
    " or exploitation, or that an MDT response may not be helpful."
)
FOR_TRAINED_PEOPLE = "This tool is intended to guide trained professionals in assessing for trafficking"

# What a tier obliges, in plain words.
IN_MACWIS = "identified in MACWIS as a trafficking victim"
TEAM_THROUGH_CAC = "team convened through the nearest CAC"
DA_REPORT = "report to the District Attorney"
CONSULTATION = "consultation with an administrator and a supervisor"
REFERRALS = "referrals as necessary"


def start_of_six_months(at: datetime, zone: ZoneInfo = MAINE) -> datetime:
    """The same time of day, six months earlier on the local calendar; where that month is too short, its last day.

    SEED: "in the previous 6 months" says no more. CHOICE: calendar months on the clock of `zone`; answer in UTC.
    """
    local = at.astimezone(zone)
    year, month = (local.year, local.month - 6) if local.month > 6 else (local.year - 1, local.month + 6)
    for day in (local.day, 30, 29, 28):
        try:
            return local.replace(year=year, month=month, day=min(day, local.day)).astimezone(UTC)
        except ValueError:
            continue  # that month has no such day
    raise AssertionError


def runs_in_six_months(runs: Iterable[datetime], at: datetime, zone: ZoneInfo = MAINE) -> int:
    """How many missing episodes began in the six months before `at`, both ends counted; one later than `at` is not.

    `runs`: when each episode began (aware). "Ran" and "reported missing" of one episode are one run (checklist A3).
    """
    first = start_of_six_months(at, zone)
    return sum(1 for run in runs if first <= run <= at)


def _yes(answers: Mapping[str, str], items: Iterable[str]) -> int:
    """How many were answered yes. Unknown and not asked are not yes; they are not no either (architecture, 8)."""
    return sum(1 for item in items if answers.get(item) == "yes")


def tier(
    answers: Mapping[str, str],
    runs: Sequence[datetime],
    at: datetime,
    *,
    zone: ZoneInfo = MAINE,
    nothing_is: str = "none",
    history_is_a_run: bool = True,
) -> str:
    """The highest tier of which one line is met: confirmed, high, moderate, at_risk or none.

    `runs`: when each missing episode began; `at`: when the tool is scored. Both aware.
    `nothing_is`: CHOICE (A8). Zero behaviours are "THREE or fewer" to the letter ("at_risk"); taken as no tier.
    `history_is_a_run`: CHOICE (A8). The third behaviour, history of running, also meets the line of MODERATE.
    """
    strange = [f"{item}={answer}" for item, answer in answers.items() if item not in ITEMS or answer not in ANSWERS]
    if strange:
        raise ValueError(f"Appendix A has no {strange}.")
    # "A CONFIRMED victim of HT / ANY of the following:"
    if _yes(answers, CONFIRMED) >= 1:
        return "confirmed"
    # "At HIGH RISK for experiencing HT / ANY of the following:"; "two or more times in the previous 6 months"
    if _yes(answers, HIGH) >= 1 or runs_in_six_months(runs, at, zone) >= 2:
        return "high"
    # "They have run away or been reported missing": an answer, or any episode on record, however old
    ran = _yes(answers, MODERATE) >= 1 or any(run <= at for run in runs)
    if history_is_a_run:
        ran = ran or answers.get("history_of_running") == "yes"
    behaviours = _yes(answers, BEHAVIOURS)
    # "At MODERATE RISK ... ANY of the following: -They have run away ... -Four or more “at risk” behaviors, below"
    if ran or behaviours >= 4:
        return "moderate"
    # "At RISK ... THREE or fewer of the following:"
    return "at_risk" if behaviours >= 1 else nothing_is


# (a confirmed line, a line of HIGH, runs in six months, has run ever, behaviours other than running) -> tier.
# None stands for "whatever it is". Read from the top; the first row that fits is the answer. For a caseworker to check.
TABLE: tuple[tuple[bool | None, bool | None, str, bool | None, str, str], ...] = (
    (True, None, "any", None, "any", "confirmed"),
    (False, True, "any", None, "any", "high"),
    (False, False, "two or more", None, "any", "high"),
    (False, False, "none or one", True, "any", "moderate"),
    (False, False, "none or one", False, "four or more", "moderate"),
    (False, False, "none or one", False, "one to three", "at_risk"),
    (False, False, "none or one", False, "none", "none"),
)


def by_table(*, confirmed: bool, high: bool, recent_runs: int, has_run: bool, others: int) -> str:
    """The tier as TABLE has it. has_run: the answer, the history, or any episode; others: behaviours but running."""
    recent = "two or more" if recent_runs >= 2 else "none or one"
    many = "four or more" if others >= 4 else "one to three" if others >= 1 else "none"
    for of_confirmed, of_high, of_recent, of_run, of_many, answer in TABLE:
        if (
            of_confirmed in (None, confirmed)
            and of_high in (None, high)
            and of_recent in ("any", recent)
            and of_run in (None, has_run)
            and of_many in ("any", many)
        ):
            return answer
    raise AssertionError


def combinations(at: datetime) -> Iterator[tuple[dict[str, str], list[datetime]]]:
    """All combinations of the triggers, 12,288 of them, as (answers, runs) for `tier` at `at`.

    Each line that is no behaviour, and the history of running, yes or no; none to fifteen of the other behaviours yes,
    the rest unknown (which of them does not matter: each is tried alone in the self-tests); none, one or two episodes
    inside six months; none or one, a second older than that.
    """
    asked = [*CONFIRMED, *HIGH, *MODERATE, "history_of_running"]
    others = [item for item in BEHAVIOURS if item != "history_of_running"]
    old = start_of_six_months(at) - timedelta(seconds=1)
    for said in product(("yes", "no"), repeat=len(asked)):
        for yes, recent, older in product(range(len(others) + 1), range(3), range(2)):
            answers = dict(zip(asked, said, strict=True))
            answers |= {item: "yes" if place < yes else "unknown" for place, item in enumerate(others)}
            yield answers, [at - timedelta(days=n) for n in range(recent)] + [old] * older


def obliged(tier: str, *, high_reports_to_da: bool = True, da_has_report: bool = False) -> set[str]:
    """What the tier obliges the caseworker to do.

    `high_reports_to_da`: CHOICE (A4). For HIGH the body (B.2) names the CAC alone, the appendix also the report to the
    District Attorney; both are done. `da_has_report`: SEED B.1 "(if not done so already)": a report made is not made
    again. No tier is given a number of hours by the seed; a confirmed one's report is made "immediately".
    """
    acts: dict[str, set[str]] = {
        # Appendix: "Client identified in MACWIS as HT victim Convene MDT through CAC Report to District Attorney made"
        # B.1: "a report to the appropriate county District Attorney will be made immediately (if not done so already)
        # and a referral to the nearest Child Advocacy Center (CAC) will be made to convene a multidisciplinary team"
        "confirmed": {IN_MACWIS, TEAM_THROUGH_CAC, DA_REPORT},
        # Appendix: "Convene MDT through CAC / Report to District Attorney made"
        # B.2: "a referral to the nearest CAC will be made to convene a multidisciplinary team"
        "high": {TEAM_THROUGH_CAC, DA_REPORT} if high_reports_to_da else {TEAM_THROUGH_CAC},
        # Appendix: "Consultation with Program Administrator or Assistant Program Administrator and a Supervisor to
        # determine next steps and referrals"
        # B.3: "a consultation meeting should be set up by the caseworker that includes a Program Administrator or
        # Assistant Program Administrator and a Supervisor to plan for safety and next steps and to strategize around
        # the running away behavior and other identified risk factors."
        "moderate": {CONSULTATION},
        # Appendix: "Make referrals as necessary, especially to sexual assault support services"
        # B.4: "make referrals as necessary to local community based service agencies."
        "at_risk": {REFERRALS},
        # No tier, no obligation of a tier. A worker may still convene a team (NOT_A_CLEARANCE; checklist A9).
        "none": set(),
    }
    return acts[tier] - ({DA_REPORT} if da_has_report else set())


# How an obligation is met, beside the act itself.
# B.2, of HIGH: what the team speaks about.
SHARED_IN_THE_TEAM = "Information around all assessed risk factors should be shared and planned for within the MDT."


def quorum(present: Iterable[str]) -> bool:
    """B.3: "a Program Administrator or Assistant Program Administrator and a Supervisor".

    `present`: of program_administrator, assistant_program_administrator, supervisor, and whoever else is there.
    Nobody counts twice: each word is one person's office.
    """
    there = set(present)
    return "supervisor" in there and bool(there & {"program_administrator", "assistant_program_administrator"})


# B: "For districts that do not have local Child Advocacy Centers, Caseworkers and Supervisors should work together to
# form a MDT with the following people as required invitees: Local Law Enforcement, someone from the appropriate
# District Attorney’s office,  Sexual Assault Advocate, and others who have meaningful contact with the youth."
INVITEES_WITHOUT_CAC = {
    "law_enforcement": "Local Law Enforcement",
    "prosecution": "someone from the appropriate District Attorney’s office",
    "victim_advocacy": "Sexual Assault Advocate",
    "others": "others who have meaningful contact with the youth",
}

# A.1: who decides on a report, and what a report that is screened out needs.
TWO_DECIDE = (
    "caseworkers and supervisor will work together to ensure that the report is either screened in for Child Welfare"
    " intervention, or if not appropriate for Child Welfare intervention, a referral to the appropriate District"
    " Attorney’s (DA) Office will be made within 24 hours of the report being called into intake."
)


def intake_may_close(*, deciders: set[str], screened_in: bool, da_referral: bool) -> bool:
    """A.1: caseworker and supervisor have both decided, and a report that is not screened in was referred to the DA."""
    return {"caseworker", "supervisor"} <= deciders and (screened_in or da_referral)


# A.2: when the tool is taken out.
SCREEN_WHEN = (
    "If a child has gone missing from either a home, residential facility or Homeless or Emergency shelter, or if a"
    " Caseworker feels that the Youth may have been in circumstances that the Youth may have experienced HT or CSEC"
    " utilize the screening tool and protocols outlined."
)
# C.1: whom the MACWIS module is filled in for.
MACWIS_DETAIL = "This will be done for each AFCARS reporting period for Youth 12 and older."

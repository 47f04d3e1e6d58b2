"""Room: tests. The oracle of Minnesota's route: which response a report of child sex trafficking takes.

Written by somebody who has not read the hub's routes; it imports nothing of the hub.
SEED = seeds 000_b2063ed64b0171a8.txt and 001_305179a5203f73a0.txt, which say it in the same words. LAW = the law and
standards note, C12: "Path: all screened-in sex trafficking investigated regardless of offender; from **1 Jul 2024**
*noncaregiver sex trafficking assessment*" at screening, 260E.17. The seeds name it a *response*, the statute an
*assessment*: it is one route with two names.
"""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

MINNESOTA = ZoneInfo("America/Chicago")
FROM = date(2024, 7, 1)

INVESTIGATION = "investigation"
NONCAREGIVER_RESPONSE = "non-caregiver sex trafficking response"
NOT_SCREENED_IN = "not screened in: the sentences give no route"
OPEN = "left open by the seed"
STATUSES = ("caregiver", "non_caregiver", "unknown")

REPORT_ALL = (
    "Mandated reporters must report all known or suspected sex trafficking of children to local child protection"
    " agencies, regardless of relationship to alleged offenders."
)
BEFORE = (
    "All screened-in reports of sex trafficking must be investigated by child protection, regardless of alleged"
    " offender relationship."
)
SINCE = (
    "Effective July 1, 2024, reports of non-caregiver sex trafficking will be assessed using a non-caregiver sex"
    " trafficking response."
)
OTHERS = "Other reports will continue to be investigated."
MORE = "More detailed guidance is available in Bulletin 24-68-10 Child Trafficking (PDF)."

# What a tool may do with an unknown caregiver status from 1 July 2024 on. Read to the letter, a report that is not
# known to be one "of non-caregiver sex trafficking" is one of the "other reports", and is investigated; a tool may as
# well say that it cannot tell and have somebody decide. What it may not do is to send it to the response unasked.
MAY_DO_WHEN_OPEN = frozenset({INVESTIGATION, OPEN})


def report_day(received: datetime) -> date:
    """The local day of the report in Minnesota. `received`: aware. Midnight is Minnesota's, not the server's."""
    return received.astimezone(MINNESOTA).date()


def route(day: date, caregiver: str, *, screened_in: bool) -> str:
    """The response a report takes.

    `day`: the day of the report (report_day), not today: an old report keeps the old rule whenever it is looked at.
    `caregiver`: what is known of the alleged offender: caregiver, non_caregiver, unknown.
    """
    if caregiver not in STATUSES:
        raise ValueError(f"No caregiver status {caregiver}.")
    if not screened_in:
        return NOT_SCREENED_IN  # "All *screened-in* reports": of others the seeds say nothing
    if day < FROM:
        return INVESTIGATION  # BEFORE: "regardless of alleged offender relationship", so unknown as well
    return {
        "non_caregiver": NONCAREGIVER_RESPONSE,  # SINCE
        "caregiver": INVESTIGATION,  # OTHERS
        "unknown": OPEN,  # neither sentence names it
    }[caregiver]


# The whole of it. (day of the report, caregiver status, screened in) -> route. For a caseworker to check.
TABLE: dict[tuple[date, str, bool], str] = {
    (date(2024, 6, 30), "caregiver", True): INVESTIGATION,
    (date(2024, 6, 30), "non_caregiver", True): INVESTIGATION,
    (date(2024, 6, 30), "unknown", True): INVESTIGATION,
    (date(2024, 6, 30), "caregiver", False): NOT_SCREENED_IN,
    (date(2024, 6, 30), "non_caregiver", False): NOT_SCREENED_IN,
    (date(2024, 6, 30), "unknown", False): NOT_SCREENED_IN,
    (date(2024, 7, 1), "caregiver", True): INVESTIGATION,
    (date(2024, 7, 1), "non_caregiver", True): NONCAREGIVER_RESPONSE,
    (date(2024, 7, 1), "unknown", True): OPEN,
    (date(2024, 7, 1), "caregiver", False): NOT_SCREENED_IN,
    (date(2024, 7, 1), "non_caregiver", False): NOT_SCREENED_IN,
    (date(2024, 7, 1), "unknown", False): NOT_SCREENED_IN,
}

# (when it came in, UTC) -> its day in Minnesota. Summer time: midnight there is 05:00 UTC.
DAYS: dict[str, date] = {
    "2024-06-30T12:00:00+00:00": date(2024, 6, 30),
    "2024-07-01T00:00:00+00:00": date(2024, 6, 30),  # July already in UTC, seven in the evening of 30 June there
    "2024-07-01T04:59:59+00:00": date(2024, 6, 30),
    "2024-07-01T05:00:00+00:00": date(2024, 7, 1),
    "2024-07-01T05:00:01+00:00": date(2024, 7, 1),
}

"""Room: tests. Deadlines worked out by hand on a wall calendar: the oracle of deadlines and the hub must agree on each.

Start and due are wall-clock times of the zone with the offset of that day, so that summer time shows. Chicago keeps
-06:00 in winter and -05:00 in summer, New York -05:00 and -04:00; in 2024 clocks went forward on Sunday 10 March and
back on Sunday 3 November, both at 02:00. HOLIDAYS are the days on which the United States kept a federal holiday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tests.oracles.due import CALENDAR_DAYS, DAYS_AFTER_RECEIPT, ELAPSED_HOURS, WORKING_DAYS, WORKING_HOURS

CHICAGO = "America/Chicago"
NEW_YORK = "America/New_York"
PHOENIX = "America/Phoenix"  # no summer time
GUAM = "Pacific/Guam"

HOLIDAYS = frozenset(
    {
        date(2021, 6, 18),  # Juneteenth, a Saturday, kept on Friday
        date(2021, 12, 24),  # Christmas, a Saturday, kept on Friday
        date(2021, 12, 31),  # New Year's Day of 2022, a Saturday, kept on the Friday of the year before
        date(2022, 12, 26),  # Christmas, a Sunday, kept on Monday
        date(2023, 1, 2),  # New Year's Day, a Sunday, kept on Monday
        date(2023, 11, 10),  # Veterans Day, a Saturday, kept on Friday
        date(2023, 11, 23),  # Thanksgiving
        date(2023, 12, 25),  # Christmas, a Monday
        date(2024, 1, 1),
        date(2024, 1, 15),  # Martin Luther King Jr. Day
        date(2024, 2, 19),  # Washington's Birthday
        date(2024, 5, 27),  # Memorial Day
        date(2024, 6, 19),  # Juneteenth, a Wednesday
        date(2024, 7, 4),  # a Thursday
        date(2024, 9, 2),  # Labor Day, a Monday
        date(2024, 10, 14),  # Columbus Day
        date(2024, 11, 11),  # Veterans Day, a Monday
        date(2024, 11, 28),  # Thanksgiving, a Thursday
        date(2024, 12, 25),  # a Wednesday
        date(2025, 1, 1),  # a Wednesday
        date(2026, 6, 19),  # Juneteenth, a Friday
        date(2026, 7, 3),  # 4 July, a Saturday, kept on Friday
    }
)


@dataclass(frozen=True, slots=True)
class Example:
    """One deadline. start, due: ISO, with offset. why: how it was worked out."""

    unit: str
    amount: int
    zone: str
    start: str
    due: str
    why: str

    def starts_at(self) -> datetime:
        """The start, aware."""
        return datetime.fromisoformat(self.start)

    def due_at(self) -> datetime:
        """The due instant, aware."""
        return datetime.fromisoformat(self.due)


def _all(unit: str, *rows: tuple[int, str, str, str, str]) -> tuple[Example, ...]:
    return tuple(Example(unit, *row) for row in rows)


ELAPSED = _all(
    ELAPSED_HOURS,
    (24, CHICAGO, "2024-03-09T20:00-06:00", "2024-03-10T21:00-05:00", "spring: the night lost an hour on the wall"),
    (24, NEW_YORK, "2024-03-09T20:00-05:00", "2024-03-10T21:00-04:00", "the same in New York"),
    (24, CHICAGO, "2024-11-02T20:00-05:00", "2024-11-03T19:00-06:00", "autumn: the night had an hour more"),
    (24, NEW_YORK, "2024-11-02T20:00-04:00", "2024-11-03T19:00-05:00", "the same in New York"),
    (2, CHICAGO, "2024-03-10T01:30-06:00", "2024-03-10T04:30-05:00", "02:00 to 03:00 was not"),
    (24, CHICAGO, "2024-11-03T01:30-05:00", "2024-11-04T00:30-06:00", "the first half past one of that night"),
    (24, CHICAGO, "2024-11-03T01:30-06:00", "2024-11-04T01:30-06:00", "the second half past one"),
    (24, PHOENIX, "2024-03-09T20:00-07:00", "2024-03-10T20:00-07:00", "no summer time in Phoenix"),
    (24, CHICAGO, "2024-02-28T23:00-06:00", "2024-02-29T23:00-06:00", "leap day"),
    (24, CHICAGO, "2023-02-28T23:00-06:00", "2023-03-01T23:00-06:00", "no leap day"),
    (2, CHICAGO, "2024-01-31T22:30:01-06:00", "2024-02-01T00:30:01-06:00", "month end; seconds stay"),
    (24, CHICAGO, "2024-12-31T22:15-06:00", "2025-01-01T22:15-06:00", "year end, into a holiday: it runs on"),
    (72, CHICAGO, "2024-08-30T17:00-05:00", "2024-09-02T17:00-05:00", "long weekend: hours run through it"),
    (24, CHICAGO, "2024-03-08T23:10-06:00", "2024-03-09T23:10-06:00", "missing on a Friday night"),
    (36, NEW_YORK, "2024-06-30T13:00-04:00", "2024-07-02T01:00-04:00", "a day and a half"),
)

WORKING_HOUR = _all(
    WORKING_HOURS,
    (72, CHICAGO, "2024-02-26T09:30:15-06:00", "2024-02-29T09:30:15-06:00", "Monday to Thursday, nothing between"),
    (72, CHICAGO, "2024-08-30T18:00-05:00", "2024-09-05T18:00-05:00", "Fri 6, Labor Day, Tue 24, Wed 24, Thu 18"),
    (24, CHICAGO, "2024-08-31T10:00-05:00", "2024-09-04T00:00-05:00", "Saturday: all of Tuesday counts"),
    (24, CHICAGO, "2024-09-07T10:00-05:00", "2024-09-10T00:00-05:00", "Saturday counts from Monday 00:00"),
    (1, CHICAGO, "2024-09-07T00:00-05:00", "2024-09-09T01:00-05:00", "the first instant of Saturday"),
    (1, CHICAGO, "2024-09-06T23:59:59-05:00", "2024-09-09T00:59:59-05:00", "one second of Friday counted"),
    (12, CHICAGO, "2024-09-06T12:00-05:00", "2024-09-07T00:00-05:00", "the last hour ends as Friday ends"),
    (24, CHICAGO, "2024-07-04T09:00-05:00", "2024-07-06T00:00-05:00", "starts on a holiday: Friday is the 24"),
    (24, CHICAGO, "2026-07-02T18:00-05:00", "2026-07-06T18:00-05:00", "4 July a Saturday: Thu 6, Mon 18"),
    (24, CHICAGO, "2021-12-30T12:00-06:00", "2022-01-03T12:00-06:00", "New Year's Day a Saturday: Thu 12, Mon 12"),
    (72, CHICAGO, "2021-12-23T12:00-06:00", "2021-12-29T12:00-06:00", "Christmas a Saturday: Thu 12, Mon, Tue, Wed 12"),
    (24, CHICAGO, "2022-12-23T12:00-06:00", "2022-12-27T12:00-06:00", "Christmas a Sunday: Fri 12, Tue 12"),
    (24, NEW_YORK, "2023-11-09T06:00-05:00", "2023-11-13T06:00-05:00", "Veterans Day a Saturday: Thu 18, Mon 6"),
    (24, NEW_YORK, "2024-11-27T15:00-05:00", "2024-11-29T15:00-05:00", "Thanksgiving: Wed 9, Fri 15"),
    (72, CHICAGO, "2024-03-08T18:00-06:00", "2024-03-13T18:00-05:00", "spring: the lost hour was a Sunday's"),
    (72, NEW_YORK, "2024-11-01T18:00-04:00", "2024-11-06T18:00-05:00", "autumn: the hour more was a Sunday's"),
    (72, NEW_YORK, "2024-02-28T12:00-05:00", "2024-03-04T12:00-05:00", "leap day: Wed 12, Thu 24, Fri 24, Mon 12"),
    (1, NEW_YORK, "2024-09-07T00:30-04:00", "2024-09-09T01:00-04:00", "one instant: in New York it is Saturday"),
    (1, CHICAGO, "2024-09-06T23:30-05:00", "2024-09-09T00:30-05:00", "the same instant: in Chicago still Friday"),
    (24, GUAM, "2024-09-06T20:00+10:00", "2024-09-09T20:00+10:00", "Guam's Friday: Fri 4, Mon 20"),
)

WORKING_DAY = _all(
    WORKING_DAYS,
    (5, CHICAGO, "2024-09-09T10:00-05:00", "2024-09-16T23:59:59-05:00", "Tue, Wed, Thu, Fri, Mon"),
    (1, CHICAGO, "2024-08-30T20:00-05:00", "2024-09-03T23:59:59-05:00", "Friday evening before Labor Day"),
    (3, CHICAGO, "2024-08-30T20:00-05:00", "2024-09-05T23:59:59-05:00", "Tue, Wed, Thu"),
    (1, CHICAGO, "2024-09-07T10:00-05:00", "2024-09-09T23:59:59-05:00", "starts on a Saturday"),
    (1, CHICAGO, "2024-07-04T09:00-05:00", "2024-07-05T23:59:59-05:00", "starts on a holiday"),
    (1, CHICAGO, "2026-07-02T09:00-05:00", "2026-07-06T23:59:59-05:00", "4 July a Saturday, kept on Friday"),
    (1, CHICAGO, "2021-06-17T09:00-05:00", "2021-06-21T23:59:59-05:00", "Juneteenth a Saturday, kept on Friday"),
    (3, CHICAGO, "2021-12-30T09:00-06:00", "2022-01-05T23:59:59-06:00", "year end: Mon, Tue, Wed"),
    (5, CHICAGO, "2024-12-23T09:00-06:00", "2024-12-31T23:59:59-06:00", "24, 26, 27, 30, 31 December"),
    (6, CHICAGO, "2024-12-23T09:00-06:00", "2025-01-02T23:59:59-06:00", "and 2 January"),
    (1, CHICAGO, "2024-03-08T12:00-06:00", "2024-03-11T23:59:59-05:00", "spring"),
    (1, NEW_YORK, "2024-11-01T12:00-04:00", "2024-11-04T23:59:59-05:00", "autumn"),
    (1, CHICAGO, "2024-09-09T23:30-05:00", "2024-09-10T23:59:59-05:00", "late Monday, already Tuesday in UTC"),
    (1, CHICAGO, "2024-09-09T23:59:59-05:00", "2024-09-10T23:59:59-05:00", "the last second of Monday"),
    (1, CHICAGO, "2024-09-10T00:00-05:00", "2024-09-11T23:59:59-05:00", "the first second of Tuesday"),
    (2, CHICAGO, "2024-02-28T09:00-06:00", "2024-03-01T23:59:59-06:00", "leap day and 1 March"),
)

CALENDAR_DAY = _all(
    CALENDAR_DAYS,
    (5, CHICAGO, "2024-08-30T20:00-05:00", "2024-09-04T23:59:59-05:00", "31 August, 1 to 4 September"),
    (45, CHICAGO, "2024-01-15T09:00-06:00", "2024-02-29T23:59:59-06:00", "16 of January, 29 of February"),
    (45, CHICAGO, "2023-01-15T09:00-06:00", "2023-03-01T23:59:59-06:00", "16 of January, 28 of February, 1 of March"),
    (45, CHICAGO, "2024-02-01T09:00-06:00", "2024-03-17T23:59:59-05:00", "28 of February, 17 of March; summer by then"),
    (
        30,
        NEW_YORK,
        "2024-10-10T08:00-04:00",
        "2024-11-09T23:59:59-05:00",
        "21 of October, 9 of November; winter by then",
    ),
    (1, CHICAGO, "2024-03-09T12:00-06:00", "2024-03-10T23:59:59-05:00", "onto the day of 23 hours"),
    (1, CHICAGO, "2024-03-10T01:30-06:00", "2024-03-11T23:59:59-05:00", "from the day of 23 hours"),
    (1, CHICAGO, "2024-11-02T12:00-05:00", "2024-11-03T23:59:59-06:00", "onto the day of 25 hours"),
    (1, NEW_YORK, "2024-11-03T01:30-04:00", "2024-11-04T23:59:59-05:00", "from the day of 25 hours"),
    (1, CHICAGO, "2024-01-31T09:00-06:00", "2024-02-01T23:59:59-06:00", "month end"),
    (30, NEW_YORK, "2024-04-30T09:00-04:00", "2024-05-30T23:59:59-04:00", "thirty days, not a month"),
    (90, NEW_YORK, "2024-12-01T12:00-05:00", "2025-03-01T23:59:59-05:00", "30, 31, 28 and 1"),
    (1, CHICAGO, "2024-12-31T23:59:59-06:00", "2025-01-01T23:59:59-06:00", "year end, onto a holiday: it counts"),
    (1, CHICAGO, "2024-12-24T09:00-06:00", "2024-12-25T23:59:59-06:00", "a holiday is a day"),
    (1, NEW_YORK, "2024-07-01T00:30-04:00", "2024-07-02T23:59:59-04:00", "one instant: in New York it is July"),
    (1, CHICAGO, "2024-06-30T23:30-05:00", "2024-07-01T23:59:59-05:00", "the same instant: in Chicago still June"),
    (1, CHICAGO, "2024-09-09T23:59:30-05:00", "2024-09-10T23:59:59-05:00", "half a minute before midnight"),
)

RECEIPT = _all(
    DAYS_AFTER_RECEIPT,
    (10, CHICAGO, "2024-03-04T14:00-06:00", "2024-03-14T23:59:59-05:00", "through the spring change"),
    (20, NEW_YORK, "2024-02-20T11:00-05:00", "2024-03-11T23:59:59-04:00", "9 of February, 11 of March"),
    (15, CHICAGO, "2023-12-20T16:00-06:00", "2024-01-04T23:59:59-06:00", "11 of December, 4 of January"),
    (10, CHICAGO, "2024-08-31T10:00-05:00", "2024-09-10T23:59:59-05:00", "received on a Saturday before Labor Day"),
)

EXAMPLES = ELAPSED + WORKING_HOUR + WORKING_DAY + CALENDAR_DAY + RECEIPT

# (last day of the AFCARS period, last day to file): LAW C22, "due 15 May / 14 Nov (45 d; weekend -> Monday)".
AFCARS = (
    (date(2020, 9, 30), date(2020, 11, 16)),  # 14 November was a Saturday
    (date(2021, 3, 31), date(2021, 5, 17)),  # 15 May was a Saturday
    (date(2021, 9, 30), date(2021, 11, 15)),  # 14 November was a Sunday
    (date(2022, 3, 31), date(2022, 5, 16)),  # 15 May was a Sunday
    (date(2022, 9, 30), date(2022, 11, 14)),  # a Monday
    (date(2024, 3, 31), date(2024, 5, 15)),  # a Wednesday
    (date(2024, 9, 30), date(2024, 11, 14)),  # a Thursday
)

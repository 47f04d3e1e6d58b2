"""Room: demo. The hub's clock while the demo is loaded: days gone by, one after the other."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordination.demo.residents import ZONE


class Calendar:
    """The hub's clock while the demo is loaded: it is set to days gone by, and a second passes with each look."""

    def __init__(self, today: datetime) -> None:
        self.today = today
        self._now = today - timedelta(days=60)

    def __call__(self) -> datetime:
        """The instant, UTC."""
        self._now = min(self._now + timedelta(seconds=1), self.today)
        return self._now

    def turn(self, days_ago: int, clock: str) -> None:
        """Go to a time of day ("09:30", in the village's zone), so many days ago. INVARIANT: only forwards."""
        day = (self.today.astimezone(ZoneInfo(ZONE)) - timedelta(days=days_ago)).date()
        at = datetime.combine(day, time.fromisoformat(clock), tzinfo=ZoneInfo(ZONE)).astimezone(self.today.tzinfo)
        self._now = max(self._now, min(at, self.today))

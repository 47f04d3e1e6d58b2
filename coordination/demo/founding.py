"""Room: demo. The demo's data folder: marked before anything is in it, loaded once, and never a real hub.

The mark is a file. While it says "loading" the folder holds half a demo, which the next start throws away and begins
anew; only what the demo itself made is ever removed. `init` and `serve` refuse a marked folder (cli/init, cli/serve).
"""

from __future__ import annotations

import heapq
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path

from coordination.casework import issuers, roster
from coordination.casework.desk import Desk
from coordination.demo import (
    brief_stories,
    more_stories,
    stories_at_court,
    stories_of_care,
    stories_of_plans,
    stories_of_the_missing,
    stories_of_the_south,
)
from coordination.demo.calendar import Calendar
from coordination.demo.directory import SERVICES, directory
from coordination.demo.going_live import go_live
from coordination.demo.people import AGENCIES
from coordination.demo.provider.keys import FILE as PROVIDER_KEYS
from coordination.demo.residents import ZONE, issuer_of
from coordination.demo.residents import roster as whole_roster
from coordination.demo.staff import agree, certificates, homes, team_up
from coordination.demo.stories import Story
from coordination.demo.village import Village
from coordination.hub import COOKIE_KEY, DEMO_MARK, SOURCE_KEY, Hub, utc_now
from coordination.model.errors import Misconfigured
from coordination.settings import Settings, is_loopback

STORIES = (
    *more_stories.STORIES,
    *stories_at_court.STORIES,
    *stories_of_care.STORIES,
    *stories_of_plans.STORIES,
    *stories_of_the_missing.STORIES,
    *stories_of_the_south.STORIES,
    *brief_stories.STORIES,
)
LOADING, LOADED = "loading\n", "loaded\n"
Progress = Callable[[int, int], None]
Telling = Callable[[Village], Story]

NOT_EMPTY = "This folder holds a real hub, which the demonstration must not touch. Choose another: COORDINATION_HOME"


def check_settings(settings: Settings) -> None:
    """Misconfigured unless the demo stays on this machine, by its own address."""
    if not is_loopback(settings.host):
        raise Misconfigured("The demonstration listens on this machine only: leave COORDINATION_HOST unset.")
    if settings.public_url != f"http://{settings.host}:{settings.port}" or settings.trusted_proxies:
        raise Misconfigured("The demonstration answers at its own address only: leave COORDINATION_PUBLIC_URL unset.")
    # INVARIANT: what a half-loaded demo removes lies in its own marked folder, whatever the settings are by then.
    if not all(path.is_relative_to(settings.home) for path in _made(settings)):
        raise Misconfigured("The demonstration keeps its keys, database and checkpoints in COORDINATION_HOME alone.")


def prepare(settings: Settings) -> bool:
    """Make or take up the data folder; whether the community is still to be loaded. Raises Misconfigured."""
    home = settings.prepare_home()
    mark = home / DEMO_MARK
    if not mark.exists():
        if any(path.exists() for path in _made(settings)):
            raise Misconfigured(NOT_EMPTY)
        mark.write_text(LOADING, encoding="ascii")
    elif mark.read_text(encoding="ascii") == LOADED:
        return False
    for path in _made(settings):
        _remove(path)
    Hub.create_keys(settings)
    return True


def load(settings: Settings, base_url: str, told: Progress | None = None, stories: Sequence[Telling] = STORIES) -> None:
    """Load roster and stories into a migrated, empty hub, in about ten seconds. base_url: the demo provider's.

    told: hears how many days of the community's past are told, and how many there are. stories: what is told.
    """
    calendar = Calendar(utc_now())
    with closing(Hub.open(settings, clock=calendar)) as hub:
        if roster.providers(hub.desk):
            raise Misconfigured("The database is not empty, so the demonstration is not loaded into it.")
        roster.load(hub.desk, whole_roster(base_url))
        village_issuers = {slug: issuer_of(base_url, slug) for slug in AGENCIES}
        listed = directory(village_issuers, ZONE, calendar.today)
        listed["services"] = [*SERVICES, *homes(ZONE, calendar.today)]
        listed["certificates"] = certificates(village_issuers, ZONE, calendar.today)
        roster.load(hub.desk, listed)
        village = Village(hub.desk, calendar, base_url)
        go_live(village)
        tell(stories, village, told)
        team_up(village)
        agree(village)
        village.welcome()
        village.go_home()


def finish(settings: Settings) -> None:
    """Write down that the whole community is there."""
    (settings.home / DEMO_MARK).write_text(LOADED, encoding="ascii")


def tell(stories: Iterable[Telling], village: Village, told: Progress | None = None) -> None:
    """Tell the stories side by side, in the order of their days. told: as for `load`."""
    waiting: list[tuple[int, str, int, Story]] = []
    for number, begin in enumerate(stories):
        _turn_page(waiting, number, begin(village))
    first = waiting[0][0] if waiting else 0
    while waiting:
        back, clock, number, story = heapq.heappop(waiting)
        if told is not None:
            told(back - first, -first)
        village.day(-back, clock)
        _turn_page(waiting, number, story)


def _turn_page(waiting: list[tuple[int, str, int, Story]], number: int, story: Story) -> None:
    """Let a story go on until it names its next day, oldest days first in the heap."""
    for days_ago, clock in story:
        heapq.heappush(waiting, (-days_ago, clock, number, story))
        return


def provider_port(desk: Desk, default: int) -> int:
    """The port on which the provider was last time, since the roster's issuers name it."""
    ports = {int(provider.url.split(":")[2].split("/")[0]) for provider in roster.providers(desk)}
    return ports.pop() if len(ports) == 1 else default


def point(desk: Desk, base_url: str) -> None:
    """Have the roster name the provider where it listens now. Misconfigured when it trusts any but this machine's."""
    if not issuers.all_on_loopback(desk):
        raise Misconfigured("This database trusts an identity provider elsewhere, so it is not the demonstration's.")
    known = {provider.agencies[0]: provider.url for provider in roster.providers(desk)}
    moved = {known[name]: issuer_of(base_url, slug) for slug, (name, _government) in AGENCIES.items() if name in known}
    issuers.readdress(desk, moved)


def _made(settings: Settings) -> list[Path]:
    """Everything that a demo, or a real hub, keeps in its folder."""
    home = settings.home
    database = [
        Path(settings.database_url.removeprefix("sqlite:///") + end)
        for end in ("", "-wal", "-shm")
        if settings.database_url.startswith("sqlite:///")
    ]
    keys = [settings.root_key_file, settings.signing_key_file, home / COOKIE_KEY, home / SOURCE_KEY]
    return [*database, *keys, settings.checkpoint_copy, home / PROVIDER_KEYS]


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)

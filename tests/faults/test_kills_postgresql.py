"""Room: tests. PostgreSQL: a process killed at each message it sends or hears, and the server crashed in the midst.

The server's own durability is PostgreSQL's (fsync is the server's setting, and `synchronous_commit` off is refused);
what is ours is that act, entry and key travel in one transaction, and that a lost connection acknowledges nothing.
"""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest

from coordination.model.ids import new_id
from tests.community import Community, make_community
from tests.faults import strace
from tests.faults.breakable import Breakable
from tests.faults.nursery import Hired, Nursery, environ_of
from tests.faults.soundness import acknowledged, faults

pytestmark = [pytest.mark.postgres, pytest.mark.power, pytest.mark.slow]

SEED = 261
CRASHES = 6
# Every so manyth message of each kind; the sequencer sends a hundred, and its log grows with each kill.
STRIDES = {"correct": {"sendto": 1, "recvfrom": 4}, "number": {"sendto": 8, "recvfrom": 12}}


@pytest.fixture
def community(breakable_cluster: Breakable, tmp_path: Path) -> Iterator[Community]:
    """A community on a cluster that may be broken."""
    with contextmanager(make_community)(breakable_cluster, tmp_path / "home") as made:
        yield made


def environ(community: Community) -> dict[str, str]:
    """What a clerk of this community is told."""
    return environ_of(community.hub.settings.home, community.databases.app, community.databases.sequencer)


def sound(community: Community) -> list[str]:
    """What is broken there now."""
    settings = community.hub.settings
    return faults(settings, acknowledged(settings.home), reader=community.databases.superuser)


@pytest.mark.parametrize("act", STRIDES)
def test_a_process_killed_at_any_message_leaves_a_whole_act_or_none(
    act: str, community: Community, nursery: Nursery
) -> None:
    with nursery.clerk(environ(community)) as clerk:
        for earlier in ("open", "invite", "leave"):
            clerk.do(earlier)
    kills = dict.fromkeys(STRIDES[act], 0)
    for call, stride in STRIDES[act].items():
        for nth in count(1, stride):
            with nursery.clerk(environ(community)) as clerk:
                for earlier in ("meet", "file", *(["read"] * 9 if act == "number" else [])):
                    clerk.do(earlier)
                key = new_id()
                with strace.tampering(clerk.pid, call, "signal=SIGKILL", str(nth), ()):
                    clerk.tell(act, key)
                    said = clerk.hear()
            assert sound(community) == [], (call, nth)
            if said is not None:
                assert said[0] == "done"
                break
            kills[call] += 1
    assert min(kills.values()) > 4
    with nursery.clerk(environ(community)) as clerk:
        for later in ("file", "correct", "release", "number", "leave"):
            clerk.do(later)
    assert sound(community) == []
    print(f"postgresql, {act}: killed at {sum(kills.values())} messages {kills}, lost 0")


def test_a_server_that_crashes_in_the_midst_loses_nothing_acknowledged_and_the_hub_goes_on(
    community: Community, nursery: Nursery, breakable_cluster: Breakable
) -> None:
    rng, failed = random.Random(SEED), 0
    with nursery.clerk(environ(community)) as clerk:
        for earlier in ("open", "invite", "file", "release", "meet"):
            clerk.do(earlier)
        for _crash in range(CRASHES):
            acts = ["file", "correct", "release", "revoke", "read", "number", "correct"] * 4
            for act in acts:
                clerk.tell(act)
            time.sleep(rng.uniform(0.01, 0.12))
            breakable_cluster.crash()
            failed += unanswered(clerk, len(acts))
            breakable_cluster.start_again()
            assert sound(community) == []
            for act in ("file", "release", "read", "number"):  # the same process, without a restart
                clerk.do(act)
        clerk.do("leave")
    assert failed > CRASHES
    assert sound(community) == []
    print(f"postgresql: {CRASHES} crashes, {failed} acts answered Unavailable, lost 0")


def unanswered(clerk: Hired, count_: int) -> int:
    """How many acts ended without an acknowledgement; none may take long, and none may be anything but an outage."""
    failed = 0
    for _act in range(count_):
        said = clerk.hear()
        assert said is not None
        assert said[0] == "done" or said[1] in {"Unavailable", "Conflict"}, (
            said
        )  # Conflict: corrected or revoked before
        failed += said[0] == "failed"
    return failed

"""Room: tests. The clerk: a real process that does real casework for a test which may stop it at any instant.

`python -m tests.faults.clerk FD` is the nursery: everything is imported once, and each clerk is a fork of it that gets
a socket of its own. A clerk opens the hub, signs people in, and does what it is told. What it did it says twice: to the
test, and before that to the file `acks` beside the hub, so that a trace has each acknowledgement in its place.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import socket
import sys
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

from coordination.audit.sequencer import Sequencer
from coordination.casework import cases, records, releases, sessions, teams
from coordination.database import sqlite
from coordination.hub import Hub, keeping
from coordination.model.actor import Actor
from coordination.model.errors import HubError
from coordination.model.ids import CaseId, PersonId, ProgramId, RecordId, ReleaseId, new_id
from coordination.model.session import Browser, Proof
from coordination.partners.load import load
from coordination.settings import DEFAULT_PLUGINS, Settings
from tests.community import START, issuer_of

ANYBODY = -1  # PR_SET_PTRACER_ANY: strace may watch this process although it is not its parent
PR_SET_PTRACER = 0x59616D61
FORM, FIELD = "child_protection_note", "note"
ACKS = "acks"  # what was acknowledged, a line each
LAST = "last"  # what the newest case, record and release were, for the next clerk of this hub


@dataclass(slots=True, kw_only=True)
class Clerk:
    """People at work in one process. last: the newest case, record and release, which the next act is about."""

    home: Path
    environ: Mapping[str, str]
    now: datetime = START
    hub: Hub = field(init=False)
    acks: int = field(init=False)
    people: dict[str, Actor] = field(default_factory=dict)
    last: dict[str, str] = field(default_factory=dict)
    kept: ExitStack = field(default_factory=ExitStack)
    sequencer: Sequencer | None = None

    def __post_init__(self) -> None:
        """Open the hub and the file of acknowledgements."""
        self.hub = Hub.open(Settings.read(self.environ), clock=self.tick)
        self.acks = os.open(self.home / ACKS, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        if (self.home / LAST).exists():
            self.last = json.loads((self.home / LAST).read_text())

    def tick(self) -> datetime:
        """Each look at the clock is a microsecond later."""
        self.now += timedelta(microseconds=1)
        return self.now

    def do(self, name: str, key: str) -> str:
        """Do one act, acknowledge it, and return what it made."""
        made = ACTS[name](self, key)
        line = json.dumps({"did": name, "key": key, "made": made})
        os.write(self.acks, f"{line}\n".encode())
        return made

    def who(self, slug: str) -> Actor:
        """A person, signed in once."""
        if slug not in self.people:
            proof = Proof(issuer=issuer_of(slug), subject=slug, auth_time=self.now, asked_at=self.now, mfa=True)
            token = sessions.start(self.hub.desk, proof, Browser())
            session = sessions.find(self.hub.desk, token)
            assert session is not None
            assert session.actor is not None
            self.people[slug] = session.actor
        return self.people[slug]


def _open(clerk: Clerk, key: str) -> str:
    typed = {"called": "Bluebird", "age": "about 15"}
    clerk.last["case"] = cases.open_case(clerk.hub.desk, clerk.who("ana_cps_worker"), typed, key)
    return clerk.last["case"]


def _read(clerk: Clerk, key: str) -> str:
    return str(cases.read(clerk.hub.desk, clerk.who("ana_cps_worker"), _case(clerk)).called and key)


def _invite(clerk: Clerk, key: str) -> str:
    program = clerk.who("det_lake").program_id
    teams.invite(clerk.hub.desk, clerk.who("ana_cps_worker"), _case(clerk), ProgramId(program), key)
    return program


def _assign(clerk: Clerk, key: str) -> str:
    person = clerk.who("det_lake").person_id
    teams.assign(clerk.hub.desk, clerk.who("sgt_lake"), _case(clerk), PersonId(person), key)
    return person


def _file(clerk: Clerk, key: str) -> str:
    typed = {FIELD: f"Seen at the bus station, {key}. " + "The worker wrote down what was said. " * 20}
    made = records.file(clerk.hub.desk, clerk.who("ana_cps_worker"), _case(clerk), FORM, typed, key)
    clerk.last["record"] = made
    return made


def _correct(clerk: Clerk, key: str) -> str:
    # The same form again is about the same record, though a newer one corrects it by then.
    record = RecordId(clerk.last.setdefault(f"corrected under {key}", clerk.last["record"]))
    typed = {FIELD: f"Seen at the train station, {key}."}
    made = records.correct(clerk.hub.desk, clerk.who("ana_cps_worker"), _case(clerk), record, typed, key)
    clerk.last["record"] = made
    return made


def _withdraw(clerk: Clerk, key: str) -> str:
    record = RecordId(clerk.last["record"])
    records.withdraw(clerk.hub.desk, clerk.who("ana_cps_worker"), _case(clerk), record, "wrong_case", key)
    return record


def _release(clerk: Clerk, key: str) -> str:
    typed: dict[str, str | tuple[str, ...]] = {
        "recipients": (clerk.who("det_lake").program_id,),
        "types": ("child_protection",),
        "purpose": "investigation",
        "expires_on": (clerk.now + timedelta(days=30)).date().isoformat(),
        "not_condition": "yes",
        "under_18": "yes",
        "signer_1_capacity": "minor",
        "signer_1_name": "Bluebird Jones",
        "signer_1_abuser": "no",
        "signer_2_capacity": "parent",
        "signer_2_name": "Robin Jones",
        "signer_2_abuser": "no",
        "method": "paper",
    }
    made = releases.record(clerk.hub.desk, clerk.who("ana_cps_worker"), _case(clerk), typed, key)
    clerk.last["release"] = made
    return made


def _revoke(clerk: Clerk, key: str) -> str:
    release = ReleaseId(clerk.last["release"])
    releases.revoke(clerk.hub.desk, clerk.who("ana_cps_worker"), _case(clerk), release, "oral", key)
    return release


def _number(clerk: Clerk, key: str) -> str:
    """One step of the sequencer, which signs when ten entries wait."""
    if clerk.sequencer is None:
        clerk.sequencer = clerk.kept.enter_context(keeping(clerk.hub.settings))
        clerk.sequencer._after = 10
    clerk.sequencer.step(clerk.tick())
    return key


def _checkpoint(clerk: Clerk, key: str) -> str:
    """What the hub does when it stops, and SQLite every thousand pages."""
    clerk.hub.desk.database.checkpoint()
    return key


def _meet(clerk: Clerk, key: str) -> str:
    """Everybody signs in whom the next acts need, so that what is watched is the act alone."""
    for slug in ("ana_cps_worker", "det_lake"):
        clerk.who(slug)
    return key


def _leave(clerk: Clerk, key: str) -> str:
    """Close the hub as at a clean stop, and note for the next clerk where this one was."""
    if clerk.sequencer is not None:
        clerk.sequencer.close(clerk.tick())
    clerk.kept.close()
    clerk.sequencer = None
    clerk.hub.close()
    (clerk.home / LAST).write_text(json.dumps(clerk.last))
    return key


def _case(clerk: Clerk) -> CaseId:
    return CaseId(clerk.last["case"])


ACTS: Mapping[str, Callable[[Clerk, str], str]] = {
    "open": _open,
    "read": _read,
    "invite": _invite,
    "assign": _assign,
    "file": _file,
    "correct": _correct,
    "withdraw": _withdraw,
    "release": _release,
    "revoke": _revoke,
    "number": _number,
    "checkpoint": _checkpoint,
    "meet": _meet,
    "leave": _leave,
}


def serve(told: Mapping[str, object], line: Connection) -> None:
    """Be a clerk until the test hangs up. Each message is a list of acts, or one act with its key."""
    environ = told["environ"]
    assert isinstance(environ, dict)
    _weaken(str(told.get("synchronous", "")))
    began = START + timedelta(minutes=int(str(told["minutes"])))
    clerk = Clerk(home=Path(environ["COORDINATION_HOME"]), environ=environ, now=began)
    ctypes.CDLL(None).prctl(PR_SET_PTRACER, ctypes.c_ulong(ANYBODY), 0, 0, 0)
    line.send(("ready", os.getpid()))
    while True:
        name, key = line.recv()
        try:
            line.send(("done", clerk.do(name, key or new_id())))
        except HubError as error:
            line.send(("failed", type(error).__name__))


def _weaken(synchronous: str) -> None:
    """For the meta-test: forget what FULL promises."""
    if synchronous:
        weak = tuple((name, synchronous if name == "synchronous" else value) for name, value in sqlite.PRAGMAS)
        sqlite.PRAGMAS = weak


def nursery(listen: socket.socket) -> None:
    """Fork a clerk for every message, which brings its socket along; end when the test does."""
    load(DEFAULT_PLUGINS)  # so that the plugins' modules are there
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        data, handed, _flags, _address = socket.recv_fds(listen, 65_536, 1)
        if not data:
            return
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listen.close()
            _be(json.loads(data), handed[0])
        os.close(handed[0])


def _be(told: Mapping[str, object], handed: int) -> None:
    """A clerk's whole life. The test hanging up is its ordinary end; anything else is said on standard error."""
    try:
        serve(told, Connection(handed))
    except (EOFError, BrokenPipeError):
        os._exit(0)
    except BaseException:  # noqa: BLE001 - nothing may go on as a second nursery
        sys.excepthook(*sys.exc_info())
        os._exit(1)


if __name__ == "__main__":
    assert START.tzinfo is UTC
    nursery(socket.socket(fileno=int(sys.argv[1])))

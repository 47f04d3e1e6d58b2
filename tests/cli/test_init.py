"""Room: tests. `init` makes an empty, real hub with its first administrator, once, and never out of a demo."""

from __future__ import annotations

import stat
from contextlib import closing
from pathlib import Path

import pytest

from coordination.casework import roster, sessions, statements
from coordination.hub import DEMO_MARK
from coordination.model.actor import Role
from coordination.model.session import Browser, NotOnRoster, Proof
from tests.cli.operator import Operator, operator
from tests.databases import Databases

ISSUER = "https://id.north-county.example"
FIRST = ("init", "--issuer", ISSUER, "--subject", "max-hill", "--name", "Max Hill", "--agency", "North County")


@pytest.fixture
def desk(engine_url: Databases, tmp_path: Path) -> Operator:
    return operator(engine_url, tmp_path / "hub")


def sign_in(hub_of: Operator, **changed: str) -> Role:
    """The role in which the first administrator acts after signing in."""
    with closing(hub_of.hub()) as hub:
        now = hub.desk.now
        values = {"issuer": ISSUER, "subject": "max-hill"} | changed
        proof = Proof(**values, auth_time=now, asked_at=now, mfa=True)
        session = sessions.find(hub.desk, sessions.start(hub.desk, proof, Browser()))
        assert session is not None
        assert session.actor is None  # the statement comes first
        version = statements.in_force().version
        statements.accept(hub.desk, session, version, read=True, browser=Browser())
        (offer,) = sessions.offers(hub.desk, session)
        token = sessions.choose(hub.desk, session, offer.appointment_id, Browser())
        session = sessions.find(hub.desk, token)
    assert session is not None
    assert session.actor is not None
    return session.actor.role


def test_init_makes_a_hub_whose_first_administrator_can_sign_in(desk: Operator) -> None:
    done = desk.run(*FIRST)
    assert done.exit_code == 0, done.output
    assert "/sign-in/return" in done.output
    assert sign_in(desk) is Role.ADMINISTRATOR


def test_nobody_else_can(desk: Operator) -> None:
    desk.run(*FIRST)
    for changed in ({"subject": "somebody"}, {"issuer": "https://id.other.example"}):
        with pytest.raises(NotOnRoster):
            sign_in(desk, **changed)


def test_the_data_folder_and_keys_are_private(desk: Operator) -> None:
    desk.run(*FIRST)
    home = desk.settings().home
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    keys = list(home.glob("*.key"))
    assert len(keys) == 4
    assert {stat.S_IMODE(key.stat().st_mode) for key in keys} == {0o600}


def test_init_works_once_and_the_second_time_changes_nothing(desk: Operator) -> None:
    desk.run(*FIRST)
    home = desk.settings().home
    before = {key.name: key.read_bytes() for key in home.glob("*.key")}
    again = desk.run("init", "--issuer", "https://id.evil.example", "--subject", "mallory")
    assert again.exit_code == 1
    assert "first administrator already" in again.output
    assert {key.name: key.read_bytes() for key in home.glob("*.key")} == before
    with closing(desk.hub()) as hub:
        assert [found.url for found in roster.providers(hub.desk)] == [ISSUER]


def test_init_that_was_refused_can_be_run_again(desk: Operator) -> None:
    refused = desk.run(*FIRST, "--zone", "Mars/Olympus")
    assert refused.exit_code == 1
    assert "time zone" in refused.output
    assert desk.run(*FIRST).exit_code == 0
    assert sign_in(desk) is Role.ADMINISTRATOR


def test_a_demo_folder_never_becomes_a_real_hub(desk: Operator) -> None:
    home = desk.settings().prepare_home()
    (home / DEMO_MARK).write_text("loaded\n", encoding="ascii")
    done = desk.run(*FIRST)
    assert done.exit_code == 1
    assert "demonstration" in done.output
    assert [file.name for file in home.iterdir()] == [DEMO_MARK]


def test_init_is_logged_and_under_a_checkpoint(desk: Operator) -> None:
    desk.run(*FIRST)
    with closing(desk.hub()) as hub, hub.desk.database.read() as connection:
        actions = connection.exec_driver_sql("SELECT action FROM entry").scalars().all()
        assert connection.exec_driver_sql("SELECT max(size) FROM checkpoint").scalar_one() == len(actions)
    assert actions == ["roster:load"]


@pytest.mark.parametrize("words", [
    ("--issuer", "http://id.north-county.example"),
    ("--partner-type", "circus"),
    ("--client-secret-env", "NOT_SET_ANYWHERE"),
])  # fmt: skip
def test_what_is_wrong_is_one_sentence_and_no_traceback(desk: Operator, words: tuple[str, str]) -> None:
    done = desk.run(*FIRST, *words)
    assert done.exit_code == 1
    assert "Traceback" not in done.output
    assert "Nothing was changed." in done.output


def test_a_client_secret_comes_from_a_variable_and_is_not_shown(desk: Operator) -> None:
    done = desk.run(*FIRST, "--client-secret-env", "NORTH_SECRET", NORTH_SECRET="s3cret-0123456789")
    assert done.exit_code == 0, done.output
    assert "s3cret" not in done.output
    with closing(desk.hub()) as hub:
        assert roster.providers(hub.desk)[0].client_secret == "s3cret-0123456789"

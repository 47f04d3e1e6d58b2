"""Room: settings. What an operator may choose, read once at start from COORDINATION_* variables, with safe defaults.

Nothing has to be set: an empty environment gives a hub on the loopback address with its own SQLite file in a folder
only its owner can read. A wrong, unsafe or unknown setting refuses to start with one sentence (`Misconfigured`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from coordination.model.errors import Misconfigured
from coordination.model.mail import SMTP_PORTS, MailSettings, is_domain

PREFIX = "COORDINATION_"

# Every name the hub reads. A typing error in a name must not leave a default standing unnoticed, so others are refused.
NAMES = frozenset(
    PREFIX + name
    for name in (
        *("CHECKPOINT_COPY", "CONTACT", "DATABASE_URL", "HOME", "HOST", "HOTLINE", "ICAC", "IDLE_MINUTES", "LOG_LEVEL"),
        *("MAIL_FROM", "METRICS_PORT", "MIGRATION_URL", "PLUGINS", "PORT", "PROXY_ADDRESSES", "PUBLIC_URL"),
        *("ROOT_KEY_FILE", "SCREENING", "SEQUENCER_URL", "SESSION_HOURS", "SIGNING_KEY_FILE", "SMS_AT", "SMTP_CA_FILE"),
        *("SMTP_CREDENTIALS_FILE", "SMTP_HOST", "SMTP_PORT", "SMTP_TLS", "TRUSTED_PROXIES"),
    )
)
# Read by the build hook and by the tests, never by the hub.
SKIP_ASSETS = PREFIX + "SKIP_ASSETS"
TESTS = PREFIX + "TEST_"

DEFAULT_PLUGINS = (
    *("child_advocacy_center", "child_representation", "child_welfare", "courts", "juvenile_justice"),
    *("law_enforcement", "medical", "mental_health", "prosecution", "safe_housing", "schools", "substance_use"),
    *("tribes", "us_connecticut", "us_federal", "us_florida", "us_maine", "us_minnesota"),
    *("victim_advocacy", "victim_witness"),
)
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
PLUGIN_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One hub's choices. Times are whole minutes or hours; paths are absolute; addresses have no trailing slash.

    Database addresses may hold passwords and are left out of `repr`.
    An empty `hotline`, `icac` (the number of the Internet Crimes Against Children task force) or `contact` means nobody
    has said yet, and screens then say so instead of guessing.
    """

    home: Path
    host: str
    port: int
    public_url: str
    database_url: str = field(repr=False)
    migration_url: str = field(repr=False)
    sequencer_url: str = field(repr=False)
    plugins: tuple[str, ...]
    screening: tuple[str, ...]
    checkpoint_copy: Path
    root_key_file: Path
    signing_key_file: Path
    idle_minutes: int
    session_hours: int
    trusted_proxies: int
    proxy_addresses: tuple[str, ...]
    log_level: str
    hotline: str
    icac: str
    contact: str
    mail_from: str
    metrics_port: int
    sms_at: str
    smtp_ca_file: str
    smtp_credentials_file: str
    smtp_host: str
    smtp_port: int
    smtp_tls: str

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """The settings that `environ` asks for. Touches no file. Raises Misconfigured with the sentence to show."""
        _refuse_unknown(environ)
        home = _path(environ, "HOME", Path("~/.local/share/coordination"))
        host = _host(environ)
        port = _number(environ, "PORT", 8000, 1, 65535)
        database = _database(environ, "DATABASE_URL", f"sqlite:///{home / 'hub.db'}")
        public_url = _origin(environ, f"http://{_bracketed(host)}:{port}")
        mail = _mail(environ, public_url)
        return cls(
            home=home,
            host=host,
            port=port,
            public_url=public_url,
            database_url=database,
            # INVARIANT: SQLite has no roles, so all three are one file; on PostgreSQL each is a role of its own.
            migration_url=_database(environ, "MIGRATION_URL", database),
            sequencer_url=_database(environ, "SEQUENCER_URL", database),
            plugins=_plugins(environ),
            screening=tuple(_text(environ, "SCREENING").replace(",", " ").split()),
            checkpoint_copy=_path(environ, "CHECKPOINT_COPY", home / "checkpoints-copy"),
            root_key_file=_path(environ, "ROOT_KEY_FILE", home / "root.key"),
            signing_key_file=_path(environ, "SIGNING_KEY_FILE", home / "log.key"),
            idle_minutes=_number(environ, "IDLE_MINUTES", 15, 1, 30),
            session_hours=_number(environ, "SESSION_HOURS", 12, 1, 12),
            trusted_proxies=_number(environ, "TRUSTED_PROXIES", 0, 0, 5),
            proxy_addresses=_addresses(environ),
            log_level=_log_level(environ),
            hotline=_text(environ, "HOTLINE"),
            icac=_text(environ, "ICAC"),
            contact=_text(environ, "CONTACT"),
            mail_from=mail.sender,
            metrics_port=_number(environ, "METRICS_PORT", 0, 0, 65535),
            sms_at=mail.sms_at,
            smtp_ca_file=mail.ca_file,
            smtp_credentials_file=mail.credentials_file,
            smtp_host=mail.host,
            smtp_port=mail.port,
            smtp_tls=mail.tls,
        )

    @property
    def mail(self) -> MailSettings:
        """The mail server's part of them."""
        return MailSettings(
            host=self.smtp_host,
            port=self.smtp_port,
            tls=self.smtp_tls,
            sender=self.mail_from,
            credentials_file=self.smtp_credentials_file,
            ca_file=self.smtp_ca_file,
            sms_at=self.sms_at,
        )

    @property
    def passkey_domain(self) -> str:
        """The domain to which passkeys are bound (the WebAuthn RP ID): the host of `public_url`, or "" when that is a
        bare address, to which no browser binds a passkey (Web Authentication §5.1.3, "valid domain")."""
        host = urlsplit(self.public_url).hostname or ""
        try:
            ip_address(host)
        except ValueError:
            return host
        return ""

    def prepare_home(self) -> Path:
        """Make the data folder, readable by its owner alone (0700), and return it. Raises Misconfigured."""
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.home.chmod(0o700)
        except OSError as error:
            sentence = f"COORDINATION_HOME ({self.home}) cannot be made private to you: {error.strerror}."
            raise Misconfigured(sentence) from error
        return self.home


def migrations_path() -> Path:
    """Where Alembic's scripts lie: inside an installed package, or beside it in a checkout. Raises Misconfigured."""
    here = Path(__file__).resolve().parent
    for folder in (here / "_migrations", here.parent / "migrations"):
        if (folder / "env.py").is_file():
            return folder
    sentence = "The migrations are missing from this installation. Install the package again."
    raise Misconfigured(sentence)


def is_loopback(host: str) -> bool:
    """Only this machine can reach `host`: 127.0.0.0/8, ::1 or localhost."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in NAMES | {SKIP_ASSETS} and not name.startswith(TESTS):
            raise Misconfigured(f"{name} is not a setting of the hub. Check its spelling or remove it.")


def _text(environ: Mapping[str, str], name: str, default: str = "") -> str:
    """The value as typed, without surrounding blanks; one line, since it appears on screens and in log lines."""
    value = environ.get(PREFIX + name, default).strip()
    if not value.isprintable():
        raise Misconfigured(f"{PREFIX}{name} must be one line of plain text.")
    return value


def _number(environ: Mapping[str, str], name: str, default: int, least: int, most: int) -> int:
    value = _text(environ, name, str(default))
    if not re.fullmatch(r"[0-9]{1,6}", value) or not least <= int(value) <= most:
        raise Misconfigured(f"{PREFIX}{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def _path(environ: Mapping[str, str], name: str, default: Path) -> Path:
    value = _text(environ, name, str(default))
    try:
        path = Path(value).expanduser()
    except RuntimeError as error:
        raise Misconfigured(f"{PREFIX}{name} is needed, since no home folder is known for this user.") from error
    if not value or not path.is_absolute():
        raise Misconfigured(f"{PREFIX}{name} must be a full path that starts with /, not {value!r}.")
    return path


def _host(environ: Mapping[str, str]) -> str:
    value = _text(environ, "HOST", "127.0.0.1")
    if not re.fullmatch(r"[A-Za-z0-9.:-]+", value):
        raise Misconfigured(f"{PREFIX}HOST must be an address or a host name, not {value!r}.")
    return value


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _origin(environ: Mapping[str, str], default: str) -> str:
    """scheme://host[:port], nothing more. Plain http only where the words never leave this machine."""
    value = _text(environ, "PUBLIC_URL", default).rstrip("/")
    try:
        parts = urlsplit(value)
        host, _port = parts.hostname or "", parts.port
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in {"http", "https"} or not host or value != f"{parts.scheme}://{parts.netloc}" or "@" in value:
        raise Misconfigured(f"{PREFIX}PUBLIC_URL must be the hub's address such as https://hub.example, not {value!r}.")
    if parts.scheme == "http" and not is_loopback(host):
        sentence = f"{PREFIX}PUBLIC_URL must begin with https:// unless the hub is reached on this machine alone."
        raise Misconfigured(sentence)
    return value


def _database(environ: Mapping[str, str], name: str, default: str) -> str:
    """A SQLAlchemy address. It may hold a password, so the sentence never repeats it."""
    value = _text(environ, name, default)
    if re.match(r"postgresql(\+psycopg)?://.", value):
        return "postgresql+psycopg" + value[value.index("://") :]
    # A file by its full path: one in memory would forget, and a relative one would depend on where the hub was started.
    if re.match(r"sqlite:////.", value):
        return value
    raise Misconfigured(f"{PREFIX}{name} must begin with postgresql:// or with sqlite://// and a full path.")


def _mail(environ: Mapping[str, str], public_url: str) -> MailSettings:
    tls = _text(environ, "SMTP_TLS", "starttls").lower()
    host, own = _text(environ, "SMTP_HOST"), urlsplit(public_url).hostname or ""
    return MailSettings(
        host=host,
        port=_number(environ, "SMTP_PORT", SMTP_PORTS.get(tls, 1), 1, 65535),
        tls=tls,
        sender=_text(environ, "MAIL_FROM", f"no-reply@{own if is_domain(own) else 'localhost'}"),
        credentials_file=_file(environ, "SMTP_CREDENTIALS_FILE"),
        ca_file=_file(environ, "SMTP_CA_FILE"),
        sms_at=_text(environ, "SMS_AT"),
    ).checked(PREFIX, here=is_loopback(host))


def _file(environ: Mapping[str, str], name: str) -> str:
    """A full path, or nothing where nothing was said."""
    return str(_path(environ, name, Path("/"))) if environ.get(PREFIX + name) else ""


def _plugins(environ: Mapping[str, str]) -> tuple[str, ...]:
    names = tuple(name.strip() for name in _text(environ, "PLUGINS", ",".join(DEFAULT_PLUGINS)).split(","))
    for name in names:
        if not PLUGIN_NAME.fullmatch(name):
            raise Misconfigured(f"{PREFIX}PLUGINS must be names with commas between them; {name!r} is not a name.")
        if names.count(name) > 1:
            raise Misconfigured(f"{PREFIX}PLUGINS names {name} twice.")
    return names


def _addresses(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Whose X-Forwarded headers are believed: this machine's, unless the proxy is another one."""
    names = tuple(name.strip() for name in _text(environ, "PROXY_ADDRESSES", "127.0.0.1,::1").split(","))
    for name in names:
        try:
            ip_address(name)
        except ValueError:
            sentence = f"{PREFIX}PROXY_ADDRESSES must be addresses with commas between them; {name!r} is none."
            raise Misconfigured(sentence) from None
    return names


def _log_level(environ: Mapping[str, str]) -> str:
    value = _text(environ, "LOG_LEVEL", logging.getLevelName(logging.INFO)).upper()
    if value not in LOG_LEVELS:
        raise Misconfigured(f"{PREFIX}LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}.")
    return value

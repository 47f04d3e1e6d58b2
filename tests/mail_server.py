"""Room: tests. A real SMTP server on the loopback that keeps what it is given, and can refuse, hang up or be away."""

from __future__ import annotations

import email
import email.message
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

MOST = 5_000  # letters, so that a test that runs wild ends

__all__ = ("MailServer", "mail_server")


class MailServer:
    """What it was given. refuse: a reply such as "550 no" or "450 later" instead of taking a letter."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self.refuse = ""
        self.port = 0
        self.logins: list[bytes] = []

    @property
    def letters(self) -> list[email.message.Message]:
        """The letters as they came over the wire."""
        return [email.message_from_bytes(one.original_content or b"") for one in self.envelopes]

    @property
    def whole(self) -> str:
        """Every byte of every letter, and who sent it to whom."""
        parts = [(one.mail_from or "") + " ".join(one.rcpt_tos) for one in self.envelopes]
        return "\n".join(parts + [(one.original_content or b"").decode("latin-1") for one in self.envelopes])

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a letter, or do not."""
        if self.refuse:
            return self.refuse
        if len(self.envelopes) >= MOST:
            return "452 full"
        self.envelopes.append(envelope)
        return "250 taken"

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:  # noqa: ANN401 - aiosmtpd's
        """Whoever shows user and password as the test wrote them."""
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (b"hub", b"made-up-word")
        self.logins.append(data.login if isinstance(data, LoginPassword) else b"")
        return AuthResult(success=good)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def mail_server(
    server: MailServer | None = None, *, tls: ssl.SSLContext | None = None, login: bool = False
) -> Iterator[MailServer]:
    """A mail server at work until the block ends; the same one may come back, on its old port."""
    found = server or MailServer()
    options: dict[str, Any] = {"tls_context": tls, "require_starttls": True} if tls else {}
    if login:
        options |= {"authenticator": found.authenticate, "auth_required": True}
    found.port = found.port or _free_port()
    controller = Controller(
        found, hostname="127.0.0.1", port=found.port, server_hostname="mail.example", ready_timeout=10, **options
    )
    controller.start()
    try:
        yield found
    finally:
        controller.stop()

"""Room: cli. The mail server: one letter to one recipient over SMTP (RFC 5321), in TLS unless it is on this machine.

A letter has a constant subject and text (model/notice.py), no name, no reference, and a Message-ID made of the
message's own random id, the same at each try, so that a system that drops duplicates drops them.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from coordination.casework.outbox import Delivery, Letter
from coordination.hub import private_text
from coordination.model.errors import Misconfigured, Unavailable
from coordination.model.mail import MailSettings

PATIENCE_SECONDS = 10.0
AWAY = "The mail server cannot be reached now. Messages wait and are shown in the hub."
PERMANENT = 500  # replies from here on say that trying again is useless (RFC 5321 §4.2.1)


class Post:
    """The way to the mail server. address: the hub's own, which letters name. clock: the aware UTC instant."""

    def __init__(self, mail: MailSettings, address: str, clock: Callable[[], datetime]) -> None:
        self._mail = mail
        self._clock = clock
        self._credentials = _credentials(mail)
        self.on = bool(mail.host)
        self.address = address
        self.number_at = mail.sms_at

    @contextmanager
    def open(self) -> Iterator[_Line]:
        """Reach the mail server, sign in where it asks, and leave politely. Unavailable when it is away."""
        if not self.on:
            yield _Line(None, self._mail, self._clock)
            return
        try:
            server = self._reach()
        except (OSError, smtplib.SMTPException) as error:
            raise Unavailable(AWAY) from error
        try:
            yield _Line(server, self._mail, self._clock)
        finally:
            with suppress(OSError, smtplib.SMTPException):
                server.quit()

    def _reach(self) -> smtplib.SMTP:
        mail = self._mail
        context = ssl.create_default_context(cafile=mail.ca_file or None)
        # The name said in EHLO is the sender's domain: smtplib would tell this machine's name.
        own = mail.sender.rpartition("@")[2]
        if mail.tls == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                mail.host, mail.port, own, timeout=PATIENCE_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(mail.host, mail.port, own, timeout=PATIENCE_SECONDS)
        try:
            if mail.tls == "starttls":
                server.starttls(context=context)  # raises where the server offers none: never in plain instead
            if self._credentials:
                server.login(*self._credentials)
        except BaseException:
            server.close()
            raise
        return server


class _Line:
    """One connection. A letter that fails leaves the connection fit for the next one, or closed."""

    def __init__(self, server: smtplib.SMTP | None, mail: MailSettings, clock: Callable[[], datetime]) -> None:
        self._server, self._mail, self._clock = server, mail, clock

    def send(self, letter: Letter) -> Delivery:
        """Hand over one letter; what the server said."""
        if self._server is None:
            return Delivery.LATER
        try:
            self._server.send_message(self._written(letter), self._mail.sender, [letter.to])
        except smtplib.SMTPRecipientsRefused as error:
            (code, _words), *_rest = error.recipients.values()
            return Delivery.REFUSED if code >= PERMANENT else Delivery.LATER
        except smtplib.SMTPResponseException as error:
            return Delivery.REFUSED if error.smtp_code >= PERMANENT else Delivery.LATER
        except smtplib.SMTPNotSupportedError:
            return Delivery.REFUSED  # an address beyond what this server takes
        except (OSError, smtplib.SMTPException):
            return Delivery.LATER
        return Delivery.ACCEPTED

    def _written(self, letter: Letter) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._mail.sender
        message["To"] = letter.to
        message["Subject"] = letter.subject
        message["Date"] = format_datetime(self._clock())
        message["Message-ID"] = f"<{letter.key}@{self._mail.sender.rpartition('@')[2]}>"
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note answers it
        message.set_content(letter.text)
        return message


def _credentials(mail: MailSettings) -> tuple[str, str] | None:
    """User and password from their private file; Misconfigured when it does not hold two lines."""
    if not mail.credentials_file:
        return None
    file = Path(mail.credentials_file)
    lines = private_text(file).splitlines()
    if len(lines) < 2 or not all(line.strip() for line in lines[:2]):  # noqa: PLR2004 - user and password
        raise Misconfigured(f"The file {file.name} must hold two lines: the user and the password.")
    return lines[0].strip(), lines[1].strip()

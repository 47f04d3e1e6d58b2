"""Room: model. The mail server that the hub hands its letters to, as the settings name it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coordination.model.errors import Misconfigured

SMTP_PORTS = {"starttls": 587, "tls": 465, "none": 25}  # RFC 8314 §3
_DOMAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?")
_ADDRESS = re.compile(r"[!-+\--:=?-~]{1,64}@[!-+\--:=?-~]{1,250}", re.ASCII)  # no blank, comma, semicolon, angle


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """An empty host: no mail, and notices are in the hub alone.

    tls: starttls, tls, or none (on this machine only). credentials_file: full path of a private file with user and
    password on two lines; ca_file: of the certificate that vouches for the server. Empty for neither.
    sms_at: domain at which an on-call number is reached as an address (5551234@domain), empty for none.
    """

    host: str
    port: int
    tls: str
    sender: str
    credentials_file: str = ""
    ca_file: str = ""
    sms_at: str = ""

    def checked(self, prefix: str, *, here: bool) -> MailSettings:
        """These, or Misconfigured with the sentence to show. prefix: of the names; here: the host is this machine."""
        if self.tls not in SMTP_PORTS:
            raise Misconfigured(f"{prefix}SMTP_TLS must be starttls, tls or none, not {self.tls!r}.")
        for name, value in (("SMTP_HOST", self.host), ("SMS_AT", self.sms_at)):
            if value and not is_domain(value):
                raise Misconfigured(f"{prefix}{name} must be a host name or an address, not {value!r}.")
        if self.host and self.tls == "none" and not here:
            raise Misconfigured(f"{prefix}SMTP_TLS may be none only where {prefix}SMTP_HOST is on this machine.")
        if self.sender.count("@") != 1 or not _ADDRESS.fullmatch(self.sender):
            raise Misconfigured(f"{prefix}MAIL_FROM must be a plain mail address, not {self.sender!r}.")
        return self


def is_domain(text: str) -> bool:
    """Whether it could be a host name or an address."""
    return _DOMAIN.fullmatch(text) is not None

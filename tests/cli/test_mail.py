"""Room: tests. Letters over a real SMTP server: in TLS, signed in, and with a sentence when a setting is wrong."""

from __future__ import annotations

import socket
import ssl
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coordination.casework.outbox import Delivery, Letter
from coordination.cli.mail import Post
from coordination.model.errors import Misconfigured, Unavailable
from coordination.model.mail import MailSettings
from coordination.settings import Settings
from tests.mail_server import mail_server

NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)
LETTER = Letter(to="sam@work.example", subject="Something waits for you", text="Sign in.\n", key="a" * 32)


def post(**mail: object) -> Post:
    chosen = MailSettings(**{"host": "127.0.0.1", "tls": "none", "sender": "hub@hub.example", **mail})  # type: ignore[arg-type]
    return Post(chosen, "https://hub.example", lambda: NOW)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A key and a certificate of its own for 127.0.0.1."""
    key, made = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    names = ["-subj", "/CN=mail.example", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, *names, "-keyout", key, "-out", made], check=True, capture_output=True, timeout=30)
    return key, made


def credentials(folder: Path, text: str) -> Path:
    file = folder / "smtp"
    file.write_text(text, encoding="ascii")
    file.chmod(0o600)
    return file


def served(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate[1], certificate[0])
    return context


def test_a_letter_goes_in_tls_signed_in(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    file = credentials(tmp_path, "hub\nmade-up-word\n")
    with mail_server(tls=served(certificate), login=True) as server:
        way = post(port=server.port, tls="starttls", ca_file=str(certificate[1]), credentials_file=str(file))
        with way.open() as line:
            assert line.send(LETTER) is Delivery.ACCEPTED
            assert line.send(replace(LETTER, key="b" * 32)) is Delivery.ACCEPTED
    assert server.logins == [b"hub"]
    assert [one.rcpt_tos for one in server.envelopes] == [["sam@work.example"]] * 2


def test_a_certificate_nobody_vouches_for_is_a_server_that_is_away(
    tmp_path: Path, certificate: tuple[Path, Path]
) -> None:
    with mail_server(tls=served(certificate)) as server:
        with pytest.raises(Unavailable), post(port=server.port, tls="starttls").open():
            raise AssertionError("It spoke to a server that it does not know.")
        assert server.envelopes == []


def test_a_server_without_tls_is_never_spoken_to_in_plain_instead(tmp_path: Path) -> None:
    with mail_server() as server:
        with pytest.raises(Unavailable), post(port=server.port, tls="starttls").open():
            raise AssertionError("It spoke in plain.")
        assert server.envelopes == []


def test_a_wrong_password_is_a_server_that_is_away(tmp_path: Path, certificate: tuple[Path, Path]) -> None:
    file = credentials(tmp_path, "hub\nother\n")
    with mail_server(tls=served(certificate), login=True) as server:
        way = post(port=server.port, tls="starttls", ca_file=str(certificate[1]), credentials_file=str(file))
        with pytest.raises(Unavailable), way.open():
            raise AssertionError("It was let in.")


@pytest.mark.parametrize(
    ("reply", "said"), [("550 no", Delivery.REFUSED), ("450 later", Delivery.LATER), ("421 bye", Delivery.LATER)]
)
def test_what_the_server_says_decides_whether_it_is_tried_again(tmp_path: Path, reply: str, said: Delivery) -> None:
    with mail_server() as server:
        server.refuse = reply
        with post(port=server.port).open() as line:
            assert line.send(LETTER) is said


def test_a_line_that_was_cut_costs_the_letters_a_try_and_raises_nothing(tmp_path: Path) -> None:
    with mail_server() as server, post(port=server.port).open() as line:
        line._server.sock.shutdown(socket.SHUT_RDWR)  # type: ignore[union-attr]
        assert line.send(LETTER) is Delivery.LATER
        assert line.send(LETTER) is Delivery.LATER


def test_the_greeting_does_not_tell_the_machines_name(tmp_path: Path) -> None:
    """It would ask a name server too, which the guard of the tests refuses."""
    with mail_server() as server, post(port=server.port).open() as line:
        assert line._server is not None
        assert line._server.local_hostname == "hub.example"


def test_credentials_that_others_may_read_stop_the_start(tmp_path: Path) -> None:
    file = credentials(tmp_path, "hub\nmade-up-word\n")
    file.chmod(0o644)
    with pytest.raises(Misconfigured, match="chmod 600"):
        post(port=1, credentials_file=str(file))
    with pytest.raises(Misconfigured, match="two lines"):
        post(port=1, credentials_file=str(credentials(tmp_path, "hub\n")))


WRONG = (
    ({"SMTP_TLS": "maybe"}, "SMTP_TLS"),
    ({"SMTP_HOST": "mail.example", "SMTP_TLS": "none"}, "on this machine"),
    ({"SMTP_HOST": "http://mail"}, "SMTP_HOST"),
    ({"SMTP_PORT": "0"}, "SMTP_PORT"),
    ({"MAIL_FROM": "Hub <hub@hub.example>"}, "MAIL_FROM"),
    ({"MAIL_FROM": "hub"}, "MAIL_FROM"),
    ({"SMS_AT": "a b"}, "SMS_AT"),
    ({"SMTP_CREDENTIALS_FILE": "smtp"}, "full path"),
    ({"METRICS_PORT": "70000"}, "METRICS_PORT"),
)


@pytest.mark.parametrize(("given", "named"), WRONG, ids=str)
def test_a_wrong_setting_refuses_to_start_with_a_sentence(tmp_path: Path, given: dict[str, str], named: str) -> None:
    environ = {f"COORDINATION_{name}": value for name, value in given.items()}
    with pytest.raises(Misconfigured, match=named):
        Settings.read({"COORDINATION_HOME": str(tmp_path), **environ})


def test_without_a_setting_there_is_no_mail_and_ports_follow_the_tls(tmp_path: Path) -> None:
    assert not post(host="", port=1).on
    for tls, port in (("starttls", 587), ("tls", 465)):
        environ = {"COORDINATION_HOME": str(tmp_path), "COORDINATION_SMTP_TLS": tls}
        assert Settings.read({**environ, "COORDINATION_SMTP_HOST": "mail.example"}).mail.port == port

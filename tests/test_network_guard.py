"""Room: tests. The guard that keeps tests on this machine bites, and lets the loopback through."""

from __future__ import annotations

import socket
import urllib.request

import pytest

from tests.network_guard import NetworkTouchedError, is_at_home

# TEST-NET-1 and the documentation prefix of IPv6 (RFC 5737, RFC 3849): nobody answers there.
OUTSIDE_4 = "192.0.2.1"
OUTSIDE_6 = "2001:db8::1"


def test_connecting_outside_is_refused() -> None:
    with socket.socket() as connection, pytest.raises(NetworkTouchedError):
        connection.connect((OUTSIDE_4, 443))
    with socket.socket() as connection, pytest.raises(NetworkTouchedError):
        connection.connect_ex((OUTSIDE_4, 443))
    with socket.socket(socket.AF_INET6) as connection, pytest.raises(NetworkTouchedError):
        connection.connect((OUTSIDE_6, 443))


def test_sending_a_datagram_outside_is_refused() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as sender, pytest.raises(NetworkTouchedError):
        sender.sendto(b"x", (OUTSIDE_4, 53))
    with socket.socket(type=socket.SOCK_DGRAM) as sender, pytest.raises(NetworkTouchedError):
        sender.sendmsg([b"x"], [], 0, (OUTSIDE_4, 53))


def test_asking_a_name_server_is_refused() -> None:
    with pytest.raises(NetworkTouchedError):
        socket.getaddrinfo("hub.example", 443)
    with pytest.raises(NetworkTouchedError):
        socket.gethostbyname("hub.example")


def test_a_library_cannot_go_round_the_guard() -> None:
    with pytest.raises(NetworkTouchedError):
        urllib.request.urlopen(f"http://{OUTSIDE_4}/", timeout=1)


def test_the_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        socket.create_connection(address, timeout=1).close()
        socket.create_connection(("localhost", address[1]), timeout=1).close()


@pytest.mark.parametrize("host", [None, "", "127.0.0.1", "127.9.9.9", b"127.0.0.2", "::1", "localhost"])
def test_home(host: object) -> None:
    assert is_at_home(host)


@pytest.mark.parametrize(
    "host", [OUTSIDE_4, OUTSIDE_6, "10.0.0.1", "localhost.example", b"hub.example", "127.0.0.1.example"]
)
def test_outside(host: object) -> None:
    assert not is_at_home(host)

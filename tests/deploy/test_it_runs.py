"""Room: tests. deploy/ as it stands, stood up on the loopback; people work while a node and a worker are killed.

Not run here, and said in the help: systemd itself (units are read and started by tests/deploy/units.py), the container.
"""

from __future__ import annotations

import http.client
import json
import re
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import pytest
from pyrage import x25519

from tests.deploy.machine import HOST, Machine, cleaned, machine, until
from tests.deploy.person import Person
from tests.postgres import Cluster

pytestmark = [pytest.mark.slow, pytest.mark.postgres, pytest.mark.power]
NEED = "She would like to finish tenth grade at the school on Pine Street."
CANARY = "canary-under-the-bridge"
CENTER = "Advocacy Center"
BEFORE, AFTER = 3, 6


@pytest.fixture(scope="module")
def here(postgres_store: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Machine]:
    folder = tmp_path_factory.mktemp("machine")
    with machine(postgres_store, folder) as found:
        yield found
    cleaned(folder)


def asked(
    here: Machine, path: str, *, source: str = "127.0.0.1", headers: dict[str, str] | None = None, body: bytes = b""
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and body of one request by way of nginx, from an address of this machine."""
    port = int(here.url.rpartition(":")[2])
    one = http.client.HTTPSConnection(HOST, port, timeout=15, source_address=(source, 0), context=here.trusting())
    try:
        one.request("POST" if body else "GET", path, body=body or None, headers=headers or {})
        answer = one.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        one.close()


def test_people_meet_tls_with_the_hubs_headers_once_and_no_server_version(here: Machine) -> None:
    for path in ("/sign-in", "/no-such-page", "/readyz"):
        _, headers, _ = asked(here, path)
        assert headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["server"] == "nginx"
    status, headers, _ = asked(here, "/readyz", source="127.0.0.2")
    assert (status, headers["strict-transport-security"][:16]) == (403, "max-age=63072000")
    host, _, port = here.plain_url.removeprefix("http://").partition(":")
    plain = http.client.HTTPConnection(host, int(port), timeout=10)
    plain.request("GET", "/cases/secret?q=1", headers={"Host": HOST})
    answer = plain.getresponse()
    assert (answer.status, answer.getheader("Location")) == (301, f"{here.url}/")
    plain.close()


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_old_tls_is_refused(here: Machine, version: ssl.TLSVersion) -> None:
    context = here.trusting()
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = version
    with (
        socket.create_connection(("127.0.0.1", int(here.url.rpartition(":")[2])), timeout=10) as raw,
        pytest.raises((ssl.SSLError, OSError)),
    ):
        context.wrap_socket(raw, server_hostname=HOST)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_new_tls_is_spoken_and_another_name_gets_no_certificate(here: Machine, version: ssl.TLSVersion) -> None:
    context = here.trusting()
    context.minimum_version = context.maximum_version = version
    address = ("127.0.0.1", int(here.url.rpartition(":")[2]))
    with (
        socket.create_connection(address, timeout=10) as raw,
        context.wrap_socket(raw, server_hostname=HOST) as spoken,
    ):
        assert (spoken.cipher() or ("",))[0].startswith(("ECDHE", "TLS_AES", "TLS_CHACHA20"))
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with socket.create_connection(address, timeout=10) as raw, pytest.raises((ssl.SSLError, OSError)):
        context.wrap_socket(raw, server_hostname="another.example")


def test_what_watches_the_machine_and_ends_sessions_is_for_named_addresses_alone(here: Machine) -> None:
    for path in ("/metrics", "/healthz", "/readyz"):
        assert asked(here, path)[0] == 200
        assert asked(here, path, source="127.0.0.2")[0] == 403
    assert b"hub_up 1" in asked(here, "/metrics")[2]
    assert asked(here, "/sign-in/back-channel", body=b"logout_token=x")[0] in {400, 415}
    assert asked(here, "/sign-in/back-channel", source="127.0.0.2", body=b"logout_token=x")[0] == 403
    assert asked(here, "/sign-in", source="127.0.0.2")[0] == 200


def test_too_much_is_refused_by_the_hub_and_far_too_much_by_nginx(here: Machine) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    status, headers, _ = asked(here, "/sign-in/back-channel", headers=form, body=b"a" * 300_000)
    assert (status, "x-request-id" in headers) == (413, True)
    status, headers, _ = asked(here, "/sign-in/back-channel", headers=form, body=b"a" * 14_000_000)
    assert (status, "x-request-id" in headers) == (413, False)


def test_units_that_run_once_do_their_work_and_end(here: Machine) -> None:
    """Migrations past the pooler, and a backup through it, as one instant of the whole hub."""
    recipient = x25519.Identity.generate().to_public()
    (here.folder / "etc" / "recipients.txt").write_text(f"# made up\n{recipient}\n", encoding="ascii")
    for kind, words in (("migrate", "The database is up to date."), ("backup", "The backup is in")):
        unit = here.unit(kind)
        assert unit.process.wait(120) == 0, unit.said
        assert words in unit.said
    assert [path.suffix for path in sorted((here.folder / "backups" / "rows").iterdir())] == [".manifest", ".age"]
    assert "ok         database roles" in here.operator.run("doctor").output


def test_people_work_on_while_a_node_and_a_worker_are_killed_and_the_log_holds(here: Machine) -> None:
    """The story: a case, a record, a referral read and answered at the partner; then half the machine goes."""
    ana, mia = Person(here, "ana_cps_worker"), Person(here, "int_harbor")
    case = ana.send("/cases/new", "/cases", called="Wren", age="about 15").partition("?")[0]
    assert re.fullmatch(r"/cases/[0-9a-f]{32}", case)
    first = _filed(ana, case, CANARY)
    referral = _sent(ana, case)
    done, stop, failed = [first], Event(), list[BaseException]()

    def toil() -> None:
        try:
            while not stop.is_set():
                done.append(_filed(ana, case, f"{CANARY} {len(done)}"))
        except BaseException as error:  # noqa: BLE001 - it is raised again in the test's own thread
            failed.append(error)

    working = Thread(target=toil)
    gone, left = sorted(here.nodes)
    _nonsense(int(left))
    working.start()
    try:
        until(lambda: len(done) > BEFORE or bool(failed))
        here.nodes[gone].kill()
        here.workers["1"].kill()
        _answered(mia, referral)
        count = len(done)
        until(lambda: len(done) >= count + AFTER or bool(failed))
        here.nodes[gone] = here.unit("web", gone)  # as systemd does, after two seconds
        until(lambda: here.status("/readyz") == 200)
    finally:
        stop.set()
        working.join(60)
    assert not failed, failed
    assert "was not sent" not in ana.text
    assert len(set(done)) == len(done)
    _all_there(ana, case, done, referral)
    here.nodes[left].kill()  # the one that was killed first carries all of it now
    _all_there(ana, case, done, referral)
    assert here.nodes[gone].stop() == 0
    assert here.status("/sign-in") == 502  # with both gone there is no answer: it was the other node that went on
    assert here.workers["2"].stop() == 0
    _log_holds(here)
    _said_nothing_about_anybody(here, case)


def _nonsense(port: int) -> None:
    """What is no request, and holds a word that must not be written down."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as raw:
        raw.sendall(f"GET /{CANARY} nonsense\r\n\r\n".encode())
        assert b"400" in raw.recv(100)


def _filed(person: Person, case: str, words: str) -> str:
    """File a report; the address of the record."""
    form = f"{case}/records/new?form=suspected_exploitation_report"
    path = person.send(form, f"{case}/records/new", what_happened=words).partition("?")[0]
    assert re.fullmatch(rf"{case}/records/[0-9a-f]{{32}}", path), path
    assert words in person.text
    return path


def _sent(person: Person, case: str) -> str:
    """Send a service referral to the center; its address."""
    assert person.open(f"{case}/referrals/new") == 200
    options = re.findall(r'<option value="([0-9a-f]{32})"[^>]*>([^<]*)', person.text)
    (center,) = [value for value, words in options if words.strip().endswith(CENTER)]
    typed = {"recipient": center, "need": "education", "urgency": "routine", "agreement": "agreed", "message": NEED}
    return person.send(f"{case}/referrals/new", f"{case}/referrals", **typed).partition("?")[0]


def _answered(person: Person, referral: str) -> None:
    """At the partner, in the middle of it: read, accept, begin, complete."""
    assert person.open(referral) == 200
    assert NEED in person.text
    person.send(referral, "/accept", step="accept")
    person.send(referral, "/work", step="begin")
    person.send(referral, "/complete", step="complete", reason="enrolled", words="Starts on Monday.")
    assert "Completed" in person.text


def _all_there(person: Person, case: str, done: list[str], referral: str) -> None:
    """Every acknowledged act is there, and each once."""
    assert person.open(case) == 200
    listed = set(re.findall(rf'href="({case}/records/[0-9a-f]{{32}})"', person.text))
    assert set(done) <= listed
    for path in done:
        assert person.open(path) == 200
        assert CANARY in person.text
    assert person.open(referral) == 200
    assert "Starts on Monday." in person.text


def _log_holds(here: Machine) -> None:
    """Numbered, signed and whole, by the operator's own command."""
    done = here.operator.run("access-log", "verify", "--projections")
    assert done.exit_code == 0, done.output
    found = re.search(r"(\d+) entries, (\d+) of them under", done.output)
    assert found
    assert found[1] == found[2]
    assert "Nothing was changed." in done.output


def _said_nothing_about_anybody(here: Machine, case: str) -> None:
    """No log of this machine holds an address, a name or what was written; no file of nginx holds a form."""
    said = [path for path in here.folder.rglob("*") if path.name in {"said", "nginx.said", "nginx.error.log"}]
    assert len(said) > 4
    for path in said:
        text = path.read_text(encoding="utf-8", errors="replace")
        for word in (case, CANARY, "Wren", "Pine Street", "127.0.0.2", "Traceback"):
            assert word not in text, (path, word)
    assert any("A request was not one." in path.read_text(encoding="utf-8", errors="replace") for path in said)
    lines = [json.loads(line) for line in _lines(said) if line.startswith("{")]
    assert {line["rule"] for line in lines if line["event"] == "request"} >= {"/cases/<case_id>"}
    left = {path.name for path in (here.folder / "nginx").rglob("*") if path.is_file()}
    assert left == {"coordination.conf", "nginx.pid"}


def _lines(files: list[Path]) -> list[str]:
    return [line for file in files for line in file.read_text(encoding="utf-8", errors="replace").splitlines()]


def test_a_node_that_cannot_keep_its_word_says_so_in_one_sentence(here: Machine) -> None:
    """systemd would start it again and again; what stands in its journal is a sentence."""
    key = here.folder / "etc" / "keys" / "root.key"
    key.rename(key.with_name("kept"))
    try:
        node = here.unit("web", next(iter(here.nodes)))
        assert node.process.wait(60) == 4
    finally:
        key.with_name("kept").rename(key)
    assert "There is no hub in" in node.said
    assert "Traceback" not in node.said

"""Room: tests. The files of deploy/: each is read by what reads it, and promises what the pages say of it."""

from __future__ import annotations

import configparser
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from deploy import fill
from deploy import install_test_needs as needs
from tests.deploy.pooler import ROOT, program
from tests.deploy.units import service

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
MOST_EXPOSED = "20"  # tenths, of 100


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What an operator gets, with this checkout's own environment as the installed one."""
    folder = tmp_path_factory.mktemp("filled")
    done = subprocess.run(
        [sys.executable, "deploy/fill.py", str(folder), f"VENV={Path(sys.executable).parent.parent}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) == len(fill.templates())
    return folder


def _analyze(*words: str) -> subprocess.CompletedProcess[str]:
    environ = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "LD_LIBRARY_PATH": needs.libraries()}
    environ["SYSTEMD_UNIT_PATH"] = (
        f"{needs.UNPACKED}/lib/systemd/system:"  # and those of this machine, where it has any
    )
    command = [str(program("systemd-analyze")), *words]
    return subprocess.run(command, env=environ, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_systemd_reads_every_unit_without_a_complaint(filled: Path) -> None:
    units = [str(filled / "systemd" / unit.name) for unit in UNITS]
    done = _analyze("verify", "--man=no", *units)
    assert (done.returncode, done.stderr, done.stdout) == (0, "", "")


@pytest.mark.slow
def test_systemd_complains_of_a_unit_that_is_wrong(filled: Path, tmp_path: Path) -> None:
    """Meta-test: a misspelt line and a program that is not there are found."""
    text = (filled / "systemd" / "coordination-migrate.service").read_text(encoding="utf-8")
    wrongs = {"spelt": ("NoNewPrivileges=", "NoNewPrivilege="), "absent": ("/bin/python", "/bin/nothing")}
    for name, wrong in wrongs.items():
        unit = tmp_path / f"coordination-{name}.service"
        unit.write_text(text.replace(*wrong), encoding="utf-8")
        done = _analyze("verify", "--man=no", str(unit))
        assert done.stderr or done.returncode


@pytest.mark.slow
@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_each_unit_may_do_no_more_than_it_must(filled: Path, unit: Path) -> None:
    done = _analyze("security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(filled / "systemd" / unit.name))
    assert done.returncode == 0, done.stdout
    lines = service(unit)
    for line in (("NoNewPrivileges", "yes"), ("ProtectSystem", "strict"), ("PrivateTmp", "yes"), ("LimitCORE", "0")):
        assert line in lines
    written = " ".join(value for name, value in lines if name == "ReadWritePaths")
    allowed = {"work@": "@CHECKPOINTS@", "backup": "@HOME@ @BACKUPS@"}
    assert written == next((words for kind, words in allowed.items() if kind in unit.name), "")


@pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)
def test_no_unit_but_migrate_sees_the_owners_address_or_the_key_of_the_log(unit: Path) -> None:
    lines = service(unit)
    files = [value for name, value in lines if name == "EnvironmentFile"]
    hidden = " ".join(value for name, value in lines if name == "InaccessiblePaths")
    if "migrate" in unit.name:
        assert files == ["@ETC@/hub.env", "@ETC@/owner.env"]
        assert "@ETC@/keys" in hidden
    else:
        assert files == ["@ETC@/hub.env"]
        assert "@ETC@/owner.env" in hidden
        assert ("LoadCredential", "log.key:@ETC@/log/log.key") in lines
    assert "@ETC@/log" in hidden


def test_every_name_of_a_template_is_known_and_every_known_one_is_used() -> None:
    used = {name for path in fill.templates() for name in fill.PLACE.findall(_template(path))}
    assert used == set(fill.VALUES)


@pytest.mark.parametrize("value", ["", "a b", "a;b", "{x}", "$x", "@X@", "a\nb", "'a'", "\\x"])
def test_a_name_that_would_change_a_file_is_refused(value: str) -> None:
    with pytest.raises(fill.Unfit):
        fill.filled("listen @HTTPS_LISTEN@;", {"HTTPS_LISTEN": value})
    with pytest.raises(fill.Unfit):
        fill.filled("", {"UNKNOWN": "1"})
    with pytest.raises(fill.Unfit):
        fill.filled("@UNKNOWN@", {})


def test_nginx_reads_the_site_of_the_defaults_and_writes_down_nothing_about_people(filled: Path) -> None:
    text = (filled / "nginx" / "coordination.conf").read_text(encoding="utf-8")
    blocks = text.split("\nserver {")[1:]
    assert len(blocks) == 3
    for block in blocks:
        assert "\taccess_log off;" in block
        assert re.search(r"\terror_log \S+ crit;", block)
    assert "$request_uri" not in text
    assert "proxy_add_x_forwarded_for" not in text
    assert set(re.findall(r"ssl_protocols ([^;]+);", text)) == {"TLSv1.2 TLSv1.3"}
    assert text.count("ssl_protocols") == len([block for block in blocks if " ssl" in block])


def test_pgbouncer_pools_by_transaction_asks_for_secrets_and_listens_here_alone(filled: Path) -> None:
    parser = configparser.ConfigParser(inline_comment_prefixes=None, comment_prefixes=(";",), interpolation=None)
    parser.read(filled / "pgbouncer" / "pgbouncer.ini", encoding="utf-8")
    found = parser["pgbouncer"]
    assert (found["pool_mode"], found["auth_type"], found["listen_addr"]) == (
        "transaction",
        "scram-sha-256",
        "127.0.0.1",
    )
    assert (found["unix_socket_dir"], found["admin_users"], found["stats_users"]) == ("", "", "")


def test_container_file_names_what_is_there_and_holds_no_secret() -> None:
    """No builder is at hand in this suite, so what can be read of it is read; the help says that it was not run."""
    text = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", " ", text)
    lines = [line.split(maxsplit=1) for line in joined.splitlines() if line and not line.startswith("#")]
    assert {word for word, *_ in lines} <= {
        "FROM", "RUN", "COPY", "ENV", "USER", "WORKDIR", "EXPOSE", "ENTRYPOINT", "CMD", "STOPSIGNAL"
    }  # fmt: skip
    for word, rest in lines:
        if word == "COPY" and "--from" not in rest:
            assert all((ROOT / name).exists() for name in rest.split()[:-1]), rest
    assert [rest for word, rest in lines if word == "USER"][-1] != "root"
    assert ":latest" not in text
    assert not re.search(r"password|secret|BEGIN|COORDINATION_(DATABASE|MIGRATION|SEQUENCER)_URL=", text, re.IGNORECASE)


def _template(path: Path) -> str:
    return (fill.HERE / path).read_text(encoding="utf-8")

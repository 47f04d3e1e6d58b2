"""Room: tests. strace at a clerk: write down every write and fsync with all its bytes, or have the nth kill.

It is attached to a running process, so only what the test is about is seen. Dependencies.md §10 says why not a VFS:
SQLAlchemy's SQLite is the standard library's own.
"""

from __future__ import annotations

import re
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

CALLS = ("fdatasync", "fsync", "ftruncate", "mkdir", "openat", "pwrite64", "rename", "unlink", "write")
# What keeps a byte: the calls at which a clerk is killed, or told that the disk failed.
KEEPING = ("pwrite64", "write", "fdatasync", "fsync", "ftruncate")
NOT_ALLOWED = (
    "strace could not watch a process of this user, so power cuts cannot be proved. Allow it: as root run "
    "`sysctl kernel.yama.ptrace_scope=1`, or start the container with --cap-add=SYS_PTRACE. It said: {said}"
)
MISSING = "strace was not found. Run: apt-get install -y --no-install-recommends strace"

_LINE = re.compile(r"(?P<pid>\d+) +(?P<call>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)(?P<rest>.*)")
_UNFINISHED = re.compile(r"(?P<pid>\d+) +(?P<start>\w+\(.*) <unfinished \.\.\.>")
_RESUMED = re.compile(r"(?P<pid>\d+) +<\.\.\. \w+ resumed>(?P<end>.*)")
_FILE = re.compile(r"\d+<(?P<name>(?:\\x[0-9a-f]{2})*)>")
_TEXT = re.compile(r'"(?P<text>(?:\\x[0-9a-f]{2})*)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call that succeeded. path: the file; data, at: what was written where; at is also the length of a cut."""

    name: str
    path: Path
    data: bytes = b""
    at: int = 0
    creates: bool = False


@contextmanager
def watching(pid: int, *options: str) -> Iterator[None]:
    """strace attached to a process until the block ends or the process does. Says in one sentence why it cannot be."""
    command = ["strace", "-f", "-p", str(pid), *options]
    try:
        process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    except FileNotFoundError:
        raise AssertionError(MISSING) from None
    assert process.stderr is not None
    try:
        said = process.stderr.readline()
        assert "attached" in said, NOT_ALLOWED.format(said=said.strip())
        yield
    finally:
        _leave(process, process.stderr)


def _leave(process: subprocess.Popen[str], errors: IO[str]) -> None:
    """SIGINT lets the watched process go on unwatched."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    errors.read()
    process.wait()
    errors.close()


@contextmanager
def recording(pid: int, trace: Path) -> Iterator[None]:
    """Write down every call of CALLS, with all its bytes, into the file `trace`."""
    with watching(pid, "-y", "-xx", "-s", "100000000", "-e", f"trace={','.join(CALLS)}", "-o", str(trace)):
        yield


@contextmanager
def tampering(pid: int, call: str, what: str, when: str, files: Sequence[Path]) -> Iterator[None]:
    """Have the nth `call` on any of `files` fail. what: "signal=SIGKILL" or "error=EIO"; when: "3", or "3+" for all."""
    only = [option for file in files for option in ("-P", str(file))]
    quiet = ("-o", "/dev/null")
    with watching(pid, *quiet, *only, "-e", f"trace={call}", "-e", f"inject={call}:{what}:when={when}"):
        yield


def read(trace: Path) -> list[Call]:
    """The calls of a recording that succeeded, in the order in which they ended."""
    begun: dict[str, str] = {}
    found: list[Call] = []
    with trace.open() as lines:
        for line in lines:
            if unfinished := _UNFINISHED.match(line):
                begun[unfinished["pid"]] = unfinished["start"]
                continue
            if resumed := _RESUMED.match(line):
                pid = resumed["pid"]
                line = f"{pid} {begun.pop(pid)}{resumed['end']}"  # noqa: PLW2901 - one call, told in two lines
            whole = _LINE.match(line)
            if whole and int(whole["result"]) >= 0:
                found.append(_call(whole["call"], whole["arguments"], int(whole["result"]), whole["rest"]))
    return found


def _call(name: str, arguments: str, result: int, rest: str) -> Call:
    if name == "openat":
        opened = _FILE.match(f"{result}{rest}")
        assert opened, f"strace did not say which file was opened: {rest}"
        return Call(name=name, path=_path(opened["name"]), creates="O_CREAT" in arguments)
    if name in {"mkdir", "unlink", "rename"}:
        texts = [match["text"] for match in _TEXT.finditer(arguments)]
        return Call(name=name, path=_path(texts[0]), data=_bytes(texts[-1]))
    file = _FILE.match(arguments)
    assert file, f"strace did not say which file it was: {name}({arguments[:80]}"
    numbers = arguments.rsplit(", ", 2)
    data = _TEXT.search(arguments)
    written = _bytes(data["text"])[:result] if data else b""
    at = int(numbers[-1]) if name in {"pwrite64", "ftruncate"} else 0
    return Call(name=name, path=_path(file["name"]), data=written, at=at)


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _path(text: str) -> Path:
    return Path(_bytes(text).decode(errors="surrogateescape"))

"""A provider written by others, running in a process of its own until the test is done."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

READY = "ready"
# Seconds. Both start in about one; a loaded machine may take longer.
PATIENCE = 60.0


@contextmanager
def running(command: Sequence[str], told: object, folder: Path) -> Iterator[None]:
    """Start a program, tell it `told` as JSON in its last argument, and wait until it prints that it is ready."""
    process = subprocess.Popen(
        [*command, json.dumps(told)], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    assert process.stdout is not None
    said: Queue[str] = Queue()
    reader = Thread(target=_listen, args=(process.stdout, said), daemon=True)
    reader.start()
    try:
        _wait_until_ready(said)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)
        reader.join(timeout=10)
        process.stdout.close()


def _listen(stream: IO[str], said: Queue[str]) -> None:
    """Read all that the program says, so that it never waits for us."""
    for line in stream:
        said.put(line.rstrip())
    said.put("(ended)")


def _wait_until_ready(said: Queue[str]) -> None:
    """Wait for the one word, or fail with what was said instead."""
    heard: list[str] = []
    while not heard or heard[-1] != READY:
        try:
            heard.append(said.get(timeout=PATIENCE))
        except Empty:
            heard.append("(silence)")
        if heard[-1] in ("(ended)", "(silence)"):
            raise AssertionError("the provider did not start:\n" + "\n".join(heard[-40:]))

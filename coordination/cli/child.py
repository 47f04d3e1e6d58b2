"""Room: cli. The child process, watched: started again when it dies, a bounded number of times, and stopped cleanly."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from threading import Event, Thread, main_thread

COMMAND = (sys.executable, "-m", "coordination.cli.work")
MOST_DEATHS = 5
WITHIN_SECONDS = 60.0
PAUSE_SECONDS = 0.5
STOP_SECONDS = 20.0  # it may have a last batch to number, and five tries at the last checkpoint
KILL_SECONDS = 5.0


class Child:
    """One child at a time. `failed` says that it could not be kept alive; the main thread then gets SIGTERM."""

    def __init__(self, environ: Mapping[str, str], command: Sequence[str] = COMMAND) -> None:
        self._environ, self._command = dict(environ), tuple(command)
        self._stopping = Event()
        self._deaths: list[float] = []
        self.failed = False
        self.process = self._start()
        self._watcher = Thread(target=self._watch, name="child", daemon=True)
        self._watcher.start()

    def stop(self) -> int:
        """Let it sign a last checkpoint and leave; its exit code. What does not leave is ended."""
        self._stopping.set()
        self._watcher.join(WITHIN_SECONDS)
        process = self.process
        if process.stdin is not None:
            process.stdin.close()
        for seconds, end in ((STOP_SECONDS, process.terminate), (KILL_SECONDS, process.kill)):
            try:
                return process.wait(seconds)
            except subprocess.TimeoutExpired:
                end()
        return process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        # A session of its own: Ctrl-C in the terminal reaches the parent alone, which stops the web first.
        return subprocess.Popen(  # noqa: S603 - our own module, by this very interpreter
            self._command, env=self._environ, stdin=subprocess.PIPE, start_new_session=True
        )

    def _watch(self) -> None:
        """Start it again when it dies; give up when it dies too often."""
        while not self._stopping.wait(PAUSE_SECONDS):
            if self.process.poll() is None:
                continue
            now = time.monotonic()
            self._deaths = [*(then for then in self._deaths if now - then < WITHIN_SECONDS), now]
            if len(self._deaths) > MOST_DEATHS:
                self.failed = True
                signal.pthread_kill(main_thread().ident or 0, signal.SIGTERM)
                return
            if self.process.stdin is not None:
                self.process.stdin.close()
            self.process = self._start()

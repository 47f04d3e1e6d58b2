"""Room: casework. The process that reads a stranger's bytes: `python -I -m coordination.casework.cleaning.child`.

It has no key, no setting, no database and no open file of the hub's. It reads a file from standard input and writes one
letter and what it found to standard output: K, the kind and the clean content, or N and the sentence of its refusal.
Memory, time and files are bounded before the first byte is read; what goes beyond ends this process and no other.
"""

from __future__ import annotations

import resource
import sys

MEMORY = 1024**3  # bytes
SECONDS = 20  # of the processor's time


def bound() -> None:
    """Take the limits: nothing in this process can lift them again."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Read, clean, answer."""
    bound()
    from coordination.casework.cleaning import kinds  # noqa: PLC0415 - the limits come first

    data = sys.stdin.buffer.read()
    try:
        kind, content = clean(data)
    except kinds.Unfit as unfit:
        answer = b"N" + str(unfit).encode()
    else:
        answer = b"K" + kind.encode() + b"\n" + content
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()


def clean(data: bytes) -> tuple[str, bytes]:
    """The kind and the clean content of a file. Raises Unfit with the sentence for the person."""
    from coordination.casework.cleaning.kinds import kind_of  # noqa: PLC0415 - as above
    from coordination.model.files import Kind  # noqa: PLC0415 - as above

    kind = kind_of(data)
    if kind is Kind.PDF:
        from coordination.casework.cleaning import papers  # noqa: PLC0415 - half a second that pictures do without

        return kind.value, papers.clean(data)
    from coordination.casework.cleaning import pictures  # noqa: PLC0415 - and the other way round

    return kind.value, pictures.clean(data, kind)


if __name__ == "__main__":
    main()

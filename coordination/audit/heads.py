"""Room: audit. Gathers the signed heads of the log from the database and the second path, and compares the two."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from coordination.audit import checkpoint, tables
from coordination.audit.findings import Finding
from coordination.audit.second_path import SecondPath
from coordination.crypto.signing import Verifier


@dataclass(slots=True, kw_only=True)
class Heads:
    """Signed roots by size, and what is wrong with the notes themselves."""

    roots: dict[int, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    @property
    def last(self) -> int:
        """The greatest size that was signed, 0 when nothing was."""
        return max(self.roots, default=0)


def gather(connection: Connection, verifiers: Sequence[Verifier], origin: str, second_path: SecondPath | None) -> Heads:
    """All heads signed by this log's key, each signature checked once; what fails to verify becomes a finding."""
    heads = Heads()
    outside = second_path.notes() if second_path else []
    table = tables.checkpoint
    rows = connection.execute(select(table.c.size, table.c.root, table.c.note).order_by(table.c.size)).all()
    if second_path and rows and rows[-1].note not in outside:
        outside = _signed_meanwhile(second_path, outside, rows[-1].note)
    checked: dict[str, int] = {}
    for note in outside:
        checked[note] = _add(heads, note, verifiers, origin, "at the second path")
    for size, root, note in rows:
        where = f"stored for {size} entries"
        signed = checked[note] if note in checked else _add(heads, note, verifiers, origin, where)
        if signed >= 0 and (signed != size or heads.roots.get(size) != root):
            sentence = f"The stored checkpoint for {size} entries differs from its signed note."
            heads.findings.append(Finding(seq=None, sentence=sentence))
    if second_path:
        sizes = [signed for note in outside if (signed := checked[note]) >= 0]
        _compare(heads, sizes, {size for size, _, _ in rows})
    return heads


def _signed_meanwhile(second_path: SecondPath, outside: list[str], newest: str) -> list[str]:
    """The second path as far as the database goes, when a head was signed between the look at the one and the other.

    A note is at the second path before the database has it (publication.py), so a second look finds it, or it was cut.
    """
    again = second_path.notes()
    return again[: again.index(newest) + 1] if newest in again else outside


def _add(heads: Heads, note: str, verifiers: Sequence[Verifier], origin: str, where: str) -> int:
    """Check one note and keep its root; its size, or -1 when it is not to be trusted."""
    try:
        signed = checkpoint.read(note, verifiers, origin)
    except ValueError as error:
        heads.findings.append(Finding(seq=None, sentence=f"The checkpoint {where} fails: {error}."))
        return -1
    known = heads.roots.setdefault(signed.size, signed.root)
    if known != signed.root:
        sentence = f"Two different logs of {signed.size} entries were signed with the key of this log."
        heads.findings.append(Finding(seq=None, sentence=sentence))
    return signed.size


def _compare(heads: Heads, outside: list[int], stored: set[int]) -> None:
    """Each must know what the other knows, but for the newest notes, which crashes may have left outside only.

    They prove the entries all the same, and the sequencer's next step has the database know them (publication.py).
    """
    say = heads.findings.append
    for size in outside:
        if size not in stored and size < max(stored, default=0):
            say(Finding(seq=None, sentence=f"The checkpoint for {size} entries was removed from the database."))
    if max(stored, default=0) > max(outside, default=0):
        sentence = f"The second path does not know the checkpoint for {max(stored)} entries: it was cut or replaced."
        say(Finding(seq=None, sentence=sentence))
    if outside != sorted(outside):
        say(Finding(seq=None, sentence="The checkpoints at the second path are out of order."))

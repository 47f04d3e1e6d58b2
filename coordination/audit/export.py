"""Room: audit. What an outside verifier gets: the tree, the signed heads, one agency's entries, and single proofs.

Bytes go out only for entries that concern the given programs; of every other entry only the hash, which is enough
to check the tree and tells nothing (each entry is salted). Formats: JSON lines, C2SP tlog-checkpoint and tlog-proof,
so that tools that are not ours can check us. Test: tests/audit/test_second_implementation.py.
"""

import json
from base64 import b64encode
from collections.abc import Collection, Iterator

from sqlalchemy import Connection, select

from coordination.audit import bulk, nodes, sequencer, tables, tree
from coordination.audit.checkpoint import Checkpoint
from coordination.model.errors import Unavailable

_PAGE = 10_000
_PROOF = "c2sp.org/tlog-proof@v1"
_ROWS = (
    "SELECT l.seq, l.hash, e.bytes FROM leaf l JOIN entry e ON e.id = l.entry AND e.at = l.at "
    "WHERE l.seq >= ? AND l.seq < ? ORDER BY l.seq"
)


def lines(connection: Connection, programs: Collection[str], size: int) -> Iterator[str]:
    """The first `size` entries as JSON lines, in order: {"seq", "hash"} and, where it concerns `programs`, "bytes".

    Hash and bytes are base64; the hash is the RFC 6962 leaf hash of the bytes. Take `size` from a checkpoint.
    """
    wanted = set(programs)
    for first in range(0, size, _PAGE):
        for seq, digest, data in bulk.read(connection, _ROWS, (first, min(size, first + _PAGE))):
            line = {"seq": seq, "hash": _text(digest)}
            # By the signed bytes, not by an index that somebody could have changed.
            if wanted & sequencer.named(data)[1]:
                line["bytes"] = _text(data)
            yield json.dumps(line, separators=(",", ":"))


def heads(connection: Connection) -> Iterator[str]:
    """Every signed note, oldest first; written one after the other they are the file of the second path."""
    table = tables.checkpoint
    yield from connection.execute(select(table.c.note).order_by(table.c.size)).scalars()


def newest(connection: Connection) -> Checkpoint | None:
    """The checkpoint with the most entries, unverified, or None before the first."""
    table = tables.checkpoint
    query = select(table.c.size, table.c.root, table.c.note).order_by(table.c.size.desc()).limit(1)
    row = connection.execute(query).first()
    if row is None:
        return None
    return Checkpoint(origin=row.note.partition("\n")[0], size=row.size, root=row.root, note=row.note)


def prove(connection: Connection, seq: int) -> str:
    """A C2SP tlog-proof that entry `seq` is in the log: verifiable offline with the entry's bytes and the log's key.

    Raises LookupError when the entry is not signed yet, Unavailable when the stored log is not what was signed.
    """
    head = newest(connection)
    if head is None or not 0 <= seq < head.size:
        raise LookupError(f"entry {seq} is not under a signed checkpoint yet")
    try:
        path = tree.inclusion_proof(seq, head.size, nodes.subtree(connection))
        ((digest, data),) = bulk.read(connection, _ROWS.replace("l.seq, ", "", 1), (seq, seq + 1))
    except (LookupError, ValueError) as error:
        raise Unavailable("The access log lacks rows that were signed; no proof can be given.") from error
    # INVARIANT: no proof goes out that does not hold.
    if tree.leaf_hash(data) != digest or not tree.includes(digest, seq, head.size, path, head.root):
        raise Unavailable("The access log is not the one that was signed; no proof can be given.")
    return "".join([f"{_PROOF}\nindex {seq}\n", *(f"{_text(step)}\n" for step in path), "\n", head.note])


def prove_growth(connection: Connection, old: int, new: int) -> list[bytes]:
    """The RFC 6962 consistency proof between two signed sizes, for a witness that knows the old head."""
    return tree.consistency_proof(old, new, nodes.subtree(connection))


def _text(data: bytes) -> str:
    return b64encode(data).decode()

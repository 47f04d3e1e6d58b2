"""Room: audit. Reads the tree out of its tables: the hash of any range of leaves from a few hundred rows.

What is read here is a cache that the owner of the database could have changed, so every use ends at a signed root: a
proof is checked before it is given out, a frontier before it is signed.
"""

from sqlalchemy import Connection, select

from coordination.audit import tables, tree


def subtree(connection: Connection) -> tree.Subtree:
    """`subtree(first, last)` of RFC 6962 over the stored leaves; LookupError when a row is missing."""

    def read(first: int, last: int) -> bytes:
        count = last - first
        if count & (count - 1) or first % count:  # not a complete subtree: split as RFC 6962 does
            middle = first + (1 << (count - 1).bit_length() - 1)
            return tree.node_hash(read(first, middle), read(middle, last))
        level = count.bit_length() - 1
        stored = level - level % tree.STRIDE
        return tree.fold(_hashes(connection, stored, first >> stored, last >> stored))

    return read


def frontier(connection: Connection, size: int) -> tree.Frontier:
    """The right edge of the stored tree when it had `size` leaves; LookupError when a row is missing."""
    read = subtree(connection)
    return tree.Frontier(size, [read(first, last) for first, last in tree.peaks(size)])


def _hashes(connection: Connection, level: int, first: int, last: int) -> list[bytes]:
    """The hashes stored at a level for places first … last-1."""
    if level:
        node = tables.node
        found = select(node.c.hash).where(node.c.level == level, node.c.place >= first, node.c.place < last)
        rows = connection.execute(found.order_by(node.c.place)).scalars().all()
    else:
        leaf = tables.leaf
        found = select(leaf.c.hash).where(leaf.c.seq >= first, leaf.c.seq < last)
        rows = connection.execute(found.order_by(leaf.c.seq)).scalars().all()
    if len(rows) != last - first:
        raise LookupError(f"level {level} of the tree lacks rows between {first} and {last}")
    return list(rows)

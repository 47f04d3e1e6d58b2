"""Room: audit. The Merkle tree of RFC 6962 section 2.1: hashes, appends, proofs and their checks; pure.

`Frontier` holds the roots of the complete subtrees along the right edge, so an append costs one or two hashes whatever
the size. Proofs are cut from any function that yields the hash of a range of leaves. Tests: tests/audit/test_tree.py.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256
from typing import Final

EMPTY_ROOT: Final = sha256(b"").digest()
"""The root of a tree without leaves (RFC 6962 section 2.1)."""
STRIDE: Final = 8
"""Interior nodes are kept at levels 8, 16, 24…: one row for 256 leaves (the tile height of C2SP tlog-tiles)."""

Subtree = Callable[[int, int], bytes]
"""`subtree(first, last)` is the RFC 6962 hash of the leaves first … last-1, with first < last."""


def leaf_hash(data: bytes) -> bytes:
    """Hash of one leaf: SHA-256(0x00 ‖ data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an interior node: SHA-256(0x01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """Root over already hashed leaves (or equal subtrees when their number is a power of two)."""
    frontier = Frontier()
    frontier.extend(hashes)
    return frontier.root()


class Frontier:
    """The right edge of a growing tree.

    `size` is the number of leaves. `take_nodes` hands over the interior nodes that were completed at every eighth level
    since the last call, as (level, index, hash).
    """

    __slots__ = ("_nodes", "_peaks", "size")

    def __init__(self, size: int = 0, peaks: Iterable[bytes] = ()) -> None:
        """Resume at `size` leaves; `peaks` are the complete subtrees of that size, the largest first."""
        self.size = size
        self._peaks = list(peaks)
        self._nodes: list[tuple[int, int, bytes]] = []
        if len(self._peaks) != size.bit_count():
            raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(self._peaks)}")

    def append(self, leaf: bytes) -> None:
        """Add one leaf hash."""
        place, level, digest, peaks = self.size, 0, leaf, self._peaks
        while place & 1:
            digest = sha256(b"\x01" + peaks.pop() + digest).digest()
            place >>= 1
            level += 1
            if not level % STRIDE:
                self._nodes.append((level, place, digest))
        peaks.append(digest)
        self.size += 1

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes in order."""
        for leaf in leaves:
            self.append(leaf)

    def root(self) -> bytes:
        """The RFC 6962 root at the present size."""
        if not self._peaks:
            return EMPTY_ROOT
        digest = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            digest = node_hash(peak, digest)
        return digest

    def copy(self) -> "Frontier":
        """An independent frontier of the same tree, without the nodes waiting to be taken."""
        return Frontier(self.size, self._peaks)

    def take_nodes(self) -> list[tuple[int, int, bytes]]:
        """The interior nodes completed since the last call, and forget them."""
        nodes, self._nodes = self._nodes, []
        return nodes


def peaks(size: int) -> list[tuple[int, int]]:
    """The ranges (first, last) of the complete subtrees of a tree of `size` leaves, the largest first."""
    ranges, first = [], 0
    for level in range(size.bit_length() - 1, -1, -1):
        if size >> level & 1:
            ranges.append((first, first + (1 << level)))
            first += 1 << level
    return ranges


def _split(count: int) -> int:
    """The largest power of two smaller than `count` (count ≥ 2)."""
    return 1 << (count - 1).bit_length() - 1


def inclusion_proof(index: int, size: int, subtree: Subtree) -> list[bytes]:
    """PATH(index, D[size]) of RFC 6962 section 2.1.1, from the leaf's sibling up."""
    if not 0 <= index < size:
        raise ValueError(f"leaf {index} is not in a tree of {size}")
    first, last, path = 0, size, list[bytes]()
    while last - first > 1:
        middle = first + _split(last - first)
        if index < middle:
            path.append(subtree(middle, last))
            last = middle
        else:
            path.append(subtree(first, middle))
            first = middle
    return path[::-1]


def consistency_proof(old: int, new: int, subtree: Subtree) -> list[bytes]:
    """PROOF(old, D[new]) of RFC 6962 section 2.1.2; empty when old is 0 or equal to new."""
    if not 0 <= old <= new:
        raise ValueError(f"a tree of {old} is not the beginning of a tree of {new}")
    if old in (0, new):
        return []
    first, last, path, whole = 0, new, list[bytes](), True
    while old != last:
        middle = first + _split(last - first)
        if old <= middle:
            path.append(subtree(middle, last))
            last = middle
        else:
            path.append(subtree(first, middle))
            first, whole = middle, False
    if not whole:
        path.append(subtree(first, last))
    return path[::-1]


def includes(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether `proof` binds the leaf hash at `index` to `root` (RFC 9162 section 2.1.3.2)."""
    if not 0 <= index < size:
        return False
    place, last, digest = index, size - 1, leaf
    for step in proof:
        if not last:
            return False
        if place & 1 or place == last:
            digest = node_hash(step, digest)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            digest = node_hash(digest, step)
        place, last = place >> 1, last >> 1
    return last == 0 and digest == root


def extends(old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether `proof` shows the new tree to begin with the old one (RFC 9162 section 2.1.4.2)."""
    if old == new:
        return not proof and old_root == new_root
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    if not 0 < old < new or not proof:
        return False
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    low = high = steps[0]
    for step in steps[1:]:
        if not last:
            return False
        if place & 1 or place == last:
            low, high = node_hash(step, low), node_hash(step, high)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            high = node_hash(high, step)
        place, last = place >> 1, last >> 1
    return last == 0 and low == old_root and high == new_root

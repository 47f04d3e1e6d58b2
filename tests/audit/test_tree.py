"""Room: audit. The tree is RFC 6962's, and its proofs hold exactly when they should.

Vectors: the eight leaves and roots of the reference implementation of Certificate Transparency
(github.com/google/certificate-transparency, python/ct/crypto/merkle_test.py; also transparency-dev/merkle testonly).
"""

from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.audit import tree

LEAVES = [bytes.fromhex(text) for text in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
LEAVES.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
SIZES = st.integers(1, 600)


def naive(hashes: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, word for word, over leaf hashes."""
    if not hashes:
        return sha256().digest()
    if len(hashes) == 1:
        return hashes[0]
    middle = 1
    while middle * 2 < len(hashes):
        middle *= 2
    return sha256(b"\x01" + naive(hashes[:middle]) + naive(hashes[middle:])).digest()


def some(count: int) -> list[bytes]:
    return [tree.leaf_hash(number.to_bytes(4, "big")) for number in range(count)]


@pytest.mark.parametrize("size", range(1, 9))
def test_root_is_that_of_the_reference_implementation(size: int) -> None:
    assert tree.fold([tree.leaf_hash(leaf) for leaf in LEAVES[:size]]).hex() == ROOTS[size - 1]


def test_root_without_leaves_is_the_hash_of_nothing() -> None:
    assert tree.Frontier().root().hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.integers(0, 600))
def test_frontier_has_the_root_of_the_recursive_definition(size: int) -> None:
    leaves = some(size)
    assert tree.fold(leaves) == naive(leaves)


@given(st.integers(0, 600), st.integers(0, 300))
def test_frontier_resumes_from_its_peaks(size: int, more: int) -> None:
    leaves = some(size + more)
    frontier = tree.Frontier(size, [naive(leaves[first:last]) for first, last in tree.peaks(size)])
    frontier.extend(leaves[size:])
    assert frontier.root() == naive(leaves)


def test_frontier_refuses_peaks_of_another_size() -> None:
    with pytest.raises(ValueError, match="peaks"):
        tree.Frontier(3, [b""])


@given(st.integers(256, 1100))
def test_nodes_are_the_complete_subtrees_of_every_eighth_level(size: int) -> None:
    leaves, frontier = some(size), tree.Frontier()
    frontier.extend(leaves)
    nodes = frontier.take_nodes()
    assert nodes == [(8, place, naive(leaves[place * 256 : place * 256 + 256])) for place in range(size // 256)]
    assert frontier.take_nodes() == []


@given(st.data(), SIZES)
def test_inclusion_proof_holds_for_its_leaf_and_for_nothing_else(data: st.DataObject, size: int) -> None:
    leaves = some(size)
    index = data.draw(st.integers(0, size - 1))
    proof = tree.inclusion_proof(index, size, lambda first, last: naive(leaves[first:last]))
    root = naive(leaves)
    assert tree.includes(leaves[index], index, size, proof, root)
    assert not tree.includes(sha256(b"other").digest(), index, size, proof, root)
    assert not tree.includes(leaves[index], index, size, proof, sha256(b"other").digest())
    assert not tree.includes(leaves[index], index, size, [*proof, root], root)
    if proof:
        assert not tree.includes(leaves[index], index, size, proof[:-1], root)
        broken = data.draw(st.integers(0, len(proof) - 1))
        assert not tree.includes(leaves[index], index, size, [*proof[:broken], root, *proof[broken + 1 :]], root)


@given(st.data(), SIZES)
def test_consistency_proof_holds_for_its_two_trees_and_for_nothing_else(data: st.DataObject, new: int) -> None:
    leaves = some(new)
    old = data.draw(st.integers(0, new))
    old_root, new_root = naive(leaves[:old]), naive(leaves)
    proof = tree.consistency_proof(old, new, lambda first, last: naive(leaves[first:last]))
    assert tree.extends(old, old_root, new, new_root, proof)
    other = sha256(b"other").digest()
    assert not tree.extends(old, other, new, new_root, proof)
    assert not tree.extends(old, old_root, new, new_root, [*proof, other])
    if 0 < old < new:
        assert not tree.extends(old, old_root, new, other, proof)
        assert not tree.extends(old, old_root, new, new_root, proof[:-1])


def test_proofs_outside_the_tree_are_refused() -> None:
    with pytest.raises(ValueError, match="not in a tree"):
        tree.inclusion_proof(3, 3, lambda first, last: b"")
    with pytest.raises(ValueError, match="not the beginning"):
        tree.consistency_proof(4, 3, lambda first, last: b"")
    assert not tree.includes(b"", 3, 3, [], b"")
    assert not tree.extends(4, b"", 3, b"", [b""])

"""Room: tests. A hand-edited log is found, within a bounded time; a whole one is said to be whole."""

from __future__ import annotations

import pytest

from coordination.casework import log_check
from coordination.casework.log_check import Against
from coordination.crypto.signing import Signer
from coordination.model.errors import Conflict, Invalid, Misconfigured, Refused
from coordination.model.oversight import Checked, Narrowed
from tests.casework import watched
from tests.casework.watched import acts, against, morning, number
from tests.community import Community

EDITS = {
    "bytes": "UPDATE entry SET bytes = ? WHERE id = (SELECT entry FROM leaf WHERE seq = 3)",
    "column": "UPDATE entry SET actor = ? WHERE id = (SELECT entry FROM leaf WHERE seq = 3)",
    "hash": "UPDATE leaf SET hash = ? WHERE seq = 3",
}
VALUES: dict[str, object] = {"bytes": b"{}", "column": "0" * 32, "hash": bytes(32)}


def verify(community: Community, **more: float) -> Checked:
    return log_check.verify(community.desk, community.actor("aud_north"), lambda: against(community), **more)


def test_a_whole_log_is_said_to_be_whole(community: Community) -> None:
    morning(community)
    found = verify(community)
    assert found.sound
    assert found.size == found.read == found.signed > 10
    assert found.checkpoints >= 1
    assert found.waiting > 0  # the entries of this sign-in and of this verification


@pytest.mark.parametrize("edit", list(EDITS))
def test_a_hand_edited_row_is_found_and_named(community: Community, edit: str) -> None:
    morning(community)
    watched.tamper(community, EDITS[edit], VALUES[edit])
    found = verify(community)
    assert not found.sound
    assert [fault.seq for fault in found.faults] == [3]
    assert "3" in found.faults[0].sentence


def test_a_log_cut_short_is_found_by_the_second_path(community: Community) -> None:
    morning(community)
    second = against(community).second_path
    assert second is not None
    copy = second.with_name("copy")
    second.rename(copy)
    found = log_check.verify(
        community.desk,
        community.actor("aud_north"),
        lambda: Against(verifier_keys=against(community).verifier_keys, second_path=second),
    )
    assert not found.sound


def test_another_key_does_not_prove_this_log(community: Community) -> None:
    morning(community)
    auditor = community.actor("aud_north")
    other = Signer.generate("other.example/log").verifier.verifier_key
    found = log_check.verify(community.desk, auditor, lambda: Against(verifier_keys=(other,), second_path=None))
    assert not found.sound
    with pytest.raises(Misconfigured):
        log_check.verify(community.desk, auditor, lambda: Against(verifier_keys=("nonsense",), second_path=None))
    with pytest.raises(Invalid):
        log_check.verify(community.desk, auditor, lambda: Against(verifier_keys=(), second_path=None))


def test_a_page_stops_when_its_time_is_over_and_says_how_far_it_came(
    community: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    morning(community)
    monkeypatch.setattr("coordination.audit.verify.CHUNK", 4)
    found = verify(community, seconds=0.0)
    assert not found.complete
    assert not found.sound
    assert found.read == 4
    assert found.size > 10
    assert found.faults == ()


def test_one_verification_at_a_time(community: Community) -> None:
    morning(community)
    with log_check._READING, pytest.raises(Conflict):
        verify(community)
    assert verify(community).sound


def test_verifying_is_an_entry_and_for_auditors_only(community: Community) -> None:
    morning(community)
    verify(community)
    number(community)
    assert acts(community, "aud_north", Narrowed(action="access_log:verify"))[0].person == "Noor Field"
    with pytest.raises(Refused):
        log_check.verify(community.desk, community.actor("sam_cps_supervisor"), lambda: against(community))


def test_an_entry_that_is_not_signed_yet_has_no_proof(community: Community) -> None:
    morning(community)
    with pytest.raises(Invalid):
        log_check.prove(community.desk, 100_000)
    assert log_check.prove(community.desk, 2).startswith("c2sp.org/tlog-proof@v1\nindex 2\n")

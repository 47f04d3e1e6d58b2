"""Room: tests. A log that grows while it is verified is still sound: what came meanwhile is not taken for a fault."""

from __future__ import annotations

from coordination.audit.findings import Finding
from coordination.audit.second_path import SecondPath
from coordination.audit.verify import verify
from tests.audit.ground import NOW, ORIGIN, SIGNER, Log


def test_entries_numbered_during_the_walk_are_no_finding(log: Log) -> None:
    log.add(range(600))
    log.sequencer().step(NOW)
    grown: list[int] = []

    def more(done: int, _every: int) -> None:
        """Between the walk over the entries and the look at the indexes the sequencer goes on."""
        if not grown:
            grown.append(done)
            log.add(range(1_000, 1_600))
            log.sequencer().step(NOW)

    with log.app.read() as connection:
        report = verify(connection, [SIGNER.verifier], ORIGIN, log.second_path, columns=True, progress=more)
    assert grown == [600]
    assert report.findings == ()


def test_a_head_signed_between_the_two_looks_is_no_finding(log: Log) -> None:
    log.add(range(10))
    log.sequencer().step(NOW)
    grown: list[int] = []

    class Looked(SecondPath):
        """The sequencer signs just after the first look at the second path, and before the one at the database."""

        def notes(self) -> list[str]:
            found = super().notes()
            if not grown:
                grown.append(len(found))
                log.add(range(1_000, 1_300))
                log.sequencer().step(NOW)
            return found

    with log.app.read() as connection:
        report = verify(connection, [SIGNER.verifier], ORIGIN, Looked(log.second_path.folder))
    assert grown
    assert report.findings == ()
    assert report.signed == 310


def test_index_row_of_an_entry_that_is_not_there_is_found(log: Log) -> None:
    log.add(range(10))
    log.sequencer().step(NOW)
    with log.database.write() as connection:
        connection.exec_driver_sql("INSERT INTO concern (program, seq) VALUES ('0123', 99)")
    with log.app.read() as connection:
        report = verify(connection, [SIGNER.verifier], ORIGIN, log.second_path, columns=True)
    expected = "The index of whom this concerns names entry 99, which the log does not have."
    assert report.findings == (Finding(seq=99, sentence=expected),)

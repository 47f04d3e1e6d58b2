"""Room: tests. How long the score of a screen takes: Maine's Appendix A with its trace, in µs of CPU.

Target (issue 4, Done when: "score of a screen in µs"): 200 µs, a hundredth of what the page around it may take.
"""

from __future__ import annotations

import time
import timeit
from datetime import UTC, datetime, timedelta

from coordination_us_maine.appendix_a import APPENDIX_A

from coordination.policy.tiers import evaluate
from tests.bench.figures import Figure

TARGET = 200.0
NOW = datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


def measure(rounds: int, *, runs: int = 1_000) -> list[Figure]:
    """Best of `rounds`, each the mean of `runs`: every tier is read to the last, with two hundred missing episodes."""
    answers = {item.slug: "no" for item in APPENDIX_A.items} | {"gang": "yes", "brands": "unknown"}
    episodes = [NOW - timedelta(days=200 + days) for days in range(200)]

    def score() -> None:
        evaluate(APPENDIX_A, answers, episodes, NOW)

    best = min(timeit.repeat(score, timer=time.process_time, number=runs, repeat=rounds)) / runs * 1e6
    detail = f"Appendix A, 21 answers, 200 missing episodes, with its trace; best of {rounds} runs"
    return [Figure(what="the score of a screen", engine="", value=best, target=TARGET, unit="µs", detail=detail)]

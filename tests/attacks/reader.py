"""Room: tests. One worker process of several: asks for a page again and again, and writes down what came and when.

`python -m tests.attacks.reader SPEC` (JSON): the database, the home, the file to write to, and for each name who asks
(a session token), for which pages, and the word that must not come any more. It asks for the name it was told last on
standard input (an instant after "@" moves its clock there instead), and ends when that is closed. stale: the control
is broken on purpose, facts once read are kept.
"""

from __future__ import annotations

import json
import select
import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from coordination.storage import case_facts
from tests.community import Community, Visitor, opened_on
from tests.databases import Databases


def main(spec: dict[str, Any]) -> None:
    """Open the hub, say so, and ask until told to stop."""
    databases = Databases(**spec["databases"])
    with opened_on(databases, Path(spec["home"])) as community, Path(spec["said"]).open("w", buffering=1) as said:
        if spec["stale"]:
            _remember()
        visitors = {name: _visitor(community, one["token"]) for name, one in spec["asked"].items()}
        community.clock.now = datetime.fromisoformat(spec["now"])
        print("0 0 ready 0", file=said)
        name = ""
        while True:
            if select.select([sys.stdin], [], [], 0 if name else None)[0]:
                told = sys.stdin.readline().strip()
                if not told:
                    return
                if told.startswith("@"):
                    community.clock.now = datetime.fromisoformat(told[1:])
                    print(f"0 0 {told} 0", file=said)
                    continue
                name = told
            for path in spec["asked"][name]["paths"]:
                begun = time.monotonic()
                text = visitors[name].get(path).text
                print(begun, time.monotonic(), name, int(spec["asked"][name]["word"] in text), file=said)


def _visitor(community: Community, token: str) -> Visitor:
    visitor = community.client()
    visitor.carry(token)
    return visitor


def _remember() -> None:
    """Broken on purpose: what was true of somebody and a case stays true."""
    asked, kept = case_facts.facts, dict[Any, Any]()

    def facts(connection: Any, actor: Any, case_id: Any, **more: Any) -> Any:  # noqa: ANN401 - passed on as they came
        who = (actor.person_id, case_id)
        if who not in kept:
            kept[who] = asked(connection, actor, case_id, **more)
        return kept[who]

    case_facts.facts = facts


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))

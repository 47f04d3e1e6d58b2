"""Room: tests. Files through the door."""
from __future__ import annotations
import pytest
from coordination.casework import records
from coordination.model.ids import CaseId, new_id
from tests.casework.story import assigned, entries_of, opened
from tests.community import Community
from tests.uploads import paper, photo
NOTE = "child_protection_note"

def test_flow(community: Community) -> None:
    case = assigned(community, opened(community, "ana_cps_worker"), "detectives", "sgt_lake", "det_lake")
    record = records.file(community.desk, community.actor("ana_cps_worker"), case, NOTE, {"note": "x"}, new_id())
    ana = community.client("ana_cps_worker")
    path = f"/cases/{case}/records/{record}/files"
    page = ana.get(path + "/new"); assert page.status_code == 200, page.text
    sent = ana.send(path, {"words": "Birth certificate", "shows": "document", "harmless": "yes", "file": paper()})
    assert sent.status_code == 303, sent.text
    page = ana.get(sent.location); assert "Birth certificate" in page.text
    import re
    href = re.search(r'href="([^"]*/files/[0-9a-f]{32})"', page.text)[1]
    got = ana.get(href); print(got.status_code, dict(got.headers), got.data[:50])
    bad = ana.send(path, {"words": "Birth certificate", "shows": "document", "harmless": "yes", "file": b"<svg>"})
    assert bad.status_code == 422; assert "drawing" in bad.text
    bad = ana.send(path, {"nonsense": "x"}); assert bad.status_code == 422
    assert ana.get(href+"/withdraw").status_code == 200
    assert ana.send(href+"/withdraw", {"reason": "wrong_case"}).status_code == 303
    assert ana.get(href).status_code == 404
    assert community.client("sam_cps_supervisor").get(href).status_code == 200
    print([ (e["action"],e["outcome"]) for e in entries_of(community)][-12:])

"""Room: tests. Files of cases as they come in at the door: cells that look like formulas, and files that are none."""

from __future__ import annotations

import html
import re

from coordination.casework import import_sheet
from tests.community import START, ZONE, Community
from tests.web.brought import brought, uploaded
from tests.web.test_imports import count


def test_a_cell_that_looks_like_a_formula_is_text_on_the_page_and_in_the_case(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    cells = ["=1+1", "+2", "-3", "@SUM(4)", "\uff1d5+5", "\u200b=6", "<script>alert(7)</script>"]
    page = uploaded(ana, "called\n" + "\n".join(cells) + "\n")
    assert "7 ready" in page.text
    assert "<script>alert" not in page.text
    done = brought(ana, page.text)
    titles = [ana.get(address).text for address in re.findall(r'href="(/cases/[0-9a-f]{32})"', done.text)]
    for cell, title in zip(cells, titles, strict=True):
        assert f"<h1>{html.escape(cell, quote=False)}</h1>" in title


def test_a_file_that_is_none_says_so_beside_the_field_and_changes_nothing(community: Community) -> None:
    ana = community.client("ana_cps_worker")
    for raw in (b"", b"PK\x03\x04 workbook", b"called\nJos\xe9\n", b"name\nWren\n", b'called\n"Wren\n', b"called\n"):
        page = uploaded(ana, raw)
        assert page.status_code == 422
        assert 'id="sheet-error"' in page.text
    assert ana.send("/cases/import", {}).status_code == 422
    assert ana.send("/cases/import/open", {"sheet": "", "start": "x", "another": "-1"}).status_code == 422
    assert count(community) == 0


def test_a_file_that_comes_by_no_form_of_ours_is_refused(community: Community) -> None:
    """A form with a file is taken at one address alone, with its token, and with few parts."""
    ana, parts = community.client("ana_cps_worker"), b"--x\r\nContent-Disposition: form-data; name=a\r\n\r\n1\r\n"
    kind = "multipart/form-data; boundary=x"
    assert ana.post("/cases/import", data=parts + b"--x--\r\n", content_type=kind).status_code == 400
    assert ana.post("/cases/import", data=parts * 30, content_type=kind).status_code == 413
    assert ana.post("/cases/import", data=b"x" * 300_000, content_type=kind).status_code == 413
    assert ana.post("/cases", data=parts, content_type=kind).status_code == 415
    assert count(community) == 0


def test_the_template_is_a_file_that_the_hub_reads(community: Community) -> None:
    answer = community.client("ana_cps_worker").get("/cases/import/template.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="cases.csv"'
    assert answer.headers["Cache-Control"] == "no-store"
    filled = answer.data + b"Wren,,,,,,,\r\n"
    sheet = import_sheet.read(import_sheet.decoded(filled), zone=ZONE, now=START)
    assert [row.typed for row in sheet.rows] == [{"called": "Wren"}]
    assert sheet.left_out == ()

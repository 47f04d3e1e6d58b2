"""Room: tests. What the release form asks and its paper says, what stopping closes, and the young person's page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from coordination.casework import hub_codes, releases
from coordination.model.errors import Invalid
from coordination.model.explanation import Access
from coordination.model.ids import CaseId, new_id
from tests.casework.story import entries_of
from tests.casework.test_releases import open_case, paper
from tests.casework.watched import number
from tests.community import Community, make_community
from tests.databases import Store
from tests.web.test_release_pages import form_of, sent
from tests.web.test_release_papers import SIGNED, address_of, cac_sees


@pytest.fixture
def community(sqlite_store: Store, tmp_path: Path) -> Iterator[Community]:
    """On one engine: what these pages say is the same on both, and what they keep is tried on either."""
    yield from make_community(sqlite_store, tmp_path / "home")


@pytest.fixture
def either(engine_store: Store, tmp_path: Path) -> Iterator[Community]:
    """On each engine in turn."""
    yield from make_community(engine_store, tmp_path / "home")


@pytest.fixture
def case(community: Community) -> CaseId:
    """Child protection's case, with police and the center."""
    return open_case(community)


# --- what the form asks and the paper says ----------------------------------------------------------------------------


def test_the_paper_says_who_what_why_and_until_when_in_spanish_too(community: Community, case: CaseId) -> None:
    ana = community.client("ana_cps_worker")
    more = {"paper_language": "es", "language": "Mam", "interpreter": "Lucía Paz", "custody": "parent", "age": "15"}
    ana.send(f"/cases/{case}/releases", form_of(community, custody_evidence="Acta 12", **more))
    page = ana.get(address_of(ana, case, "paper")).text
    assert '<article class="hub-sheet" lang="es"' in page
    for words in (
        "Permiso para compartir información",
        "Advocacy Center, Harbor Children",
        "Tu nombre, tu cumpleaños y quién eres",
        "Para que estés a salvo ahora",
        "Desde el 21 de noviembre de 2026 hasta el final del 20 de diciembre de 2026.",
        "Hablamos en este idioma: Mam. Intérprete: Lucía Paz.",
        "Quién tiene la custodia: la madre o el padre. Acta 12",
        "River, la persona joven (menor de 18)",
        "Jo Rivers, madre o padre",
        "Firmado en papel el 21 de noviembre de 2026",
    ):
        assert words in page, words
    assert "You can stop" not in page


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"starts_on": "2026-11-20"}, "starts_on", "past"),
        ({"starts_on": "2026-12-21"}, "starts_on", "after its last day"),
        ({"starts_on": "soon"}, "starts_on", "year-month-day"),
        ({"signed_on": "2026-11-22"}, "signed_on", "still to come"),
        ({"age": "fifteen"}, "age", "in years"),
        ({"age": "18"}, "signers", "At 18 a person signs for themselves"),
        ({"paper_language": "xx"}, "paper_language", "from the list"),
        ({"method": "telepathy"}, "method", "from the list"),
        ({"custody": "nobody"}, "custody", "from the list"),
        ({"copy": "maybe"}, "copy", "from the list"),
        ({"custody": "agency"}, "signers", "Somebody else has custody."),
        ({"method": "print", "signer_1_capacity": "guardian"}, "subject", "whom it is about"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    community: Community, case: CaseId, more: dict[str, str], field: str, sentence: str
) -> None:
    typed = {**paper(community, ("cac",), ("identity",)), **more}
    with pytest.raises(Invalid) as told:
        releases.record(community.desk, community.actor("ana_cps_worker"), case, typed, new_id())
    assert set(told.value.fields) == {field}
    assert sentence in told.value.fields[field]
    shown = community.client("ana_cps_worker").send(f"/cases/{case}/releases", form_of(community, **more))
    assert shown.status_code == 422
    assert f'href="#{field}"' in shown.text
    assert f'id="{field}"' in shown.text


def test_a_release_that_begins_later_opens_on_its_first_day(community: Community, case: CaseId) -> None:
    ana = community.client("ana_cps_worker")
    assert ana.send(f"/cases/{case}/releases", form_of(community, starts_on="2026-11-23")).status_code == 303
    assert "Not begun yet" in ana.get(f"/cases/{case}/releases").text
    assert cac_sees(community, case) is Access.KNOWN
    community.clock.forward(days=1, hours=14, minutes=59)  # 23:59 in Chicago on the 22nd
    assert cac_sees(community, case) is Access.KNOWN
    community.clock.forward(minutes=2)
    assert cac_sees(community, case) is Access.OPEN


def test_the_release_to_the_hub_is_shown_before_it_is_signed_and_signed_on_screen(
    community: Community, case: CaseId
) -> None:
    code, _ = hub_codes.issue(community.desk, community.actor("ana_cps_worker"), case, new_id())
    rosa = community.client("adv_safe")
    typed = {**sent(paper(community, ("cac",), ("advocacy",))), "code": code, "method": "screen"}
    before = entries_of(community)
    shown = rosa.send("/release-to-hub", {**typed, "paper": "1"})
    assert shown.status_code == 200
    assert "Nothing is saved." in shown.text
    assert "The coordination hub, so that Community Advocates, Safe Path can work in it." in shown.text
    assert "(42 USC 10406(c)(5); 34 USC 12291(b)(2)(D)(ii)(I))" in shown.text
    assert entries_of(community) == before
    back = rosa.send("/release-to-hub", {**typed, "change": "1"})
    assert f'value="{code}"' in back.text
    refused = rosa.send("/release-to-hub", typed)
    assert refused.status_code == 422
    assert "River has not signed." in refused.text
    assert rosa.send("/release-to-hub", {**typed, "method": "print"}).status_code == 422
    assert rosa.send("/release-to-hub", {**typed, **SIGNED}).status_code == 303
    assert rosa.get(f"/cases/{case}").status_code == 200


# --- before it is stopped, and after ----------------------------------------------------------------------------------


def test_stopping_is_one_click_says_what_it_closes_and_who_took_the_word(community: Community, case: CaseId) -> None:
    ana, mia = community.client("ana_cps_worker"), community.client("int_harbor")
    ana.send(f"/cases/{case}/releases", form_of(community))
    assert "Advocacy Center, Identity: <strong>lost</strong>" in ana.get(f"/cases/{case}/releases").text
    page = mia.get(f"/cases/{case}/releases").text
    assert "Advocacy Center, Identity: <strong>lost</strong>" in page
    stop = re.search(r'action="([^"]+/revoke)"', page)
    assert stop
    assert mia.send(stop.group(1), {"how": "oral"}).status_code == 303
    assert cac_sees(community, case) is Access.KNOWN
    assert "told us; taken by Mia Vale" in ana.get(f"/cases/{case}/releases").text
    assert "taken by" not in mia.get(f"/cases/{case}/releases").text


def test_a_recipient_is_not_told_what_stopping_closes_to_another(community: Community, case: CaseId) -> None:
    ana = community.client("ana_cps_worker")
    ana.send(f"/cases/{case}/releases", sent(paper(community, ("cac", "detectives"), ("placement",))))
    assert "Juvenile Detectives, Placement" in ana.get(f"/cases/{case}/releases").text
    page = community.client("int_harbor").get(f"/cases/{case}/releases").text
    assert "Advocacy Center, Placement" in page
    assert "Juvenile Detectives, Placement" not in page


def test_the_preview_says_who_can_read_it_through_a_recipient(community: Community, case: CaseId) -> None:
    typed = sent(paper(community, ("cac", "detectives"), ("placement",)))
    page = community.client("ana_cps_worker").send(f"/cases/{case}/releases/preview", typed).text
    through = page[page.index("Who can read it through them") :]
    assert "side in a criminal case. This law was not checked here: ask counsel." in through
    assert "public-records law" in through
    assert "<h3>Advocacy Center</h3>" not in through


# --- the page for the young person ------------------------------------------------------------------------------------


def test_the_youth_page_says_who_will_know_what_was_read_and_how_to_stop_it(either: Community) -> None:
    community, case = either, open_case(either)
    ana = community.client("ana_cps_worker")
    page = ana.get(f"/cases/{case}/releases/youth").text
    assert "No signed paper is running now." in page
    ana.send(f"/cases/{case}/releases", form_of(community))
    community.client("int_harbor").get(f"/cases/{case}")
    number(community)
    page = ana.get(f"/cases/{case}/releases/youth").text
    agreed, law, read, stop = (
        page.index(f"<h2>{heading}")
        for heading in ("Who may see", "What is shared without", "What was read", "How to stop")
    )
    assert agreed < page.index("Your name, your birthday, and who you are") < law
    assert "Until the end of December 20, 2026." in page[agreed:law]
    assert "Juvenile Detectives, Lakeside Police Department" in page[law:read]
    assert "5106a" in page[law:read]
    assert "Advocacy Center" in page[read:stop]
    assert "Last time: November 21, 2026" in page[read:stop]
    assert "Child Protection, North" not in page[read:stop], "what one’s own program reads is no disclosure"
    assert "Mia Vale" not in page
    assert "Say “stop” to anyone on the team" in page[stop:]
    spanish = ana.get(f"/cases/{case}/releases/youth?language=es").text
    assert '<article class="hub-sheet" lang="es">' in spanish
    assert "Cómo pararlo" in spanish
    assert "La última vez: 21 de noviembre de 2026" in spanish


def test_the_youth_page_names_no_confidential_program_to_others(community: Community, case: CaseId) -> None:
    desk, rosa = community.desk, community.actor("adv_safe")
    code, _ = hub_codes.issue(desk, community.actor("ana_cps_worker"), case, new_id())
    releases.name_hub(desk, rosa, code, paper(community, (), ("advocacy",)), new_id())
    releases.record(desk, community.actor("ana_cps_worker"), case, paper(community, ("cac",), ("identity",)), new_id())
    community.client("adv_safe").get(f"/cases/{case}")
    number(community)
    page = community.client("ana_cps_worker").get(f"/cases/{case}/releases/youth").text
    assert "Safe Path" not in page
    assert "Community Advocates" not in page
    own = community.client("adv_safe").get(f"/cases/{case}/releases/youth").text
    assert "Only the hub, which keeps it locked for Community Advocates" in own
    assert "nobody else sees anything" not in own
    assert "The law lets none of the others on this page see what Community Advocates has" in own


def test_who_is_not_on_the_case_has_no_youth_page(community: Community, case: CaseId) -> None:
    stranger = community.client("adv_safe")
    absent = stranger.get(f"/cases/{new_id()}/releases/youth")
    hidden = stranger.get(f"/cases/{case}/releases/youth")
    assert (hidden.status_code, hidden.data) == (404, absent.data)

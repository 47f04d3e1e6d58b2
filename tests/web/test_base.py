"""Room: web. The frame of every page: who is here, where they can go, neutral titles, nothing from elsewhere."""

from __future__ import annotations

import dataclasses
import re
from datetime import UTC, datetime
from pathlib import Path

from flask import render_template_string

from coordination.hub import Hub
from coordination.web import page
from coordination.web.app import BLUEPRINTS, create_app
from coordination.web.help_text import FOLDER, topics
from coordination.web.navigation import PLACES
from tests.community import PEOPLE, Community

WEB = Path(page.__file__).parent
# Modules of the room that are no noun: the frame, its pieces, and what several nouns share.
NO_PAGES = {"__init__", "app", "help_text", "navigation", "page"}


def test_every_blueprint_in_the_folder_is_on_the_list() -> None:
    with_pages = {
        path.stem for path in WEB.glob("*.py") if re.search(r"^pages = Blueprint", path.read_text(), re.MULTILINE)
    }
    listed = {blueprint.import_name.rpartition(".")[2] for blueprint in BLUEPRINTS}
    assert with_pages == listed
    assert listed.isdisjoint(NO_PAGES)


def test_a_page_says_who_is_here_and_for_which_program(community: Community) -> None:
    text = community.client("ana_cps_worker").get("/help").text
    for shown in ("Ana Brook", "Worker", "Child Protection, North County Human Services", "Sign out"):
        assert shown in text


PLACES_OF = (
    ("ana_cps_worker", {"My cases", "Search", "Open a case", "Drafts", "Requests"}, {"Access log", "Conflicts"}),
    ("sam_cps_supervisor", {"My cases", "Requests", "Conflicts", "Retention"}, {"Access log"}),
    ("aud_north", {"Access log", "Sessions"}, {"My cases", "Search", "Drafts", "Open a case"}),
    ("adm_north", {"Sessions"}, {"My cases", "Access log", "Conflicts", "Retention"}),
    ("pri_privacy", {"Conflicts", "Retention"}, {"My cases", "Access log"}),
    ("adv_safe", {"My cases", "Drafts"}, {"Open a case", "Access log"}),
)


def test_each_role_sees_its_own_places(community: Community) -> None:
    for slug, shown, hidden in PLACES_OF:
        text = community.client(slug).get("/help").text
        nav = set(re.findall(r">([^<>]+)</a></li>", text[text.index("<nav") : text.index("</nav>")]))
        assert shown <= nav, slug
        assert not hidden & nav, slug


def test_every_place_of_the_navigation_exists(community: Community) -> None:
    missing = {place.endpoint for place in PLACES if place.endpoint not in community.app.view_functions}
    assert missing == set()


def test_everybody_lands_on_a_page_of_theirs(community: Community) -> None:
    for slug in PEOPLE:
        answer = community.client(slug).get("/", follow_redirects=True)
        assert answer.status_code == 200, (slug, answer.request.path)
        title = re.search(r"<title>(.*?)</title>", answer.text)
        assert title is not None
        assert not any(name in title[1] for name, _, _ in PEOPLE.values())


def test_nobody_signed_in_sees_a_name(community: Community) -> None:
    text = community.client().get("/help").text
    assert "hub-sign-out" not in text
    assert "hub-nav" not in text


def test_only_the_demonstration_says_it_is_one(community: Community) -> None:
    assert "synthetic people only" not in community.client().get("/help").text
    demo: Hub = dataclasses.replace(community.hub, demo=True)
    community._app = create_app(demo)
    visitor = community.client("ana_cps_worker")
    for path in ("/help", "/nowhere", "/cases"):
        assert "synthetic people only" in visitor.get(path).text
    community.clock.forward(minutes=16)
    assert "synthetic people only" in visitor.get("/cases").text


def test_templates_hold_no_script_style_or_address_of_others() -> None:
    for template in WEB.glob("templates/**/*.html"):
        text = template.read_text()
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), template
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text), template
        assert not re.search(r"(?:src|href|action)=[\"'](?:https?:)?//", text), template
        assert "|safe" not in text.replace(" ", ""), template


def test_the_browser_keeps_nothing() -> None:
    script = (
        (WEB.parent / "static" / "hub.js").read_text().replace("sessionStorage.clear()", "")
    )  # takes out, puts none
    for word in (
        "localStorage",
        "sessionStorage",
        "indexedDB",
        "document.cookie",
        "serviceWorker",
        "eval(",
        "innerHTML",
    ):
        assert word not in script


def test_what_was_typed_is_escaped_in_every_piece_of_a_form(community: Community) -> None:
    wicked = '"><script>alert(1)</script>'
    source = """
    {% from "macros.html" import choice, date, errors_summary, field, form_start, many, notice, submit, textarea %}
    {{ form_start("/cases") }}
    {{ field("a", "A", typed, errors) }}{{ date("b", "B", typed, errors) }}{{ textarea("c", "C", typed, errors) }}
    {{ choice("d", "D", [(wicked, wicked)], typed, errors) }}{{ many("e", "E", [(wicked, wicked)], typed, errors) }}
    {{ choice("f", "F", [(wicked, wicked)], typed, errors, select=True) }}
    {{ errors_summary(errors) }}{{ notice(wicked) }}{{ submit("Save") }}
    """
    typed = {**dict.fromkeys("abcdf", wicked), "e": [wicked]}
    with community.app.test_request_context(base_url=community.hub.settings.public_url):
        made = render_template_string(source, typed=typed, errors=dict.fromkeys("abcdef", wicked), wicked=wicked)
    assert "<script" not in made
    assert made.count("checked") == 2
    assert made.count(" selected") == 1
    assert made.count('aria-invalid="true"') == 6
    for name in "abcdef":
        assert f'id="{name}-error"' in made
        assert f'href="#{name}"' in made
    assert re.search(r'name="act_key" value="[0-9a-f]{32}"', made)


def test_two_forms_have_two_act_keys() -> None:
    assert page.act_key() != page.act_key()


def test_times_are_shown_in_the_programs_zone_and_named() -> None:
    assert page.at(datetime(2026, 5, 3, 19, 5, tzinfo=UTC), "America/Chicago") == "3 May 2026, 14:05 CDT"
    assert page.on(datetime(2026, 5, 3, 3, 5, tzinfo=UTC), "America/Chicago") == "2 May 2026"


def test_no_two_pages_of_the_help_have_the_same_number_or_name() -> None:
    names = [file.name.partition("-") for file in sorted(FOLDER.glob("*-*.md"))]
    assert len({number for number, _, _ in names}) == len({slug for _, _, slug in names}) == len(names)


def test_help_is_there_in_order_and_cannot_carry_markup(tmp_path: Path) -> None:
    assert [topic.slug for topic in topics()][5:7] == ["what-you-see", "records"]
    (tmp_path / "01-a.md").write_text("# A <b>\n\nText **strong** <script>\n\n## H\n- one\n  more\n- two & three\n")
    (topic,) = topics(tmp_path)
    assert topic.title == "A <b>"
    assert topic.html == (
        "<p>Text <strong>strong</strong> &lt;script&gt;</p>\n<h2>H</h2>\n"
        '<ul class="usa-list"><li>one more</li><li>two &amp; three</li></ul>'
    )

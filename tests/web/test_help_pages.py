"""Room: tests. The help of each role: its pictures are there, what it names is on a screen, its words are plain."""

from __future__ import annotations

import html
import re
from pathlib import Path

import click
import pytest

from coordination.cli.main import main
from coordination.web.help_text import FOLDER, LINK, PICTURE, PICTURES, read, size, topics
from tests.community import Community

OF_ROLES = ("member", "supervisor", "administrator", "auditor", "operator")
LARGEST = 150_000  # bytes
COMMAND = re.compile(r"python -m coordination ((?:[a-z-]+ ?)+)")
ROOM = FOLDER.parent


def pages() -> dict[str, str]:
    """The roles' pages as they are written."""
    return {slug: next(FOLDER.glob(f"*-{slug}.md")).read_text(encoding="utf-8") for slug in OF_ROLES}


def screens() -> str:
    """Everything that the hub may put on a screen: its templates, and the sentences in its code and plugins."""
    files = [*ROOM.rglob("*.html"), *(file for file in ROOM.rglob("*.py") if file.parent.name != "help")]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def named(text: str) -> set[str]:
    """The buttons, links and titles that a page names: what is bold and no command."""
    return {word for word in re.findall(r"\*\*(.+?)\*\*", text) if not word.startswith("python -m ")}


def missing(text: str, shown: str) -> set[str]:
    """What a page names and no screen says."""
    return {word for word in named(text) if word.replace("’", "'") not in shown.replace("’", "'")}


def test_roles_come_first_in_the_list(community: Community) -> None:
    assert [topic.slug for topic in topics()][: len(OF_ROLES)] == list(OF_ROLES)
    text = community.client().get("/help").text
    found = re.findall(r'href="/help/([a-z-]+)"', text)
    assert found[: len(OF_ROLES)] == list(OF_ROLES)
    assert len(found) == len(set(found)) == len(topics()), "two pages have one address"


@pytest.mark.parametrize("slug", OF_ROLES)
def test_what_a_page_names_is_on_the_screen(slug: str) -> None:
    assert named(pages()[slug])
    assert not missing(pages()[slug], screens())


def test_a_name_that_is_on_no_screen_is_found() -> None:
    assert missing("Press **Do the impossible**, then **File a record**.", screens()) == {"Do the impossible"}


def test_commands_of_the_operators_page_are_commands() -> None:
    told = COMMAND.findall(pages()["operator"])
    assert len(told) > 10
    for line in told:
        group: click.Command = main
        for word in line.split():
            if isinstance(group, click.Group):
                found = group.get_command(click.Context(group), word)
                assert found is not None, line
                group = found


def test_pictures_are_there_small_and_said_in_words(community: Community) -> None:
    browser = community.client()
    for slug, text in pages().items():
        shown, said = PICTURE.findall(text), html.unescape(browser.get(f"/help/{slug}").text)
        assert shown, slug
        for words, name in shown:
            file = PICTURES / name
            width, height = size(file)
            assert file.stat().st_size <= LARGEST, name
            assert f'src="pictures/{name}" alt="{words}" width="{width}" height="{height}"' in said
            assert len(words.split()) > 6, "somebody who cannot see it reads what it shows"
            answer = browser.get(f"/help/pictures/{name}")
            assert (answer.status_code, answer.mimetype) == (200, "image/png")
            assert answer.data == file.read_bytes()


def test_every_picture_is_shown_somewhere() -> None:
    told = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.md"))
    assert {file.name for file in PICTURES.glob("*.png")} == {name for _words, name in PICTURE.findall(told)}


def test_nothing_but_a_picture_is_handed_out(community: Community) -> None:
    for name in ("..%2f01-what-you-see.md", "nothing.png", "..%2F..%2Fhub.py", "case", "%2e%2e", "CASE.PNG"):
        assert community.client().get(f"/help/pictures/{name}").status_code == 404, name


def test_links_lead_to_pages_that_are_there() -> None:
    known = {topic.slug for topic in topics()}
    for file in FOLDER.glob("*.md"):
        text = file.read_text(encoding="utf-8")
        for _words, slug in LINK.findall(text):
            assert slug in known, (file.name, slug)
        for name in re.findall(r"\]\((\d[^)]*\.md)\)", text):
            assert (FOLDER / name).is_file(), (file.name, name)  # so that it works on a code host too


@pytest.mark.parametrize("slug", OF_ROLES)
def test_words_are_plain(slug: str) -> None:
    """Sentences are short and words mostly are: a Flesch-Kincaid grade of 8 or less (Kincaid et al. 1975)."""
    plain = re.sub(
        r"(?m)^#.*$|!\[.*?\]\(.*?\)|\*\*python.*?\*\*|\(COORDINATION_\w+\)|[*\[\]]|\(\d.*?\)", "", pages()[slug]
    )
    assert grade(plain) <= 8


def test_hard_words_would_be_noticed() -> None:
    assert grade("Interoperability considerations necessitate comprehensive institutional reconfiguration.") > 8


def grade(text: str) -> float:
    """The school grade for which a text is written; syllables are counted as groups of vowels."""
    sentences = [one for one in re.split(r"[.!?:]\s|\n", text) if re.search(r"[A-Za-z]", one)]
    words = re.findall(r"[A-Za-z’']+", text)
    syllables = sum(max(1, len(re.findall(r"[aeiouy]+", re.sub(r"e\b", "", word.lower())))) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59


def test_picture_link_and_step_become_html_and_markup_does_not(tmp_path: Path) -> None:
    (tmp_path / "01-a.md").write_text(
        "# A\n\nSee [more <b>](03-releases.md).\n\n1. One\n2. Two\n   goes on\n\n![A <b> page](pictures/case.png)\n\n"
        "![None](pictures/none.png)\n\n[No](https://example.org)\n"
    )
    (topic,) = topics(tmp_path)
    width, height = size(PICTURES / "case.png")
    assert topic.html == (
        '<p>See <a href="releases">more &lt;b&gt;</a>.</p>\n'
        '<ol class="usa-list"><li>One</li><li>Two goes on</li></ol>\n'
        '<figure class="hub-picture"><a href="pictures/case.png"><img src="pictures/case.png" alt="A &lt;b&gt; page" '
        f'width="{width}" height="{height}" loading="lazy"></a></figure>\n<p>None</p>\n<p>[No](https://example.org)</p>'
    )
    with pytest.raises(ValueError, match=r"a\.md"):
        size(tmp_path / "01-a.md")


def test_a_table_becomes_one_with_titles_and_code_is_shown_as_it_is() -> None:
    topic = read("a", "# A\n\n| Who | What |\n| --- | --- |\n| `x_<b>` | **yes** |\n\n| no | table |")
    assert topic.html == (
        '<div class="hub-table"><table class="usa-table usa-table--stacked"><thead><tr><th scope="col">Who</th>'
        '<th scope="col">What</th></tr></thead><tbody><tr>'
        '<th scope="row" data-label="Who"><code>x_&lt;b&gt;</code></th>'
        '<td data-label="What"><strong>yes</strong></td></tr></tbody></table></div>\n<p>| no | table |</p>'
    )
    with pytest.raises(ValueError, match="argument"):
        read("a", "# A\n\n| Who | What |\n| --- | --- |\n| x |")

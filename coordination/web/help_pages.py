"""Room: web. Help: the pages under coordination/help, read once at start. Public, since they tell about nobody."""

from __future__ import annotations

from functools import cache

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from coordination.door.policy import PUBLIC
from coordination.web.help_text import PICTURES, Topic, topics

pages = Blueprint("help", __name__)


@pages.get("/help", action=PUBLIC)
def index() -> ResponseReturnValue:
    """All topics."""
    return render_template("help/index.html", topics=_topics().values())


@pages.get("/help/<slug>", action=PUBLIC)
def page(slug: str) -> ResponseReturnValue:
    """One topic."""
    topic = _topics().get(slug)
    if topic is None:
        raise NotFound
    # The only text that is not escaped: it was written with this code and escaped piece by piece by help_text.
    return render_template("help/page.html", topic=topic, body=Markup(topic.html))  # noqa: S704 - our own files


@pages.get("/help/pictures/<name>", action=PUBLIC)
def picture(name: str) -> ResponseReturnValue:
    """A picture of the demo, which the pages show."""
    content = _pictures().get(name)
    if content is None:
        raise NotFound
    return Response(content, mimetype="image/png")


@cache
def _pictures() -> dict[str, bytes]:
    """All of them, a megabyte: no name that somebody typed is ever looked for in a folder."""
    return {file.name: file.read_bytes() for file in PICTURES.glob("*.png")}


@cache
def _topics() -> dict[str, Topic]:
    return {topic.slug: topic for topic in topics()}

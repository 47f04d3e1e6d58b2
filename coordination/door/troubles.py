"""Room: door. The sentences of the error pages: constant, plain, and telling nothing about any case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One error page. sentences stand below each other; they are constant and tell nothing about any case."""

    status: int
    title: str
    sentences: tuple[str, ...]


TROUBLES: Mapping[str, Trouble] = {
    trouble_name: Trouble(status=status, title=title, sentences=sentences)
    for trouble_name, status, title, sentences in (
        (
            "malformed",
            400,
            "We could not read that",
            ("Your browser sent something the hub cannot read. Nothing was changed.",),
        ),
        (
            "elsewhere",
            400,
            "Wrong address",
            ("This hub answers only at its own address. Check the address you typed.",),
        ),
        (
            "form",
            400,
            "This form is out of date",
            ("Go back, load the page again and send the form once more. Nothing was changed.",),
        ),
        ("sign_in", 401, "Please sign in", ("You are not signed in, so nothing was changed.",)),
        (
            "absent",
            404,
            "This page is not available",
            (
                "Either there is no such page, or it is not open to you.",
                "If you think you should see it, ask your supervisor.",
            ),
        ),
        (
            "not_live",
            403,
            "Your program is not live in the hub",
            (
                "A paper between your program and whoever runs the hub is missing or over.",
                "Until it is filed you open no case, file nothing new, send and take no referral and join no team.",
                "Your administrator or privacy officer files it under Instruments. You can still read what is there.",
            ),
        ),
        ("method", 405, "This page does not do that", ("Nothing was changed. Go back and try again.",)),
        (
            "conflict",
            409,
            "Somebody else was first",
            ("Nothing of yours was saved. Load the page again to see what changed.",),
        ),
        ("large", 413, "That is too much at once", ("A form can hold about 60 pages of text. Nothing was changed.",)),
        (
            "large_file",
            413,
            "This file is too large",
            ("A document can have 10 MB, a list of cases 64 kB. Go back, and send it in parts. Nothing was changed.",),
        ),
        ("invalid", 422, "Please check what you typed", ("Some of it could not be taken. Nothing was changed.",)),
        (
            "broken",
            500,
            "Something went wrong",
            ("It is our mistake and was noted. What you asked for was not finished.",),
        ),
        (
            "unavailable",
            503,
            "The hub cannot work just now",
            ("It could not record this, so nothing was shown or changed. Try again in a few minutes.",),
        ),
    )
}

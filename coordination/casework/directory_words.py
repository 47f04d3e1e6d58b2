"""Room: casework. What is typed into the directory, field by field, and short words for what stands in it.

Functions that read put the sentence for the person who typed into `errors` beside the field's name.
"""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from coordination.model.week import MOST, week

SHORTEST = 3  # digits of a telephone number, such as 911
DIGITS = 4  # of a number of places
_NUMBER = re.compile(r"[0-9+()][0-9 ().+/-]{1,30}(?:\s*(?:x|ext\.?|press|option)\s*[0-9]{1,6})?", re.IGNORECASE)
_EXTENSION = re.compile(r"x|ext|press|option", re.IGNORECASE)
# What looks like where somebody lives or sleeps: a house number with a street's word, or a post box.
_STREET = (
    r"(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|highway|hwy|place|pl|parkway|pkwy|"
    r"circle|cir|terrace|trail|route|rte)"
)
_ADDRESS = re.compile(rf"\b\d{{1,6}}[a-z]?\s+(?:[\w.'-]+\s+){{0,4}}{_STREET}\b|\bp\.?\s?o\.?\s+box\b", re.IGNORECASE)


def line(text: str, name: str, errors: dict[str, str], *, most: int, required: bool = False) -> str:
    """One line of at most `most` characters."""
    text = " ".join(text.split())
    if required and not text:
        errors[name] = "Fill this in."
    elif len(text) > most or not text.isprintable():
        errors[name] = f"Write at most {most} characters."
    return text


def words(text: str, name: str, errors: dict[str, str], *, most: int = 2000) -> str:
    """Several lines of text."""
    text = text.replace("\r\n", "\n").strip()
    if len(text) > most:
        errors[name] = f"Write at most {most} characters."
    return text


def number(text: str, name: str, errors: dict[str, str], *, required: bool = False) -> str:
    """A telephone number as it is dialled, with an extension when there is one."""
    text = " ".join(text.split())
    if not text:
        if required:
            errors[name] = "Write the number to ring."
        return ""
    if not _NUMBER.fullmatch(text) or sum(letter.isdigit() for letter in text) < SHORTEST:
        errors[name] = "Write the number as it is dialled, like 218-555-0134 or 218-555-0134 ext. 2."
    return text


def digits(number: str) -> str:
    """The digits of a number without its extension: what a gateway for short messages takes, and one way to compare."""
    plain = _EXTENSION.split(number, maxsplit=1)[0]
    return "".join(letter for letter in plain if letter.isdigit())


def hours(text: str, name: str, errors: dict[str, str]) -> str:
    """Weekly hours in the one writing of model/week."""
    try:
        found = str(week(text))
    except ValueError as error:
        errors[name] = str(error)
        return text
    if len(found) > MOST:
        errors[name] = "These are too many different hours. Write them shorter."
    return found


def count(text: str, name: str, errors: dict[str, str]) -> int | None:
    """A number of places, or None when nothing is written."""
    text = text.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS):
        errors[name] = "Write a whole number, or leave it empty."
        return None
    return int(text)


def no_address(text: str, name: str, errors: dict[str, str]) -> None:
    """A confidential program's words must not say where it is: what looks like an address is refused."""
    if name not in errors and _ADDRESS.search(text):
        errors[name] = "This looks like an address. A confidential program never writes down where it is. Take it out."


def short(at: datetime, zone: str) -> str:
    """An instant on a screen, near at hand: "Mon 3 Nov, 08:00 CST"."""
    here = at.astimezone(ZoneInfo(zone))
    return f"{here:%a} {here.day} {here:%b, %H:%M %Z}"

"""Room: web. Requests to a provider: bounded in time and size, never redirected, JSON objects only."""

from __future__ import annotations

import json
from time import monotonic

import requests
from urllib3.exceptions import HTTPError

from coordination.web.signin.refusals import Kind, TokenRefused
from coordination.web.signin.settings import is_loopback

# Seconds to connect, seconds between two bytes; a provider that is slower counts as unreachable.
TIMEOUT = (3.05, 5.0)
# Bytes of one answer. The largest key sets and discovery documents seen are under 40 kB.
LARGEST_ANSWER = 262_144
# Seconds that the body of one answer may take.
LONGEST_ANSWER = 10.0

JsonObject = dict[str, object]


def get_json(url: str) -> JsonObject:
    """The JSON object at a provider's URL; TokenRefused when it does not answer, redirects, or is too large."""
    try:
        with requests.Session() as session:
            # A proxy of the environment makes no sense for this machine itself, and a netrc never does there.
            session.trust_env = not is_loopback(url)
            with session.get(url, timeout=TIMEOUT, allow_redirects=False, stream=True) as response:
                if response.status_code != requests.codes.ok:
                    raise TokenRefused(Kind.PROVIDER_UNREACHABLE)
                return read_json(response)
    except requests.RequestException as error:
        raise TokenRefused(Kind.PROVIDER_UNREACHABLE) from error


def read_json(response: requests.Response) -> JsonObject:
    """The body of a streamed answer as a JSON object, up to the limits of size and time; TokenRefused otherwise."""
    body, deadline = bytearray(), monotonic() + LONGEST_ANSWER
    try:
        # read1 returns what has arrived, so that a provider which sends a byte at a time meets the deadline.
        while chunk := response.raw.read1(8192, decode_content=True):
            body += chunk
            if len(body) > LARGEST_ANSWER or monotonic() > deadline:
                raise TokenRefused(Kind.PROVIDER_UNREACHABLE)
    except HTTPError as error:
        raise TokenRefused(Kind.PROVIDER_UNREACHABLE) from error
    parsed = strict_json(bytes(body))
    if parsed is None:
        raise TokenRefused(Kind.PROVIDER_UNREACHABLE)
    return parsed


def strict_json(text: bytes) -> JsonObject | None:
    """A JSON object without duplicate names, NaN or Infinity (two readers must never see two meanings), else None."""
    try:
        parsed: object = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return parsed if isinstance(parsed, dict) else None


def _unique(pairs: list[tuple[str, object]]) -> JsonObject:
    """Build an object, refusing a name that comes twice."""
    built = dict(pairs)
    if len(built) != len(pairs):
        raise ValueError("duplicate name")
    return built


def _refuse(constant: str) -> object:
    """Refuse NaN and the infinities, which are not JSON."""
    raise ValueError(constant)

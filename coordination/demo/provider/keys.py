"""Room: demo. The provider's signing keys: one an agency, made at first use, kept in the data folder (mode 0600)."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from joserfc.jwk import ECKey

from coordination.demo.provider.people import slug

FILE = "demo-provider-keys.json"


def load_keys(folder: Path, agencies: Iterable[str]) -> Mapping[str, ECKey]:
    """Signing keys by agency slug, P-256; those not yet in the folder's key file are made and written to it."""
    path = folder / FILE
    stored: dict[str, dict[str, str | list[str]]] = json.loads(path.read_text("ascii")) if path.exists() else {}
    keys = {name: ECKey.import_key(jwk) for name, jwk in stored.items()}
    missing = sorted({slug(agency) for agency in agencies} - keys.keys())
    if missing:
        keys |= make_keys(missing)
        _write(path, {name: dict(key.as_dict(private=True)) for name, key in keys.items()})
    return keys


def make_keys(agencies: Iterable[str]) -> dict[str, ECKey]:
    """New signing keys by agency slug, kept nowhere."""
    return {
        slug(agency): ECKey.generate_key("P-256", {"use": "sig", "alg": "ES256"}, auto_kid=True) for agency in agencies
    }


def _write(path: Path, stored: Mapping[str, object]) -> None:
    """Write the whole file beside the old one and swap, so that no half-written key is ever read."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        json.dump(stored, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)

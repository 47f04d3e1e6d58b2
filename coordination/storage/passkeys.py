"""Room: storage. Passkeys (WebAuthn credentials), the one-time codes they are enrolled with, and challenges answered.

A passkey's private key never leaves its device; what is kept here proves nothing to anybody else.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, String, Table, Text

from coordination.database.metadata import metadata
from coordination.database.types import Identifier, Instant

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", Identifier, primary_key=True),
    Column("handle", Identifier, nullable=False, unique=True),
    Column("person_id", Identifier, ForeignKey("people.id"), nullable=False, index=True),
    Column("credential", String(1400), nullable=False, unique=True),  # its id, base64url; at most 1,023 bytes
    Column("public_key", Text, nullable=False),  # COSE, base64url
    Column("sign_count", BigInteger, nullable=False),
    Column("synced", Boolean, nullable=False),  # it may be copied to other devices (backup eligible); never changes
    Column("backed_up", Boolean, nullable=False),
    Column("label", String(60), nullable=False),
    Column("added_at", Instant, nullable=False),
    Column("used_at", Instant),
    Column("ended_at", Instant),
    Column("ended_reason", String(32)),
)

# What an administrator hands over in person: good for 15 minutes and once. The code itself is never stored.
passkey_codes = Table(
    "passkey_codes",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person_id", Identifier, ForeignKey("people.id"), nullable=False),
    Column("made_by", Identifier, ForeignKey("people.id"), nullable=False),
    Column("made_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("used_at", Instant),
)

# Challenges that were answered, so that the same answer is worth nothing a second time.
passkey_challenges = Table(
    "passkey_challenges",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("spent_at", Instant, nullable=False),
)

"""Room: migrations. 0016: row-level security under every table that speaks of a case (PostgreSQL; nothing on SQLite).

Until here it lay under sealed content and keys alone, by `hub.cases`. Now every transaction says for whom it works and
what it is about (coordination/database/told.py), and who says nothing is shown nothing. The kinds are those of
coordination/database/net.py, written out here so that a later change to the code cannot change this revision.
Each setting is read once a statement (`SELECT` makes it an InitPlan), and no policy joins but those of a referral's
steps and links, by its key: asking per row whether a program has a place cost 30 to 2,000 ms at a million cases.
"""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _setting(name: str) -> str:
    return f"coalesce(current_setting('hub.{name}', true), '')"


_HUB = f"(SELECT left({_setting('who')}, 4) = 'hub:')"
_SOMEBODY = f"(SELECT {_setting('who')} <> '')"
_ANY = f"(SELECT {_setting('about')} = '*' AND {_setting('who')} <> '')"
_ABOUT = f"case_id = ANY ((SELECT string_to_array({_setting('about')}, ','))::text[])"
_PROGRAM, _PERSON = (f"(SELECT nullif({_setting(name)}, ''))" for name in ("program", "person"))
_REFERRAL = "EXISTS (SELECT 1 FROM referrals of_it WHERE of_it.id = referral_id)"  # its own policy holds inside as well

POLICIES = {
    **dict.fromkeys(
        ("cases", "conflicts", "disclosure_suspensions", "hub_codes", "restriction_names", "restrictions"), _SOMEBODY
    ),
    **dict.fromkeys(
        (
            "authorities",
            "authority_recipients",
            "authority_types",
            "emergencies",
            "emergency_reviews",
            "holdings",
            "memberships",
            "places",
            "release_recipients",
            "release_types",
            "releases",
        ),
        f"{_ANY} OR {_HUB} OR {_ABOUT}",
    ),
    **dict.fromkeys(
        ("deadlines", "invitations", "missing_approvals", "missing_episodes"),
        f"{_HUB} OR program_id = {_PROGRAM} OR {_ABOUT}",
    ),
    "requests": f"{_HUB} OR program_id = {_PROGRAM} OR asking_program_id = {_PROGRAM} OR {_ABOUT}",
    "referrals": f"{_HUB} OR program_id = {_PROGRAM} OR recipient_id = {_PROGRAM} OR {_ABOUT}",
    **dict.fromkeys(("referral_links", "referral_steps"), f"{_HUB} OR {_ABOUT} OR {_REFERRAL}"),
    "drafts": f"{_HUB} OR (author_id = {_PERSON} AND program_id = {_PROGRAM})",
    "outbox": f"{_HUB} OR (person_id = {_PERSON} AND program_id = {_PROGRAM}) OR {_ABOUT}",
}
WRITTEN = {"outbox": _SOMEBODY}  # whoever acts may tell others of it, and is not shown what was told


def upgrade() -> None:
    """Lay the net under each table, forced, so that it holds for the owner as well."""
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    for table, shown in POLICIES.items():
        bind.exec_driver_sql(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        bind.exec_driver_sql(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        written = WRITTEN.get(table, shown)
        bind.exec_driver_sql(f"CREATE POLICY {table}_in_context ON {table} USING ({shown}) WITH CHECK ({written})")


def downgrade() -> None:
    """Take it away again; no row is touched."""
    bind = op.get_bind()
    if bind.dialect.name != "postgresql":
        return
    for table in POLICIES:
        bind.exec_driver_sql(f"DROP POLICY {table}_in_context ON {table}")
        bind.exec_driver_sql(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        bind.exec_driver_sql(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

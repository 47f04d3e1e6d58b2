"""Room: tests. Install a plugin from outside the tree: a package and its dist-info in a folder put on sys.path."""

from __future__ import annotations

from pathlib import Path

SOURCE = '''"""A plugin of somebody else."""

from coordination.declare import Form, FormKind, InformationType, PartnerType, Question, Regime, hook

NOTE = Form(
    slug="{slug}_note",
    version=1,
    title="Note",
    kind=FormKind.NOTE,
    information_type=InformationType.COURT,
    questions=(Question(slug="text", title="What happened"),),
    source="Nobody",
)


@hook
def partner_type() -> PartnerType:
    """A partner type of their own."""
    return PartnerType(
        slug="{slug}",
        title="Somebody else",
        regimes=frozenset({Regime.STATE_TEAM}),
        confidential=False,
        holds=frozenset({InformationType.COURT, InformationType.IDENTITY, InformationType.LOCATION}),
        roles=(("worker", "Worker"), ("supervisor", "Supervisor")),
        forms=(NOTE,),
    )
'''


def install(folder: Path, slug: str, *, source: str = SOURCE, distribution: str = "") -> str:
    """Write a distribution with one plugin named `slug` into `folder`; answer the name of its package."""
    package = f"outside_{slug}"
    (folder / package).mkdir(exist_ok=True, parents=True)
    (folder / package / "__init__.py").write_text(source.replace("{slug}", slug))
    info = folder / f"{distribution or package}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {distribution or package}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[coordination.plugins]\n{slug} = {package}\n")
    return package

"""Room: tests. Which files `make mutate` judges, and which tests it asks about them."""

from __future__ import annotations

from tests.mutate.operators import ROOT

# The verbs of releases and what decides beside them. release_paper composes what a paper says and decides nothing.
_VERBS = (
    "release_form",
    "release_offer",
    "release_papers",
    "release_signed",
    "release_typed",
    "release_words",
    "releases",
)
FILES = (
    *(f"coordination/casework/{name}.py" for name in _VERBS),
    *sorted(str(file.relative_to(ROOT)) for file in (ROOT / "coordination/policy").glob("[!_]*.py")),
)
_CELLS = "tests/mutate/cells.py"
JUDGES = {
    "policy": (
        "tests/matrix/test_neighbours_against_oracle.py",
        _CELLS,
        "tests/plugins/test_law.py",
        "tests/policy",
    ),
    "casework": (
        "tests/casework/test_release_form.py",
        "tests/casework/test_release_guards.py",
        "tests/casework/test_release_paper.py",
        "tests/casework/test_release_scans.py",
        "tests/casework/test_release_signed.py",
        "tests/casework/test_release_typed.py",
        "tests/casework/test_release_verbs.py",
        "tests/casework/test_releases.py",
        "tests/casework/test_releases_to_the_hub.py",
        "tests/casework/test_requests.py",
        "tests/casework/test_turning_18.py",
        "tests/policy/test_names_that_stay.py",
        "tests/web/test_release_pages.py",
        "tests/web/test_release_papers.py",
        "tests/web/test_youth_page.py",
    ),
}


def judges(file: str, test: str) -> bool:
    """Whether this test is asked about mutants of this file: those without a hub about rules, others about verbs."""
    return test.startswith(JUDGES["casework" if "/casework/" in file else "policy"])

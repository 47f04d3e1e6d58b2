"""Room: plugins. Fields about the child that several federal documents have."""

from __future__ import annotations

from coordination.declare import Asked, DocumentField, Worked

CALLED = DocumentField(
    slug="called",
    title="Name",
    sources=(Asked(form="child", question="legal_name"), Asked(form="child", question="called")),
)
BORN = DocumentField(slug="born", title="Date of birth", sources=(Asked(form="child", question="born"),))
AGE = DocumentField(slug="age", title="Age today", sources=(Worked.AGE_TODAY, Asked(form="child", question="age")))
LANGUAGE = DocumentField(
    slug="language",
    title="Language, and whether an interpreter is needed",
    sources=(Asked(form="child", question="language"),),
    needed=False,
)
REFERENCE = DocumentField(slug="case", title="Reference of this case in the hub", sources=(Worked.CASE_REFERENCE,))
MADE_BY = DocumentField(slug="made_by", title="Agency and person who made this", sources=(Worked.MADE_BY,))

"""Room: plugins. National numbers and web forms, each with the place where it was read.

Whom a mandated reporter must call is a county's or state's number: an installation sets it; none is guessed here.
"""

from __future__ import annotations

from coordination.declare.jurisdiction import Hotline

_SEED = "Minnesota DHS, Child welfare response when youth go missing from care"

HOTLINES = (
    Hotline(
        title="National Center for Missing & Exploited Children: report a missing child",
        number="1-800-THE-LOST (1-800-843-5678)",
        source=_SEED,
    ),
    Hotline(
        title="National Center for Missing & Exploited Children: missing from care, for child welfare professionals",
        number="missingkids.org/theissues/missingfromcare",
        source=_SEED,
    ),
    Hotline(
        title="CyberTipline: online exploitation of a child",
        number="report.cybertip.org",
        source=_SEED,
        online=True,
    ),
    Hotline(
        title="National Human Trafficking Hotline",
        number="1-888-373-7888",
        source="humantraffickinghotline.org, What We Do",
    ),
)

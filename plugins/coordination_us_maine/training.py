"""Room: plugins. Maine: whom the screening tool of Appendix A is for. Which training that is, and for how long, it does
not say: the installation enters what its people had.
"""

from __future__ import annotations

from coordination.declare import Training

SCREENING = "me_screening_tool"
TRAININGS = (
    Training(
        slug=SCREENING,
        title="Training in the screening tool of Appendix A",
        citation="OCFS policy IV.D-2B, Appendix A, effective 7 April 2016 (seed 003)",
        quote="This tool is intended to guide trained professionals in assessing for trafficking and/or commercial "
        "sexual exploitation, and to determine when a multidisciplinary (MDT) response may be helpful to identify "
        "trafficking or exploitation (through information sharing, safety planning, or in some cases, a forensic "
        "interview).",
        help="Ask your supervisor which training your office takes for this tool.",
    ),
)

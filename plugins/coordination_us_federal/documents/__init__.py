"""Room: plugins. What federal systems take: victim elements of AFCARS, NCMEC, CyberTipline, OTIP, ICWA papers."""

from __future__ import annotations

from coordination_us_federal.documents.afcars import AFCARS
from coordination_us_federal.documents.cybertipline import CYBERTIPLINE
from coordination_us_federal.documents.icwa import ICWA_INQUIRY, ICWA_NOTICE
from coordination_us_federal.documents.ncmec import NCMEC
from coordination_us_federal.documents.otip import OTIP

DOCUMENTS = (NCMEC, OTIP, CYBERTIPLINE, ICWA_INQUIRY, ICWA_NOTICE, AFCARS)

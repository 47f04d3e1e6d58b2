"""Room: tests. Every row of the seed checklist, 1 (A1-A15, B1-B18, C1-C16, D1-D12), one line each, in our own words.

For the test that the help page "seed table" is complete: each id stands there once. A = Maine IV.D-2B, B = Minnesota,
C = the HHS caseworker guide, D = emerging practices. These ids are the checklist's; the legal clocks of clocks.py have
ids that look alike (C1-C23) and mean something else. Rows that are machine exchange, team meetings or statistics may be
put off by the page, which then says so.
"""

from __future__ import annotations

ROWS: dict[str, str] = {
    # Maine, seed 003
    "A1": "confirmed: any of three lines",
    "A2": "confirmed: MACWIS, team through the nearest CAC, report to the District Attorney at once",
    "A3": "high: any of three lines, one of them two runs in six months, counted by the hub",
    "A4": "high: team through the CAC and report to the District Attorney; body and appendix differ",
    "A5": "moderate: has run, or four behaviours",
    "A6": "moderate: consultation with an administrator and a supervisor, and its plan",
    "A7": "at risk: three or fewer of sixteen behaviours; referrals",
    "A8": "what is ambiguous: no behaviour at all, and a history of running",
    "A9": "no tier is no clearance; a tier is raised with a reason and never silently lowered",
    "A10": "intake: two decide; a report screened out goes to the District Attorney within 24 hours of the call",
    "A11": "when a screen is due: missing from home, facility or shelter, or a worker's concern",
    "A12": "a district without a CAC: whom the team must invite",
    "A13": "Sex Trafficking Detail in MACWIS for each AFCARS period, youth of 12 and older",
    "A14": "definitions: a child in commercial sex is a victim; in-kind counts; labour too",
    "A15": "only trained people run or sign a tool",
    # Minnesota, seeds 000 and 001
    "B1": "mandated reporters report whoever the offender is; the reporter is protected",
    "B2": "report screening; investigation, or from 1 July 2024 the non-caregiver response",
    "B3": "bulletins and guides: every rule names its authority",
    "B4": "meet the youth within 24 hours of being found: safe, needs, screen",
    "B5": "Runaway Debriefing Form, uploaded in SSIS",
    "B6": "trafficking while missing goes on the SEY/STY/At Risk screen at once",
    "B7": "missing from placement: police and NCMEC, two reports; checklist",
    "B8": "NCMEC: packet, poster, case number, recovery; CyberTipline",
    "B9": "safety plan made with youth, family, caregivers and supports",
    "B10": "service plan with advocates and Safe Harbor",
    "B11": "foreign national child: referral to OTIP",
    "B12": "training of all staff with child protection duties (260E.36)",
    "B13": "Safe Harbor's youth are 24 and younger; exploitation and trafficking defined",
    "B14": "No Wrong Door: navigators, services, shelter, outreach",
    "B15": "certified specialised settings, their staff's training",
    "B16": "ICWA and MIFPA: inquiry, notice, the tribe as a sovereign",
    "B17": "evaluation every two years, without identities",
    "B18": "victims, not criminals",
    # HHS caseworker guide, seed 002
    "C1": "five kinds of screening",
    "C2": "sixteen indicators; one alone is not trafficking",
    "C3": "twelve risk factors, apart from indicators",
    "C4": "missing from care: locate, primary factors, experiences, regular communication",
    "C5": "what a report of a missing child holds",
    "C6": "stages of change",
    "C7": "seven needs",
    "C8": "the youth's own priorities; the youth guides the plan",
    "C9": "services at once, and the time to the first one",
    "C10": "the youth's words, pronouns and name; interpreter",
    "C11": "fear of retribution and trauma bond: location is safety-critical",
    "C12": "placement: least restrictive, trained, confidential",
    "C13": "legal needs: attorneys, immigration, records",
    "C14": "recovery services team, drop-in, survivor-led groups",
    "C15": "partners of every kind; who sees no case at all",
    "C16": "confidentiality first: agreement before exchange; forensic interview",
    # Emerging practices, seed 004
    "D1": "Connecticut screens every child who enters; coverage",
    "D2": "regional liaison with an oversight view",
    "D3": "clinical team assesses within 72 hours",
    "D4": "Multnomah's unit and point person; advocates on site",
    "D5": "Florida: intake tool, report to the hotline, alert",
    "D6": "Los Angeles: STAR court with probation",
    "D7": "a team of more than 35 agencies",
    "D8": "resource guide in one place",
    "D9": "designated emergency room; interviews at the CAC; clinicians day and night",
    "D10": "numbers: victims, repeats, cities, while AWOL, congregate settings",
    "D11": "a report without a guardian as perpetrator is taken",
    "D12": "trafficking as a maltreatment type, by state",
}

"""Room: tests. The oracle of legal clocks: the states' rows of the law and standards note, 2. Read by clocks.py."""

from __future__ import annotations

from tests.oracles.clock_words import read

STATES = read("""
C3 / Minnesota | duty | S | 24 elapsed hours
  when: a youth missing from care is found
  do: meet with the youth: safe, needs, screen for trafficking and exploitation
  who: caseworker = child_welfare
  cite: seed 000
  note: “Child protection social workers must meet with youth within 24 hours after they are found”

C8 / oral | duty | R | 24 elapsed hours
  when: a mandated reporter knows or has reason to believe
  do: oral report, immediately
  who: mandated reporter
  cite: Minn. Stat. 260E.03, 260E.06, 260E.09
  note: “immediately = <=24 h”

C8 / written | duty | R | 72 hours without weekends and holidays
  when: the oral report
  do: written report
  who: mandated reporter
  cite: Minn. Stat. 260E.03, 260E.06, 260E.09
  note: “72 h excl. weekends+holidays”

C9 | duty | M | 24 elapsed hours
  when: the local agency receives a report
  do: screening decision
  who: local agency = child_welfare
  cite: Minnesota screening guidelines
  note: that 260E.15 points to guidelines is R; the hours are M

C10 / sexual abuse, substantial endangerment, sex trafficking | duty | M | 24 elapsed hours
  when: a report is screened in
  do: face-to-face contact, immediately
  who: local agency = child_welfare
  cite: Minn. Stat. 260E.20 subd. 3

C10 / all others | duty | M | 5 calendar days
  when: a report is screened in
  do: face-to-face contact
  who: local agency = child_welfare
  cite: Minn. Stat. 260E.20 subd. 3

C11 | duty | R | 45 calendar days
  when: the local agency receives the report
  do: conclude the assessment or investigation
  who: local agency = child_welfare
  cite: Minn. Stat. 260E.24
  note: “extendable for criminal investigation/expert”: an extension with its reason, no pause

C12 | path | RS | no limit in the source
  when: at screening
  do: investigation; for non-caregiver reports from 1 July 2024 the non-caregiver path (minnesota_route.py)
  who: MN agency = child_welfare
  cite: Minn. Stat. 260E.17; seeds 000, 001

C13 | duty | S | 24 elapsed hours
  when: a report with allegations of HTCSEC is called into intake (and is screened out)
  do: referral to the District Attorney
  who: intake = child_welfare
  cite: seed 003, A.1
  note: “within 24 hours of the report being called into intake”: from the call, not from the decision

C14 / confirmed | duty | S | immediately
  when: a youth is screened as a confirmed victim
  do: report to the District Attorney; team through the nearest CAC; identified in MACWIS
  who: caseworker = child_welfare
  cite: seed 003, B.1 and Appendix A
  note: “will be made immediately (if not done so already)”: of the report; of the CAC no time is said

C14 / high | duty | S | no limit in the source
  when: a youth is screened at high risk
  do: team through the nearest CAC; report to the District Attorney (Appendix)
  who: caseworker = child_welfare
  cite: seed 003, B.2 and Appendix A

C14 / moderate | duty | S | no limit in the source
  when: a youth is screened at moderate risk
  do: consultation
  who: caseworker = child_welfare
  cite: seed 003, B.3 and Appendix A

C14 / at risk | duty | S | no limit in the source
  when: a youth is screened at risk
  do: referrals as necessary
  who: caseworker = child_welfare
  cite: seed 003, B.4 and Appendix A

C15 | duty | S | 72 elapsed hours
  when: a victim is referred (the seed names no start)
  do: the Trafficking Clinical Team of licensed clinicians assesses the victim
  who: DCF clinical team = child_welfare
  cite: seed 004, 1
  note: “assesses victims within 72 hours”; a brief of 2013
""")

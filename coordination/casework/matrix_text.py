"""Room: casework. The matrix of the rules in force, told in plain English as Markdown: the help page, too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from coordination.model.matrix import HeldLine, LawfulLine, Matrix

COMMAND = "python -m coordination describe matrix"


def markdown(found: Matrix) -> Iterator[str]:
    """The matrix as lines of Markdown."""
    yield "# Who may see what, and on which authority"
    yield ""
    yield f"Made from the rules themselves. Rules hash: `{found.rules_hash}`; each entry of the access log carries it."
    yield "This page tells of the plugins that come with the hub. For those of your own hub, your operator prints it:"
    yield f"`{COMMAND}`. As one page for a browser: `--format html`. As a sheet, cell by cell: `--format csv`."
    yield ""
    yield "Nothing is open unless a line below says so. A line counts only while all of this is true:"
    yield ""
    yield "- Both programs have a place on the case."
    yield "- The viewer is a team member there. A supervisor reads what their own program filed without that."
    yield "- The case is not restricted, or the viewer is named in the restriction."
    yield "- The conflict list does not shut the viewer out. It beats every line."
    yield ""
    yield "What goes along with a referral opens to its recipient by the same lines, even without a place on the case."
    yield ""
    yield "A team may have written down what somebody sees first. Until the event that it names is told, the rest is"
    yield "not there for those it is for. It only closes. A program’s own records never wait so, and emergency access"
    yield "passes it."
    yield from _section("Own records", _own(found.held))
    yield from _section("By law, without a release", _by_law(found.lawful))
    yield from _section("By a release", _by_release(found))
    yield from _section("By a paper on file other than a release", _by_paper(found))
    yield from _section("In an emergency", _in_emergency(found))
    yield from _section("Bounds of some kinds of program", _bounds(found))
    yield from _section("The federal floor: what nothing above can lift", _floor(found))
    yield from _section("Shown, locked, or absent", _locked(found))
    yield from _section("Notices that travel with what is shown", _notices(found))
    yield from _section("Not encoded: ask counsel", _gaps(found))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    yield from lines


def _own(held: Iterable[HeldLine]) -> Iterator[str]:
    yield "A program sees what it filed itself."
    yield ""
    yield "| Kind of program | Bound by | Confidential | Files |"
    yield "|---|---|---|---|"
    for line in held:
        confidential = "yes" if line.confidential else "no"
        yield f"| {line.partner_type} | {_list(line.bound_by)} | {confidential} | {_list(line.holds)} |"


def _by_law(lawful: Iterable[LawfulLine]) -> Iterator[str]:
    lines = list(lawful)
    if not lines:
        yield "No law that opens anything without a release is encoded here."
        return
    yield "| Who may see | Whose | Which types | On which authority | Under the law of |"
    yield "|---|---|---|---|---|"
    for line in lines:
        who = f"{line.recipient} (government agencies only)" if line.government_only else line.recipient
        if line.agreement:
            who += " (while an agreement between the two agencies that covers the type is in force)"
        types = _list(line.types) or "nothing: the federal floor closes all of it"
        if line.types and line.withheld:
            types += f" (not {_list(line.withheld)}: the federal floor)"
        yield f"| {who} | {line.sharing} | {types} | {line.authority}, {line.citation} | {line.jurisdiction} |"


def _by_release(found: Matrix) -> Iterator[str]:
    yield "A release opens the types it names, of the program that shares, to the programs and agencies it names."
    yield "It works from its start until it ends or is stopped. Each change counts from the next click on."
    yield ""
    if found.released_alone:
        yield f"- By a release that names nothing else: {_list(found.released_alone)}."
    for line in found.held:
        if line.by_release:
            papers = f" (or a paper on file, as far as it reaches: {_list(line.by_paper)})" if line.by_paper else ""
            yield f"- **{line.partner_type}**: only a release ever opens {_list(line.by_release)}{papers}."
    for line in found.held:
        if line.never_shared:
            yield f"- **{line.partner_type}**: no release opens {_list(line.never_shared)}."


def _by_paper(found: Matrix) -> Iterator[str]:
    yield "Each opens only the types it names, of the program that filed it, to those it names, and only for its time."
    yield "This is the most that a paper of its kind may open:"
    yield ""
    yield "| Paper | Of whom, and what at most | Whom it may name | Days at most | Written down with it | Source |"
    yield "|---|---|---|---|---|---|"
    for line in found.papers:
        whose = _list(f"{owner} ({_list(types)})" for owner, types in line.sharing) or "no program here"
        to = _list(line.recipients) or "any kind of program but a court"
        to += " (government agencies only)" if line.government_only else ""
        cells = (line.title, whose, to, str(line.days), _list(line.evidence), line.citation)
        yield f"| {' | '.join(cells)} |"


def _in_emergency(found: Matrix) -> Iterator[str]:
    yield "Emergency access is one team member’s, for some hours. Others are told at once, and it is reviewed. It opens"
    yield "what the team knows of and cannot read. It never opens what is hidden, or what the federal floor closes:"
    yield ""
    for owner, types in found.in_emergency:
        yield f"- **{owner}**: {_list(types)}"


def _bounds(found: Matrix) -> Iterator[str]:
    yield "Whatever stands above, a program of these kinds:"
    yield ""
    for line in found.held:
        for bound in line.bounds:
            yield f"- **{line.partner_type}** {bound}."
    for line in found.held:
        if line.standing:
            yield f"- **{line.partner_type}**: each page of its people and with its records says: “{line.standing}”"


def _floor(found: Matrix) -> Iterator[str]:
    for line in found.floor:
        yield f"- {line.sentence} Opened by: {_list(line.opened_by)}. Source: {line.citation}."


def _locked(found: Matrix) -> Iterator[str]:
    yield "A team member is told that a type exists and is locked, so that they can ask for it. But:"
    yield ""
    yield f"- These are never shown locked; without access they are absent: {_list(found.never_shown_locked)}."
    protected = _list(line.partner_type for line in found.held if not line.shown_locked)
    if protected:
        yield f"- Nothing of these is ever shown locked, since nobody may tell whom they serve: {protected}."
    yield f"- These open only after a fresh second factor: {_list(found.step_up)}."


def _notices(found: Matrix) -> Iterator[str]:
    for line in found.notices:
        law = f" Under {line.where}." if line.where else ""
        whose = _list(line.with_) or "no program here"
        yield f"- With anything of {whose}: {line.sentence}{law} Source: {line.citation}."


def _gaps(found: Matrix) -> Iterator[str]:
    if not found.gaps:
        yield "Nothing is left open."
    for line in found.gaps:
        yield f"- **{line.where}**, {line.citation}: {line.ask}"


def _list(words: Iterable[str]) -> str:
    return "; ".join(words)  # a name may have a comma in it

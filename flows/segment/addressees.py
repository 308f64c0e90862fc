"""Whom a turn is addressed to: whoever its reporting clauses name; where exactly two persons speak, the other one."""

from __future__ import annotations

import re

from flows.record import Span
from flows.segment.names import MENTION
from flows.segment.turns import Reading

ADDRESSING = re.compile(
    r"[AaTtSs](?<!\w[AaTtSs])"
    r"(?:(?<=[Aa])ddress(?:ing|es|ed)|(?<=[Tt])urn(?:ing|s|ed) to(?:wards?)?|(?<=[Ss])peaking to)\s"
    rf"(?:himself to |herself to )?(?P<who>{MENTION})"
)
OBJECT = re.compile(
    r"\b(?:(?:ask|tell|told|thank|inform|remind|assure|urge|invite|advise|warn|congratulate|caution|request)(?:s|ed|d)?\s"
    r"|(?:repl|answer|respond|sa(?:id|ys)|remark|explain|suggest|point|stress|emphasi[sz])\w*\s(?:out\s)?to\s)"
    rf"(?P<who>{MENTION})"
)
REACH = 120


def address(text: str, reading: Reading, spans: list[Span]) -> None:
    """Set addressees (numbers of members) and their basis on the speech turns of a reading."""
    clauses = [(s.clean_start, s.clean_end) for s in spans if s.kind == "reporting-clause"]
    speakers = {turn.speaker for turn in reading.turns if turn.kind == "speech" and turn.speaker is not None}
    at = 0
    for turn in reading.turns:
        while at < len(clauses) and clauses[at][0] < turn.clean_start:
            at += 1
        found: list[str] = []
        while at < len(clauses) and clauses[at][0] < turn.clean_end:
            start, end = clauses[at]
            at += 1
            for pattern, reach in ((ADDRESSING, REACH), (OBJECT, 40)):
                stop = min(turn.clean_end, end + reach)
                for match in pattern.finditer(text, start, stop):
                    if match.start() > end + 2:
                        break
                    member = reading.cast.see(match["who"])
                    if member is not None and str(member.number) not in (turn.speaker, *found):
                        found.append(str(member.number))
        if turn.kind != "speech":
            continue
        if found:
            turn.addressees, turn.addressee_basis = tuple(found), "explicit"
        elif len(speakers) == 2 and turn.speaker in speakers:
            turn.addressees, turn.addressee_basis = tuple(sorted(speakers - {turn.speaker})), "two-party"

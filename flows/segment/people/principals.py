"""The two who talk, as the title of a note says: "Call on Secretary by Ruritanian Ambassador (Mr. Smith)"."""

from __future__ import annotations

import re

from flows.segment.names import QUALIFIERS, UPPER, fold, office_words, parse_name

WORD = rf"(?:d['’])?[{UPPER}][^\s,;:()]*"
PARTY = rf"(?:the\s|The\s)?{WORD}(?:\s(?:(?:of|for|to|the)\s)*{WORD}){{0,5}}(?:\s\([^()\n]{{2,60}}\))?"
CALLING = re.compile(
    rf"\b[Cc]all\s(?:up)?on\s(?P<host>{PARTY})\sby\s(?P<guest>{PARTY})"
    rf"|\b[Cc]all\sby\s(?P<caller>{PARTY})\s(?:up)?on\s(?P<called>{PARTY})"
    rf"|(?P<visitor>{PARTY})\s(?:called|calls)\s(?:up)?on\s(?P<visited>{PARTY})"
    rf"|\b(?:between|BETWEEN)\s(?P<first>{PARTY})\sand\s(?P<second>{PARTY})"
)
PAIRS = (("guest", "host"), ("caller", "called"), ("visitor", "visited"), ("first", "second"))


def principals_in(head: str) -> tuple[str, str] | None:
    """Whom the head of a note says to talk, the caller first, each by office or name; None where it names no two."""
    for match in CALLING.finditer(head):
        found = [(match[one], match[other]) for one, other in PAIRS if match[one] is not None]
        guest, host = map(_mention, found[0])
        if guest is not None and host is not None:
            return guest, host
    return None


def _mention(party: str) -> str | None:
    """A party as the text can call it, by office and surname: "Ambassador Smith" for "Ambassador (Mr. Smith)"."""
    before, _, named = party.removeprefix("the ").removeprefix("The ").rstrip(")").partition(" (")
    words = re.split(r"\s(?:of|for|to)\s", before)[0].split()
    while words and words[0] not in QUALIFIERS and not office_words().intersection(re.split(r"[\s-]", fold(words[0]))):
        words.pop(0)
    office = " ".join(words)
    if not office:
        return before if parse_name(before).titles and parse_name(before).surname else None
    surname = parse_name(named).surname if named else ""
    written = [word for word in named.split() if fold(word) in surname.split()]
    return " ".join([office, *written]) if written else office

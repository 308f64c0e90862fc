"""The parts of which the patterns of clauses are made: subjects, what is put in between, predicates."""

from __future__ import annotations

from flows.lexicons import entries
from flows.segment.names import GROUP, MENTION, ROLE
from flows.segment.sentences import PARAGRAPH_NUMBER, PORTION_MARK, TIME_AND_DASH

LATTER = "the latter"
FORMER, OTHER = "the former", "the other"
PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "you", LATTER, "latter", FORMER, OTHER})
PARENTHESIS = r"(?:\s\[[^\[\]]{1,40}\])?(?:\s\((?P<parenthesis>[^()]{1,120})\))?"  # "Mr. Smyth [sic] (Trade)"
INTERPOSED = (
    rf"{PARENTHESIS}(?P<between>\s?,\s[^,;:!?]{{2,160}}(?:,[^,;:!?]{{2,120}}){{0,2}}?,|,(?=\s[a-z])"
    r"|\s?[–—]\s?[^–—.;:!?]{2,100}[–—]|\s-{1,2}\s[^.;:!?]{2,100}?\s-{1,2}(?=\s))?"
)
# Commas inside what is interposed: ", referring to Paper No. 5, of which all had a copy,".
LONG_INTERPOSED = rf"{PARENTHESIS}\s?,\s[^,;:!?]{{2,160}}(?:,[^,;:!?]{{2,120}}){{1,2}},"
PERSON = (
    r"(?:[Tt]he latter|Latter(?=\s[a-z])"
    r"|The (?:former|other)(?=,?\s(?:then\s|also\s)?(?:[a-z]+ed|said|thought|told|felt)\b)"
    rf"|{GROUP}|{ROLE}|{MENTION}|[Hh]e|[Ss]he|[Tt]hey|I|We|we|It|[Yy]ou)"
)
SPEECH_NOUNS = "|".join(entries("speech-nouns"))
WHOSE = rf"(?P<subject>{GROUP}|{ROLE}|{MENTION})(?:\s\([^()]{{1,60}}\))?"  # "Mr. Smith (Ruritania)"
NAMED = rf"(?P<subject>{PERSON})(?P<genitive>['’]s?(?=\s))?"
PLAIN_SUBJECT = f"{NAMED},?"
SUBJECT = f"{NAMED}{INTERPOSED}"
ASIDE = (
    r"(?:,?\s(?:in (?:his |her )?(?:reply|response|answer)(?: to (?:this|that|him|her|them))?"
    r"|in (?:his |her )?(?:turn|return|conclusion|closing|passing|summary)"
    r"|by way of [a-z]+|for on(?:e|ce)|on the (?:one hand|other hand|contrary|whole)|once (?:more|again)"
    r"|in (?:effect|fact)|at the same time"
    r"|(?:a little|somewhat|rather|very|quite|not) [a-z]+ly"
    r"|(?:for|on) (?:his|her) (?:own )?part|(?:at|on) (?:this|that) (?:point|juncture|stage|moment)|to this"
    r"|with a smile|smiling"
    r"|laughing(?:ly)?|at (?:first|once|length|last)|in (?:general|principle|essence)|of course"
    r"|(?:first of|above) all),?"
    r"|(?:\s(?:then|also|again|now|next|therefore|however|thereupon|[a-z]+ly))?"
    r",\s(?:with|without|after|in|on|at|by|for|as)\s[^,.;:]{2,60},"
    # "Mr. Smith without hesitation promised", "Mr. Smith before leaving raised", "Mr. Smith opening the talk said"
    r"|\s(?:with(?:out)?|after|before|on)(?:\s[a-z]+){1,4}?"
    r"(?=\s(?:[a-z]+ed|said|thought|felt|told|made|gave|took|put|held|came|went)\b)"
    r"|\s(?:opening|resuming|continuing|concluding|introducing|replying|speaking|intervening)(?:\s[a-z’'-]+){0,5}?,?"
    r"(?=\s(?:said|asked|stated|explained|observed|remarked|suggested|referred|thanked|expressed|pointed|drew)\b))?"
)
PREDICATE = rf"{ASIDE}(?P<predicate>(?:\s[a-z’'-]+,?){{1,6}})"
CONNECTING = "|".join(
    f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in ("and", "but", *entries("connecting-words"))
)
HEAD = (
    rf"(?:(?!\[\d|{PORTION_MARK})[\"“‘«„(\[*•▪◦·–—-]\s?|o\s)*+"
    rf"(?:{PARAGRAPH_NUMBER}\s|{TIME_AND_DASH})?"
    rf"(?:(?:{CONNECTING}),?\s)?"
)
VIEWS = (
    "view|views|opinion|judge?ment|estimation|estimate|eyes|experience|recollection|memory|reading|assessment|analysis|account"
    "|understanding|words|phrase|version|belief|thinking|submission|contention|interpretation|calculation|reckoning"
)
SAID = f"{VIEWS}|{SPEECH_NOUNS}"
SUBSTANCE = "substance|gist|tenor|burden|purport|upshot|sense|drift|effect"
POINTS = "point|matter|question|message|thing|issue|subject|topic|suggestion|request|item|problem|difficulty|demand"
# One more of several: "the point" may be one that was made before.
A_POINT = (
    r"(?:An?|Another|One|The\s(?:next|first|second|third|fourth|last|final|other|only|main|chief|further|real))\s"
    rf"(?:[a-z]+\s){{0,2}}?(?:{POINTS})s?"
)
A_POINT_THAT = rf"{A_POINT}(?:\s(?:(?:on|to|in|about)\s)?which|\sthat)?"


def is_latter(subject: str) -> bool:
    """Whether a subject is "the latter", as a telegram has it without the article, "the former" or "the other"."""
    return subject.lower() in (LATTER, "latter", FORMER, OTHER)

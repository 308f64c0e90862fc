"""The forms in which sources write labels, as patterns; which of their matches are labels is decided elsewhere.

Each has the groups `label`, `aside` (a stage direction, or where the speaker is from) and `mark`.
"""

from __future__ import annotations

import re

from flows.segment.names import (
    ABBREVIATED,
    CAPITALISED,
    FIRST_PARTICLES,
    GLUED,
    INITIALS,
    PARTICLES,
    PERHAPS_UPPER,
    ROLES,
    UPPER,
)
from flows.segment.rare import RarePattern

# "Unidentified speaker", "A voice", "Voices from the hall".
UNNAMED = (
    r"(?:(?:An?|Another|Several|Some|Unknown|Male|Female|[Ss]ame)\s(?:[a-z]+\s)?(?:voices?|speakers?|delegates?|members?"
    r"|comrades?|deput(?:y|ies)|correspondents?|journalists?|reporters?|questioners?|newsm[ae]n|officers?|technicians?)"
    rf"|Voices?)(?:\sfrom(?:\sthe\s[a-z]++|(?:\s{CAPITALISED}){{1,3}}+))?"
)
# "Norway/Sweden", "Chairman/Rapporteur", "U.S./U.K.".
BOTH = rf"(?:/(?>{INITIALS}|{PERHAPS_UPPER}\w*+))"
LABEL_WORD = (
    rf"(?>{UNNAMED}(?=\s?[:.])|{ABBREVIATED}|(?:{INITIALS}|{CAPITALISED}(?:(?<=Unidentified)\s[a-z]++)?){BOTH}{{0,2}}+)"
)
SMALL = rf"(?:of|for|the|and|from|to|&|{PARTICLES})"
# "Deputy minister Smith", "Head of the delegation Smith".
SMALL_OFFICE = (
    r"(?:ambassador|chairman|commissioner|committee|council|counsell?or|delegate|delegation|department|director|embassy"
    r"|government|member|minister|ministry|party|president|representative|secretary)"
)
# As in a name, what a label begins with leaves nothing to what stands between words, and so these stand here once.
LABEL = (
    # "The minister", and nothing more.
    rf"(?:The\s(?:[a-z]+\s)?(?:{ROLES}|writer|witness|interpreter)"
    r"(?=\s(?:then\s|also\s)?[a-z]+\s?:|(?!\s?[^\W\d_]|['’]|-[^\W\d_]))|"
    rf"(?:(?:The|the|THE)\s(?:{SMALL_OFFICE}\s(?:of|for)\s(?:the\s)?)?)?+(?:(?:{FIRST_PARTICLES})\s){{0,2}}+"
    rf"(?=[{UPPER}]|{GLUED}[{UPPER}]|same\s)"
    rf"(?:(?:,?\s|(?<![a-z])(?<!\.-))(?:(?:{SMALL}|{SMALL_OFFICE})\s){{0,3}}+{LABEL_WORD}){{1,8}}+"
    rf"(?:\s(?:side|delegation|{ROLES})\b)?+)(?:[\s-]\d{{1,3}}(?=\s?[:.(\])]|$))?"
)
NUMBER = r"(?:[§¶]{0,2}\s?\(?\d{1,3}(?:\.\d{1,2}){0,3}(?:[.)/]\s*|\s+|(?=[^\W\d_]))|[\[{]\d{1,3}[\]}]\s*)?"
BULLET = r"(?:(?:[•·*\-–—#|o]|>{1,3})\s+)?"
TIME = r"\d{1,3}:\d\d(?::\d\d)?"
# When it was said, as in the transcript of a tape, or a teletype's.
STAMP = rf"(?:[\[(]?(?:{TIME}|(?:\d\d)?\d{{4}}\s?(?:Z|[Hh](?:ou)?rs\.?))[\])]?:?\s+)?"
ASIDE = (
    rf"(?:\s*[(\[][^()\[\]\n]{{1,160}}[)\]]|\s/[^/\n]{{1,80}}/(?=\s?:)|\s?/\s?\d{{1,3}}(?!\d)|\s{TIME}(?!:?\d)"
    rf"|(?<=\)),\s[{UPPER}][a-z]+(?:\s(?:of|for|the|{CAPITALISED})){{0,6}}+(?=\s?[^\w\s,]|$)"
    rf"|,\s(?:[a-z]+ing|with|in|to|from|through|after|again|aside)\b[^,:;.!?()\n]{{0,60}}(?=\)?\s?:|\.?\s[–—])){{0,2}}"
)
# Marks that only a document's habit makes those of labels; nobody writes them after one name alone.
UNUSUAL = r"\s?(?:[\])>|/=~·→]{1,2}|\.{3}|…)(?=\s)"
OPEN = (
    rf"(?:\[(?:(?:(?<=\[)|(?<!\[)\s){LABEL_WORD}){{1,4}}\]\s(?!\s?:))?[\[(*_‘’'ʿ]{{0,2}}"
    r"(?:Interjection\s(?:by\s|from\s)?)?"
)
CLOSE = r"[\])*_]{0,2}"
# "Smith said:", and then his own words.
SAYS = (
    r"(?P<says>\s(?:then\s|also\s)?(?:says|said|asks|asked|repl(?:ies|ied)|answer(?:s|ed)|continue[sd]|add(?:s|ed)|state[sd]|remark(?:s|ed)"
    r"|observe[sd]|respond(?:s|ed)|declare[sd]|explain(?:s|ed)|interject(?:s|ed)|note[sd]|conclude[sd]|comment(?:s|ed))(?=\s?:))?"
)
AT_HEAD = re.compile(
    rf"{STAMP}{BULLET}{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE}){CLOSE}{SAYS}"
    rf"(?P<mark>(?:\.?\s?:|\s?;)(?!\d)[—–-]?|\s?[.,]?(?:[—–―‒]+|--+)|\s[-‑−](?=\s)|(?<!\s)[-‑−](?=\s)"
    rf"|\.(?=\s|[-—–])(?:\s?[-—–]+)?|\s\.{{3,}}(?=\s)|{UNUSUAL})\s*(?=\S)"
)
# "SMITH, A.B. I agree": the stop of the initials is that of the label.
SURNAME_FIRST = RarePattern(
    rf"{STAMP}{BULLET}{NUMBER}(?P<label>{CAPITALISED},\s{INITIALS})(?P<aside>)(?P<says>)(?P<mark>)\s(?=[{UPPER}])(?!{INITIALS})"
)
ENCLOSED = RarePattern(
    rf"{STAMP}{BULLET}{NUMBER}(?:[\[(</={{]|[*_]{{1,3}})(?P<label>{LABEL})(?P<aside>{ASIDE})\.?(?P<mark>[\])>/=}}]|[*_]{{1,3}})[*_]{{0,2}}\s+(?=\S)",
    head=rf"{STAMP}{BULLET}{NUMBER}[\[(</={{*_]",
)
# A name that was taken out: "[redacted]:".
WITHHELD = re.compile(
    rf"{STAMP}{BULLET}{NUMBER}(?P<label>\[[^\W\d_][^\[\]:;.!?\n]{{2,40}}\])(?P<aside>)(?P<says>)(?P<mark>\s?:)\s*(?=\S)"
)
# Initials would take the stop: "A.", "P.M.", "S. of S.", "Mr. L.", "M. de V.".
LETTER = re.compile(
    NUMBER + r"(?P<label>(?:(?:[A-Z][a-z]{1,3}\.?|M\.)\s(?:d[aeiu]\s)?)?[A-Z](?:\.\s?(?:(?:of|for)\s)?[A-Z]){0,3})"
    r"(?P<aside>)(?P<mark>\.|(?<=[QA])\d{1,3}[.:)])\s+(?=(?P<word>[^\W\d_]++)(?!\s?[.:;–—])|\S)"
)
# "Q Will they come back?", as the press is asked by nobody in particular; "A They will.", of a witness.
QUESTION = re.compile(NUMBER + r"(?P<label>Q)(?P<aside>)(?P<mark>)\s+(?=[\"“]?[^\W\d_]{2}|[IA]\b)")
ANSWER = re.compile(r"(?P<label>A)(?P<aside>)(?P<mark>)\s+(?=[\"“]?[A-Z\d])")
SMALL_LETTERS = re.compile(
    r"(?P<label>[a-z][a-z'’-]{0,15}+(?:\s[a-z][a-z'’-]{1,15}+)?)(?P<aside>)(?P<mark>\s?:)\s+(?=(?P<word>[^\W\d_]++)|\S)"
)
# A hyphen without spaces, as before the second half of a word.
TIGHT = re.compile(
    rf"(?P<label>(?:[Tt]he\s)?(?>{ABBREVIATED}|{INITIALS}|[{UPPER}][^\W\d_]*+)"
    rf"(?:\s?(?>{ABBREVIATED}|{INITIALS}|[{UPPER}][^\W\d_]*+)){{0,4}})(?P<aside>)(?P<mark>-)(?=(?P<word>[{UPPER}][^\W\d_]*+))"
)
OWN_LINE = re.compile(rf"{STAMP}{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE})\s?(?P<mark>[:.]?)\s*$")
# The space between two sentences may be lost.
AFTER_SENTENCE = re.compile(
    rf"[\s.!?”»](?:(?<=[.!?”»\"’)\]…—-]\s)(?<!\b[{UPPER}]\.\s)(?<!\bM[rs]\.\s)(?<!\bMrs\.\s)(?<!\bDr\.\s)\s*"
    rf"|(?=[{UPPER}])(?:(?<=[a-z]{{3}}[.!?])|(?<=[”»])))"
)
ALONE = RarePattern(rf"\n\n{STAMP}{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}{ASIDE}\s?:\s?(?=\n\n)")
IN_LINE = re.compile(
    rf"{STAMP}{BULLET}{NUMBER}{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE})"
    rf"(?P<mark>\.?\s?:[—–-]?|(?:\.|(?<=\.))[—–]+|\.\s?[—–-]{{1,2}}(?=\s)|\.(?=\s[\"“‘(\[{UPPER}])|\s[—–-]{{1,2}}(?=\s)|(?<=\]))(?=(?P<space>\s+|(?<=[—–]))\S)"
)
# At the end of a paragraph, with a line break only after it: "The meeting began at ten. Mr. Smith:".
AT_END = RarePattern(
    rf"{AFTER_SENTENCE.pattern}(?P<start>{OPEN}(?P<label>{LABEL}){CLOSE}(?P<aside>{ASIDE})(?P<mark>\s?:))$"
)
CAPITALS = rf"(?>{ABBREVIATED}|(?:Mc|Mac)?[{UPPER}][{UPPER}'’.-]*[{UPPER}])"
# Where a tab or a column was between a label and the words, only its capitals are left to tell.
IN_CAPITALS = re.compile(
    rf"{STAMP}{NUMBER}(?P<label>{CAPITALS}(?:\s{CAPITALS}){{0,4}}+)(?P<aside>{ASIDE})(?P<mark>)\s+(?=[\"“«]?[{UPPER}](?![{UPPER}.])|…|\.\.\.)"
)
# The same in a text that lost its line breaks too.
CAPITALS_IN_LINE = RarePattern(
    rf"(?P<label>{CAPITALS}(?:\s{CAPITALS}){{0,4}}+)(?P<aside>{ASIDE})(?P<mark>)"
    rf"(?=(?P<space>\s+)[\"“«]?[{UPPER}](?![{UPPER}.]))"
)
IN_COLUMN = RarePattern(rf"{STAMP}{NUMBER}(?P<label>{LABEL}(?:\s\d{{1,2}})?)\.?(?P<aside>{ASIDE})\.?(?P<mark>)")
STAMPED = re.compile(STAMP)
MARKED_ASIDE = re.compile(r"[(\[][^()\[\]\n]{1,160}[)\]]\s?[:—–]")

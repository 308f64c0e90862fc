"""Sentences that tell whose words or view they give without a verb of his: "It was Mr. Smith's view that", "The next
speaker was Mr. Smith", ", in the Minister's opinion,".
"""

from __future__ import annotations

import re

from flows.segment.clause_parts import A_POINT, A_POINT_THAT, HEAD, POINTS, SAID, SPEECH_NOUNS, SUBSTANCE, VIEWS, WHOSE
from flows.segment.reporting_clause import Clause, told_of
from flows.segment.sentences import PARAGRAPH_NUMBER

# "…," was the Minister's answer.
INVERTED_NOUN = re.compile(
    rf"[,.?!][\"”’»']?\s(?:was|is|came)\s{WHOSE}['’]s?\s(?:[a-z]+\s){{0,2}}?(?:{SPEECH_NOUNS})\b"
)
# Fronted phrases that say whose view follows: the part before the name, and the part after it.
OPINIONS = tuple(
    re.compile(rf"(?:{PARAGRAPH_NUMBER}\s)?{before}\s{WHOSE}{after},?\s")
    for before, after in (
        ("In", rf"['’]s?\s(?:own\s)?(?:{VIEWS})"),
        (rf"In\sthe\s(?:{VIEWS})\sof", ""),
        (r"To", r"['’]s?\s(?:mind|knowledge|way of thinking|recollection)"),
        (r"From", r"['’]s?\s(?:point of view|standpoint|perspective|vantage point)"),
        (r"On", r"['’]s?\s(?:reckoning|showing|theory|reading|estimate|account)"),
        (r"As", r"\s(?:saw|put|understood|recalled|remembered|viewed|read|described|expressed)\s(?:it|things|matters)"),
        (r"According to", r"(?=,|\s[a-z])"),
        (r"For", r"(?=,|\s(?:it|this|that|there)\s(?:is|was|were|would|had)\b)"),
        (r"To", r"\s(?:it|this|that|they|these|he|she)\s(?:then\s|also\s)?(?:seemed|appeared|looked)\b"),
        (r"As (?:for|to)", r"(?=,\s(?:he|she|they|his|her|their)\b)"),
        (
            r"(?:As|[Ss]o|[Ii]nso|[Ii]n so)\s?far as",
            r"\s(?:(?:was|were) (?:personally )?concerned|knew|understood|was aware|could (?:see|judge|tell|recall))",
        ),
    )
)
# "This led the Minister to the war", "that prompted Mr. Smith to ask".
PROMPTED = re.compile(
    rf"{HEAD}(?:This|That|Which)\s(?:in turn\s)?(?:led|brought|prompted|moved|caused|provoked|induced)\s"
    rf"{WHOSE}\s(?:back\s)?(?:to|into)\s"
)
# "It seemed to the Minister that …", "It was Mr. Smith's view that …", "It was the contention of Mr. Smith that …"
IMPERSONAL = tuple(
    re.compile(rf"{HEAD}It\s{said}")
    for said in (
        rf"(?:then\s|also\s)?(?:seemed|appeared|occurred)\sto\s{WHOSE}\s(?=that|as|to\b)",
        rf"(?:was|is|remained|seemed)\s(?:[a-z]+\s){{1,5}}?to\s{WHOSE}\s(?=(?:that|why|how|whether|what)\b)",
        rf"(?:was|is|remained)\s(?:[a-z]+\s)??{WHOSE}['’]s?\s(?:[a-z]+\s)??(?:{SAID}),?\s(?=that\b)",
        rf"(?:was|is|remained)\s(?:[a-z]+\s)??the\s(?:[a-z]+\s)??(?:{SAID})\sof\s{WHOSE},?\s(?=that\b)",
    )
)
# "The view of Mr. Smith was that …"
VIEW_OF = re.compile(rf"{HEAD}(?:[Tt]he\s|[Oo]ne\s)?(?:[a-z]+\s)?(?i:{SAID})\sof\s{WHOSE}\s(?:was|is)\s(?=that\b)")
# "The gist of Mr. Smith's reply was that …"
GIST_OF = re.compile(
    rf"{HEAD}The\s(?:[a-z]+\s)?(?:{SUBSTANCE})\sof\s{WHOSE}['’]s?\s(?:[a-z]+\s)?(?:{SAID})\s(?:was|is|were|are)\b"
)
# "What Mr. Smith feared was delay", "All he would say", "The next point the Minister raised was …"
WHAT_HE_SAID = re.compile(
    rf"{HEAD}(?:What|All(?:\sthat)?|{A_POINT_THAT}"
    rf"|The\s(?:{POINTS})s?(?=[^,;]{{2,60}}\s(?:wished|wanted)\sto\s))\s{WHOSE}"
    r"(?:\s(?!had\b)[a-z]+){1,5}?\s(?:was|is|were|are)\b"
)
# "Another matter raised by Mr. Smith was …", "What worried Mr. Smith was …"
RAISED_BY = re.compile(
    rf"{HEAD}(?:{A_POINT}\s(?:(?:that|which)\swas\s)?(?:made|raised|mentioned|put|taken up|brought up|touched upon)\sby"
    rf"|What\s(?:[a-z]+ly\s)?[a-z]+ed)\s{WHOSE}(?:\s[a-z]+){{0,3}}?\s(?:was|were)\b"
)
# "This was also the view of Mr. Smith", "This was not Mr. Smith's impression"
SAME_VIEW = tuple(
    re.compile(rf"{HEAD}(?:This|That|Such)\s(?:was|is|remained)\s(?:[a-z]+\s){{0,2}}?{whose}")
    for whose in (rf"the\s(?:[a-z]+\s)?(?:{SAID})\sof\s{WHOSE}", rf"{WHOSE}['’]s?\s(?:[a-z]+\s)?(?:{SAID})\b")
)
# "The idea appealed to Mr. Smith."
PLEASED = re.compile(
    rf"{HEAD}(?:This|That|It|The (?:idea|suggestion|proposal|figure|answer|news|thought|prospect|remark)s?)\s"
    r"(?:[a-z]+ly\s)?(?:did not (?:appeal to|please|satisfy|surprise|worry|disturb|interest|impress|suit)"
    r"|appealed to|pleased|surprised|puzzled|amused|struck|interested|disturbed|shocked|alarmed"
    rf"|satisfied|impressed|worried)\s{WHOSE}(?=\s?[,.;]|\s(?:and|but|who|as|because|since)\b)"
)
# "More important to Mr. Smith was the trend."
OF_MOMENT = re.compile(
    rf"{HEAD}(?:More|Most|Less|Equally|Especially|Particularly)\s[a-z]+\s(?:to|for)\s{WHOSE}\s(?:was|were|is)\b"
)
# "This was acceptable to Mr. Smith, provided that …"
ACCEPTABLE = re.compile(
    rf"{HEAD}(?:This|That|It)\s(?:was|seemed|appeared)\s(?:not\s|quite\s|[a-z]+ly\s){{0,2}}"
    r"(?:un)?(?:acceptable|agreeable|satisfactory|clear|welcome|news|new|understandable)"
    rf"\sto\s{WHOSE}(?=\s?[,.;]|\s(?:and|but|who|as|if|provided)\b)"
)
# "The next speaker was Mr. Smith", "This drew a protest from Mr. Smith", "The reply of Mr. Smith was evasive"
FOLLOWS = tuple(
    re.compile(rf"{HEAD}{before}\s{WHOSE}{after}(?=\s?[,.;:]|\s[a-z])")
    for before, after in (
        (r"The\s(?:next|first|second|third|last|final|only other|following)\s(?:speaker|to\s[a-z]+)\s(?:was|is)", ""),
        (r"The\s(?:[a-z]+\s)?(?:reply|answer|response|reaction|attitude|comment|rejoinder)\sof", r"\s(?:was|is)"),
        (
            r"(?:This|That|It|Which)\s(?:then\s|also\s|[a-z]+ly\s)?(?:prompted|drew|provoked|brought|elicited|evoked|produced"
            r"|led\sto|called\sforth|met\swith)(?:\sforth)?\s(?:an?|the|some|no)"
            rf"\s(?:[a-z]+\s){{0,3}}?(?:{SPEECH_NOUNS}|protest|question|retort|rejoinder|denial)\sfrom",
            "",
        ),
    )
)
CAME_FROM = re.compile(
    rf"{HEAD}From\s{WHOSE}\s(?:then\s|also\s)?came\s(?:an?|the|some|no)\s(?:[a-z]+\s){{0,2}}?(?:{SPEECH_NOUNS})\b"
)
OF_SOMEBODY = (
    *FOLLOWS,
    PROMPTED,
    VIEW_OF,
    GIST_OF,
    WHAT_HE_SAID,
    RAISED_BY,
    *SAME_VIEW,
    ACCEPTABLE,
    PLEASED,
    OF_MOMENT,
)
ACCORDING = re.compile(rf",\saccording to\s{WHOSE}(?=\s?[,.;:?!]|$)")
IN_VIEW = re.compile(rf",\sin\s{WHOSE}['’]s?\s(?:own\s)?(?:{VIEWS})(?=\s?[,.;:?!]|$)")  # ", in the Minister's opinion,"
# ", in the opinion of the Minister,"
IN_VIEW_OF = re.compile(rf",\sin\sthe\s(?:{VIEWS})\sof\s{WHOSE}(?=\s?[,.;:?!]|$)")
SOURCES = (ACCORDING, IN_VIEW, IN_VIEW_OF, INVERTED_NOUN)


def opinion(text: str, start: int, end: int) -> Clause | None:
    """Whose view the sentence `text[start:end]` says it gives: "In the Ambassador's opinion it was too late"."""
    for pattern in OPINIONS:
        if (match := pattern.match(text, start, end)) is not None:
            return told_of(match, start)._replace(clause_end=match.end() - 1, position="fronted")
    return None

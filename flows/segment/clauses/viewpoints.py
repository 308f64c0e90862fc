"""Sentences that tell whose words or view they give without a verb of his: "It was Mr. Smith's view that"."""

from __future__ import annotations

import re

from flows.segment.clauses.parts import A_POINT, A_POINT_THAT, HEAD, POINTS, SAID, SPEECH_NOUNS, SUBSTANCE, VIEWS, WHOSE
from flows.segment.clauses.reporting_clause import Clause, told_of
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER

# "…; at least, that was the Minister's view."
SUCH_WAS = RarePattern(
    rf"[;,–—-]\s(?:(?:at least|or so|so),?\s)?(?:that|such|this)\s(?:at least\s)?was\s{WHOSE}['’]s?\s"
    rf"(?:[a-z]+\s)?(?:{SAID})(?=\s?[.;,])",
    sign=r"[;,–—-]\s(?:(?:at least|or so|so),?\s)?(?:that|such|this)\s(?:at least\s)?was\s",
)
# "…," was the Minister's answer.
INVERTED_NOUN = RarePattern(
    rf"[,.?!][\"”’»']?\s(?:was|is|came)\s{WHOSE}['’]s?\s(?:[a-z]+\s){{0,2}}?(?:{SPEECH_NOUNS})\b",
    sign=r"[,.?!][\"”’»']?\s(?:was|is|came)\s(?s:.*?)['’]s?\s[a-z]",
)
# "This led the Minister to the war", "that prompted Mr. Smith to ask".
PROMPTED = (
    r"(?:This|That|Which)\s(?:in turn\s)?(?:led|brought|prompted|moved|caused|provoked|induced)\s",
    r"\s(?:back\s)?(?:to|into)\s",
)
# "This brought from Mr. Smith the comment that …"
BROUGHT_FROM = (
    r"(?:This|That|Which)\s(?:in turn\s)?(?:brought|drew|elicited|evoked|provoked|called forth)\sfrom\s",
    rf"\s(?:an?|the|some)\s(?:[a-z]+\s){{0,2}}?(?:{SPEECH_NOUNS}|protest|denial)\b",
)
# "This brought in Mr. Smith, who …"
BROUGHT_IN = r"(?:This|That|Which)\s(?:in turn\s|at once\s|now\s|then\s)?(?:brought|drew)\sin\s", r"(?=,?\swho\s)"
# "The view of Mr. Smith was that …"
VIEW_OF = rf"(?:[Tt]he\s|[Oo]ne\s)?(?:[a-z]+\s)?(?i:{SAID})\sof\s", r"\s(?:was|is)\s(?=that\b)"
# "The gist of Mr. Smith's reply was that …"
GIST_OF = (
    rf"The\s(?:[a-z]+\s)?(?:{SUBSTANCE})\sof\s",
    rf"['’]s?\s(?:[a-z]+\s)?(?:{SAID})\s(?:was|is|were|are)\b",
)
# "What Mr. Smith feared was delay", "All he would say", "The next point the Minister raised was …"
WHAT_HE_SAID = (
    rf"(?:What|All(?:\sthat)?|{A_POINT_THAT}|The\s(?:{POINTS})s?(?=[^,;]{{2,60}}\s(?:wished|wanted)\sto\s))\s",
    r"(?:\shad in (?:mind|view)|(?:\s(?!had\b)[a-z]+){1,5}?)\s(?:was|is|were|are)\b",
)
# "Another matter raised by Mr. Smith was …", "What worried Mr. Smith was …"
RAISED_BY = (
    rf"(?:{A_POINT}\s(?:(?:that|which)\swas\s)?(?:made|raised|mentioned|put|taken up|brought up|touched upon)\sby"
    r"|(?:What|(?:The|His|Her)\s(?:only|one|main|chief|first|real|other)\s(?:thing|point|matter|question)\s(?:that|which))"
    r"\s(?:[a-z]+ly\s)?[a-z]+ed)\s",
    r"(?:\s[a-z]+){0,3}?\s(?:was|were)\b",
)
# "This was also the view of Mr. Smith", "This was not Mr. Smith's impression"
SAME = r"(?:This|That|Such)\s(?:was|is|remained)\s(?:[a-z]+\s){0,2}?"
SAME_VIEW = (
    (rf"{SAME}the\s(?:[a-z]+\s)?(?:{SAID})\sof\s", ""),
    (SAME, rf"['’]s?\s(?:[a-z]+\s)?(?:{SAID})\b"),
)
# "A question from Mr. Smith concerned the loan", "The suggestion came from Mr. Smith that …"
CAME = (
    rf"(?:An?|The|One|Another)\s(?:[a-z]+\s){{0,2}}?(?:{SPEECH_NOUNS}|protest)\s(?:(?:then|also)\s)?(?:came\s)?from\s",
    r"(?=\s(?:that|whether|was|were|concerned|related|dealt|met|led|brought|elicited|as to)\b|\s?[.,;:])",
)
# "A different view was taken by Mr. Smith."
TAKEN_BY = (
    rf"(?:An?|The|This|That|Another|One)\s(?:[a-z]+\s){{0,2}}?(?:{SAID}|line|stand)\s"
    r"(?:was|were)\s(?:[a-z]+\s)?(?:taken|held|shared|voiced|adopted|advanced|given)\sby\s",
    r"(?=\s?[.,;:]|\s(?:that|who|and|also|but)\b)",
)
# "The idea appealed to Mr. Smith."
PLEASED = (
    r"(?:This|That|It|The (?:idea|suggestion|proposal|figure|answer|news|thought|prospect|remark)s?)\s"
    r"(?:[a-z]+ly\s)?(?:did not (?:appeal to|please|satisfy|surprise|worry|disturb|interest|impress|suit)"
    r"|appealed to|pleased|surprised|puzzled|amused|struck|interested|disturbed|shocked|alarmed"
    r"|satisfied|impressed|worried)\s",
    r"(?=\s?[,.;]|\s(?:and|but|who|as|because|since)\b)",
)
# "More important to Mr. Smith was the trend."
OF_MOMENT = r"(?:More|Most|Less|Equally|Especially|Particularly)\s[a-z]+\s(?:to|for)\s", r"\s(?:was|were|is)\b"
# "This was acceptable to Mr. Smith, provided that …", "This came as a surprise to Mr. Smith, who …"
ACCEPTABLE = (
    r"(?:This|That|It)\s(?:was|seemed|appeared|came)\s(?:not\s|quite\s|as\s|[a-z]+ly\s){0,2}"
    r"(?:(?:un)?(?:acceptable|agreeable|satisfactory|clear|welcome|news|new|known|understandable)"
    r"|an?\s(?:[a-z]+\s)?(?:surprise|relief|shock|disappointment))\sto\s",
    r"(?=\s?[,.;]|\s(?:and|but|who|as|if|provided)\b)",
)
# "The next speaker was Mr. Smith", "This drew a protest from Mr. Smith", "The reply of Mr. Smith was evasive"
FOLLOWS = tuple(
    (rf"{before}\s", rf"{after}(?=\s?[,.;:]|\s[a-z])")
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
CAME_FROM = RarePattern(
    rf"{HEAD}From\s{WHOSE}\s(?:then\s|also\s)?came\s(?:an?|the|some|no)\s(?:[a-z]+\s){{0,2}}?(?:{SPEECH_NOUNS})\b",
    sign=r"\scame\s(?:an?|the|some|no)\s",
)


def around(*pairs: tuple[str, str]) -> str:
    """The expression of somebody named with what stands before and after him, each of the former with its own of the
    latter. What names somebody is long: it stands there once, because it takes longest to compile.
    """
    before = "|".join(f"(?P<before{number}>{before})" for number, (before, _) in enumerate(pairs))
    after = "".join(f"(?(before{number})(?:{after}))" for number, (_, after) in enumerate(pairs))
    return f"(?:{before}){WHOSE}{after}"


OF_SOMEBODY = re.compile(
    HEAD
    + around(
        *FOLLOWS,
        PROMPTED,
        BROUGHT_FROM,
        BROUGHT_IN,
        CAME,
        TAKEN_BY,
        VIEW_OF,
        GIST_OF,
        WHAT_HE_SAID,
        RAISED_BY,
        *SAME_VIEW,
        ACCEPTABLE,
        PLEASED,
        OF_MOMENT,
    )
)
# "Question of Mr. Smith as to the date.", "Agreement on the part of the Minister.", in notes that leave out verbs
NOUN_OF_NOTES = (
    "acknowledgement|agreement|answer|appeal|approval|assent|assurances?|comment|complaint|concern|confirmation|consent"
    "|contradiction|counter-proposal|counter-question|criticism|demand|denial|disappointment|doubts?|enquiry|hesitation"
    "|hint|inquiry|interjection|misgivings|objections?|offer|promise|proposal|protest|query|question|readiness|refusal"
    "|regrets?|rejection|rejoinder|reluctance|remark|reminder|reply|request|reservations?|response|retort|satisfaction"
    "|scepticism|suggestion|surprise|thanks|warning|wish"
)
NOTED = RarePattern(
    rf"{HEAD}(?=[A-Z])(?:[A-Z][a-z]+\s(?=[a-z]))?(?i:{NOUN_OF_NOTES})"
    rf"\s(?:of|by|from|(?:on|from) the (?:part|side) of)\s{WHOSE}"
    r"(?=\s(?:as to|that|whether|to|about|on|regarding|concerning|for|against|over|also|too)\b.*[.:;]\s*$|[:;]\s|\s?\.)"
    r"(?!.*\b(?:annexed|attached|below|enclosed|follows)\b)",
    sign=r"\s(?:of|by|from|part|side)\s",
    head=rf"{HEAD}(?:[A-Z][a-z]+\s)?[A-Z]?[a-z-]+\s(?:of|by|from|on)\s",
)
# "It seemed to the Minister that …", "It emerged from his reply that …", "It was Mr. Smith's view that …", "It was the
# contention of Mr. Smith that …"
IMPERSONAL = RarePattern(
    rf"{HEAD}It\s"
    + around(
        (r"(?:then\s|also\s)?(?:seemed|appeared|occurred)\sto\s", r"\s(?=that|as|to\b)"),
        (
            r"(?:then\s|also\s|soon\s)?(?:appeared|emerged|transpired)\sfrom\s",
            rf"['’]s?\s(?:[a-z]+\s){{0,2}}?(?:{SAID}),?\s(?=that\b)",
        ),
        (
            r"(?:was|is|remained|seemed)\s(?!(?:[a-z]+\s)?known\s)(?:[a-z]+\s){1,5}?to\s",
            r"\s(?=(?:that|why|how|whether|what)\b)",
        ),
        (
            r"(?:was left|fell|remained)\s(?:to|for)\s",
            r"\s(?=to\s(?:say|point|remind|ask|explain|add|reply|answer|sum|raise|put|draw|state|suggest|propose|make)\b)",
        ),
        (r"(?:was|is|remained)\s(?:[a-z]+\s)??", rf"['’]s?\s(?:[a-z]+\s)??(?:{SAID}),?\s(?=that\b)"),
        (rf"(?:was|is|remained)\s(?:[a-z]+\s)??the\s(?:[a-z]+\s)??(?:{SAID})\sof\s", r",?\s(?=that\b)"),
    ),
    sign=r"It\s(?:then\s|also\s|soon\s)?(?:seemed|appeared|emerged|transpired|occurred|fell|was left|remained)\s"
    r"|It\s(?:was|is)\s(?s:.{0,400}?)\b(?:that|why|how|whether|what)\b",
)
# Fronted phrases that say whose view follows.
OPINION = RarePattern(
    rf"(?:{PARAGRAPH_NUMBER}\s)?"
    + around(
        (r"In\s", rf"['’]s?\s(?:own\s)?(?:{VIEWS})"),
        (rf"In\sthe\s(?:{VIEWS})\sof\s", ""),
        (r"To\s", r"['’]s?\s(?:mind|knowledge|way of thinking|recollection)"),
        (r"From\s", r"['’]s?\s(?:point of view|standpoint|perspective|vantage point)"),
        (r"On\s", r"['’]s?\s(?:reckoning|showing|theory|reading|estimate|account)"),
        (
            r"As\s",
            r"\s(?:saw|put|understood|recalled|remembered|viewed|read|described|expressed)\s(?:it|things|matters)",
        ),
        (r"According to\s", rf"(?:['’]s?\s(?:own\s)?(?:{VIEWS}))?(?=,|\s[a-z])"),
        (r"For\s", r"(?=,|\s(?:it|this|that|there)\s(?:is|was|were|would|had)\b)"),
        (r"To\s", r"\s(?:it|this|that|they|these|he|she)\s(?:then\s|also\s)?(?:seemed|appeared|looked)\b"),
        (r"As (?:for|to)\s", r"(?=,\s(?:he|she|they|his|her|their)\b)"),
        (
            r"(?:As|[Ss]o|[Ii]nso|[Ii]n so)\s?far as\s",
            r"\s(?:(?:was|were) (?:personally )?concerned|knew|understood|was aware|could (?:see|judge|tell|recall))",
        ),
    )
    + r",?\s",
    sign=rf"['’]s?\s(?:own\s)?(?:{VIEWS}|mind|knowledge|way|point|standpoint|perspective|vantage|reckoning|showing|theory)"
    rf"|In\sthe\s(?:{VIEWS})|According|For\s|(?:seemed|appeared|looked)\b"
    r"|As\s(?s:.*?)\s(?:saw|put|understood|recalled|remembered|viewed|read|described|expressed)\s(?:it|things|matters)\b"
    r"|As (?:for|to)\s(?s:.*?),\s(?:he|she|they|his|her|their)\b"
    r"|far as\s(?s:.*?)(?:(?:was|were) (?:personally )?concerned|knew|understood|was aware|could)\b",
)
# ", in the Minister's opinion,", ", in the opinion of the Minister,"
SOURCE = RarePattern(
    r",\s"
    + around(
        (r"according to\s", ""),
        (r"in\s", rf"['’]s?\s(?:own\s)?(?:{VIEWS})"),
        (rf"in\sthe\s(?:{VIEWS})\sof\s", ""),
    )
    + r"(?=\s?[,.;:?!]|$)",
    sign=rf",\s(?:according\sto|in\s(?s:.*?)(?:{VIEWS}))",
)
SOURCES = (SOURCE, INVERTED_NOUN, SUCH_WAS)


def opinion(text: str, start: int, end: int) -> Clause | None:
    """Whose view the sentence `text[start:end]` says it gives: "In the Ambassador's opinion it was too late"."""
    match = OPINION.match(text, start, end)
    return told_of(match, start)._replace(clause_end=match.end() - 1, position="fronted") if match is not None else None

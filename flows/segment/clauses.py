"""Reporting clauses: who is said to say something, and where in the sentence.

Every sentence of the body is looked at once. What matters is the subject of the main clause: at the head, after a
fronted clause, after a
conjunction that starts a second main clause, or in an attribution inside or after what is said ("..., the Minister
went on, ...").
Names inside subordinate clauses say nothing about the speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from flows.lexicons import entries
from flows.segment.dates import WEEKDAY
from flows.segment.names import (
    DETERMINERS,
    GROUP,
    MENTION,
    QUALIFIERS,
    ROLE,
    ROLES,
    SMALL_ADDRESS,
    UPPER,
    fold,
    office_words,
    titles,
)
from flows.segment.predicates import conjoined_verb, find_verb
from flows.segment.remembered import remembered_word
from flows.segment.sentences import PARAGRAPH_NUMBER, PORTION_MARK, TIME_AND_DASH
from flows.segment.tokens import place_words
from flows.segment.verbs import AUXILIARIES, Verb, verb_forms

Position = Literal["head", "fronted", "coordinated", "inserted", "final"]
LATTER = "the latter"
PRONOUNS = frozenset({"he", "she", "they", "i", "we", "it", "you", LATTER})

PARENTHESIS = r"(?:\s\[[^\[\]]{1,40}\])?(?:\s\((?P<parenthesis>[^()]{1,120})\))?"  # "Mr. Smyth [sic] (Trade)"
INTERPOSED = rf"{PARENTHESIS}(?P<between>\s?,\s[^,;:!?]{{2,160}}(?:,[^,;:!?]{{2,120}}){{0,2}}?,|,(?=\s[a-z]))?"
# Commas inside what is interposed: ", referring to Paper No. 5, of which all had a copy,".
LONG_INTERPOSED = rf"{PARENTHESIS}\s?,\s[^,;:!?]{{2,160}}(?:,[^,;:!?]{{2,120}}){{1,2}},"
PERSON = rf"(?:[Tt]he latter|{GROUP}|{ROLE}|{MENTION}|[Hh]e|[Ss]he|[Tt]hey|I|We|we|It|[Yy]ou)"
SPEECH_NOUNS = "|".join(entries("speech-nouns"))
WHOSE = rf"(?P<subject>{GROUP}|{ROLE}|{MENTION})"
NAMED = rf"(?P<subject>{PERSON})(?P<genitive>['’]s?(?=\s))?"
PLAIN_SUBJECT = f"{NAMED},?"
SUBJECT = f"{NAMED}{INTERPOSED}"
ASIDE = (
    r"(?:,?\s(?:in (?:his |her )?(?:reply|response|answer)(?: to (?:this|that|him|her|them))?"
    r"|in (?:his |her )?(?:turn|return|conclusion|closing|passing|summary)"
    r"|by way of [a-z]+|for on(?:e|ce)|on the (?:one hand|other hand|contrary|whole)|once (?:more|again)"
    r"|in (?:effect|fact)|at the same time"
    r"|(?:a little|somewhat|rather|very|quite|not) [a-z]+ly"
    r"|(?:for|on) (?:his|her) (?:own )?part|at (?:this|that) (?:point|juncture)|to this|with a smile|smiling"
    r"|laughing(?:ly)?|at (?:first|once|length|last)|in (?:general|principle|essence)|of course),?"
    # "Mr. Smith without hesitation promised", "Mr. Smith opening the discussion said"
    r"|\swith(?:out)?(?:\s[a-z]+){1,4}?(?=\s(?:[a-z]+ed|said|thought|felt|told|made|gave|took|put|held)\b)"
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
AT_HEAD = re.compile(f"{HEAD}{SUBJECT}{PREDICATE}")
AT_HEAD_LONG = re.compile(f"{HEAD}{NAMED}{LONG_INTERPOSED}{PREDICATE}")
AT_HEAD_PLAIN = re.compile(f"{HEAD}{PLAIN_SUBJECT}{PREDICATE}")
AFTER_COMMA = re.compile(
    rf"(?P<before>,[\"”’\]]?|\)|\b(?:[a-z]+|[A-Z][a-z]+ly|\d{{1,4}}|[A-Z][a-z]+(?=\s(?:Mr|Mrs|Dr|Sir|Lord|Herr)\b))(?=\s(?:(?:[Tt]he\s)?{SMALL_ADDRESS}[{UPPER}]|the\s(?:{ROLES})\b)))"
    rf"\s{SUBJECT}{PREDICATE}"
)
# "This the Minister denied", "Such a course Mr. Smith had never proposed".
OBJECT_FIRST = re.compile(
    rf"{HEAD}(?:(?:All|Much|Some|Most|None|Both) of )?(?:[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose|[Ss]uch(?: an?)?)"
    rf"(?:\s(?!the\b)[a-z]+)?,?\s(?P<subject>{ROLE}|{MENTION}|he|she|I)(?P<genitive>(?!))?{PREDICATE}"
)
# "So did Mr. Smith.", "Nor could Mr. Smith agree", "Only then did the Minister ask".
INVERTED_DO = re.compile(
    rf"{HEAD}(?:(?:So|Nor|Neither)\s(?:did|does|was|is|were|would|could|had|has)\s{WHOSE}(?=\s?[.,;]|\s(?:and|but)\b)"
    r"|(?:Nor|Neither|Still less|Much less|Only (?:then|now|later|afterwards|at this(?: [a-z]+)?)"
    r"|Not (?:until|till) (?:then|now|[a-z ]{2,30})|Never(?: before)?|Not once|In vain|At no time|Rarely|Seldom)"
    r"\s(?:did|could|would|had|was)\s"
    rf"(?P<of>{GROUP}|{ROLE}|{MENTION})(?=\s[a-z]))"
)
OBJECT = re.compile(rf"\s(?:that|the|an?|his|her|its|their|it|him|them|[{UPPER}])\b")
# "to which he replied", "and after some hesitation he said".
BEFORE_SECOND_SUBJECT = (
    r"(?:(?:whereupon|to which|at which|on which|upon which|after which)\s)?"
    r"(?:(?:eventually|finally|then|thereupon|immediately|at once|at last|in the end)\s"
    r"|(?:after (?:some|a|an|much|further|slight|considerable)|with (?:some|a|an|great|much|evident)"
    r"|in (?:reply|response|answer|turn|conclusion)|on (?:being|my)|when (?:pressed|asked|pushed|challenged))"
    r"(?:\s[a-z]+){0,3}?,?\s)?"
)
COORDINATED = re.compile(
    rf"(?:[,;]\s(?:(?:and|but|while)\s)?|\s(?:(?:and|but|while)\s|(?=whereupon|to which)))"
    rf"(?P<opens>{BEFORE_SECOND_SUBJECT}){SUBJECT}{PREDICATE}"
)
SUBORDINATE = "As|When|While|After|Before|Since|Once|If|Because|Although|Though"
# "When I asked if I might": the pronoun is the subject of another subordinate clause.
AFTER_NO_CONJUNCTION = "".join(
    rf"(?<!\s{word})" for word in ("if", "that", "whether", "what", "which", "who", "how", "why", "than", "because")
)
FRONTED_PRONOUN = re.compile(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:(?:{SUBORDINATE})\s(?:I|he|she|we|they)(?:\s[^\W\d_]+(?:['’]s?)?){{0,14}}?"
    rf"|(?!(?:{SUBORDINATE})\s(?:I|he|she|we|they)\b)[{UPPER}][a-z]+(?:\s[^\W\d_]+(?:['’]s?)?){{0,8}}?),?"
    rf"{AFTER_NO_CONJUNCTION}\s(?P<subject>he|she|I|we)(?P<genitive>(?!))?{PREDICATE}"
)
INSERTED = re.compile(
    rf"[,?!.…](?:(?<=,)[\"”’»']?|(?<!,)[\"”’»']|(?<=[?!])(?=\s[a-z]))\s{SUBJECT}{PREDICATE}(?=\s?[,.;:?!]|$)"
)
INVERTED = re.compile(
    rf"[,.?!][\"”’»']?\s(?P<verb>[a-z]+)\s{WHOSE}(?=\s?[,.;:?!]|$|\s(?:to|in|with|after|at|[a-z]+ly)\b)"
)
# "…," was the Minister's answer.
INVERTED_NOUN = re.compile(
    rf"[,.?!][\"”’»']?\s(?:was|is|came)\s{WHOSE}['’]s?\s(?:[a-z]+\s){{0,2}}?(?:{SPEECH_NOUNS})\b"
)
# "We had hardly sat down when he said", "It became clear when he asked".
WHEN_AT_ONCE = re.compile(
    rf"\b(?:scarcely|hardly|barely|clear|apparent|evident|plain|obvious)\b[^.;,]{{0,80}}?,?\swhen\s{SUBJECT}{PREDICATE}"
)
PASSIVE = re.compile(
    rf"\b(?:was|were)\s(?:not\s)?(?:[a-z]+\s)?(?P<verb>[a-z]+ed|said|put|made|told|given)\s(?:out\s)?"
    rf"(?:to\s(?:him|her|them|us|{MENTION})\s)?by\s(?P<subject>{MENTION})(?!\sand\s(?:the\s)?[{UPPER}])"
)
SPEECH_NOUN = re.compile(
    r"(?:\s(?:own|first|second|third|next|last|further|immediate|only|main|chief|personal|general|initial|final|whole"
    r"|entire|real|basic|principal|present|considered|private)){0,2}"
    rf"\s(?:{SPEECH_NOUNS})"
    r"(?:(?:\s[a-z]+){0,4}?|\s(?:to|on|about)(?:\s[\w’'-]+){1,9}?)"
    r"\s(?P<be>was|is|were|are|ha[ds] been|related|concerned|dealt|referred)\b"
)
WORDS_OF_SPEECH = re.compile(rf"\b(?:{SPEECH_NOUNS})\b")
# "Minister noncommittal.", "Smith very pleased with this."
STATE = re.compile(r"\s(?:(?:very|quite|rather|less|more|most|somewhat|not|[a-z]+ly)\s)?([a-z-]+)")
NOUNS_OF_STATE = frozenset({"agreement", "opinion", "view"})  # "in agreement"; but "General agreement on this"
STATE_END = re.compile(r"\s?[.,;:]|\s(?:about|on|as|that|to|whether|at|but|and|with|of|over)\b")
VIEWS = (
    "view|views|opinion|judge?ment|estimation|estimate|eyes|experience|recollection|memory|reading|assessment|analysis|account"
    "|understanding|words|phrase|version|belief|thinking|submission|contention|interpretation|calculation|reckoning"
)
SAID = f"{VIEWS}|{SPEECH_NOUNS}"
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
SUBSTANCE = "substance|gist|tenor|burden|purport|upshot|sense|drift|effect"
POINTS = "point|matter|question|message|thing|issue|subject|topic|suggestion|request|item|problem|difficulty|demand"
# One more of several: "the point" may be one that was made before.
A_POINT = (
    r"(?:An?|Another|One|The\s(?:next|first|second|third|fourth|last|final|other|only|main|chief|further|real))\s"
    rf"(?:[a-z]+\s){{0,2}}?(?:{POINTS})s?"
)
A_POINT_THAT = rf"{A_POINT}(?:\s(?:(?:on|to|in|about)\s)?which|\sthat)?"
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
# "It was Mr. Smith who asked …"
CLEFT = re.compile(rf"{HEAD}It\s(?:was|is)\s(?:[a-z]+\s)??{WHOSE}(?P<genitive>(?!))?,?\s(?:himself\s)?who{PREDICATE}")
# "Secretary on timing: need reply soon", "Smith sharp: there had been two"; but "Smith replied:" has a verb.
ANNOUNCED = re.compile(
    rf"{HEAD}(?P<subject>{MENTION})(?:\s(?:on|re|about)\s[^.,:;?!]{{1,40}}|\s(?P<manner>[a-z]+))\s?:(?=\s|$)"
)
ACCORDING = re.compile(rf",\saccording to\s{WHOSE}(?=\s?[,.;:?!]|$)")
IN_VIEW = re.compile(rf",\sin\s{WHOSE}['’]s?\s(?:own\s)?(?:{VIEWS})(?=\s?[,.;:?!]|$)")  # ", in the Minister's opinion,"
# ", in the opinion of the Minister,"
IN_VIEW_OF = re.compile(rf",\sin\sthe\s(?:{VIEWS})\sof\s{WHOSE}(?=\s?[,.;:?!]|$)")
SOURCES = (ACCORDING, IN_VIEW, IN_VIEW_OF, INVERTED_NOUN)
APPOSITION = re.compile(MENTION)
NOT_SPACE = re.compile(r"\S+")
# Participles that no name after them completes: "before leaving Mr. Smith said".
COMPLETE_PARTICIPLES = frozenset(
    {"leaving", "departing", "parting", "closing", "concluding", "replying", "responding", "continuing", "rising"}
    | {"beginning", "foregoing", "opening", "meeting", "hearing", "morning", "evening"}
)
RELATED = frozenset({"refer", "allude", "advert", "attach", "return", "revert"})
# What is done to a person: "The party was welcomed by the Minister" gives none of his words.
RECEPTION = frozenset({"welcome", "call", "greet", "present", "introduce", "lead", "dictate", "translate"})
ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "dr", "m", "mm", "mme", "messrs"})
FRONTING = frozenset(entries("fronting"))
SPEAKABLE = frozenset(entries("speech-nouns"))
# "Did I think …?", "Let Mr. Smith …", "This Mr. Smith denied"
NEVER_NAMES = AUXILIARIES | {"jr.", "sr.", "let", "were", "are", "do", "this", "that", "these", "those", "such"}
NEVER_NAMES |= {"today", "yesterday", "tomorrow"}
# Who is nobody in particular: "Nobody here wished to go on".
NEVER_NAMES |= {
    "nobody",
    "no",
    "none",
    "nothing",
    "neither",
    "either",
    "somebody",
    "someone",
    "something",
    "anybody",
    "anyone",
}
NEVER_NAMES |= {"everybody", "everyone", "everything", "each", "both", "all", "some", "most", "many", "few", "several"}
NEVER_NAMES |= {"one", "another", "others"}
# Verbs that take what is said for their object, and another one for what it is: "This Mr. Smith called an excuse."
NAMING = frozenset({"call", "consider", "find", "think", "term", "label", "brand", "dub"})
DAY_OR_MONTH = re.compile("|".join((WEEKDAY, *(line.split()[0] for line in entries("months")))))
NEVER_BEFORE_SUBJECT = frozenset(entries("never-before-subject"))


class Clause(NamedTuple):
    """A reporting clause. Offsets index the clean text.

    `start` is where a turn would start that the clause opens; `clause_end` is where what is said may start;
    `subject` is the words of the subject, `pronoun` says that it is one, `apposition` is who it is by another name;
    `verb` is the first verb of the predicate that a lexicon knows.
    """

    start: int
    subject_start: int
    subject_end: int
    clause_end: int
    subject: str
    pronoun: bool
    verb: Verb
    position: Position
    auxiliary: str | None = None
    genitive: bool = False
    apposition: str | None = None


def clause_of(match: re.Match[str], start: int, position: Position) -> Clause | None:
    """The clause that a match of one of the patterns above describes, or None where its predicate has no known verb."""
    genitive = match["genitive"] is not None
    noun = SPEECH_NOUN.match(match.string, match.start("predicate"), match.endpos) if genitive else None
    if noun is not None:
        form = "s" if noun["be"] in ("is", "are", "has been") else "past"
        found: tuple[Verb, int, str | None] | None = (
            Verb("be", frozenset({"reporting"}), form),
            noun.end() - noun.start(),
            None,
        )
        genitive = False
    else:
        found = find_verb(match.string, *match.span("predicate"), match.endpos)
    if position in ("head", "fronted") and not genitive and (found is None or not found[0].classes & {"reporting"}):
        found = conjoined_verb(match, found) or found
    if found is None and position == "head" and (stated := STATE.match(match["predicate"])) is not None:
        verb = verb_forms()["was"]
        state_end = match.start("predicate") + stated.end()
        manner = match["subject"].endswith("ly") and match.string.startswith(",", state_end)  # "Visibly annoyed,"
        if (
            stated[1] in verb.needs["stance"] - NOUNS_OF_STATE
            and STATE_END.match(match.string, state_end)
            and not manner
        ):
            found = Verb("be", frozenset({"stance"}), "s"), stated.end(), None
    if found is None or match["subject"].split()[0].lower() in NEVER_NAMES:
        return None
    verb, verb_end, auxiliary = found
    plural = verb.form == "s" and verb.lemma in SPEAKABLE and " " not in match["subject"]
    if plural and position == "head" and match.string.startswith(".", match.start("predicate") + verb_end):
        return None  # "Colonial questions."
    subject_start, subject_end = match.span("subject")
    subject_start += before_title(match["subject"])
    subject = match.string[subject_start:subject_end]
    if (speaker := delegate(subject, match)) is not None:
        (subject_start, subject_end), subject = match.span("parenthesis"), speaker
    pronoun = subject.lower() in PRONOUNS
    if not pronoun and ((verb.form == "base" and auxiliary is None) or addressed_late(subject)):
        return None
    return Clause(
        start=start,
        subject_start=subject_start,
        subject_end=subject_end,
        clause_end=match.start("predicate") + verb_end,
        subject=subject,
        pronoun=pronoun,
        verb=verb,
        position=position,
        auxiliary=auxiliary,
        genitive=genitive,
        apposition=apposition_of(match.groupdict().get("between")),
    )


def delegate(subject: str, match: re.Match[str]) -> str | None:
    """The name in parentheses after a country that speaks, or after a pronoun: "Ruritania (Smith) welcomed this", "he
    (Smith) agreed"; None where none is.
    """
    named = match.groupdict().get("parenthesis")
    if not named or NAMED_FIRST.fullmatch(named) is None:
        return None
    stands_for = subject.lower() in ("he", "she") or fold(subject).removeprefix("the ") in place_words()
    return named if stands_for else None


def addressed_late(subject: str) -> bool:
    """Whether a word that is no part of a name stands before its form of address: "Personally Mr. Smith"."""
    first, *rest = (fold(word) for word in subject.split())
    return (
        bool(rest)
        and rest[0] in ADDRESS
        and not (first in titles() or first in DETERMINERS or first in QUALIFIERS or first in office_words())
    )


def apposition_of(between: str | None) -> str | None:
    """The name that stands between commas after a subject ("the Chairman, Mr. Smith, said"), or None."""
    words = between.strip(" ,") if between else ""
    return words if APPOSITION.fullmatch(words) else None


@remembered_word
def before_title(mention: str) -> int:
    """How much of a mention is a country before a form of address: "As to Finland Mr. Smith said"."""
    words = list(NOT_SPACE.finditer(mention))
    for at, word in enumerate(words[1:], 1):
        if fold(word[0]) in titles():
            return word.start() if all(fold(before[0]) in place_words() for before in words[:at]) else 0
    return 0


# The particle of a verb, after which a main clause begins: "When he came in the President apologized".
PHRASAL = re.compile(
    r"\b(?:came|went|walked|sat|got|stood|hung|rang|drove|moved|looked|settled)\s(?:in|out|up|down|back|over|off|on)$"
)
LONGEST_PHRASAL = 16
ON_WHICH = re.compile(r"(?:To|At|Upon|On) (?:which|that)\s")  # "To which Mr. Smith replied"
NAMED_FIRST = re.compile(MENTION)
JOINT = re.compile(rf"\s?(?:,\s|,?\sand\s(?:also\s)?)(?P<other>{MENTION})")


def places(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """All matches in `text[start:end]`, also those that begin inside another one, after its subject's start."""
    at = start
    while (match := pattern.search(text, at, end)) is not None:
        yield match
        at = max(match.start("subject"), at + 1)


def head_clause(text: str, start: int, end: int) -> Clause | None:
    """The clause whose subject stands at the head of the sentence `text[start:end]`."""
    if (match := next(filter(None, (of.match(text, start, end) for of in OF_SOMEBODY)), None)) is not None:
        return told_of(match, start)
    announced = ANNOUNCED.match(text, start, end) if ":" in text[start:end] else None
    if announced is not None and announced["manner"] not in verb_forms():
        verb = Verb("", frozenset({"stance"}), "past")
        subject = announced["subject"]
        return Clause(start, *announced.span("subject"), announced.end(), subject, False, verb, "head")
    if (match := AT_HEAD.match(text, start, end)) is None:
        return None
    if match["subject"] == "It":
        if (match := next(filter(None, (of.match(text, start, end) for of in IMPERSONAL)), None)) is not None:
            return told_of(match, start)
        return clause_of(match, start, "head") if (match := CLEFT.match(text, start, end)) is not None else None
    clause = clause_of(match, start, "head")
    if clause is not None or (match["between"] is None and match["parenthesis"] is None):
        return clause
    for pattern in (AT_HEAD_LONG, AT_HEAD_PLAIN):  # more or less may be interposed than was taken
        if (match := pattern.match(text, start, end)) and (clause := clause_of(match, start, "head")) is not None:
            return clause
    return None


def told_of(match: re.Match[str], start: int, subject: str = "subject") -> Clause:
    """The clause of a match that has the name of who says what follows, in the group `subject`, but no verb of his."""
    verb = Verb("", frozenset({"reporting"}), "past")
    return Clause(start, *match.span(subject), match.end(), match[subject], False, verb, "final")


def joint_subject(text: str, start: int, end: int) -> tuple[tuple[str, ...], int] | None:
    """The names of a joint subject at the head of a sentence ("A, B and C agreed"), and where it ends; None if it
    is not one.
    """
    first = NAMED_FIRST.match(text, start, end)
    if first is None:
        return None
    names = [first[0]]
    at = first.end()
    joined = False
    while len(names) < 12:
        match = JOINT.match(text, at, end)
        if match is None:
            break
        joined = joined or " and " in text[at : match.start("other")]
        names.append(match["other"])
        at = match.end()
    if len(names) > 1 and joined:
        return tuple(names), at
    return None


def fronted_clauses(text: str, start: int, end: int, most: int = 6) -> list[Clause]:
    """Clauses that follow a fronted phrase and a comma in `text[start:end]`, the nearest first. They start where
    the sentence starts.
    """
    if (match := INVERTED_DO.match(text, start, end)) is not None:
        return [told_of(match, start, "subject" if match["subject"] else "of")._replace(position="fronted")]
    if (match := CAME_FROM.match(text, start, end)) is not None:  # "From Mr. Smith came the suggestion"
        return [told_of(match, start)._replace(position="fronted")]
    if (match := OBJECT_FIRST.match(text, start, end)) is not None:
        clause = clause_of(match, start, "fronted")
        if clause is not None and clause.auxiliary == "had":  # "These Mr. Smith had not seen before."
            clause = clause._replace(auxiliary=None)
        if clause is not None and clause.verb.lemma in NAMING and clause.auxiliary is None:
            return [clause._replace(verb=Verb(clause.verb.lemma, frozenset({"reporting"}), clause.verb.form))]
        if clause is not None and OBJECT.match(text, clause.clause_end, end) is None:
            return [clause]
    found: list[Clause] = []
    after_comma: list[Clause] = []
    phrase = ON_WHICH.match(text, start, end)
    for match in places(AFTER_COMMA, text, start, end):
        clause = clause_of(match, start, "fronted")
        before = match["before"]
        opening = phrase is not None and phrase.end() == match.end("before") + 1
        phrasal = (
            PHRASAL.search(text, max(start, match.end("before") - LONGEST_PHRASAL), match.end("before")) is not None
        )
        subordinate = before in NEVER_BEFORE_SUBJECT and not opening and not phrasal
        adverb = before.endswith("ly") and fold(match["subject"].split()[0]) in titles() | DETERMINERS  # "Reluctantly"
        titled = before[0].isupper() and not adverb
        if titled and (
            before == text[start : match.end("before")]
            or DAY_OR_MONTH.fullmatch(before)  # "On 3 May Mr. Smith had said": at another time
            or fold(before) in office_words()
            or fold(before) in titles()  # "Chairman Mr. Smith"
        ):
            continue
        if clause is None or subordinate or is_participle(before) or (match.start("before") == start and not adverb):
            continue
        (found if before.isalnum() else after_comma).append(clause)
        if len(after_comma) >= most:
            break
    if not after_comma and (phrase := FRONTED_PRONOUN.match(text, start, end)) is not None:
        clause = clause_of(phrase, start, "fronted") if not found or found[0].subject_start > phrase.end() else None
        found = [clause] if clause is not None else found
    return [*after_comma, *found[:1]]


def is_participle(word: str) -> bool:
    """Whether a word is a participle that a name after it may complete: "after seeing Mr. Smith", not "on leaving"."""
    return word.endswith("ing") and word not in COMPLETE_PARTICIPLES


def coordinated_clauses(text: str, start: int, end: int) -> list[Clause]:
    """Further main clauses in `text[start:end]` with a subject of their own. Each starts after its conjunction."""
    found = []
    for match in places(COORDINATED, text, start, end):
        clause = clause_of(match, match.start("opens"), "coordinated")
        if clause is not None and match["opens"].startswith("to which") and clause.verb.lemma in RELATED:
            continue  # "the announcement to which he referred"
        if clause is not None and (
            not clause.pronoun or clause.subject in ("I", "You", "you", "We", "we", "he", "she")
        ):
            found.append(clause)
    return found


def attributions(text: str, start: int, end: int) -> list[Clause]:
    """Clauses inside or after what is said: ", the Minister continued," and ", said Mr. Smith."."""
    found = []
    for match in places(INSERTED, text, start, end):
        clause = clause_of(match, start, "inserted" if text[match.end() : match.end() + 1] == "," else "final")
        if clause is not None:
            found.append(clause)
    forms = verb_forms()
    for match in INVERTED.finditer(text, start, end):
        verb = forms.get(match["verb"])
        if verb is not None and verb.says:
            found.append(
                Clause(
                    start,
                    match.start("subject"),
                    match.end("subject"),
                    match.end(),
                    match["subject"],
                    False,
                    verb,
                    "inserted",
                )
            )
    at_once = WHEN_AT_ONCE.search(text, start, end)
    if at_once is not None and (clause := clause_of(at_once, start, "final")) is not None:
        found.append(clause)
    for match in (match for of in SOURCES for match in of.finditer(text, start, end)):
        verb = Verb("say", frozenset({"reporting"}), "s")
        found.append(Clause(start, *match.span("subject"), match.end(), match["subject"], False, verb, "final"))
    found.sort(key=lambda clause: clause.subject_start)
    return found


def passive_agent(text: str, start: int, end: int) -> Clause | None:
    """The agent of a passive main verb of saying: "the question was raised by the Ambassador"."""
    forms = verb_forms()
    for match in PASSIVE.finditer(text, start, min(end, start + 240)):
        verb = forms.get(match["verb"])
        says = verb is not None and ("reporting" in verb.classes or verb.lemma == "share")  # "not shared by"
        if verb is None or not says or verb.lemma in RECEPTION:
            continue
        if verb.lemma != "give" or WORDS_OF_SPEECH.search(text, start, match.start()):
            return Clause(
                start, match.start("subject"), match.end("subject"), match.end(), match["subject"], False, verb, "head"
            )
    return None


def opinion(text: str, start: int, end: int) -> Clause | None:
    """Whose view the sentence `text[start:end]` says it gives: "In the Ambassador's opinion it was too late"."""
    for pattern in OPINIONS:
        if (match := pattern.match(text, start, end)) is not None:
            verb = Verb("", frozenset({"reporting"}), "past")
            return Clause(start, *match.span("subject"), match.end() - 1, match["subject"], False, verb, "fronted")
    return None


def is_fronted(word: str, following: str, head: Clause | None) -> bool:
    """Whether a sentence that begins with this word may open with a fronted clause ("Under Secretary Smith" does
    not, nor does "Kelly said"). `head` is the clause at the sentence's head.
    """
    folded = word.lower()
    if folded in office_words() and following[:1].isupper():
        return False
    named = head is not None and head.subject == word and following[:1].islower()
    return folded in FRONTING or (folded.endswith(("ing", "ly")) and not named)

"""How surely a clause lets its subject take the floor, or tells of an act without words."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from flows.lexicons import entries
from flows.segment.body import Body, Sentence
from flows.segment.clauses.finding import RENDERING
from flows.segment.clauses.predicates import AFTERWARDS, MOTION, SEATED
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import MODALS, verb_forms
from flows.segment.floor.interludes import Interludes
from flows.segment.names import MENTION, ROLE
from flows.segment.people.heard import is_bare, tells_in_present
from flows.segment.rare import RarePattern

TENSED = re.compile(
    r"\b(?:(?P<present>is|are|has|have|will|can|am|does|do)|(?P<past>was|were|had|would|could|did|might))\b"
)
MOST_IN_PRESENT = 0.1
# "said to the Minister: I am"
GIVEN = re.compile(r"(?:\s[^.:;,]{1,40})?:\s")
FURTHER_VERB = re.compile(r"\b(?:and|but|then|also) (?!offered (?:one|some|me|us|him|her|them)\b)([a-z]+)")
LONGEST_PREDICATE = 240
FARTHEST_PURPOSE = 40  # characters after whom somebody visits, or when
QUOTES = re.compile(r":(?!\d)|[“\"]|\b(?:saying|remarking|adding|observing|explaining|commenting|pointing out)\b")
TALK_OR_COMPANY = re.compile(
    r"\s(?:(?:an?|another|some|several|the)\s(?:[\w-]+\s){0,4}?"
    r"(?:talk|conversation|meeting|discussion|interview|audience|exchange)s?\b|with\s(?:him|her))\b"
)
# "gave a working luncheon for Mr. Smith", "gave lunch to him"
MEAL = re.compile(
    r"\s(?:(?:an?|the)\s(?:[a-z]+\s){0,2}?)?(?:breakfast|lunch|luncheon|tea|dinner|supper|banquet|reception|party)\b(?!\sof\b)"
)
WELCOMING = frozenset({"welcome", "greet"})  # and asking to be seated
HELD_VIEW = re.compile(
    r"\s(?:[a-z]+\s){0,4}?(?:nothing|no|none|never|not|heard|in mind"
    r"|to (?:say|add|report|offer)|(?:doubt|misgiving|reservation|question|objection"
    r"|view|comment|suggestion|remark|point|hope|fear|impression|feeling|opinion|proposal|idea|sympathy|reason|fault"
    r"|concern|worry|qualm|scruple|apprehension|preference|suspicion|confidence|problem|observation|amendment|count|figure"
    r"|version|recollection|understanding|solution|alternative)s?"
    r"|difficult(?:y|ies)|an? (?:(?:more|less|very|quite) )?[a-z]+ mind"
    r"|the (?:force|point|logic|merits?|advantages?|wisdom|reason(?:ing)?|need|sense))\b"
)
IN_PRESENT = re.compile(r"\s(?:has|is)\b")
SAY = r"say(?!\sgood|\sfarewell|\sau\srevoir)"
PURPOSE = re.compile(
    rf"\bto (?:\w+ly )?(?:{SAY}|inform|ask|tell|express|request|protest|complain|introduce|open|report|speak|begin"
    r"|present|brief|lead|start|explain|comment|summarize|describe|outline|review"
    r"|learn|find out|inquire|enquire|ascertain|convey|urge)\b|\bto the point\b"
)
TO_SAY = re.compile(
    rf"\bto (?:\w+ly )?(?:{SAY}|inform|ask|tell|inquire|enquire|learn|find out|ascertain|express|protest|complain"
    r"|convey|urge)\b"
)
# "had come specially to find out whether", to the one he speaks to; but "had called on the King to tell him"
HERE_TO_SAY = re.compile(
    r"(?:\s(?:again|here|today|himself|herself|in person|(?:up)?on instructions|this [a-z]+|[a-z]+ly),?){0,3}"
    rf"\s{TO_SAY.pattern}"
)
# "said almost nothing", "spoke little", "spoke in English throughout"
SAYS_NOTHING = re.compile(
    r"\s(?:almost |practically |virtually |next to |very )?(?:nothing|little|not a word)\s?[.,;]"
    r"|\s(?:[a-z]+ly )?in (?:[A-Z][a-z]+|(?:his|her) own (?:language|tongue)) (?:throughout|except|all through"
    r"|(?:all )?the (?:whole )?time|and was (?:interpreted|translated))\b"
    r"|\snot (?:clear|see|review)\w* this (?:message|cable|telegram|report|memorandum|record)\b"
)
RENDERED_FOR = re.compile(r"[,.;]|\s(?:when|where|if|as|throughout|for|between)\b")
# "told me afterwards", "tells the press", "spoke with him for an hour", "made no reference to it": not in the talk, or
# not what was said.
ELSEWHERE = re.compile(
    r"\sno (?:[a-z]+ )?(?:reference|mention|allusion)\b"
    r"|\sfor an? (?:[a-z]+ )?(?:appointment|interview|audience)(?=\s?[.,;]|\s(?:and|with (?:me|him|her|us))\b)"
    r"|\san?\s(?:press conference"
    r"|(?:(?!working\s)[a-z]+\s)?(?:dinner|lunch|luncheon|reception|banquet|party))\b(?!\sof\b)"
    # "to the press"; but "said the press should know"
    r"|\s(?:to\s)?(?:the\s)?(?:waiting\s)?(?:press(?!\s(?:the|this|it|him|her|them|on|for)\b)"
    r"|reporters|newsmen|journalists|correspondents|newspapermen)\b"
    r"(?!\s(?:should|would|could|might|must|will|had|has|have|was|were|is|are|did|ought)\b)"
)
ELSEWHERE_TO_ONE = RarePattern(
    rf"(?:\s(?:to\s)?(?:me|us|him|her|them|{MENTION}))?\s(?:afterwards|later (?:that|in the) [a-z]+"
    r"|(?:the (?:next|following|same)|that same) (?:day|morning|afternoon|evening|night)(?!['’]))\b"
    rf"|\s(?:to|with)\s(?:him|her|them|{ROLE}|{MENTION})\s(?:(?:alone|privately|briefly)\s)?"
    r"(?:for|by (?:tele)?phone|(?:on|over) the (?:tele)?phone|alone|apart|aside|privately)\b",
    sign=r"afterwards|later (?:that|in the) |(?:next|following|same) (?:day|morning|afternoon|evening|night)"
    r"|\s(?:to|with)\s[^,;]*?(?:,\s[JS]r\b\.?)?\s(?:(?:alone|privately|briefly)\s)?"
    r"(?:for|by (?:tele)?phone|the (?:tele)?phone|alone|apart|aside|privately)\b",
    head=r"(?!\s(?:that(?!\ssame\b)|whether|if|how|what|why)\b|\s?[.,;:])",
)
LONGEST_COMPANY = 200  # characters of "to Mr. Smith of the Foreign Office privately"
ALSO_ACTS = MOTION | {"read"}
OF_ONESELF = frozenset({"announce", "excuse", "introduce", "present"})  # "presented himself at ten"
ONESELF = re.compile(
    r"\s(?:himself|herself)\b(?![^.;]*\band\s(?:said|told|asked|explained|added)\b"
    r"|[^.;]*(?:,|\bby)\s(?:saying|adding|explaining|observing|pleading|remarking)\b)"
)
# What no verb that only says has after it: "gave the appearance of", "showed signs of", "presented himself punctually".
WITHOUT_WORDS = re.compile(
    r"\s(?:on )?from (?:here|there)\b|\sthe (?:appearance|impression) of\b|\s(?:himself|herself) (?:punctually|at)\b"
    r"|\sup (?:his|her) (?:post|duties|appointment|residence|quarters|office)\b|\s(?:[a-z]+ )?signs? of\b"
    r"|\snot to (?:hear|notice|see|understand)\b|\sthis (?:record|minute|memorandum)\b"
    r"|\sthat (?:day|morning|afternoon|evening|night)\b(?!['’])"
)
# "has since informed the Embassy", "later remarked to me"
HAS_SINCE = re.compile(r"\bhas (?:since|now)\b")  # in a record that tells in the past
LATER_TO_ONE = re.compile(r"\blater\s(?:told|informed|advised|(?:remarked|said|mentioned|confided)(?=\sto\s))")
# "is a capable man", in a record that tells in the past what was said
IS_BY_NATURE = re.compile(
    r"\sis\s(?:not |clearly |obviously |evidently |apparently |undoubtedly |said to be |reputed to be ){0,2}"
    r"(?:an?|about|one of the|the (?:most|more|\w+er))\s"
)
# "spoke mostly in French", "spoke Russian throughout", "spoke from notes"
IN_LANGUAGE = re.compile(
    r"(?:\s(?:only|mostly|mainly|chiefly|entirely|almost|always|very|fluent|excellent|good|poor|broken|some|partly|in"
    r"|through|throughout))*"
    r"\s(?:(?:[A-Z][a-z]+|(?:his|her) (?:own|native) (?:language|tongue)|an interpreter|interpreters)"
    r"(?=\s?[.,;]|\s(?:throughout|during|with|and|all)\b)"
    r"|from (?:[a-z]+ ){0,3}(?:notes|text|paper|memorandum|manuscript|brief|points)\b)"
)
# "Mr. Smith had listened with interest to the last speaker": so he begins.
HEARD_WITH = re.compile(
    r"(?:\s\([^()]{1,60}\))?\shad\s(?:[a-z]+ly\s)?(?:listened|noted|studied|read|followed|heard|learn(?:ed|t))\s[^.;]{0,60}?"
    r"\bwith\s(?:[a-z]+\s){0,2}(?:interest|sympathy|attention|satisfaction|regret|care|concern|pleasure|appreciation|surprise)\b"
)
COMING_AND_GOING = frozenset({"enter", "join", "leave", "exit", "return", "withdraw", "retire"})
AT_ONCE = re.compile(r"\.|\s\d{1,2}[.:]?\d\d\b")  # "Mr. Smith enters.", "left 21.00"
DELIVERING = frozenset({"hand", "leave", "submit", "circulate", "distribute"})
SAYING = frozenset({"answer", "comment", "reply", "respond", "speak"})
# "opened the meeting at ten"
OPENED_AT = re.compile(
    r"\s(?:formally\s)?(?:opened|opens) the [a-z]+ (?:promptly |shortly )?at (?:\d|noon|[a-z]+ o['’]clock)[^,;]{0,30}$"
)
# "made no comment", "said nothing to this"
SILENT = re.compile(
    r"\s(?:then\s|again\s|[a-z]+ly\s)?(?:(?:made|gave|offered|returned|ventured) no (?:[a-z]+ )?"
    r"(?:comment|reply|answer|response|remark|rejoinder)|said nothing)(?:\s(?:to|on)\s[^.,;]{1,40})?\s?[.;]"
)
UNANSWERED = re.compile(r"(?:\s(?:to|on)\s[^.,;]{1,40}|\sat (?:all|once)|\seither|\simmediately|\sfurther)?\s?[.;]")
NOT_PURSUED = re.compile(
    r"\sdid not (?:\w+ )?(?:pursue|press|take up) (?:the (?:point|matter|subject|question)|this|it)(?: further)?\."
)
CONCESSIONS = frozenset(entries("conceding-verbs"))
# What somebody would do, or must, that only he can say: "Mr. Smith would have to consult his Government".
OF_HIS_OWN = re.compile(
    r"\swould\s(?:[a-z]+ly\s|also\s|himself\s|herself\s){0,2}(?:"
    r"like\s|wish\sto\s|prefer\b|rather\s|welcome\s|want\s|have\sto\s|consider\s(?!it\s(?:a|as)\b)|see\s(?:what|if|whether)\b"
    r"|appreciate\s(?:an?y?|it\sif|being|having|knowing)\b|do\s(?:his|her|what)\b"
    r"|go\s(?:further|so\sfar|as\sfar|along)\b"
    r"|be\s(?:very\s|quite\s|most\s|only\stoo\s)?(?:glad|happy|grateful|content|prepared|ready|willing|pleased|sorry"
    r"|reluctant|unable|interested|satisfied)\b"
    r"|let\s(?:me|us|him|her|them|you)\s(?:know|have)\b"
    r"|not\s(?:go\s|put\s(?:it|the)\s|like\s|dream\s|hide|call\s|say\s|care\s|refuse|resist|support|deny|conceal|object|oppose|insist|press\s|accept|agree|stand\s|wish\s|want\s|exclude|like\s|be\s(?:able"
    r"|prepared|content|willing|ready|happy|drawn)))"
    r"|\scould\s(?:give|offer|hold\sout|promise|say|accept)\s(?:no|nothing)\b|\shad\s(?:already\s)?done\sso\b"
    # What he had thought, and what he promises.
    r"|\shad\s(?:(?:himself|herself|also|always|[a-z]+ly)\s){0,2}(?:noticed|wondered|thought|hoped|feared|expected|assumed|supposed"
    r"|been\s(?:(?:himself|herself|also|[a-z]+ly)\s)?(?:struck|thinking|wondering|considering|turning\sover|puzzled))\b"
    r"|\swould\s(?:look\sinto|think\s(?:it|this|that|the\smatter)\sover|report\s(?:this|that|it|what)|enquire|inquire|find\sout"
    r"|say\s(?:nothing|no\smore|only)|take\s(?:it|this|that|the\smatter)\sup|pass\s(?:it|this|that)\son|reflect)\b"
    r"|\smust\s(?:[a-z]+ly\s)?(?:say|ask|insist|confess|admit|repeat|protest|decline|emphasi[sz]e|stress|reserve|warn)\b"
)
KNOWING = frozenset({"remember", "recall", "recollect", "know", "realise", "realize", "understand", "see"})
THAT = re.compile(r"\s(?:that|how|what|why)\b")
WISHES = frozenset({"like", "wish", "prefer", "welcome", "appreciate"})  # "he would like to know"


# Who is met, after the verb.
MET_WHOM = RarePattern(rf"\s(?:me|us|him|her|them|{ROLE}|{MENTION})\b")
# "called this premature", "called the paper useful"
CALLED_SO = re.compile(
    r"\s(?:this|that|it|these|them|the\s[a-z-]+)\s(?!(?:again|and|at|back|by|for|from|in|into|of|off|on|to|up|with)\b)[a-z]+"
)
# Who is called on, or that the call is one at a place or time, after the verb.
CALLED_ON = RarePattern(
    rf"\s(?:(?:(?:also|then|again)\s)?(?:up)?on\s(?:me|us|him|her|them|{ROLE}|{MENTION})(?!,?\s(?:to|for)\b)"
    r"|this|today|yesterday|at|in|by|with|without|again|unannounced)\b"
)
# "presented the President with a vase"
GIVEN_TO = RarePattern(rf"\s(?:me|us|him|her|them|{ROLE}|{MENTION})\swith\s")


class Standing:
    """Judges the clauses of one body."""

    def __init__(self, body: Body, interludes: Interludes) -> None:
        self.text = body.text
        self.interludes = interludes
        self.in_present = tells_in_present(body)

    @cached_property
    def tenses(self) -> Counter[str | None]:
        """How many verbs of the body stand in the present and in the past, as far as small words tell."""
        return Counter(match.lastgroup for match in TENSED.finditer(self.text))

    @property
    def in_past(self) -> bool:
        """Whether nearly all of the body is told in the past."""
        return self.tenses["present"] <= 1 + MOST_IN_PRESENT * self.tenses.total()

    @property
    def mostly_in_past(self) -> bool:
        """Whether twice as much of the body, or more, is told in the past as in the present."""
        return 2 * self.tenses["present"] <= self.tenses["past"]

    def of(self, clause: Clause, sentence: Sentence) -> float:
        """How sure it is that a clause opens or continues its subject's turn: 0 is not at all."""
        verb = clause.verb
        meeting = CALLED_ON if verb.lemma == "call" else MET_WHOM if "visiting" in verb.classes else None
        if SAYS_NOTHING.match(self.text, clause.clause_end, sentence.end) or self.is_elsewhere(clause, sentence):
            return 0.0
        if verb.lemma in RENDERING and RENDERED_FOR.match(self.text, clause.clause_end):
            return 0.0  # "His adviser, Mr. Smith, interpreted, though little was lost."
        met = meeting.match(self.text, clause.clause_end, sentence.end) if meeting is not None else None
        if met is not None and TO_SAY.search(self.text, met.end(), min(sentence.end, met.end() + FARTHEST_PURPOSE)):
            return 0.85  # "telephoned me to inquire"
        if clause.genitive or met is not None:
            return 0.0
        if clause.auxiliary == "had" and verb.lemma in ("come", "call") and not self.in_present:
            purpose = HERE_TO_SAY.match(self.text, clause.clause_end, sentence.end)
            return 0.6 if purpose is not None and sentence.opens and not sentence.labelled else 0.0
        if clause.auxiliary == "had" and verb.lemma == "be" and not verb.needs:  # "had been instructed to say"
            return 0.6 if sentence.opens and not sentence.labelled else 0.0
        if sentence.opens and not sentence.labelled and HEARD_WITH.match(self.text, clause.subject_end, sentence.end):
            return 0.6
        if clause.auxiliary == "had" and verb.lemma != "have" and "reporting" in verb.classes:
            return 0.3 if sentence.opens and not sentence.labelled else 0.0
        if clause.auxiliary == "would" and (verb.lemma in WISHES or (verb.lemma == "be" and not verb.needs)):
            return 0.6 if sentence.opens and not sentence.labelled else 0.0
        if self.keeps_silent(clause, sentence):
            return 0.0 if sentence.labelled else 0.85
        if verb.lemma == "call" and clause.auxiliary is None and CALLED_SO.match(self.text, clause.clause_end):
            return 0.0 if sentence.labelled else 0.85
        denied = clause.auxiliary == "cannot" or self.denies(clause)
        held = HELD_VIEW.match(self.text, clause.clause_end, sentence.end) is not None  # "could see no objection"
        if clause.auxiliary in ("could", "can", "cannot") and (denied or held or verb.lemma in CONCESSIONS):
            return 0.0 if sentence.labelled else 0.6  # "could not see why", "could accept this"
        if clause.auxiliary == "would" and verb.lemma in KNOWING and THAT.match(self.text, clause.clause_end):
            return 0.0  # "Mr. Smith would remember that …", as another says to him
        if clause.auxiliary in MODALS:
            future = clause.auxiliary == "will" and self.in_present  # "Smith will look into it"
            able = clause.auxiliary in ("could", "can") and "stance" in verb.classes and not is_bare(verb)
            told = future or able or clause.auxiliary == "would" or "reporting" in verb.classes
            return 0.45 if sentence.opens and told and not sentence.labelled else 0.0
        if verb.classes == {"visiting"}:
            return 0.0
        if sentence.labelled:
            if not sentence.opens:
                return 0.0
            if verb.form == "past" and self.is_action(clause, sentence) and self.interludes.stands_apart(sentence):
                return 0.8
            if "reporting" in verb.classes and GIVEN.match(self.text, clause.clause_end, sentence.end):
                return 0.8
            present = verb.form == "s" or clause.auxiliary in ("does", "is")
            return 0.9 if present and (clause.position == "head" or "reporting" in verb.classes) else 0.0
        if verb.lemma == "be":
            return 0.85 if not verb.needs or self.is_action(clause, sentence) else 0.0
        if verb.form == "ing" and clause.auxiliary in ("was", "is"):
            told = clause.auxiliary == "was" or self.in_present
            return 0.5 if told and sentence.opens and clause.position == "head" else 0.0
        if verb.lemma == "have" and not sentence.opens and not held:
            return 0.0  # "Mr. Smith had a list of them" is told by whoever speaks
        if "reporting" in verb.classes:
            return 0.97 if sentence.opens else 0.93
        past = verb.form == "past" and not IN_PRESENT.search(self.text, clause.subject_end, clause.clause_end)
        if self.in_present and past and not sentence.opens and "reporting" not in verb.classes:
            return 0.0  # "He asks why they had voted. Smith knew nothing of it."
        if verb.needs and self.acts(clause, sentence):
            return 0.85
        if verb.needs and not ("stance" in verb.classes and verb.needs.keys() == {"action"}):
            return 0.5 if sentence.opens and "stance" in verb.classes else 0.0
        return 0.85 if sentence.opens else 0.8

    def is_his_own(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause tells what its subject would do, or must, and nobody else would say so for him."""
        own = OF_HIS_OWN.search(self.text, clause.subject_end, sentence.end)
        return own is not None and own.start() < clause.clause_end and not clause.genitive

    def is_elsewhere(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause tells what somebody said after the talk or to others, or how or with whom he spoke."""
        if sentence.labelled or clause.auxiliary in MODALS:
            return False
        if clause.verb.lemma in ("have", "hold") and TALK_OR_COMPANY.match(self.text, clause.clause_end, sentence.end):
            return True
        if clause.verb.lemma == "give" and MEAL.match(self.text, clause.clause_end, sentence.end):
            return True
        if clause.verb.lemma in WELCOMING and SEATED.search(self.text, clause.clause_end, sentence.end):
            return True
        if clause.verb.lemma in OF_ONESELF and ONESELF.match(self.text, clause.clause_end, sentence.end):
            return True
        start, end = clause.subject_end, clause.clause_end
        later = AFTERWARDS.search(self.text, start, end) or LATER_TO_ONE.search(self.text, start, end + len(" to "))
        if not self.in_present and (
            HAS_SINCE.search(self.text, start, end + len(" since "))
            or IS_BY_NATURE.match(self.text, start, sentence.end)
        ):
            return True
        so = clause.verb.lemma in ("speak", "talk") and IN_LANGUAGE.match(self.text, clause.clause_end, sentence.end)
        says = "reporting" in clause.verb.classes and clause.verb.lemma not in ALSO_ACTS
        near = min(sentence.end, clause.clause_end + LONGEST_COMPANY)
        return bool(
            later
            or so
            or ELSEWHERE.match(self.text, clause.clause_end, sentence.end)
            or ELSEWHERE_TO_ONE.match(self.text, clause.clause_end, near)
            or (not says and WITHOUT_WORDS.match(self.text, clause.clause_end, sentence.end))
        )

    def denies(self, clause: Clause) -> bool:
        """Whether there is a "not" between a clause's subject and its verb."""
        predicate = self.text[clause.subject_end : clause.clause_end]
        return " not " in predicate or "n't" in predicate or "n’t" in predicate

    def keeps_silent(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause tells that somebody gave no answer: "The Minister did not reply.", "I made no comment."."""
        if self.is_silence(clause):
            return True
        if "did" not in (clause.auxiliary, self.text[clause.clause_end - 3 : clause.clause_end]):
            return False
        if not self.denies(clause):
            return False
        return clause.verb.lemma in SAYING and UNANSWERED.match(self.text, clause.clause_end, sentence.end) is not None

    def is_silence(self, clause: Clause) -> bool:
        """Whether all that a sentence tells is that its subject passed over what was said: "made no comment"."""
        return any(said.match(self.text, clause.subject_end) for said in (SILENT, NOT_PURSUED))

    def is_action(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause tells of an act without words, or of silence."""
        if self.keeps_silent(clause, sentence) or OPENED_AT.match(self.text, clause.subject_end, sentence.end):
            return True
        rest = self.text[clause.clause_end : sentence.end]
        if clause.verb.lemma in DELIVERING:
            rest = rest.rstrip().rstrip(":")  # what the paper says follows, and not he
        return self.acts(clause, sentence) and not tells(rest)

    def acts(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause tells of an act, with words or without: "handed over a note, remarking that"."""
        verb = clause.verb
        rest = self.text[clause.clause_end : sentence.end]
        if verb.lemma == "present" and GIVEN_TO.match(rest):
            return True
        if "action" not in verb.classes:
            return False
        if verb.lemma in COMING_AND_GOING and AT_ONCE.match(rest):
            return True
        words = re.findall(r"[a-z]+", rest[:240])
        return "action" not in verb.needs or not verb.needs["action"].isdisjoint(words[:6])


def tells(predicate: str) -> bool:
    """Whether the rest of a clause, after its verb, goes on to what is said: "and said that"."""
    forms = verb_forms()
    said = any(
        word in forms and forms[word].says and not forms[word].needs
        for word in FURTHER_VERB.findall(predicate, 0, LONGEST_PREDICATE)
    )
    return said or QUOTES.search(predicate) is not None

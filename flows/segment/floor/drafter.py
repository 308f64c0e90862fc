"""Records whose drafter takes part in the talk and says "I": what he says, what the one he talks with says, and what
he remarks for his reader alone.
"""

from __future__ import annotations

import re
from functools import cache

from flows.lexicons import alternatives, entries
from flows.record import TurnKind
from flows.segment.body import QUOTATION_MARKS, Body, Sentence
from flows.segment.clauses.finding import attributions
from flows.segment.clauses.parts import A_POINT_THAT, POINTS, SAID, SPEECH_NOUNS, SUBSTANCE, VIEWS
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import MODALS, Verb, verb_forms
from flows.segment.floor.events import Event
from flows.segment.floor.standing import HELD_VIEW, OF_HIS_OWN, PURPOSE
from flows.segment.names import MENTION, ROLE
from flows.segment.paragraphs import FIRST_WORD
from flows.segment.people.listening import OPENING_WITHOUT_SUBJECT, WITHOUT_SUBJECT
from flows.segment.people.meetings import ASKED_IN, INVITED, MEETING, RECEIVED, visit_at
from flows.segment.people.members import Member
from flows.segment.people.speakers import Speakers
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER

# In the present, or of what is to come: what the drafter tells of himself is past.
OTHERS_I = re.compile(
    r"[\"“‘«„]?(?:I|[Ww]e)['’ ](?:m|ve|ll|am|are|have|do|shall|will|can|cannot|must|may|[a-z]+(?<!ed)),?\s"
)
THIRD_PERSON = ("he", "she")
SHORT_REPLIES = "|".join(entries("short-replies"))
# "The answer, after some thought, was that", "Reply was that" in a telegram.
REPLY_GIVEN = (
    r"(?:The\s(?:[a-z]+\s)?|(?=[RA]))(?i:reply|answer|response|rejoinder)(?:\sto\s(?:this|that|which))?"
    r"(?:,\s[^,.;:]{2,60},)?\s(?:was|came)\b"
)
REPLY_OF_OTHER = RarePattern(
    rf"(?:To this,?\s)?(?:His|Her)(?:\s[a-z]+)?\s(?:{SPEECH_NOUNS})(?:,\s[^,.;:]{{2,60}},)?"
    r"(?:\s[a-z]+){0,4}?\s(?:was|is)\b|In (?:his|her) (?:own )?(?:opinion|view|judge?ment|experience)\b"
    rf"|The\s(?:[a-z]+\s)?(?:{SPEECH_NOUNS})\s(?:that\s|which\s)?(?:I|we)"
    r"\s(?:had|got|received|obtained|was given)\s(?:was|is)\b"
    rf"|(?:{SHORT_REPLIES})\s?[.,;]"
    # "The reply to this was that it was late", "The gist of his answer was"
    rf"|{REPLY_GIVEN}"
    rf"|The\s(?:[a-z]+\s)?(?:{SUBSTANCE})\sof\s(?:his|her)\s(?:[a-z]+\s)?(?:{SAID})\s(?:was|were)\b"
    # "What he feared was delay", "All he would say was", "The next point he raised was"
    rf"|(?:What|All(?:\sthat)?|{A_POINT_THAT}|The\s(?:{POINTS})s?(?=\s(?:he|she)\s(?:wished|wanted)\sto\s))"
    r"\s(?:he|she)\s(?!had\b)(?:[a-z]+\s){1,5}?(?:was|were)\b"
    r"|As (?:he|she) saw (?:it|things)\b|It (?:seemed to (?:him|her)|was (?:he|she) who|was (?:his|her)\s"
    rf"(?:[a-z]+\s)?(?:{SAID})|was not clear to (?:him|her))\b"
    rf"|[^.;?!]{{1,160}},\sin\s(?:his|her)\s(?:own\s)?(?:{VIEWS})\s?[.,;]"
)
ABOUT_OTHER = RarePattern(rf"{REPLY_OF_OTHER.pattern}|(?:His|Her)\s(?:Government|Minister|country|authorities)\b")
ADDRESSED = RarePattern(rf"\s(?:to\s|of\s|with\s)?(?P<who>{MENTION})")
QUOTATION_MARK = re.compile(r"[“”\"]")
LONGEST_QUOTATION = 1000
# What who visits the drafter also says: "telephoned me to ask whether it was so".
SAYS_MORE = re.compile(rf"{PURPOSE.pattern}|\b(?:said|told|asked|explained|complained|informed|stated|that)\b")
# "He knew, I said, that it was late": they are the drafter's words.
INSERTED = re.compile(
    r"[^\W\d_](?:[^,;.:!?\"”]{1,60},\sI\s(?P<verb>[a-z]+)\s?,|[^;.:!?\"”]{1,160}\?\sI\s(?P<last>[a-z]+)\s?\.)"
)
# "He could not see why", "he had not been told", "he had thought otherwise": nobody says so for him.
KNOWN_TO_HIM = re.compile(
    r"\scould\s(?:not\s(?:see|say|agree|accept|understand|tell|promise|believe|imagine|recall|remember)\b"
    r"|(?:see|give|offer|promise|hold out|say|find)\s(?:no|nothing|little)\b)"
    r"|\shad\s(?:(?:[a-z]+ly|himself|herself|always|also)\s)?(?:thought|hoped|understood|supposed|imagined|feared"
    r"|heard\s(?:nothing|of|that|from)|not\s(?:heard|known|realised|realized|thought|expected|been\s(?:told|shown|informed|aware"
    r"|consulted))|been\s(?:surprised|told\snothing|under\sthe\simpression))\b"
)
# What the drafter says that wants an answer: the next "He …" gives it, whatever its verb.
ASKING = re.compile(
    r"\b(?:asked|[ei]nquired|wondered|suggested|proposed|pressed|urged|requested|invited|hinted|appealed|begged)\b"
)
QUANTITY = re.compile(r"\s(?:no(?:ne|thing)?|little|much|some|several|many|few|an?|grave|great|serious|strong)\b")
# "When I asked whether it was so, he said", "To my question he answered".
TO_DRAFTER = re.compile(
    r"(?:When|As|After) I\s[^.;]{1,240}?,\s(?:he|she)\s[a-z]"
    r"|(?:To|On|Upon|In (?:reply|answer|response) to) my\s[^.;]{1,240}?\s(?:he|she)\s[a-z]"
    r"|At (?:this|that|which),?\s(?:he|she)\s[a-z]"
)
# What the other asks in free indirect speech: "Would I put this on paper?"
ASKED_OF_DRAFTER = re.compile(
    r"(?:(?:Which|What|Why|How|When|Where|Whom?)\s(?:[a-z]+\s){0,3}?)?"
    r"(?:(?:would|did|do|had|was)\s(?:I|we)|(?:could|should)\swe)\b[^.;]*\?",
    re.IGNORECASE,
)
# "My answer was that it was not", "My remark that it was late made him smile".
OWN_WORDS = RarePattern(
    rf"(?:To this,?\s)?My(?:\s[a-z]+){{0,2}}\s(?:{SPEECH_NOUNS})"
    r"(?:\s(?:that|whether)\b|(?:\s[a-z]+){0,6}?\s(?:was|were)\b)"
    rf"|The\s(?:[a-z]+\s)?(?:{SUBSTANCE})\sof\smy\s(?:[a-z]+\s)?(?:{SAID})\s(?:was|were)\b"
    rf"|(?:{A_POINT_THAT}|(?:What|The\s(?:{POINTS})s?)"
    r"(?=\sI\s(?:wished|wanted)\sto\s))\sI\s(?!had\b)(?:[a-z]+\s){1,5}?(?:was|were)\b"
    r"|(?:This|That|Which)\s(?:led|prompted|moved|encouraged|emboldened)\sme\sto\s"
    r"|(?:This|That|It|Which)\s(?:gave|afforded|offered|provided)\sme\s(?:an?|the|my|some)\s(?:[a-z]+\s)?"
    r"(?:opportunity|chance|opening|occasion)\b"
)
OF_DRAFTER = re.compile(
    r"(?:I|My|In my|It (?:is|was) (?:my|our)|We (?:then|afterwards|finally)|It [a-z ]+ me"
    r"|The (?:undersigned|writer|drafter)|(?:From [^.]*)?[Oo]ne)\b"
    r"|[^.]*\blooked$"
)
# "It is believed that", "It will be noted that": told in the present, of talk that is told in the past.
OF_DRAFTER_NOW = re.compile(rf"{OF_DRAFTER.pattern}|It (?:is|will be|may be)\b")
# "He had.": all that is said to what the drafter says.
SHORTEST_REPLY = re.compile(r"(?:He|She)\s(?:had|did|was|would|could|might|should|agreed)(?:\snot|n['’]t)?\s?\.\W*$")
RELATIVE = re.compile(r"\b(?:who|which\s(?:he|she))\s(?:then\s|also\s|[a-z]+ly\s){0,2}(?P<verb>[a-z]+)\b")
# "I was glad to hear this", "I did not share that view", "I could not say".
OWN_VIEW = re.compile(
    r"\s(?:[a-z]+ly\s)?(?:not|never)\s(?:[a-z]+ly\s)?(?:accept|agree|believe|conceal|consider|deny|disguise|dispute|dissent|doubt|exclude"
    r"|expect|hide|know|like|mind|object|see|share|think|understand|want|wish)\b"
)
# "On the Minister's return I rose.", "When Mr. Smith came back": he is the one talked with again.
BACK = RarePattern(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:(?:Up)?[Oo]n\s(?P<of>{ROLE}|{MENTION})['’]s?\s(?:[a-z]+\s)?(?:return|reappearance)\b"
    rf"|(?:When|As soon as|After|Once)\s(?P<who>{ROLE}|{MENTION})\s(?:had\s)?"
    r"(?:returned|re-?joined|reappeared|(?:came|come|was)\s(?:in\s)?(?:back|again)))",
    sign=r"(?:return|reappear|re-?joined|(?:came|come|was)\s(?:in\s)?(?:back|again))",
)
# What the drafter thinks and does not say.
UNSPOKEN = frozenset({"find", "gather", "guess", "judge", "realise", "realize", "remember", "suspect"})
# "I went on to the Treasury", "I interpreted myself"
GOING = frozenset({"enter", "follow", "go", "interpret", "proceed", "return", "turn"})
OBLIGING = frozenset({"must", "should", "may", "might"})
CALLING = frozenset({"call", "pay"})  # on somebody


@cache
def remarks() -> re.Pattern[str]:
    """The pattern of sentences that a drafter addresses to his reader."""
    return re.compile(alternatives("drafters-remarks"))


def says_at_once(text: str, start: int, end: int) -> bool:
    """Whether a relative clause in `text[start:end]` tells what somebody said: "I saw Mr. Smith, who told me that"."""
    match = RELATIVE.search(text, start, end)
    verb = verb_forms().get(match["verb"]) if match is not None else None
    return verb is not None and verb.said


class Drafter:
    """Follows a talk that the drafter tells in the first person. `partner` is whom he is talking with just now."""

    def __init__(self, body: Body, speakers: Speakers) -> None:
        self.body = body
        self.text = body.text
        self.speakers = speakers
        self.partner: Member | None = speakers.other
        self.faced: set[int] = set()  # whom he has met so far
        self.before: Member | None = None
        self.asked = False  # whether the sentence before was the drafter's, and wants an answer

    def decide(self, sentence: Sentence, current: Member | None, nobody: bool, given: bool = False) -> Event | None:
        """What a sentence does to the floor, as far as "I", "he" or a remark of the drafter tell it; else None.

        `nobody` says that nobody holds the floor just now, `given` that the sentence stands after "he said:", where "I"
        is the drafter only with a verb of saying.
        """
        drafting = self.speakers.drafting
        if drafting is None:
            return None
        own = current is None or current is drafting or current.number in self.speakers.own_side
        if current is not self.before and (current is None or not own):
            self.partner = current
        self.before = current
        if given and not any(c is not None and self.speakers.says(c) for c in (sentence.head, *sentence.fronted)):
            return None
        asked, self.asked = self.asked, False
        if sentence.agreed and sentence.head is not None and sentence.head.subject in ("He", "She"):
            return None  # how he spoke, or looked
        if (event := self.gives_own_words(sentence, current)) is not None:
            return event
        event = self.comes_back(sentence) or self.meets(sentence, current) or self.to_reader(sentence, drafting, nobody)
        if event is not None:
            return event
        first = FIRST_WORD.match(self.text, sentence.start, sentence.end)
        inserted = INSERTED.match(self.text, first.start(1), sentence.end) if first is not None else None
        said = verb_forms().get(inserted["verb"] or inserted["last"]) if inserted is not None else None
        if said is not None and said.said:
            return self.pronoun(sentence, drafting, None)
        return self.by_clauses(sentence, drafting, current, nobody) or self.by_form(
            sentence, drafting, current, nobody, asked
        )

    def gives_own_words(self, sentence: Sentence, current: Member | None) -> Event | None:
        """The turn of the other, whose "I" an attribution says it is: "I fear, he went on, that it is too late"."""
        if not OTHERS_I.match(self.text, sentence.start, sentence.end):
            return None
        for clause in attributions(self.text, sentence.start, sentence.end):
            if "reporting" not in clause.verb.classes or clause.verb.form != "past" or clause.auxiliary is not None:
                continue
            own = current is None or current is self.speakers.drafting
            he = clause.pronoun and clause.subject in THIRD_PERSON
            member = (self.partner if own else current) if he else self.speakers.named(clause)
            if member is not None and member is not self.speakers.drafting:
                return Event(sentence.start, "speech", member, "attribution", 0.7, clause)
        return None

    def meets(self, sentence: Sentence, current: Member | None) -> Event | None:
        """The remark of whom the drafter met, or who invited him, and what that one said at once."""
        met = MEETING.search(self.text, sentence.start, sentence.end)
        if met is not None and not self.told(sentence, met):
            self.face(met)
            if says_at_once(self.text, met.end(), sentence.end):
                return Event(sentence.start, "speech", self.partner, "relative-clause", 0.6)
            return Event(sentence.start, "narration", None, "remark", 0.7)
        came = visit_at(self.text, sentence.start, sentence.end) if sentence.opens else None
        if came is not None and SAYS_MORE.search(self.text, came.end(), sentence.end) is None:
            self.face(came)
            return Event(sentence.start, "narration", None, "remark", 0.7)
        asked_in = ASKED_IN.search(self.text, sentence.start, sentence.end) if current is None else None
        received = RECEIVED.search(self.text, sentence.start, sentence.end) if asked_in is not None else None
        if received is not None:
            self.partner = self.speakers.met(received) or self.partner
            return Event(sentence.start, "narration", None, "invitation", 0.7)
        invited = INVITED.search(self.text, sentence.start, sentence.end) if current is None else None
        if invited is not None:
            self.partner = self.speakers.met(invited) or self.partner
            return Event(sentence.start, "narration", None, "invitation", 0.7)
        return None

    def face(self, met: re.Match[str]) -> None:
        """Let whom the drafter met be the one he talks with; from the second one on also under the office alone."""
        member = self.speakers.met(met)
        if member is None:
            return
        self.partner = member
        self.faced.add(member.number)
        if len(self.faced) > 1:
            self.speakers.face(met, member)

    def comes_back(self, sentence: Sentence) -> Event | None:
        """The remark of whom a phrase in front says to be back: he is the one the drafter talks with."""
        back = BACK.match(self.text, sentence.start, sentence.end)
        who = self.speakers.mentioned(back["of"] or back["who"]) if back is not None else None
        if who is None or who is self.speakers.drafting:
            return None
        self.partner = who
        return None if self.told(sentence) else Event(sentence.start, "narration", None, "remark", 0.6)

    def to_reader(self, sentence: Sentence, drafting: Member, nobody: bool) -> Event | None:
        """A remark that the drafter addresses to his reader."""
        first = FIRST_WORD.match(self.text, sentence.start, sentence.end)
        tells = self.told(sentence) and not (nobody and sentence.head is not None and sentence.head.verb.form == "base")
        heads = [first.start(1)] if first is not None and not tells else []
        heads += [clause.subject_start for clause in sentence.fronted if heads and clause.subject == "I"]
        remark = any(remarks().match(self.text, head, sentence.end) for head in heads)
        if remark and not self.quoted(sentence) and not (self.of_third_person(sentence) and not nobody):
            subject = self.speakers.named(sentence.head) if sentence.head is not None else None
            self.partner = self.partner if subject in (None, drafting) else subject
            return Event(sentence.start, "narration", None, "remark", 0.7)
        return None

    def by_clauses(self, sentence: Sentence, drafting: Member, current: Member | None, nobody: bool) -> Event | None:
        """The turn of whom "I", "he" or "she" means that is the subject of a clause at the head of a sentence."""
        others_turn = current is drafting or nobody
        for clause in (sentence.head, *sentence.fronted):
            if clause is None or clause.subject == "It":
                continue
            if not clause.pronoun:
                if self.speakers.says(clause) and self.speakers.named(clause) is not None:
                    break  # "Mr. Smith said the King would come, though, as he knew,"
                continue
            if self.speakers.is_person(clause) and self.speakers.says(clause):
                self.address(clause, sentence)
                self.asked = ASKING.search(self.text, clause.subject_end, sentence.end) is not None
                return self.pronoun(sentence, drafting, clause)
            if self.speakers.is_person(clause) and not (others_turn or self.quoted(sentence)):
                if clause.verb.lemma in UNSPOKEN:
                    return Event(sentence.start, "narration", None, "remark", 0.6)
                if self.holds_view(clause) and not sentence.impersonal:
                    return self.pronoun(sentence, drafting, clause)
            if clause.subject.lower() in THIRD_PERSON and not others_turn and current is not None:
                others_turn = not self.speakers.may_be(current, clause.subject.lower())
            if clause.subject.lower() in THIRD_PERSON and others_turn and self.answers(clause):
                return self.pronoun(sentence, self.called(clause.subject.lower()), clause)
            if clause.subject in ("He", "She") and others_turn and self.acts(clause):
                return self.pronoun(sentence, self.called(clause.subject.lower()), clause, "action")
        return None

    def by_form(
        self, sentence: Sentence, drafting: Member, current: Member | None, nobody: bool, asked: bool
    ) -> Event | None:
        """The turn of whom the form of a sentence gives it to that has no clause which tells: it answers what was
        `asked` or said, or says whose words it gives.
        """
        others_turn = current is drafting or nobody or self.means_another(sentence, current)
        first = FIRST_WORD.match(self.text, sentence.start, sentence.end)
        if (
            asked
            and first is not None
            and not (sentence.head is not None and self.only_acts(sentence.head.verb))  # "He sent for coffee"
            and (first[1].lower() in THIRD_PERSON or self.text[sentence.start] in QUOTATION_MARKS)
        ):
            return self.pronoun(sentence, self.partner, None)
        if current is drafting and SHORTEST_REPLY.match(self.text, sentence.start, sentence.end):
            return self.pronoun(sentence, self.partner, None)
        answers = sentence.opens and current is drafting and not nobody  # "I asked him to help.¶ He would do so."
        if answers and self.partner is not None and first is not None and first[1] in ("He", "She"):
            return self.pronoun(sentence, self.called(first[1].lower()), None)
        if others_turn and first is not None and self.answers_drafter(first.start(1), sentence.end):
            return self.pronoun(sentence, self.partner, None)
        stretch = (self.text, sentence.start, sentence.end)
        addressed = WITHOUT_SUBJECT.match(*stretch)
        if addressed is not None or (sentence.opens and OPENING_WITHOUT_SUBJECT.match(*stretch)):
            self.asked = True
            who = self.speakers.mentioned(addressed["who"]) if addressed is not None and addressed["who"] else None
            self.partner = who or self.partner
            return self.pronoun(sentence, drafting, None)
        if OWN_WORDS.match(self.text, sentence.start, sentence.end):
            return self.pronoun(sentence, drafting, None)
        reply = ABOUT_OTHER if nobody else REPLY_OF_OTHER
        if others_turn and reply.match(self.text, sentence.start, sentence.end):
            return self.pronoun(sentence, self.partner, None)
        return None

    def means_another(self, sentence: Sentence, current: Member | None) -> bool:
        """Whether "he" or "she" at the head of a sentence cannot mean who holds the floor."""
        pronouns = (c.subject.lower() for c in (sentence.head, *sentence.fronted) if c is not None and c.pronoun)
        return current is not None and any(
            pronoun in THIRD_PERSON and not self.speakers.may_be(current, pronoun) for pronoun in pronouns
        )

    def comments(self, sentence: Sentence, in_present: bool) -> bool:
        """Whether a sentence gives a remark of a drafter who takes no part in the talk: in the first person, or in the
        present where the record is not told `in_present`.
        """
        if self.speakers.drafting is not None:
            return False
        first = FIRST_WORD.match(self.text, sentence.start, sentence.end)
        remark = remarks().match(self.text, first.start(1), sentence.end) if first is not None else None
        own = OF_DRAFTER if in_present else OF_DRAFTER_NOW
        return remark is not None and own.match(remark[0]) is not None and not self.quoted(sentence)

    def told(self, sentence: Sentence, met: re.Match[str] | None = None) -> bool:
        """Whether a sentence says by its head, or after a fronted phrase, that somebody said something: more than that
        he called on whom the drafter `met`.
        """
        clauses = [clause for clause in (sentence.head, *sentence.fronted) if clause is not None]
        if met is not None:
            clauses = [c for c in clauses if c.verb.lemma not in CALLING or c.subject_start != met.start()]
        said = (c for c in clauses if self.speakers.says(c) and not c.auxiliary)
        return any(clause.subject != "We" and clause.verb.lemma not in GOING for clause in said)

    def called(self, pronoun: str) -> Member | None:
        """Whom "he" or "she" means: the one he is talking with just now, or else the one he mostly talks with."""
        other = self.speakers.other
        if self.partner is None or self.speakers.may_be(self.partner, pronoun) or other is None:
            return self.partner
        return other if self.speakers.may_be(other, pronoun) else self.partner

    def of_third_person(self, sentence: Sentence) -> bool:
        """Whether a sentence inside a paragraph has a subject who takes no part: whoever speaks can tell of him."""
        head = sentence.head
        return not sentence.opens and head is not None and not head.pronoun and self.speakers.named(head) is None

    def quoted(self, sentence: Sentence) -> bool:
        """Whether a sentence stands in quotation marks."""
        before = max(self.body.paragraphs[sentence.paragraph][0], sentence.start - LONGEST_QUOTATION)
        marks = [match[0] for match in QUOTATION_MARK.finditer(self.text, before, sentence.start + 1)]
        return bool(marks) and (marks[-1] == "“" or (marks[-1] == '"' and marks.count('"') % 2 == 1))

    def pronoun(
        self, sentence: Sentence, member: Member | None, clause: Clause | None, kind: TurnKind = "speech"
    ) -> Event:
        """The turn of whom a pronoun means."""
        sure = 0.7 if clause is not None else 0.6
        return Event(sentence.start, kind, member, "pronoun", sure, clause, flags=("pronoun-speaker",))

    def answers_drafter(self, start: int, end: int) -> bool:
        """Whether a sentence says by its form that another speaks to the drafter."""
        return any(pattern.match(self.text, start, end) for pattern in (TO_DRAFTER, ASKED_OF_DRAFTER))

    def acts(self, clause: Clause) -> bool:
        """Whether a clause about "him" tells of an act without words in the talk: "He nodded"."""
        verb = clause.verb
        plain = verb.form == "past" and clause.auxiliary is None and not verb.needs
        return plain and "action" in verb.classes

    def address(self, clause: Clause, sentence: Sentence) -> None:
        """Let whom the drafter addresses by name be the one he talks with."""
        match = ADDRESSED.match(self.text, clause.clause_end, sentence.end)
        member = self.speakers.mentioned(match["who"]) if match is not None else None
        if member is not None and member is not self.speakers.drafting:
            self.partner = member

    def replies(self, clause: Clause, current: Member | None) -> Member | None:
        """Who "he" is in a second clause of a sentence in which the drafter speaks: "I asked him, and he said"."""
        speaks = self.speakers.drafting is not None and current is self.speakers.drafting
        return self.partner if speaks and clause.subject in THIRD_PERSON and self.speakers.says(clause) else None

    def only_acts(self, verb: Verb) -> bool:
        """Whether a verb tells of an act without words and, whatever stands after it, of none with words."""
        return verb.classes == {"action"} and "reporting" not in verb.needs

    def holds_view(self, clause: Clause) -> bool:
        """Whether a clause tells, after another's words, what the drafter thought of them and so must have said."""
        verb = clause.verb
        if clause.genitive or clause.auxiliary in ("had", "has", "have"):
            return False
        if clause.auxiliary in MODALS:
            return bool(verb.classes & {"reporting", "stance"})
        if verb.lemma == "do" or clause.auxiliary == "did":
            return OWN_VIEW.match(self.text, clause.subject_end + len(" did")) is not None
        if verb.lemma in ("have", "know", "see"):
            return HELD_VIEW.match(self.text, clause.clause_end) is not None
        return self.speakers.tells(clause) and "stance" in verb.classes and verb.needs.keys() <= {"action"}

    def gives_words(self, clause: Clause) -> bool:
        """Whether a clause about "him" or "I" gives what was said, or thought and so must have been said."""
        if clause.subject.lower() in THIRD_PERSON:
            return self.answers(clause)
        return self.speakers.is_person(clause) and (self.speakers.says(clause) or self.holds_view(clause))

    def answers(self, clause: Clause) -> bool:
        """Whether a clause about "him" gives what he said, or what he thought and so must have said."""
        verb = clause.verb
        if clause.auxiliary == "had" and HELD_VIEW.match(self.text, clause.subject_end + len(" had")):
            return True
        if not clause.genitive and any(own.match(self.text, clause.subject_end) for own in (OF_HIS_OWN, KNOWN_TO_HIM)):
            return True
        if clause.auxiliary in ("had", "has", "have") or clause.genitive:
            return False
        if clause.auxiliary in OBLIGING:
            return False  # "He must remember", the drafter tells him
        if "reporting" in verb.classes or verb.lemma == "do":
            return verb.form != "s" or "action" not in verb.classes
        if verb.lemma == "be":
            return not verb.needs
        if verb.lemma == "have":
            return QUANTITY.match(self.text, clause.clause_end) is not None
        if verb.lemma == "see":
            return HELD_VIEW.match(self.text, clause.clause_end) is not None
        return "stance" in verb.classes and not verb.needs

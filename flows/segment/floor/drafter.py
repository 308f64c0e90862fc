"""Records whose drafter takes part and says "I": what he says, what the other says, what he remarks for his reader."""

from __future__ import annotations

import re

from flows.record import TurnKind
from flows.segment.body import QUOTATION_MARKS, Body, Sentence
from flows.segment.clauses.finding import attributions
from flows.segment.clauses.predicates import AFTERWARDS
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.verbs import verb_forms
from flows.segment.floor.answers import (
    ABOUT_OTHER,
    ASKING,
    OWN_SHORT_REPLY,
    REPLY_OF_OTHER,
    SHORTEST_REPLY,
    THIRD_PERSON,
    acts,
    answers,
    answers_drafter,
    only_acts,
    says_at_once,
)
from flows.segment.floor.events import Event
from flows.segment.floor.own_words import (
    INSERTED,
    OF_DRAFTER,
    OF_DRAFTER_NOW,
    OWN_WORDS,
    REMARK,
    UNSPOKEN,
    holds_view,
    is_by_drafter,
)
from flows.segment.floor.standing import PURPOSE, SILENT
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
ADDRESSED = RarePattern(rf"\s(?:to\s|of\s|with\s)?(?P<who>{MENTION})")
QUOTATION_MARK = re.compile(r"[“”\"]")
LONGEST_QUOTATION = 1000
# What who visits the drafter also says: "telephoned me to ask whether it was so".
SAYS_MORE = re.compile(
    rf"{PURPOSE.pattern}|\b(?:said|told|asked|explained|complained|informed|stated|replied|wished|wanted"
    r"|that(?!\s(?:day|morning|afternoon|evening|night|week)\b))\b"
)
# "On the Minister's return I rose.", "When Mr. Smith came back": he is the one talked with again.
BACK = RarePattern(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:(?:Up)?[Oo]n\s(?P<of>{ROLE}|{MENTION})['’]s?\s(?:[a-z]+\s)?(?:return|reappearance)\b"
    rf"|(?:When|As soon as|After|Once)\s(?P<who>{ROLE}|{MENTION})\s(?:had\s)?"
    r"(?:returned|re-?joined|reappeared|(?:came|come|was)\s(?:in\s)?(?:back|again)))",
    sign=r"(?:return|reappear|re-?joined|(?:came|come|was)\s(?:in\s)?(?:back|again))",
)
# "I went on to the Treasury", "I interpreted myself"
GOING = frozenset({"come", "enter", "follow", "go", "interpret", "proceed", "return", "turn"})
TOLD_THAT = re.compile(r"(?:\s(?:me|us))?\s(?:(?:by|with)\s[a-z]+ing\s)?that\b")
CALLING = frozenset({"call", "pay"})  # on somebody


class Drafter:
    """Follows a talk that the drafter tells in the first person. `partner` is whom he is talking with just now."""

    def __init__(self, body: Body, speakers: Speakers) -> None:
        self.body = body
        self.text = body.text
        self.speakers = speakers
        self.partner: Member | None = speakers.other
        self.former: Member | None = None  # the one before that one
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
            self.former, self.partner = self.partner, current
        self.before = current
        if given and not any(map(self.speakers.says, sentence.clauses)):
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
        end = self.text.find(";", sentence.start, sentence.end)  # "I said that we could not; nor, said he, could they"
        for clause in attributions(self.text, sentence.start, end if end >= 0 else sentence.end):
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
        head = sentence.head
        if current is not None or (head is not None and TOLD_THAT.match(self.text, head.clause_end)):
            return None  # "The Minister said that he had asked me to call"
        asked_in = ASKED_IN.search(self.text, sentence.start, sentence.end)
        if asked_in is not None and SAYS_MORE.search(self.text, asked_in.end(), sentence.end) is None:
            received = RECEIVED.search(self.text, sentence.start, sentence.end)
            asker = self.speakers.met(received) if received is not None else None
            named = self.speakers.named(head) if head is not None else None
            if asker is not None or named is not None:
                self.partner = asker or named
                return Event(sentence.start, "narration", None, "invitation", 0.7)
        invited = INVITED.search(self.text, sentence.start, sentence.end)
        if invited is not None and SAYS_MORE.search(self.text, invited.end(), sentence.end) is None:
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
        remark = any(REMARK.match(self.text, head, sentence.end) for head in heads)
        if remark and not self.quoted(sentence) and not (self.of_third_person(sentence) and not nobody):
            subject = self.speakers.named(sentence.head) if sentence.head is not None else None
            self.partner = self.partner if subject in (None, drafting) else subject
            return Event(sentence.start, "narration", None, "remark", 0.7)
        return None

    def by_clauses(self, sentence: Sentence, drafting: Member, current: Member | None, nobody: bool) -> Event | None:
        """The turn of whom "I", "he" or "she" means that is the subject of a clause at the head of a sentence."""
        others_turn = current is drafting or nobody
        for clause in sentence.clauses:
            if clause.subject == "It":
                continue
            if not clause.pronoun:
                if self.speakers.says(clause) and self.speakers.named(clause) is not None:
                    break  # "Mr. Smith said the King would come, though, as he knew,"
                continue
            if clause.subject == "I" and SILENT.match(self.text, clause.subject_end, sentence.end):
                return self.pronoun(sentence, drafting, clause, "action")
            if self.speakers.is_person(clause) and self.speakers.says(clause):
                if AFTERWARDS.search(self.text, clause.subject_end, clause.clause_end):
                    return Event(sentence.start, "narration", None, "remark", 0.6)
                self.address(clause, sentence)
                self.asked = ASKING.search(self.text, clause.subject_end, sentence.end) is not None
                return self.pronoun(sentence, drafting, clause)
            if self.speakers.is_person(clause) and not (others_turn or self.quoted(sentence)):
                if clause.verb.lemma in UNSPOKEN:
                    return Event(sentence.start, "narration", None, "remark", 0.6)
                if holds_view(self.text, self.speakers, clause) and not sentence.impersonal:
                    return self.pronoun(sentence, drafting, clause)
            if clause.subject.lower() in THIRD_PERSON and not others_turn and current is not None:
                others_turn = not self.speakers.may_be(current, clause.subject.lower())
            if clause.subject.lower() in THIRD_PERSON and others_turn and answers(self.text, clause):
                return self.pronoun(sentence, self.called(clause.subject.lower()), clause)
            if clause.subject in ("He", "She") and others_turn and acts(clause):
                return self.pronoun(sentence, self.called(clause.subject.lower()), clause, "action")
        return None

    def by_form(
        self, sentence: Sentence, drafting: Member, current: Member | None, nobody: bool, asked: bool
    ) -> Event | None:
        """The turn that a sentence's form gives: it answers what was `asked` or said, or says whose words it gives."""
        others_turn = current is drafting or nobody or self.means_another(sentence, current)
        first = FIRST_WORD.match(self.text, sentence.start, sentence.end)
        if (
            asked
            and first is not None
            and not (sentence.head is not None and only_acts(sentence.head.verb))  # "He sent for coffee"
            and (first[1].lower() in THIRD_PERSON or self.text[sentence.start] in QUOTATION_MARKS)
            and not self.names_teller(sentence)
        ):
            return self.pronoun(sentence, self.partner, None)
        if current is drafting and SHORTEST_REPLY.match(self.text, sentence.start, sentence.end):
            return self.pronoun(sentence, self.partner, None)
        if others_turn and not nobody and OWN_SHORT_REPLY.match(self.text, sentence.start, sentence.end):
            return self.pronoun(sentence, drafting, None)
        awaited = sentence.opens and current is drafting and not nobody  # "I asked him to help.¶ He would do so."
        if awaited and self.partner is not None and first is not None and first[1] in ("He", "She"):
            return self.pronoun(sentence, self.called(first[1].lower()), None)
        if others_turn and first is not None and answers_drafter(self.text, first.start(1), sentence.end):
            return self.pronoun(sentence, self.partner, None)
        stretch = (self.text, sentence.start, sentence.end)
        addressed = WITHOUT_SUBJECT.match(*stretch)
        if addressed is not None or (sentence.opens and OPENING_WITHOUT_SUBJECT.match(*stretch)):
            self.asked = True
            who = self.speakers.mentioned(addressed["who"]) if addressed is not None and addressed["who"] else None
            self.partner = who or self.partner
            return self.pronoun(sentence, drafting, None)
        if OWN_WORDS.match(*stretch) or (first is not None and is_by_drafter(self.text, first.start(1), sentence.end)):
            return self.pronoun(sentence, drafting, None)
        reply = ABOUT_OTHER if nobody else REPLY_OF_OTHER
        if others_turn and reply.match(self.text, sentence.start, sentence.end):
            return self.pronoun(sentence, self.partner, None)
        return None

    def means_another(self, sentence: Sentence, current: Member | None) -> bool:
        """Whether "he" or "she" at the head of a sentence cannot mean who holds the floor."""
        pronouns = (clause.subject.lower() for clause in sentence.clauses if clause.pronoun)
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
        remark = REMARK.match(self.text, first.start(1), sentence.end) if first is not None else None
        own = OF_DRAFTER if in_present else OF_DRAFTER_NOW
        return remark is not None and own.match(remark[0]) is not None and not self.quoted(sentence)

    def told(self, sentence: Sentence, met: re.Match[str] | None = None) -> bool:
        """Whether a sentence says that somebody said something: more than that he called on whom the drafter `met`."""
        clauses = sentence.clauses
        if met is not None:
            clauses = [c for c in clauses if c.verb.lemma not in CALLING or c.subject_start != met.start()]
        said = (c for c in clauses if self.speakers.says(c) and not c.auxiliary)
        return any(clause.subject != "We" and clause.verb.lemma not in GOING for clause in said)

    def names_teller(self, sentence: Sentence) -> bool:
        """Whether a clause inside or after what is said names who says it: "None, said Mr. Smith, before May"."""
        found = attributions(self.text, sentence.start, sentence.end)
        return any("reporting" in c.verb.classes and self.speakers.named(c) is not None for c in found)

    def called(self, pronoun: str) -> Member | None:
        """Whom "he" or "she" means: who is talked with now, or was before, or mostly, or the only one called so."""
        others = (self.partner, self.former, self.speakers.other, self.speakers.only_of_sex.get(pronoun))
        known = (other for other in others if other is not None and self.speakers.may_be(other, pronoun))
        return next(known, self.partner)

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

    def gives_words(self, clause: Clause) -> bool:
        """Whether a clause about "him" or "I" gives what was said, or thought and so must have been said."""
        if clause.subject.lower() in THIRD_PERSON:
            return answers(self.text, clause)
        return self.speakers.is_person(clause) and (
            self.speakers.says(clause) or holds_view(self.text, self.speakers, clause)
        )

"""Whose words a sentence gives by a clause in front, inside or after what is said, or by a second main clause."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.record import TurnKind
from flows.segment.body import Body, Sentence
from flows.segment.clauses.finding import attributions, coordinated_clauses, fronted_clauses, passive_agent
from flows.segment.clauses.parts import FORMER, LATTER, OTHER
from flows.segment.clauses.predicates import MOTION, SEATED
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.floor.answers import ASKING, THIRD_PERSON
from flows.segment.floor.events import Event
from flows.segment.floor.exchange import Exchange
from flows.segment.floor.interludes import Interludes
from flows.segment.floor.remarks import DONE
from flows.segment.floor.standing import HELD_VIEW, PURPOSE, Standing, tells
from flows.segment.names import parse_name
from flows.segment.people.heard import BARE_VERBS, is_bare
from flows.segment.people.members import Member
from flows.segment.people.mentions import names_in
from flows.segment.people.speakers import Speakers

PLAIN_AND = re.compile(r"\w\sand\s$")
CLOSING_MARK = {"“": "”", '"': '"', "«": "»", "‘": "’", "„": "“"}
OPENING_MARK = {"”": "“", '"': '"', "»": "«", "’": "‘", "'": " '"}
# What may end a sentence that only says whose the words before it are: "asked.", "said, with a smile."
SAID_BEFORE = re.compile(r"(?:,?\s(?!that\b|whether\b|if\b|why\b|what\b|how\b)[a-z]+){0,4}\s?[.!]\W*$")
AFTER_QUOTATION = re.compile(r"[,?!.…][\"”’»]\s")
# "Only in part, was the reply."
ANSWER_COMES = re.compile(
    r"[,.?!](?:(?<=,)[\"”’»']?|(?<!,)[\"”’»'])\s(?:was|came|is)\s(?:the|his|her)\s(?:[a-z]+\s){0,2}(?:reply|answer|response|rejoinder|retort)\b"
)
# "The Minister asked by whom, and was told that nobody knew."
AND_WAS_TOLD = re.compile(
    r",?\sand\s(?P<told>(?:was|were)\s(?:then\s|[a-z]+ly\s)?(?:told|informed|assured|advised|given to understand)"
    r"\s(?!(?:by|to)\b))",
)
LEAST_STANDING = 0.4
MOST_BEFORE = 3  # sentences that tell what a visitor had done, before one says that he tells it
WITH_AGENT = re.compile(r"\sby\s(?!\w+ing\b)")
ASKING_VERBS = frozenset({"ask", "wonder", "inquire", "enquire", "demand"})
# "He proposed the third of May, which was agreed."
ADOPTED = re.compile(
    r"[,;]\s(?P<all>(?:which|(?:and\s)?(?:this|it))\swas\s(?:then\s|so\s|also\s|[a-z]+ly\s)?"
    r"(?:adopted|agreed(?: to| upon)?|accepted|approved|done|decided|noted)\s?(?:by\s(?:all|both|everyone)\s?)?\.)"
)


def is_pluperfect(clause: Clause, text: str) -> bool:
    """Whether a clause tells what somebody had done by then: "had asked", "had sent"."""
    return clause.auxiliary == "had" or (
        clause.verb.lemma == "have" and DONE.match(text, clause.clause_end) is not None
    )


class Attributing(Exchange):
    """An exchange with who is named by the clauses of its sentences."""

    def __init__(self, body: Body, speakers: Speakers) -> None:
        super().__init__(body, speakers)
        self.interludes = Interludes(body, speakers)
        self.standing = Standing(body, self.interludes)

    def named_in_front(self, sentence: Sentence) -> Event | None:
        """The turn of whom a clause names that stands before the main clause: "As Mr. Smith said, ..."."""
        for fronted in sentence.fronted:
            member = self.named(fronted) if not fronted.pronoun else None
            if member is None or fronted.auxiliary == "had" or fronted.genitive:
                continue
            if sentence.agreed and "reporting" not in fronted.verb.classes:
                continue  # "At the Chairman's invitation, Mr. Smith took a place at the table."
            if self.is_visit(fronted, sentence):
                return Event(sentence.start, "action", member, "visit", 0.7, fronted)
            if self.standing.is_elsewhere(fronted, sentence):
                return Event(sentence.start, "narration", None, "remark", 0.6)
            if self.does(fronted, sentence) and self.standing.of(fronted, sentence) == 0.0:
                return self.deed(member, fronted, sentence)
            standing = self.standing.of(fronted, sentence) * 0.95
            object_first = self.text.startswith(("This ", "That ", "These ", "Those ", "Such "), sentence.start)
            if object_first and member is not self.current and self.tells_his_own(fronted, member, sentence):
                standing = max(standing, 0.5)  # "This the Minister would not accept."
            if standing >= LEAST_STANDING:
                kind: TurnKind = "action" if self.standing.is_action(fronted, sentence) else "speech"
                return Event(sentence.start, kind, member, "fronted-clause", standing, fronted)
        return None

    def attributed(self, sentence: Sentence, current: Member | None) -> Event | None:
        """The turn of whom a clause inside or after a sentence names: ", said Mr. Smith"."""
        if sentence.labelled:
            return None
        quoting = self.text[sentence.start] in CLOSING_MARK
        for fronted in fronted_clauses(self.text, sentence.start, sentence.end) if quoting else ():
            # "“You have it,” the Minister told Mr. Smith, and went on to say"
            quoted = self.text[fronted.subject_start - 3 : fronted.subject_start]
            member = self.speakers.named(fronted) if not fronted.pronoun and AFTER_QUOTATION.match(quoted) else None
            if member is not None and "reporting" in fronted.verb.classes and fronted.auxiliary is None:
                return Event(sentence.start, "speech", member, "attribution", 0.8, fronted)
        for clause in attributions(self.text, sentence.start, sentence.end):
            says = "reporting" in clause.verb.classes or ("stance" in clause.verb.classes and not clause.verb.needs)
            bare = clause.verb.lemma in BARE_VERBS and "reporting" not in clause.verb.classes
            if not says or clause.auxiliary == "had" or bare:
                continue
            member = self.meant(clause, current) if clause.pronoun else self.named(clause)
            member = member or self.speakers.of_other_sex(clause, current, self.before)
            if member is None and self.acting and clause.subject in ("he", "she"):
                member = current
            if member is not None:
                start = self.since_visit(sentence, member) or self.quotation_start(sentence)
                return Event(start, "speech", member, "attribution", 0.8, clause)
        if ANSWER_COMES.search(self.text, sentence.start, sentence.end) and (asked := self.asked(sentence)) is not None:
            return Event(sentence.start, "speech", asked, "attribution", 0.6, flags=("pronoun-speaker",))
        return None

    def agent(self, sentence: Sentence) -> Event | None:
        """The turn of the agent of a passive verb of saying."""
        clause = passive_agent(self.text, sentence.start, sentence.end) if not sentence.labelled else None
        member = self.speakers.named(clause) if clause is not None else None
        if member is None:
            return None
        return Event(sentence.start, "speech", member, "passive-agent", 0.6, clause)

    def further_events(self, sentence: Sentence, event: Event | None, current: Member | None) -> list[Event]:
        """Turns that start inside a sentence: second main clauses with another speaker."""
        found: list[Event] = []
        after = event.clause.clause_end if event is not None and event.clause is not None else sentence.start
        for clause in coordinated_clauses(self.text, after, sentence.end):
            bare = clause.auxiliary is not None or is_bare(clause.verb)
            if clause.genitive or clause.start == sentence.start or (bare and not self.holds_view(clause, sentence)):
                continue
            if self.standing.is_elsewhere(clause, sentence):
                continue  # "Following the photographs, Mr. Smith welcomed them and asked them to be seated."
            if clause.subject == LATTER:
                member = self.latter(sentence, clause.start)
            elif sentence.joint:
                continue
            elif clause.pronoun:
                member = self.speakers.meant(clause, None) or self.drafter.replies(clause, current)
                if member is None and clause.subject in THIRD_PERSON and self.text.startswith("to which", clause.start):
                    member = self.asked(sentence, clause.start)
            else:
                member = self.named(clause)
            if clause.verb.form == "past" and WITH_AGENT.match(self.text, clause.clause_end):
                continue  # "the Minister, Mr. Smith, accompanied by"
            told = event is not None and event.kind == "narration" and "action" in clause.verb.classes
            told = told or (event is not None and event.rule == "remark" and self.is_comment(sentence))
            visits = "visiting" in clause.verb.classes and self.standing.of(clause, sentence) == 0.0
            if member is None or member is current or told or visits:
                continue
            before = self.text[max(sentence.start, clause.start - 12) : clause.start]
            if event is None and sentence.head is None and PLAIN_AND.search(before):
                continue  # "After that the two officials and Mr. Smith went over the text"
            if current is not None or event is not None or self.text.startswith(" that ", clause.clause_end):
                found.append(Event(clause.start, "speech", member, "coordinated-clause", 0.75, clause))
                current = member
        found = self.answers_within(sentence, after, found)
        adopted = ADOPTED.search(self.text, after, sentence.end) if not self.nobody_holds() else None
        if adopted is not None:
            found.append(Event(adopted.start("all"), "narration", None, "collective", 0.6))
        return found or self.told_in_answer(sentence)

    def answers_within(self, sentence: Sentence, after: int, found: list[Event]) -> list[Event]:
        """Turns that start inside a sentence, and that of another than who holds the floor to whom a clause inside what
        stands after its last semicolon gives all of that: "Mr. Smith feared they could not; nor, said the Minister,
        would they".
        """
        start = self.text.rfind("; ", after, sentence.end) + len("; ")
        if start < after + len("; ") or sentence.joint or self.nobody_holds():
            return found
        before = [event for event in found if event.start < start]
        holder = before[-1].member if before else self.current
        for clause in attributions(self.text, start, sentence.end):
            taken = any(
                event.clause is not None and event.clause.subject_start < clause.subject_start
                for event in found[len(before) :]
            )
            says = "reporting" in clause.verb.classes and clause.auxiliary is None and not taken
            member = self.meant(clause, holder) if clause.pronoun else self.named(clause)
            if says and member is not None and member is not holder:
                return [*before, Event(start, "speech", member, "attribution", 0.6, clause)]
        return found

    def holds_view(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a second main clause tells by a verb that says little what its subject thinks, or does not: "; Mr.
        Smith could not say", "but the Minister saw no harm in it".
        """
        denied = self.standing.denies(clause)
        if clause.auxiliary == "could":
            return denied
        view = denied or HELD_VIEW.match(self.text, clause.clause_end, sentence.end) is not None
        told = view and clause.auxiliary in (None, "did")
        return told and self.standing.of(clause, replace(sentence, opens=False)) > 0.0

    def told_in_answer(self, sentence: Sentence) -> list[Event]:
        """The turn of who answers within a sentence: "The Minister asked by whom, and was told that nobody knew"."""
        told = AND_WAS_TOLD.search(self.text, sentence.start, sentence.end)
        if told is None or sentence.joint or self.nobody_holds() or self.events[-1].start < sentence.start:
            return []
        if ASKING.search(self.text, sentence.start, told.start()) is None:
            return []
        member = self.asked(sentence) or self.facing()
        if member is None or member is self.current:
            return []
        return [Event(told.start("told"), "speech", member, "coordinated-clause", 0.6, flags=("pronoun-speaker",))]

    def is_comment(self, sentence: Sentence) -> bool:
        """Whether the drafter tells his reader something in the present, so that all in the sentence is his: "I do not
        think he meant it; Mr. Smith told me so on the stairs."
        """
        head = sentence.head
        return head is not None and head.subject == "I" and head.verb.form == "base" and head.auxiliary in (None, "do")

    def latter(self, sentence: Sentence, end: int) -> Member | None:
        """Whom "the latter" means: the last of a sentence's subjects, or of the speakers whom it names up to there."""
        names = sentence.joint or names_in(self.text, sentence.start, end)
        named = (self.speakers.mentioned(name) for name in names)
        *_, last = (None, *(member for member in named if member is not None))
        return last

    def latter_of(self, sentence: Sentence, clause: Clause) -> Member | None:
        """Whom "the latter", who says or thinks something at the head of a sentence, means: whom the one before it
        names last, if not as its subject; or else, if he says it, who held the floor before, as "the former" always
        does. None where one is named last who takes no part: "He had telephoned to his Minister. The latter was
        against it." "The other" is who talks with him who holds the floor, where just two do.
        """
        says = "reporting" in clause.verb.classes
        if clause.auxiliary is not None or not (says or ("stance" in clause.verb.classes and not clause.verb.needs)):
            return None
        if clause.subject.lower() == OTHER:
            drafting = self.speakers.drafting
            return self.facing() if drafting is None else self.drafter.partner if self.current is drafting else None
        at = self.body.sentence_from(sentence.start) - 1
        former = clause.subject.lower() == FORMER
        before = self.body.sentences[at] if at >= 0 and not (sentence.opens or former) else None
        if before is not None:
            first = before.head.subject_end if before.head is not None else before.start
            for name in reversed(list(names_in(self.text, first, before.end))):
                if (member := self.speakers.mentioned(name)) is not None:
                    return member
                if (parsed := parse_name(name)).titles or parsed.office:
                    return None
        return self.before if says else None

    def is_visit(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause, before anybody has spoken, tells who came to whom, and not at once what was said."""
        if self.spoke or sentence.labelled or "visiting" not in clause.verb.classes:
            return False
        rest = self.text[clause.clause_end : sentence.end].rstrip().rstrip(":-—")  # points follow, and not his words
        told = tells(rest) and not SEATED.search(rest)  # "asked them to be seated"
        said = clause.pronoun and any(c.pronoun for c in attributions(self.text, sentence.start, sentence.end))
        # "He had come, he said, on two matters."
        return clause.verb.form == "past" and not (told or said) and not PURPOSE.search(rest)

    def does(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause tells, at the head of a paragraph, what somebody did by a verb that also may be one of
        saying, but not with these words after it: "The Minister turned red", "brought with him a young man".
        """
        plain = clause.verb.form == "past" and clause.auxiliary is None and not clause.genitive
        return plain and sentence.opens and not sentence.labelled and clause.verb.lemma in MOTION

    def deed(self, member: Member, clause: Clause, sentence: Sentence) -> Event:
        """What somebody does by a verb that says nothing here; before anybody has spoken it is only told of him."""
        if not self.spoke:
            return Event(sentence.start, "narration", None, "remark", LEAST_STANDING)
        clause = clause._replace(verb=replace(clause.verb, needs={}))
        return Event(sentence.start, "action", member, "head-clause", LEAST_STANDING, clause)

    def tells_his_own(self, clause: Clause, member: Member, sentence: Sentence) -> bool:
        """Whether a clause tells what somebody who has spoken before would do, or must, as he says."""
        return id(member) in self.spoke and not sentence.labelled and self.standing.is_his_own(clause, sentence)

    def meant(self, clause: Clause, current: Member | None) -> Member | None:
        """Whom the pronoun means that stands in or after what is said."""
        others_turn = current is self.speakers.drafting or self.nobody_holds()
        if self.speakers.drafting is not None and others_turn and clause.subject in THIRD_PERSON:
            return self.drafter.partner if clause.verb.form == "past" else None
        return self.speakers.meant(clause, current)

    def quotation_start(self, sentence: Sentence) -> int:
        """Where what a sentence quotes starts: at its paragraph's head where a quotation is open from there."""
        start = self.body.paragraphs[sentence.paragraph][0]
        closing = CLOSING_MARK.get(self.text[start])
        if closing is None or sentence.opens or closing in self.text[start + 1 : sentence.start]:
            return sentence.start
        return start

    def since_visit(self, sentence: Sentence, member: Member) -> int | None:
        """Where what a visitor says begins before the sentence that says so, with what "he" had done or had: "Mr. Smith
        called today. He had had a letter. The terms, he said, were hard." None where it does not.
        """
        last, found = self.events[-1] if self.events else None, None
        if last is None or last.rule != "visit" or last.member is not member:
            return None
        at = self.body.sentence_from(sentence.start)
        for before in reversed(self.body.sentences[max(0, at - MOST_BEFORE) : at]):
            head = before.head
            had = head is not None and head.subject in ("He", "She") and is_pluperfect(head, self.text)
            if head is None or not had or before.start <= last.start or "reporting" in head.verb.classes:
                break
            found = before.start
        return found

    def words_before(self, sentence: Sentence, clause: Clause) -> int:
        """Where the quotation starts that a short sentence after it gives to its speaker ("“Which?” Smith asked."); the
        sentence's own start where no such quotation stands right before it.
        """
        before = self.text[max(0, sentence.start - 3) : sentence.start].rstrip()[-1:] if not sentence.opens else ""
        if before == "?" and clause.verb.lemma in ASKING_VERBS and self.text.startswith(".", clause.clause_end):
            at = self.body.sentence_from(sentence.start) - 1
            question = self.body.sentences[at].start  # "Could it not wait? Mr. Smith wondered."
            last = self.events[-1] if self.events else None
            taken = last is not None and last.start >= question and (last.clause or last.label) is not None
            return sentence.start if taken else question
        opening = OPENING_MARK.get(before)
        if opening is None or not SAID_BEFORE.match(self.text, clause.clause_end, sentence.end):
            return sentence.start
        least = max(self.body.paragraphs[sentence.paragraph][0], self.events[-1].start + 1 if self.events else 0)
        end = self.text.rindex(before, least, sentence.start) if before in self.text[least : sentence.start] else least
        found = self.text.rfind(opening, max(0, least - len(opening) + 1), end)
        found += found >= 0 and opening[0] == " "
        announced = self.text.endswith((": ", ":", ", "), 0, found)
        return found if found >= 0 and not announced else sentence.start

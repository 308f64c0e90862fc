"""What one sentence does to the floor: who takes it, or that nobody holds it."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import islice, takewhile

from flows.record import TurnKind
from flows.segment.body import Body, Sentence
from flows.segment.clauses.finding import attributions
from flows.segment.clauses.occasions import actor_before, is_abstract, main_verb, unknown_act
from flows.segment.clauses.parts import HEAD, is_latter
from flows.segment.clauses.reporting_clause import Clause
from flows.segment.clauses.subjectless import Left
from flows.segment.clauses.verbs import MODALS
from flows.segment.floor.accounts import Accounts
from flows.segment.floor.answers import KNOWN_TO_HIM, REPLY_OF_OTHER, THIRD_PERSON
from flows.segment.floor.attributing import LEAST_STANDING, Attributing, is_pluperfect
from flows.segment.floor.between_turns import ITEM
from flows.segment.floor.events import Event
from flows.segment.floor.exchange import FARTHEST_TURN, LETTERED
from flows.segment.floor.left_out import LeftOut
from flows.segment.floor.remarks import Remarks
from flows.segment.names import MENTION, ROLE
from flows.segment.people.heard import is_bare
from flows.segment.people.members import Member
from flows.segment.people.speakers import Speakers
from flows.segment.rare import RarePattern
from flows.segment.sentences import PARAGRAPH_NUMBER

OPENING = RarePattern(
    rf"(?:opened|began|started|commenced|resumed)\b[^.;]{{0,80}}?\b(?:by|with)\s(?P<who>{MENTION})(?!\sin\sthe\schair|\spresiding)"
)
LEAST_CLIPPED = 2  # paragraphs without a verb that make a record one of such notes
BEING = frozenset({"is", "was", "are", "were", "been"})
# "Smith rather tired: every word was a risk", "Smith, by contrast, many doubts."; but "Smith in the garden"
WITHOUT_VERB = re.compile(
    rf"{HEAD}(?P<who>{MENTION}|{ROLE})(?:,\s[^,.;:]{{2,40}},)?"
    r"(?P<rest>\s(?!(?:after|and|at|by|from|in|of|on|or|to|with|without)\b)[a-z][^,.;:]*)[,.;:]"
)
# "Smith will send the list.", "Smith could not agree"; but "Smith would see what came of it", as another says
ANNOUNCING = re.compile(
    rf"{HEAD}(?P<who>{MENTION}|{ROLE})\s(?:would|will|could not|cannot|had not wanted)\s(?:also\s|not\s|[a-z]+ly\s)?"
    r"(?!(?:be|become|find|gain|get|hear|know|lose|need|notice|realise|receive|recall|remember|see|then|understand|win"
    r"|have(?!\s(?:this|that|it|these|them|the\s[a-z-]+)\s[a-z]+ed\b))\b)[a-z]+"
)
BEFORE_ITEM = (":", "-", "–", "—", ";", ",", " and", " that")
MOODS = frozenset({"appear", "be", "become", "grow", "listen", "look", "remain", "seem", "sit"})
OBLIGING = frozenset({"comply", "do", "give", "oblige"})
# "As Mr. Smith rose to go, he said"
LEAVING = RarePattern(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:As|When|While|Before)\s(?P<who>{ROLE}|{MENTION})"
    r"\s(?:was (?:leaving|going|about to|taking)|rose|left|got up|stood up|took (?:his|her)|departed|prepared to)\b"
    r"[^.;]{0,60}?,\s(?:he|she)\s",
    head=rf"(?:{PARAGRAPH_NUMBER}\s)?(?:As|When|While|Before)\s",
    sign=r",\s(?:he|she)\s",
)
# "Much as Mr. Smith disliked it, he could see no other way"
CONCEDING = RarePattern(
    rf"(?:{PARAGRAPH_NUMBER}\s)?(?:While|Whilst|Although|Though|Even though|Much as)\s(?P<who>{ROLE}|{MENTION})"
    r"\s(?!had\b|might\b|would\b|may\b)[^.;]{0,160}?,\s(?:he|she)\s(?!had\b|would\b)",
    head=rf"(?:{PARAGRAPH_NUMBER}\s)?(?:While|Whilst|Although|Though|Even though|Much as)\s",
    sign=r",\s(?:he|she)\s",
)


class Deciding(Attributing):
    """An exchange in which each sentence is judged by what came before it."""

    def __init__(self, body: Body, speakers: Speakers) -> None:
        super().__init__(body, speakers)
        self.accounts = Accounts(self, self.interludes)
        self.unnamed = LeftOut(self)
        self.remarks = Remarks(self, self.accounts, self.standing, self.unnamed)
        self.topic: Member | None = None  # of whom the sentence before, at the head of its paragraph, tells
        self.commented = -1  # the paragraph that the drafter comments in
        self.listing = -1  # the paragraph that is an item of a list, and so no turn by itself
        self.listed = (False, False)  # whether its mark opens with a bracket, and whether it is a letter

    def decide(self, sentence: Sentence, current: Member | None) -> Event | None:
        """What one sentence does to the floor, or None where it goes on as before."""
        if sentence.paragraph == self.commented or self.is_item(sentence):
            return None
        if sentence.joint:
            return self.jointly(sentence)
        clause = sentence.head
        if clause is not None and is_latter(clause.subject):
            latter = self.latter_of(sentence, clause)
            return Event(sentence.start, "speech", latter, "pronoun", 0.7, clause) if latter is not None else None
        if (event := self.by_exchange(sentence, current)) is not None:
            return event
        if clause is not None and self.is_visit(clause, sentence):
            visitor = self.speakers.drafting if self.speakers.is_person(clause) else self.speakers.named(clause)
            return Event(sentence.start, "action", visitor, "visit", 0.7, clause) if visitor is not None else None
        told = (c for c in (clause, *sentence.fronted) if c is not None and c.pronoun and c.subject != "It")
        pronoun = next(told, None)
        if (event := self.by_pronoun(sentence, pronoun, current)) is not None:
            return event
        if pronoun is not None and self.acting and pronoun.subject.lower() in THIRD_PERSON:
            return self.after_act(sentence, pronoun, current)
        if self.acting and current is not None and REPLY_OF_OTHER.match(self.text, sentence.start, sentence.end):
            return Event(sentence.start, "speech", current, "pronoun", 0.6, flags=("pronoun-speaker",))
        if clause is not None and self.acts(clause, sentence):
            actor = self.drafter.partner if current is self.speakers.drafting else current
            return Event(sentence.start, "action", actor, "pronoun", 0.6, clause) if actor is not None else None
        if clause is not None and not clause.pronoun:
            return self.by_name(sentence, clause, current)
        told_of_all = sentence.impersonal and (sentence.opens or sentence.agreed)
        if clause is not None and clause.subject != "It" and not told_of_all:
            return self.attributed(sentence, current) or self.remarks.find(sentence)
        return self.named_in_front(sentence) or self.without_subject(sentence, current)

    def by_exchange(self, sentence: Sentence, current: Member | None) -> Event | None:
        """What a sentence does to the floor as a short reply or the next of several points, by the drafter's "I" and
        "he", by who rises to go, as the turn of the other one of two, or as a comment.
        """
        if self.unnamed.is_nobodys(sentence):
            return Event(sentence.start, "narration", None, "heading", 0.7)
        if (taker := self.unnamed.taker(sentence)) is not None:
            rule = "exchange" if sentence.opens and self.unnamed.by_paragraph else "short-reply"
            return Event(sentence.start, "speech", taker, rule, 0.6, flags=("pronoun-speaker",))
        if self.replies_shortly(sentence) and not self.unnamed.is_inside(sentence):
            who = self.answerer(sentence)
            return Event(sentence.start, "speech", who, "short-reply", 0.6, flags=("pronoun-speaker",))
        if (other := self.yields(sentence)) is not None:
            return Event(sentence.start, "speech", other, "pronoun", 0.6, sentence.head, flags=("pronoun-speaker",))
        if (teller := self.tells_asker(sentence)) is not None and self.agent(sentence) is None:
            return Event(sentence.start, "speech", teller, "short-reply", 0.6, flags=("pronoun-speaker",))
        if self.asks_on(sentence):
            return Event(sentence.start, "speech", self.before, "exchange", 0.6, flags=("pronoun-speaker",))
        if (announcer := self.comes_to_next(sentence)) is not None:
            return Event(sentence.start, "speech", announcer, "pronoun", 0.6, flags=("pronoun-speaker",))
        if (teller := self.unnamed_before_verb(sentence)) is not None:
            return Event(sentence.start, "speech", teller, "pronoun", 0.6, flags=("pronoun-speaker",))
        event = self.drafter.decide(sentence, current, self.nobody_holds(), self.is_given(sentence)) or self.by_leaving(
            sentence
        )
        if event is not None:
            if event.rule == "pronoun" and event.kind == "speech" and event.clause is not None:
                event.start = self.words_before(sentence, event.clause)  # "“What price?” I asked."
            return event
        facing = self.facing() or self.facing_in_quotation(sentence)
        if facing is not None and self.takes_turn(sentence, facing):
            return Event(sentence.start, "speech", facing, "exchange", 0.6, flags=("pronoun-speaker",))
        if sentence.opens and not sentence.labelled and self.comments(sentence):
            return Event(sentence.start, "narration", None, "remark", 0.6)
        return None

    def unnamed_before_verb(self, sentence: Sentence) -> Member | None:
        """Who is left out before the verb of saying that opens a sentence, where nobody holds the floor and the one
        before it tells of him: "Mr. Smith was in good spirits. Said the talks had gone well."
        """
        if sentence.opens or sentence.labelled or sentence.fronted or not (self.acting or self.nobody_holds()):
            return None
        if sentence.left_out in (None, Left.NOW):
            return None
        return self.topic or (self.current if self.events and self.events[-1].kind == "action" else None)

    def by_leaving(self, sentence: Sentence) -> Event | None:
        """The turn of whom a clause in front says to leave, or what he grants: "As Mr. Smith rose to go, he said"."""
        if sentence.labelled:
            return None
        leaving = LEAVING.match(self.text, sentence.start, sentence.end)
        conceding = CONCEDING.match(self.text, sentence.start, sentence.end) if leaving is None else None
        front = leaving or conceding
        told = next((c for c in sentence.fronted if c.pronoun and (conceding or self.speakers.says(c))), None)
        member = self.speakers.mentioned(front["who"]) if front is not None and told is not None else None
        if member is None:
            return None
        return Event(sentence.start, "speech", member, "fronted-clause", 0.7, told, flags=("pronoun-speaker",))

    def by_pronoun(self, sentence: Sentence, pronoun: Clause | None, current: Member | None) -> Event | None:
        """The turn of whom "he" means, the subject of the first clause with a pronoun: who was told of last, the agent
        of what was said to him, the other one of another sex, or who answers.
        """
        if pronoun is not None and not sentence.labelled and self.nobody_holds():
            says = "reporting" in pronoun.verb.classes and pronoun.auxiliary not in ("had", "has")
            member = self.topic or current
            if pronoun.subject.lower() in THIRD_PERSON and says and member is not None:
                return Event(sentence.start, "speech", member, "pronoun", 0.6, pronoun, flags=("pronoun-speaker",))
        clause = sentence.head
        if clause is None:
            return None
        if clause.pronoun and clause.auxiliary == "was" and (agent := self.agent(sentence)) is not None:
            return agent
        if self.topic is not None and clause.subject in ("He", "She") and self.speakers.says(clause):
            return Event(sentence.start, "speech", self.topic, "pronoun", 0.6, clause, flags=("pronoun-speaker",))
        other = self.speakers.of_other_sex(clause, current, self.before)
        if other is None and self.answers(clause, sentence):
            other = self.asked(sentence)
            if other is not None and other is self.speakers.drafting:  # who would be "I"
                spoke = (event.member for event in reversed(self.events) if event.kind == "speech")
                other = next((m for m in islice(spoke, FARTHEST_TURN) if m not in (None, current, other)), None)
        if other is None:
            return None
        return Event(sentence.start, "speech", other, "pronoun", 0.6, clause, flags=("pronoun-speaker",))

    def after_act(self, sentence: Sentence, pronoun: Clause, current: Member | None) -> Event | None:
        """The turn of who has acted without words in the sentence before, where "he" now says something."""
        last = self.events[-1]
        smiles = last.clause is not None and not last.clause.verb.needs
        thinks = (last.rule == "visit" or smiles) and "stance" in pronoun.verb.classes and not is_bare(pronoun.verb)
        if ("reporting" in pronoun.verb.classes or thinks) and pronoun.auxiliary != "had":
            return Event(sentence.start, "speech", current, "pronoun", 0.7, pronoun)
        return self.attributed(sentence, current)

    def by_name(self, sentence: Sentence, clause: Clause, current: Member | None) -> Event | None:
        """What a sentence does to the floor whose main clause has a name or an office as its subject."""
        member = self.named(clause)
        if member is None:
            now = clause.auxiliary != "had" and clause.auxiliary not in MODALS
            acts = sentence.opens and not sentence.labelled and now and self.standing.is_action(clause, sentence)
            remark = Event(sentence.start, "narration", None, "remark", 0.6) if acts else None
            return remark or self.named_in_front(sentence) or self.without_subject(sentence, current)
        if self.standing.is_elsewhere(clause, sentence):
            remark = Event(sentence.start, "narration", None, "remark", 0.6)
            return self.attributed(sentence, current) or remark  # "He is a capable man, said the Secretary."
        standing = self.standing_of(clause, member, sentence, current)
        if standing >= LEAST_STANDING:
            kind: TurnKind = "action" if self.standing.is_action(clause, sentence) else "speech"
            start = self.words_before(sentence, clause) if kind == "speech" else sentence.start
            return Event(start, kind, member, "head-clause", standing, clause)
        if standing == 0.0 and (sentence.labelled or clause.auxiliary):
            return self.remarks.find(sentence)
        if self.does(clause, sentence):
            return self.deed(member, clause, sentence)
        if member is not current and self.is_mood(clause, member, sentence) and self.speaks_next(sentence):
            return Event(sentence.start, "speech", member, "head-clause", LEAST_STANDING, clause)
        if member is current and standing == 0.0 and self.describes(clause, sentence):
            return Event(sentence.start, "narration", None, "remark", 0.5)
        return self.named_in_front(sentence) or self.without_subject(sentence, current)

    def standing_of(self, clause: Clause, member: Member, sentence: Sentence, current: Member | None) -> float:
        """How sure it is that a clause lets a member take the floor, also by what was asked before it."""
        standing = self.standing.of(clause, sentence)
        own = member is not current and (
            # "He asked whether it had come. The Minister had not seen it."
            (is_pluperfect(clause, self.text) and self.follows_question(sentence))
            # "He suggested a joint inquiry. The Minister would report this."
            or (clause.auxiliary == "would" and self.follows_request(sentence))
            # "He asked for her impressions. The Minister gave these at some length."
            or (clause.auxiliary is None and clause.verb.lemma in OBLIGING and self.follows_request(sentence))
            # "The Minister had not been told.", to the other of two
            or (self.facing() is member and KNOWN_TO_HIM.match(self.text, clause.subject_end, sentence.end) is not None)
            # "The Minister would have to consult his colleagues."
            or self.tells_his_own(clause, member, sentence)
            or self.treats(clause, member, sentence)
            or self.announces(sentence) is member
        )
        return max(standing, 0.5) if own else standing

    def treats(self, clause: Clause, member: Member, sentence: Sentence) -> bool:
        """Whether who has spoken before does by a verb what is done with words: "made short work of this argument"."""
        plain = clause.verb.form == "past" and clause.auxiliary is None and not clause.genitive
        return (
            plain
            and id(member) in self.spoke
            and not sentence.labelled
            and not self.standing.in_present
            and clause.position in ("head", "fronted")
            and not is_bare(clause.verb)
            and is_abstract(self.text, clause.clause_end, sentence.end)
            and not self.standing.is_action(clause, sentence)
        )

    def acts(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether "he" does something in the room: "He handed over a note."; but who only smiles goes on."""
        return (
            clause.subject in ("He", "She")
            and clause.verb.form in ("past", "s")
            and clause.auxiliary is None
            and "action" in clause.verb.needs
            and not sentence.labelled
            and not self.nobody_holds()
            and self.standing.is_action(clause, sentence)
        )

    def describes(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether a clause that says nothing names at a paragraph's head who speaks: to himself he would be "he"."""
        plain = clause.verb.form == "past" and not clause.genitive and not is_pluperfect(clause, self.text)
        return plain and clause.auxiliary in (None, "was") and sentence.opens and not sentence.labelled

    def is_item(self, sentence: Sentence) -> bool:
        """Whether a sentence is of an item of what a paragraph breaks off with: "It was agreed that—¶(a) …"."""
        if not sentence.opens:
            return sentence.paragraph == self.listing
        if sentence.labelled or not ITEM.match(self.text, sentence.start, sentence.end):
            return False
        before = self.text[max(0, sentence.start - 6) : sentence.start].rstrip()
        lettered = LETTERED.match(self.text, sentence.start, sentence.end) is not None
        first = before.endswith(BEFORE_ITEM) and (lettered or self.nobody_holds())
        form = (self.text[sentence.start] == "(", lettered)
        goes_on = self.listing == sentence.paragraph - 1 >= 0 and form == self.listed
        told = sentence.head is not None and self.speakers.tells(sentence.head) and not sentence.head.auxiliary
        told = told or (not lettered and (self.tells_talk(sentence) or self.leaves_verb_out(sentence)))
        exchanged = self.tells_talk(sentence)  # "(a) Coal. He thought so. I did not."
        if not exchanged and ((first and lettered) or ((first or goes_on) and not told)):
            self.listing, self.listed = sentence.paragraph, form
            return True
        return False

    def tells_talk(self, sentence: Sentence) -> bool:
        """Whether a further sentence of a paragraph tells by its head that somebody who speaks said something."""
        heads = self.further_heads(sentence)
        if self.speakers.drafting is not None and any(h.pronoun and self.drafter.gives_words(h) for h in heads):
            return True
        said = (h for h in heads if self.speakers.says(h))
        return any(self.speakers.is_person(h) if h.pronoun else self.speakers.named(h) is not None for h in said)

    def further_heads(self, sentence: Sentence) -> list[Clause]:
        """The clauses at the heads of the further sentences of a paragraph."""
        at = self.body.sentence_from(sentence.start + 1)
        following = takewhile(lambda s: s.paragraph == sentence.paragraph, islice(self.body.sentences, at, None))
        return [s.head for s in following if s.head is not None]

    def heads_own_words(self, sentence: Sentence) -> bool:
        """Whether a paragraph opens with a heading that says that the drafter tells it, and nobody is told there to say
        something: "Evaluation. It is the writer's impression that all went well."
        """
        if not self.accounts.heads_own_words(sentence):
            return False
        said = (head for head in self.further_heads(sentence) if head.verb.lemma and self.speakers.says(head))
        return not any(head.pronoun or self.speakers.named(head) is not None for head in said)

    def jointly(self, sentence: Sentence) -> Event | None:
        """What those say together who are the subjects of a sentence."""
        members = [self.speakers.cast.see(name) for name in sentence.joint]
        known = tuple(m for m in members if m is not None)
        if known and not sentence.labelled:
            return Event(sentence.start, "narration", None, "joint-statement", 0.8, joint=known)
        return self.remarks.find(sentence)

    def without_subject(self, sentence: Sentence, current: Member | None) -> Event | None:
        """What a sentence does whose subject is nobody who speaks here: it tells of all, nobody or another speaker."""
        if sentence.collective and (not sentence.labelled or self.interludes.stands_apart(sentence)):
            return Event(sentence.start, "narration", None, "collective", 0.7)
        if sentence.impersonal and (event := self.attributed(sentence, current)) is not None:
            return event
        if sentence.impersonal:
            agent = self.agent(sentence)
            if agent is not None:
                return agent
            opening = OPENING.search(self.text, sentence.start, sentence.end)
            member = self.speakers.mentioned(opening["who"]) if opening and not sentence.labelled else None
            if member is not None:
                return Event(sentence.start, "speech", member, "opening-by", 0.6)
            if sentence.opens or sentence.agreed or current is None or self.acting:
                return Event(sentence.start, "narration", None, "narration", 0.8)
            return None
        if sentence.labelled:
            return self.remarks.find(sentence)
        if (event := self.attributed(sentence, current)) is not None:
            return event
        if sentence.head is None or sentence.head.subject == "It":
            agent = self.agent(sentence)
            if agent is not None:
                return agent
        return self.unknown_act(sentence) or self.noted(sentence) or self.remarks.find(sentence)

    def noted(self, sentence: Sentence) -> Event | None:
        """The turn of whom a record that leaves verbs out names at the head of a paragraph without one: "Smith, on the
        other hand, many doubts."
        """
        member = self.announces(sentence) or (self.named_without_verb(sentence) if self.clipped else None)
        if member is None or (member is self.current and not self.nobody_holds()):
            return None
        return Event(sentence.start, "speech", member, "head-clause", LEAST_STANDING)

    def announces(self, sentence: Sentence) -> Member | None:
        """Who says, in a record that leaves verbs out, what he will or cannot do: "Smith will send the list."."""
        if sentence.labelled or not self.clipped:
            return None
        match = ANNOUNCING.match(self.text, sentence.start, sentence.end)
        return self.speakers.mentioned(match["who"]) if match is not None else None

    def named_without_verb(self, sentence: Sentence) -> Member | None:
        """Who speaks and is named at the head of a paragraph, where no verb follows up to the next comma."""
        match = WITHOUT_VERB.match(self.text, sentence.start, sentence.end) if sentence.opens else None
        if match is None or main_verb(self.text, *match.span("rest")) is not None:
            return None
        return self.speakers.mentioned(match["who"])

    @cached_property
    def clipped(self) -> bool:
        """Whether the record leaves out verbs where it says who speaks, time and again: "Smith against.", "Smith:"."""
        heads = (s for s in self.body.sentences if s.opens and not s.labelled)
        return sum(self.leaves_verb_out(sentence) for sentence in heads) >= LEAST_CLIPPED

    def leaves_verb_out(self, sentence: Sentence) -> bool:
        """Whether a paragraph opens with a label, or with somebody's state, side or topic without a verb."""
        clause = sentence.head
        if clause is None or clause.pronoun:
            return sentence.start in self.body.label_at or self.named_without_verb(sentence) is not None
        being = clause.verb.lemma in ("", "be") and clause.auxiliary is None
        told = self.text[clause.subject_end : clause.clause_end].split()
        return being and BEING.isdisjoint(told) and self.speakers.named(clause) is not None

    def comments(self, sentence: Sentence) -> bool:
        """Whether a sentence is a remark of the drafter's, by its form or because he has not been "I" before."""
        return self.drafter.comments(sentence, self.standing.in_present) or self.accounts.brings_in_drafter(sentence)

    def unknown_act(self, sentence: Sentence) -> Event | None:
        """What somebody who speaks does by a verb that no lexicon knows; within a paragraph, with words."""
        if not sentence.opens and (not self.spoke or self.standing.in_present):
            return None
        told = unknown_act(self.text, sentence.start, sentence.end)
        says = told is not None and (told[1] or (not sentence.opens and self.speaks_next(sentence)))
        if told is None or not (sentence.opens or says):
            return None
        who = actor_before(self.text, sentence.start, told[0])
        member = self.opposite(who) or self.speakers.mentioned(who) if who is not None else None
        if member is None or not (sentence.opens or (id(member) in self.spoke and member is not self.current)):
            return None
        return Event(sentence.start, "speech" if says else "action", member, "head-clause", LEAST_STANDING)

    def is_mood(self, clause: Clause, member: Member, sentence: Sentence) -> bool:
        """Whether a clause tells how who has spoken looked: "The Minister was calm but tired. He said"."""
        plain = clause.verb.form == "past" and clause.auxiliary is None and not clause.genitive
        return plain and id(member) in self.spoke and not sentence.labelled and clause.verb.lemma in MOODS

    def speaks_next(self, sentence: Sentence) -> bool:
        """Whether the next sentence of a paragraph gives somebody's words by "he" before, inside or after them: "The
        Minister stiffened. His country, he said, had its own ways."
        """
        at = self.body.sentence_from(sentence.start + 1)
        following = self.body.sentences[at] if at < len(self.body.sentences) else None
        if following is None or following.opens or following.labelled:
            return False
        head = following.head
        if head is not None and head.subject in ("He", "She"):
            return self.speakers.says(head) and head.auxiliary is None
        said = attributions(self.text, following.start, following.end)
        return any(c.subject in ("he", "she") and "reporting" in c.verb.classes and c.auxiliary is None for c in said)

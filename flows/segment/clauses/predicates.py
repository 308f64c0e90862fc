"""Predicates: the verb that a clause says, by the lexicons and the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from flows.lexicons import entries
from flows.segment.clauses.verbs import ADVERBS, AUXILIARIES, Verb, VerbClass, verb_forms

# "He took my arm and told me": the second verb of the same subject.
CONJOINED = re.compile(
    r"(?:,?\s(?:and|but)(?:,\s[^,]{2,60},)?|,(?!\s(?:and|but)\b))\s(?:then\s|also\s|t?here\s|[a-z]+ly\s){0,2}(?P<verb>[a-z]+)\b"
)
# "received the guests and asked them to be seated"
SEATED = re.compile(r"\s\S+ (?:\S+ ){0,2}?to (?:be seated|sit|take (?:a |their )?(?:seats?|chairs?|places?))\b")
NO_STOP = r"(?<=[MDS]r)\.|(?<=Mrs)\.|(?<=\bCde)\.|(?<=\b[A-Z])\."  # "Cde. A. B. Smith"
SAME_CLAUSE = re.compile(rf"(?:[^.;:?!\"“”]|{NO_STOP}){{0,160}}")
PAST_FORM = re.compile(
    r"\s(?:[a-z]+ly\s|then\s|next\s|also\s){0,2}(?:[a-z]+ed|was|were|took|drew|rose|sat|stood|came|went|got|met|left)\b"
)
WORD = re.compile(r"[a-z’'-]+")
ANY_WORD = re.compile(r"[^\W\d_]+")
CONTRACTED_NOT = ("n't", "n’t")
LINKING = frozenset({"became", "becomes", "grew", "grows", "sounded", "sounds", "looked", "looks"})
FOLLOWING = re.compile(rf"(?:[^.;:?!]|{NO_STOP}){{0,60}}")
# Whoever "had been instructed to ask" asks, and "had been told in town" is what he says.
TOLD_TO = re.compile(
    r"\s(?:[a-z]+ly\s)?(?:instructed|charged|asked|directed|authori[sz]ed|requested|commissioned)\s(?:by\s[^.;]{1,60}?\s)?to\s"
    r"|\s(?:[a-z]+ly\s)?(?:told|informed|assured|advised|led\sto\s(?:believe|understand|expect)|given\sto\sunderstand)\b"
)
# Who wants to know asks.
HOLDING = frozenset({"think", "feel", "hope", "believe", "fear"})
WISHING = frozenset({"want", "wish", "desire"})
TO_KNOW = re.compile(r"\sto (?:know|hear|learn|ask|raise|stress|emphasi[sz]e|point out|say|add|make (?:it )?clear)\b")
# "felt bound to say", "did not fail to remark", "could not help observing", "made so bold as to ask": he says it.
BOUND_TO_SAY = re.compile(
    r"\s(?:(?:then|also|again|now|therefore|only|[a-z]+ly)\s)?(?=(?P<first>[a-z]+))"
    r"(?:(?:was|is|felt|feels)\s(?:[a-z]+\s){0,2}?(?:bound|obliged|compelled|constrained|forced|driven|careful|quick|quicker"
    r"|pains|glad|happy|sorry|free|tempted|able|unable|moved|impelled)\sto"
    r"|(?:thought|felt|found|saw|(?:consider|deem|judg)ed|(?:think|feel|find|see|consider|deem|judge)s)"
    r"\s(?:it|himself|herself|myself)\s(?:[a-z]+\s){1,4}?to"
    r"|(?:(?:(?:did|does)\s)?not|never)\s"
    r"(?:(?:fail(?:ed)?|hesitated?|omit(?:ted)?|neglect(?:ed)?|forg[eo]t)\sto|(?:refrain|shrink)\sfrom)"
    r"|(?:(?:was|is)\snot\s(?:slow|ashamed|afraid)|(?:took|takes)\s(?:great\s)?care|(?:made|makes)\ssure|remember(?:ed|s)"
    r"|(?:went|goes)\sout\sof\s(?:his|her|my)\sway)\sto"
    r"|(?:lost|loses)\sno\stime\sin|(?:made|makes)\sa\spoint\sof|(?:made|makes)\s(?:so\s)?bold\s(?:as\s)?to"
    r"|(?:took|takes)\sadvantage\sof\s(?:this|that|it)(?:\s[a-z]+)?\sto"
    r"|(?:sought|tried|(?:endeavou?r|attempt)ed|(?:seek|endeavou?r|attempt)s|tries)\sto"
    r"|(?:was|were)\s(?:then\s)?(?:understood|heard|overheard)\sto"
    r"|(?:could|can(?=\s?not))\s?(?:not\s(?:help|but|refrain\sfrom|forbear(?:\s(?:from|to))?)|only))"
    r"\s(?:(?!reply\b)[a-z]+ly\s|again\s)?(?P<verb>[a-z]+)\b"
)
# "rang me up to ask whether", "looked in this morning to tell me that", "sent word that": the message is what he says;
# but "asked if he could call" is before the talk, and what he came "to tell me about" is told next.
WITH_MESSAGE = re.compile(
    r"\s(?:(?:then|also|again|now)\s)?(?:(?:(?:tele)?phoned|rang|called|cabled|wired|came|looked|dropped|stopped|popped)"
    r"(?:\s(?!and\b|to\b|that\b|who\b)(?:\w+|[MD]rs?\.)(?=\s)){0,6}?"
    r"|wrote(?:\sto\s(?:me|us|him|her|them))?|sent\s(?:[\w.]+\s){0,3}?(?:word|message|note))"
    r"\sto\s(?P<verb>say|ask|tell|inform|inquire|enquire|remind|warn|explain|complain)"
    r"(?=(?:\s(?:me|us|him|her|them|the|[A-Z][\w.]+)){0,3}\s(?:that|whether|if|what|how|why|when|who|where|which)\b"
    r"|(?<=\bsay)\s(?:he|she|it|they|there|the)\b)"
    r"(?!(?:\s(?:me|us|him|her))?\s(?:if|whether)\s(?:he|she|they)\s(?:could|might)\s(?:see|call|come|meet|visit)\b)"
)
VISITED = frozenset({"on", "upon", "in", "round"})
WORD_SENT = re.compile(r"\ssent\s(?:(?:me|us|him|her|them)\s)?(?:back\s)?word\s(?:to\s(?:me|us|him|her|them)\s)?that\b")
NAMING_SO = re.compile(r"\s(?:it|this|that|these|those)\s(?:an?\s|the\s|[“\"‘])")  # "called this an excuse"
# "subsequently told Mr. Smith": not in the talk
AFTERWARDS = re.compile(r"\b(?:subsequently(?!\s(?:spoke|dwelt|turned|raised|reverted|referred|came)\b)|afterwards)\b")
# "kept coming back to it", "went on asking"
KEEPS = re.compile(r"\s(?P<first>kept|went|keeps|goes)\s(?:on\s)?(?P<verb>[a-z]+ing)\b")
# "was all for leaving it there", "was frankly not.", "was not informed of it"; but "was for many years our Consul"
FOR_IT = re.compile(
    r"\s(?:was|is)\s(?:[a-z]+ly\s)?not(?:\s?[.,;]|\s(?:yet\s)?(?:acquainted|apprised|briefed|informed|told)\b)|"
    r"\s(?:was|would be)\s(?:(?:all|strongly|definitely|certainly|not|also|himself|herself|rather)\s)?for\s"
    r"(?:[a-z]+ing|it|this|that|the|an?(?!\s(?:time|while|few|long|moment|year|month|week|day|period)))\b"
)
CONTENT = re.compile(r"(?:\s[a-z]+)?\scould not (?:\w+ )?(?:be|come|attend|stay|remain|go|travel|leave)\b")
MOTION = frozenset(entries("motion-verbs"))
# "took leave to doubt whether", "failed to see why", "rose to explain": what somebody says by a second verb.
TO_SAY_IT = re.compile(
    r"\s(?:(?:then|also|again|now|only|still|therefore|[a-z]+ly)\s)?"
    r"(?!neglected|omitted)(?P<first>[a-z]+)"
    r"(?:\s(?!him\b|her\b|me\b|us\b|them\b|to\b|that\b|and\b|whether\b)[a-z]+){0,3}?"
    r"\sto\s(?:[a-z]+ly\s)?(?P<verb>[a-z]+)\b"
    r"(?P<held>\s(?:that|why|how|what|whether|if|any|in|the (?:point|need|force|wisdom))\b)?"
)
# Whoever goes to say something says it elsewhere; whoever is asked to has not said it yet.
ELSEWHERE = frozenset({"go", "leave", "come", "depart", "be", "have", "use", "travel"})
UNCERTAIN = frozenset({"might", "may", "should"})
SEEING = frozenset({"see", "understand", "find", "know", "imagine", "conceive"})

Found = tuple[Verb, int, str | None]  # a verb, where it ends in the predicate, and the auxiliary before it


class Predicate(NamedTuple):
    """The stretch `text[start:end]`; what goes on after it is looked at up to `stop`."""

    text: str
    start: int
    end: int
    stop: int


class Auxiliary(NamedTuple):
    """An auxiliary, whether it is contracted with a "not", and whether a participle follows it ("was told")."""

    word: str
    negated: bool
    passive: bool


def find_verb(text: str, start: int, end: int, stop: int) -> Found | None:
    """The first verb of the predicate `text[start:end]`, the offset of its end there, and the auxiliary before it; None
    where no lexicon knows it. What goes on after the predicate is looked at up to `stop`.
    """
    forms = verb_forms()
    if (found := _of_phrase(text, start, stop)) is not None:
        return found
    auxiliary = None
    passive = obliged = negated = linking = False
    words = list(WORD.finditer(text, start, end))
    for at, match in enumerate(words):
        word = match[0]
        if word.endswith(CONTRACTED_NOT):
            word, negated = word[:-3], True
        verb = forms.get(word)
        linking = linking or word in LINKING
        if word in LINKING and not forms["was"].needs["stance"].isdisjoint(
            later[0] for later in words[at + 1 : at + 3]
        ):
            break  # "looked doubtful", not "looked at his watch"
        if word in AUXILIARIES:
            auxiliary = word
            continue
        if word in ("no", "nothing") and auxiliary in ("had", "has"):
            break  # "had no view": a noun
        if word == "to" and auxiliary == "had":  # "had to admit"
            auxiliary, obliged = None, True
            continue
        if word == "been" and auxiliary == "had" and TOLD_TO.match(text, match.end(), stop):
            return Verb("be", frozenset({"stance"}), "past"), match.end() - start, auxiliary
        if verb is not None and auxiliary in ("was", "is", "were", "are") and verb.form == "past":
            passive = True  # "was told", "was shown to his seat": somebody else says or does it
            break
        if verb is not None:
            later = later_words(text, words, end, stop)[at + 1 : at + 7] if verb.needs else []
            verb = _in_use(verb, text, match.end(), stop, later, auxiliary)
        adjective = verb is not None and verb.form == "base" and auxiliary in ("was", "is")  # "was present"
        if verb is not None and not adjective and (verb.form in ("s", "past") or auxiliary):
            return verb, match.end() - start, auxiliary
        if word in ADVERBS or word in LINKING or (verb is None and word.endswith("ly")):
            continue
        if verb is not None and verb.form == "base" and not adjective:
            return replace(verb, form="past") if obliged else verb, match.end() - start, auxiliary
        break
    if linking and not forms["was"].needs["stance"].isdisjoint(word[0] for word in words):
        return Verb("be", frozenset({"stance"}), "past"), words[0].end() - start, None
    if auxiliary is None:
        return None
    return _of_auxiliary(Predicate(text, start, end, stop), words, Auxiliary(auxiliary, negated, passive))


def _of_phrase(text: str, start: int, stop: int) -> Found | None:
    """The verb of saying in one of the phrases that have it late: "rang me up to ask", "felt bound to say"."""
    forms = verb_forms()
    if (message := WITH_MESSAGE.match(text, start, stop)) is not None:
        return replace(forms[message["verb"]], form="past", needs={}), message.end() - start, None
    if (sent := WORD_SENT.match(text, start, stop)) is not None:
        return Verb("send", frozenset({"reporting"}), "past"), sent.end() - start - len(" that"), None
    bound = BOUND_TO_SAY.match(text, start, stop) or KEEPS.match(text, start, stop)
    if bound is not None and (said := forms.get(bound["verb"])) is not None:
        needs = said.needs.get("reporting")
        later = later_words(text, [], bound.end(), stop)[:6] if needs else []
        if (said.lemma in HOLDING or "reporting" in said.classes) and (not needs or not needs.isdisjoint(later)):
            told = replace(said, form=tense_of(bound["first"]), classes=said.classes - {"action"}, needs={})
            return told, bound.end() - start, None
    return None


def _in_use(verb: Verb, text: str, end: int, stop: int, later: Sequence[str], auxiliary: str | None) -> Verb:
    """A verb as it is used where it ends at `end`, with these words soon after it: what it needs may not follow."""
    needs = verb.needs.get("reporting")
    if needs and verb.lemma == "call" and later and later[0] in VISITED:
        needs -= {"for"}  # "called on the Minister for an hour"
    if needs and needs.isdisjoint(later):
        acts = verb.lemma in MOTION and verb.form == "past" and auxiliary in (None, "had")
        classes = verb.classes - {"reporting"} | (frozenset() if acts else {"stance"})
        # A verb of opinion stays one, whatever it needs to be a verb of saying.
        left: dict[VerbClass, frozenset[str]] = {use: words for use, words in verb.needs.items() if use != "reporting"}
        verb = Verb(verb.lemma, classes, verb.form, left if "stance" in verb.classes else verb.needs)
    if verb.lemma in WISHING and TO_KNOW.match(text, end, stop):
        verb = replace(verb, classes=verb.classes | {"reporting"})
    if verb.lemma == "call" and NAMING_SO.match(text, end, stop):
        verb = replace(verb, lemma="name", classes=frozenset({"reporting"}), needs={})
    visits = verb.needs.get("visiting")
    if visits and visits.isdisjoint(later):
        verb = replace(verb, classes=verb.classes - {"visiting"})
    return verb


def _of_auxiliary(predicate: Predicate, words: Sequence[re.Match[str]], last: Auxiliary) -> Found | None:
    """What the last auxiliary says alone, where no known verb follows it among the words of the predicate."""
    (text, start, end, stop), (auxiliary, negated, passive) = predicate, last
    forms = verb_forms()
    after_first = words[0].end() - start
    if auxiliary == "would" and len(words) > 1 and words[1][0] == "rather":
        return forms["prefer"], words[1].end() - start, auxiliary
    alone = len(words) == 1 or (len(words) == 2 and words[1][0] == "not")
    if alone and auxiliary not in ("had", "has", "have", "was", "is") and text[end : end + 1] == ".":
        return forms["did"], after_first, None  # "Mr. Smith did.", after what another did not
    if auxiliary == "cannot" and not passive:
        return forms["does"], after_first, auxiliary
    if auxiliary == "could" and (negated or (len(words) > 1 and words[1][0] == "not")) and not passive:
        return (forms["did"], after_first, None) if CONTENT.match(text, start, stop) is None else None
    if auxiliary in ("did", "does"):
        later = later_words(text, words, end, stop)
        if negated or "not" in later or "so" in later[:2]:
            return forms[auxiliary], after_first, None  # "did not exclude it": an attitude, whatever the verb is
    if auxiliary in ("had", "has", "have"):  # "might have a view": another says so
        return (forms["had"], after_first, None) if UNCERTAIN.isdisjoint(word[0] for word in words) else None
    if auxiliary in ("was", "is") or [word[0] for word in words[:2]] == ["would", "be"]:
        verb = forms["was"]
        if FOR_IT.match(text, start, stop):
            return Verb("be", frozenset({"stance"}), "past"), after_first, auxiliary if auxiliary == "would" else None
        if not verb.needs["stance"].isdisjoint(word[0] for word in words):
            return Verb("be", frozenset({"stance"}), "past"), after_first, auxiliary if auxiliary == "would" else None
        return (verb, after_first, None) if auxiliary != "would" and not passive else None
    return None


def tense_of(word: str) -> Literal["s", "past"]:
    """Whether the first word of a phrase that says by a later one stands in the present: "feels bound to say"."""
    return "s" if word == "can" or (word.endswith("s") and word != "was") else "past"


def later_words(text: str, words: Sequence[re.Match[str]], end: int, stop: int) -> list[str]:
    """The words of a predicate that ends at `end`, and of its clause after it."""
    following = FOLLOWING.match(text, end, stop)
    return [word[0] for word in words] + ANY_WORD.findall(following[0].lower() if following is not None else "")


def chained_verb(match: re.Match[str], first: Found | None) -> Found | None:
    """The verb of saying that is a first one's purpose or object ("failed to see why"), as `find_verb` gives it."""
    text, start = match.string, match.start("predicate")
    if first is not None and (first[2] is not None or first[0].form not in ("s", "past")):
        return None
    chain = TO_SAY_IT.match(text, start, match.endpos)
    said = verb_forms().get(chain["verb"]) if chain is not None else None
    if chain is None or said is None or said.form != "base":
        return None
    known = verb_forms().get(chain["first"])
    if known is None:
        finite = chain["first"].endswith(("ed", "s"))
    else:
        finite = known.form in ("s", "past") and known.lemma not in ELSEWHERE
    if not finite:
        return None
    needs = said.needs.get("reporting")
    says = "reporting" in said.classes and (
        not needs or not needs.isdisjoint(later_words(text, [], chain.end("verb"), match.endpos)[:6])
    )
    if not says and not (said.lemma in HOLDING | SEEING and chain["held"]):
        return None
    told = replace(said, form=tense_of(chain["first"]), classes=frozenset({"reporting"}), needs={})
    return told, chain.end("verb") - start, None


def conjoined_verb(match: re.Match[str], first: Found | None) -> Found | None:
    """The verb of saying joined to a first verb which says nothing ("rose and said"), as `find_verb` gives it."""
    text, start = match.string, match.start("predicate")
    if first is not None and (first[2] is not None or first[0].form not in ("s", "past")):
        return None
    if first is None and PAST_FORM.match(text, start, match.endpos) is None:
        return None
    form = first[0].form if first is not None else "past"
    stretch = SAME_CLAUSE.match(text, start, match.endpos)
    for joined in CONJOINED.finditer(text, start, stretch.end() if stretch is not None else start):
        verb = verb_forms().get(joined["verb"]) if SEATED.match(text, joined.end()) is None else None
        if verb is None or verb.form != form or not ("reporting" in verb.classes or verb.lemma in HOLDING):
            continue
        if " that " in text[start : joined.start()]:
            break  # "desired that it be approved and put in force"
        needs = verb.needs.get("reporting")
        later = later_words(text, [], joined.end("verb"), match.endpos)[:6]
        if not needs or (first is None and not needs.isdisjoint(later)):
            return verb, joined.end("verb") - start, None
    return None

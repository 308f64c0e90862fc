"""The verbs that report speech, opinion and action, in all their forms, read from the lexicons."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal, get_args

from flows.lexicons import entries, words

VerbClass = Literal["reporting", "stance", "action", "visiting"]
VOWELS = frozenset("aeiou")
DOUBLING = frozenset(entries("doubling-verbs"))


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb form: its lemma, what the lexicons say of it, and its grammatical form (`base`, `s`, `past`, `ing`)."""

    lemma: str
    classes: frozenset[str]
    form: str
    # By class: the words of which one must follow soon for the verb to be of that class.
    needs: Mapping[VerbClass, frozenset[str]] = field(default_factory=dict, hash=False)

    @property
    def says(self) -> bool:
        """Whether it is a verb of saying that has a subject before it: "says", "said"."""
        return "reporting" in self.classes and self.form in ("s", "past")

    @property
    def said(self) -> bool:
        """Whether it is a verb of saying in the past, whatever follows: "said", and not "went" ("on to say")."""
        return "reporting" in self.classes and self.form == "past" and not self.needs


def inflect(lemma: str, irregular: tuple[str, ...] = ()) -> dict[str, str]:
    """The forms of an English verb: form -> its grammatical name. Irregular past forms replace the regular one."""
    if lemma == "be":
        return {"is": "s", "was": "past", "are": "base", "were": "past", "being": "ing", "been": "past"}
    if lemma == "have":
        return {"have": "base", "has": "s", "had": "past", "having": "ing"}
    last, before = lemma[-1], lemma[-2]
    if lemma.endswith(("s", "x", "ch", "sh", "o")):
        third = lemma + "es"
    elif last == "y" and before not in VOWELS:
        third = lemma[:-1] + "ies"
    else:
        third = lemma + "s"
    stem = lemma + last if lemma in DOUBLING else lemma
    if lemma.endswith("ie"):
        present = lemma[:-2] + "ying"
    elif last == "e" and not lemma.endswith(("ee", "oe")):
        present = lemma[:-1] + "ing"
    else:
        present = stem + "ing"
    if irregular:
        past = dict.fromkeys(irregular, "past")
    elif last == "e":
        past = {lemma + "d": "past"}
    elif last == "y" and before not in VOWELS:
        past = {lemma[:-1] + "ied": "past"}
    else:
        past = {stem + "ed": "past"}
    return {lemma: "base", third: "s", present: "ing"} | past


@cache
def verb_forms() -> dict[str, Verb]:
    """Every verb form of the four lexicons, in lower case."""
    found: dict[str, Verb] = {}
    for name in get_args(VerbClass):
        for entry in entries(f"{name}-verbs"):
            before, bar, needed = entry.partition("|")
            lemma, _, irregular = before.partition(":")
            needs = {name: frozenset(words(needed))} if bar else {}
            for form, grammar in inflect(lemma.strip(), tuple(irregular.split())).items():
                known = found.get(form)
                if known is None:
                    found[form] = Verb(lemma.strip(), frozenset({name}), grammar, needs)
                elif known.lemma == lemma.strip():
                    found[form] = Verb(known.lemma, known.classes | {name}, known.form, {**known.needs, **needs})
    return found


def says(word: str) -> bool:
    """Whether a word is a verb of saying with a subject before it."""
    verb = verb_forms().get(word)
    return verb is not None and verb.says


ADVERBS = frozenset(entries("adverbs"))  # and auxiliaries, that may stand between a subject and its verb
AUXILIARIES = frozenset(entries("auxiliaries"))
MODALS = frozenset({"would", "could", "should", "will", "might", "may", "must", "can", "cannot"})

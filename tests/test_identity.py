"""Who the people of a document are."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.attribute.identity import identify, locate
from flows.record import CastMember, Participant, Person

DOCUMENT = "harbour-talk"
ASTRID = Person("astrid-lindqvist", "Astrid Lindqvist", ("A. M. Lindqvist", "Astrid Maria Lindqvist"))
NILS = Person("nils-lindqvist", "Nils Lindqvist")
OMAR = Person("omar-haddad", "Omar Haddad", ("Omar el-Haddad",))
AUTHORITY = (ASTRID, NILS, OMAR)


def member(name: str, *forms: str, participant: int | None = None) -> CastMember:
    return CastMember(re.sub(r"\W+", "-", name.lower()), name, forms, participant)


def among(name: str, *participants: Participant, forms: tuple[str, ...] = ()) -> str:
    """The id that one member of the cast gets among curated participants."""
    found = identify([member(name, *forms)], participants, DOCUMENT, AUTHORITY, curated=True)
    return found.cast[member(name).key]


def alone(name: str, *forms: str, authority: tuple[Person, ...] = AUTHORITY) -> str:
    """The id that one member of the cast gets from the authority file."""
    return identify([member(name, *forms)], [], DOCUMENT, authority, curated=False).cast[member(name).key]


MASTER = Participant("A. M. Lindqvist", "Mrs.", "Harbour Master of Nordland", person_id="astrid-lindqvist")
ENVOY = Participant("Omar el-Haddad", None, "Ambassador of the Levant", person_id="omar-haddad")
KING = Participant("King", office="King of Nordland", person_id="olaf-nordland")
CLERK = Participant("B. Ek", person_id=f"{DOCUMENT}.ek")


@pytest.mark.parametrize(
    ("name", "person_id"),
    [
        ("A. M. Lindqvist", "astrid-lindqvist"),
        ("A. Lindqvist", "astrid-lindqvist"),
        ("Lindqvist", "astrid-lindqvist"),
        ("Mrs. Lindqvist", "astrid-lindqvist"),
        ("Astrid Lindqvist", "astrid-lindqvist"),
        ("Haddad", "omar-haddad"),
        ("Ambassador Haddad", "omar-haddad"),
        ("the Ambassador", "omar-haddad"),
        ("King", "olaf-nordland"),
        ("the King", "olaf-nordland"),
        ("Ek", f"{DOCUMENT}.ek"),
    ],
)
def test_a_curated_participant_comes_first(name: str, person_id: str) -> None:
    assert among(name, MASTER, ENVOY, KING, CLERK) == person_id


@pytest.mark.parametrize("name", ["N. Lindqvist", "Nilsson", "the Minister", "the Deputy Ambassador"])
def test_a_participant_of_another_name_or_office_is_not_taken(name: str) -> None:
    assert among(name, MASTER, ENVOY, KING, CLERK) not in {p.person_id for p in (MASTER, ENVOY, KING, CLERK)}


def test_other_forms_of_the_name_help_but_do_not_overrule_it() -> None:
    assert among("the Harbour Lady", MASTER, ENVOY, forms=("Mrs. Lindqvist",)) == "astrid-lindqvist"
    assert among("Gustav Lindqvist", MASTER, ENVOY, forms=("Lindqvist",)) == f"{DOCUMENT}.gustav-lindqvist"


def test_a_surname_of_two_participants_needs_a_title() -> None:
    other = Participant("N. Lindqvist", "Mr.", "Senator", person_id="nils-lindqvist")
    assert among("Lindqvist", MASTER, other) == f"{DOCUMENT}.lindqvist"
    assert among("Mr. Lindqvist", MASTER, other) == "nils-lindqvist"
    assert among("Senator Lindqvist", MASTER, other) == "nils-lindqvist"


@pytest.mark.parametrize(
    ("name", "person_id"),
    [
        ("Astrid Lindqvist", "astrid-lindqvist"),
        ("ASTRID LINDQVIST", "astrid-lindqvist"),
        ("Mrs. Astrid Lindqvist", "astrid-lindqvist"),
        ("A. M. Lindqvist", "astrid-lindqvist"),
        ("A. Lindqvist", "astrid-lindqvist"),
        ("N. Lindqvist", "nils-lindqvist"),
        ("Ambassador Omar Haddad", "omar-haddad"),
        ("Lindqvist", f"{DOCUMENT}.lindqvist"),
        ("Haddad", f"{DOCUMENT}.haddad"),
        ("Mr. Haddad", f"{DOCUMENT}.haddad"),
        ("B. Lindqvist", f"{DOCUMENT}.lindqvist"),
        ("Omar Lindqvist", f"{DOCUMENT}.omar-lindqvist"),
        ("the King", f"{DOCUMENT}.the-king"),
    ],
)
def test_the_authority_file_wants_more_than_a_surname(name: str, person_id: str) -> None:
    assert alone(name) == person_id


def test_initials_of_two_known_persons_identify_nobody() -> None:
    anna = Person("anna-lindqvist", "Anna Lindqvist")
    assert alone("A. Lindqvist", authority=(ASTRID, anna)) == f"{DOCUMENT}.lindqvist"
    assert alone("Anna Lindqvist", authority=(ASTRID, anna)) == "anna-lindqvist"


def test_two_people_of_a_document_do_not_become_one_known_person() -> None:
    cast = [member("A. Lindqvist"), member("A. B. Lindqvist")]
    found = identify(cast, [], DOCUMENT, (Person("astrid-lindqvist", "Astrid Lindqvist"),), curated=False)
    assert list(found.cast.values()) == [f"{DOCUMENT}.a-lindqvist", f"{DOCUMENT}.a-b-lindqvist"]


def test_without_curation_the_cast_points_to_the_list_in_the_text() -> None:
    participants = [Participant("Omar Haddad", office="Ambassador"), Participant("B. Ek", "Mr.", role="interpreter")]
    cast = [member("the Ambassador", participant=0), member("Svensson")]
    found = identify(cast, participants, DOCUMENT, AUTHORITY, curated=False)
    assert found.cast == {"the-ambassador": "omar-haddad", "svensson": f"{DOCUMENT}.svensson"}
    assert [participant.person_id for participant in found.participants] == ["omar-haddad", f"{DOCUMENT}.ek"]
    assert found.people == [
        Person(f"{DOCUMENT}.ek", "B. Ek", basis="document"),
        Person(f"{DOCUMENT}.svensson", "Svensson", basis="document"),
        OMAR,
    ]


def test_a_person_of_the_document_keeps_the_ways_it_is_named() -> None:
    found = identify([member("Erik Svensson", "Svensson", "Mr. Svensson")], [], DOCUMENT, (), curated=False)
    names = ("Svensson", "Mr. Svensson")
    assert found.people == [Person(f"{DOCUMENT}.erik-svensson", "Erik Svensson", names, basis="document")]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("A.P. Svensson", "svensson"),
        ("Mr. Svensson", "svensson"),
        ("Cde. Svensson", "svensson"),
        ("The President", "the-president"),
        ("Mr. President", "president"),
        ("Šárka Nováková", "sarka-novakova"),
        ("Иванов", "person"),
        ("?!", "person"),
        ("X" * 500, "x" * 60),
    ],
)
def test_ids_are_made_from_the_name(name: str, slug: str) -> None:
    assert alone(name, authority=()) == f"{DOCUMENT}.{slug}"


def test_people_of_one_surname_get_ids_of_their_own() -> None:
    cast = [
        CastMember(f"k{i}", name) for i, name in enumerate(("Mr. Berg", "Mrs. Berg", "J. Berg", "Berg", "Иван", "Пётр"))
    ]
    found = identify(cast, [], DOCUMENT, (), curated=False)
    slugs = ["mr-berg", "mrs-berg", "j-berg", "berg", "person", "person-2"]
    assert [found.cast[member.key] for member in cast] == [f"{DOCUMENT}.{slug}" for slug in slugs]


def test_an_id_that_a_curator_gave_is_not_given_again() -> None:
    other = Participant("C. Ek", person_id=f"{DOCUMENT}.c-ek")
    assert among("D. Ek", CLERK, other) == f"{DOCUMENT}.ek-2"


NAMES = st.lists(
    st.text("ABab .,-'é中", max_size=8)
    | st.sampled_from(["A. Lindqvist", "Lindqvist", "the King", "Mr. Ek", "Astrid Lindqvist", "O. Haddad", "King"]),
    max_size=8,
)


@given(NAMES, NAMES, st.booleans())
def test_everybody_gets_an_id_and_is_among_the_people(
    cast_names: list[str], listed: list[str], is_curated: bool
) -> None:
    participants = [Participant(name, person_id=f"{DOCUMENT}.p{i}") for i, name in enumerate(listed)]
    cast = [
        CastMember(f"k{i}", name, (), i if not is_curated and i < len(listed) else None)
        for i, name in enumerate(cast_names)
    ]
    found = identify(cast, participants, DOCUMENT, AUTHORITY, is_curated)
    assert found == identify(cast, participants, DOCUMENT, tuple(reversed(AUTHORITY)), is_curated)
    assert list(found.cast) == [member.key for member in cast]
    ids = [person.person_id for person in found.people]
    assert ids == sorted(set(ids))
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9._-]*", person_id) for person_id in ids)
    assert {*found.cast.values(), *(participant.person_id for participant in found.participants)} == set(ids)
    assert [participant.name_as_written for participant in found.participants] == listed
    if is_curated:
        assert [participant.person_id for participant in found.participants] == [p.person_id for p in participants]


class TestLocate:
    """Where the names of curated participants are written."""

    def test_a_name_is_found_where_it_is_written_first(self) -> None:
        text = "Lindqvist wrote.\n\nPresent: B. Ek, A. Lindqvist. A. Lindqvist spoke."
        (found,) = locate([Participant("A. Lindqvist")], text, [(18, len(text))])
        assert (found.clean_start, found.clean_end) == (34, 46)
        assert text[34:46] == "A. Lindqvist"

    def test_a_name_within_the_office_of_another_is_not_the_persons(self) -> None:
        text = "Present: Adjutant of the King Berg, the King."
        berg = Participant("Berg", office="Adjutant of the King")
        found = locate([Participant("King"), berg], text, [(0, len(text))])
        assert [(p.clean_start, p.clean_end) for p in found] == [(40, 44), (30, 34)]

    def test_a_name_within_a_word_or_outside_the_stretches_is_not_found(self) -> None:
        participants = [Participant("Ek")]
        assert locate(participants, "Ekberg, Ek", [(0, 6)]) == participants
        assert locate([], "Ek", [(0, 2)]) == []

    def test_participants_of_one_name_take_its_places_in_turn(self) -> None:
        found = locate([Participant("Ek"), Participant("Ek"), Participant("Ek")], "Ek and Ek", [(0, 9)])
        assert [p.clean_start for p in found] == [0, 7, None]

"""The generator keeps its promises: without them, no test over generated records means anything."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.generator import LOOKS, NOISES, STYLES, Generated, Region, generate, noise
from tests.generator.noise import LOOK_ALIKES

WORDS_CAN_BE_RESTORED = {name: 3.0 for name in NOISES if not name.startswith("misread")}
_LATIN = str.maketrans({strange: latin for latin, strange in LOOK_ALIKES.items()})


def squeezed(text: str) -> str:
    """`text` without white space, with Latin letters for their look-alikes."""
    return "".join(text.split()).translate(_LATIN)


def without_furniture(record: Generated, region: Region) -> str:
    """The raw text of a region, less the furniture in it."""
    kept, at = [], region.raw_start
    for start, end in record.furniture:
        if region.raw_start <= start and end <= region.raw_end:
            kept.append(record.raw[at:start])
            at = end
    return "".join(kept) + record.raw[at : region.raw_end]


seeds = st.integers(0, 2**32)


@settings(max_examples=60, deadline=None)
@given(seeds, st.lists(st.sampled_from(STYLES), max_size=3), st.sampled_from(sorted(LOOKS)), st.booleans())
def test_raw_slices_are_the_words_of_their_regions(seed: int, styles: list[str], look: str, noisy: bool) -> None:
    record = generate(seed, styles, look, WORDS_CAN_BE_RESTORED if noisy else {})
    assert record.regions
    for region in record.regions:
        assert squeezed(without_furniture(record, region)) == squeezed(region.text)


@settings(max_examples=60, deadline=None)
@given(
    seeds, st.lists(st.sampled_from(STYLES), max_size=3), st.sampled_from(sorted(LOOKS)), st.sampled_from([0.0, 2.0])
)
def test_regions_are_in_order_do_not_overlap_and_end_on_what_survives(
    seed: int, styles: list[str], look: str, level: float
) -> None:
    record = generate(seed, styles, look, noise(level))
    at = 0
    for region in record.regions:
        assert at <= region.raw_start < region.raw_end <= len(record.raw)
        assert not record.raw[region.raw_start].isspace()
        assert not record.raw[region.raw_end - 1].isspace()
        at = region.raw_end


@settings(max_examples=40, deadline=None)
@given(seeds, st.sampled_from(sorted(LOOKS)))
def test_furniture_and_regions_together_are_the_whole_text(seed: int, look: str) -> None:
    record = generate(seed, look=look)
    covered = bytearray(len(record.raw))
    for start, end in [*record.furniture, *((r.raw_start, r.raw_end) for r in record.regions)]:
        covered[start:end] = b"x" * (end - start)
    assert all(covered[i] or record.raw[i].isspace() for i in range(len(record.raw)))


@pytest.mark.parametrize("style", [style for style in STYLES if style != "reported"])
def test_labelled_turns_begin_with_their_label(style: str) -> None:
    record = generate(1, (style,), "wrapped-indented")
    speeches = [turn for turn in record.turns if turn.facts.kind == "speech"]
    assert len(speeches) == 20
    for turn in speeches:
        assert turn.facts.label
        assert turn.text.startswith(turn.facts.label)
        assert (
            "".join(turn.facts.label.split())
            == "".join(record.raw[turn.raw_start : turn.raw_end].split())[: len("".join(turn.facts.label.split()))]
        )


@settings(max_examples=40, deadline=None)
@given(seeds, st.sampled_from(STYLES))
def test_facts_are_consistent(seed: int, style: str) -> None:
    record = generate(seed, (style,))
    surnames = {person.surname for person in record.participants}
    assert len(surnames) == len(record.participants)
    assert len({person.office for person in record.participants}) == len(record.participants)
    last = None
    for turn in record.turns:
        facts = turn.facts
        assert (facts.mode is not None) == (facts.kind == "speech")
        assert (facts.speaker is not None) == (facts.kind in ("speech", "action"))
        assert surnames >= {facts.speaker, *facts.addressees, *facts.joint} - {None}
        assert facts.speaker not in facts.addressees
        assert turn.words == len(turn.text.split()) > 0
        if facts.kind == "speech":
            assert facts.speaker != last, "two turns of one speaker in a row are one turn"
            last = facts.speaker
    zones = [region.facts.zone for region in record.regions if region.facts.kind == "zone"]
    assert {"title", "attendance"} <= set(zones)
    date.fromisoformat(record.date)


def test_styles_share_the_turns() -> None:
    record = generate(5, ("name-dash", "reported"), "web", turns=30)
    modes = [turn.facts.label is not None for turn in record.turns if turn.facts.kind == "speech"]
    assert modes == [True] * 15 + [False] * 15


@pytest.mark.parametrize("name", sorted(NOISES))
def test_each_noise_shows(name: str) -> None:
    clean, noisy = (generate(8, ("reported",), "wrapped", rates, turns=60).raw for rates in ({}, {name: 5.0}))
    assert clean != noisy


def test_pages_have_what_the_look_says() -> None:
    record = generate(2, ("name-colon",), "pages", turns=150)
    pages = record.raw.split("\f")
    assert len(pages) > 3
    heads = [page.split("\n", 1)[0] for page in pages]
    numbers = [int("".join(filter(str.isdigit, head))) for head in heads]
    assert numbers == list(range(numbers[0], numbers[0] + len(pages)))
    cut = [record.raw[start:end] for start, end in record.furniture]
    assert "-" in cut
    assert sum(text.isdigit() for text in cut) == sum(
        line.lstrip()[:1].isdigit() for text in cut if text.startswith("  ") for line in text.split("\n")
    )


@pytest.mark.parametrize(("argument", "value"), [("styles", ("none",)), ("look", "none"), ("rates", {"none": 1.0})])
def test_unknown_names_are_refused(argument: str, value: object) -> None:
    with pytest.raises(KeyError, match="none"):
        generate(1, **{argument: value})  # type: ignore[arg-type]


def digest() -> str:
    """A digest of some records with everything that is known of them."""
    records = [generate(seed, rates=noise(1.0)) for seed in range(20)]
    return sha256(repr(records).encode()).hexdigest()


def test_the_same_seed_gives_the_same_record_in_any_process() -> None:
    found = {digest()}
    for hash_seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", "from tests.test_generator import digest; print(digest())"],
            cwd=Path(__file__).parent.parent,
            env={"PYTHONHASHSEED": hash_seed},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout.strip())
    assert len(found) == 1


def test_other_seeds_give_other_records() -> None:
    assert len({generate(seed).raw for seed in range(50)}) == 50

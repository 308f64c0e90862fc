"""The pictures of a release: what they show, that they are the same each time, and that everybody can read them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from flows.exports import plots
from flows.exports.pictures import (
    DOCUMENTS_SHOWN,
    LANES_SHOWN,
    NARRATION,
    NOT_KNOWN,
    EditCounts,
    ScoreTable,
    Strip,
    percent,
    pictures,
)
from flows.release.folder import same_release
from flows.tables import rows
from schemas import LOSSY_RULES, Row
from tests.conftest import PROJECT
from tests.example import record
from tests.release_sample import SCORES, release, sample_rows

SVG = "{http://www.w3.org/2000/svg}"
FOUND = {
    "documents": 12,
    "gold_turns": 1200,
    "f1": 0.91,
    "intervals": {"f1": [0.25, 0.75]},
    "speaker": 0.95,
    "wder": 0.0101,
    "junk": None,
}
EVALUATION = {"documents": {"harbour-talk": SCORES}, "corpora": {"invented": {"held_out": {"all": FOUND}}}}
NAMES = ("voices", "quality", "cleaning")


def drawn(tables: dict[str, list[Row]], name: str, evaluation: dict[str, Any] = EVALUATION) -> ElementTree.Element:
    return ElementTree.fromstring(plots.draw(pictures(tables, evaluation)[name]))


def texts(root: ElementTree.Element) -> list[str]:
    return [" ".join("".join(element.itertext()).split()) for element in root.iter(f"{SVG}text")]


def strips(tables: dict[str, list[Row]]) -> list[Strip]:
    shows = pictures(tables, {})["voices"].shows
    assert isinstance(shows, tuple)
    return [strip for strip in shows if isinstance(strip, Strip)]


def with_turns(*said: tuple[str | None, int]) -> dict[str, list[Row]]:
    """The sample with other turns of one document: who says how many words."""
    found = sample_rows()
    found["documents"] = found["documents"][:1]
    (turn,) = [row for row in found["turns"] if row["document_id"] == found["documents"][0]["document_id"]][:1]
    found["turns"] = [
        turn | {"speaker_id": name, "speaker_name": name, "words": words, "ordinal": ordinal}
        for ordinal, (name, words) in enumerate(said, start=1)
    ]
    return found


def test_each_word_of_a_document_is_in_one_lane() -> None:
    tables = rows([record("lake"), record("shore")])
    for strip, document in zip(strips(tables), tables["documents"], strict=True):
        turns = [row for row in tables["turns"] if row["document_id"] == document["document_id"]]
        stretches = sorted(stretch for lane in strip.lanes for stretch in lane.stretches)
        assert [words for _, words, _ in stretches] == [turn["words"] for turn in turns]
        assert [before for before, _, _ in stretches] == [
            sum(turn["words"] for turn in turns[:place]) for place in range(len(turns))
        ]
        assert [mode for _, _, mode in stretches] == [turn["mode"] or turn["kind"] for turn in turns]
        assert strip.words == sum(turn["words"] for turn in turns)


def test_who_says_most_is_first_and_nobody_is_last() -> None:
    (strip, _) = strips(rows([record("lake"), record("shore")]))
    assert [lane.name for lane in strip.lanes] == ["Birch", "Ann Alder", NOT_KNOWN, NARRATION]
    assert [lane.person for lane in strip.lanes] == [True, True, False, False]


def test_many_speakers_share_the_last_lane() -> None:
    said = [(f"speaker {number}", 100 - number) for number in range(LANES_SHOWN + 3)]
    (strip,) = strips(with_turns(*said))
    assert [lane.name for lane in strip.lanes] == [*(name for name, _ in said[: LANES_SHOWN - 1]), "4 others"]
    assert sum(lane.words for lane in strip.lanes) == strip.words


def test_two_persons_of_one_name_have_two_lanes() -> None:
    tables = with_turns(("a", 1), ("b", 2))
    for turn in tables["turns"]:
        turn["speaker_name"] = "Berg"
    assert [lane.words for lane in strips(tables)[0].lanes] == [2, 1]


@pytest.mark.parametrize(("part", "whole", "shown"), [(0, 9, "<1%"), (1, 1000, "<1%"), (1, 2, "50%"), (9, 9, "100%")])
def test_a_share_is_never_a_false_nothing(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown


def test_bars_are_as_wide_as_the_words_and_as_high_as_the_mode() -> None:
    root = drawn(with_turns(("Anna Berg", 30), ("Ole Lind", 10)), "voices")
    widths = sorted(width for width, height in boxes(root) if abs(height - plots.LANE) < 0.1 or height > 4)[-2:]
    assert widths[1] / widths[0] == pytest.approx(3, rel=0.01)


def boxes(root: ElementTree.Element) -> list[tuple[float, float]]:
    """Width and height of each box of the drawing, the page itself excepted."""
    found = []
    for path in root.iter(f"{SVG}path"):
        for outline in re.findall(r"M[^M]*", path.get("d", "")):
            points = [(float(x), float(y)) for x, y in re.findall(r"[ML] ([-\d.]+) ([-\d.]+)", outline)]
            if len(points) >= 4:
                across, down = zip(*points, strict=True)
                found.append((max(across) - min(across), max(down) - min(down)))
    return [box for box in found if box[0] < plots.WIDTH]


def test_the_names_stand_beside_the_lanes() -> None:
    assert {"Anna Berg", "Ole Lind", "narration", "A harbour talk"} <= set(texts(drawn(sample_rows(), "voices")))


def test_quality_shows_each_value_as_the_card_has_it() -> None:
    tables = [table for table in pictures(sample_rows(), EVALUATION)["quality"].shows or () if table]  # type: ignore
    assert all(isinstance(table, ScoreTable) for table in tables)
    shown = texts(drawn(sample_rows(), "quality"))
    assert {"invented, held out", "0.910", "0.950", "0.011", "–", "harbour-talk", "0.667", "0.912"} <= set(shown)


def test_errors_are_drawn_so_that_the_right_end_is_best() -> None:
    """A share of 1 and an error of 0 stand at the right end of their lines."""
    best = SCORES | {"boundary": {"f1": 1.0}, "zone_words_in_turns": 0.0}
    worst = SCORES | {"boundary": {"f1": 0.0}, "zone_words_in_turns": 1.0}
    high, low = (circles(drawn(sample_rows(), "quality", {"documents": {"a": each}})) for each in (best, worst))
    assert high[0] - low[0] == pytest.approx(high[-1] - low[-1])
    assert high[0] > low[0]


def circles(root: ElementTree.Element) -> list[float]:
    """Where the circles are, from left to right."""
    paths = [path.get("d", "") for path in root.iter(f"{SVG}path")]
    return sorted(float(re.findall(r"M ([-\d.]+)", path)[0]) for path in paths if "C" in path)


def test_without_scores_there_is_no_picture_of_them() -> None:
    assert list(pictures(sample_rows(), {})) == ["voices", "cleaning"]
    assert list(pictures({name: [] for name in sample_rows()}, {})) == []


def test_edits_are_counted_by_rule_and_lossy_rules_have_a_colour_of_their_own() -> None:
    picture = pictures(sample_rows(), {})["cleaning"]
    assert isinstance(picture.shows, EditCounts)
    assert picture.shows.rules == ("no-break-space", "page-mark", "space")
    assert picture.shows.documents["harbour-talk"] == {"space": 1, "page-mark": 1}
    assert "page-mark" in LOSSY_RULES
    svg = plots.draw(picture).decode()
    assert "Only the rules in orange" in svg
    assert svg.count(f"fill: {plots.VOICES[1][0]}") == 3  # its name, its circle, and the rule for dark paper


def test_a_large_release_shows_its_first_documents_and_says_so() -> None:
    tables = sample_rows()
    first = tables["documents"][0]
    tables["documents"] = [first | {"document_id": f"talk-{number:03}"} for number in range(DOCUMENTS_SHOWN + 7)]
    turn = tables["turns"][0]
    tables["turns"] = [turn | {"document_id": row["document_id"]} for row in tables["documents"]]
    found = pictures(tables, {})
    assert len(strips(tables)) == DOCUMENTS_SHOWN
    assert found["voices"].note == f"The first {DOCUMENTS_SHOWN} of {DOCUMENTS_SHOWN + 7}."
    assert any(f"The first {DOCUMENTS_SHOWN} of" in text for text in texts(drawn(tables, "voices")))
    assert len(found["voices"].alternative) < 1_000


@pytest.mark.parametrize("name", NAMES)
def test_who_does_not_see_the_picture_is_told_what_it_shows(name: str) -> None:
    picture = pictures(sample_rows(), EVALUATION)[name]
    root = drawn(sample_rows(), name)
    assert root.get("role") == "img"
    found = {element.get("id"): element.text for element in root if element.get("id") in ("title", "description")}
    assert found == {"title": picture.title, "description": picture.alternative}
    assert re.search(r"\d", picture.alternative)


@pytest.mark.parametrize("name", NAMES)
def test_every_colour_has_its_pair_for_dark_paper(name: str) -> None:
    svg = plots.draw(pictures(sample_rows(), EVALUATION)[name]).decode()
    rules, _, drawing = svg.partition("prefers-color-scheme:dark")[2].partition("</style>")
    used = set(re.findall(r"(?:fill|stroke): (#[0-9a-f]{6})", drawing))
    assert used <= set(re.findall(r'"fill: (#[0-9a-f]{6})"', rules))
    assert len(used) >= 3


@pytest.mark.parametrize("side", [0, 1])
def test_text_and_bars_stand_out_from_the_paper(side: int) -> None:
    """The contrasts that the Web Content Accessibility Guidelines ask for: 4.5 for text, 3 for shapes."""
    paper = plots.PAPER[side]
    assert [pair for pair in (plots.INK, plots.GREY) if contrast(pair[side], paper) < 4.5] == []
    assert [pair for pair in (*plots.VOICES, plots.NOBODY) if contrast(pair[side], paper) < 3] == []
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


def contrast(a: str, b: str) -> float:
    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_another_process_with_other_settings_gives_the_same_bytes(tmp_path: Path) -> None:
    first = release(tmp_path / "a") / "figures"
    (tmp_path / "matplotlibrc").write_text(
        "savefig.bbox: tight\nsvg.fonttype: path\nfont.family: serif\n", encoding="ascii"
    )
    code = "import sys; from pathlib import Path; from tests.release_sample import release; release(Path(sys.argv[1]))"
    environment = os.environ | {
        "PYTHONHASHSEED": "4711",
        "SOURCE_DATE_EPOCH": "1",
        "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
        "PYTHONPATH": os.pathsep.join([str(PROJECT), *sys.path]),
    }
    subprocess.run([sys.executable, "-c", code, tmp_path / "b"], env=environment, check=True)
    assert same_release(first, tmp_path / "b" / "0.1.0" / "figures") == []
    assert len(list(first.iterdir())) == 3


def test_a_title_in_any_script_is_text_and_no_warning(recwarn: pytest.WarningsRecorder) -> None:
    tables = sample_rows()
    tables["documents"][0]["title"] = "周恩来 </text> \x00 $x^2$"
    assert "周恩来 </text> \ufffd $x^2$" in texts(drawn(tables, "voices"))
    assert [str(warning.message) for warning in recwarn] == []


def test_only_the_drawing_itself_needs_the_plotting_library() -> None:
    code = "import sys, flows.exports.card, flows.exports, flows.release.writing; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_card_shows_each_picture_with_what_it_says(tmp_path: Path) -> None:
    folder = release(tmp_path, evaluation=EVALUATION)
    shown = re.findall(r"!\[(.+)\]\((figures/\w+\.svg)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert [file for _, file in shown] == [f"figures/{name}.svg" for name in NAMES]
    assert all((folder / file).is_file() for _, file in shown)
    assert all(len(words) > 50 for words, _ in shown)

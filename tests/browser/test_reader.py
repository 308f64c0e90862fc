"""The reader as somebody uses it: in a browser, from the disk and from a web server."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from flows.exports.content import Edition
from flows.exports.reader import citation
from tests.browser.conftest import Watched
from tests.release_sample import DATASET
from tests.test_reader import seeds

if TYPE_CHECKING:
    from playwright.sync_api import Page

QAVAM = "documents/stalin-qavam-1946-02-21.html"
SHAH = "documents/soviet-leaders-shah-1956-06-27.html"
TURN = "stalin-qavam-1946-02-21@272"
PAGES = (
    "index.html",
    "people.html",
    "search.html?q=oil",
    QAVAM,
    SHAH,
    "documents/hostile.html",
    "people/ahmad-qavam.html",
)

phone = pytest.mark.context(viewport={"width": 400, "height": 800})
dark = pytest.mark.context(color_scheme="dark")


def background(page: Page, selector: str) -> str:
    return str(page.locator(selector).evaluate("element => getComputedStyle(element).backgroundColor"))


def brightness(colour: str) -> float:
    red, green, blue = map(int, re.findall(r"\d+", colour)[:3])
    return (red + green + blue) / 3


def found(page: Page) -> str:
    """What the search says it has found."""
    page.locator("#status", has_text=re.compile(".")).wait_for()
    page.wait_for_timeout(300)  # typing is answered after a pause
    return page.locator("#status").inner_text()


def test_search_open_and_highlight(watched: Watched) -> None:
    page = watched.open("index.html")
    page.get_by_label("Search all turns").last.fill("oil concession")
    page.get_by_role("button", name="Search").click()
    assert found(page).endswith("turns found")
    first = page.locator("#results li").first
    assert {"oil", "concession"} <= {mark.lower() for mark in first.locator("mark").all_inner_texts()}
    first.get_by_role("link").click()

    page.wait_for_selector(".passage:target")
    turn = page.locator(".passage:target")
    assert "oil concession" in turn.locator(".words").inner_text()
    assert "oil concession" in turn.locator(".source").inner_text()
    assert turn.evaluate("element => element.getBoundingClientRect().top") >= 40
    assert background(page, ".passage:target") != background(page, ".passage.section >> nth=0")


def test_a_line_lights_up_on_both_sides(watched: Watched) -> None:
    page = watched.open(SHAH)
    words = page.locator(".words [data-l='23']")
    words.scroll_into_view_if_needed()
    words.hover()
    lit = page.locator(".lit")
    assert lit.count() == 2
    assert page.locator(".source .lit").inner_text().strip() == words.inner_text().strip()
    page.locator(".source [data-l='33']").hover()
    assert page.locator(".words .lit").get_attribute("data-l") == "33"
    page.get_by_role("heading", level=1).hover()
    assert lit.count() == 0


def test_edits_are_shown_in_place(watched: Watched) -> None:
    page = watched.open(f"{QAVAM}#{TURN}")
    put = page.locator(".passage:target .words ins:not(.sign)")
    assert background(page, ".passage:target .words ins:not(.sign)") == "rgba(0, 0, 0, 0)"
    assert not page.locator(".words del").first.is_visible()
    page.get_by_label("Edits").check()
    assert page.locator(".words del").first.is_visible()
    assert put.inner_text() == " "
    assert background(page, ".passage:target .words ins:not(.sign)") != "rgba(0, 0, 0, 0)"
    assert background(page, ".passage:target .source mark.put") != "rgba(0, 0, 0, 0)"


@pytest.mark.context(permissions=["clipboard-read", "clipboard-write"])
def test_a_turn_is_cited(watched: Watched) -> None:
    page = watched.open(f"{QAVAM}#{TURN}")
    page.get_by_role("button", name="Cite turn 1", exact=True).click()
    (document,) = (row for row in seeds()["documents"] if row["document_id"] == TURN.split("@")[0])
    slots = {"turn": TURN, "start": "272", "lines": "line 19", "speaker": "Joseph Stalin, in "}
    for name, template in (("Chicago", citation.chicago), ("BibTeX", citation.bibtex)):
        parts = template(document, Edition(DATASET, "0.1.0", "2001-02-03"))
        wanted = "".join(slots[part] if index % 2 else part for index, part in enumerate(parts))
        page.get_by_role("button", name=f"Copy {name}").click()
        page.get_by_text("Copied.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == wanted
    page.get_by_role("button", name="Copy Link").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{watched.reader}{QAVAM}#{TURN}"
    page.keyboard.press("Escape")
    assert not page.locator("dialog").is_visible()


def test_without_the_right_to_copy_the_citation_is_selected(watched: Watched) -> None:
    page = watched.open(QAVAM)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button", name="Cite turn 1", exact=True).click()
    page.get_by_role("button", name="Copy Chicago").click()
    page.get_by_text("Selected").wait_for()
    assert page.evaluate("getSelection().toString()").startswith("Joseph Stalin, in “Reception")


def test_filters_narrow_the_search(watched: Watched) -> None:
    turns = seeds()["turns"]
    page = watched.open("search.html?speaker=nikita-khrushchev")
    said = [turn for turn in turns if turn["speaker_id"] == "nikita-khrushchev"]
    assert found(page) == f"20 of {len(said)} turns found"
    page.get_by_role("button", name="Show more").click()
    page.get_by_text(f"{len(said)} turns found", exact=True).wait_for()
    assert page.locator("#results li").count() == len(said)

    page.get_by_label("given as").select_option("mixed")
    mixed = [turn for turn in said if turn["mode"] == "mixed"]
    page.get_by_text(re.compile(f"^{len(mixed)} turns? found$")).wait_for()
    assert "form=mixed" in page.url
    page.get_by_label("until").fill("1955")
    page.get_by_text("Nothing found").wait_for()
    page.get_by_label("until").fill("1956-06")
    page.get_by_text(re.compile(f"^{len(mixed)} turns? found$")).wait_for()

    page.reload()
    assert found(page).startswith(f"{len(mixed)} turn")
    assert page.get_by_label("until").input_value() == "1956-06"


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("SOVIET tróops", lambda text: "soviet" in text and "troops" in text),
        ("“soviet troops”", lambda text: "soviet troops" in text),
        ("conces", lambda text: re.search(r"\bconces", text)),
        ("zzzz", lambda text: False),
        ("constructor", lambda text: False),
    ],
)
def test_words_phrases_and_beginnings_are_found(watched: Watched, question: str, fits: object) -> None:
    assert callable(fits)
    page = watched.open("search.html")
    page.get_by_label("phrase").fill(question)
    wanted = sum(bool(fits(turn["text"].lower())) for turn in seeds()["turns"])
    page.get_by_text(re.compile(f"^{wanted} turns? found$" if wanted else "^Nothing found$")).wait_for()


def test_a_person_leads_to_what_they_say_and_hear(watched: Watched) -> None:
    page = watched.open(QAVAM)
    page.locator(".present").get_by_role("link", name="Ahmad Qavam").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Ahmad Qavam"
    assert "Prime Minister of Iran" in page.locator(".offices").inner_text()
    for heading in ("What Ahmad Qavam says", "What is said to Ahmad Qavam"):
        assert page.get_by_role("heading", name=heading).is_visible()
    page.get_by_role("link", name="Search in these turns").first.click()
    assert found(page).endswith("turns found")
    assert page.get_by_label("said by").input_value() == "ahmad-qavam"
    page.go_back()
    page.get_by_role("link", name=re.compile("^Turn 2 ")).first.click()
    page.wait_for_selector(".passage:target")
    assert "Ahmad Qavam" in page.locator(".passage:target h3").inner_text()


def test_the_timeline_leads_to_the_turn(watched: Watched) -> None:
    page = watched.open(SHAH)
    bar = page.locator(".lane a").nth(3)
    bar.click()
    assert page.url.endswith(str(bar.get_attribute("href")))
    assert page.locator(".passage:target").is_visible()


@dark
def test_dark_is_as_the_system_has_it_until_another_is_chosen(watched: Watched) -> None:
    page = watched.open(QAVAM)
    assert brightness(background(page, "body")) < 60
    page.get_by_role("button", name="Light colours").click()
    assert brightness(background(page, "body")) > 200
    page.get_by_role("link", name="People").click()
    assert brightness(background(page, "body")) > 200
    page.get_by_role("button", name="Dark colours").click()
    assert brightness(background(page, "body")) < 60


@phone
def test_on_a_phone_nothing_is_wider_than_the_screen(watched: Watched) -> None:
    for path in PAGES:
        page = watched.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 400, path


@phone
def test_on_a_phone_the_source_stands_below_the_turn_that_was_chosen(watched: Watched) -> None:
    page = watched.open(QAVAM)
    assert page.locator(".source:visible").count() == 0
    page.get_by_role("link", name="Link to turn 3", exact=True).click()
    source = page.locator(".passage:target .source")
    assert source.is_visible()
    words = page.locator(".passage:target .words").bounding_box()
    below = source.bounding_box()
    assert words is not None
    assert below is not None
    assert below["y"] >= words["y"] + words["height"]
    page.get_by_label("Source", exact=True).check()
    assert page.locator(".source:visible").count() > 90


def test_it_works_by_keyboard(watched: Watched) -> None:
    page = watched.open(QAVAM)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.get_by_role("button", name="Cite turn 2", exact=True).focus()
    page.keyboard.press("Enter")
    assert page.locator("dialog").is_visible()
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Cite turn 2"
    page.get_by_label("Edits").focus()
    page.keyboard.press("Space")
    assert page.locator(".words del").first.is_visible()


def test_on_paper_there_are_text_and_source_and_no_tools(watched: Watched) -> None:
    page = watched.open(QAVAM)
    page.emulate_media(media="print", color_scheme="dark")
    assert background(page, "body") == "rgb(255, 255, 255)"
    assert page.locator(".words").first.is_visible()
    assert page.locator(".source").first.is_visible()
    for hidden in (".tools", "header.site", "button.cite >> nth=0"):
        assert not page.locator(hidden).is_visible()


def test_a_hostile_document_does_nothing(watched: Watched) -> None:
    page = watched.open("documents/hostile.html")
    assert "<script>alert('1')</script>" in page.locator("section.text").inner_text()
    page.get_by_role("button", name=re.compile("^Cite turn")).first.click()
    assert "<script>" in page.locator("#chicago").inner_text()
    page = watched.open("search.html?q=onerror")
    assert found(page).endswith("found")
    assert "<img src=x onerror=alert(2)>" in page.locator("#results").inner_text()
    assert page.locator("#results img").count() == 0
    assert page.locator("#results mark").first.inner_text() == "onerror"


# A page of a small document has all that a large one has, and is much faster to judge.
@pytest.mark.parametrize("reader", ["file"], indirect=True)
@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        *(
            (path, scheme)
            for path in ("index.html", "people.html", "search.html?q=oil", "people/alder.html", "documents/lake.html")
            for scheme in ("light", "dark")
        ),
    ],
)
def test_axe_finds_no_serious_violation(watched: Watched, path: str, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="install the project's extra `browser`")
    watched.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page = watched.open(path)
    if path.startswith("search"):
        found(page)
    if path.startswith("documents/lake"):
        page.get_by_role("button", name="Cite turn 1", exact=True).click()
        assert serious(axe, page) == []
        page.keyboard.press("Escape")
        page.get_by_label("Edits").check()
        page.get_by_text("Signs").click()
        page.get_by_role("link", name="Link to turn 1", exact=True).click()
    assert serious(axe, page) == []


def serious(axe: Any, page: Page) -> list[tuple[str, list[str]]]:
    """The serious violations that axe finds on a page, each with the first elements that it finds them in."""
    found = axe.Axe().run(page, options={"preload": False}).response["violations"]
    return [
        (violation["id"], [node["html"][:200] for node in violation["nodes"][:3]])
        for violation in found
        if violation["impact"] in ("serious", "critical")
    ]

"""The reader's pages: that they hold the whole of the release, letter by letter, and that no document slips in more."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from flows.exports.content import Edition
from flows.exports.reader import citation, search_data, views
from flows.exports.reader.pages import reader_pages
from flows.exports.reader.parallel_text import parallel_text
from flows.exports.reader.templates import FLAGS as EXPLAINED
from flows.reading.buckets import buckets, merged, read_bucket
from flows.reading.rows import Unreadable, read_rows
from flows.seeds import load_seeds
from flows.seeds.dataset import Dataset
from flows.tables import rows as rows_of
from schemas import TABLES, Row
from schemas.tables import FLAGS
from tests import example
from tests.conftest import PROJECT
from tests.html_page import Element, parse
from tests.release_sample import DATASET, release

Rows = Mapping[str, Sequence[Row]]

NASTY = (
    "</script><script>alert('1')</script><img src=x onerror=alert(2)>"
    '"\' onclick="alert(3) &amp; &lt;b&gt; {{ 7 * 7 }} ${1}'
)
HOSTILE = f"""\
Memorandum <b>of</b> Conversation{NASTY}

12 March 1961

Mr. Alder: We{NASTY} agree.
Mr. Birch: <!-- --> ]]> </pre></span></p> \x07\x0c\u202e\u2028 no.

Mr. Alder: {NASTY}

Mr. Birch: So be it. <style>*{{display:none}}</style>
"""


EDITION = Edition(DATASET, "1.2.3", "2001-02-03")


def made(rows: Rows, dataset: Dataset = DATASET) -> dict[str, str]:
    ordered = {name: table.sort(rows[name]) for name, table in TABLES.items()}
    texts = {document.as_json(): text for document, text in views.documents(ordered)}
    documents = list(map(views.Document.of_json, texts))
    text_of = dict(zip((document.row["document_id"] for document in documents), texts.values(), strict=True))
    return dict(
        reader_pages(
            replace(EDITION, dataset=dataset), documents, text_of.__getitem__, ordered["people"], len(documents)
        )
    )


@cache
def seeds() -> Rows:
    found = load_seeds(PROJECT / "seeds")
    return merged(read_bucket(bucket, found.people).rows for bucket in buckets(found.documents))


@cache
def hostile() -> Rows:
    found = read_rows(HOSTILE.encode, "hostile")
    assert not isinstance(found, Unreadable)
    return found


@cache
def lake() -> Rows:
    return rows_of([example.record()])


DOCUMENTS = {"seeds": seeds, "hostile": hostile, "lake": lake}


@cache
def pages(name: str) -> dict[str, str]:
    return made(DOCUMENTS[name]())


def document_page(name: str, document_id: str) -> Element:
    return parse(pages(name)[f"documents/{document_id}.html"])


def documents() -> list[tuple[str, str]]:
    return [(name, row["document_id"]) for name, rows in DOCUMENTS.items() for row in rows()["documents"]]


def of_document(rows: Rows, table: str, document_id: str) -> list[Row]:
    return [row for row in rows[table] if row["document_id"] == document_id]


def raw_text(rows: Rows, document_id: str) -> str:
    (document,) = of_document(rows, "documents", document_id)
    parts, at = [], 0
    for edit in of_document(rows, "edits", document_id):
        parts += [document["text"][at : edit["clean_start"]], edit["raw_text"]]
        at = edit["clean_end"]
    return "".join([*parts, document["text"][at:]])


def shown(text: str) -> str:
    """The text with pictures for control characters, as the pages have it."""
    return "".join(chr(0x2400 + ord(c)) if ord(c) < 32 and c not in "\t\n\r" else c for c in text)


def without_edits(element: Element) -> str:
    """The clean text of an element: without what the edits took out, and without signs and marks of notes."""
    if element.tag in ("del", "sup") or "sign" in element.classes:
        return ""
    return "".join(child if isinstance(child, str) else without_edits(child) for child in element.children)


@pytest.mark.parametrize(("name", "document_id"), documents())
def test_the_right_side_is_the_whole_raw_text_with_its_lines_numbered(name: str, document_id: str) -> None:
    raw = raw_text(DOCUMENTS[name](), document_id)
    page = document_page(name, document_id)
    assert "".join(source.text for source in page.all(of_class="source")) == shown(raw)
    lines: dict[int, str] = {}
    for line in page.all(of_class="line"):
        number = int(line.attributes["data-l"])
        lines[number] = lines.get(number, "") + line.text
    assert "".join(lines[number] for number in sorted(lines)) == shown(raw)
    assert [lines[number] for number in sorted(lines)] == [shown(line) for line in re.findall(r"[^\n]*\n|[^\n]+", raw)]


@pytest.mark.parametrize("document_id", ["stalin-qavam-1946-02-21", "soviet-leaders-shah-1956-06-27"])
def test_the_raw_text_of_the_seeds_is_on_their_pages(document_id: str) -> None:
    raw = (PROJECT / "seeds" / document_id / "raw.txt").read_bytes().decode()
    assert "".join(source.text for source in document_page("seeds", document_id).all(of_class="source")) == raw


@pytest.mark.parametrize(("name", "document_id"), documents())
def test_the_left_side_has_each_turn_whole_with_its_paragraphs(name: str, document_id: str) -> None:
    page = document_page(name, document_id)
    turns = of_document(DOCUMENTS[name](), "turns", document_id)
    articles = [article for article in page.all("article") if "turn" in article.classes]
    assert [article.attributes["id"] for article in articles] == [turn["turn_id"] for turn in turns]
    for article, turn in zip(articles, turns, strict=True):
        paragraphs = [without_edits(p).strip() for p in article.one(of_class="words").all("p")]
        assert [p for p in paragraphs if p] == [shown(p) for p in turn["text"].split("\n\n")]


@pytest.mark.parametrize(("name", "document_id"), documents())
def test_the_same_number_marks_the_same_line_on_both_sides(name: str, document_id: str) -> None:
    page = document_page(name, document_id)
    for passage in page.all(of_class="passage"):
        right: dict[str, str] = {}
        for line in passage.one(of_class="source").all(of_class="line"):
            right[line.attributes["data-l"]] = right.get(line.attributes["data-l"], "") + line.text
        for words in passage.one(of_class="words").all("span"):
            if "data-l" in words.attributes and (kept := without_edits(words).strip()):
                assert kept[:1] in right[words.attributes["data-l"]]
                assert kept in right[words.attributes["data-l"]] or list(words.all(of_class="edit"))


def test_every_edit_shows_what_was_there_and_what_became_of_it() -> None:
    rows = lake()
    page = document_page("lake", "lake")
    edits = of_document(rows, "edits", "lake")
    left = list(page.all(of_class="edit"))
    assert [edit.attributes["title"] for edit in left] == [edit["rule"] for edit in edits]
    for element, edit in zip(left, edits, strict=True):
        visible = edit["raw_text"].replace(" ", "·").replace("\r", "␍").replace("\n", "↵")
        assert [each.text for each in element.all("del")] == ([visible] if visible else [])
        put = [] if not edit["clean_text"] else ["¶"] if "\n" in edit["clean_text"] else [edit["clean_text"]]
        assert [each.text for each in element.all("ins")] == put
    right = [mark for source in page.all(of_class="source") for mark in source.all("mark")]
    assert "".join(mark.text for mark in right) == "".join(edit["raw_text"] for edit in edits)


def test_spans_notes_pages_and_flags_are_shown() -> None:
    page = document_page("lake", "lake")
    first, second, third, fourth = page.all("article")
    assert first.one(of_class="label").text == "Alder:"
    assert second.one(of_class="reporting-clause").text == "Birch replies that"
    assert third.one(of_class="flag").text == EXPLAINED["unresolved-speaker"]
    assert "Corrected by hand: one." in first.text
    assert [link.text for link in fourth.one("h3").all("a")] == ["Ann Alder", "Birch"]
    attendance = next(each for each in page.all("section") if "Attendance" in each.text and "passage" in each.classes)
    assert attendance.one("sup").text == "1"
    assert attendance.one(of_class="notes").one("li").text.startswith("A note.")
    assert [mark.attributes["data-page"] for mark in page.all(of_class="page") if "title" in mark.attributes] == [
        "6",
        "7",
    ]
    heads = [line for line in page.all(of_class="line") if "data-page" in line.attributes]
    begins = {line.attributes["data-page"]: line.text for line in heads}
    assert begins == {"6": "Talk at the lake\r\n", "7": "Birch replies that the lаke is deep. "}


def test_every_flag_is_explained() -> None:
    assert set(EXPLAINED) == set(FLAGS)


def test_the_timeline_has_a_bar_for_each_turn_where_its_words_are() -> None:
    page = document_page("seeds", "soviet-leaders-shah-1956-06-27")
    turns = of_document(seeds(), "turns", "soviet-leaders-shah-1956-06-27")
    total = sum(turn["words"] for turn in turns)
    starts = dict(
        zip((turn["turn_id"] for turn in turns), accumulate((t["words"] for t in turns), initial=0), strict=False)
    )
    bars = [link for svg in page.all("svg") for link in svg.all("a")]
    assert {bar.attributes["href"] for bar in bars} == {f"#{turn['turn_id']}" for turn in turns}
    assert len(bars) == len(turns)
    for bar in bars:
        x = float(bar.one("rect").attributes["x"])
        assert x == pytest.approx(100 * starts[bar.attributes["href"][1:]] / total, abs=0.06)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_person_has_all_that_they_say_and_all_that_is_said_to_them(name: str) -> None:
    rows = DOCUMENTS[name]()
    for person in rows["people"]:
        page = parse(pages(name)[f"people/{person['person_id']}.html"])
        links = [link.attributes["href"].split("#")[1] for link in page.all("a", "number")]
        said = [t for t in rows["turns"] if person["person_id"] in (t["speaker_id"], *t["joint_speaker_ids"])]
        heard = [t for t in rows["turns"] if person["person_id"] in t["addressee_ids"]]
        assert sorted(links) == sorted(turn["turn_id"] for turn in said + heard)
        for turn in said + heard:
            assert all(paragraph in page.text for paragraph in turn["text"].split("\n\n"))


def test_a_person_of_many_documents_has_several_pages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(views, "PAGE_TURNS", 3)
    rows = rows_of([example.record(f"lake-{number}") for number in range(4)])
    folder = release(tmp_path, rows)
    trees = [
        parse((folder / "reader" / "people" / name).read_text(encoding="utf-8"))
        for name in ("alder.html", "alder~4.html")
    ]
    links = [[link.attributes["href"].split("#")[1] for link in tree.all("a", "number")] for tree in trees]
    turns = [turn["turn_id"] for turn in rows["turns"] if "alder" in (turn["speaker_id"], *turn["joint_speaker_ids"])]
    assert links == [turns[:2], turns[-2:]]
    assert not (folder / "reader" / "people" / "alder~5.html").exists()
    assert len(list(trees[0].one("tbody").all("tr"))) == 4
    assert_links_resolve(folder / "reader")


def test_offices_and_other_names_are_on_the_page_of_a_person() -> None:
    text = parse(pages("lake")["people/alder.html"]).text
    assert "Also A. Alder." in text
    assert "Keeper 1950–" in text
    assert "wikidata: Q0" in text


# ---- what a document may not do


def spoiled() -> Rows:
    """The talk at the lake, with markup in every text that has no pattern to keep."""
    rows = {name: [dict(row) for row in found] for name, found in lake().items()}
    for name, found in rows.items():
        for row in found:
            for field in TABLES[name].fields:
                if field.pattern or field.values or field.type not in ("string", "list of strings"):
                    continue
                if field.name in ("raw_text", "clean_text", "text", "speech", "raw_encoding"):
                    continue  # as in the document
                value = row[field.name]
                row[field.name] = [NASTY] if field.type == "list of strings" else f"{value or ''}{NASTY}"
    rows["people"][0]["offices"] = [{"title": NASTY, "from": NASTY, "to": NASTY}]
    rows["people"][0]["identifiers"] = [{"scheme": NASTY, "value": NASTY}]
    return rows


@pytest.mark.parametrize("case", ["hostile", "spoiled"])
def test_markup_in_a_document_is_text(case: str) -> None:
    dataset = replace(DATASET, title=f"Sample {NASTY}", description=NASTY, source_rights=NASTY)
    found = made(spoiled() if case == "spoiled" else hostile(), dataset)
    own = {"theme", "document", "search"}
    for path, text in found.items():
        if not path.endswith(".html"):
            continue
        page = parse(text)
        for element in page.all():
            assert not any(name.startswith("on") for name in element.attributes), (path, element.attributes)
            assert element.tag not in ("img", "style", "iframe", "object")
            assert "style" not in element.attributes
        scripts = [script.attributes for script in page.all("script") if "src" in script.attributes]
        assert {Path(script["src"]).stem for script in scripts} <= own
        others = [script for script in page.all("script") if "src" not in script.attributes]
        assert all(script.attributes["type"] == "application/json" and "<" not in script.text for script in others)
        assert "49" not in next(page.all("title")).text  # no template in a text is filled in
    document_id = "hostile" if case == "hostile" else "lake"
    assert NASTY in parse(found[f"documents/{document_id}.html"]).text


def test_markup_reaches_the_search_and_the_citations_unchanged() -> None:
    texts = delivered(pages("hostile"))["texts-0"]
    assert [turn[4] for turn in texts] == [turn["text"] for turn in hostile()["turns"]]
    page = parse(made(spoiled())["documents/lake.html"])
    (data,) = (script for script in page.all("script") if "src" not in script.attributes)
    assert NASTY in "".join(json.loads(data.text)["chicago"])


# ---- what pages may ask for, and where links lead


def test_every_link_leads_somewhere_and_nothing_is_asked_for_elsewhere(tmp_path: Path) -> None:
    folder = release(tmp_path, merged([lake(), hostile()]))
    assert_links_resolve(folder / "reader")
    for asset in (folder / "reader" / "assets").iterdir():
        if asset.suffix == ".png":
            continue
        # The only address is the name of SVG's vocabulary.
        assert set(re.findall(r"https?://[^\s\"']+|@import|url\(|fetch\(", asset.read_text(encoding="utf-8"))) <= {
            "http://www.w3.org/2000/svg"
        }


def assert_links_resolve(reader: Path) -> None:
    trees = {path: parse(path.read_text(encoding="utf-8")) for path in reader.rglob("*.html")}
    ids = {path: [e.attributes["id"] for e in tree.all() if "id" in e.attributes] for path, tree in trees.items()}
    for path, tree in trees.items():
        assert len(ids[path]) == len(set(ids[path])), path
        for element in tree.all():
            for attribute in ("href", "src", "action"):
                if (link := element.attributes.get(attribute)) is None:
                    continue
                split = urlsplit(link)
                if split.scheme:
                    assert element.tag == "a", link
                    assert split.scheme in ("http", "https")
                    continue
                target = (path.parent / unquote(split.path)).resolve() if split.path else path
                assert target.is_file(), (path, link)
                if split.fragment:
                    assert unquote(split.fragment) in ids[target], (path, link)
            for attribute in ("aria-labelledby", "for"):
                if attribute in element.attributes:
                    assert element.attributes[attribute] in ids[path]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_page_has_its_landmarks_and_forbids_what_it_does_not_need(name: str) -> None:
    for path, text in pages(name).items():
        if path.endswith(".html"):
            page = parse(text)
            assert len(list(page.all("main"))) == 1
            assert len(list(page.all("h1"))) == 1
            assert page.one("html").attributes["lang"] == "en"
            assert page.one("a", "skip").attributes["href"] == "#main"
            (policy,) = (m.attributes["content"] for m in page.all("meta") if "http-equiv" in m.attributes)
            assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
            levels = [int(e.tag[1]) for e in page.all() if re.fullmatch("h[1-6]", e.tag)]
            assert all(after - before <= 1 for before, after in pairwise(levels)), path


# ---- search


def delivered(found: Mapping[str, str]) -> dict[str, Any]:
    """The data of the search, by the names under which the scripts hand them over."""
    data = {}
    for path, text in found.items():
        if path.startswith("search/"):
            match = re.fullmatch(r'parley\.deliver\("([a-z0-9-]+)", (.*)\);\n', text, re.DOTALL)
            assert match, path
            assert path == f"search/{match[1]}.js"
            data[match[1]] = json.loads(match[2])
    return data


@pytest.mark.parametrize("size", [1, 1 << 16])
def test_the_index_finds_just_the_turns_that_have_a_word(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(search_data, "FILE_BYTES", size)
    rows = seeds()
    data = delivered(made(rows))
    index = data["index"]
    ordered = [
        turn
        for document in sorted(rows["documents"], key=lambda row: row["date"])
        for turn in of_document(rows, "turns", document["document_id"])
    ]
    assert (size == 1) == (len(index["terms"]) > 1)

    found: dict[str, list[int]] = {}
    for number, first in enumerate(index["terms"]):
        terms = data[f"terms-{number}"]
        assert terms[0][0] == first
        found |= {term: list(accumulate(distances)) for term, distances in terms}
    texts: list[Any] = []
    for number, first in enumerate(index["texts"]):
        assert first == len(texts)
        texts += data[f"texts-{number}"]
    assert [text[0] for text in texts] == [turn["turn_id"] for turn in ordered]
    assert index["turns"] == len(ordered)
    assert [ordered[first]["document_id"] for _, _, _, first in index["documents"]] == [
        d[0] for d in index["documents"]
    ]

    wanted: dict[str, list[int]] = {}
    for number, turn in enumerate(ordered):
        terms = {*search_data.words(turn["text"]), f"form:{turn['mode'] or turn['kind']}"}
        terms |= {f"speaker:{person}" for person in (turn["speaker_id"], *turn["joint_speaker_ids"]) if person}
        terms |= {f"to:{person}" for person in turn["addressee_ids"]}
        for term in terms:
            wanted.setdefault(term, []).append(number)
    assert found == wanted
    assert list(found) == sorted(found, key=lambda term: term.encode("utf-16-be"))


def test_terms_are_in_the_order_in_which_javascript_compares() -> None:
    (row,), turns = lake()["documents"], list(lake()["turns"])
    turns[0] = turns[0] | {"text": "\U00010428 \ufa0e z"}
    found = dict(search_data.search_files([(row, search_data.searched(turns))], []))
    terms = [term for term, _ in delivered({f"search/{name}": text for name, text in found.items()})["terms-0"]]
    assert terms[-3:] == ["z", "\U00010428", "\ufa0e"]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Qavam’s REPLY, 1946.", ["qavam", "s", "reply", "1946"]),
        ("Señor Müller, naïve", ["senor", "muller", "naive"]),
        ("e\u0301te\u0301 Ærø ﬁne ½", ["ete", "ærø", "fine", "1", "2"]),
        ("Сталин Ёлка тегерана́", ["сталин", "елка", "тегерана"]),
        ("__proto__ constructor", ["proto", "constructor"]),
        ("x" * 100, ["x" * search_data.LONGEST_WORD]),
        (" – ", []),
    ],
)
def test_words_are_folded(text: str, folded: list[str]) -> None:
    assert search_data.words(text) == folded


# ---- citations


SLOTS = {"turn": "lake@61", "start": "61", "lines": "line 6", "speaker": "Ann Alder, in "}
LAKE = {
    "title": "Talk at the lake",
    "archive": "Shore Archive",
    "archival_reference": "box 3",
    "publisher": "The Lake Press",
    "translators": ["C. Cedar", "D. Dogwood", "E. Elm"],
}


def filled(template: citation.Template) -> str:
    return "".join(SLOTS[part] if index % 2 else part for index, part in enumerate(template))


def document(**facts: Any) -> Row:
    return lake()["documents"][0] | facts


def test_a_turn_is_cited_in_the_style_of_chicago() -> None:
    assert filled(citation.chicago(document(**LAKE), EDITION)) == (
        "Ann Alder, in “Talk at the lake,” 2 May 1951, Shore Archive, box 3, trans. C. Cedar, D. Dogwood, and E. Elm, "
        "The Lake Press; turn lake@61, line 6 of the source text, in The sample makers and The second makers, "
        "Sample: two invented talks, version 1.2.3 (2001)."
    )


def test_a_turn_of_a_document_of_which_nothing_is_known_is_cited_too() -> None:
    bare: Row = {field.name: [] if field.type.startswith("list") else None for field in TABLES["documents"].fields}
    unknown = bare | {"document_id": "lake"}
    assert filled(citation.chicago(unknown, EDITION)).startswith("Ann Alder, in “lake,”; turn lake@61")
    assert filled(citation.bibtex(unknown, EDITION)).startswith(
        "@misc{lake:61,\n  title = {{lake}},\n  note = {Turn lake@61, line 6"
    )


def test_an_entry_for_bibtex_keeps_its_braces() -> None:
    entry = filled(
        citation.bibtex(
            document(**LAKE | {"title": r"100% of {it} & \more_", "source_url": "https://example.org/a_{b}%20"}),
            EDITION,
        )
    )
    assert r"  title = {{100\% of \{it\} \& \textbackslash{}more\_}}," in entry
    assert "  year = {1951},\n  month = {5},\n  day = {2},\n" in entry
    assert "  translator = {C. Cedar and D. Dogwood and E. Elm},\n" in entry
    assert "  url = {https://example.org/a_%7Bb%7D%20},\n" in entry
    bare = re.sub(r"\\[{}]", "", entry)
    assert bare.count("{") == bare.count("}")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"date": "1946-02-21", "date_precision": "day", "date_end": None}, "21 February 1946"),
        ({"date": "1946-02-01", "date_precision": "month", "date_end": None}, "February 1946"),
        ({"date": "1946-01-01", "date_precision": "year", "date_end": None}, "1946"),
        ({"date": "1946-02-28", "date_precision": "day", "date_end": "1946-03-01"}, "28 February 1946 – 1 March 1946"),
        ({"date": None, "date_precision": None, "date_end": None}, None),
    ],
)
def test_dates_are_told_as_exactly_as_they_are_known(facts: Row, words: str | None) -> None:
    assert citation.dates(facts) == words


# ---- bytes and time


def test_the_same_release_gives_the_same_pages_whatever_the_hash_seed() -> None:
    code = (
        "import hashlib; from tests import test_reader\n"
        "pages = list(test_reader.pages('lake').items())\n"
        "print(len(pages), hashlib.sha256(repr(pages).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=PROJECT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_a_huge_line_with_an_edit_and_a_span_at_every_word_takes_no_longer_than_it_must() -> None:
    words = 40_000
    text = "word " * words
    blank = {field.name: None for field in TABLES["documents"].fields}
    edits = [
        {"clean_start": 5 * n + 4, "clean_end": 5 * n + 5, "clean_text": " ", "raw_text": "  ", "rule": "space"}
        for n in range(words)
    ]
    spans = [
        {"kind": kind, "clean_start": 5 * n, "clean_end": len(text) - 5 * n, "raw_start": 0, "note": None}
        for n in range(words // 2)
        for kind in ("quotation", "editorial")
    ]
    section = {"kind": "body", "clean_start": 0}
    started = perf_counter()
    (passage,) = parallel_text(blank | {"text": text, "pages": 1}, [section], [], spans, edits)
    assert perf_counter() - started < 30
    assert re.sub(r"<[^>]*>", "", passage.raw) == "word  " * words
    assert re.sub(r"<del>[^<]*</del>|<[^>]*>", "", passage.clean) == text

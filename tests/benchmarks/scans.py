"""Makes scans of development documents, has them read by tesseract, and scores the route on what it read.

`python -m tests.benchmarks.scans CORPORA FOLDER` sets documents of the corpora as typescripts or pages of a book, with
page heads, stamps and blocks of declassification, draws them with the damage of print and scanner, and leaves texts and
gold in FOLDER as corpora again: in `open` those that may be looked at, in `closed` those of which only totals are
printed. What is there already is not made again. The same documents and seed give the same pictures. Needs tesseract
(Debian: `apt-get install tesseract-ocr`).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from matplotlib import get_data_path
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter, ImageFont

from flows.evaluate.corpus import GOLD_SUFFIX, evaluate_corpora, gold_documents
from flows.evaluate.starts import GoldDocument

LAYOUTS = ("typescript", "columns", "book")
CORPORA = ("frus-labelled-web", "frus-variants", "frus-reported-web", "dafp-reported")
REPORTED = "reported"  # names corpora without labels, which cannot stand in a column
MOST = 12_000  # characters of a document that are set
WIDTH, HEIGHT = 1240, 1640  # of a page, at some 150 dots an inch
MARGIN, INDENT, COLUMN = 130, 5, 22
SIZE = 21
SEED = "scans"
ALIKE = 0.6  # of the first letters of a turn, where it was carried over
LOOKED_AT = 40  # characters by which that is judged
JUMP = 6  # words put in between a label and what is said, from which on the two stand apart
WORD = re.compile(r"[^\W_]+")
PAGE_MARK = re.compile(r"\[Page [^\]]*\]|^#+ ", re.MULTILINE)
LABEL = re.compile(r"(?P<label>[^\W\d_][^\n|,]{,38}?(?::|(?<=[^\W\d_]{4})\.(?=\s[A-Z])|\s[–—-](?=\s)))\s+(?P<rest>\S)")
TYPED = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "—": "--", "–": "-", "•": "-", "…": "..."})
FACES = {
    "typescript": ("LiberationMono-Regular.ttf", "DejaVuSansMono.ttf"),
    "book": ("LiberationSerif-Regular.ttf", "DejaVuSerif.ttf"),
    "columns": ("LiberationMono-Regular.ttf", "DejaVuSansMono.ttf"),
}
MARKINGS = ("SECRET", "CONFIDENTIAL", "TOP SECRET/SENSITIVE", "SECRET/NODIS", "TOP SECRET EYES ONLY", "")
RELEASES = (
    ("DECLASSIFIED", "Authority NND 92{n}41", "By KLM NARA Date {d}/14/99"),
    ("DECLASSIFIED", "E.O. 12356, Sec. 3.4", "{n}-117 #4 NSC ltr 2/{d}/94", "By rm , NARA, Date 4/{d}/95"),
    ("COPY", "GERALD R. FORD LIBRARY"),
    ("Reproduced at the National Archives",),
)
Word = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Look:
    """How one document is set: by chance, but always the same for its id."""

    layout: str
    chance: random.Random
    font: ImageFont.FreeTypeFont
    leading: int
    indent: int
    gap: bool
    marking: str
    heads: str


def look(document_id: str, layout: str) -> Look:
    chance = random.Random(f"{SEED} {document_id} {layout}")
    size = SIZE + chance.choice((-2, 0, 1)) - 2 * (layout == "columns")
    spacing = chance.choice((1.25, 1.4, 1.9)) if layout != "book" else 1.2
    return Look(
        layout,
        chance,
        ImageFont.truetype(_face(chance.choice(FACES[layout])), size),
        round(size * spacing),
        chance.choice((0, INDENT)) if layout == "typescript" else 3 * (layout == "book"),
        layout != "book" and chance.random() < 0.85,
        chance.choice(MARKINGS),
        chance.choice(("- {n} -", "{n}", "Page {n} of {all}", "-{n}-", "")),
    )


@cache
def _face(name: str) -> str:
    """A font file of the machine, else the like one that comes with matplotlib."""
    own = Path(get_data_path()) / "fonts/ttf"
    for folder in (Path("/usr/share/fonts"), own):
        for file in folder.rglob(name):
            return str(file)
    return str(own / ("DejaVuSansMono.ttf" if "Mono" in name else "DejaVuSerif.ttf"))


def lines(text: str, look: Look) -> Iterator[str]:
    """The lines of a document as they are set, without the heads of pages."""
    space = look.font.getlength("n" if look.layout == "book" else " ")
    width = int((WIDTH - 2 * MARGIN) / space * (1.12 if look.layout == "book" else 1))
    text = PAGE_MARK.sub("", text[: (text.find("\n\n", MOST) + 1 or len(text) + 1) - 1])
    if look.layout != "book":
        text = text.translate(TYPED)
    for paragraph in re.split(r"\n\s*\n", text):
        label = LABEL.match(paragraph) if look.layout == "columns" else None
        left = label["label"] if label is not None else ""
        words = paragraph[label.start("rest") :] if label is not None else paragraph
        inner = width - (COLUMN if look.layout == "columns" else 0)
        heads = list(_wrapped(left, COLUMN - 2, 0, look))
        for line in words.split("\n"):
            first = look.indent if not left and len(line) > inner else 0
            for row in _wrapped(line.strip(), inner, first, look):
                head = heads.pop(0) if heads else ""
                yield f"{head:{COLUMN}}{row}" if look.layout == "columns" else row
        yield from heads
        if look.gap:
            yield ""


def _wrapped(line: str, width: int, first: int, look: Look) -> Iterator[str]:
    """A paragraph in lines, in a book with some long words broken at their ends."""
    row = " " * first
    for word in line.split():
        room = width - len(row)
        if len(word) > room:
            if look.layout == "book" and room > 5 and len(word) > 8 and word.isalpha() and look.chance.random() < 0.7:
                at = min(room - 1, len(word) - 3)
                row, word = f"{row}{word[:at]}-", word[at:]
            yield row.rstrip()
            row = ""
        row += word + " "
    if row.strip():
        yield row.rstrip()


def pictures(document: GoldDocument, look: Look) -> Iterator[Image.Image]:
    """The pages of a document as a scanner gives them."""
    rows = list(lines(document.raw, look))
    each = (HEIGHT - 2 * MARGIN - 60) // look.leading
    pages = [rows[at : at + each] for at in range(0, len(rows), each)]
    harm = look.chance.uniform(0.1, 0.9)
    for number, page in enumerate(pages, start=1):
        picture = Image.new("L", (WIDTH, HEIGHT), 255)
        _furniture(picture, look, number, len(pages))
        for at, row in enumerate(page):
            _typed(picture, row, MARGIN + 60 + at * look.leading, look)
        yield damaged(picture, harm, look.chance)


def _furniture(picture: Image.Image, look: Look, number: int, pages: int) -> None:
    """The head and foot of a page, and on the first one a block of declassification."""
    draw = ImageDraw.Draw(picture)
    head = look.heads.format(n=number, all=pages)
    if look.layout == "book":
        title = "FOREIGN RELATIONS, VOLUME IX" if number % 2 else "TALKS WITH THE DELEGATIONS"
        draw.text((MARGIN + 200, MARGIN - 30), title, font=look.font)
        draw.text((MARGIN if number % 2 else WIDTH - MARGIN - 60, MARGIN - 30), str(210 + number), font=look.font)
        return
    if number > 1:
        draw.text((WIDTH // 2 - 40, MARGIN - 20), head, font=look.font)
    for height in (MARGIN - 65, HEIGHT - MARGIN + 20):
        draw.text((WIDTH // 2 - 90, height), look.marking, font=look.font)
    if number == 1 or look.chance.random() < 0.1:
        block = [row.format(n=look.chance.randint(10, 99), d=number) for row in look.chance.choice(RELEASES)]
        stamp = Image.new("L", (420, 34 * len(block) + 20), 255)
        over = ImageDraw.Draw(stamp)
        over.rectangle((2, 2, 417, stamp.height - 3), outline=0, width=2)
        for at, row in enumerate(block):
            over.text((16, 8 + 34 * at), row, font=look.font.font_variant(size=20))
        stamp = stamp.rotate(look.chance.uniform(-4, 4), fillcolor=255, expand=True)
        corner = (look.chance.choice((60, WIDTH - 520)), look.chance.choice((30, HEIGHT - 230)))
        picture.paste(
            ImageChops.darker(picture.crop((*corner, corner[0] + stamp.width, corner[1] + stamp.height)), stamp), corner
        )


def _typed(picture: Image.Image, row: str, top: int, look: Look) -> None:
    """A line, in typescripts with letters of uneven height and blackness."""
    draw = ImageDraw.Draw(picture)
    if look.layout == "book":
        draw.text((MARGIN, top), row, font=look.font)
        return
    pitch = look.font.getlength("n")
    for at, letter in enumerate(row):
        if letter != " ":
            shift = look.chance.choice((0, 0, 0, 1, -1))
            draw.text((MARGIN + at * pitch, top + shift), letter, look.chance.randint(0, 60), font=look.font)


def damaged(picture: Image.Image, harm: float, chance: random.Random) -> Image.Image:
    """A page crooked, specked, blurred, grey and dim, the more the greater `harm` is (0 to 1)."""
    draw = ImageDraw.Draw(picture)
    for _ in range(int(harm * chance.randint(30, 700))):
        x, y, size = chance.randrange(WIDTH), chance.randrange(HEIGHT), chance.choice((0, 1, 1, 2))
        draw.ellipse((x, y, x + size, y + size), fill=chance.choice((0, 0, 255)))
    for _ in range(int(harm * chance.randint(0, 4))):  # a stroke of a pen, a fold, a line of the copier
        x, y = chance.randrange(WIDTH), chance.randrange(HEIGHT)
        draw.line((x, y, x + chance.randint(-30, 400), y + chance.randint(-8, 8)), fill=60, width=chance.choice((1, 2)))
    for _ in range(int(harm * chance.randint(0, 3))):  # a place where the print is faint
        x, y = chance.randrange(WIDTH), chance.randrange(HEIGHT)
        box = (x, y, x + chance.randint(60, 400), y + chance.randint(20, 120))
        picture.paste(ImageEnhance.Contrast(picture.crop(box)).enhance(0.35), box)
    picture = picture.rotate(harm * chance.uniform(-0.9, 0.9), Image.Resampling.BICUBIC, fillcolor=255)
    picture = picture.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 0.5 + 0.6 * harm)))
    noise = Image.frombytes("L", picture.size, chance.randbytes(WIDTH * HEIGHT))
    picture = Image.blend(picture, noise, 0.05 + 0.12 * harm)
    ink, paper = int(90 * harm * chance.random()), 255 - int(90 * harm * chance.random())
    picture = picture.point([ink + (paper - ink) * level // 255 for level in range(256)])
    if chance.random() < 0.3:  # a fax, or microfilm
        cut = (ink + paper) // 2 + chance.randint(5, 45)
        picture = picture.point([255 * (level > cut) for level in range(256)])
    return picture


def read_by_machine(picture: Image.Image, mode: int) -> str:
    """What tesseract reads on a page."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.png")
        picture.save(file)
        command = ["tesseract", str(file), "-", "--dpi", "150", "--psm", str(mode)]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        done = subprocess.run(command, check=True, capture_output=True, env=environment)
    return done.stdout.decode("utf-8")


def scanned(document: GoldDocument, layout: str) -> GoldDocument:
    """A document as a scan of it is read, with its gold."""
    how = look(document.document_id, layout)
    mode = how.chance.choice((3, 3, 4, 6))  # pages told into blocks, or taken as one
    text = "".join(read_by_machine(picture, mode) for picture in pictures(document, how))
    return carried_over(document, text, layout)


def carried_over(document: GoldDocument, text: str, layout: str) -> GoldDocument:
    """A document's gold on another text of it; what was added to the text, whole lines of it, counts nowhere."""
    ours, theirs = _words(document.raw), _words(text)
    places = aligned(ours, theirs)
    starts = [at for at, _ in ours]
    regions: list[Mapping[str, Any]] = []
    for region in document.regions:
        first = bisect_left(starts, region["start"])
        place = _together(places, first)
        if place is not None:
            at = theirs[place][0]
            while regions and regions[-1]["start"] >= at:
                regions.pop()
            regions.append({**region, "start": at, "was": region["start"]})
    kept = set(places.values())
    facts = {**document.facts, "unscored": _added(text, theirs, kept), "cut": max(places, default=0) < len(ours) - JUMP}
    return GoldDocument(f"{document.document_id}.{layout}", text, facts, tuple(regions))


def _together(places: Mapping[int, int], first: int) -> int | None:
    """Where a turn starts that starts at one of our words: past a label that stands far from what is said after it."""
    found = [(at, places[at]) for at in range(first, first + 2 * JUMP) if at in places]
    if not found or found[0][0] > first + JUMP:
        return None
    for (at, place), (after, next_place) in pairwise(found):
        if next_place - place > after - at + JUMP and after - first <= JUMP:
            return next_place
    return found[0][1]


def _words(text: str) -> list[Word]:
    return [(match.start(), match[0].lower()) for match in WORD.finditer(text)]


def aligned(ours: Sequence[Word], theirs: Sequence[Word]) -> dict[int, int]:
    """For each of our words the one of theirs that it became, both by index: first by equal words, and between these
    by equal letters.
    """
    places: dict[int, int] = {}
    matcher = SequenceMatcher(None, [word for _, word in ours], [word for _, word in theirs], autojunk=False)
    for kind, start, end, there, their_end in matcher.get_opcodes():
        if kind == "equal":
            places.update(zip(range(start, end), range(there, their_end), strict=True))
        elif kind == "replace":
            places.update(_by_letters(ours, theirs, range(start, end), range(there, their_end)))
    return places


def _by_letters(ours: Sequence[Word], theirs: Sequence[Word], here: range, there: range) -> Iterator[tuple[int, int]]:
    """Pairs of words of two stretches that share letters, half of the word's at the least."""
    letters = [(index, letter) for index in here for letter in ours[index][1]]
    others = [(index, letter) for index in there for letter in theirs[index][1]]
    if len(letters) * len(others) > 4_000_000:
        return
    matcher = SequenceMatcher(None, [x for _, x in letters], [x for _, x in others], autojunk=False)
    found: dict[int, list[int]] = {}
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            found.setdefault(letters[block.a + offset][0], []).append(others[block.b + offset][0])
    for index, places in found.items():
        if 2 * len(places) >= len(ours[index][1]):
            yield index, places[0]


def _added(text: str, words: Sequence[Word], kept: set[int]) -> list[tuple[int, int]]:
    """The lines of a text most of whose words are none of ours."""
    starts = [at for at, _ in words]
    added = []
    for line in re.finditer(r"[^\n]+", text):
        inside = range(bisect_left(starts, line.start()), bisect_left(starts, line.end()))
        if inside and 2 * sum(index in kept for index in inside) < len(inside):
            added.append(line.span())
    return added


def share_carried(document: GoldDocument, scan: GoldDocument) -> tuple[int, int]:
    """How many turns a document has, as far as it was set, and how many of them start with like letters in its scan."""
    most = max((region["was"] for region in scan.regions), default=0)
    starts = [region["start"] for region in document.regions if region["kind"] == "speech" and region["start"] <= most]
    alike = 0
    for region in scan.regions:
        if region["kind"] == "speech":
            pair = document.raw[region["was"] :][:LOOKED_AT], scan.raw[region["start"] :][:LOOKED_AT]
            one, other = ("".join(WORD.findall(part.lower())) for part in pair)
            alike += SequenceMatcher(None, one, other, autojunk=False).ratio() >= ALIKE
    return len(starts), alike


def is_closed(document_id: str) -> bool:
    """Whether a document's scans are not to be looked at."""
    return hashlib.sha256(f"{SEED} {document_id}".encode()).digest()[0] % 2 == 0


def make(corpora: Path, folder: Path, most: int, layouts: Sequence[str]) -> None:
    """The scans that are not there yet, of `most` documents of each corpus and layout."""
    for layout, name in product(layouts, CORPORA):
        if layout == "columns" and REPORTED in name:
            continue
        turns = alike = 0
        for document in list(gold_documents(corpora / name, held_out=False))[:most]:
            place = folder / ("closed" if is_closed(document.document_id) else "open") / f"{name}.{layout}"
            gold = place / f"{document.document_id}.{layout}{GOLD_SUFFIX}"
            if gold.exists():
                continue
            scan = scanned(document, layout)
            counted = share_carried(document, scan)
            turns, alike = turns + counted[0], alike + counted[1]
            place.mkdir(parents=True, exist_ok=True)
            gold.with_name(f"{scan.document_id}.txt").write_bytes(scan.raw.encode("utf-8"))
            gold.write_text("".join(json.dumps(x) + "\n" for x in (scan.facts, *scan.regions)), encoding="utf-8")
        if turns:
            print(f"{name} {layout}: of {turns} turns {alike} carried over", file=sys.stderr)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("corpora", type=Path, help="the folder of the corpora")
    parser.add_argument("folder", type=Path, help="where the scans are kept")
    parser.add_argument("--most", type=int, default=1000, help="documents of each corpus")
    parser.add_argument("--layouts", nargs="+", choices=LAYOUTS, default=LAYOUTS)
    arguments = parser.parse_args()
    if shutil.which("tesseract") is None:
        parser.exit(1, "There is no tesseract on this machine. Install it (Debian: apt-get install tesseract-ocr).\n")
    make(arguments.corpora, arguments.folder, arguments.most, arguments.layouts)
    for part in ("open", "closed"):
        for name, sets in evaluate_corpora(arguments.folder / part)["corpora"].items():
            all_ = sets["development"]["all"]
            rates = " ".join(
                f"{rate} {all_[rate]:.3f}" for rate in ("f1", "precision", "recall", "speaker", "wder", "junk")
            )
            print(f"{part:6} {name:30} {all_['documents']:3} documents {all_['gold_turns']:4} turns {rates}")


if __name__ == "__main__":
    main()

"""Input that nobody would write in good faith, made from numbers: whoever has the numbers makes the same input again.

The tests let Hypothesis choose them, `make torture` a fuzzer that watches which lines of the program run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from flows.ingest import IngestError, encode, ingest
from flows.reading.buckets import buckets, read_bucket
from flows.reading.document import read_document
from flows.seeds import DATASET, load_seeds
from flows.seeds.dataset import DatasetError, load_dataset_description
from flows.tables import rows
from tests import laws
from tests.conftest import PROJECT, TALK

LAWS = (laws.reversible, laws.nothing_lost, laws.traceable, laws.stable, laws.no_silent_guess)
LONGEST_MESSAGE = 2_000
DOCUMENT_ID = "harbour-talk"

# What stages look at, so that arbitrary texts of it reach their corners.
PIECES = (
    *("\n", "\n\n", "\n\n\n\n", "\r\n", "\r", "\f", "\n\f", " \n", " \n\n", "\t", " ", "  ", "\u00a0"),
    *("\u2028", "\x0b", "\u00ad"),
    *("word", "words ", "a ", "Anna", "Emil Berg", "BERG", "He ", "the President ", "said that ", "replied: "),
    *("nodded.",),
    *("Berg: ", "BERG. ", "Berg – ", "[Berg] ", "3Berg: ", "A. Berg. ", "Cde. Berg\n", "MR. BERG: ", "The President: "),
    *("Mr. ‘ Abd al-Ra’is: ", "‘Abd "),
    *("- ", "-\n", "per-\nmanent ", "Soviet-\nTurkish ", "* ", "• ", "_", "**", "1. ", "2\\. ", "[1]", "¹"),
    *("12", "\n7\n", "[Page 8]"),
    *("[sic]", "[?]", "(", ")", "[", "]", "“", "”", '"', "...", "?", "!", ",", ".", ":", "–", "—", "{?]"),
    *("\u0430", "w\u043erd", "ﬁ"),
    *("PARTICIPANTS\n", "DATE: 3 March 1961\n", "MEMORANDUM OF CONVERSATION\n", "Source: ", "Notes\n"),
    *("  1 A note.\n", "↩", "é", "e\u0301", "𝔘"),
)


REPEATED = (
    *("A. ", "A. B. ", "(", "[", ")", "“", "’", "word ", "word", "WORD", "Word ", "\n", "\n\nA", " \n", "\f", "-"),
    *("a-\n", "- \n", "1 ", "7"),
    *("\u00a0", "_", "**", "*a", "\\", "[1]", "[Page 1]", "[Page 1]\n\n", "Anna: ", "Anna:\n", "Anna: Yes.\n"),
    *("Mr. ", "Mr. Berg ", ", "),
    *("Berg said that ", "Berg said.\n\n", "said Berg, ", "In reply to Berg's question, ", "He added "),
    *("PARTICIPANTS\n", "DATE: ", "Source: ", "[14:02:43] BERG: LE: A"),
    *("3 March 1961, ", "1. A note.\n", "w\u043erd ", "per-\nmanent ", "Berg–", "[sic] ", "{?]", "addressing "),
    *("the President of ", "… ", "...", "….", "\u202e", "\u0301"),
)


def name(number: int) -> str:
    """A name that no other number has."""
    return "B" + "".join(chr(ord("a") + int(digit)) for digit in f"{number:05}")


# Texts in which ever more names, notes or pages turn up, by what is repeated.
GROWING: dict[str, Callable[[int], str]] = {
    "speakers": lambda i: f"{name(i)}: We agree.\n\n",
    "speakers of reported speech": lambda i: f"Mr. {name(i)} replied to Mr. {name(i + 1)} that he agreed. ",
    "participants": lambda i: f"Mr. {name(i)}, Minister of {name(i + 7)}\n",
    "participants by office": lambda i: f"the Minister of {name(i)}, ",
    "holders of one office": lambda i: f"Minister {name(i)} said that he agreed. The Minister asked why.\n\n",
    "holders of many offices": lambda i: (
        f"The Minister of {name(i)}, Mr. {name(i + 7)}, agreed. The Minister said why.\n\n"
    ),
    "speakers of another sex": lambda i: f"Mr. {name(i)} said that he agreed. She replied that she did not.\n\n",
    "speakers by initials": lambda i: f"Mr. {name(i)} said that he agreed. {name(i)[-3:].upper()} replied.\n\n",
    "delegates of countries": lambda i: f"The delegate of {name(i)} (Mr. {name(i + 3)}) said that it was so.\n\n",
    "names in one line": lambda i: f"{name(i)}, ",
    "notes": lambda i: f"Word.[{i + 1}] More.\n\n{i + 1}. A note on {name(i)}.\n\n",
    "pages": lambda i: f"{i + 1}  RECORDS\n\nAnna: Yes, {name(i)}.\n\n  {i + 1} A note.\n\f",
}


def repeating(repeated: str, length: int) -> str:
    """A talk with so many characters of a repeated piece, or of what grows, in its middle."""
    if repeated in GROWING:
        piece = GROWING[repeated]
        middle = "".join(piece(i) for i in range(length // len(piece(0))))
    else:
        middle = repeated * (length // len(repeated))
    return f"A talk.\n\nAnna: Yes.\n\n{middle}\n\nEmil: No.\n"


def text_of(numbers: Sequence[int]) -> str:
    """A text of the pieces that stages look at, and of any characters."""
    return "".join(PIECES[n] if n < len(PIECES) else chr(n) for n in numbers if not 0xD800 <= n < 0xE000)


def _talk(words: bytes) -> bytes:
    return b"A talk.\n\nAnna: Yes.\n\nEmil: " + words + b"\n\nAnna: No.\n"


# Hostile texts of about so many bytes, and whether they are texts at all; the others must be refused.
TEXTS: dict[str, tuple[Callable[[int], bytes], bool]] = {
    "one line": (lambda n: _talk(b"word " * (n // 5)), True),
    "one word": (lambda n: _talk(b"x" * n), True),
    "a line without a line end": (lambda n: b"Anna: " + b"word " * (n // 5), True),
    "deep brackets": (lambda n: _talk(b"(" * (n // 2) + b")" * (n // 2)), True),
    "brackets that never close": (lambda n: _talk(b"([{" * (n // 3)), True),
    "quotations in quotations": (lambda n: _talk("“‘".encode() * (n // 12) + "’”".encode() * (n // 12)), True),
    "only full stops": (lambda n: _talk(b"." * n), True),
    "only line ends": (lambda n: _talk(b"\n" * n), True),
    "only form feeds": (lambda n: _talk(b"\f" * n), True),
    "bidirectional controls": (lambda n: _talk("\u202eon\u202c\u2067ay\u2069".encode() * (n // 16)), True),
    "marks on one letter": (lambda n: _talk(b"e" + "\u0301".encode() * (n // 2)), True),
    "joined emoji": (lambda n: _talk("👩\u200d".encode() * (n // 7)), True),
    "noncharacters": (lambda n: _talk("\uffff\ufffe\U0010ffff".encode() * (n // 10)), True),
    "private use": (lambda n: _talk("\ue000\uf8ff".encode() * (n // 6)), True),
    "terminal controls, a few": (lambda n: _talk(b"\x1b[2J word word word word " * (n // 24)), True),
    "markup": (lambda n: _talk(b"</script><!--]]>&amp;{{x}}\\u{$" * (n // 30)), True),
    "line ends of every kind": (lambda n: _talk("\r\n\r\n\r\u2028\x0b\x85".encode() * (n // 11)), True),
    "lone surrogates, encoded": (lambda n: _talk(b"\xed\xa0\x80 " * (n // 4)), True),
    "overlong forms": (lambda n: _talk(b"\xc0\xaf" * (n // 2)), True),
    "lone surrogates in UTF-16": (lambda n: b"\xff\xfe" + b"A\0\0\xd8" * (n // 4), False),
    "half a character in UTF-16": (lambda n: b"\xff\xfe" + b"A\0" * (n // 2) + b"A", False),
    "UTF-32 out of range": (lambda n: b"\xff\xfe\0\0" + b"\xff\xff\xff\x7f" * (n // 4), False),
    "UTF-8 that is broken after its mark": (lambda n: b"\xef\xbb\xbf" + b"word " * (n // 5) + b"\xe9", False),
    "NUL": (lambda n: _talk(b"word " * (n // 5) + b"\0"), False),
    "only NUL": (lambda n: b"\0" * n, False),
    "mostly controls": (lambda n: b"\x01\x02a" * (n // 3), False),
    "any bytes": (lambda n: bytes(range(256)) * (n // 256), False),
    "only white space": (lambda n: b" \t\n\f" * (n // 4), False),
    "a web page": (lambda n: b"<!doctype html>" + b"<p>word " * (n // 8), False),
    "a compressed file": (lambda n: b"\x1f\x8b" + b"word" * (n // 4), False),
}
BYTES = (
    b"A talk.\n\n",
    b"Anna: Yes.\n\n",
    b"word ",
    b"\n",
    b"\r",
    b"\f",
    b" ",
    b"\xa0",
    b"\xe9",
    b"caf\xc3\xa9",
    b"\xed\xa0\x80",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\0",
    b"\0\0",
    b"a\0",
    b"\0a",
    b"\x1b[2J",
    b"\x85",
    b"\x80",
    b"\xff",
    b"\xc0",
    "word".encode("utf-16"),
    "слово ".encode("koi8-r"),
    "слово ".encode("cp1251"),
    "語".encode("shift_jis"),
    b"%PDF-",
)


# What somebody may find in a folder of documents, and everything in it is as it should be.
GOOD_FILES = {
    f"{DOCUMENT_ID}/document.yaml": f"""\
id: {DOCUMENT_ID}
raw:
  sha256: {sha256(TALK.encode()).hexdigest()}
  size: {len(TALK)}
facts:
  title: {{value: A talk at the harbour, basis: text}}
  date: {{value: 1931-04-05, basis: catalogue, note: The register of visits}}
  place: {{value: null, basis: curated}}
  languages_spoken: {{value: [da, no], basis: curated}}
participants:
  - {{name: Anna Berg, person: anna-berg, title: Mrs., office: Harbour Master, side: Nordic, role: principal}}
  - {{name: Ole Lind, person: {DOCUMENT_ID}.ole-lind, role: attendee}}
""",
    f"{DOCUMENT_ID}/corrections.yaml": """\
- id: who-pays
  match: {text: Who is to pay, before: I agree., after: for the oil}
  action: split
  expect: {speaker: harbour-talk.ole-lind}
  to: {speaker: anna-berg, kind: speech}
  reason: Somebody else asks.
  author: A reader
  date: 2031-04-05
- id: both-towns
  match: {text: "Anna Berg: Both towns"}
  action: set
  expect: {mode: direct}
  to: {mode: reported}
  reason: So it is.
  author: A reader
  date: 2031-04-05
- id: title
  match: {text: Talk at the harbour office}
  action: section
  expect: {section: title}
  to: {section: notes}
  reason: It is none.
  author: A reader
  date: 2031-04-05
- id: ice
  match: {text: the ice, before: when, after: has gone}
  action: edit
  expect: {text: the ice}
  to: {text: the snow}
  reason: So it is in print.
  author: A reader
  date: 2031-04-05
""",
    "people.yaml": """\
- id: anna-berg
  name: Anna Berg
  aliases: [A. M. Berg, the harbour master]
  country: Nordland
  offices:
    - {title: Harbour Master, from: 1909-03, to: 1935}
    - {title: Mayor}
  identifiers:
    viaf: {value: "12345", source: The register of visits}
""",
    DATASET: (PROJECT / "seeds" / "dataset.yaml").read_text(encoding="utf-8"),
}
YAML_PIECES = (
    *("\n", "\n\n", " ", "  ", "\n  ", "\n- ", "\t", "\r", "\u0085", "\u2028", "\ufeff", "\\", "#", "# "),
    *("%YAML 1.1\n",),
    *(": ", ":", "- ", "? ", ", ", ",", "[", "]", "{", "}", "[]", "{}", "|\n  ", ">-\n  ", "---\n", "...\n", "<<: "),
    *("&a ", "*a ", "!!str ", "!a ", "!!python/object/apply:os.system ", '"', "'", '"\\0"', '"\\ud800"'),
    *('"\\e[2J"', '"\\n"'),
    *("null", "~", "", "no", "1e400", "0x10", "9" * 5000, "-1", "1931-02-30", "0000-01-01", "x" * 5000, "é", "\u202e"),
    *("../people", "/etc/passwd", "harbour-talk", "harbour-talk.", "anna-berg", "a b", "set", "merge", "split", "edit"),
    *("section", "speech", "action", "narration", "mixed", "text", "before", "after", "through", "match"),
    *("expect", "to"),
    *("speaker", "label", "kind", "mode", "title", "date", "value", "basis", "id", "name", "role", "body"),
    *("Anna Berg", "Ole Lind", "the", "oil", "Who is to pay", ".", "(", "\\d+", "^", "$"),
)


def mutated(text: str, numbers: Sequence[int]) -> str:
    """The text after changes, each made of three numbers: where, how much of it goes, and what comes instead."""
    for where, length, piece in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=False):
        start = where % (len(text) + 1)
        text = text[:start] + YAML_PIECES[piece % len(YAML_PIECES)] + text[start + length % 40 :]
    return text


def put_seeds(folder: Path) -> None:
    """Puts one document, with all files that a folder of documents may have, into a new folder."""
    (folder / DOCUMENT_ID).mkdir(parents=True)
    (folder / DOCUMENT_ID / "raw.txt").write_text(TALK, encoding="utf-8")
    for name, text in GOOD_FILES.items():
        (folder / name).write_text(text, encoding="utf-8")


def survive_bytes(data: bytes) -> bool:
    """Whether the bytes are a text; then the stages keep the laws on it. Raises AssertionError where they do not."""
    try:
        source = ingest(data, "talk")
    except IngestError as error:
        if not error.remedy or len(str(error)) > LONGEST_MESSAGE:
            raise AssertionError("a person could not use this message") from error
        return False
    assert encode(source) == data
    found = rows([read_document(data, "talk")])
    assert not [breach for law in LAWS for breach in law(found)]
    return True


def survive_seeds(folder: Path, name: str, text: str) -> bool:
    """Whether the file `name`, with that text, is accepted; if not, there are messages with a remedy for a person.

    `folder` is one that `put_seeds` made. Raises AssertionError where a message is none that a person could use.
    """
    (folder / name).write_bytes(text.encode("utf-8", "surrogatepass"))
    messages = []
    if name == DATASET:
        try:
            load_dataset_description(folder / name)
        except DatasetError as error:
            messages.append(str(error))
    else:
        loaded = load_seeds(folder)
        results = [read_bucket(bucket, loaded.people) for bucket in buckets(loaded.documents)]
        messages += [str(problem) for result in results for problem in result.problems]
        messages += map(str, loaded.problems)
    for message in messages:
        assert message.startswith(str(folder)), message[:200]
        assert len(message) < LONGEST_MESSAGE, message[:200]
        assert "reading it failed" not in message, message
    return not messages

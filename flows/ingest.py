"""Bytes to text. Form feeds, line ends and odd characters are kept, and the bytes can be had back exactly.

UTF-8 comes first, since text in another encoding is hardly ever valid UTF-8 by chance. Only where that fails is the
encoding guessed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from hashlib import sha256

from flows.record import Source

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# In the order in which they are preferred where nothing else tells them apart.
LEGACY_ENCODINGS = (
    *("cp1252", "mac-roman", "cp850", "cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "cp1250", "iso8859-2"),
    *("cp852", "cp1253", "cp1254", "cp1256", "cp1255", "cp1257", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"),
)
SAMPLE_BYTES = 50_000

_CONVERT = "extract its text (for scanned pages by OCR) and save that as a plain text file in UTF-8"
_SAVE_AS_TEXT = "open it and save it as plain text in UTF-8"
_UNPACK = "unpack it and give the text files in it"
_SIGNATURES = (
    (b"%PDF-", "a PDF file", _CONVERT),
    (b"%!PS", "a PostScript file", _CONVERT),
    (b"\x89PNG", "a PNG image", _CONVERT),
    (b"\xff\xd8\xff", "a JPEG image", _CONVERT),
    (b"GIF8", "a GIF image", _CONVERT),
    (b"II*\x00", "a TIFF image", _CONVERT),
    (b"MM\x00*", "a TIFF image", _CONVERT),
    (b"AT&TFORM", "a DjVu file", _CONVERT),
    (b"{\\rtf", "an RTF document", _SAVE_AS_TEXT),
    (b"\xd0\xcf\x11\xe0", "an old Microsoft Office document", _SAVE_AS_TEXT),
    (
        b"PK\x03\x04",
        "a ZIP archive, or a Word, OpenDocument or EPUB file",
        "unpack it, or open it and save it as plain text in UTF-8",
    ),
    (b"\x1f\x8b", "a gzip archive", _UNPACK),
    (b"BZh9", "a bzip2 archive", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", _UNPACK),
    (b"\xfd7zXZ\x00", "an xz archive", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", _UNPACK),
    (b"Rar!\x1a", "a RAR archive", _UNPACK),
)
_MARKUP = re.compile(rb"\s*<(?:!doctype\s+html|html|\?xml)\b", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1c\x1d\x1e\x1f"))
_CONTROLS_ALLOWED = 20  # one control character in so many is noise of an extraction; more is no text
_CAPITALS = "".join(character for character in map(chr, range(0xC0, 0x180)) if character.isupper())
_UNLIKELY = re.compile(
    r"[\x80-\x9f\ufffd\ue000-\uf8ff\u2190-\u2bff]"  # controls, private use, arrows, mathematics, boxes
    rf"|(?<=[a-z])[{_CAPITALS}¡-©¬-´¶-º¼-¿•†‡‰]+"  # signs on a word, and capitals in it
    r"|(?<=[A-Za-z])[“„‚](?=[a-z])"  # opening marks in a word
    r"|(?<=[A-Za-z])[\u0370-\u06ff]|[\u0370-\u06ff](?=[A-Za-z])"  # another script in a Latin word
    r"|[ÐðÞþ]"  # Icelandic, where Turkish would stand
)


class IngestError(ValueError):
    """The bytes are no text that can be read and given back. `remedy` says what the user can do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}: {remedy}")
        self.message = message
        self.remedy = remedy


def ingest(data: bytes, document_id: str) -> Source:
    """Decode one raw text.

    The source's `encoding` is the name of a Python codec, and `bom` says whether a byte order mark stood before the
    text; `encode` gives `data` back exactly. Raises IngestError for an empty file, for what is no text, and for
    text that no encoding decodes and gives back.
    """
    for signature, what, remedy in _SIGNATURES:
        if data.startswith(signature):
            raise IngestError(f"this is {what}, not a text", remedy)
    if _MARKUP.match(data):
        raise IngestError("this is a web page or XML, not a plain text", "save the page as plain text in UTF-8")
    text, encoding, bom = _decode(data)
    if not text or text.isspace():
        raise IngestError("the file is empty", "put the text of the document into it, or remove it")
    source = Source(document_id, text, encoding, bom, sha256(data).hexdigest(), len(data))
    if encode(source) != data:
        raise IngestError(f"the text does not come back the same from {encoding}", "save the file in UTF-8")
    return source


def encode(source: Source) -> bytes:
    """The bytes that the source was read from."""
    return (("\ufeff" if source.bom else "") + source.text).encode(source.encoding)


def _decode(data: bytes) -> tuple[str, str, bool]:
    """Text, encoding, and whether a byte order mark stood before it."""
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise IngestError(
                    f"the file begins as {encoding}, but byte {error.start + len(mark)} is not valid there",
                    "save the file in UTF-8",
                ) from error
            _refuse_binary(text.encode())
            return text, encoding, True
    unmarked = _utf_16(data)
    if unmarked is not None:
        return data.decode(unmarked), unmarked, False
    _refuse_binary(data)
    try:
        return data.decode("utf-8"), "utf-8", False
    except UnicodeDecodeError:
        return _legacy(data)


def _refuse_binary(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data or controls * _CONTROLS_ALLOWED > len(data):
        raise IngestError(
            "this looks like a binary file, not a text", "give the text of the document as a plain text file in UTF-8"
        )


def _utf_16(data: bytes) -> str | None:
    """UTF-16 without a mark: the high bytes of spaces and line ends are zero, the low bytes hardly ever."""
    if len(data) % 2 or b"\0" not in data:
        return None
    even, odd = data[::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    if max(even, odd) * 20 < len(data) // 2 or min(even, odd) * 20 > max(even, odd):
        return None
    try:
        text = data.decode(encoding)
        _refuse_binary(text.encode())
    except (UnicodeDecodeError, IngestError):
        return None
    return encoding


def _legacy(data: bytes) -> tuple[str, str, bool]:
    for encoding in _guesses(_sample(data)):
        try:
            text = data.decode(encoding)
            if text.encode(encoding) == data:
                return text, codecs.lookup(encoding).name, False
        except UnicodeError:
            continue
    raise IngestError("the encoding of the file cannot be told", "save the file in UTF-8")


def _sample(data: bytes) -> bytes:
    """The first lines that say something of the encoding: detection takes the same time for a file of any size."""
    lines, size = [], 0
    for line in data.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line[:SAMPLE_BYTES])
            size += len(line)
            if size > SAMPLE_BYTES:
                break
    return b"".join(lines)


def _guesses(sample: bytes) -> Iterator[str]:
    """Legacy encodings, the likeliest first: what the detector finds least disorder in, then what looks like words."""
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=list(LEGACY_ENCODINGS), enable_fallback=False, language_threshold=0.1)
    found = {codecs.lookup(match.encoding).name: match for match in matches}
    found |= {codecs.lookup(name).name: match for match in matches for name in match.could_be_from_charset}
    ranked = []
    for rank, encoding in enumerate(LEGACY_ENCODINGS):
        match = found.get(codecs.lookup(encoding).name)
        if match is not None:
            text = sample.decode(encoding, "replace")
            foreign = sum(not character.isascii() for character in text)
            unlikely = len(_UNLIKELY.findall(text)) / max(foreign, 1)
            ranked.append((round(match.chaos + unlikely, 2), round(-match.coherence, 1), rank, encoding))
    for *_, encoding in sorted(ranked):
        yield encoding
    yield from (encoding for encoding in ("cp1252", "mac-roman") if encoding not in found)

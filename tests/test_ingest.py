"""Bytes become text, and the text gives the bytes back."""

from __future__ import annotations

import codecs
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.ingest import IngestError, encode, ingest

ENGLISH = "The Minister’s view – he said “no” – was that the café in São Tomé would… close.\n" * 3
TEXTS = {
    "cp1252": ENGLISH,
    "mac-roman": ENGLISH,
    "cp850": "Der Botschafter erklärte, daß die Gespräche über die Öffnung der Grenze nützlich gewesen seien.\n" * 5,
    "cp1250": "Minister oświadczył, że rząd życzy sobie pokoju i współpracy między państwami; wyraził też żal.\n" * 5,
    "iso8859-2": "Minister oświadczył, że rząd życzy sobie pokoju i współpracy między państwami; wyraził też żal.\n"
    * 5,
    "cp1254": "Bakan, görüşmelerin yararlı olduğunu söyledi. Büyükelçi teşekkür etti, değişiklik istiyordu.\n" * 5,
    "cp1251": "Министр заявил, что правительство приветствует переговоры. Посол согласен.\n" * 5,
    "koi8-r": "Министр заявил, что правительство приветствует переговоры. Посол согласен.\n" * 5,
    "cp866": "Министр заявил, что правительство приветствует переговоры. Посол согласен.\n" * 5,
    "cp1253": "Ο υπουργός δήλωσε ότι η κυβέρνηση επιθυμεί την ειρήνη.\n" * 5,
    "cp1256": "قال الوزير إن الحكومة ترحب بالمحادثات\n" * 5,
}
# No text that a person would write begins with a mark or holds control characters.
WRITTEN = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\r\t\f"), min_size=1
).filter(lambda text: not text.isspace() and text[0] != "\ufeff" and text.lstrip()[0] != "<")


@given(WRITTEN, st.booleans())
def test_utf_8_comes_back(text: str, bom: bool) -> None:
    data = (codecs.BOM_UTF8 if bom else b"") + text.encode()
    source = ingest(data, "some-talk")
    assert (source.text, source.encoding, source.bom) == (text, "utf-8", bom)
    assert encode(source) == data


@given(WRITTEN, st.sampled_from(["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]))
def test_wide_encodings_are_known_by_their_mark(text: str, encoding: str) -> None:
    data = ("\ufeff" + text).encode(encoding)
    source = ingest(data, "some-talk")
    assert (source.text, source.encoding, source.bom) == (text, encoding, True)
    assert encode(source) == data


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["The Minister agreed.\r\n" * 4, "Министр сказал: нет, он не согласен.\n" * 4])
def test_utf_16_is_known_without_a_mark(text: str, encoding: str) -> None:
    source = ingest(text.encode(encoding), "some-talk")
    assert (source.text, source.encoding, source.bom) == (text, encoding, False)


@pytest.mark.parametrize("encoding", TEXTS)
def test_legacy_encodings_are_detected(encoding: str) -> None:
    data = TEXTS[encoding].encode(encoding)
    source = ingest(data, "some-talk")
    assert source.text == TEXTS[encoding]
    assert source.encoding == encoding
    assert encode(source) == data


@settings(max_examples=50, deadline=None)
@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_come_back_or_are_refused(data: bytes) -> None:
    try:
        source = ingest(data, "some-talk")
    except IngestError:
        return
    assert encode(source) == data
    assert source.size == len(data)
    assert source.text == source.text.encode().decode()  # no half of a surrogate pair


def test_line_ends_and_form_feeds_are_kept() -> None:
    text = "One.\r\nTwo.\rThree.\n\fFour.\x85Five."
    assert ingest(text.encode(), "some-talk").text == text


def test_the_checksum_is_of_the_bytes_with_their_mark() -> None:
    data = codecs.BOM_UTF8 + b"abc"
    assert ingest(data, "some-talk").sha256 == sha256(data).hexdigest() != sha256(b"abc").hexdigest()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (codecs.BOM_UTF8, "empty"),
        (b"%PDF-1.7\n...", "PDF"),
        (b"PK\x03\x04\x14\x00", "Word"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"{\\rtf1\\ansi Text}", "RTF"),
        (b"\n <!DOCTYPE html><html>", "web page"),
        (b"text with a \0 in it", "binary"),
        (bytes(range(1, 32)) * 4, "binary"),
        (codecs.BOM_UTF16_LE + b"a\0b", "utf-16-le"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\0", "utf-16-le"),
        (codecs.BOM_UTF8 + b"caf\xe9", "utf-8"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(data: bytes, message: str) -> None:
    with pytest.raises(IngestError, match=message) as caught:
        ingest(data, "some-talk")
    assert caught.value.remedy in str(caught.value)


def test_a_stray_control_character_is_noise_and_kept() -> None:
    text = "The per\x02manent delegate spoke. " * 10
    assert ingest(text.encode(), "some-talk").text == text


def test_a_large_file_is_detected_by_a_sample() -> None:
    """The sample ends long before the last line, which alone tells that the text is not what the sample looks like."""
    data = (ENGLISH * 3000).encode("cp1252")
    assert ingest(data, "some-talk").encoding == "cp1252"
    assert ingest(data + b"\x81", "some-talk").encoding != "cp1252"

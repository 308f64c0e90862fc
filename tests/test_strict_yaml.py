"""YAML read strictly: text stays text, and what a careful reader would stumble over is refused with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.seeds.strict_yaml import YamlError, load


def test_scalars_stay_as_written() -> None:
    located = load(
        b"date: 1956-06-27\nlanguage: no\nsize: 010\nplace: null\nnote:\nquoted: 'null'\nlist: [1.0, ~, yes]\n"
    )
    assert located.value == {
        "date": "1956-06-27",
        "language": "no",
        "size": "010",
        "place": None,
        "note": None,
        "quoted": "null",
        "list": ["1.0", None, "yes"],
    }


def test_every_part_knows_its_line() -> None:
    located = load(b"# remark\na: 1\nb:\n  - c: 2\n    d: 3\n  - e\n")
    assert [located.line(path) for path in [("a",), ("b",), ("b", 0, "c"), ("b", 0, "d"), ("b", 1)]] == [2, 3, 4, 5, 6]
    assert located.line(("b", 0, "missing", 3)) == located.line(("b", 0)) == 4


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"a: 1\nb: 2\na: 3\n", 3, "given twice"),
        (b"a: 1\nb: &x [1]\n", 2, "anchors"),
        (b"a: 1\nb: *x\n", 2, "anchors"),
        (b"a: 1\nb: !!python/object/apply:os.system [ls]\n", 2, "tag"),
        (b"a: 1\n---\nb: 2\n", 2, "document"),
        (b"a: 1\nb: [1, 2\nc: 3\n", 3, "expected"),
        (b"a: 1\n? [b]\n: 2\n", 2, "key"),
        (b"a: 1\nb: \xff\n", 2, "UTF-8"),
        (b"a: 1\nb: \x01\n", 2, "character"),
        (b"\n" + b"[" * 100_000, 2, "deep"),
    ],
)
def test_refused_with_its_line(data: bytes, line: int, message: str) -> None:
    with pytest.raises(YamlError, match=message) as caught:
        load(data)
    assert caught.value.line == line


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    data = text.encode("utf-8", "replace")
    try:
        located = load(data)
    except YamlError as error:
        assert 1 <= error.line <= len(data) + 1  # noqa: PT017
    else:
        assert located.value is None or isinstance(located.value, str | list | dict)

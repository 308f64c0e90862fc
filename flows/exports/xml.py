"""XML, written element by element."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from xml.etree.ElementTree import TreeBuilder, tostring

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def allowed(text: str) -> str:
    """The text with U+FFFD in place of every character that XML cannot hold, such as most control characters."""
    return _NOT_XML.sub("\ufffd", text)


class Xml:
    """Writes elements one after the other. What XML cannot hold is replaced; values that are None are left out."""

    def __init__(self) -> None:
        self._builder = TreeBuilder()

    @contextmanager
    def block(self, tag: str, attributes: Mapping[str, str | None] | None = None) -> Iterator[None]:
        """An element on lines of its own."""
        self.start(tag, attributes)
        self.text("\n")
        yield
        self.end(tag)
        self.text("\n")

    def leaf(self, tag: str, text: str | None, attributes: Mapping[str, str | None] | None = None) -> None:
        """An element that holds nothing but text, on a line of its own. Without a text there is no element."""
        if text is not None:
            self.start(tag, attributes)
            self.text(text)
            self.end(tag)
            self.text("\n")

    def start(self, tag: str, attributes: Mapping[str, str | None] | None = None) -> None:
        values = {name: value for name, value in (attributes or {}).items() if value is not None}
        self._builder.start(tag, {name: allowed(value) for name, value in values.items()})

    def end(self, tag: str) -> None:
        self._builder.end(tag)

    def text(self, text: str) -> None:
        self._builder.data(allowed(text))

    def bytes(self) -> bytes:
        """The finished document."""
        return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(self._builder.close(), "unicode")}'.encode()

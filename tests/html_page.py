"""A page as a tree, as far as tests need it: elements with attributes, and the text in them as a browser has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"br", "hr", "img", "input", "link", "meta"}


@dataclass(slots=True)
class Element:
    """One element; `children` are elements and texts in their order."""

    tag: str
    attributes: dict[str, str]
    children: list[Element | str] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attributes.get("class", "").split())

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def all(self, tag: str | None = None, of_class: str | None = None) -> Iterator[Element]:
        """The elements inside this one, in order: those of a tag, of a class, or all."""
        for child in self.children:
            if isinstance(child, Element):
                if tag in (None, child.tag) and (of_class is None or of_class in child.classes):
                    yield child
                yield from child.all(tag, of_class)

    def one(self, tag: str | None = None, of_class: str | None = None) -> Element:
        """The only such element."""
        (found,) = self.all(tag, of_class)
        return found


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("", {})]

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attributes]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        element = Element(tag, {name: value or "" for name, value in attributes})
        self.open[-1].children.append(element)
        if tag not in _VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends <{self.open[-1].tag}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)


def parse(html: str) -> Element:
    """The tree of a page. Raises AssertionError where an element is not closed, or not where it was opened."""
    parser = _Parser()
    parser.feed(html.replace("\r\n", "\n").replace("\r", "\n"))  # as a browser reads line ends
    parser.close()
    (root,) = parser.open
    return root

"""A server that publishes one archive, as a web server does: with conditions, redirects and faults."""

from __future__ import annotations

from tests.fakes.server import Answer, FakeServer, Request


class ArchiveServer(FakeServer):
    """Gives `archive` at any path, and says that it did not change where the client names its `tag`.

    With a `tag` of "" the server knows of no tags, and gives the archive each time. /moved leads to another path.
    """

    def __init__(self, archive: bytes, tag: str = '"1"') -> None:
        super().__init__()
        self.archive = archive
        self.tag = tag
        self.statuses: list[int] = []

    def answer(self, request: Request) -> Answer:
        answer = self._answer(request)
        self.statuses.append(answer.status)
        return answer

    def _answer(self, request: Request) -> Answer:
        if request.path == "/moved":
            return Answer(302, headers={"Location": "/seeds.tar.gz"})
        if self.tag and request.headers.get("if-none-match") == self.tag:
            return Answer(304)
        return Answer(200, self.archive, {"ETag": self.tag} if self.tag else {})

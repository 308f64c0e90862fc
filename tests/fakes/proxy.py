"""A server that hands all requests on to another one, so that faults can be put in between."""

from __future__ import annotations

import httpx2

from tests.fakes.server import Answer, FakeServer, Request

_OF_THE_CONNECTION = {"connection", "content-encoding", "content-length", "host", "keep-alive", "transfer-encoding"}


class Proxy(FakeServer):
    """Hands on to the server at `behind`."""

    def __init__(self, behind: str) -> None:
        super().__init__()
        self._client = httpx2.Client(base_url=behind, timeout=30)

    def answer(self, request: Request) -> Answer:
        headers = {name: value for name, value in request.headers.items() if name not in _OF_THE_CONNECTION}
        answer = self._client.request(request.method, request.target, headers=headers, content=request.body)
        kept = {name: value for name, value in answer.headers.items() if name not in _OF_THE_CONNECTION}
        if request.method == "HEAD":
            kept["Content-Length"] = answer.headers.get("content-length", "0")
        return Answer(answer.status_code, answer.content, kept)

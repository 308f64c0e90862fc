"""A small HTTP server in a thread, and the faults that a test can order from it."""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True, slots=True)
class Request:
    """What a client asks for. `path` is decoded, `body` whole, and the names of `headers` are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes
    target: str  # as it was sent

    def json(self) -> Any:
        return json.loads(self.body or b"{}")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def json_answer(content: Any, status: int = 200, **headers: str) -> Answer:
    """An answer in JSON; `headers` are given with `_` for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(status, json.dumps(content).encode(), {"Content-Type": "application/json", **named})


@dataclass(slots=True)
class Fault:
    """What goes wrong with the requests that match a method and a pattern of paths.

    `status` is answered; or the connection is cut in the middle of the request's body (`cut`) or of the answer's
    (`cut_answer`); or the request's body (`corrupt`) or the answer's (`corrupt_answer`) has a byte changed; or `call`
    is called before all goes on as it should. Each path is struck `times` times.
    """

    method: str
    pattern: str
    status: int = 0
    cut: bool = False
    cut_answer: bool = False
    corrupt: bool = False
    corrupt_answer: bool = False
    call: Callable[[], None] | None = None
    times: int = 1
    body: bytes = b'{"message": "This is a fault", "error": "This is a fault"}'
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "application/json"})
    struck: dict[str, int] = field(default_factory=dict)

    def strikes(self, method: str, path: str) -> bool:
        if method != self.method or not re.search(self.pattern, path) or self.struck.get(path, 0) >= self.times:
            return False
        self.struck[path] = self.struck.get(path, 0) + 1
        return True


class FakeServer:
    """Answers by `answer` at `address`. `requests` are those that came whole, `faults` those still to strike."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.lock = threading.RLock()
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def handle_one(self) -> None:
                fake._serve(self)

            do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_one

            def handle_expect_100(self) -> bool:
                going_on = super().handle_expect_100()
                self.wfile.flush()
                return going_on

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def answer(self, request: Request) -> Answer:
        raise NotImplementedError

    def sent(self, method: str, pattern: str = "") -> list[str]:
        """The paths of the requests that came, of a method, where the pattern is found in them."""
        return [r.path for r in self.requests if r.method == method and re.search(pattern, r.path)]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _serve(self, handler: BaseHTTPRequestHandler) -> None:
        split = urlsplit(handler.path)
        path = unquote(split.path)
        with self.lock:
            fault = next((fault for fault in self.faults if fault.strikes(handler.command, path)), None)
        length = int(handler.headers.get("Content-Length") or 0)
        if fault is not None and fault.cut:
            handler.rfile.read(length // 2)
            return _cut(handler)
        chunked = handler.headers.get("Transfer-Encoding") == "chunked"
        body = _chunks(handler) if chunked else _body(handler, length)
        if body is None:
            return _cut(handler)
        if fault is not None and fault.corrupt and body:
            body = _changed(body)
        headers = {name.lower(): value for name, value in handler.headers.items()}
        request = Request(handler.command, path, dict(parse_qsl(split.query)), headers, body, handler.path)
        if fault is not None and fault.call is not None:
            fault.call()
        if fault is not None and fault.status:
            answer = Answer(fault.status, fault.body, fault.headers)
        else:
            with self.lock:
                self.requests.append(request)
            answer = self.answer(request)
        content = _changed(answer.body) if fault is not None and fault.corrupt_answer else answer.body
        handler.send_response(answer.status)
        for name, value in answer.headers.items():
            handler.send_header(name, value)
        if "Content-Length" not in answer.headers:
            handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        if handler.command == "HEAD":
            return None
        if fault is not None and fault.cut_answer:
            handler.wfile.write(content[: len(content) // 2])
            return _cut(handler)
        handler.wfile.write(content)
        return None


def _cut(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.flush()
    handler.connection.shutdown(socket.SHUT_RDWR)
    handler.close_connection = True


def _changed(body: bytes) -> bytes:
    return body[:-1] + bytes([body[-1] ^ 1])


def _body(handler: BaseHTTPRequestHandler, length: int) -> bytes | None:
    """The body of `length` bytes; None where the client went away before its end."""
    body = handler.rfile.read(length)
    return body if len(body) == length else None


def _chunks(handler: BaseHTTPRequestHandler) -> bytes | None:
    """The body that comes in chunks; None where the client went away before the last one."""
    body = b""
    while line := handler.rfile.readline():
        size = int(line.split(b";")[0], 16)
        chunk = _body(handler, size)
        handler.rfile.readline()
        if chunk is None or size == 0:
            return None if chunk is None else body
        body += chunk
    return None

"""The server of the tests does as real ones do where a client goes away in the middle of what it sends."""

from __future__ import annotations

import socket

import pytest

from tests.fakes.archive import ArchiveServer

WHOLE = {
    "of a known length": b"PUT /a HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\n\r\nabcdef",
    "in chunks": b"PUT /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n3\r\ndef\r\n0\r\n\r\n",
}


def _send(server: ArchiveServer, data: bytes) -> bytes:
    """What the server answers to a client that says no more than `data`."""
    host, port = server.address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := client.recv(1 << 16):
            answer += piece
        return answer


@pytest.mark.parametrize("sent", WHOLE.values(), ids=WHOLE)
def test_only_a_request_that_came_whole_is_answered(sent: bytes) -> None:
    """An upload that its client broke off was handed on with an empty body, and kept under the digest of the whole."""
    head = sent.index(b"\r\n\r\n") + 4
    with ArchiveServer(b"archive") as server:
        for end in range(head, len(sent) - (len(b"\r\n\r\n") if b"chunked" in sent else 0)):
            assert _send(server, sent[:end]) == b""
        assert server.requests == []
        assert _send(server, sent).startswith(b"HTTP/1.1 200")
        assert [request.body for request in server.requests] == [b"abcdef"]

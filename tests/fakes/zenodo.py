"""Zenodo, as far as deposits need it: drafts, their files and metadata, publishing, new versions, public records."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.server import Answer, FakeServer, Request, json_answer

FIRST_NUMBER = 1001
REQUIRED = ("title", "upload_type", "description", "creators", "publication_date")


@dataclass
class Deposit:
    """One version of a record: a draft, or `published`."""

    number: int
    concept: int
    metadata: dict[str, Any] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    published: bool = False


class Refused(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, message: str, *errors: tuple[str, str]) -> None:
        named = [{"field": name, "messages": [text]} for name, text in errors]
        self.answer = json_answer({"status": status, "message": message} | ({"errors": named} if named else {}), status)


class FakeZenodo(FakeServer):
    """A Zenodo with one account, `token`. The first deposit has the number 1001, the next ones those after it."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self.token = token
        self.deposits: dict[int, Deposit] = {}

    def answer(self, request: Request) -> Answer:
        try:
            if "access_token" in request.query:
                raise Refused(400, "Tokens in addresses end up in logs, and are refused here")
            signed_in = request.headers.get("authorization")
            if signed_in is not None and signed_in != f"Bearer {self.token}":
                raise Refused(401, "The server could not verify that you are authorized to access the URL requested.")
            for method, pattern, open_to_all, handle in self._routes():
                match = re.fullmatch(pattern, request.path)
                if match and request.method == method:
                    if signed_in is None and not open_to_all:
                        raise Refused(401, "The server could not verify that you are authorized.")
                    with self.lock:
                        return handle(request, *match.groups())  # type: ignore[no-any-return]
            raise Refused(404, "The requested URL was not found on the server.")
        except Refused as refused:
            return refused.answer

    def _routes(self) -> list[tuple[str, str, bool, Any]]:
        deposits, one = "/api/deposit/depositions", "/api/deposit/depositions/([0-9]+)"
        return [
            ("GET", deposits, False, self._list),
            ("POST", deposits, False, self._create),
            ("GET", one, False, self._get),
            ("PUT", one, False, self._describe),
            ("POST", f"{one}/actions/publish", False, self._publish),
            ("POST", "/api/records/([0-9]+)/versions", False, self._new_version),
            ("PUT", "/api/files/bucket-([0-9]+)/([^/]+)", False, self._put),
            ("GET", "/api/files/bucket-([0-9]+)/([^/]+)", False, self._read),
            ("DELETE", "/api/files/bucket-([0-9]+)/([^/]+)", False, self._delete),
            ("GET", "/api/records/([0-9]+)", True, self._record),
            ("GET", "/api/records/([0-9]+)/files/([^/]+)/content", True, self._public_file),
        ]

    def _deposit(self, number: str) -> Deposit:
        if int(number) not in self.deposits:
            raise Refused(404, "The persistent identifier does not exist.")
        return self.deposits[int(number)]

    def _draft(self, number: str) -> Deposit:
        deposit = self._deposit(number)
        if deposit.published:
            raise Refused(403, "Permission denied.")
        return deposit

    def _shown(self, deposit: Deposit) -> dict[str, Any]:
        number = deposit.number
        bucket = f"{self.address}/api/files/bucket-{number}"
        files = [
            {
                "id": hashlib.md5(name.encode()).hexdigest(),
                "filename": name,
                "filesize": len(data),
                "checksum": hashlib.md5(data).hexdigest(),
                "links": {"download": f"{bucket}/{name}"},
            }
            for name, data in deposit.files.items()
        ]
        reserved = {"doi": f"10.5281/zenodo.{number}", "recid": number}
        return {
            "id": number,
            "conceptrecid": str(deposit.concept),
            "title": deposit.metadata.get("title", ""),
            "metadata": deposit.metadata | {"prereserve_doi": reserved},
            "submitted": deposit.published,
            "state": "done" if deposit.published else "unsubmitted",
            "links": {"bucket": bucket, "latest_draft": f"{self.address}/api/deposit/depositions/{number}"},
        } | ({"files": files} if files else {})

    def _list(self, request: Request) -> Answer:
        drafts_only = request.query.get("status") == "draft"
        return json_answer([self._shown(d) for d in self.deposits.values() if not (drafts_only and d.published)])

    def _add(self, concept: int | None, metadata: dict[str, Any]) -> Deposit:
        number = FIRST_NUMBER + len(self.deposits)
        self.deposits[number] = Deposit(number, number * 10 if concept is None else concept, metadata)
        return self.deposits[number]

    def _create(self, request: Request) -> Answer:
        return json_answer(self._shown(self._add(None, request.json().get("metadata", {}))), 201)

    def _get(self, request: Request, number: str) -> Answer:
        return json_answer(self._shown(self._deposit(number)))

    def _describe(self, request: Request, number: str) -> Answer:
        deposit = self._draft(number)
        metadata = request.json()["metadata"]
        if missing := [name for name in REQUIRED if not metadata.get(name)]:
            errors = [(f"metadata.{name}", "Missing data for required field.") for name in missing]
            raise Refused(400, "A validation error occurred.", *errors)
        if "doi" in metadata:
            raise Refused(400, "A validation error occurred.", ("pids.doi", "The prefix is managed by Zenodo."))
        deposit.metadata = metadata
        return json_answer(self._shown(deposit))

    def _publish(self, request: Request, number: str) -> Answer:
        deposit = self._draft(number)
        if missing := [name for name in REQUIRED if not deposit.metadata.get(name)]:
            raise Refused(
                400, "A validation error occurred.", *((f"metadata.{name}", "Missing data.") for name in missing)
            )
        if not deposit.files:
            raise Refused(400, "A validation error occurred.", ("files.enabled", "Missing uploaded files."))
        deposit.published = True
        return json_answer(self._shown(deposit), 202)

    def _new_version(self, request: Request, number: str) -> Answer:
        deposit = self._deposit(number)
        if not deposit.published:
            raise Refused(404, "The persistent identifier is not registered.")
        versions = [d for d in self.deposits.values() if d.concept == deposit.concept]
        drafts = [d for d in versions if not d.published]
        # A record has one draft of its next version at most, and asking again gives that one.
        carried = {k: v for k, v in versions[-1].metadata.items() if k not in ("publication_date", "version")}
        draft = drafts[0] if drafts else self._add(deposit.concept, carried)
        return json_answer({"id": str(draft.number), "is_draft": True}, 201)

    def _put(self, request: Request, number: str, name: str) -> Answer:
        deposit = self._draft(number)
        if "content-length" not in request.headers:
            raise Refused(411, "Content-Length is required.")
        deposit.files[name] = request.body
        checksum = f"md5:{hashlib.md5(request.body).hexdigest()}"
        return json_answer({"key": name, "size": len(request.body), "checksum": checksum}, 201)

    def _read(self, request: Request, number: str, name: str) -> Answer:
        return self._content(self._draft(number), name)

    def _delete(self, request: Request, number: str, name: str) -> Answer:
        deposit = self._draft(number)
        if deposit.files.pop(name, None) is None:
            raise Refused(404, "File not found.")
        return Answer(204)

    def _record(self, request: Request, number: str) -> Answer:
        deposit = self._public(number)
        files = [
            {
                "key": name,
                "size": len(data),
                "checksum": f"md5:{hashlib.md5(data).hexdigest()}",
                "links": {"self": f"{self.address}/api/records/{number}/files/{name}/content"},
            }
            for name, data in deposit.files.items()
        ]
        doi = f"10.5281/zenodo.{number}"
        return json_answer({"id": int(number), "doi": doi, "metadata": deposit.metadata, "files": files})

    def _public_file(self, request: Request, number: str, name: str) -> Answer:
        return self._content(self._public(number), name)

    def _public(self, number: str) -> Deposit:
        deposit = self._deposit(number)
        if not deposit.published:
            raise Refused(404, "The persistent identifier is not registered.")
        return deposit

    def _content(self, deposit: Deposit, name: str) -> Answer:
        if name not in deposit.files:
            raise Refused(404, "File not found.")
        return Answer(200, deposit.files[name], {"Content-Type": "application/octet-stream"})

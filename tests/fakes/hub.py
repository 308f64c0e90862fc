"""The Hub of Hugging Face, as far as data set repositories need it: commits, tags, large files, listing and loading."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from tests.fakes.server import Answer, FakeServer, Request, json_answer

TEXT = (".csv", ".json", ".jsonl", ".md", ".txt", ".svg", ".xml", ".cff", ".html", ".css", ".js", "SHA256SUMS")
LARGEST_REGULAR = 10 << 20  # bytes of a file that git itself keeps
ALLOWED_SPLIT_KEYS = {"name", "num_bytes", "num_examples", "dataset_name"}


@dataclass
class Repository:
    """`commits` maps each commit's id to its files; `main` is the newest one."""

    commits: dict[str, dict[str, bytes]] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    tags: dict[str, str] = field(default_factory=dict)

    def commit(self, files: dict[str, bytes]) -> str:
        parent = self.order[-1] if self.order else ""
        listing = "".join(f"{name} {hashlib.sha256(data).hexdigest()}\n" for name, data in sorted(files.items()))
        oid = hashlib.sha1(f"{parent}\n{len(self.order)}\n{listing}".encode()).hexdigest()
        self.commits[oid] = files
        self.order.append(oid)
        return oid

    def find(self, revision: str) -> str | None:
        if revision == "main":
            return self.order[-1]
        found = self.tags.get(revision, revision)
        return found if found in self.commits else None


class Refused(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, message: str, code: str | None = None, **more: str) -> None:
        headers = {"X-Error-Message": message} | ({"X-Error-Code": code} if code else {})
        self.answer = Answer(status, json.dumps({"error": message} | more).encode(), headers)


class FakeHub(FakeServer):
    """A Hub with one account, `token`, which may write to the repositories of `owner` and make new ones there."""

    def __init__(self, token: str, owner: str = "archive") -> None:
        super().__init__()
        self.token = token
        self.owner = owner
        self.repositories: dict[str, Repository] = {}
        self.arrived: dict[str, bytes] = {}  # by SHA-256: what was sent, and not checked yet
        self.large: dict[str, bytes] = {}  # what was checked, and can be named in a commit

    def answer(self, request: Request) -> Answer:
        try:
            if request.path.startswith("/large/"):  # the store behind the Hub: its addresses are secrets themselves
                return self._store(request)
            signed_in = request.headers.get("authorization")
            if signed_in is not None and signed_in != f"Bearer {self.token}":
                raise Refused(401, "Invalid credentials in Authorization header")
            if request.method not in ("GET", "HEAD") and signed_in is None:
                raise Refused(401, "Invalid username or password.")
            for method, pattern, handle in self._routes():
                match = re.fullmatch(pattern, request.path)
                if match and request.method in method.split():
                    with self.lock:
                        return handle(request, *match.groups())  # type: ignore[no-any-return]
            raise Refused(404, f"There is nothing at {request.path}")
        except Refused as refused:
            return refused.answer

    def _routes(self) -> list[tuple[str, str, Any]]:
        data = "/api/datasets/([^/]+/[^/]+)"
        return [
            ("POST", "/api/repos/create", self._create),
            ("POST", "/api/validate-yaml", self._validate),
            ("GET", data, self._info),
            ("GET", f"{data}/revision/([^/]+)", self._info),
            ("GET", f"{data}/refs", self._refs),
            ("GET", f"{data}/tree/([^/]+)/?(.*)", self._tree),
            ("POST", f"{data}/paths-info/([^/]+)", self._paths),
            ("POST", f"{data}/preupload/([^/]+)", self._preupload),
            ("POST", f"{data}/commit/([^/]+)", self._commit),
            ("POST", f"{data}/tag/([^/]+)", self._tag),
            ("POST", "/datasets/([^/]+/[^/]+).git/info/lfs/objects/batch", self._batch),
            ("POST", "/verify/([0-9a-f]+)", self._verify),
            ("GET HEAD", "/datasets/([^/]+/[^/]+)/resolve/([^/]+)/(.+)", self._resolve),
        ]

    def _repository(self, name: str) -> Repository:
        if name not in self.repositories:
            raise Refused(404, "Repository not found", "RepoNotFound")
        return self.repositories[name]

    def _files(self, name: str, revision: str) -> tuple[str, dict[str, bytes]]:
        repository = self._repository(name)
        commit = repository.find(revision)
        if commit is None:
            raise Refused(404, f"Invalid rev id: {revision}", "RevisionNotFound")
        return commit, repository.commits[commit]

    def _create(self, request: Request) -> Answer:
        wanted = request.json()
        name = f"{wanted.get('organization') or self.owner}/{wanted['name']}"
        if not name.startswith(f"{self.owner}/"):
            raise Refused(
                403, f"You don't have the rights to create a dataset under the namespace {name.split('/')[0]}"
            )
        if name in self.repositories:
            raise Refused(409, "You already created this dataset repo", url=f"{self.address}/datasets/{name}")
        self.repositories[name] = Repository()
        self.repositories[name].commit({".gitattributes": b"*.parquet filter=lfs diff=lfs merge=lfs -text\n"})
        return json_answer({"url": f"{self.address}/datasets/{name}", "name": name})

    def _validate(self, request: Request) -> Answer:
        content = request.json()["content"]
        try:
            header = yaml.safe_load(content.split("---\n")[1]) if content.startswith("---\n") else {}
            errors = [] if isinstance(header, dict) else ["The header is not a mapping"]
        except yaml.YAMLError as error:
            errors, header = [str(error)], {}
        if not errors and not re.fullmatch(r"[a-z0-9.-]+", str(header.get("license", "unknown"))):
            errors.append('"license" must be one of [apache-2.0, mit, cc-by-4.0, ...]')
        answer = {"errors": [{"message": error} for error in errors], "warnings": []}
        return json_answer(answer, 400 if errors else 200)

    def _info(self, request: Request, name: str, revision: str = "main") -> Answer:
        commit, files = self._files(name, revision)
        siblings = [{"rfilename": path} for path in sorted(files)]
        return json_answer(
            {"_id": "1", "id": name, "sha": commit, "private": False, "tags": [], "downloads": 0, "likes": 0}
            | {"siblings": siblings, "lastModified": "2031-04-05T00:00:00.000Z", "author": self.owner, "gated": False}
        )

    def _refs(self, request: Request, name: str) -> Answer:
        repository = self._repository(name)
        main = {"name": "main", "ref": "refs/heads/main", "targetCommit": repository.order[-1]}
        tags = [
            {"name": tag, "ref": f"refs/tags/{tag}", "targetCommit": commit} for tag, commit in repository.tags.items()
        ]
        return json_answer({"branches": [main], "converts": [], "tags": tags})

    def _tree(self, request: Request, name: str, revision: str, folder: str) -> Answer:
        _, files = self._files(name, revision)
        prefix = f"{folder}/" if folder else ""
        inside = [path for path in sorted(files) if path.startswith(prefix)]
        if folder and not inside:
            raise Refused(404, f'"{folder}" does not exist on "{revision}"', "EntryNotFound")
        recursive = request.query.get("recursive", "").lower() in ("true", "1")
        folders = sorted({prefix + path[len(prefix) :].split("/")[0] for path in inside if "/" in path[len(prefix) :]})
        listed = [path for path in inside if recursive or "/" not in path[len(prefix) :]]
        return json_answer(
            [{"type": "directory", "oid": "0" * 40, "size": 0, "path": path} for path in folders if not recursive]
            + [self._entry(path, files[path]) for path in listed]
        )

    def _paths(self, request: Request, name: str, revision: str) -> Answer:
        _, files = self._files(name, revision)
        wanted = request.json() if request.headers["content-type"] == "application/json" else request.body.decode()
        paths = wanted["paths"] if isinstance(wanted, dict) else re.findall(r"paths=([^&]+)", wanted)
        folders = {path.rpartition("/")[0] for path in files}
        entries = [self._entry(path, files[path]) for path in paths if path in files]
        entries += [
            {"type": "directory", "oid": "0" * 40, "size": 0, "path": path} for path in paths if path in folders
        ]
        return json_answer(entries)

    def _entry(self, path: str, data: bytes) -> dict[str, Any]:
        entry: dict[str, Any] = {"type": "file", "path": path, "size": len(data), "oid": _blob(data)}
        if _is_large(path, len(data)):
            digest = hashlib.sha256(data).hexdigest()
            entry |= {"oid": _blob(digest.encode()), "lfs": {"oid": digest, "size": len(data), "pointerSize": 130}}
        return entry

    def _preupload(self, request: Request, name: str, revision: str) -> Answer:
        _, files = self._files(name, revision)
        answers = []
        for file in request.json()["files"]:
            path = file["path"]
            known = {"oid": self._entry(path, files[path])["oid"]} if path in files else {}
            mode = "lfs" if _is_large(path, file["size"]) else "regular"
            if "lfs" in self._entry(path, files.get(path, b"")) and path in files:
                known = {"oid": hashlib.sha256(files[path]).hexdigest()}
            answers.append({"path": path, "uploadMode": mode, "shouldIgnore": False} | known)
        return json_answer({"files": answers})

    def _batch(self, request: Request, name: str) -> Answer:
        self._repository(name)
        objects = []
        for wanted in request.json()["objects"]:
            entry = {"oid": wanted["oid"], "size": wanted["size"]}
            if wanted["oid"] not in self.large:
                actions = {
                    "upload": {"href": f"{self.address}/large/{wanted['oid']}"},
                    "verify": {"href": f"{self.address}/verify/{wanted['oid']}"},
                }
                entry["actions"] = actions
            objects.append(entry)
        return json_answer({"transfer": "basic", "objects": objects})

    def _store(self, request: Request) -> Answer:
        digest = request.path.rpartition("/")[2]
        if request.method != "PUT":
            raise Refused(405, "PUT only")
        self.arrived[digest] = request.body
        return Answer()

    def _verify(self, request: Request, digest: str) -> Answer:
        data = self.arrived.pop(digest, None)
        if data is None or len(data) != request.json()["size"] or hashlib.sha256(data).hexdigest() != digest:
            raise Refused(422, "The uploaded object does not have this SHA-256")
        self.large[digest] = data
        return json_answer({})

    def _commit(self, request: Request, name: str, revision: str) -> Answer:
        repository = self._repository(name)
        files = dict(repository.commits[repository.order[-1]])
        for line in request.body.splitlines():
            operation = json.loads(line)
            key, value = operation["key"], operation["value"]
            if key == "header":
                if value.get("parentCommit", repository.order[-1]) != repository.order[-1]:
                    raise Refused(412, "A commit has happened since. Please refresh and try again.")
            elif key == "file":
                data = base64.b64decode(value["content"])
                if _is_large(value["path"], len(data)):
                    raise Refused(400, f"{value['path']} is binary or too large, and must be sent as a large file")
                files[value["path"]] = data
            elif key == "lfsFile":
                if value["oid"] not in self.large:
                    raise Refused(400, f"The large file of {value['path']} was not uploaded")
                files[value["path"]] = self.large[value["oid"]]
            elif key == "deletedFile":
                if files.pop(value["path"], None) is None:
                    raise Refused(404, "A file with this name doesn't exist", "EntryNotFound")
            else:
                raise Refused(400, f"{key} is no operation")
        oid = repository.commit(files)
        return json_answer({"success": True, "commitOid": oid, "commitUrl": f"{self.address}/{name}/commit/{oid}"})

    def _tag(self, request: Request, name: str, revision: str) -> Answer:
        commit, _ = self._files(name, revision)
        tags = self._repository(name).tags
        tag = request.json()["tag"]
        if tag in tags:
            raise Refused(409, f"Tag {tag} already exists")
        tags[tag] = commit
        return json_answer({})

    def _resolve(self, request: Request, name: str, revision: str, path: str) -> Answer:
        commit, files = self._files(name, revision)
        if path not in files:
            raise Refused(404, "Entry not found", "EntryNotFound")
        data = files[path]
        digest = hashlib.sha256(data).hexdigest() if _is_large(path, len(data)) else _blob(data)
        headers = {"ETag": f'"{digest}"', "X-Repo-Commit": commit, "Accept-Ranges": "bytes"}
        if wanted := re.fullmatch(r"bytes=(\d+)-(\d*)", request.headers.get("range", "")):
            start, end = int(wanted[1]), min(int(wanted[2] or len(data) - 1), len(data) - 1)
            headers["Content-Range"] = f"bytes {start}-{end}/{len(data)}"
            return Answer(206, data[start : end + 1], headers)
        if request.method == "HEAD":
            headers["Content-Length"] = str(len(data))
        return Answer(200, data, headers)


def _is_large(path: str, size: int) -> bool:
    return size > LARGEST_REGULAR or not (path.endswith(TEXT) or path.startswith("."))


def _blob(data: bytes) -> str:
    return hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()

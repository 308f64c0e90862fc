"""Validates an RO-Crate against what is REQUIRED, without any network: the context, which the validator would fetch,
comes from the copy inside rocraters. Usage: crate.py FOLDER CACHE
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import requests
import rocraters
from requests.adapters import BaseAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse

SPECIFICATION = "https://w3id.org/ro/crate/1.3"


class Bundled(BaseAdapter):
    """Answers every request with the context."""

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        schema = rocraters.load_schema("1.3")
        assert schema["@id"] == f"{SPECIFICATION}/context"
        body = json.dumps({"@context": schema["@context"]}).encode()
        headers = {"Content-Type": "application/ld+json"}
        response = requests.Response()
        response.status_code, response.url, response.request = 200, str(request.url), request
        response.headers.update(headers)
        response.raw = HTTPResponse(io.BytesIO(body), headers, 200, preload_content=False)
        return response

    def close(self) -> None:
        pass


folder, cache = sys.argv[1:]
session = CachedSession(cache, backend="sqlite", expire_after=-1)
session.mount("https://", Bundled())
session.get(f"{SPECIFICATION}/context")
validator = str(Path(sys.executable).with_name("rocrate-validator"))
options = ["--offline", "--cache-path", cache, "--requirement-severity", "required", "--verbose"]
command = [
    validator,
    "--no-interactive",
    "--disable-color",
    "validate",
    *options,
    "--profile-identifier",
    "ro-crate-1.3",
]
sys.exit(subprocess.run([*command, folder], check=False).returncode)

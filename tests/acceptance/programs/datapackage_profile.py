"""Holds a data package to the profile of Data Package v2. Usage: datapackage_profile.py FILE"""

from __future__ import annotations

import importlib.resources
import json
import sys
from pathlib import Path

from jsonschema import Draft7Validator

PROFILE = importlib.resources.files("dplib").joinpath("profiles/2.0/datapackage.json")

descriptor = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
validator = Draft7Validator(
    json.loads(PROFILE.read_text(encoding="utf-8")), format_checker=Draft7Validator.FORMAT_CHECKER
)
problems = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(descriptor)]
print("\n".join(problems))
sys.exit(bool(problems))

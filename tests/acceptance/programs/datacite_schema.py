"""Holds a description to DataCite's schema 4.5. Usage: datacite_schema.py FILE"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from datacite import schema45

problems = [
    f"{error.json_path}: {error.message}"
    for error in schema45.validator.iter_errors(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
]
print("\n".join(problems))
sys.exit(bool(problems))

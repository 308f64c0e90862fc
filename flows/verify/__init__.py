"""Whether a release is what it claims: from its own files, and by building it again from its seeds."""

from flows.verify.finding import Finding, verdict
from flows.verify.own_files import verify_release
from flows.verify.rebuild import verify_rebuild

__all__ = ["Finding", "verdict", "verify_rebuild", "verify_release"]

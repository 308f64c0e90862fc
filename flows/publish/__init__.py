"""Publishing a release: to Hugging Face, to Zenodo, and into a folder or bucket.

A release is checked, compared with what the service has, sent, and read back. The service itself says how far an
earlier run came, so that a run that was interrupted anywhere goes on when it is started again; what was published once
is never changed. No other stage speaks to the network. Each service is a module with a `Destination`.
"""

from __future__ import annotations

from flows.publish.destinations import destination_of
from flows.publish.model import Destination, Plan, PublishError, Receipt, Release, UsageError
from flows.publish.steps import checked_release, publish

__all__ = [
    "Destination",
    "Plan",
    "PublishError",
    "Receipt",
    "Release",
    "UsageError",
    "checked_release",
    "destination_of",
    "publish",
]

"""Secrets: where they are from, and that they are never repeated.

A secret is asked for by the name of its environment variable. Flows also look for a Prefect Secret block of the same
name, written `hf-token` for `HF_TOKEN`.
"""

from __future__ import annotations

from collections.abc import Callable

from flows.publish.model import UsageError

Lookup = Callable[[str], str | None]


def block_name(variable: str) -> str:
    """The name of the Prefect Secret block that holds what the environment variable would."""
    return variable.lower().replace("_", "-")


def required(lookup: Lookup, variable: str) -> str:
    """The secret. Raises UsageError where there is none, or where it cannot be one."""
    value = lookup(variable)
    if not value:
        raise UsageError(
            f"There is no token: set the environment variable {variable}, or for flows save a Prefect Secret block "
            f"named {block_name(variable)}. docs/publishing.md says how to get one, and what it should be allowed to do"
        )
    if not (value.isascii() and value.isprintable() and " " not in value):
        raise UsageError(f"{variable} is not a token: it has spaces, line ends or other signs in it. Copy it once more")
    return value


def without(text: str, *secrets: str | None) -> str:
    """The text with each secret in it struck out: a service may repeat in its message what was sent to it."""
    for secret in secrets:
        if secret:
            text = text.replace(secret, "***")
    return text

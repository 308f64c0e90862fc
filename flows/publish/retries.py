"""Trying again, with growing pauses, what failed for a while only: cut connections, rate limits, errors of a server."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import httpx2
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

T = TypeVar("T")

ATTEMPTS = 6
LONGEST_PAUSE = 300.0  # seconds; a server that asks for more is asked again by the next run

_PAUSES = wait_exponential_jitter(initial=1, max=60)


class TryAgain(Exception):
    """Raised by a call whose result shows that it should be made again."""


@dataclass(frozen=True, slots=True)
class Retries:
    """Calls a function until it succeeds, fails for good, or has failed six times; what it raised last is raised."""

    sleep: Callable[[float], None] = time.sleep

    def __call__(self, call: Callable[[], T]) -> T:
        attempts = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=_pause,
            retry=retry_if_exception(_passes),
            sleep=self.sleep,
            reraise=True,
        )
        return attempts(call)


def causes(error: BaseException) -> Iterator[BaseException]:
    """An error, and those that it was raised from."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__


def response_of(error: BaseException) -> httpx2.Response | None:
    """The answer of the server that an error was raised for, also where other errors were raised from that one."""
    for cause in causes(error):
        response = getattr(cause, "response", None)
        if isinstance(response, httpx2.Response):
            return response
    return None


def _passes(error: BaseException) -> bool:
    response = response_of(error)
    if response is not None:
        return response.status_code in (408, 429) or (response.status_code >= 500 and response.status_code != 507)
    return any(isinstance(cause, TryAgain | httpx2.TransportError) for cause in causes(error))


def _pause(state: RetryCallState) -> float:
    """Seconds to wait: what the server asks for, or else a little more each time."""
    error = state.outcome.exception() if state.outcome else None
    response = response_of(error) if error else None
    asked = response.headers.get("retry-after", "") if response is not None else ""
    return min(float(asked), LONGEST_PAUSE) if asked.isdecimal() else _PAUSES(state)

"""Settings of Prefect that this project depends on, applied before Prefect is imported.

`python -m flows.operations.settings` prints them as lines NAME=value, for programs that do not begin with `parley`.
"""

from __future__ import annotations

import os
import shlex
from pathlib import Path

# Unless told otherwise Prefect's recorder writes one event at a time, and keeps the database locked for many seconds;
# gives a server that starts on a busy machine 20 seconds; and forgets, when it ends, who holds a concurrency limit.
PREFECT_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TASK_RUN_RECORDER_FLUSH_INTERVAL": "1",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_READ_BATCH_SIZE": "200",
    "PREFECT_SERVER_SERVICES_TRIGGERS_READ_BATCH_SIZE": "200",
}


def configure_prefect(project: Path) -> None:
    """Keep Prefect's state in `project`/.prefect, with telemetry off; what the environment already sets wins.

    Must run before the first import of prefect in this process, and is inherited by the server that Prefect starts.
    """
    for name, value in prefect_settings(project).items():
        os.environ.setdefault(name, value)


def prefect_settings(project: Path) -> dict[str, str]:
    """All settings, as environment variables, for a project in that folder."""
    return {"PREFECT_HOME": str(project.resolve() / ".prefect"), **PREFECT_SETTINGS}


if __name__ == "__main__":
    for name, value in prefect_settings(Path()).items():
        print(f"{name}={shlex.quote(value)}")

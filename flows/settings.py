"""Settings of Prefect that this project depends on, applied before Prefect is imported."""

from __future__ import annotations

import os
from pathlib import Path

# Unless told otherwise Prefect's recorder writes one event at a time, and keeps the database locked for many seconds.
PREFECT_SETTINGS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_LOGGING_LEVEL": "INFO",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
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
    os.environ.setdefault("PREFECT_HOME", str(project.resolve() / ".prefect"))
    for name, value in PREFECT_SETTINGS.items():
        os.environ.setdefault(name, value)

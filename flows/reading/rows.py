"""One document among many: its rows, or why there are none. What is wrong with one does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from flows.corrections import CorrectionError
from flows.files import UnusableFile
from flows.ingest import IngestError
from flows.reading.document import read_document
from flows.record import Person, Sidecar
from flows.tables import rows
from schemas import Row

Tables: TypeAlias = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a document could not be read, and what to do about it.

    `correction_line` is the line of the correction that is the cause, if one is; else it is the text itself.
    """

    message: str
    remedy: str
    correction_line: int | None = None


def read_rows(
    read: Callable[[], bytes], document_id: str, sidecar: Sidecar | None = None, authority: Sequence[Person] = ()
) -> Tables | Unreadable:
    """The rows of one document by table; `read` gives its bytes. Raises nothing."""
    try:
        return rows([read_document(read(), document_id, sidecar, authority)])
    except IngestError as error:
        return Unreadable(error.message, error.remedy)
    except CorrectionError as error:
        return Unreadable(error.message, error.remedy, error.line)
    except UnusableFile as error:
        return Unreadable(f"it {error.strerror}", error.remedy[0].lower() + error.remedy[1:])
    except OSError as error:
        return Unreadable(f"the file cannot be read ({error.strerror})", "check the file and its permissions")
    except Exception as error:
        fault = f"reading it failed ({type(error).__name__}: {error})"
        return Unreadable(fault, "no text should cause this: report it together with the document")

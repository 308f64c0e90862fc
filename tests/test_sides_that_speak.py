"""A report that gives the views of the talk by side: who speaks is then "the Mongolian side", or "our side"."""

from __future__ import annotations

import pytest

from flows.reading.document import read_document
from flows.tables import rows

REPORT = """Information on the visit of a delegation to Mongolia

Talks were held with Comrade Dorjiin Bat, Secretary of the Central Committee.

The Mongolian side explained at length the situation on the border. It pointed out that eleven posts had been moved.

{ours} thanked for the information and declared that it supported this position in full.

Comrade Bat said that a statement would be welcome. Comrade Wrzos asked when the congress would be held.

The Mongolian side further stated that it wished to receive two geologists.
"""


def holders(text: str) -> list[str]:
    """Who holds the speech turns of a text, in order."""
    turns = rows([read_document(text.encode(), "sides")])["turns"]
    return [str(t["speaker_name"] or t["speaker_label"]) for t in turns if t["kind"] == "speech"]


@pytest.mark.parametrize("ours", ["Our side", "Our delegation", "The Polish side"])
def test_sides_speak_beside_persons(ours: str) -> None:
    """Also where more of the talk is told by persons."""
    assert holders(REPORT.format(ours=ours)) == ["The Mongolian side", ours, "Bat", "Wrzos", "The Mongolian side"]


@pytest.mark.parametrize("told", ["The Soviet side had declared this last year.", "The GDR side was prepared for it."])
def test_a_side_that_a_speaker_tells_of_does_not_speak(told: str) -> None:
    """Where no side is said to say anything at the head of paragraphs."""
    text = f"Report\n\nComrade Ibarrola said that the harvest was at its height. {told}\n\nComrade Lenz thanked him.\n"
    assert holders(text) == ["Ibarrola", "Lenz"]

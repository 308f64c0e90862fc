"""Loads the ConvoKit corpus of a release, and prints as JSON what ConvoKit makes of it.

Usage: convokit_corpus.py RELEASE
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from convokit import Corpus


def main(folder: Path) -> None:
    corpus = Corpus(filename=str(folder / "convokit"))
    found = {
        "speakers": sorted(speaker.id for speaker in corpus.iter_speakers()),
        "conversations": {
            conversation.id: [
                {"id": turn.id, "reply_to": turn.reply_to, "speaker": turn.speaker.id, "text": turn.text, **turn.meta}
                for turn in conversation.traverse("preorder")
            ]
            for conversation in corpus.iter_conversations()
            if conversation.check_integrity(verbose=False)
        },
        "in_time": {
            conversation.id: [turn.id for turn in conversation.get_chronological_utterance_list()]
            for conversation in corpus.iter_conversations()
        },
        "version": corpus.meta["version"],
    }
    print(json.dumps(found))


main(Path(sys.argv[1]))

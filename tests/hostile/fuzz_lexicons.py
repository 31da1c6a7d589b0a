"""Fuzz the lexicon: any bytes are a lexicon that finds what it lists, or a list of faults."""

from fuzzing import search
from hostile_texts import articles_of

import framing
from framing.errors import LexiconError
from framing.lexicon.read import read_lexicon


def check(data: bytes) -> None:
    """Read a lexicon of these bytes; use it if it can be."""
    try:
        lexicon = read_lexicon(data, "fuzzed.yaml")
    except LexiconError:
        return
    words = [term.text for _, _, term in lexicon][:50]
    mentions = framing.annotate(articles_of(f"The {', the '.join(words)} left Aleppo."), lexicon)
    assert set(mentions["actor"]) <= set(lexicon.by_actor)


if __name__ == "__main__":
    search(check)

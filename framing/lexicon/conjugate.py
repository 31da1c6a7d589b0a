"""The forms of an English verb."""

from __future__ import annotations

import re
from typing import Final

#: Verbs of several syllables that double their last consonant, beside those of one syllable.
_DOUBLING: Final = frozenset(
    "abet abhor acquit admit annul appal commit compel concur demur deter disbar dispel eavesdrop entrap excel expel "
    "extol flip-flop forbid fulfil handicap impel kidnap outgun outwit overrun overstep quit rebel rebut refer "
    "regret repel sidestep submit transmit undercut underpin wiretap".split()
)
_SHORT: Final = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")


def conjugate(lemma: str, past: str = "", participle: str = "") -> dict[str, str]:
    """Return the forms of a verb, its particle included.

    Parameters
    ----------
    lemma : str
        Such as ``"say"`` or ``"point out"``.
    past, participle : str
        Irregular forms, the particle included.

    Examples
    --------
    >>> conjugate("deny")["third"], conjugate("point out")["past"], conjugate("admit")["ing"]
    ('denies', 'pointed out', 'admitting')
    >>> conjugate("tell", past="told")["participle"]
    'told'
    """
    verb, _, particle = lemma.partition(" ")
    stem = _stem(verb)
    forms = {
        "base": verb,
        "third": _third(verb),
        "past": f"{stem}d" if verb.endswith("e") else f"{stem}ed",
        "ing": _ing(verb, stem),
    }
    whole = {form: f"{text} {particle}".strip() for form, text in forms.items()}
    if verb.endswith("y") and verb[-2:-1] not in tuple("aeou"):
        whole["past"] = f"{verb[:-1]}ied {particle}".strip()
    whole["past"] = past or whole["past"]
    whole["participle"] = participle or whole["past"]
    return whole


def _stem(verb: str) -> str:
    """The verb before -ed and -ing: its last consonant doubled where English doubles it, -ic as -ick."""
    if verb.endswith("ic"):
        return f"{verb}k"
    return verb + verb[-1] if verb in _DOUBLING or _SHORT.fullmatch(verb) else verb


def _third(verb: str) -> str:
    if verb.endswith(("s", "sh", "ch", "x", "z", "o")):
        return f"{verb}es"
    return f"{verb[:-1]}ies" if verb.endswith("y") and verb[-2:-1] not in tuple("aeou") else f"{verb}s"


def _ing(verb: str, stem: str) -> str:
    return f"{verb[:-1]}ing" if verb.endswith("e") and not verb.endswith(("ee", "ye")) else f"{stem}ing"

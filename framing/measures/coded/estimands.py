"""What is asked of hand-coded units: a measure of an actor, its rows, and the codes that it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from framing.errors import TableError, UnknownNameError
from framing.measures.selection import MENTION_VOICES, any_of, voices_of
from framing.measures.shares import CATEGORY_KEYS, LABEL_KEYS, kinds_of
from framing.measures.stance import ENDS
from framing.measures.valence import valence_ends
from framing.schema import OTHER_LABEL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from framing.measures.coded.gold_units import Evidence
    from framing.measures.selection import Names

#: Codes that each measure reads besides the actor.
CODES: Final[dict[str, tuple[str, ...]]] = {
    "label_share": ("label",),
    "category_share": ("label",),
    "label_valence": ("label",),
    "voice_share": ("voice",),
    "stance": ("stance",),
    "mention_rate": (),
}

#: Measures that labels or categories can be chosen of.
_LABELLED: Final = ("label_share", "category_share", "voice_share")


class Estimand(NamedTuple):
    """A measure of one actor: the names of its rows, the mentions that count, and the ends of its scale."""

    measure: str
    actor: str
    names: list[str]
    label: list[str] | None
    voice: list[str] | None
    ends: tuple[float, float]


def estimands_of(evidence: Evidence, measure: str, actor: Names, label: Names, voice: Names) -> Iterator[Estimand]:
    """What is estimated of each actor asked for."""
    found = evidence.found
    if actor is not None:
        found = found[any_of(found["actor"], "actor", actor, set(found["actor"]))]
    voices = None if voice is None else _voices(voice)
    labels = None if label is None else [label] if isinstance(label, str) else list(label)
    if labels is not None and measure not in _LABELLED:
        raise TableError(f"corrected_measures: {measure!r} is of all labels; leave label= out")
    if labels is not None:
        column = "category" if measure == "category_share" else "label"
        told = evidence.told.loc[evidence.told["actor"].isin(set(found["actor"])), column].dropna()
        any_of(found[column], column, labels, {*found[column], *told})
    spans = valence_ends(found)
    for name in sorted(found["actor"].unique()):
        ends = {"label_valence": spans[name], "stance": ENDS, "mention_rate": (0.0, 1.0)}.get(measure, (0.0, 1.0))
        of = labels if measure == "voice_share" else None
        yield Estimand(measure, str(name), _names_of(evidence, measure, name), of, voices, ends)


def codes_of(measure: str, voice: Names) -> list[str]:
    """Codes that a measure reads besides the actor."""
    return list(dict.fromkeys([*CODES[measure], *([] if voice is None else ["voice"])]))


def named_label(name: str, estimand: Estimand) -> str:
    """What the column `label` says of a row: voices with the labels whose mentions alone count."""
    return f"{', '.join(estimand.label)}: {name}" if estimand.label is not None else name


def _names_of(evidence: Evidence, measure: str, actor: str) -> list[str]:
    """Labels, categories or voices that get a row, in the order of the outputs; one without a name for means."""
    if measure == "voice_share":
        return list(MENTION_VOICES)
    if measure not in ("label_share", "category_share"):
        return [""]
    rows = evidence.found[evidence.found["actor"] == actor]
    if measure == "category_share":
        return [str(name) for name in kinds_of(rows, list(CATEGORY_KEYS))["category"]]
    names = [str(name) for name in kinds_of(rows, list(LABEL_KEYS))["label"]]
    told = evidence.told.loc[evidence.told["actor"] == actor, "label"]
    return [*names, *sorted(set(told) - {*names, OTHER_LABEL, ""})]


def _voices(voice: str | list[str]) -> list[str]:
    """Voices by name; ``attributed`` stands for two of them."""
    voices = voices_of(voice)
    for each in voices:
        if each not in MENTION_VOICES:
            raise UnknownNameError("voice", each, [*MENTION_VOICES, "attributed"])
    return voices

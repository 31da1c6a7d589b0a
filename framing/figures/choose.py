"""Which rows of a table of measures a figure draws, and on which scale."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.figures.lettering import percent
from framing.schema import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Columns that tell what is measured: a figure draws one value of each, besides those that it sets side by side.
KEYS: Final = (
    "measure",
    "actor",
    "label",
    "category",
    "voice",
    "frame",
    "speaker_type",
    "speaker_actor",
    "cue_class",
    "against",
    "scorer",
)

#: Names printed in a message before it breaks off.
_NAMED: Final = 12

#: What the axis of each measure says, and where its values end.
_TITLES: Final[dict[str, tuple[str, float, float]]] = {
    "label_share": ("Share of mentions with the label {label} (%)", 0, 1),
    "category_share": ("Share of mentions with {category} labels (%)", 0, 1),
    "shrunken_label_share": ("Share of mentions with the label {label}, shrunken (%)", 0, 1),
    "voice_share": ("Share of mentions{of_label} in {voice} voice (%)", 0, 1),
    "laundering_ratio": ("Share of articles that use {label} in attributed speech alone (%)", 0, 1),
    "attribution_share": ("Share of attributions (%)", 0, 1),
    "official_share": ("Share of attributions to officials (%)", 0, 1),
    "cue_share": ("Share of {cue_class} cues (%)", 0, 1),
    "label_valence": ("Mean valence of labels (\u22121 delegitimising, +1 legitimising)", -1, 1),
    "stance": ("Mean stance (\u22121 unfavourable, +1 favourable)", -1, 1),
    "tilt": ("Stance to {actor} less stance to {against} (\u22122 to 2)", -2, 2),
    "endorsement_balance": ("Share of endorsing less share of distancing cues (\u22121 to 1)", -1, 1),
    "per_1000_words": ("Mentions per 1,000 words", 0, np.inf),
    "speaker_entropy": ("Evenness of speakers (0 to 1)", 0, 1),
    "frame": ("Mean score of the frame {frame} (0 to 1)", 0, 1),
}


class Scale(NamedTuple):
    """The axis of a measure: its title, whether it is a share printed as percent, and where its values end."""

    title: str
    is_share: bool
    lowest: float
    highest: float

    def shown(self, value: float) -> str:
        """Print a value in a sentence."""
        return percent(value) if self.is_share else f"{value:.2f}".replace("-", "\u2212")


def pick(table: pd.DataFrame, column: str, wanted: str | None, where: str, option: str = "") -> pd.DataFrame:
    """Rows of the name asked for in a column, or of the only one there is; `option` is what the caller calls it."""
    option = option or column
    if column not in table.columns:
        if wanted is not None:
            raise TableError(f"{where}: the table has no column {column!r}; leave {option}= out")
        return table
    cells = table[column].astype(object)
    names = sorted({str(cell) for cell in cells.dropna()} - {""})
    if wanted is None:
        if len(names) > 1:
            raise TableError(
                f"{where}: the table holds {len(names)} {_plural(column)} ({_listed(names)});"
                f" choose one with {option}="
            )
        return table
    if wanted not in names:
        raise UnknownNameError(column, wanted, names)
    return table[cells.astype(str) == wanted]


def alone(table: pd.DataFrame, but: Iterable[str], where: str) -> dict[str, str]:
    """The one value of each column that tells what is measured, leaving out `but`; raises where there are several."""
    found = {}
    for column in KEYS:
        if column in table.columns and column not in set(but):
            names = sorted({str(cell) for cell in table[column].dropna()} - {""})
            if len(names) > 1:
                raise TableError(
                    f"{where}: the table holds {len(names)} {_plural(column)} ({_listed(names)});"
                    f" draw the rows of one, such as table[table[{column!r}] == {names[0]!r}]"
                )
            found[column] = names[0] if names else ""
    return found


def check_rows(table: pd.DataFrame, keys: list[str], where: str) -> None:
    """Raise if there is nothing to draw, or a row comes twice."""
    if table.empty:
        raise TableError(f"{where}: the table has no rows; there is nothing to draw")
    for key in keys:
        if table[key].isna().any():
            raise TableError(f"{where}: column {key!r} has an empty cell; every row needs a name")
    twice = table.duplicated(keys)
    if twice.any():
        row = table[twice].iloc[0]
        named = ", ".join(f"{key} {row[key]!r}" for key in keys)
        raise TableError(f"{where}: {named} is in the table twice; draw a table with one row per {', '.join(keys)}")


def numbers(table: pd.DataFrame, columns: Iterable[str], where: str) -> pd.DataFrame:
    """Table with these columns as floats, which may be empty but not infinite."""
    found = {}
    for column in columns:
        try:
            found[column] = pd.to_numeric(table[column].astype(object)).astype(float)
        except (TypeError, ValueError):
            raise TableError(f"{where}: column {column!r} holds words; numbers are needed") from None
        if np.isinf(found[column]).any():
            raise TableError(f"{where}: column {column!r} holds an infinite number; leave the row out")
    return table.assign(**found)


def counted(table: pd.DataFrame) -> tuple[pd.DataFrame, str]:
    """Table with its evidence in ``n_mentions``, and what is counted there: mentions, or attributions."""
    if "n_mentions" not in table.columns and "n_attributions" in table.columns:
        return table.rename(columns={"n_attributions": "n_mentions"}), "attributions"
    return table, "mentions"


def is_share(measure: str) -> bool:
    """Whether a measure is printed as percent."""
    return "share" in measure or measure == "laundering_ratio"


def scale_of(measure: str, picked: Mapping[str, str]) -> Scale:
    """Axis of a measure; one that is not known keeps its name, and ends nowhere."""
    share = is_share(measure)
    if measure in _TITLES:
        title, lowest, highest = _TITLES[measure]
        label, voice = picked.get("label", ""), picked.get("voice", "")
        # Corrected shares name the voice as others name a label.
        if not voice and label in VOCABULARY["voice"]:
            label, voice = "", label
        told = {**picked, "voice": voice or "each"}
        # Where all labels count together there is none to name.
        of_label = f" with the label {label}" if label and label != "all labels" else ""
        title = title.format(of_label=of_label, **{key: told.get(key) or f"any {key}" for key in KEYS})
        return Scale(title, share, lowest, highest)
    name = (measure or "value").replace("_", " ").capitalize()
    return Scale(f"{name} (%)" if share else name, share, 0 if share else -np.inf, 1 if share else np.inf)


def _plural(column: str) -> str:
    return "categories" if column == "category" else f"{column.replace('_', ' ')}s"


def _listed(names: list[str]) -> str:
    return ", ".join(names[:_NAMED]) + (" \u2026" if len(names) > _NAMED else "")

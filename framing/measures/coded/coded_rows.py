"""What people coded beside what was found: one row for each coded unit, and one for each mention missed in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.periods import check_dated, period_of
from framing.schema import GOLD, MENTIONS, NEUTRAL_BAND, NO_ACTOR, UNCLEAR, VOCABULARY, check

if TYPE_CHECKING:
    from collections.abc import Hashable

#: Columns of mentions that say where one is and what was found.
_NEEDED: Final = ("mention_id", "article_id", "source", "published", "start", "end", "actor", "label")
#: What was found of a unit.
_FOUND: Final = ("actor", "label", "voice", "stance")
_TEXTS: Final = ("unit_id", "mention_id", "article_id", "source", "published", "actor", "label", "voice", "stance")


class Lookup(NamedTuple):
    """Rows as `coded_rows` gives them, and how many mentions drawn are no longer found or are found otherwise."""

    rows: pd.DataFrame
    n_lost: int
    n_changed: int


def coded_rows(
    gold: pd.DataFrame, mentions: pd.DataFrame, scored: pd.DataFrame | None = None, period: str | None = None
) -> Lookup:
    """Set what was coded beside what is found now.

    The rows have the columns of gold, ``weight`` (one over the probability), ``found_actor``, ``found_label``,
    ``found_voice``, ``found_stance`` (empty where nothing is found), ``period`` and ``unit`` (a number). Codes that
    are missing or unclear are empty. A sentence unit has a row for each mention that people found missed, and one
    with the actor ``none`` if there is none.
    """
    # Left at the table, the design of the sample would be copied with every step.
    gold = gold.copy(deep=False)
    gold.attrs = {}
    gold, mentions = _checked(gold, mentions)
    place = _places(gold, mentions)
    units = gold.reset_index(drop=True)
    met = mentions.iloc[np.maximum(place, 0)].reset_index(drop=True)
    there = pd.Series(place >= 0)
    for column in ("article_id", "source", "published"):
        # A sheet without its key knows a mention by its id alone.
        units[column] = units[column].where((units[column] != "") | ~there, met[column])
    stances = _stances(scored)
    for column in _FOUND:
        cells = met["mention_id"].map(stances) if column == "stance" else met.get(column, pd.Series("", met.index))
        units[f"found_{column}"] = cells.astype(object).where(there & cells.notna(), "")
    units["weight"] = 1 / units["probability"]
    units["period"] = "" if period is None else _periods(units["published"], period)
    drawn = units["kind"].eq("mention") & units["predicted_actor"].fillna("").ne("")
    # A sheet of one's own may not tell what was found when it was drawn.
    told = {name: units[f"predicted_{name}"].fillna("") for name in ("actor", "label")}
    other = np.any([(cells != "") & (cells != units[f"found_{name}"]) for name, cells in told.items()], axis=0)
    lost = drawn & ~there
    return Lookup(_with_missed(units), int(lost.sum()), int((drawn & there & other).sum()))


def _periods(published: pd.Series[Any], period: str) -> pd.Series[Any]:
    """Period of each unit, empty where it has no date."""
    named = period_of(published, period)
    check_dated(named)
    return named.where(named.notna(), "")


def missed_mentions(cell: str, where: str) -> list[tuple[str, str, str]]:
    """Actor, label and voice of each mention listed in a cell of the column ``missed``; none of what is unclear.

    Examples
    --------
    >>> missed_mentions("opposition: fighter: own; government: Damascus", "unit 1")
    [('opposition', 'fighter', 'own'), ('government', 'Damascus', '')]
    """
    found = []
    for entry in filter(None, (part.strip() for part in cell.split(";"))):
        parts = [part.strip() for part in entry.split(":")]
        if not 2 <= len(parts) <= 3 or not parts[0]:
            raise TableError(
                f"{where}: column 'missed' holds {entry!r}; write 'actor: label' or 'actor: label: voice', parted by"
                f" ';', or {NO_ACTOR!r}, or {UNCLEAR!r}"
            )
        actor, label, voice = [*("" if part == UNCLEAR else part for part in parts), ""][:3]
        found.append((actor, label, voice))
    return found


def _checked(gold: pd.DataFrame, mentions: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables with the columns needed, empty cells and unclear codes being empty texts."""
    check(gold.head(0), GOLD, "gold")
    check(mentions.head(0), _NEEDED, "mentions")
    gold = gold.assign(
        **{name: gold[name].astype(object).where(gold[name].notna(), "") for name in (*_TEXTS, "missed")}
    )
    for name in ("actor", "label", "voice", "stance"):
        gold[name] = gold[name].replace(UNCLEAR, "")
    strange = sorted(set(gold["kind"].astype(str)) - set(VOCABULARY["kind_of_unit"]))
    if strange:
        raise TableError(
            f"gold: column 'kind' holds {strange[0]!r}; allowed: {', '.join(VOCABULARY['kind_of_unit'])}"
        )
    twice = gold["unit_id"].duplicated()
    if twice.any():
        raise TableError(f"gold: unit {gold.loc[twice, 'unit_id'].iloc[0]!r} is there twice; give one row per unit")
    gold["probability"] = pd.to_numeric(gold["probability"], errors="coerce")
    bad = ~(gold["probability"].gt(0) & gold["probability"].le(1))
    if bad.any():
        unit = gold.loc[bad, "unit_id"].iloc[0]
        raise TableError(
            f"gold: unit {unit!r} has no probability above 0 and up to 1; it is that of being drawn: 1 where every"
            " unit was coded, n / N in a simple random sample"
        )
    if not ((gold["actor"] != "") | ~gold["missed"].isin(["", UNCLEAR])).any():
        raise TableError("gold: nothing is coded; fill the columns 'actor' and 'missed' of the sheet first")
    kept = [name for name in (*MENTIONS, "voice") if name in mentions.columns]
    return gold, mentions.loc[mentions["article_id"].isin(set(gold["article_id"])) | _named(mentions, gold), kept]


def _named(mentions: pd.DataFrame, gold: pd.DataFrame) -> pd.Series[bool]:
    """Mentions whose id a unit without an article has."""
    return mentions["mention_id"].isin(set(gold.loc[gold["article_id"] == "", "mention_id"]) - {""})


def _places(gold: pd.DataFrame, mentions: pd.DataFrame) -> np.ndarray:
    """Row of the mention that is found at each unit now, -1 where there is none: by its id, else by its place."""
    by_id = dict(zip(mentions["mention_id"], range(len(mentions)), strict=True))
    by_article: dict[Hashable, list[tuple[int, int, int]]] = {}
    for at, (article, start, end) in enumerate(
        zip(*(mentions[c] for c in ("article_id", "start", "end")), strict=True)
    ):
        by_article.setdefault(article, []).append((int(start), int(end), at))
    places = np.full(len(gold), -1)
    for at, unit in enumerate(gold.to_dict("records")):
        if unit["kind"] != "sentence":
            places[at] = _place_of(unit, by_id, by_article)
    if (gold["kind"] == "mention").any() and (places[gold["kind"] == "mention"] < 0).all():
        raise TableError(
            "gold: none of the mentions coded is among the mentions given; give those that the sample was drawn from,"
            " or those of the same articles found anew"
        )
    return places


def _place_of(
    unit: dict[Hashable, Any], by_id: dict[str, int], by_article: dict[Hashable, list[tuple[int, int, int]]]
) -> int:
    """Row of the mention at one unit: of its id, else the one that shares most characters with it, or -1."""
    if unit["mention_id"] in by_id:
        return by_id[unit["mention_id"]]
    if pd.isna(unit["start"]) or unit["start"] == "":
        return -1
    start, end = int(unit["start"]), int(unit["end"])
    shared = [(min(end, e) - max(start, s), -at) for s, e, at in by_article.get(unit["article_id"], [])]
    most, at = max(shared, default=(0, 1))
    return -at if most > 0 else -1


def _stances(scored: pd.DataFrame | None) -> dict[str, str]:
    """Class of the stance of each mention that one scorer scored."""
    if scored is None:
        return {}
    check(scored.head(0), ["mention_id", "scorer", "stance"], "scored")
    scorers = sorted(map(str, scored["scorer"].unique()))
    if len(scorers) > 1:
        raise TableError(f"scored: there are {len(scorers)} scorers ({', '.join(scorers)}); give the rows of one")
    stance = pd.to_numeric(scored["stance"], errors="coerce").to_numpy(dtype=np.float64)
    negative, neutral, positive = VOCABULARY["stance_class"]
    named = np.where(stance > NEUTRAL_BAND, positive, np.where(stance < -NEUTRAL_BAND, negative, neutral))
    return {
        name: str(of) for name, of, told in zip(scored["mention_id"], named, ~np.isnan(stance), strict=True) if told
    }


def _with_missed(units: pd.DataFrame) -> pd.DataFrame:
    """The units, those that are sentences once for each mention missed in them."""
    units["unit"] = np.arange(len(units))
    read = units["kind"].eq("sentence")
    if not read.any():
        return units
    listed = [_entries(str(unit["missed"]).strip(), unit["unit_id"]) for unit in units[read].to_dict("records")]
    found = units[read].loc[units.index[read].repeat([len(entries) for entries in listed])]
    codes = pd.DataFrame([entry for entries in listed for entry in entries], index=found.index)
    found[["actor", "label", "voice"]] = codes
    rows = pd.concat([units[~read], found.assign(stance="")])
    return rows.sort_values("unit", kind="stable").reset_index(drop=True)


def _entries(cell: str, unit: object) -> list[tuple[str, str, str]]:
    """Codes of the mentions missed in a sentence: one at least, which may be that there is none."""
    if cell in ("", UNCLEAR, NO_ACTOR):
        return [(NO_ACTOR if cell == NO_ACTOR else "", "", "")]
    return missed_mentions(cell, f"gold, unit {unit!r}")

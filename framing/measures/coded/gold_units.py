"""Mentions as found, and coded units as found and as people coded them, as rows that the same sums are taken of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.coded.coded_rows import coded_rows
from framing.measures.selection import NEEDED
from framing.measures.stance import check_scored
from framing.schema import NEUTRAL_BAND, NO_ACTOR, VOCABULARY, check

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A stance in numbers, as classes go.
STANCES: Final = dict(zip(VOCABULARY["stance_class"], (-1.0, 0.0, 1.0), strict=True))

#: What makes up the rows of mentions that were coded, besides the columns grouped by.
_CELLS: Final = ("article_id", "sentence_start", "unit", "actor", "label", "category", "valence", "voice", "stance")


class Evidence(NamedTuple):
    """Mentions ``found``, and of the coded ``units`` those ``told`` by people and those found of them (``checked``).

    All have the columns grouped by, ``article_id``, ``sentence_start``, ``actor``, ``label``, ``category``,
    ``valence``, ``voice`` and ``stance`` (-1, 0, 1). ``told`` and ``checked`` also have ``unit``, a row of ``units``,
    which tell ``kind``, ``probability``, ``stratum`` and how many units were coded in that (``n_stratum``).
    """

    found: pd.DataFrame
    told: pd.DataFrame
    checked: pd.DataFrame
    units: pd.DataFrame


def evidence_of(
    mentions: pd.DataFrame,
    gold: pd.DataFrame,
    columns: Sequence[str],
    codes: Sequence[str],
    *,
    scored: bool = False,
) -> Evidence:
    """Line up mentions and coded units; units that lack one of the `codes` a measure needs are left out.

    What is left out is taken to be like what is not, among units of its kind that were coded as a mention: their
    probabilities are multiplied by the share that is left.
    """
    found = _found(mentions, columns, scored=scored)
    looked_up = mentions.drop(columns=["scorer"], errors="ignore")
    rows = coded_rows(gold, looked_up, mentions if scored else None).rows
    rows = rows[rows["kind"].ne("sentence")] if scored else rows
    rows = _usable(rows, codes)
    if rows.empty:
        raise TableError(
            f"gold: no unit is coded for {', '.join(('actor', *codes))}; fill these columns of the sheet"
        )
    rows["sentence_start"] = _sentences(rows, found)
    for column in columns:
        # The rows have a period of their own, which is empty.
        own = gold[column].to_numpy()[rows["unit"]] if column in gold.columns else ""
        rows[column] = _of_article(rows, found, column, own)
    units = rows.drop_duplicates("unit", ignore_index=True)
    # Errors of words rejected and of sentences are too rare, and weigh too much, to tell what their strata share.
    stratified = units["kind"].eq("mention") & units["stratum"].fillna("").ne("")
    units["stratum"] = np.where(stratified, pd.factorize(units["stratum"].astype(str))[0], -1)
    units["n_stratum"] = units.groupby("stratum")["unit"].transform("size")
    rows["unit"] = pd.Index(units["unit"]).get_indexer(pd.Index(rows["unit"]))
    told = rows[~rows["actor"].isin(["", NO_ACTOR])]
    checked = rows[rows["found_actor"].ne("") & ~rows["unit"].duplicated()]
    checked = checked.assign(**{name: checked[f"found_{name}"] for name in ("actor", "label", "voice", "stance")})
    known = found.drop_duplicates(["actor", "label"])[["actor", "label", "category", "valence"]]
    kept = list(dict.fromkeys([*columns, *_CELLS]))
    return Evidence(found, _described(told, known)[kept], _described(checked, known)[kept], units)


def _found(mentions: pd.DataFrame, columns: Sequence[str], *, scored: bool) -> pd.DataFrame:
    """Mentions with the columns that sums are taken of."""
    check(mentions.head(0), [*columns, *NEEDED], "mentions")
    if scored:
        check_scored(mentions, ["mention_id"])
        if "cross_fitted" in mentions.columns and not mentions["cross_fitted"].astype(bool).all():
            raise TableError(
                "scored: column 'cross_fitted' says that some mentions were scored by a model that learned from them;"
                " a correction needs scores by models that did not: see cross_fitted_scores"
            )
    kept = [name for name in dict.fromkeys([*columns, *NEEDED, "voice"]) if name in mentions.columns]
    found = mentions[kept].reset_index(drop=True)
    if "voice" not in found.columns:
        found["voice"] = ""
    found["stance"] = stance_classes(mentions["stance"]).to_numpy() if scored else np.nan
    labels = found[["actor", "label", "category", "valence"]].drop_duplicates()
    twice = labels[labels.duplicated(["actor", "label"])]
    if len(twice):
        raise TableError(
            f"mentions: label {twice['label'].iloc[0]!r} of {twice['actor'].iloc[0]!r} has two categories or"
            " valences; coders know one label by that name, so correct the mentions of one lexicon at a time"
        )
    return found


def stance_classes(stance: pd.Series[Any]) -> pd.Series[Any]:
    """Stances as coders give them: -1, 0 or 1, empty where there is none."""
    cells = pd.to_numeric(stance, errors="coerce").astype(np.float64)
    return cells.where(cells.abs() > NEUTRAL_BAND, cells * 0).map(np.sign)


def _usable(rows: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Rows of units that are coded, with probabilities that make up for those that are not."""
    rows = rows.copy()
    decided = rows["actor"].ne("")
    real = decided & rows["actor"].ne(NO_ACTOR)
    whole = pd.Series(data=True, index=rows.index)
    for code in codes:
        # What was missed in a sentence may come without a voice; nobody can ask for it later.
        whole &= rows[code].ne("") | (rows["kind"].eq("sentence") & (code == "voice"))
    share = decided.groupby(rows["kind"]).mean().reindex(rows["kind"]).to_numpy(dtype=np.float64)
    rows["probability"] = rows["probability"].to_numpy(dtype=np.float64) * share
    if real.any():
        told = whole[real].groupby(rows.loc[real, "kind"]).mean()
        rows.loc[real, "probability"] *= told.reindex(rows.loc[real, "kind"]).to_numpy(dtype=np.float64)
    lacking = set(rows.loc[~decided | (real & ~whole), "unit"])
    return rows[~rows["unit"].isin(lacking)].reset_index(drop=True)


def _sentences(rows: pd.DataFrame, found: pd.DataFrame) -> np.ndarray[Any, Any]:
    """Start of the sentence in which a mention stands; words rejected and sentences stand for themselves."""
    starts = {
        article: np.unique(cells.to_numpy(dtype=np.int64))
        for article, cells in found.loc[found["article_id"].isin(set(rows["article_id"]))].groupby(
            "article_id", observed=True
        )["sentence_start"]
    }
    own = pd.to_numeric(rows["start"], errors="coerce").fillna(-1).to_numpy(dtype=np.int64)
    at = own.copy()
    for place, (article, start, kind) in enumerate(zip(rows["article_id"], own, rows["kind"], strict=True)):
        known = starts.get(article)
        if kind == "mention" and known is not None and (before := np.searchsorted(known, start, side="right")):
            at[place] = known[before - 1]
    return at


def _of_article(rows: pd.DataFrame, found: pd.DataFrame, column: str, own: Any) -> pd.Series[Any]:  # noqa: ANN401 - cells
    """What a column says of the article of each unit; the gold table's own cell where the article has no mention."""
    pairs = found[["article_id", column]].drop_duplicates()
    twice = pairs["article_id"].duplicated()
    if twice.any():
        raise TableError(
            f"mentions: column {column!r} differs within article {pairs.loc[twice, 'article_id'].iloc[0]!r}; a"
            " correction groups articles, by source or period; for a voice, give voice="
        )
    cells = rows["article_id"].map(pairs.set_index("article_id")[column]).astype(object)
    cells = cells.where(cells.notna(), own)
    if cells.isna().any() or cells.eq("").any():
        lost = rows.loc[cells.isna() | cells.eq(""), "article_id"].iloc[0]
        raise TableError(
            f"gold: nothing tells the {column} of article {lost!r}, in which no mention is found; add the column"
            f" {column!r} to gold, too"
        )
    return cells


def _described(rows: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Rows with category and valence of their labels, as found elsewhere, and stances in numbers."""
    rows = rows.drop(columns=["category", "valence"], errors="ignore").merge(known, "left", ["actor", "label"])
    return rows.assign(stance=rows["stance"].map(STANCES).astype(np.float64))

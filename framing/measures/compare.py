"""Source against source: difference, interval, effect sizes, permutation p and its adjustment."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.baselines import REST, check_sources, pairs
from framing.measures.coded.corrected_contrasts import Asked, corrected_comparison
from framing.measures.coded.gold_units import stance_classes
from framing.measures.intervals import Settings, check_settings
from framing.measures.permutation import benjamini_hochberg
from framing.measures.selection import MENTION_VOICES, Names, any_of, select
from framing.measures.shares import CATEGORY_KEYS, LABEL_KEYS, kinds_of
from framing.measures.sides import Scale, differences
from framing.measures.stance import ENDS, check_scored
from framing.measures.valence import valence_ends
from framing.schema import COMPARISONS, check

#: Shares that can be compared, each with the columns that tell its rows apart; the last but for valence names a row.
_SHARES: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "category_share": (CATEGORY_KEYS, "category"),
    "label_share": (LABEL_KEYS, "label"),
    "voice_share": (("voice",), "voice"),
}
#: Means that can be compared, each with the column that is averaged.
_MEANS: Final = {"label_valence": "valence", "stance": "stance"}


def compare_sources(  # noqa: PLR0913
    mentions: pd.DataFrame,
    measure: str = "label_valence",
    *,
    against: str = REST,
    actor: Names = None,
    label: Names = None,
    voice: Names = None,
    block: str | None = None,
    margin: float | None = None,
    gold: pd.DataFrame | None = None,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Difference between each source and the rest, a baseline, or every other source, for each actor.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor; for ``stance``, scored by one scorer.
    measure : {"label_valence", "label_share", "category_share", "voice_share", "stance"}
        What is compared. Shares are compared label by label, category by category, or voice by voice.
    against : str
        ``rest``, which pools the articles of all other sources; ``pairs``, every source with every other one; or the
        name of one source.
    actor, voice : str or list of str, optional
        Compare the naming of these actors, or in these voices, alone.
    label : str or list of str, optional
        Compare the shares of these labels (or categories) alone: the family over which p is adjusted. With
        ``voice_share``, count the mentions by these labels alone.
    block : str, optional
        Column of `mentions` that names the event, or the period, of an article. Articles then change sides within
        their block alone, so that p asks whether sources differ on the same events.
    margin : float, optional
        Largest difference, in units of the measure, that counts as none; declare it before you look. It gives
        ``p_equivalence``.
    gold : pandas.DataFrame, optional
        Coded units, as `framing.read_gold` gives them, by which the errors of what was found are taken out; see
        `corrected_measures`. Not with `block`.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per pair, actor and (for shares) label, category or voice that either side uses: ``actor``,
        ``measure``, ``label`` (or category or voice; empty for means), ``source``, ``against``, ``value``,
        ``against_value``, ``difference`` (source less baseline), ``low``, ``high``, ``p``, ``p_adjusted`` (over all
        rows of the table that have a p), ``odds_ratio``, ``odds_ratio_low``, ``odds_ratio_high``, ``cohens_h`` (for
        shares), ``detectable``, ``p_equivalence`` (with a `margin`), ``n_mentions``, ``n_articles``,
        ``n_against_mentions``, ``n_against_articles``, ``interval`` (what each side rests on, joined by `` | `` where
        they differ) and ``flag``. Sources and baselines that never name an actor have no row for it. Ordered by
        actor, label, source and baseline. With `gold`, all numbers are corrected, and ``naive``, ``naive_low`` and
        ``naive_high`` hold the difference as found, ``n_coded`` and ``n_against_coded`` the units coded on each side.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, an article stands in two blocks, the margin is not
        positive, or there is one source alone.
    UnknownNameError
        If the measure, the baseline, an actor, a label or a voice is unknown.

    Notes
    -----
    Each side is resampled by its own articles under the rules of `label_shares`; the two intervals are joined by the
    method of variance estimates recovery (Zou & Donner 2008, Statistics in Medicine), those of odds ratios on the
    scale of their logarithm. The p value deals the articles to the two sides at random and counts the deals that
    differ by as many standard errors (Chung & Romano 2013, Annals of Statistics); it needs two articles on each side
    and six in all. Where these deals spread wider than the joined interval allows for, as they do with bursty labels,
    both its halves are lengthened to match, by half at most. Where a side never varies, as with a label that it
    never uses, its bounds are Wilson's for the number of its articles: cautious ones, which may hold 0 where p is
    small. p is adjusted after Benjamini & Hochberg (1995). ``cohens_h`` is after Cohen (1988).
    ``detectable`` is the true difference that an interval from this many articles would tell from 0 with a
    probability of 0.8. ``p_equivalence`` is the larger of two one-sided tests of a difference of `margin` (Schuirmann
    1987): small where the sources are alike, not where too little is known.

    With `gold`, the variances of the two corrected values add up, for their articles differ, and p is that of
    Student's t after Welch & Satterthwaite; stances are the classes -1, 0 and 1 on both sides.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": range(8), "source": ["North"] * 4 + ["South"] * 4, "actor": "opposition",
    ...     "label": ["terrorist"] * 3 + ["rebel"] * 5,
    ...     "category": ["delegitimising"] * 3 + ["neutral"] * 5,
    ...     "valence": [-1] * 3 + [0] * 5, "sentence_start": 0})
    >>> rows = compare_sources(mentions, against="South")
    >>> rows[["source", "against", "difference", "n_articles", "n_against_articles"]]
      source against  difference  n_articles  n_against_articles
    0  North   South       -0.75           4                   4
    """
    if measure not in {**_SHARES, **_MEANS}:
        raise UnknownNameError("measure to compare", measure, {**_SHARES, **_MEANS})
    settings = Settings(level, resamples, seed)
    check_settings(settings, "compare_sources")
    if margin is not None and not margin > 0:
        raise TableError(f"compare_sources: margin is {margin}; give the largest difference that counts as none")
    check_sources(mentions, against)
    if gold is not None:
        mentions = _correctable(mentions, measure, block)
    rows = _rows(mentions, measure, actor, voice, block)
    if label is not None:
        rows, label = _labelled(rows, measure, label)
    ends = dict.fromkeys(rows["actor"].unique(), ENDS) if measure == "stance" else valence_ends(rows)
    found: list[dict[str, Any]] = []
    for name in sorted(rows["actor"].unique()):
        of = rows[rows["actor"] == name]
        scale = Scale(_kinds(of, measure, label), _MEANS.get(measure, ""), ends[name], margin)
        labels = [""] if scale.kinds is None else _names(scale.kinds, measure, label)
        for first, second in pairs(of, against, scale, settings):
            for place, row in enumerate(differences(first, second, settings, name, scale=scale)):
                # A label that neither side uses says nothing and would only add to the family.
                used = scale.kinds is None or row["value"] > 0 or row["against_value"] > 0
                if used:
                    found.append({"actor": name, "measure": measure, "label": labels[place], "place": place, **row})
    table = pd.DataFrame(found, columns=[*COMPARISONS, "place"])
    table["p_adjusted"] = benjamini_hochberg(table["p"].to_numpy(dtype=np.float64))
    table = table.sort_values(["actor", "place", "source", "against"], kind="stable", ignore_index=True)
    table = table.drop(columns="place")
    if gold is None:
        return table
    return corrected_comparison(table, mentions, gold, Asked(measure, actor, label, voice, margin, level))


def _correctable(mentions: pd.DataFrame, measure: str, block: str | None) -> pd.DataFrame:
    """The mentions as a correction takes them: stances in classes."""
    if block is not None:
        raise TableError(
            "compare_sources: block= says how articles are dealt, which a correction does not; leave it out"
        )
    if measure != "stance":
        return mentions
    check_scored(mentions, [])
    return mentions.assign(stance=stance_classes(mentions["stance"]))


def _rows(mentions: pd.DataFrame, measure: str, actor: Names, voice: Names, block: str | None) -> pd.DataFrame:
    """The mentions to compare, with what the measure reads of them."""
    columns = ["source"]
    if measure == "stance":
        check_scored(mentions, [])
        scorers = sorted(map(str, mentions["scorer"].unique()))
        if len(scorers) > 1:
            raise TableError(
                f"mentions: column 'scorer' holds {', '.join(scorers)}; compare the stances of one scorer at a time"
            )
        mentions = mentions[mentions["stance"].notna()].astype({"stance": np.float64})
        columns.append("stance")
    if measure == "voice_share":
        columns.append("voice")
    if block is None or block in columns:
        return select(mentions, columns, actor=actor, voice=voice)
    check(mentions, [block], "mentions")
    # Articles without a block are dealt among each other.
    mentions = mentions.assign(block_number=pd.factorize(mentions[block], sort=True)[0])
    rows = select(mentions, [*columns, "block_number"], actor=actor, voice=voice)
    pairs = rows[["article_id", "block_number"]].drop_duplicates()
    twice = pairs.loc[pairs["article_id"].duplicated(), "article_id"]
    if len(twice):
        raise TableError(
            f"mentions: article {twice.iloc[0]!r} stands in several blocks by column {block!r};"
            " an article belongs to one"
        )
    return rows


def _labelled(rows: pd.DataFrame, measure: str, label: str | list[str]) -> tuple[pd.DataFrame, list[str]]:
    """The mentions that count, and the labels asked for."""
    if measure in _MEANS:
        raise TableError(f"compare_sources: {measure!r} is a mean over all labels; leave label= out")
    wanted = [label] if isinstance(label, str) else list(label)
    column = "category" if measure == "category_share" else "label"
    asked = any_of(rows[column], column, wanted, set(rows[column]))
    # Of shares, mentions by other labels are the denominator.
    counted = asked if measure == "voice_share" else rows["actor"].isin(rows.loc[asked, "actor"].unique())
    return rows[counted], wanted


def _kinds(rows: pd.DataFrame, measure: str, label: Names) -> pd.DataFrame | None:
    """What the shares are of, in the order of the outputs: of all labels that occur, or of those asked for."""
    if measure in _MEANS:
        return None
    if measure == "voice_share":
        return pd.DataFrame({"voice": MENTION_VOICES})
    keys, name = _SHARES[measure]
    kinds = kinds_of(rows, list(keys))
    return kinds if label is None else kinds[kinds[name].astype(str).isin(label)]


def _names(kinds: pd.DataFrame, measure: str, label: Names) -> list[str]:
    """What each row is of; voices with the labels whose mentions alone count."""
    before = f"{', '.join(label)}: " if measure == "voice_share" and label is not None else ""
    return [f"{before}{name}" for name in kinds[_SHARES[measure][1]]]

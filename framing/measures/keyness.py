"""Keyness: the words that a source sets around an actor more, or less, than other sources do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.baselines import REST
from framing.measures.flags import MIN_MENTIONS, flag_of
from framing.measures.intervals import Settings, check_settings
from framing.measures.keyness_statistics import (
    VARIANCES,
    fightin_words,
    gries_dp,
    log_likelihood,
    log_ratio,
    log_ratio_conservative,
    percent_difference,
)
from framing.measures.permutation import MIN_BOTH, MIN_SIDE, benjamini_hochberg
from framing.measures.selection import Names, any_of
from framing.measures.word_counts import Side, counted, pooled, side_of, variances
from framing.schema import KEYNESS, check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from framing.measures.intervals import Floats, Integers

#: Words of the prior: so many are added to each side, in the proportions of all sources together.
PRIOR: Final = 500.0


class Options(NamedTuple):
    """How sources are compared, as `keyness` is told."""

    against: str
    prior: float
    variance: str
    min_articles: int


def keyness(  # noqa: PLR0913 - three options of the method and three of the comparison, besides what every measure has
    words: pd.DataFrame,
    *,
    by: str = "source",
    actor: Names = None,
    against: str = REST,
    prior: float = PRIOR,
    variance: str = "two-term",
    min_articles: int = 3,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Set the words near an actor in each source against those in the other sources.

    The size of a difference is the log odds ratio with an informative prior, its evidence the articles: a word that
    fills one article is no habit of a source. ``z`` and ``log_likelihood`` take every word as drawn by itself. They
    are customary and only describe: words of news come in bursts, and with such words a test by log-likelihood called
    46 % of pairs of like sources different in a simulation. Judge by the interval and by ``p_adjusted``.

    Parameters
    ----------
    words : pandas.DataFrame
        One row per word near an actor, as `framing.words_near` gives it.
    by : str
        Column whose values are compared; they stand in the column ``source`` of the result.
    actor : str or list of str, optional
        Words near these actors alone.
    against : str
        ``rest``, which pools the articles of all other sources, or the name of one source.
    prior : float
        How many words the prior adds to each side, in the proportions of all sources; more draw rare words to 0.
    variance : {"two-term", "four-term"}
        Variance behind ``z``: of the word alone, or of all others as well.
    min_articles : int
        Leave out words that fewer articles of both sides together hold.
    level, resamples, seed
        As for `label_shares`.

    Returns
    -------
    pandas.DataFrame
        One row per actor, source and word: ``actor``, ``source``, ``against``, ``word``, ``log_odds`` (natural
        logarithm; above 0 the source has the word more often), ``low``, ``high``, ``z``, ``log_likelihood`` (G², two
        cells, without a sign), ``p``, ``p_adjusted`` (over all rows of the table that have a p),
        ``percent_difference``, ``log_ratio``, ``log_ratio_conservative`` (of relative frequencies, base 2),
        ``dispersion`` (Gries' DP over the source's articles, 0 even to 1 clumped; empty where it never has the word),
        ``n_word``, ``n_words`` (this word, all words), ``n_word_articles``, ``n_articles`` (that hold it, that hold
        any), the same of the baseline, and ``flag``. Ordered by actor, source and ``z``, highest first.

    Raises
    ------
    TableError
        If a column is missing or has an empty cell, there is one source alone, or an option is out of range.
    UnknownNameError
        If an actor or the baseline does not occur.

    Notes
    -----
    Log odds ratio and z are after Monroe, Colaresi & Quinn (2008, Political Analysis). For the interval, the articles
    of each source are drawn anew with replacement. Its standard error is that of the draws, and never below that of
    the model, since the words of an article tell no more than words drawn one by one. Interval and two-sided ``p``
    are those of Student's t of the log odds over that error; its degrees of freedom are the articles that hold the
    word, less two. ``p`` comes from no permutation: with thousands of words, the smallest p that 2000 deals can give
    is too large to outlive the adjustment after Benjamini & Hochberg (1995). It needs two articles on each side and
    six in all; with one article, the interval is that of the model alone, and too short.

    ``log_ratio_conservative`` is the bound of the exact interval nearer to 0, and 0 if that holds 0, corrected after
    Bonferroni for the words of one source (Evert 2022); it takes every word as drawn by itself, too.

    Examples
    --------
    >>> import pandas as pd
    >>> words = pd.DataFrame([
    ...     {"actor": "opposition", "source": source, "article_id": f"{source} {i}", "word": word}
    ...     for source, own in (("North", "seized"), ("South", "freed")) for i in range(6) for word in (own, "town")])
    >>> found = keyness(words, actor="opposition")
    >>> found.loc[found["source"] == "North", ["word", "log_odds", "n_word", "n_against_word"]].round(2)
         word  log_odds  n_word  n_against_word
    0  seized      0.06       6               0
    1    town      0.00       6               6
    2   freed     -0.06       0               6
    """
    settings, options = Settings(level, resamples, seed), Options(against, prior, variance, min_articles)
    check_settings(settings, "keyness")
    _check_options(options)
    rows = _selected(words, by, actor, against)
    found = [
        table.assign(actor=name)
        for name, of in rows.groupby("actor", sort=True)
        for table in _compared(of, options, settings, str(name))
    ]
    table = pd.concat(found, ignore_index=True) if found else pd.DataFrame(columns=list(KEYNESS))
    table["p_adjusted"] = benjamini_hochberg(table["p"].to_numpy(dtype=np.float64))
    return table[list(KEYNESS)]


def _compared(rows: pd.DataFrame, options: Options, settings: Settings, actor: str) -> Iterator[pd.DataFrame]:
    """A table for each source that has a baseline, from the words near one actor."""
    names, counts = counted(rows)
    if min(len(names), len(counts)) < 2:
        return
    sides = {source: side_of(matrix) for source, matrix in counts.items()}
    everything = pooled(sides.values())
    prior = options.prior * everything.words / everything.words.sum()
    frequent = np.flatnonzero(everything.articles >= options.min_articles)
    own, rest = variances(list(counts.items()), prior, frequent, settings, actor)
    for source, side in sides.items():
        others = [name for name in sides if name != source and options.against in (name, REST)]
        if not others:
            continue
        other = pooled(sides[name] for name in others)
        mine = (side.articles + other.articles)[frequent] >= options.min_articles
        if not mine.any():
            continue
        kept = frequent[mine]
        difference, z = fightin_words(side.words, other.words, prior, options.variance)
        variance = own[source] + (rest[source] if options.against == REST else own[others[0]])
        # Articles cannot tell more than their words would if each were drawn by itself.
        model = (1 / (side.words + prior) + 1 / (other.words + prior))[kept]
        error = np.sqrt(np.maximum(variance[mine], model))
        sizes = np.asarray(counts[source].sum(axis=1), dtype=np.float64).ravel()
        columns = {
            "source": source,
            "against": options.against,
            "word": names[kept],
            "log_odds": difference[kept],
            "z": z[kept],
            "dispersion": gries_dp(counts[source][:, kept].toarray(), sizes),
            **_tested(difference[kept], error, side, other, kept, settings.level),
            **_counts(side, other, kept, settings.level),
        }
        yield pd.DataFrame(columns).sort_values(["z", "word"], ascending=[False, True], kind="stable")


def _tested(
    difference: Floats, error: Floats, own: Side, other: Side, kept: Integers, level: float
) -> dict[str, Any]:
    """Interval and p of the log odds, and what is to be warned of."""
    from scipy.special import stdtr, stdtrit

    # A word that few articles hold has its error from these few.
    degrees = np.maximum((own.articles + other.articles)[kept] - 2, 1)
    half = stdtrit(degrees, (1 + level) / 2) * error
    enough = min(own.n_articles, other.n_articles) >= MIN_SIDE and own.n_articles + other.n_articles >= MIN_BOTH
    return {
        "low": difference - half,
        "high": difference + half,
        "p": 2 * stdtr(degrees, -np.abs(difference / error)) if enough else np.nan,
        "flag": _flag(own.n_articles, other.n_articles, enough=enough),
    }


def _counts(own: Side, other: Side, kept: Integers, level: float) -> dict[str, Any]:
    """Counts of both sides, and the measures that take every word as drawn by itself."""
    cells = own.words[kept], own.words.sum(), other.words[kept], other.words.sum()
    return {
        "log_likelihood": log_likelihood(*cells),
        "percent_difference": percent_difference(*cells),
        "log_ratio": log_ratio(*cells),
        "log_ratio_conservative": log_ratio_conservative(*cells, level=level, family=len(kept)),
        "n_word": cells[0].astype(np.int64),
        "n_words": int(cells[1]),
        "n_word_articles": own.articles[kept].astype(np.int64),
        "n_articles": own.n_articles,
        "n_against_word": cells[2].astype(np.int64),
        "n_against_words": int(cells[3]),
        "n_against_word_articles": other.articles[kept].astype(np.int64),
        "n_against_articles": other.n_articles,
    }


def _flag(n_articles: int, n_against: int, *, enough: bool) -> str:
    """Warnings about the articles of both sides, those about the baseline marked, and about a missing p."""
    own, base = (flag_of(MIN_MENTIONS, n) for n in (n_articles, n_against))
    warnings = [own, f"against: {base}" if base else "", "" if enough else "no p: too few articles"]
    return "; ".join(filter(None, warnings))


def _selected(words: pd.DataFrame, by: str, actor: Names, against: str) -> pd.DataFrame:
    """The words to compare, with the column `by` as their source."""
    needed = ["actor", by, "article_id", "word"]
    check(words, needed, "words")
    for column in (name for name in needed if words[name].isna().any()):
        raise TableError(f"words: column {column!r} has empty cells; every word needs one")
    rows = words[list(dict.fromkeys(needed))].astype(str).assign(source=lambda table: table[by])
    if actor is not None:
        rows = rows[any_of(rows["actor"], "actor", actor, set(rows["actor"]))]
    sources = sorted(set(rows["source"]))
    if against != REST and against not in sources:
        raise UnknownNameError(by, against, [*sources, REST])
    if len(sources) < 2:
        have = f"one {by}, {sources[0]!r}" if sources else f"no {by}"
        raise TableError(f"words: there is {have}; a comparison needs at least two")
    return rows.reset_index(drop=True)


def _check_options(options: Options) -> None:
    """Raise if an option is out of range."""
    if not 0 < options.prior < np.inf:
        raise TableError(f"keyness: prior is {options.prior}; give a number of words above 0, such as 500")
    if options.variance not in VARIANCES:
        raise TableError(f"keyness: variance is {options.variance!r}; allowed are {' and '.join(VARIANCES)}")
    if options.min_articles < 1:
        raise TableError(f"keyness: min_articles is {options.min_articles}; give 1 or more")

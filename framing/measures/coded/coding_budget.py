"""How many units to code by hand: what a corrected share will be worth, told before anything is coded."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError, UnknownNameError
from framing.measures.coded.drawn_units import WHERE, chances, counting, drawn_from
from framing.measures.coded.foreseen import Plan, balanced, foresee, half_width, power_of
from framing.measures.coded.pilot_errors import FEWEST, keys_of, pilot_errors
from framing.measures.coded.pilot_missed import missed_in
from framing.measures.effects import POWER
from framing.measures.flags import flag_of
from framing.measures.intervals import Settings, check_settings, normal_z
from framing.measures.selection import columns_of, voices_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from framing.measures.coded.foreseen import Foreseen
    from framing.measures.coded.pilot_missed import Missed
    from framing.measures.selection import Names

#: Columns that a budget writes after those of its groups.
BUDGET: Final = (
    "actor",
    "label",
    "n",
    "n_coded",
    "share",
    "errors",
    "standard_error",
    "half_width",
    "half_width_gold_only",
    "half_width_all_coded",
    "gap",
    "against",
    "power",
    "detectable",
    "n_mentions",
    "n_articles",
    "flag",
)
#: One unit of so many is a word that the lexicon rejected or a sentence, as `framing sample` draws them.
_NEGATIVES: Final = 4
#: What a group is set against: all others.
REST: Final = "rest"


def coding_budget(  # noqa: PLR0913 - what is estimated, what is assumed, and what it is to show
    mentions: pd.DataFrame,
    *,
    actor: str,
    label: str | list[str],
    by: str | Sequence[str] = "source",
    voice: Names = None,
    gold: pd.DataFrame | None = None,
    error: float | Mapping[str, float] = 0.15,
    n: Sequence[int] = (50, 100, 200, 400, 800),
    gap: float = 0.1,
    level: float = 0.95,
) -> pd.DataFrame:
    """Expected half-width of a corrected share, and power to see a gap, for so many hand-coded units.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention, of all actors that the sample will be drawn from.
    actor : str
        The actor whose naming is compared.
    label : str or list of str
        The label, or the labels together, whose share is to be estimated.
    by : str or list of str
        Columns whose values form the groups.
    voice : str or list of str, optional
        Count mentions in these voices alone.
    gold : pandas.DataFrame, optional
        Units that were coded already, a pilot: how often errors occur is then estimated from them (from those of all
        groups where a group has fewer than ten), what missed mentions add as well, and `error` is used for nothing.
    error : float or dict of str to float
        Share of the mentions found with the label that are expected to be coded otherwise, in (0, 1], for all groups,
        or for each by its name (several columns joined by ", "). As many others are expected to be coded with the
        label, so that 0.15 stands for a precision and a recall of 0.85.
    n : sequence of int
        Units to code in all, as given to ``framing sample --n``: three quarters of them are mentions.
    gap : float
        The difference of two shares that is to be seen, in (0, 1).
    level : float
        Coverage of the intervals, in (0, 1).

    Returns
    -------
    pandas.DataFrame
        One row per group and n: the columns of `by`, ``actor``, ``label``, ``n``, ``n_coded`` (expected number of
        coded mentions of the actor in the group), ``share`` (as found, 0 to 1), ``errors`` (share of mentions
        that are expected to be coded otherwise), ``standard_error`` and ``half_width`` (of the corrected share),
        ``half_width_gold_only`` (of a share from the coded units alone), ``half_width_all_coded`` (if every mention
        were coded: what no coding mends, as articles are few), ``gap``, ``against`` (``rest``: all other groups),
        ``power`` (probability that an interval for a true gap of this size leaves out 0), ``detectable`` (the gap
        seen with a probability of 0.8), ``n_mentions``, ``n_articles`` and ``flag``. Where fewer than ten units are
        expected to be coded, numbers are empty and the flag is ``not estimable: few coded``. Ordered by group and n.

    Raises
    ------
    TableError
        If a column is missing, the actor has no mention, or an option is out of range.
    UnknownNameError
        If the actor never bears the label, or an actor or voice does not occur.

    Notes
    -----
    Units are drawn as :func:`framing.draw_sample` draws them: strata of group, label and voice, each unit with a
    probability pi in proportion to the inverse root of the size of its stratum. The variance of the corrected share
    of N mentions is that of the share between articles plus the sum of (1/pi - 1) e^2 over N^2, where e is an error:
    what was found less what is coded (Egami et al. 2023); the errors that all units of a stratum share do not count
    where two of it or more are expected to be coded, and intervals are widened for errors not seen among few units,
    as those of `corrected_measures` are. This is an approximation: how often e is not 0 is assumed,
    or known from a pilot only. Without a pilot, what the lexicon missed is left out, so that numbers hold for the
    mentions found; a missed mention in one of few coded sentences weighs much more. ``benchmarks/correction.py`` sets
    it beside simulated samples. Give mentions of one actor alone only if the sample is drawn from these alone.

    The classical rule asks how well a *precision* is known, one outlet and label at a time. Around 0.85, the interval
    of Wilson (1927) has these ends:

    >>> from framing.measures.bounds import wilson
    >>> for coded in (50, 100, 200, 400):
    ...     print(coded, *(f"{end:.2f}" for end in wilson(0.85, coded, 0.95)))
    50 0.73 0.92
    100 0.77 0.91
    200 0.79 0.89
    400 0.81 0.88

    References
    ----------
    Egami, N., Hinck, M., Stewart, B. M., & Wei, H. (2023). Using imperfect surrogates for downstream inference:
    Design-based supervised learning for social science applications of large language models. *Advances in Neural
    Information Processing Systems*, 36.

    Examples
    --------
    >>> import pandas as pd
    >>> mentions = pd.DataFrame({
    ...     "article_id": range(600), "source": ["North", "South"] * 300, "actor": "opposition",
    ...     "label": ["rebel", "rebel", "terrorist"] * 200, "category": "neutral", "valence": 0.0,
    ...     "sentence_start": 0})
    >>> budget = coding_budget(mentions, actor="opposition", label="terrorist", n=(100, 400))
    >>> budget[["source", "n", "n_coded", "half_width", "half_width_gold_only", "power"]].round(2)
      source    n  n_coded  half_width  half_width_gold_only  power
    0  North  100     37.5        0.11                  0.15   0.27
    1  North  400    150.0        0.06                  0.07   0.60
    2  South  100     37.5        0.11                  0.15   0.27
    3  South  400    150.0        0.06                  0.07   0.60
    """
    columns, labels = columns_of(by, WHERE), [label] if isinstance(label, str) else list(label)
    _check(n, gap, level)
    rows = drawn_from(mentions, columns, with_ids=gold is not None)
    counts = counting(rows, actor, labels, voice)
    names = rows.loc[counts].drop_duplicates("group").sort_values(columns, kind="stable")
    groups = names["group"].tolist()
    within = [(rows["group"] == group).to_numpy() for group in groups]
    bears = np.asarray(rows["label"].isin(labels), dtype=np.float64)
    if gold is None:
        errors = [
            balanced(_given(error, group), bears[counts & mine].sum(), int((counts & mine).sum()))
            for group, mine in zip(groups, within, strict=True)
        ]
        warnings, missed = [""] * len(groups), None
    else:
        errors, coded = pilot_errors(gold, keys_of(rows[counts]), groups, actor=actor, labels=labels)
        warnings = ["" if count >= FEWEST else "errors of all groups" for count in coded]
        voices = None if voice is None else voices_of(voice)
        missed = missed_in(gold, columns, actor=actor, labels=labels, voices=voices)
    wrong, other = (rows["group"].map(dict(zip(groups, each, strict=True))) for each in zip(*errors, strict=True))
    expected = np.where(bears == 1, wrong, other)
    sizes, found = rows["stratum_size"].to_numpy(), []
    for units in map(int, n):
        chance = chances(sizes, units - units // _NEGATIVES)
        plan = Plan(bears, rows["article_number"].to_numpy(), chance, expected, chance * sizes)
        for group, mine, warning in zip(groups, within, warnings, strict=True):
            here, rest = (
                _foreseen(plan.of(counts & part), level, missed and missed.of(group, inside=inside), units)
                for part, inside in ((mine, True), (~mine, False))
            )
            found.append({"group": group, "n": units, "gap": gap, **_row(here, rest, gap, level, warning)})
    table = names[[*columns, "group"]].merge(pd.DataFrame(found), on="group", how="left")
    return table.assign(actor=actor, label=", ".join(labels))[[*columns, *BUDGET]]


def _foreseen(plan: Plan, level: float, missed: Missed | None, units: int) -> Foreseen:
    """What is foreseen of some mentions, with what the missed ones of a pilot add."""
    if missed is None or not len(plan.found):
        return foresee(plan, level)
    return foresee(plan, level, missed.variance(float(plan.found.mean()), units // _NEGATIVES))


def _row(here: Foreseen, rest: Foreseen, gap: float, level: float, warning: str) -> dict[str, Any]:
    """What is told of a group: its interval, and the power against all others; little of one with few coded."""
    few = here.n_coded < FEWEST
    unknown = few or rest.n_coded < FEWEST
    error = np.nan if unknown else float(np.hypot(here.corrected, rest.corrected))
    warnings = [flag_of(here.n_mentions, here.n_articles), warning, "not estimable: few coded" if few else ""]
    corrected, gold_only, all_coded = (
        half_width(np.nan if few else each, here, level) for each in (here.corrected, here.gold_only, here.all_coded)
    )
    return {
        "n_coded": here.n_coded,
        "share": here.share,
        "errors": here.errors,
        "standard_error": np.nan if few else here.corrected,
        "half_width": corrected,
        "half_width_gold_only": gold_only,
        "half_width_all_coded": all_coded,
        "against": REST if rest.n_mentions else "",
        "power": power_of(gap, error, level),
        "detectable": error * (normal_z(level) + NormalDist().inv_cdf(POWER)),
        "n_mentions": here.n_mentions,
        "n_articles": here.n_articles,
        "flag": "; ".join(filter(None, warnings)),
    }


def _given(error: float | Mapping[str, float], group: str) -> float:
    """The share of errors that the caller expects in a group."""
    if isinstance(error, int | float):
        share = float(error)
    elif group in error:
        share = float(error[group])
    else:
        raise UnknownNameError("group in error=", group, map(str, error))
    if not 0 < share <= 1:
        raise TableError(f"{WHERE}: error is {share:g}; give a share above 0 and up to 1, such as 0.15")
    return share


def _check(n: Sequence[int], gap: float, level: float) -> None:
    """Raise if options are out of range."""
    check_settings(Settings(level), WHERE)
    if not len(n) or min(n) < 1 or any(int(each) != each for each in n):
        raise TableError(f"{WHERE}: n is {list(n)}; give whole numbers of units from 1 on, such as (100, 200)")
    if not 0 < gap < 1:
        raise TableError(f"{WHERE}: gap is {gap:g}; give a difference of shares between 0 and 1, such as 0.1")

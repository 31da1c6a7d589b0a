"""How far people who coded the same units by hand agree, on every variable, in all and by source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.alpha import Coefficient, alpha_coefficient, alpha_sums, bounded, midranks
from framing.measures.bounds import share_bounds
from framing.measures.coded.coder_codes import AGREED_ON, check_codings, codes_of, places_of
from framing.measures.coded.coder_groups import Group, group_of, parts_of, sets_of
from framing.measures.coded.kappa import agreeing, cohen_sums, fleiss_sums, kappa_coefficient
from framing.measures.flags import flag_of
from framing.measures.intervals import MIN_ARTICLES, Floats, Settings, check_settings
from framing.schema import AGREEMENT, VOCABULARY, check

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: Codes that stand on a scale.
_SCALES: Final = {"stance": dict(zip(VOCABULARY["stance_class"], (-1.0, 0.0, 1.0), strict=True))}

#: With fewer codes beside the commonest, one more of them moves alpha visibly.
_MIN_OTHERS: Final = 10


def coder_agreement(
    codings: pd.DataFrame,
    units: pd.DataFrame | None = None,
    *,
    by: str | Sequence[str] | None = "source",
    level: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Agreement of people who coded the same units: of every pair, and of all together where there are three or more.

    Krippendorff's alpha is 1 where coders agree on every unit, 0 where they agree as often as chance would have it,
    and below where they contradict each other. Krippendorff (2019) asks for .800 and accepts .667 where conclusions
    may be tentative. It is no measure of truth: two coders may share a mistake.

    Parameters
    ----------
    codings : pandas.DataFrame
        One row per unit and coder, as `framing.read_codings` gives it: ``unit_id``, ``coder``, and what was coded:
        ``actor``, ``label``, ``voice``, ``stance``, ``missed``. An empty cell and ``unclear`` are missing codes, and
        no category of their own.
    units : pandas.DataFrame, optional
        The units drawn, by ``unit_id``, with ``article_id`` and the columns to group by, such as ``source``. Without
        it units count as independent of each other, and groups are made of the columns that `codings` has.
    by : str or list of str, optional
        Column that names the groups, such as ``source`` or ``kind``; of several, each makes groups of its own.
    level : float
        Coverage of the intervals, in (0, 1).
    resamples : int
        Number of resamples behind each interval, at least 100.
    seed : int
        Seed of the resamples; equal seeds give equal tables.

    Returns
    -------
    pandas.DataFrame
        One row per ``variable``, ``coders`` (as ``anna | ben``), group (``group`` and ``name``, both empty for all
        units) and ``measure``. Variables are ``mention`` (whether a coder sees a mention of any actor in the
        marked words), ``actor``, ``label``, ``voice``, ``stance`` and ``missed`` (the set of actors and labels that
        a coder lists for a sentence: another set is another code, however much they share); those that nobody coded
        are left out. Measures are ``alpha_nominal``, for stance ``alpha_ordinal`` and ``alpha_interval`` (negative
        -1, neutral 0, positive 1), ``percent`` (0 to 1: the share of pairs of coders that agree, mean of units),
        ``cohens_kappa`` for two coders and ``fleiss_kappa`` for more. ``value``, ``low``, ``high``; ``n_units``, the
        denominator, have codes of two of the coders, for ``fleiss_kappa`` of all of them; ``n_articles``, empty where
        articles are unknown; ``n_coders``; ``interval``, what was resampled; ``flag``. Cells are empty where alpha or
        kappa is undefined, for all codes are the same (``no variation``), or no unit or a single one has enough codes
        (``no shared units``, ``one unit``). ``few other codes``: fewer than 10 codes are other than the commonest,
        and the value hangs on those few.

    Raises
    ------
    TableError
        If a column is missing, a coder has two rows for a unit, a stance is none of the three, fewer than two people
        coded or none of them the same unit, a unit coded is not in `units`, or an option is out of range.

    Notes
    -----
    Label, voice and stance of a unit exist where a coder sees a mention: they are compared on units where both give a
    code. So an actor that one of them does not see lowers agreement on ``actor`` and ``mention``, not on ``label``.

    The numbers are those of the units coded twice, each of which counts once: where rare strata were over-sampled,
    they are of the sample and not of the corpus, for alpha has no accepted form with weights. Groups show where
    coders part.

    Bounds of alpha and kappa are the outer ones of two pairs. The first are percentiles of the coefficient in
    resampled articles (below 10 articles, of their units as well; units where articles are unknown), widened for few
    of them, as in `scorer_agreement`; ordinal ranks are those of the units coded. Where codes are rare they are too
    short, for resamples lack or repeat these. The second are what the bounds of ``percent`` (Wilson's score) make of
    the coefficient where chance disagrees as often as it does here. In simulated samples of 20 to 60 units the outer
    ones hold the true alpha in 94 to 100 of 100 samples, percentiles alone in 44 to 99:
    ``benchmarks/coder_agreement.py`` prints both.

    References
    ----------
    Krippendorff (2019). *Content Analysis*, 4th ed., ch. 12. Sage.
    Hayes & Krippendorff (2007). Answering the call for a standard reliability measure for coding data. *Communication
    Methods and Measures* 1(1), 77-89.
    Cohen (1960). A coefficient of agreement for nominal scales. *Educational and Psychological Measurement* 20(1),
    37-46.
    Fleiss (1971). Measuring nominal scale agreement among many raters. *Psychological Bulletin* 76(5), 378-382.

    Examples
    --------
    >>> import pandas as pd
    >>> codings = pd.DataFrame({
    ...     "unit_id": ["u1", "u2", "u3", "u4"] * 2, "coder": ["anna"] * 4 + ["ben"] * 4,
    ...     "voice": ["own", "own", "direct", "indirect", "own", "indirect", "direct", "indirect"]})
    >>> coder_agreement(codings)[["variable", "coders", "measure", "value", "n_units"]].round(2)
      variable      coders        measure  value  n_units
    0    voice  anna | ben  alpha_nominal   0.67        4
    1    voice  anna | ben        percent   0.75        4
    2    voice  anna | ben   cohens_kappa   0.64        4
    """
    settings = Settings(level, resamples, seed)
    check_settings(settings, "coder_agreement")
    check_codings(codings)
    columns = [] if by is None else [by] if isinstance(by, str) else list(by)
    if units is None:
        check(codings, [column for column in columns if column != "source"], "codings")
    places = places_of(codings, units, ["article_id", *columns])
    grids = {variable: codes_of(codings, variable) for variable in AGREED_ON}
    shared = sorted({unit for grid in grids.values() for unit in grid.index[grid.notna().sum(axis=1) > 1]})
    if not shared:
        raise TableError(
            "codings: no two coders have coded the same unit; agreement needs units that several people coded:"
            " draw a sample with an overlap, or let one of them code units of the other"
        )
    found: list[dict[str, Any]] = []
    for variable, grid in grids.items():
        if grid.empty:
            continue
        numbers = _numbers(variable, grid)
        for coders in sets_of(sorted(map(str, codings["coder"].unique()))):
            values = numbers.reindex(columns=coders)
            for group, name, members in parts_of(places.loc[shared]):
                named = {"variable": variable, "group": group, "name": name, "coders": " | ".join(coders)}
                rows = values.reindex(members)
                here = places.loc[members]
                found.extend({**named, **row} for row in _rows_of(variable, rows, here, settings, *named.values()))
    table = pd.DataFrame(found, columns=list(AGREEMENT))
    return table.astype({"n_articles": "Int64"})


def _numbers(variable: str, grid: pd.DataFrame) -> pd.DataFrame:
    """Codes as numbers: those of a scale have a place on it."""
    codes = sorted({code for coder in grid for code in grid[coder].dropna()})
    scale = _SCALES.get(variable, {code: float(at) for at, code in enumerate(codes)})
    strange = [code for code in codes if code not in scale]
    if strange:
        raise TableError(f"codings: column {variable!r} holds {strange[0]!r}; allowed are {', '.join(scale)}")
    return pd.DataFrame({coder: grid[coder].map(scale) for coder in grid}, dtype=np.float64)


def _rows_of(
    variable: str, codes: pd.DataFrame, places: pd.DataFrame, settings: Settings, *key: object
) -> Iterator[dict[str, Any]]:
    """The measures of one variable, one group and one set of coders, a row each."""
    n_coders = codes.shape[1]
    two = n_coders == 2
    paired = group_of(codes, places, 2)
    complete = paired if two else group_of(codes, places, n_coders)
    alphas = {"alpha_nominal": (paired.codes, True)}
    if variable in _SCALES:
        alphas |= {"alpha_ordinal": (midranks(paired.codes), False), "alpha_interval": (paired.codes, False)}
    agreed = _percent(paired, settings, *key)
    for name, (values, nominal) in alphas.items():
        sums = alpha_sums(values, nominal=nominal)
        found = _beyond_chance(paired, sums, alpha_coefficient(sums.sum(axis=0)), settings, *key, name)
        yield _row(name, paired, n_coders, _widened(found, agreed))
    yield _row("percent", paired, n_coders, agreed)
    name, sums = ("cohens_kappa" if two else "fleiss_kappa"), (cohen_sums if two else fleiss_sums)(complete.codes)
    coefficient = kappa_coefficient(sums.sum(axis=0), 2 if two else 1)
    found = _beyond_chance(complete, sums, coefficient, settings, *key, name)
    yield _row(name, complete, n_coders, _widened(found, _percent(complete, settings, *key)))


def _beyond_chance(
    group: Group, sums: Floats, coefficient: Coefficient, settings: Settings, *key: object
) -> dict[str, Any]:
    """Value and bounds of alpha or kappa."""
    if len(sums) < 2:
        return {}
    return bounded(group.units(sums), coefficient, settings, *key)


def _percent(group: Group, settings: Settings, *key: object) -> dict[str, Any]:
    """Share of pairs of coders that agree, and its bounds."""
    if not group.codes.size:
        return {}
    sums = group.units(np.column_stack([agreeing(group.codes), np.ones(group.codes.shape[1])]))
    shares = sums._replace(top=sums.top[:, :1], bottom=sums.top[:, 1])
    low, high, interval = share_bounds(shares, settings, *key, "percent")
    value = float(np.clip(agreeing(group.codes).mean(), 0, 1))
    return {
        "value": value,
        "low": min(float(low[0]), value),
        "high": max(float(high[0]), value),
        "interval": interval[0],
    }


def _widened(found: dict[str, Any], agreed: dict[str, Any]) -> dict[str, Any]:
    """Bounds of a coefficient, no nearer than those of the share agreed make them."""
    if not found or np.isnan(found["value"]) or agreed["value"] == 1:
        return found
    # How much more, or less, coders might disagree than they do; what chance gives is taken as known.
    most, least = ((1 - agreed[end]) / (1 - agreed["value"]) for end in ("low", "high"))
    low, high = (1 - (1 - found["value"]) * times for times in (most, least))
    return {**found, "low": max(min(found["low"], low), -1.0), "high": max(found["high"], high)}


def _few_others(codes: Floats) -> bool:
    """Whether few codes are other than the commonest."""
    times = np.unique(codes[~np.isnan(codes)], return_counts=True)[1]
    return int(times.sum() - times.max()) < _MIN_OTHERS


def _row(measure: str, group: Group, n_coders: int, found: dict[str, Any]) -> dict[str, Any]:
    """One row of the table; what could not be estimated is empty, and its flag says why."""
    n_units = group.codes.shape[1]
    # Units that nobody knows the article of may be many articles.
    warnings = flag_of(n_units, MIN_ARTICLES if group.n_articles is None else group.n_articles).split("; ")
    warnings = [warning.replace("mentions", "units") for warning in warnings]
    if not found:
        warnings = ["one unit" if n_units else "no shared units"]
    elif np.isnan(found["value"]):
        warnings.append("no variation")
    elif measure != "percent" and _few_others(group.codes):
        warnings.append("few other codes")
    nothing = {"value": np.nan, "low": np.nan, "high": np.nan, "interval": ""}
    row = {"measure": measure, **nothing, **found, "n_units": n_units, "n_articles": group.n_articles}
    row["interval"] = row["interval"].replace("sentences", "units")
    return {**row, "n_coders": n_coders, "flag": "; ".join(filter(None, warnings))}

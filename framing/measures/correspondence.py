"""Sources and labels on one plane: correspondence analysis, with ellipses from resampled articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd

from framing.errors import TableError
from framing.measures.bounds import TINY
from framing.measures.flags import MIN_MENTIONS, flag_of
from framing.measures.intervals import Floats, Settings, check_settings
from framing.measures.label_counts import counts_of, labels_of, resampled_counts
from framing.measures.selection import Names, select
from framing.schema import SOURCE_MAP, check

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Fewer sources or labels than these do not span a plane.
_FEWEST: Final = 3


class Plane(NamedTuple):
    """Standard coordinates of sources and labels on the first two axes, and the inertia of all axes."""

    sources: Floats
    labels: Floats
    inertia: Floats


def correspondence(
    mentions: pd.DataFrame,
    *,
    actor: str,
    voice: Names = None,
    min_mentions: int = MIN_MENTIONS,
    level: float = 0.95,
    resamples: int = 2000,
    seed: int = 0,
) -> pd.DataFrame:
    """Map of sources and of the labels that they give an actor, by correspondence analysis.

    Sources that name the actor alike lie close together, and so do labels that the same sources use. The centre is
    the average of all sources. Distances between sources, and between labels, can be read off; a source and a label
    in the same direction from the centre go together, but how near the two lie means nothing.

    Parameters
    ----------
    mentions : pandas.DataFrame
        One row per mention of an actor. Labels are told apart by their names.
    actor : str
        The actor.
    voice : str or list of str, optional
        As for `label_shares`.
    min_mentions : int
        Labels with fewer mentions than this, and then sources with fewer mentions by the labels left, are left out:
        rare ones would fill the plane.
    level, resamples, seed
        As for `label_shares`; `level` is that of the ellipses.

    Returns
    -------
    pandas.DataFrame
        One row per source, then one per label: ``actor``, ``kind`` (``source`` or ``label``), ``name``, ``x``, ``y``
        (principal coordinates, in units of the chi-square distance), ``inertia_x``, ``inertia_y`` (share of the
        differences that each axis shows, 0 to 1, the same in all rows), ``ellipse_width``, ``ellipse_height`` (full
        lengths of its axes, the longer one first), ``ellipse_angle`` (of the longer one, -90 to 90 degrees; ellipses
        are empty below three articles), ``n_mentions``, ``n_articles`` (of the source by the labels on the map, or
        of the label) and ``flag``. The label that shapes an axis most lies on its positive side.

    Raises
    ------
    TableError
        If a column is missing or has an empty or strange cell, an option is out of range, fewer than three sources
        or labels are left, or all sources use the labels left in the same proportions.
    UnknownNameError
        If the actor or a voice is unknown.

    Notes
    -----
    Singular value decomposition of the standardised residuals (P - rc') / sqrt(rc') (Greenacre 2017, Correspondence
    Analysis in Practice); the total inertia is chi-square divided by the number of mentions. Articles are resampled
    within each source, with their sentences where there are fewer than ten. Each resample is projected on the axes of
    the whole table as supplementary points, so there is no need to turn resampled planes onto each other; the ellipse
    tells how firmly a point lies on this plane, not how firmly the plane itself stands. It is centred on the point,
    shaped by the covariance of the projections, and widened after Hotelling for few articles.

    Examples
    --------
    >>> import pandas as pd
    >>> used = "rebel " * 5 + "terrorist " * 3 + "rebel militant " + "terrorist " * 4 + "militant " * 4
    >>> mentions = pd.DataFrame({
    ...     "article_id": range(18), "source": ["North"] * 6 + ["South"] * 6 + ["West"] * 6, "actor": "opposition",
    ...     "label": used.split(), "category": "neutral", "valence": 0.0, "sentence_start": 0})
    >>> rows = correspondence(mentions, actor="opposition", min_mentions=3)
    >>> rows[["kind", "name", "x", "y", "inertia_x", "n_mentions"]].round(2)
         kind       name     x     y  inertia_x  n_mentions
    0  source      North  1.06 -0.19       0.81           6
    1  source      South -0.18  0.54       0.81           6
    2  source       West -0.87 -0.35       0.81           6
    3   label   militant -0.92 -0.44       0.81           5
    4   label      rebel  1.06 -0.18       0.81           6
    5   label  terrorist -0.25  0.47       0.81           7
    """
    settings = Settings(level, resamples, seed)
    check_settings(settings, "correspondence")
    if min_mentions < 1:
        raise TableError(f"correspondence: min_mentions is {min_mentions}; give 1 or more")
    check(mentions, ["source", "actor"], "mentions")
    if mentions["source"].isna().any():
        raise TableError("mentions: column 'source' has empty cells; name the source of every article")
    rows = select(mentions, ["source"], actor=actor, voice=voice)
    rows = _frequent(rows, actor, min_mentions)
    labels, sources = labels_of(rows), sorted(set(rows["source"]))
    units = {name: counts_of(rows[rows["source"] == name], labels) for name in sources}
    counts = np.array([of.top.sum(axis=0) for of in units.values()])
    plane = _plane(counts)
    if plane.inertia.sum() < TINY:
        raise TableError(
            f"correspondence: all sources name {actor!r} by the same labels in the same proportions; there is"
            " nothing to map"
        )
    draws = np.stack([resampled_counts(of, settings, "is", name, actor) for name, of in units.items()], axis=1)
    return pd.DataFrame(
        [
            *_points(rows, "source", sources, (counts, draws), plane, settings.level),
            *_points(rows, "label", labels, (counts.T, draws.transpose(0, 2, 1)), plane, settings.level),
        ],
        columns=list(SOURCE_MAP),
    )


def _frequent(rows: pd.DataFrame, actor: str, least: int) -> pd.DataFrame:
    """Mentions by frequent labels in sources that have enough of them."""
    for column in ("label", "source"):
        n = rows.groupby(column, observed=True)[column].transform("size")
        rows = rows[n >= least]
    for column in ("source", "label"):
        n_left = rows[column].nunique()
        if n_left < _FEWEST:
            left = f"1 {column} has" if n_left == 1 else f"{n_left or 'no'} {column}s have"
            raise TableError(
                f"correspondence: {left} {least} mentions of {actor!r} or more; a plane needs {_FEWEST}; lower"
                " min_mentions, or compare shares with label_shares"
            )
    # Left-out mentions leave gaps in the numbers of articles, which counting does not mind.
    return rows.reset_index(drop=True)


def _plane(counts: Floats) -> Plane:
    """Decompose the standardised residuals of a table of sources by labels."""
    shares = counts / counts.sum()
    row, column = shares.sum(axis=1), shares.sum(axis=0)
    expected = np.outer(row, column)
    left, singular, right = np.linalg.svd((shares - expected) / np.sqrt(expected), full_matrices=False)
    # The sign of an axis is arbitrary; rounding lets the first of equals decide.
    most = np.abs(right[:2]).round(9).argmax(axis=1)
    signs = np.where(right[:2][np.arange(2), most] < 0, -1.0, 1.0)
    return Plane(
        signs * left[:, :2] / np.sqrt(row)[:, None],
        signs * right[:2].T / np.sqrt(column)[:, None],
        np.asarray(singular**2),
    )


def _points(
    rows: pd.DataFrame, kind: str, names: Iterable[Any], tables: tuple[Floats, Floats], plane: Plane, level: float
) -> list[dict[str, Any]]:
    """One row for each source or label: its place, and the ellipse of its resamples."""
    counts, draws = tables
    # A profile is projected by the standard coordinates of the other kind.
    axes = plane.labels if kind == "source" else plane.sources
    # Taken from the centre, for an axis that shows nothing could also point away from it.
    centre = counts.sum(axis=0) / counts.sum()
    places = (counts / counts.sum(axis=1, keepdims=True) - centre) @ axes
    shown = plane.inertia[:2] / plane.inertia.sum()
    found = []
    for i, name in enumerate(names):
        of = rows[rows[kind] == name]
        n_mentions, n_articles = len(of), int(of["article_number"].nunique())
        # A label may be missing in a resample altogether.
        drawn = draws[:, i][draws[:, i].sum(axis=1) > 0]
        width, height, angle = _ellipse((drawn / drawn.sum(axis=1, keepdims=True) - centre) @ axes, n_articles, level)
        cells = (kind, name, *places[i], *shown, width, height, angle, n_mentions, n_articles)
        row = dict(zip(SOURCE_MAP[1:-1], cells, strict=True))
        found.append({"actor": of["actor"].iloc[0], **row, "flag": flag_of(n_mentions, n_articles)})
    return found


def _ellipse(drawn: Floats, n_articles: int, level: float) -> tuple[float, float, float]:
    """Full lengths of the axes of an ellipse that holds the truth with probability `level`, and its angle."""
    if n_articles < _FEWEST:
        return np.nan, np.nan, np.nan
    n = n_articles
    # The quantile of Hotelling's T squared in two dimensions has a closed form.
    radius = np.sqrt((n - 1) * ((1 - level) ** (-2 / (n - 2)) - 1) * n / (n - 1))
    variances, directions = np.linalg.eigh(np.cov(drawn.T))
    lengths = 2 * radius * np.sqrt(np.maximum(variances, 0))
    x, y = directions[:, 1]
    angle = np.degrees(np.arctan2(y, x))
    # An axis has no direction: both of its ends are the same line.
    angle = angle - 180 if angle > 90 else angle + 180 if angle <= -90 else angle
    return float(lengths[1]), float(lengths[0]), float(angle)

"""The figures of a comparison: which there are, and what they are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from framing.figures import (
    plot_agreement,
    plot_biplot,
    plot_composition,
    plot_differences,
    plot_divergence,
    plot_flow,
    plot_keyness,
    plot_label_panels,
    plot_odds_map,
    plot_periods,
    plot_speakers,
    plot_specifications,
    plot_stance_map,
    plot_valence,
    plot_voice_panels,
)
from framing.measures import ALL_LABELS
from framing.schema import VOCABULARY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from framing.pipeline import Comparison

#: Panels that a figure of periods holds.
_PANELS: Final = 15


def figures_of(comparison: Comparison) -> Iterator[tuple[str, Callable[[], Axes | Figure]]]:
    """File name and drawing of every figure that has something to show, in the order in which one reads them."""
    names = {actor.actor: actor.name for actor in comparison.lexicon.actors}
    yield "labels", lambda: plot_label_panels(comparison.labels, categories=comparison.categories, names=names)
    yield "valence", lambda: plot_valence(comparison.valence, names=names)
    voices = comparison.voices[comparison.voices["label"] != ALL_LABELS]
    yield "voices", lambda: plot_voice_panels(voices)
    if len(comparison.speakers):
        yield "speakers", lambda: plot_speakers(comparison.speakers, official=comparison.sourcing)
    yield from _stance_map(comparison, names)
    for actor in sorted(comparison.labels["actor"].unique(), key=str):
        yield from _of_actor(comparison, str(actor), names)
    if len(comparison.agreement):
        yield "agreement", lambda: plot_agreement(comparison.agreement)
    yield "flow", lambda: plot_flow(comparison.flow)


def _of_actor(
    comparison: Comparison, actor: str, names: dict[str, str]
) -> Iterator[tuple[str, Callable[[], Axes | Figure]]]:
    """Figures of one actor."""
    end = re.sub(r"[^\w-]+", "_", actor)
    categories = _of(comparison.categories, actor)
    yield f"composition-{end}", lambda: plot_composition(categories, actor=actor, names=names)
    rows = _of(comparison.comparison, actor)
    labels = rows[rows["measure"] == "label_share"]
    valence = rows[rows["measure"] == "label_valence"]
    if len(valence):
        yield f"differences-{end}", lambda: plot_differences(valence, actor=actor, names=names)
    if len(labels) and len(set(labels["against"])) == 1:
        yield f"odds_map-{end}", lambda: plot_odds_map(labels, actor=actor, names=names)
    distances = _of(comparison.distances, actor)
    if len(distances):
        yield f"distances-{end}", lambda: plot_divergence(distances, actor=actor, names=names)
    plane = _of(comparison.source_map, actor)
    if len(plane):
        yield f"source_map-{end}", lambda: plot_biplot(plane, names=names)
    specifications = _of(comparison.specifications, actor)
    if len(specifications):
        source, label = specifications[["source", "label"]].iloc[0]
        yield f"specifications-{end}", lambda: plot_specifications(specifications)
        words = _of(comparison.keyness, actor)
        if source in set(words.get("source", ())):
            yield f"keyness-{end}", lambda: plot_keyness(words, source=source, actor=actor, names=names)
    else:
        label = _judging(comparison.labels, actor)
    periods = _of(comparison.periods, actor)
    if len(periods) and periods["source"].nunique() <= _PANELS and label in set(periods["label"]):
        yield f"periods-{end}", lambda: plot_periods(periods, actor=actor, label=label)


def _of(table: pd.DataFrame, actor: str) -> pd.DataFrame:
    """Rows of one actor; none of an empty table."""
    return table[table["actor"].astype(str) == actor] if len(table) else table


def _judging(labels: pd.DataFrame, actor: str) -> str:
    """The most used delegitimising label of an actor, or the most used one if there is none."""
    rows = labels[labels["actor"].astype(str) == actor]
    judging = rows[rows["category"] == VOCABULARY["category"][0]]
    return str((judging if len(judging) else rows).groupby("label", observed=True)["n_label"].sum().idxmax())


def _stance_map(comparison: Comparison, names: dict[str, str]) -> Iterator[tuple[str, Callable[[], Axes | Figure]]]:
    """The map of sources by their stance to the first two actors, by the first scorer, in own voice."""
    if comparison.stance.empty or len(comparison.actors) < 2:
        return
    first = comparison.stance["scorer"].iloc[0]
    own = comparison.stance[(comparison.stance["voice"] == "own") & (comparison.stance["scorer"] == first)]
    x, y = sorted(comparison.actors[:2])
    both = own.groupby("source", observed=True)["actor"].agg(lambda actors: {x, y} <= set(actors))
    if both.any():
        yield "stance", lambda: plot_stance_map(own, x, y, names=names)

"""From a table of label shares to the rows of a diverging bar chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from framing.errors import TableError, UnknownNameError
from framing.schema import MEASURES, check

if TYPE_CHECKING:
    import pandas as pd

#: Categories from left to right; those of the middle straddle zero, half on either side.
ORDER: Final = ("delegitimising", "neutral", "institutional", "legitimising")
MIDDLE: Final = ("neutral", "institutional")


class Row(NamedTuple):
    """One source: shares of its labels by category, from the centre outwards, and its evidence."""

    name: str
    shares: dict[str, list[tuple[str, float]]]
    n_mentions: int
    n_articles: int
    few: bool
    whisker: tuple[float, float] | None

    def total(self, *categories: str) -> float:
        """Share of some categories together."""
        return sum(share for category in categories for _, share in self.shares[category])

    @property
    def start(self) -> float:
        """Where the middle of the bar begins, left of zero."""
        return -self.total(*MIDDLE) / 2


class Composition(NamedTuple):
    """One actor: rows from the most to the least delegitimising, and the place of each label."""

    actor: str
    rows: list[Row]
    places: dict[str, int]


def actors_of(shares: pd.DataFrame, by: str, where: str) -> list[str]:
    """Actors of a table of label shares, sorted; raises if there are none to draw."""
    check(shares, [by, "actor", "label", "category", *MEASURES], "shares")
    if shares.empty:
        raise TableError(f"{where}: the table of shares has no rows; there is nothing to draw")
    return sorted(map(str, shares["actor"].unique()))


def chosen_actor(actors: list[str], actor: str | None) -> str:
    """Pick the actor asked for, or the only one."""
    if actor is None:
        if len(actors) > 1:
            raise TableError(
                f"plot_labels: the table holds {len(actors)} actors ({', '.join(actors)});"
                " choose one with actor=, or draw all with plot_label_panels"
            )
        return actors[0]
    if actor not in actors:
        raise UnknownNameError("actor", actor, actors)
    return actor


def compose(shares: pd.DataFrame, actor: str, by: str, categories: pd.DataFrame | None) -> Composition:
    """Arrange the shares of one actor's labels."""
    mine = shares[shares["actor"] == actor]
    if mine.duplicated([by, "label", "category"]).any():
        twice = mine[mine.duplicated([by, "label", "category"])].iloc[0]
        raise TableError(
            f"shares: {by} {twice[by]!r} has label {twice['label']!r} twice; draw a table with one row"
            f" per {by}, actor and label"
        )
    weight = mine["value"] * mine["n_mentions"]
    totals = weight.groupby([mine["category"].astype(str), mine["label"].astype(str)]).sum()
    labels: Any = totals.items()
    ranked = [key for key, _ in sorted(labels, key=lambda item: (-item[1], item[0]))]
    order = {category: [label for of, label in ranked if of == category] for category in ORDER}
    places = {label: place for names in order.values() for place, label in enumerate(names)}
    whiskers = _whiskers(categories, actor, by)
    rows = [_row(str(name), of, order, whiskers) for name, of in mine.groupby(by, sort=True, observed=True)]
    rows.sort(key=lambda row: (-row.total("delegitimising"), row.total("legitimising"), row.name))
    return Composition(actor, rows, places)


def _row(name: str, of: pd.DataFrame, order: dict[str, list[str]], whiskers: dict[str, tuple[float, float]]) -> Row:
    """Shares of one source; the largest label of all sources stands nearest to the centre."""
    share: dict[tuple[str, str], float] = {
        (str(c), str(label)): float(value)
        for c, label, value in zip(of["category"], of["label"], of["value"], strict=True)
    }
    shares = {
        c: [(label, share[c, label]) for label in labels if share.get((c, label), 0) > 0]
        for c, labels in order.items()
    }
    first = of.iloc[0]
    few = "few mentions" in str(first["flag"])
    return Row(name, shares, int(first["n_mentions"]), int(first["n_articles"]), few, whiskers.get(name))


def _whiskers(categories: pd.DataFrame | None, actor: str, by: str) -> dict[str, tuple[float, float]]:
    """Interval of the delegitimising share of each source, where the table of categories is given."""
    if categories is None:
        return {}
    check(categories, [by, "actor", "category", *MEASURES], "categories")
    wanted: Any = categories[(categories["actor"] == actor) & (categories["category"] == "delegitimising")]
    return {
        str(name): (float(low), float(high))
        for name, low, high in zip(wanted[by], wanted["low"], wanted["high"], strict=True)
    }

"""Tables of measures to draw, and what can be read off a figure."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from matplotlib.colors import to_rgb, to_rgba
from matplotlib.patches import Rectangle
from matplotlib.text import Text

CATEGORIES = ("delegitimising", "neutral", "institutional", "legitimising")
NAMES = ["terrorist", "rebel", "HTS", "freedom fighter", "militant", "fighter", "coalition", "opposition"]


def shares_of(sources, *, actor="opposition", n_labels=8, seed=0, n_mentions=None):
    """Shares of `n_labels` labels for each source, as label_shares gives them."""
    rng = np.random.default_rng(seed)
    rows = []
    labels = [NAMES[i] if i < len(NAMES) else f"label {i}" for i in range(n_labels)]
    for source in sources:
        shares = rng.dirichlet(np.ones(n_labels))
        n = n_mentions or int(rng.integers(3, 400))
        for i, (label, share) in enumerate(zip(labels, shares, strict=True)):
            rows.append(
                {
                    "source": source, "actor": actor, "label": label, "category": CATEGORIES[i % 4],
                    "valence": 0.0, "n_label": round(share * n), "measure": "label_share", "value": share,
                    "low": share / 2, "high": (1 + share) / 2, "n_mentions": n, "n_articles": max(n // 9, 1),
                    "interval": "articles", "flag": "few mentions" if n < 10 else "",
                }
            )  # fmt: skip
    return pd.DataFrame(rows)


def labels_of(*rows, actor="opposition"):
    """Shares from rows of source, label, category, share, n."""
    return pd.DataFrame(
        [
            {
                "source": source, "actor": actor, "label": label, "category": category,
                "measure": "label_share", "value": share, "low": 0.0, "high": 1.0, "n_mentions": n,
                "n_articles": 5, "interval": "articles",
                "flag": "few articles; few mentions" if n < 10 else "few articles",
            }
            for source, label, category, share, n in rows
        ]
    )  # fmt: skip


def north_and_south():
    return labels_of(
        ("North", "rebel", "neutral", 0.4, 40),
        ("North", "HTS", "institutional", 0.2, 40),
        ("North", "terrorist", "delegitimising", 0.3, 40),
        ("North", "revolutionary", "legitimising", 0.1, 40),
        ("South", "rebel", "neutral", 0.0, 8),
        ("South", "HTS", "institutional", 0.0, 8),
        ("South", "terrorist", "delegitimising", 0.75, 8),
        ("South", "revolutionary", "legitimising", 0.25, 8),
    )


def categories_of(shares):
    """Category shares that go with label shares."""
    keys = ["source", "actor", "category"]
    table = shares.groupby(keys, as_index=False).agg(
        value=("value", "sum"), n_mentions=("n_mentions", "first"), n_articles=("n_articles", "first")
    )
    low, high = table["value"] * 0.8, table["value"] + (1 - table["value"]) * 0.3
    return table.assign(measure="category_share", low=low, high=high, interval="articles", flag="")


def valences_of(sources, actors=("opposition",), seed=0):
    """Valence of each source and actor, as label_valence gives it."""
    rng = np.random.default_rng(seed)
    rows = []
    for source, actor in itertools.product(sources, actors):
        value, half, n = rng.uniform(-0.8, 0.8), rng.uniform(0.05, 0.2), int(rng.integers(3, 2000))
        rows.append(
            {
                "source": source, "actor": actor, "measure": "label_valence", "value": value,
                "low": value - half, "high": value + half, "n_mentions": n, "n_articles": max(n // 9, 1),
                "interval": "articles", "flag": "few mentions" if n < 10 else "",
            }
        )  # fmt: skip
    return pd.DataFrame(rows)


def words_on(figure):
    """Every text that is drawn, by the artist."""
    figure.draw_without_rendering()
    return [
        text
        for text in figure.findobj(Text)
        if text.get_text().strip() and text.get_visible() and text.get_window_extent().width > 0
    ]


def overlaps(figure):
    """Pairs of texts whose boxes overlap by more than half a pixel."""
    boxes = [(text.get_text(), text.get_window_extent()) for text in words_on(figure)]
    return [
        (one, other)
        for (one, a), (other, b) in itertools.combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 and min(a.y1, b.y1) - max(a.y0, b.y0) > 0.5
    ]


def outside(figure):
    """Texts that stick out of the figure."""
    page = figure.bbox
    boxes = [(text.get_text(), text.get_window_extent()) for text in words_on(figure)]
    return [
        text
        for text, box in boxes
        if box.x0 < page.x0 - 1 or box.y0 < page.y0 - 1 or box.x1 > page.x1 + 1 or box.y1 > page.y1 + 1
    ]


def translucent(figure):
    """Artists that let anything shine through."""
    found = []
    for artist in figure.findobj():
        if artist.get_alpha() not in (None, 1):
            found.append(artist)
        for name in ("get_facecolor", "get_edgecolor", "get_color", "get_markerfacecolor"):
            colour = getattr(artist, name, lambda: "none")()
            if isinstance(colour, str | tuple) and to_rgba(colour)[3] not in (0, 1):
                found.append(artist)
    return found


def bars_of(ax):
    """Segments by row: (left, right, colour), from left to right."""
    rows = {}
    for patch in ax.patches:
        if isinstance(patch, Rectangle):
            y = round(patch.get_y() + patch.get_height() / 2)
            ends = (patch.get_x(), patch.get_x() + patch.get_width())
            rows.setdefault(y, []).append((*ends, patch.get_facecolor()))
    return {y: sorted(found) for y, found in rows.items()}


def row_names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


# How deuteranopes and protanopes see linear RGB (Viénot, Brettel & Mollon 1999).
BLIND = {
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
}


def linear(colour):
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(colour)]


def luminance(colour):
    """Lightness L* of a colour (CIE 1976)."""
    y = np.dot([0.2126, 0.7152, 0.0722], linear(colour))
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def seen(colour, blindness):
    """Lightness L* that the colour-blind see."""
    rgb = [sum(w * c for w, c in zip(row, linear(colour), strict=True)) for row in BLIND[blindness]]
    y = sum(w * max(c, 0) for w, c in zip((0.2126, 0.7152, 0.0722), rgb, strict=True))
    return 116 * y ** (1 / 3) - 16

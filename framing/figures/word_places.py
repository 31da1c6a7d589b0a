"""Where the name of a dot may stand on a crowded plane: beside it, on nothing else."""

from __future__ import annotations

from math import hypot
from typing import Final

import numpy as np
from numpy.typing import NDArray

#: Rows of x and y, or of boxes (left, low, right, high), in points.
Points = NDArray[np.float64]

#: How far from its dot a label may lie, in points; a word with no free place nearer has no label.
_DISTANCES: Final = (3.5, 6, 9, 13, 18, 24, 32, 42)
#: In which directions, best first; with a line between them never straight beside it, which looks like an interval.
_BESIDE: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_AWAY: Final = (
    *_BESIDE[4:],
    *((x * right, y * up) for x, y in ((2, 1), (1, 2)) for up in (1, -1) for right in (1, -1)),
)
#: A label farther off has a line to its dot.
NEAR: Final = 7


def place_beside(dot: Points, size: tuple[float, float], room: Points, taken: Points, faint: Points) -> Points | None:
    """The nearest free place of a label, if there is one; its line may pass over faint dots and 0."""
    half = np.array(size) / 2 + (1.0, 0.3)
    for distance in _DISTANCES:
        for right, up in _BESIDE if distance <= NEAR else _AWAY:
            away = np.array([right, up]) * distance / hypot(right, up)
            middle = dot + away + half * np.sign(away)
            box = np.concatenate([middle - half, middle + half])
            outside = (box[:2] < room[:2]).any() or (box[2:] > room[2:]).any()
            if outside or _hits(box[None, :], np.vstack([taken, faint])):
                continue
            # Its own dot lies at the start of the line.
            line = along(dot, np.clip(dot, box[:2], box[2:]))
            others = taken[~((taken[:, :2] <= dot) & (dot <= taken[:, 2:])).all(axis=1)]
            if distance > NEAR and _hits(line, others):
                continue
            return box
    return None


def along(start: Points, end: Points) -> Points:
    """Small boxes along a line."""
    points = start + (end - start) * np.linspace(0, 1, 12)[:, None]
    return np.hstack([points - 0.4, points + 0.4])


def _hits(boxes: Points, others: Points) -> bool:
    """Whether any of the boxes meets any of the others."""
    apart = (boxes[:, None, :2] >= others[None, :, 2:]) | (others[None, :, :2] >= boxes[:, None, 2:])
    return bool((~apart.any(axis=2)).any())

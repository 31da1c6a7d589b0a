from __future__ import annotations

import pytest
from measure_tables import table_of


@pytest.fixture
def mentions_of():
    return table_of


@pytest.fixture
def two_sources():
    """North: 3 articles, 6 mentions; South: 1 article, 2 mentions in one sentence."""
    return table_of(
        [
            "North n1 0 terrorist",
            "North n1 0 rebel",
            "North n1 80 terrorist",
            "North n2 0 rebel",
            "North n2 40 rebel",
            "North n3 0 militant",
            "South s1 0 rebel",
            "South s1 0 rebel",
        ]
    )


@pytest.fixture
def twelve_articles():
    """East: 12 articles of two mentions each; the even ones hold one terrorist."""
    lines = []
    for i in range(12):
        lines += [f"East e{i:02d} 0 rebel", f"East e{i:02d} 50 {'terrorist' if i % 2 == 0 else 'rebel'}"]
    return table_of(lines)

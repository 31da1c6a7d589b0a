from __future__ import annotations

import pytest

from framing.measures.flags import flag_of


@pytest.mark.parametrize(
    ("n_mentions", "n_articles", "flag"),
    [
        (9, 1, "one article; few mentions"),
        (10, 1, "one article"),
        (10, 2, "few articles"),
        (50, 9, "few articles"),
        (9, 10, "few mentions"),
        (10, 10, ""),
    ],
)
def test_warnings_begin_below_ten(n_mentions, n_articles, flag):
    assert flag_of(n_mentions, n_articles) == flag

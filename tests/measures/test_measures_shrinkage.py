"""Label shares drawn towards those of all sources."""

import numpy as np
import pandas as pd
import pytest
from measure_tables import table_of

from framing.errors import TableError, UnknownNameError
from framing.measures import label_shares
from framing.measures.shrinkage import concentration, design_effect, shrunken_shares


def mentions_of(sizes, shares, *, length=1, seed=0):
    """Articles of `length` mentions with one label each, which is terrorist in a share of them."""
    rng, lines = np.random.default_rng(seed), []
    for (source, n), share in zip(sizes.items(), shares, strict=True):
        for i in range(n):
            label = "terrorist" if rng.random() < share else "rebel"
            lines += [f"{source} {source}{i} {40 * j} {label}" for j in range(length)]
    return table_of(lines)


def four():
    sizes = {"East": 200, "North": 40, "South": 12, "West": 3}
    return mentions_of(sizes, (0.2, 0.7, 0.4, 0.95))


def likelihood(total, pooled, counts):
    """Chance of counts under a Dirichlet-multinomial, drawing one mention after the other from an urn."""
    log = 0.0
    for row in counts:
        urn = total * pooled
        for label, n in enumerate(row):
            for _ in range(int(n)):
                log += np.log(urn[label] / urn.sum())
                urn = urn + np.eye(len(pooled))[label]
    return log


def test_a_small_source_is_drawn_further_than_a_large_one():
    mentions = four()
    rows = shrunken_shares(mentions)
    plain = label_shares(mentions, resamples=100)
    columns = ["source", "actor", "label", "category", "valence", "n_label", "n_mentions", "n_articles", "flag"]
    pd.testing.assert_frame_equal(rows[columns], plain[columns])
    assert rows["raw"].tolist() == plain["value"].tolist()
    weight = rows.groupby("source")["weight"].first()
    assert weight["East"] > weight["North"] > weight["South"] > weight["West"] > 0
    assert weight["East"] > 0.9
    assert set(rows["measure"]) == {"shrunken_label_share"}
    assert set(rows["interval"]) == {"Beta posterior"}


def test_values_are_mixed_of_the_own_and_the_pooled_share():
    rows = shrunken_shares(four())
    n = rows.groupby("source")["n_mentions"].first().sum()
    pooled = rows.groupby("label")["n_label"].sum() / n
    mixed = rows["weight"] * rows["raw"] + (1 - rows["weight"]) * rows["label"].map(pooled)
    assert rows["value"].to_numpy() == pytest.approx(mixed.to_numpy())
    assert rows.groupby("source")["value"].sum().to_numpy() == pytest.approx(np.ones(4))
    assert ((rows["low"] <= rows["value"]) & (rows["value"] <= rows["high"])).all()
    assert (rows["low"] < rows["high"]).all()


def test_concentration_is_the_most_likely_one_of_a_slow_search():
    counts = np.array([[30, 10], [5, 15], [2, 4], [9, 1]])
    pooled = counts.sum(axis=0) / counts.sum()
    grid = np.exp(np.linspace(np.log(0.1), np.log(100), 400))
    best = grid[np.argmax([likelihood(total, pooled, counts) for total in grid])]
    assert concentration(counts.astype(float), pooled) == pytest.approx(best, rel=0.02)


def test_design_effect_is_counted_by_hand():
    # Share 1/2, articles of two like mentions: 4 articles of (1² + 1²), 4/3 for the divisor, over 8 · 1/2.
    alike = np.array([[2.0, 0], [0, 2], [2, 0], [0, 2]])
    assert design_effect([alike]) == pytest.approx(8 * 4 / 3 / 4)
    assert design_effect([alike, alike]) == pytest.approx(8 * 4 / 3 / 4)
    # Mixed articles vary less than independent mentions would, which is not believed.
    assert design_effect([np.ones((4, 2))]) == 1
    assert design_effect([np.array([[3.0, 1.0]])]) == 1


def test_mentions_of_one_article_count_for_less():
    sizes, shares = {"East": 60, "North": 60, "South": 60}, (0.2, 0.5, 0.8)
    one, three = (shrunken_shares(mentions_of(sizes, shares, length=length)) for length in (1, 3))
    # Three like mentions in each article tell what one would.
    assert three["weight"].tolist() == pytest.approx(one["weight"].tolist(), abs=0.01)
    assert three["value"].tolist() == pytest.approx(one["value"].tolist(), abs=0.01)
    assert three["low"].tolist() == pytest.approx(one["low"].tolist(), abs=0.01)


def test_sources_alike_are_pooled_altogether():
    lines = [f"{source} {source}{i} 0 {label}" for source in ("East", "North") for i in range(20) for label in
             ("rebel", "terrorist")]  # fmt: skip
    rows = shrunken_shares(table_of(lines))
    assert (rows["weight"] < 0.01).all()
    assert rows["value"].tolist() == pytest.approx([0.5] * 4)


def test_intervals_are_those_of_the_beta_distribution():
    row = shrunken_shares(four()).iloc[0]
    rng = np.random.default_rng(0)
    prior = row["n_mentions"] * (1 / row["weight"] - 1) + row["n_mentions"]
    draws = rng.beta(row["value"] * prior, (1 - row["value"]) * prior, 40000)
    # Articles hold one mention each; the design effect is near to 1.
    assert (row["low"], row["high"]) == pytest.approx(tuple(np.quantile(draws, [0.025, 0.975])), abs=0.005)
    half = shrunken_shares(four(), level=0.5).iloc[0]
    assert half["high"] - half["low"] < 0.5 * (row["high"] - row["low"])


def test_order_of_rows_and_groups_by_several_columns():
    mentions = four()
    rows = shrunken_shares(mentions)
    pd.testing.assert_frame_equal(rows, shrunken_shares(mentions[::-1]))
    other = mentions.astype({"label": "category"}).set_index(np.zeros(len(mentions), dtype=int))
    pd.testing.assert_frame_equal(rows, shrunken_shares(other), check_categorical=False, check_dtype=False)
    both = pd.concat([mentions, mentions.assign(actor="government")])
    pd.testing.assert_frame_equal(rows, shrunken_shares(both, actor="opposition"))
    voiced = mentions.assign(voice=["own", "direct"] * (len(mentions) // 2) + ["own"] * (len(mentions) % 2))
    assert len(shrunken_shares(voiced, ["source", "voice"])) == 16
    assert shrunken_shares(voiced, voice="own")["n_mentions"].sum() < rows["n_mentions"].sum()


def test_bad_tables_and_options_are_named():
    mentions = four()
    with pytest.raises(TableError, match="'opposition' occurs in one group by source; shrinking needs two"):
        shrunken_shares(mentions[mentions["source"] == "East"])
    with pytest.raises(TableError, match="shrunken_shares: level is 0"):
        shrunken_shares(mentions, level=0)
    with pytest.raises(TableError, match="column 'label' has 255 empty cells"):
        shrunken_shares(mentions.assign(label=np.nan))
    with pytest.raises(UnknownNameError, match="actor"):
        shrunken_shares(mentions, actor="nobody")
    assert shrunken_shares(mentions[:0]).empty

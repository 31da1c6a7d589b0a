"""How far apart the labels of two sources lie."""

from math import log2

import numpy as np
import pandas as pd
import pytest
from measure_tables import table_of

from framing.errors import TableError, UnknownNameError
from framing.measures.divergence import divergence_contributions, label_divergence
from framing.measures.label_counts import jensen_shannon
from framing.schema import CONTRIBUTIONS, DIVERGENCES


def mentions_of(sources, *, n_articles=12, length=3, seed=0):
    """Articles whose labels are drawn from the shares of their source."""
    rng, lines = np.random.default_rng(seed), []
    for source, shares in sources.items():
        for i in range(n_articles):
            labels = rng.choice(["terrorist", "militant", "rebel"], size=length, p=shares)
            lines += [f"{source} {source}{i} {40 * j} {label}" for j, label in enumerate(labels)]
    return table_of(lines)


def apart(seed=0):
    return mentions_of({"North": (0.7, 0.2, 0.1), "South": (0.1, 0.2, 0.7), "West": (0.7, 0.2, 0.1)}, seed=seed)


def entropy(shares):
    return -sum(p * log2(p) for p in shares if p)


def slow(one, other):
    """The definition: entropy of the mean less the mean of the entropies."""
    p, q = ([n / sum(counts) for n in counts] for counts in (one, other))
    return entropy([(a + b) / 2 for a, b in zip(p, q, strict=True)]) - (entropy(p) + entropy(q)) / 2


def counts_by_source(mentions):
    return pd.crosstab(mentions["source"], mentions["label"])


def test_divergence_of_two_known_distributions_is_the_published_number():
    assert jensen_shannon(np.array([5.0, 3, 2]), np.array([2.0, 3, 5])) == pytest.approx(0.095816, abs=5e-7)
    assert jensen_shannon(np.array([1.0, 0]), np.array([0.0, 7])) == 1
    assert jensen_shannon(np.array([1.0, 2]), np.array([2.0, 4])) == 0


def test_values_agree_with_the_definition():
    mentions = apart()
    rows, counts = label_divergence(mentions, resamples=100), counts_by_source(mentions)
    assert list(rows) == list(DIVERGENCES)
    assert rows[["source", "against"]].to_numpy().tolist() == [
        ["North", "South"], ["North", "West"], ["South", "West"]
    ]  # fmt: skip
    for row in rows.to_dict("records"):
        assert row["value"] == pytest.approx(slow(counts.loc[row["source"]], counts.loc[row["against"]]))
    assert (rows[["n_mentions", "n_articles", "n_against_mentions", "n_against_articles"]] == [36, 12, 36, 12]).all(
        axis=None
    )
    assert set(rows["measure"]) == {"label_divergence"}
    assert set(rows["flag"]) == {""}


def test_the_rest_pools_all_other_sources():
    mentions = apart()
    rows, counts = label_divergence(mentions, against="rest", resamples=100), counts_by_source(mentions)
    assert rows["n_against_articles"].tolist() == [24, 24, 24]
    for row in rows.to_dict("records"):
        mine = counts.loc[row["source"]]
        assert row["value"] == pytest.approx(slow(mine, counts.sum() - mine))
    named = label_divergence(mentions, against="South", resamples=100)
    assert named[["source", "against"]].to_numpy().tolist() == [["North", "South"], ["West", "South"]]


def test_random_deals_agree_with_a_slow_permutation():
    mentions = apart()
    row = label_divergence(mentions, against="South").iloc[0]
    table = pd.crosstab(mentions["article_id"], mentions["label"]).to_numpy()[:24]  # North and South
    rng, deals = np.random.default_rng(5), []
    for _ in range(2000):
        order = rng.permutation(24)
        deals.append(slow(table[order[:12]].sum(axis=0), table[order[12:]].sum(axis=0)))
    assert row["null_mean"] == pytest.approx(np.mean(deals), rel=0.08)
    assert row["null_high"] == pytest.approx(np.quantile(deals, 0.95), rel=0.12)
    assert row["p"] == pytest.approx(1 / 2001)


def test_p_counts_the_deal_observed_and_ties():
    # Each deal of six articles, three to a side, of which three are terrorist: 2 of 20 set all of them apart.
    lines = [f"{'North' if i < 3 else 'South'} a{i} 0 {'terrorist' if i < 3 else 'rebel'}" for i in range(6)]
    row = label_divergence(table_of(lines), resamples=4000).iloc[0]
    assert row["value"] == 1
    assert row["p"] == pytest.approx(0.1, abs=0.015)
    assert row["null_high"] == 1


def test_sources_alike_are_not_told_apart_and_p_is_adjusted_over_the_table():
    rows = label_divergence(apart(seed=1)).set_index(["source", "against"])
    assert rows.loc[("North", "West"), "p"] > 0.05
    assert rows.loc[("North", "West"), "low"] == 0
    assert rows.loc[("North", "South"), "p_adjusted"] == pytest.approx(1.5 / 2001)
    assert rows.loc[("North", "West"), "p_adjusted"] == pytest.approx(rows.loc[("North", "West"), "p"])


def test_intervals_agree_with_a_slow_bootstrap_pulled_down_by_its_bias():
    mentions = apart()
    rows, rng = label_divergence(mentions, resamples=4000), np.random.default_rng(7)
    assert ((rows["low"] >= 0) & (rows["low"] <= rows["value"]) & (rows["value"] <= rows["high"])).all()
    table = pd.crosstab(mentions["article_id"], mentions["label"]).to_numpy()
    draws = [slow(*(table[at + rng.integers(0, 12, 12)].sum(axis=0) for at in (0, 12))) for _ in range(4000)]
    far, mean = rows.iloc[0], np.mean(draws)
    assert mean > far["value"]
    # Student's t with 11 degrees of freedom is 2.201.
    few = np.sqrt(12 / 11) * 2.201 / 1.96
    low, high = (2 * far["value"] - mean + (end - mean) * few for end in np.quantile(draws, [0.025, 0.975]))
    assert (far["low"], far["high"]) == pytest.approx((low, high), abs=0.015)
    half = label_divergence(mentions, level=0.5).iloc[0]
    assert half["high"] - half["low"] < 0.5 * (high - low)


def test_articles_are_resampled_not_mentions():
    single = apart()
    # The same labels in fewer articles tell less.
    joined = single.assign(article_id=single["source"] + (single["article_id"].str[-1].astype(int) // 3).astype(str))
    one, other = label_divergence(single).iloc[0], label_divergence(joined).iloc[0]
    assert one["value"] == other["value"]
    assert other["null_mean"] > 0
    assert other["n_articles"] == 4
    assert other["flag"] == "few articles; against: few articles"
    assert other["interval"] == "articles+sentences"


def test_labels_that_never_vary_get_an_interval_all_the_same():
    lines = [f"{source} {source}{i} 0 {label}" for i in range(12) for source, label in
             (("North", "rebel"), ("South", "terrorist"), ("West", "rebel"))]  # fmt: skip
    rows = label_divergence(table_of(lines))
    assert rows["value"].tolist() == [1, 0, 1]
    assert rows["interval"].tolist() == ["Wilson (articles)"] * 3
    assert rows["high"].iloc[0] == 1
    assert 0.2 < rows["low"].iloc[0] < 0.6
    assert rows["low"].iloc[1] == 0
    assert 0.1 < rows["high"].iloc[1] < 0.4


def test_too_few_articles_have_no_p():
    rows = label_divergence(table_of(["North a 0 rebel", "North b 0 rebel", "South c 0 terrorist"]))
    assert rows[["null_mean", "null_high", "p", "p_adjusted"]].isna().all(axis=None)
    assert rows["flag"].iloc[0].endswith("no p: too few articles")


def test_order_of_rows_other_sources_and_names_do_not_matter():
    mentions = apart()
    rows = label_divergence(mentions, resamples=200)
    pd.testing.assert_frame_equal(rows, label_divergence(mentions[::-1], resamples=200))
    twice = mentions.set_index(np.zeros(len(mentions), dtype=int)).astype({"source": "category", "label": "category"})
    pd.testing.assert_frame_equal(rows, label_divergence(twice, resamples=200))
    alone = label_divergence(mentions[mentions["source"] != "West"], resamples=200)
    pd.testing.assert_frame_equal(rows.drop(columns="p_adjusted")[:1], alone.drop(columns="p_adjusted"))
    assert not rows.equals(label_divergence(mentions, resamples=200, seed=1))


def test_swapping_the_sides_changes_nothing():
    mentions = apart()
    mentions = mentions[~mentions["article_id"].isin([f"South{i}" for i in range(7)])]
    one = label_divergence(mentions, against="South").iloc[0]
    other = label_divergence(mentions, against="North").iloc[0]
    for column in ("value", "low", "high", "p", "null_mean", "null_high"):
        assert one[column] == pytest.approx(other[column], abs=1e-12)


def test_parts_of_labels_sum_to_the_divergence():
    mentions = apart()
    parts, rows = divergence_contributions(mentions), label_divergence(mentions, resamples=100)
    assert list(parts) == list(CONTRIBUTIONS)
    summed = parts.groupby(["source", "against"])[["contribution", "part", "value", "against_value"]].sum()
    assert summed["contribution"].to_numpy() == pytest.approx(rows["value"].to_numpy())
    assert summed[["part", "value", "against_value"]].to_numpy() == pytest.approx(np.ones((3, 3)))
    assert (parts["contribution"] >= 0).all()
    first = parts[(parts["source"] == "North") & (parts["against"] == "South")]
    assert first["contribution"].is_monotonic_decreasing


def test_contribution_of_a_label_is_counted_by_hand():
    mentions = table_of(["North a 0 rebel", "North b 0 terrorist", "South c 0 rebel", "South d 0 rebel"])
    parts = divergence_contributions(mentions).set_index("label")
    # terrorist: p = 1/2, q = 0, m = 1/4; rebel: p = 1/2, q = 1, m = 3/4.
    assert parts.loc["terrorist", "contribution"] == pytest.approx(0.25)
    assert parts.loc["rebel", "contribution"] == pytest.approx(0.25 * log2(2 / 3) + 0.5 * log2(4 / 3))
    equal = divergence_contributions(mentions.assign(label="rebel"))
    assert equal["contribution"].tolist() == [0]
    assert equal["part"].isna().all()


def test_actors_and_voices_are_chosen_by_name():
    mentions = apart().assign(voice="own")
    both = pd.concat([mentions, mentions.assign(actor="government", voice="direct")])
    assert label_divergence(both, resamples=100)["actor"].tolist() == ["government"] * 3 + ["opposition"] * 3
    assert set(label_divergence(both, voice="attributed", resamples=100)["actor"]) == {"government"}
    with pytest.raises(UnknownNameError, match="actor"):
        label_divergence(both, actor="nobody")


@pytest.mark.parametrize(
    ("change", "options", "error", "message"),
    [
        ({}, {"against": "Noth"}, UnknownNameError, "Did you mean 'North'"),
        ({}, {"resamples": 10}, TableError, "label_divergence: resamples is 10"),
        ({"source": "North"}, {}, TableError, "one source, 'North'; a comparison needs at least two"),
        ({"label": np.nan}, {}, TableError, "column 'label' has 108 empty cells"),
        ({"source": None}, {}, TableError, "column 'source' has empty cells"),
    ],
)
def test_bad_tables_and_options_are_named(change, options, error, message):
    with pytest.raises(error, match=message):
        label_divergence(apart().assign(**change), **options)


def test_empty_tables_and_missing_columns_are_named():
    with pytest.raises(TableError, match="there is no source"):
        label_divergence(apart()[:0])
    with pytest.raises(TableError, match="there is no source"):
        divergence_contributions(apart()[:0])
    with pytest.raises(TableError, match="column 'label' is missing"):
        label_divergence(apart().drop(columns="label"))

"""What holds of every table of mentions."""

from __future__ import annotations

import pandas as pd
from hypothesis import example, given, settings
from hypothesis import strategies as st
from measure_tables import table_of

from framing.measures import category_shares, compare_sources, label_shares, label_valence, mention_rate

FEW = {"resamples": 100}

lines = st.lists(
    st.tuples(
        st.sampled_from(["North", "South"]),
        st.integers(0, 12),
        st.integers(0, 3),
        st.sampled_from(["terrorist", "militant", "rebel", "HTS", "revolutionary"]),
        st.sampled_from(["opposition", "government"]),
    ),
    min_size=1,
    max_size=50,
).map(lambda rows: table_of([f"{s} {s}{a:02d} {40 * t} {v} {o}" for s, a, t, v, o in rows]))
quick = settings(max_examples=20, deadline=None)


def articles_of(table):
    articles = table[["article_id", "source"]].drop_duplicates()
    return articles.assign(status="ok", words=500)


@quick
@given(lines, st.randoms(use_true_random=False))
def test_order_of_rows_does_not_matter(table, random):
    order = list(range(len(table)))
    random.shuffle(order)
    mixed, articles = table.iloc[order], articles_of(table)
    for measure in (label_shares, category_shares, label_valence):
        pd.testing.assert_frame_equal(measure(table, **FEW), measure(mixed, **FEW))
    pd.testing.assert_frame_equal(
        mention_rate(table, articles, **FEW), mention_rate(mixed, articles.iloc[::-1], **FEW)
    )
    if table["source"].nunique() == 2:
        pd.testing.assert_frame_equal(compare_sources(table, **FEW), compare_sources(mixed, **FEW))


@quick
@given(lines)
def test_shares_sum_to_one_and_denominators_to_all_mentions(table):
    for measure in (label_shares, category_shares):
        groups = measure(table, **FEW).groupby(["source", "actor"])
        assert (groups["value"].sum() - 1).abs().max() < 1e-9
        assert (groups["n_label"].sum() == groups["n_mentions"].first()).all()
        assert groups["n_mentions"].first().sum() == len(table)


@quick
@given(lines)
def test_every_interval_holds_its_value_and_has_width(table):
    rates = mention_rate(table, articles_of(table), **FEW)
    for found in (
        label_shares(table, **FEW),
        category_shares(table, **FEW),
        label_valence(table, **FEW),
        rates,
    ):
        assert (found["low"] <= found["value"]).all()
        assert (found["value"] <= found["high"]).all()
        assert (found["high"] - found["low"] > 1e-4).all()
        assert (found["interval"] != "").all()
    shares, valence = label_shares(table, **FEW), label_valence(table, **FEW)
    assert shares["low"].min() >= 0
    assert shares["high"].max() <= 1
    assert valence["low"].min() >= -1
    assert valence["high"].max() <= 1


@quick
@example(
    # The widest difference there can be: 0.2 less -0.5 is more than 0.7 by a last digit.
    table_of(
        [
            *["North North00 0 terrorist opposition"] * 4,
            *["North North00 0 HTS government"] * 3,
            "South South00 0 militant government",
        ]
    )
)
@given(lines)
def test_swapping_source_and_baseline_flips_the_sign(table):
    if table["source"].nunique() < 2:
        return
    for measure in ("label_valence", "label_share", "category_share"):
        one = compare_sources(table, measure, against="South", **FEW)
        other = compare_sources(table, measure, against="North", **FEW)
        assert one["label"].tolist() == other["label"].tolist()
        assert ((one["difference"] + other["difference"]).abs() < 1e-12).all()
        assert ((one["low"] + other["high"]).abs() < 1e-12).all()
        pd.testing.assert_series_equal(one["p"], other["p"])
        assert (one["low"] <= one["difference"]).all()
        assert (one["difference"] <= one["high"]).all()


@quick
@given(lines)
def test_a_group_does_not_depend_on_the_others(table):
    alone = label_shares(table[table["source"] == table["source"].iloc[0]], **FEW)
    among = label_shares(table, **FEW)
    kept = among[(among["source"] == table["source"].iloc[0])].merge(alone[["actor", "label"]])
    pd.testing.assert_frame_equal(kept, alone, check_dtype=False)


@quick
@given(lines)
def test_equal_seeds_give_equal_tables(table):
    pd.testing.assert_frame_equal(label_valence(table, seed=7, **FEW), label_valence(table, seed=7, **FEW))

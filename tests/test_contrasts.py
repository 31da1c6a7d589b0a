"""What sets sources apart: which tables there are, and of what."""

import numpy as np
import pandas as pd
import pytest

from framing import compare
from framing.contrasts import WORDS_KEPT, chosen_period, compared, contrasts
from framing.schema import CHANGES, DIVERGENCES, KEYNESS, SPECIFICATIONS

OPTIONS = {"resamples": 200, "seed": 0}


def corpus(n=12, sources="ABC", first="2014-01-01"):
    """A says terrorists, the others rebels; articles a month apart, of many different words."""
    rng = np.random.default_rng(2)
    days = pd.date_range(first, periods=n, freq="31D")
    rows = []
    for source in sources:
        for i in range(n):
            word = "Terrorists" if source == "A" and i % 4 else "Rebels"
            other = " ".join(f"{source.lower()}word{rng.integers(60)}" for _ in range(8))
            text = f"{word} in Syria fought the Syrian army near {other}. The regime spoke of {other}."
            rows.append(
                {"article_id": f"{source}{i}", "source": source, "published": str(days[i].date()), "text": text}
            )
    return pd.DataFrame(rows)


@pytest.fixture(scope="module")
def result():
    return compare(corpus(), "syria", events={"truce": "2014-06-01"}, margin=0.2, **OPTIONS)


def test_every_pair_of_sources_has_a_distance(result):
    assert list(result.distances) == list(DIVERGENCES)
    pairs = set(zip(result.distances["source"], result.distances["against"], strict=True))
    assert pairs == {("A", "B"), ("A", "C"), ("B", "C")}


def test_the_words_kept_are_the_most_typical_of_both_sides(result):
    assert list(result.keyness) == list(KEYNESS)
    sizes = result.keyness.groupby(["actor", "source"]).size()
    assert sizes.max() <= 2 * WORDS_KEPT
    of_a = result.keyness[result.keyness["source"] == "A"]
    assert of_a.loc[of_a["log_odds"] > 1, "word"].str.startswith("aword").all()
    assert not of_a.loc[of_a["log_odds"] < -1, "word"].str.startswith("aword").any()


def test_the_widest_sure_difference_of_each_actor_is_specified(result):
    assert list(result.specifications) == list(SPECIFICATIONS)
    main = result.specifications[result.specifications["kind"] == "main"]
    assert main[["actor", "source"]].to_numpy().tolist() == [["opposition", "A"]]
    rows = result.comparison[
        (result.comparison["measure"] == "label_share") & (result.comparison["p_adjusted"] < 0.05)
    ]
    assert abs(main["difference"].iloc[0]) == pytest.approx(rows["difference"].abs().max())


def test_events_and_periods_are_those_of_the_articles(result):
    assert list(result.changes) == list(CHANGES)
    assert set(result.changes["event"]) == {"truce"}
    assert set(result.periods["period"]) == {f"2014-{month:02}" for month in range(1, 13)}


@pytest.mark.parametrize(
    ("days", "period"),
    [
        (["2014-01-01", "2014-01-02"], None),
        (["2014-01-01", "2014-01-03"], "day"),
        (["2014-01-01", "2014-01-20"], "week"),
        (["2014-01-01", "2014-04-20"], "month"),
        (["2014-01-01", "2015-04-20"], "quarter"),
        (["2014-01-01", "", "2018-04-20"], "year"),
        (["", "no date"], None),
    ],
)
def test_the_period_cuts_the_time_covered_into_a_handful(days, period):
    assert chosen_period(pd.Series(days)) == period


def test_one_source_has_nothing_to_stand_apart_from():
    found = compare(corpus(sources="A"), "syria", **OPTIONS)
    for table in (found.comparison, found.distances, found.source_map, found.keyness, found.specifications):
        assert table.empty
    assert len(found.periods) > 0
    assert found.flow["n"].tolist()[:3] == [12, 12, 12]


def test_a_margin_is_of_shares_alone(result):
    by = result.comparison.groupby("measure")["p_equivalence"]
    assert by.count().to_dict()["label_valence"] == 0
    assert by.count()["label_share"] == (result.comparison["measure"] == "label_share").sum()


def test_a_corpus_without_dates_has_no_periods(result):
    mentions = result.mentions[result.mentions["actor"] == "opposition"].assign(published="")
    differences = compared(mentions, "rest", OPTIONS)
    found = contrasts(mentions, result.articles, differences, options=OPTIONS)
    assert found.periods.empty
    assert found.changes.empty

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest
from measure_tables import table_of

from framing.errors import TableError, UnknownNameError
from framing.measures.periods import label_shares_by_period, period_of
from framing.measures.shares import label_shares


@pytest.fixture
def dated():
    """North: two articles in March, one in April, one undated; South: one in May."""
    table = table_of(
        [
            "North n1 0 terrorist",
            "North n1 50 rebel",
            "North n2 0 rebel",
            "North n2 50 rebel",
            "North n3 0 terrorist",
            "North n4 0 terrorist",
            "North n4 50 rebel",
            "South s1 0 HTS",
            "South s1 0 rebel government",
        ]
    )
    days = {"n1": "2015-03-01", "n2": "2015-03-31T23:59:00-10:00", "n3": "2015-04-01", "s1": "2015-05-05"}
    return table.assign(published=table["article_id"].map(days).fillna(""), voice="own")


def many(n=24):
    """Articles of two sources, one a week, with one to three mentions."""
    lines, days = [], {}
    for i in range(n):
        for source in ("North", "South"):
            days[f"{source}{i}"] = str(date(2015, 1, 1) + timedelta(days=7 * i))
            for j in range(1 + i % 3):
                label = "terrorist" if (i * j + (source == "North")) % 3 == 0 else "rebel"
                lines.append(f"{source} {source}{i} {50 * j} {label}")
    table = table_of(lines)
    return table.assign(published=table["article_id"].map(days))


@pytest.mark.parametrize(
    ("day", "labels"),
    [
        # The last days of 2015 belong to the week of Thursday 31 December, which is in 2015.
        ("2016-01-03", ("2016-01-03", "2015-W53", "2016-01", "2016-Q1", "2016")),
        ("2016-01-04", ("2016-01-04", "2016-W01", "2016-01", "2016-Q1", "2016")),
        ("2014-12-29", ("2014-12-29", "2015-W01", "2014-12", "2014-Q4", "2014")),
        ("2015-02-18", ("2015-02-18", "2015-W08", "2015-02", "2015-Q1", "2015")),
    ],
)
def test_period_of_a_day(day, labels):
    found = [period_of(pd.Series([day]), period)[0] for period in ("day", "week", "month", "quarter", "year")]
    assert tuple(found) == labels


def test_labels_sort_by_time_and_agree_with_the_calendar():
    days = [date(2008, 12, 1) + timedelta(days=3 * i) for i in range(900)]
    published = pd.Series([day.isoformat() for day in days])
    for period in ("day", "week", "month", "quarter", "year"):
        labels = period_of(published, period).tolist()
        assert labels == sorted(labels)
    weeks = ["{}-W{:02d}".format(*day.isocalendar()) for day in days]
    assert period_of(published, "week").tolist() == weeks
    quarters = [f"{day.year}-Q{(day.month + 2) // 3}" for day in days]
    assert period_of(published, "quarter").tolist() == quarters


def test_what_cannot_be_read_has_no_period():
    cells = ["2015-02-30", "03/04/2017", "2015-03", "", None, float("nan"), "2015-03-011", " 2015-03-01 "]
    published = pd.Series(cells, index=[7] * 8)
    found = period_of(published, "month")
    assert found.isna().tolist() == [True] * 7 + [False]
    assert found.iloc[7] == "2015-03"
    assert list(found.index) == [7] * 8
    stamps = pd.Series(pd.to_datetime(["2015-03-01 10:00", None]))
    assert period_of(stamps, "quarter").tolist()[0] == "2015-Q1"
    assert period_of(pd.Series([], dtype=object)).empty


def test_shares_by_month(dated):
    rows = label_shares_by_period(dated, actor="opposition")
    terrorist = rows[rows["label"] == "terrorist"]
    # North, March: 1 of 4 mentions in two articles; April: 1 of 1; South, May: 0 of 1.
    columns = ["source", "period", "period_start", "n_label", "value", "n_mentions", "n_articles"]
    assert terrorist[columns].to_numpy().tolist() == [
        ["North", "2015-03", "2015-03-01", 1, 0.25, 4, 2],
        ["North", "2015-04", "2015-04-01", 1, 1.0, 1, 1],
        ["South", "2015-05", "2015-05-01", 0, 0.0, 1, 1],
    ]
    assert list(rows)[:4] == ["source", "period", "period_start", "actor"]


@pytest.mark.parametrize(
    ("period", "start"),
    [("week", "2015-02-23"), ("quarter", "2015-01-01"), ("year", "2015-01-01"), ("day", "2015-03-01")],
)
def test_period_starts_on_its_first_day(dated, period, start):
    assert label_shares_by_period(dated, period)["period_start"].iloc[0] == start


def test_undated_mentions_are_left_out_and_told(dated):
    rows = label_shares_by_period(dated)
    north = rows[rows["source"] == "North"]
    assert north["flag"].str.endswith("2 undated left out").all()
    assert not rows.loc[rows["source"] == "South", "flag"].str.contains("undated").any()
    assert north.drop_duplicates("period")["n_mentions"].sum() == 5
    other = label_shares_by_period(dated.assign(voice=["own"] * 6 + ["direct"] + ["own"] * 2), voice="own")
    assert other["flag"].iloc[0].endswith("1 undated left out")
    pooled = label_shares_by_period(dated, by=[])
    assert pooled["flag"].str.contains("2 undated left out").sum() == len(pooled[pooled["actor"] == "opposition"])


def test_a_group_without_any_date_keeps_a_row_without_numbers(dated):
    dated.loc[dated["source"] == "South", "published"] = None
    rows = label_shares_by_period(dated, label="terrorist", resamples=200)
    lost = rows[rows["source"] == "South"]
    assert lost[["actor", "period", "label", "n_mentions", "n_articles"]].to_numpy().tolist() == [
        ["government", "", "", 1, 1],
        ["opposition", "", "", 1, 1],
    ]
    assert lost[["value", "low", "high"]].isna().all(axis=None)
    assert set(lost["flag"]) == {"1 undated left out"}
    assert rows["source"].tolist() == ["North", "North", "South", "South"]
    pooled = label_shares_by_period(dated, by=[], label="terrorist", resamples=200)
    assert pooled["actor"].tolist() == ["opposition", "opposition", "government"]


def test_one_label_has_the_same_rows_as_in_the_table_of_all():
    table = many()
    everything = label_shares_by_period(table, "quarter", resamples=200)
    alone = label_shares_by_period(table, "quarter", label="terrorist", resamples=200)
    wanted = everything[everything["label"] == "terrorist"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, wanted)
    assert len(alone) == 4


def test_a_period_alone_is_the_share_of_its_mentions():
    table = many()
    rows = label_shares_by_period(table, "quarter", label="rebel", resamples=200)
    first = table[table["published"] < "2015-04-01"].assign(period="2015-Q1")
    alone = label_shares(first, ["source", "period"], resamples=200)
    wanted = alone[alone["label"] == "rebel"][["value", "low", "high", "n_mentions"]]
    found = rows[rows["period"] == "2015-Q1"][["value", "low", "high", "n_mentions"]]
    assert found.to_numpy().tolist() == wanted.to_numpy().tolist()


def test_neither_order_nor_index_nor_categories_matter(dated):
    rows = label_shares_by_period(dated, resamples=200)
    mixed = dated.sample(frac=1, random_state=3).set_index(pd.Index([0] * len(dated)))
    mixed = mixed.astype({"label": "category", "source": "category", "published": "category"})
    found = label_shares_by_period(mixed, resamples=200)
    pd.testing.assert_frame_equal(found, rows, check_dtype=False, check_categorical=False)
    assert label_shares_by_period(mixed, label="rebel")["value"].tolist() == (
        rows.loc[rows["label"] == "rebel", "value"].tolist()
    )


def test_no_dates_at_all_is_an_error(dated):
    with pytest.raises(TableError) as caught:
        label_shares_by_period(dated.assign(published=""))
    assert str(caught.value) == (
        "mentions: column 'published' holds no date; give the articles dates as YYYY-MM-DD,"
        " in their file or in a table of metadata"
    )
    assert label_shares_by_period(dated.iloc[:0]).empty


def test_bad_options_and_tables_are_refused(dated):
    with pytest.raises(UnknownNameError, match=r"there is no period 'months'\. Did you mean 'month'"):
        label_shares_by_period(dated, "months")
    with pytest.raises(UnknownNameError, match="there is no label 'rebels'"):
        label_shares_by_period(dated, label="rebels")
    with pytest.raises(UnknownNameError, match="there is no actor 'russia'"):
        label_shares_by_period(dated, actor="russia")
    with pytest.raises(TableError, match="by='period' names the time itself"):
        label_shares_by_period(dated, by=["source", "period"])
    with pytest.raises(TableError, match="label_shares_by_period: resamples is 3"):
        label_shares_by_period(dated, resamples=3)
    with pytest.raises(TableError, match="column 'published' is missing"):
        label_shares_by_period(dated.drop(columns="published"))
    with pytest.raises(TableError, match="column 'label' has 1 empty cell"):
        label_shares_by_period(dated.assign(label=[None, *dated["label"][1:]]), label="rebel")
    with pytest.raises(TableError, match="column 'valence' holds words"):
        label_shares_by_period(dated.assign(valence="low"), label="rebel")

"""Agreement of people who coded the same units, their confusions, and the units on which they part."""

from __future__ import annotations

import krippendorff
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from framing.errors import TableError, UnknownNameError
from framing.measures.alpha import krippendorff_alpha
from framing.measures.bounds import wilson
from framing.measures.coded.coder_agreement import coder_agreement
from framing.measures.coded.disagreements import coder_confusion, disagreements
from framing.measures.coded.kappa import fleiss_kappa
from framing.measures.intervals import normal_z, student_t
from framing.schema import AGREEMENT, VARIABLES

FEW = {"resamples": 100}
NUMBERS = {"negative": -1.0, "neutral": 0.0, "positive": 1.0}


def coded(kind="mention", **cells):
    """Codings: for each coder a dict of variables, each with the codes of units in a row."""
    rows = []
    for coder, variables in cells.items():
        n = max(map(len, variables.values()))
        for at in range(n):
            codes = {name: variables[name][at] if name in variables else None for name in VARIABLES}
            text = f"text {at} with a ⟦word⟧"
            rows.append(
                {"unit_id": f"u{at:03d}", "coder": coder, "kind": kind, "probability": 0.1, "text": text, **codes}
            )
    return pd.DataFrame(rows).assign(note="")


def units_of(n, per_article=2, sources=("North",)):
    articles = [at // per_article for at in range(n)]
    return pd.DataFrame(
        {
            "unit_id": [f"u{at:03d}" for at in range(n)],
            "article_id": [f"a{article:03d}" for article in articles],
            "source": [sources[article % len(sources)] for article in articles],
        }
    )


def noisy(n, coders, codes, error=0.3, seed=1):
    """Codes of coders who each err by chance."""
    rng = np.random.default_rng(seed)
    truth = rng.choice(codes, n)
    return {
        name: np.where(rng.random(n) < error, rng.choice(codes, n), truth).astype(object).tolist() for name in coders
    }


def slow_share(both):
    """Share of units on which two coders agree."""
    return (both[0] == both[1]).mean()


def slow_cohen(both):
    """Cohen's kappa from the shares of codes."""
    first, second = ((row[:, None] == [0, 1, 2]).mean(axis=0) for row in both)
    return 1 - (both[0] != both[1]).mean() / (1 - first @ second)


def cell(table, variable, measure, coders=None, name=""):
    rows = table[(table["variable"] == variable) & (table["measure"] == measure) & (table["name"] == name)]
    if coders:
        rows = rows[rows["coders"] == coders]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_row_per_variable_group_and_measure():
    codings = coded(
        anna={
            "actor": ["opposition", "none", "opposition", "government"],
            "stance": ["neutral", None, "negative", ""],
        },
        ben={"actor": ["opposition", "none", "none", "opposition"], "stance": ["neutral", None, None, "positive"]},
    )
    table = coder_agreement(codings, units_of(4, sources=("North", "South")), **FEW)
    assert tuple(table) == AGREEMENT
    measures = ["alpha_nominal", "percent", "cohens_kappa"]
    scaled = ["alpha_nominal", "alpha_ordinal", "alpha_interval", "percent", "cohens_kappa"]
    groups = ["", "North", "South"]
    wanted = [(v, g, m) for v in ("mention", "actor") for g in groups for m in measures]
    wanted += [("stance", g, m) for g in groups for m in scaled]
    assert list(zip(table["variable"], table["name"], table["measure"], strict=True)) == wanted
    assert set(table["coders"]) == {"anna | ben"}
    assert (table["group"] == np.where(table["name"] == "", "", "source")).all()
    assert (table["n_coders"] == 2).all()
    assert cell(table, "actor", "percent")["value"] == 0.5
    # Whether there is a mention: yes-yes, no-no, yes-no, yes-yes.
    assert cell(table, "mention", "percent")["value"] == 0.75
    # By hand: 8 codes, 5 times yes, 3 times no; one unit of four differs: 1 - (2 / 8) / (2 * 5 * 3 / (8 * 7)).
    assert cell(table, "mention", "alpha_nominal")["value"] == pytest.approx(1 - 0.25 / (30 / 56))
    assert cell(table, "actor", "percent", name="North")["n_units"] == 2


def test_values_are_those_of_the_libraries():
    anna, ben = noisy(60, ["a", "b"], ["negative", "neutral", "positive"]).values()
    anna[::7] = [None] * len(anna[::7])
    ben[::11] = ["unclear"] * len(ben[::11])
    codings = coded(anna={"stance": anna}, ben={"stance": ben})
    table = coder_agreement(codings, units_of(60), **FEW)
    values = np.array([[NUMBERS.get(code, np.nan) for code in codes] for codes in (anna, ben)])
    both = values[:, ~np.isnan(values).any(axis=0)]
    for scale in ("nominal", "ordinal", "interval"):
        row = cell(table, "stance", f"alpha_{scale}")
        assert row["value"] == pytest.approx(krippendorff.alpha(values, level_of_measurement=scale), abs=1e-12)
        assert row["n_units"] == both.shape[1]
    assert cell(table, "stance", "percent")["value"] == pytest.approx((both[0] == both[1]).mean())
    assert cell(table, "stance", "cohens_kappa")["value"] == pytest.approx(cohen_kappa_score(*both.astype(int)))


def test_three_coders_have_rows_for_each_pair_and_for_all_and_the_kappa_of_fleiss():
    codes = noisy(40, ["anna", "ben", "cleo"], ["own", "indirect", "direct"])
    codes["cleo"][:10] = [None] * 10
    codings = coded(**{name: {"voice": given} for name, given in codes.items()})
    table = coder_agreement(codings, units_of(40), **FEW)
    sets = ["anna | ben", "anna | cleo", "ben | cleo", "anna | ben | cleo"]
    assert list(dict.fromkeys(table["coders"])) == sets
    number = {"own": 0.0, "indirect": 1.0, "direct": 2.0, None: np.nan}
    values = np.array([[number[code] for code in codes[name]] for name in ("anna", "ben", "cleo")])
    whole = cell(table, "voice", "alpha_nominal", sets[-1])
    assert whole["value"] == pytest.approx(krippendorff_alpha(values))
    assert whole[["n_units", "n_coders", "n_articles"]].tolist() == [40, 3, 20]
    fleiss = cell(table, "voice", "fleiss_kappa", sets[-1])
    assert fleiss["value"] == pytest.approx(fleiss_kappa(values[:, 10:]))
    assert fleiss[["n_units", "n_articles"]].tolist() == [30, 15]
    assert cell(table, "voice", "alpha_nominal", "anna | cleo")["n_units"] == 30
    assert "cohens_kappa" not in set(table.loc[table["coders"] == sets[-1], "measure"])
    # All pairs agree, one pair of three, two coders of whom both say the same.
    some = coded(
        a={"voice": ["own", "own", "own"]}, b={"voice": ["own", "own", "own"]}, c={"voice": ["own", "direct", None]}
    )
    assert cell(coder_agreement(some, **FEW), "voice", "percent", "a | b | c")["value"] == pytest.approx(7 / 9)


def test_missing_codes_are_missing_and_units_coded_once_do_not_count():
    codings = coded(
        anna={"voice": ["own", "own", "", "unclear", "direct", "direct", "own"]},
        ben={"voice": ["own", "direct", "own", "own", np.nan, " direct ", None]},
    )
    table = coder_agreement(codings, **FEW)
    assert (table["n_units"] == 3).all()
    assert cell(table, "voice", "percent")["value"] == pytest.approx(2 / 3)


def test_label_and_voice_are_of_units_where_both_see_a_mention():
    codings = coded(
        anna={"actor": ["opposition", "opposition", "none"], "label": ["rebels", "rebels", None]},
        ben={"actor": ["opposition", "none", "none"], "label": ["rebels", None, None]},
    )
    table = coder_agreement(codings, **FEW)
    assert cell(table, "label", "percent")[["n_units", "value"]].tolist() == [1, 1]
    assert cell(table, "actor", "percent")[["n_units", "value"]].tolist() == [3, pytest.approx(2 / 3)]


def test_mentions_missed_are_compared_as_sets_of_actors_and_labels():
    codings = coded(
        kind="sentence",
        anna={"missed": ["none", "opposition: rebels; government: army", "opposition: rebels", "opposition: rebels"]},
        ben={"missed": ["none", "government:army:own; opposition: rebels ; opposition: rebels", "none", "unclear"]},
    )
    row = cell(coder_agreement(codings, **FEW), "missed", "percent")
    assert row[["n_units", "value"]].tolist() == [3, pytest.approx(2 / 3)]


@pytest.mark.parametrize("variable", ["voice", "stance"])
def test_what_cannot_be_estimated_is_empty_with_a_flag(variable):
    one = {"voice": "own", "stance": "neutral"}[variable]
    other = {"voice": "direct", "stance": "positive"}[variable]
    same = coder_agreement(coded(anna={variable: [one] * 30}, ben={variable: [one] * 30}), units_of(30), **FEW)
    for _, row in same.iterrows():
        if row["measure"] == "percent":
            assert row["value"] == 1
            assert row["low"] == pytest.approx(float(wilson(1.0, 15, 0.95)[0]))
            assert row[["interval", "flag"]].tolist() == ["Wilson (articles)", ""]
        else:
            assert row[["value", "low", "high"]].isna().all()
            assert row[["interval", "flag"]].tolist() == ["", "no variation"]
    single = coder_agreement(coded(anna={variable: [one, one]}, ben={variable: [other, None]}), **FEW)
    beyond = single[single["measure"] != "percent"]
    assert beyond["value"].isna().all()
    assert (beyond["flag"] == "one unit").all()
    assert cell(single, variable, "percent")[["value", "n_units", "flag"]].tolist() == [0, 1, "few units"]
    never = coded(
        anna={variable: [one, None], "actor": ["x", "x"]}, ben={variable: [None, other], "actor": ["x", "y"]}
    )
    never = coder_agreement(never, **FEW)
    rows = never[never["variable"] == variable]
    assert rows["value"].isna().all()
    assert (rows["flag"] == "no shared units").all()
    assert (rows["n_units"] == 0).all()


def test_flags_warn_of_few_units_articles_and_other_codes():
    codes = noisy(40, ["anna", "ben"], ["own", "direct"])
    codings = coded(**{name: {"voice": given} for name, given in codes.items()})
    many = cell(coder_agreement(codings, units_of(40), **FEW), "voice", "alpha_nominal")
    assert many[["interval", "flag", "n_articles"]].tolist() == ["articles", "", 20]
    few = cell(coder_agreement(codings, units_of(40, 8), **FEW), "voice", "alpha_nominal")
    assert few[["interval", "flag"]].tolist() == ["articles+units", "few articles"]
    assert few["high"] - few["low"] > many["high"] - many["low"]
    one = cell(coder_agreement(codings, units_of(40, 40), **FEW), "voice", "alpha_nominal")
    assert one[["interval", "flag"]].tolist() == ["units", "one article"]
    small = coder_agreement(codings[codings["unit_id"] < "u009"], units_of(40, 1), **FEW)
    assert cell(small, "voice", "percent")["flag"] == "few articles; few units"
    rare = ["direct"] * 5 + ["own"] * 35
    table = coder_agreement(coded(anna={"voice": rare}, ben={"voice": [*rare[1:], "own"]}), units_of(40), **FEW)
    assert cell(table, "voice", "alpha_nominal")["flag"] == "few other codes"
    assert cell(table, "voice", "cohens_kappa")["flag"] == "few other codes"
    assert cell(table, "voice", "percent")["flag"] == ""
    enough = coder_agreement(coded(anna={"voice": rare}, ben={"voice": rare}), units_of(40), **FEW)
    assert cell(enough, "voice", "alpha_nominal")["flag"] == ""


def test_few_other_codes_are_not_taken_for_all_there_are():
    # One unit of thirty is coded otherwise by one coder: alpha is 0, and so it is in every resample with that unit.
    codings = coded(anna={"voice": ["direct"] + ["own"] * 29}, ben={"voice": ["own"] * 30})
    table = coder_agreement(codings, units_of(30, 1), by=None, **FEW)
    alpha, kappa, share = (cell(table, "voice", name) for name in ("alpha_nominal", "cohens_kappa", "percent"))
    assert alpha["value"] == pytest.approx(0, abs=1e-9)
    # Chance gives disagreement in 2 of 60 codes: 1 - (1 - share) / (2 * 59 / (60 * 59)).
    expected = 2 * 59 / (60 * 59)
    assert share["value"] == pytest.approx(29 / 30)
    assert [alpha["low"], alpha["high"]] == pytest.approx([-1, 1 - (1 - share["high"]) / expected])
    assert alpha["high"] > 0.7
    assert kappa["high"] == pytest.approx(1 - (1 - share["high"]) / (1 / 30))
    # Three coders: kappa is of units that all coded, and so is the share that it is bounded by.
    third = coded(cleo={"voice": ["own"] * 20 + [None] * 10})
    table = coder_agreement(pd.concat([codings, third]), units_of(30, 1), by=None, **FEW)
    row = cell(table, "voice", "fleiss_kappa", "anna | ben | cleo")
    assert row[["n_units", "flag"]].tolist() == [20, "few other codes"]
    assert row["low"] < row["value"] < 0
    assert row["high"] > 0.5
    whole = pd.concat([codings, third])
    whole = coder_agreement(whole[whole["unit_id"] < "u020"], units_of(30, 1), by=None, **FEW)
    alone = cell(whole, "voice", "fleiss_kappa", "anna | ben | cleo")
    assert row[["low", "high"]].tolist() == alone[["low", "high"]].tolist()


def test_without_units_articles_are_unknown_and_units_are_resampled():
    codes = noisy(30, ["anna", "ben"], ["own", "direct"])
    codings = coded(**{name: {"voice": given} for name, given in codes.items()})
    table = coder_agreement(codings, **FEW)
    assert table["n_articles"].isna().all()
    assert (table["interval"] == "units").all()
    assert (table["flag"] == "").all()
    assert (table["group"] == "").all()
    empty = coder_agreement(codings, units_of(30).assign(article_id=""), **FEW)
    assert empty["n_articles"].isna().all()
    own = coder_agreement(codings, units_of(30, 1), **FEW)
    pd.testing.assert_series_equal(own.loc[own["name"] == "", "value"].reset_index(drop=True), table["value"])
    wide = own.loc[own["name"] == "", "high"].to_numpy() - own.loc[own["name"] == "", "low"].to_numpy()
    assert (table["high"] - table["low"]).to_numpy() == pytest.approx(wide, rel=0.3)


def test_groups_are_those_of_the_units_or_of_the_codings():
    codes = noisy(40, ["anna", "ben"], ["own", "direct"])
    codings = coded(**{name: {"voice": given} for name, given in codes.items()})
    codings.loc[codings["unit_id"] < "u010", "kind"] = "candidate"
    units = units_of(40, sources=("North", "South"))
    table = coder_agreement(codings, units, by=["source", "kind"], **FEW)
    groups = table.drop_duplicates(["group", "name"])[["group", "name"]]
    wanted = [("", ""), ("source", "North"), ("source", "South"), ("kind", "candidate"), ("kind", "mention")]
    assert list(map(tuple, groups.to_numpy())) == wanted
    members = {name: rows["unit_id"] for name, rows in units.groupby("source")}
    alone = coder_agreement(codings[codings["unit_id"].isin(members["South"])], units, by=None, **FEW)
    south = table[table["name"] == "South"]
    assert south["value"].tolist() == pytest.approx(alone["value"].tolist())
    assert coder_agreement(codings, units, by=None, **FEW)["group"].unique().tolist() == [""]
    once = codings[(codings["coder"] == "anna") | codings["unit_id"].isin(members["South"])]
    assert coder_agreement(once, units, **FEW)["name"].unique().tolist() == ["", "South"]
    unknown = coder_agreement(codings, units.assign(source=units["source"].replace("South", "")), **FEW)
    assert unknown["name"].unique().tolist() == ["", "North"]


@pytest.mark.parametrize("measure", ["alpha_nominal", "cohens_kappa", "percent"])
def test_articles_are_what_is_resampled(measure):
    n_articles, per_article = 10, 6
    rng = np.random.default_rng(4)
    # Coders part on whole articles, so units of an article are worth little more than one.
    hard = np.repeat(rng.random(n_articles) < 0.4, per_article)
    truth = rng.choice([0, 1, 2], n_articles * per_article)
    guess = np.where(hard & (rng.random(len(truth)) < 0.8), (truth + 1) % 3, truth)
    names = np.array(["own", "indirect", "direct"], dtype=object)
    codings = coded(anna={"voice": names[truth].tolist()}, ben={"voice": names[guess].tolist()})
    row = cell(coder_agreement(codings, units_of(60, per_article), by=None, resamples=4000), "voice", measure)
    values = np.array([truth, guess], dtype=float).reshape(2, n_articles, per_article)
    slow = {
        "alpha_nominal": krippendorff_alpha,
        "cohens_kappa": slow_cohen,
        "percent": slow_share,
    }[measure]
    draws = rng.integers(0, n_articles, (1000, n_articles))
    found = [slow(values[:, drawn].reshape(2, -1)) for drawn in draws]
    few = np.sqrt(n_articles / (n_articles - 1)) * student_t(0.95, n_articles - 1) / normal_z(0.95)
    assert row["value"] == pytest.approx(slow(values.reshape(2, -1)))
    agreed = slow_share(values.reshape(2, -1))
    error = few * np.std([slow_share(values[:, drawn].reshape(2, -1)) for drawn in draws])
    low, high = (float(end) for end in wilson(agreed, agreed * (1 - agreed) / error**2, 0.95))
    if measure != "percent":
        # The outer of percentiles, and of what the bounds of the share make of the value.
        ends = row["value"] + few * (np.quantile(found, [0.025, 0.975]) - row["value"])
        made = [1 - (1 - row["value"]) * (1 - end) / (1 - agreed) for end in (low, high)]
        low, high = min(ends[0], made[0]), max(min(ends[1], 1), made[1])
    assert [row["low"], row["high"]] == pytest.approx([low, high], abs=0.08 * (high - low))


def test_the_probability_of_being_drawn_changes_nothing():
    codes = noisy(30, ["anna", "ben"], ["own", "direct"])
    codings = coded(**{name: {"voice": given} for name, given in codes.items()})
    weighted = codings.assign(probability=np.linspace(0.01, 1, len(codings)))
    pd.testing.assert_frame_equal(coder_agreement(codings, **FEW), coder_agreement(weighted, **FEW))


def test_confusion_counts_codes_that_meet():
    codings = coded(
        anna={"voice": ["own", "own", "own", "direct", "indirect", "own", None]},
        ben={"voice": ["own", "direct", "own", "direct", "unclear", None, "own"]},
    )
    table = coder_confusion(codings, "voice", "anna", "ben")
    assert list(table) == ["variable", "coders", "first", "second", "n_units", "share"]
    assert table.iloc[:, 2:5].to_numpy().tolist() == [
        ["own", "own", 2],
        ["own", "direct", 1],
        ["direct", "direct", 1],
    ]
    assert table["share"].tolist() == pytest.approx([2 / 3, 1 / 3, 1])
    turned = coder_confusion(codings, "voice", "ben", "anna")
    assert turned.loc[0, "coders"] == "ben | anna"
    pairs = {(row["second"], row["first"]): row["n_units"] for row in turned.to_dict("records")}
    assert pairs == {(row["first"], row["second"]): row["n_units"] for row in table.to_dict("records")}


def test_confusion_puts_codes_in_the_order_of_the_codebook():
    actors = ["none", "opposition", "government", "other"]
    table = coder_confusion(coded(anna={"actor": actors}, ben={"actor": actors}), "actor", "anna", "ben")
    assert table["first"].tolist() == ["government", "opposition", "other", "none"]
    stances = ["positive", "negative", "neutral"]
    table = coder_confusion(coded(anna={"stance": stances}, ben={"stance": stances}), "stance", "anna", "ben")
    assert table["first"].tolist() == ["negative", "neutral", "positive"]
    mentions = coder_confusion(
        coded(anna={"actor": ["a", "none"]}, ben={"actor": ["b", "a"]}), "mention", "anna", "ben"
    )
    assert mentions[["first", "second"]].to_numpy().tolist() == [["mention", "mention"], ["none", "mention"]]


def test_disagreements_are_listed_with_text_and_notes():
    codings = coded(
        anna={"actor": ["opposition", "none", "a"], "voice": ["own", None, "own"]},
        ben={"actor": ["opposition", "opposition", "a"], "voice": ["indirect", "own", "unclear"]},
    )
    codings.loc[codings["coder"] == "ben", "note"] = ["so", "", None]
    table = disagreements(codings, units_of(3, 1, ("North", "South")))
    assert list(table) == ["unit_id", "kind", "variable", "codes", "text", "note", "source", "article_id"]
    assert table.to_numpy().tolist() == [
        ["u001", "mention", "actor", "anna: none | ben: opposition", "text 1 with a ⟦word⟧", "", "South", "a001"],
        ["u000", "mention", "voice", "anna: own | ben: indirect", "text 0 with a ⟦word⟧", "ben: so", "North", "a000"],
    ]  # fmt: skip
    assert list(disagreements(codings)) == ["unit_id", "kind", "variable", "codes", "text", "note"]
    agreed = disagreements(coded(anna={"voice": ["own"]}, ben={"voice": ["own"]}))
    assert len(agreed) == 0
    assert list(agreed) == list(disagreements(codings))
    bare = pd.DataFrame({"unit_id": [7, 7], "coder": ["anna", "ben"], "voice": ["own", "direct"]})
    assert disagreements(bare)["codes"].tolist() == ["anna: own | ben: direct"]
    named = disagreements(bare, pd.DataFrame({"unit_id": [7], "source": ["North"], "article_id": ["a1"]}))
    assert named["source"].tolist() == ["North"]
    with pytest.raises(TableError, match="units: column 'unit_id' is missing"):
        disagreements(bare, pd.DataFrame({"source": ["North"]}))


def test_one_coder_alone_is_told_what_to_do():
    alone = coded(anna={"voice": ["own", "direct"]})
    for ask in (coder_agreement, disagreements, lambda table: coder_confusion(table, "voice", "anna", "ben")):
        with pytest.raises(TableError, match="only 'anna' has coded; agreement needs two coders of the same units"):
            ask(alone)
        with pytest.raises(TableError, match="nobody has coded"):
            ask(alone.iloc[:0])
    apart = pd.concat([alone, alone.assign(coder="ben", unit_id=["u8", "u9"])])
    with pytest.raises(TableError, match="no two coders have coded the same unit"):
        coder_agreement(apart)


def test_bad_tables_are_one_clear_error():
    codings = coded(anna={"stance": ["neutral"] * 3}, ben={"stance": ["neutral"] * 3})
    for column in ("unit_id", "coder"):
        with pytest.raises(TableError, match=f"codings: column '{column}' is missing"):
            coder_agreement(codings.drop(columns=column))
        with pytest.raises(TableError, match=f"codings: column '{column}' has an empty cell"):
            coder_agreement(codings.assign(**{column: None}))
    with pytest.raises(TableError, match="no column of codes; needed is one of actor, label, voice, stance, missed"):
        coder_agreement(codings.drop(columns=list(VARIABLES)))
    with pytest.raises(TableError, match="coder 'anna' has two rows for unit 'u000'"):
        coder_agreement(pd.concat([codings, codings.iloc[:1]]))
    with pytest.raises(TableError, match="column 'stance' holds 'sour'; allowed are negative, neutral, positive"):
        coder_agreement(codings.assign(stance="sour"))
    with pytest.raises(TableError, match="1 of the units coded are not there, such as 'u002'"):
        coder_agreement(codings, units_of(2))
    with pytest.raises(TableError, match="units: unit 'u000' stands there twice"):
        coder_agreement(codings, pd.concat([units_of(3), units_of(1)]))
    with pytest.raises(TableError, match=r"units: column 'sauce' is missing. Did you mean 'source'"):
        coder_agreement(codings, units_of(3), by="sauce")
    with pytest.raises(TableError, match="codings: column 'sauce' is missing"):
        coder_agreement(codings, by="sauce")
    with pytest.raises(TableError, match="coder_agreement: resamples is 10"):
        coder_agreement(codings, resamples=10)
    with pytest.raises(UnknownNameError, match="no coder 'cleo'"):
        coder_confusion(codings, "stance", "anna", "cleo")
    with pytest.raises(UnknownNameError, match=r"no variable 'voices'. Did you mean 'voice'"):
        coder_confusion(codings, "voices", "anna", "ben")
    with pytest.raises(TableError, match="both 'anna'; name two coders"):
        coder_confusion(codings, "stance", "anna", "anna")


given_codes = st.lists(st.sampled_from(["own", "indirect", "direct", "unclear", None]), min_size=12, max_size=12)


@settings(max_examples=10, deadline=None)
@given(given_codes, given_codes, given_codes, st.integers(1, 12), st.randoms(use_true_random=False))
def test_rows_in_another_order_give_the_same_table_and_values_lie_in_their_intervals(one, other, third, size, random):
    codings = coded(one={"voice": one}, other={"voice": other}, third={"voice": third})
    if (
        codings.assign(known=codings["voice"].isin(["own", "indirect", "direct"])).groupby("unit_id")["known"].sum()
        < 2
    ).all():
        return
    units = units_of(12, size, ("North", "South"))
    order = list(range(len(codings)))
    random.shuffle(order)
    table = coder_agreement(codings, units, **FEW)
    pd.testing.assert_frame_equal(table, coder_agreement(codings.iloc[order], units.iloc[::-1], **FEW))
    there = table[table["value"].notna()]
    assert ((there["low"] <= there["value"]) & (there["value"] <= there["high"])).all()
    assert (there["high"] - there["low"] > 1e-6).all()
    assert there["low"].min() >= -1
    assert there["high"].max() <= 1
    lacking = table[table["value"].isna()]
    assert lacking["flag"].str.contains("no variation|no shared units|one unit").all()
    assert (lacking["interval"] == "").all()

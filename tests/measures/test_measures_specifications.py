from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from measure_tables import table_of

from framing.errors import TableError, UnknownNameError
from framing.measures import compare_sources
from framing.measures.specifications import sensitivity, sensitivity_sentence
from framing.schema import SPECIFICATIONS

SURFACES = {"terrorist": "Terrorists", "rebel": "rebels", "HTS": "HTS", "militant": "militants"}
ASKED = {"actor": "opposition", "source": "North", "label": "terrorist", "resamples": 200}


@pytest.fixture
def three():
    """Three sources of twelve articles, with one to three mentions each, in changing words."""
    rng = np.random.default_rng(3)
    lines = []
    for source, weights in (("North", (5, 2, 1, 2)), ("South", (1, 6, 2, 1)), ("West", (2, 4, 2, 2))):
        for i in range(12):
            for j in range(1 + i % 3):
                label = rng.choice(list(SURFACES), p=np.array(weights) / 10)
                lines.append(f"{source} {source[0]}{i:02d} {50 * j} {label} opposition {'headline' if j else 'body'}")
    table = table_of(lines)
    n = len(table)
    surface = table["label"].map(SURFACES).where(np.arange(n) % 4 > 0, table["label"])
    return table.assign(
        surface=surface, voice=np.where(np.arange(n) % 3, "own", "indirect"), scare_quoted=np.arange(n) % 7 == 0,
        ambiguous=np.arange(n) % 5 == 0, start=0,
    )  # fmt: skip


def difference(rows, column="label", wanted="terrorist", source="North"):
    """Share in a source less share in all others, counted by hand."""
    mine, rest = rows[rows["source"] == source], rows[rows["source"] != source]
    return (mine[column] == wanted).mean() - (rest[column] == wanted).mean()


def named(rows, kind):
    return rows[rows["kind"] == kind].set_index("specification")["difference"]


def test_main_row_is_that_of_compare_sources(three):
    for measure, label in (
        ("label_share", "terrorist"),
        ("category_share", "delegitimising"),
        ("label_valence", None),
    ):
        for against in ("rest", "South"):
            asked = {**ASKED, "label": label, "against": against}
            row = sensitivity(three, measure, **asked).iloc[0]
            wanted = compare_sources(three, measure, against=against, resamples=200)
            wanted = wanted[(wanted["source"] == "North") & (wanted["label"] == (label or ""))].iloc[0]
            numbers = [
                "difference",
                "low",
                "high",
                "n_mentions",
                "n_articles",
                "n_against_mentions",
                "n_against_articles",
            ]
            assert row[numbers].tolist() == pytest.approx(wanted[numbers].tolist())
            assert (row["kind"], row["change"], row["flag"]) == ("main", 0, wanted["flag"])


def test_each_row_is_the_comparison_of_what_is_left(three):
    rows = sensitivity(three, **ASKED)
    assert list(rows) == list(SPECIFICATIONS)
    for specification, kept in (
        ("without terrorists", three["surface"] != "Terrorists"),
        ("without militant", three["surface"] != "militant"),
        ("without rebel", three["label"] != "rebel"),
        ("without West", three["source"] != "West"),
        ("own voice only", three["voice"] == "own"),
        ("attributed voices only", three["voice"] == "indirect"),
        ("without scare-quoted mentions", ~three["scare_quoted"]),
        ("without headlines", three["position"] != "headline"),
        ("headlines and leads only", three["position"] == "headline"),
        ("unambiguous mentions only", ~three["ambiguous"]),
    ):
        kinds = {"without rebel": "label"}
        found = rows[(rows["specification"] == specification)]
        found = found[found["kind"] == kinds.get(specification, found["kind"].iloc[0])].iloc[0]
        wanted = compare_sources(three[kept], "label_share", label="terrorist", resamples=200)
        wanted = wanted[wanted["source"] == "North"].iloc[0]
        assert found["difference"] == pytest.approx(difference(three[kept])), specification
        numbers = ["low", "high", "n_mentions", "n_articles", "n_against_mentions", "n_against_articles"]
        assert found[numbers].tolist() == pytest.approx(wanted[numbers].tolist()), specification
        assert found["change"] == pytest.approx(found["difference"] - difference(three))


def test_every_term_label_and_source_is_left_out_once(three):
    rows = sensitivity(three, **ASKED)
    terms = {f"without {term.lower()}" for term in three["surface"]}
    assert set(named(rows, "term").index) == terms
    assert set(named(rows, "label").index) == {f"without {label}" for label in SURFACES}
    assert set(named(rows, "source").index) == {"without South", "without West"}
    assert sensitivity(three, **ASKED, against="South")["kind"].eq("source").sum() == 0
    pair = sensitivity(three[three["source"] != "West"], **ASKED, against="South")
    both = sensitivity(three, **ASKED, against="South")
    assert len(pair) == len(both)
    assert pair["difference"].to_numpy() == pytest.approx(both["difference"].to_numpy(), nan_ok=True)


def test_the_ten_most_influential_articles_have_rows(three):
    rows = sensitivity(three, **ASKED)
    everything = {
        f"without article {article} ({source})": difference(three[three["article_id"] != article])
        for source, article in three[["source", "article_id"]].drop_duplicates().to_numpy()
    }
    found = named(rows, "article")
    assert len(found) == 10
    for name, value in found.items():
        assert value == pytest.approx(everything[name])
    main = difference(three)
    moved = sorted((abs(value - main) for value in everything.values()), reverse=True)
    assert min(abs(found - main)) == pytest.approx(moved[9])


def test_one_mention_per_article_and_label(three):
    row = sensitivity(three, **ASKED).query("kind == 'counting'").iloc[0]
    once = three.drop_duplicates(["article_id", "label"])
    assert row["difference"] == pytest.approx(difference(once))
    assert row["n_mentions"] + row["n_against_mentions"] == len(once)


def test_valences_are_moved_label_by_label(three):
    asked = {**ASKED, "label": None}
    draws = named(sensitivity(three, "label_valence", **asked), "valence")
    main = (
        three.loc[three["source"] == "North", "valence"].mean()
        - three.loc[three["source"] != "North", "valence"].mean()
    )
    assert len(draws) == len(set(draws)) == 20
    shares = pd.crosstab(three["source"] == "North", three["label"], normalize="index")
    # The furthest that moving each label by 0.2 can move the difference.
    most = 0.2 * (shares.loc[True] - shares.loc[False]).abs().sum()
    assert 0 < (draws - main).abs().max() <= most
    still = named(sensitivity(three, "label_valence", **asked, jitter=0), "valence")
    assert still.to_numpy() == pytest.approx([main] * 20)
    again = named(sensitivity(three, "label_valence", **{**asked, "seed": 1}), "valence")
    assert set(again.round(6)).isdisjoint(set(draws.round(6)))
    assert "valence" not in set(sensitivity(three, **ASKED)["kind"])


def test_what_leaves_nothing_to_compare_stays_with_a_flag(three):
    only = three[(three["source"] != "North") | (three["article_id"] == "N02")]
    rows = sensitivity(only.assign(voice="own"), **ASKED)
    label = rows[(rows["kind"] == "label") & (rows["specification"] == "without terrorist")].iloc[0]
    assert label["flag"] == "nothing left to compare: neither side uses terrorist"
    voice = rows[rows["specification"] == "attributed voices only"].iloc[0]
    assert voice["flag"] == "nothing left to compare: no mentions of opposition by North"
    article = rows[rows["specification"] == "without article N02 (North)"].iloc[0]
    assert article["flag"] == "nothing left to compare: no mentions of opposition by North"
    for row in (label, voice, article):
        assert np.isnan([row[name] for name in ("difference", "low", "high", "change")]).all()
    assert (voice["n_mentions"], voice["n_against_mentions"]) == (0, 0)


def test_missing_columns_are_told(three):
    rows = sensitivity(
        three[["source", "article_id", "actor", "label", "category", "valence", "sentence_start"]], **ASKED
    )
    told = rows[rows["flag"].str.startswith("not made")]
    assert told["specification"].tolist() == [
        "without each term",
        "attributed voices only",
        "own voice only",
        "without scare-quoted mentions",
        "headlines and leads only",
        "without headlines",
        "unambiguous mentions only",
    ]
    assert told["flag"].iloc[0] == "not made: mentions have no column 'surface'"
    assert told["difference"].isna().all()
    assert "no term could be left out" in sensitivity_sentence(rows)


def test_rows_are_ordered_by_kind_and_difference(three):
    rows = sensitivity(three, "label_valence", **{**ASKED, "label": None})
    kinds = "main term label source article voice position ambiguity counting valence".split()
    assert list(dict.fromkeys(rows["kind"])) == kinds
    for _, of in rows.groupby("kind"):
        known = of["difference"].dropna()
        assert known.is_monotonic_increasing
        assert of["difference"].iloc[: len(known)].notna().all()


def test_neither_order_nor_types_of_the_table_matter(three):
    rows = sensitivity(three, **ASKED)
    mixed = three.sample(frac=1, random_state=5).set_index(pd.Index([1] * len(three)))
    mixed = mixed.astype({"source": "category", "label": "category", "scare_quoted": str, "ambiguous": object})
    pd.testing.assert_frame_equal(sensitivity(mixed, **ASKED), rows)


def test_swapping_the_sides_flips_the_sign(three):
    pair = three[three["source"] != "West"]
    there = sensitivity(pair, **ASKED, against="South")
    back = sensitivity(pair, **{**ASKED, "source": "South"}, against="North")
    for kind in ("main", "term", "label", "voice", "position", "counting"):
        one, other = named(there, kind), named(back, kind)
        assert one.to_dict() == pytest.approx({name: -value for name, value in other.items()}, nan_ok=True)


def test_the_sentence_names_what_the_result_hangs_on():
    rows = pd.DataFrame(
        [
            ("main", "main", 0.10, 0.02, 0.18),
            ("term", "without terrorists", -0.05, -0.15, 0.04),
            ("term", "without rebels", 0.12, 0.03, 0.2),
            ("voice", "own voice only", 0.304, 0.1, 0.5),
            ("label", "without terrorist", np.nan, np.nan, np.nan),
        ],
        columns=["kind", "specification", "difference", "low", "high"],
    ).assign(actor="opposition", measure="label_share", label="terrorist", source="North", against="rest")
    rows["change"] = rows["difference"] - 0.1
    assert sensitivity_sentence(rows) == (
        "In 5 specifications, the difference between North and rest in the share of terrorist (opposition) lies"
        " between -5.0 and +30.4 percentage points (main: +10.0); the most influential term is 'terrorists', without"
        " which it moves by -15.0 to -5.0; the sign changes in 1, and whether the interval excludes zero changes in"
        " 1; 1 could not be compared."
    )
    lost = rows.assign(difference=[0.1, np.nan, 0.1, 0.1, 0.1])
    assert "without 'terrorists' nothing is left to compare" in sensitivity_sentence(lost)
    valence = rows.iloc[:3].assign(measure="label_valence", label="")
    assert "in the valence of labels (opposition) lies between -0.05 and +0.12 (main: +0.10)" in (
        sensitivity_sentence(valence)
    )
    with pytest.raises(TableError, match="needs one main specification"):
        sensitivity_sentence(rows.iloc[1:])
    with pytest.raises(TableError, match="column 'change' is missing"):
        sensitivity_sentence(rows.drop(columns="change"))


def test_bad_options_are_refused(three):
    for given, error, message in (
        ({"measure": "stance"}, UnknownNameError, "there is no measure to compare 'stance'"),
        ({"label": None}, TableError, "needs the label whose share is compared; give label="),
        ({"measure": "label_valence"}, TableError, "is a mean over all labels"),
        ({"source": "Noth"}, UnknownNameError, "Did you mean 'North'"),
        ({"against": "Sout"}, UnknownNameError, "Did you mean 'South'"),
        ({"against": "North"}, TableError, "cannot be compared with itself"),
        ({"label": "terorist"}, UnknownNameError, "Did you mean 'terrorist'"),
        ({"actor": "russia"}, UnknownNameError, "there is no actor 'russia'"),
        ({"jitter": 2}, TableError, "jitter is 2; it must lie between 0 and 1"),
        ({"resamples": 5}, TableError, "sensitivity: resamples is 5"),
    ):
        with pytest.raises(error, match=message):
            sensitivity(three, **{**ASKED, **given})
    with pytest.raises(TableError, match="column 'source' has empty cells"):
        sensitivity(three.assign(source=None), **ASKED)
    with pytest.raises(TableError, match="there is nothing to compare: no mentions of opposition by rest"):
        sensitivity(three[three["source"] == "North"], **ASKED)

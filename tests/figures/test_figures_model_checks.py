"""Figures that tell how far a model can be trusted."""

import numpy as np
import pandas as pd
import pytest
from figure_tables import linear, luminance, outside, overlaps, row_names, translucent, words_on
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from framing.errors import TableError
from framing.figures import plot_audit, plot_calibration, plot_confusion, plot_learning_curve, theme
from framing.figures.caption import description_of


def calibration(classes=("negative", "neutral", "positive"), bins=5, seed=0):
    rng = np.random.default_rng(seed)
    rows = []
    for at, name in enumerate(classes):
        for i in range(bins):
            predicted = (i + rng.uniform(0.2, 0.8)) / bins
            observed = float(np.clip(predicted + 0.1 * np.sin(3 * predicted + at), 0, 1))
            rows.append({
                "class": name, "predicted": predicted, "observed": observed, "low": max(observed - 0.08, 0),
                "high": min(observed + 0.07, 1), "n": int(rng.integers(5, 2500)),
            })  # fmt: skip
    return pd.DataFrame(rows)


def learning(sizes=(100, 200, 400, 800)):
    value = 0.4 + 0.05 * np.log2(np.array(sizes) / min(sizes))
    return pd.DataFrame(
        {"n_train": sizes, "value": value, "low": value - 0.05, "high": value + 0.04, "baseline": 0.28}
    )


def confusion(labels=("negative", "neutral", "positive")):
    rows = []
    for i, label in enumerate(labels):
        n = [300 if i == j else 10 * (i + j) + 1 for j in range(len(labels))]
        rows += [
            {"label": label, "predicted": guess, "n": each, "share": each / sum(n)}
            for guess, each in zip(labels, n, strict=True)
        ]
    return pd.DataFrame(rows)


def audit(actors=("government", "opposition"), names=3):
    rng = np.random.default_rng(0)
    rows = []
    for actor in actors:
        for i in range(names):
            value = rng.normal(-0.1, 0.05)
            rows.append(
                {"actor": actor, "name": f"name {i} of {actor}", "value": value, "low": value - 0.04,
                 "high": value + 0.05, "n_sentences": 400}
            )  # fmt: skip
    return pd.DataFrame(rows)


LONG = [f"The label with a long name, number {i}" for i in range(9)]
MANY = [1000, 1100, 1200, 1250, 1300, 1800, 2500, 2510]


@pytest.mark.parametrize(
    ("plot", "table"),
    [
        (plot_calibration, calibration(["negative"])),
        (plot_calibration, calibration(bins=10)),
        (plot_calibration, calibration(["very unfavourable to the actor", "neutral", "good", "no stance"], 10)),
        (plot_learning_curve, learning()),
        (plot_learning_curve, learning([500])),
        (plot_learning_curve, learning(MANY)),
        (plot_confusion, confusion()),
        (plot_confusion, confusion(LONG)),
        (plot_audit, audit()),
        (plot_audit, audit(["government"], 1)),
        (plot_audit, audit([f"the coalition against the group, part {i}" for i in range(4)], 9)),
    ],
)
@pytest.mark.parametrize("columns", [1, 2])
def test_nothing_overlaps_or_is_cut_off_or_shines_through(plot, table, columns):
    with theme("elsevier", columns=columns):
        figure = plot(table).figure
    assert figure.get_figwidth() * 25.4 <= (90.01 if columns == 1 else 190.01)
    assert overlaps(figure) == []
    assert outside(figure) == []
    assert translucent(figure) == []


@pytest.mark.parametrize(
    ("plot", "table"),
    [
        (plot_calibration, calibration()), (plot_learning_curve, learning()), (plot_confusion, confusion()),
        (plot_audit, audit()),
    ],
)  # fmt: skip
def test_axes_given_are_used_and_bad_tables_refused(plot, table):
    with theme():
        ax = Figure(figsize=(6, 6), layout="constrained").subplots()
    assert plot(table, ax=ax) is ax
    assert overlaps(ax.figure) == []
    with pytest.raises(TableError, match="the table has no rows; there is nothing to draw"):
        plot(table.iloc[:0])
    with pytest.raises(TableError, match="is there twice; draw a table with one row per"):
        plot(pd.concat([table, table.iloc[[0]]]))
    for column in table.columns:
        with pytest.raises(TableError, match=f"column '{column}' is missing"):
            plot(table.drop(columns=column))


def test_calibration_stands_where_the_table_says():
    table = calibration()
    ax = plot_calibration(table)
    curves = [line for line in ax.lines if len(line.get_xdata()) == 5]
    assert len({line.get_linestyle() for line in curves}) == len({line.get_marker() for line in curves}) == 3
    for line, (_, rows) in zip(curves, table.groupby("class"), strict=True):
        assert list(line.get_xdata()) == list(rows["predicted"])
        assert list(line.get_ydata()) == list(rows["observed"])
    bars = {
        tuple(line.get_ydata()) for line in ax.lines if len(set(line.get_xdata())) == 1 and len(line.get_xdata()) == 2
    }
    assert bars == set(zip(table["low"], table["high"], strict=True))
    diagonal = next(line for line in ax.lines if line.get_linestyle() == ":")
    assert (list(diagonal.get_xdata()), list(diagonal.get_ydata())) == ([0, 1], [0, 1])
    box = ax.get_window_extent()
    assert box.width == pytest.approx(box.height, rel=0.01)


def test_calibration_names_each_class_and_its_evidence():
    table = calibration()
    texts = [text.get_text() for text in words_on(plot_calibration(table).figure)]
    # Once beside its curve, once before its numbers.
    assert [texts.count(name) for name in ("negative", "neutral", "positive")] == [2, 2, 2]
    assert {f"{n:,}" for n in table["n"]} <= set(texts)


def test_calibration_refuses_what_it_cannot_tell_apart():
    with pytest.raises(TableError, match="holds 5 classes; at most 4 can be told apart: draw fewer"):
        plot_calibration(calibration([f"class {i}" for i in range(5)]))
    with pytest.raises(TableError, match="column 'predicted' holds 20; allowed are 0 to 1"):
        plot_calibration(calibration(["negative"], 1).assign(predicted=20.0))


def test_learning_curve_has_ticks_at_the_sizes():
    ax = plot_learning_curve(learning())
    assert ax.get_xscale() == "log"
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["100", "200", "400", "800"]
    assert ax.get_ylabel() == "macro-F1 (held-out groups)"
    curve = next(line for line in ax.lines if line.get_marker() == "o")
    assert list(curve.get_ydata()) == list(learning()["value"])
    bars = [tuple(line.get_ydata()) for line in ax.lines if line.get_marker() == "_"]
    assert bars == list(zip(learning()["low"], learning()["high"], strict=True))
    assert plot_learning_curve(learning([100, 200, 300])).get_xscale() == "linear"


def test_the_baseline_is_dashed_and_named():
    ax = plot_learning_curve(learning())
    dashed = next(line for line in ax.lines if line.get_linestyle() == "--")
    assert list(dashed.get_ydata()) == [0.28, 0.28]
    assert "majority baseline 0.28" in [text.get_text() for text in words_on(ax.figure)]
    with pytest.raises(TableError, match="column 'baseline' holds 4 values; the baseline is one number"):
        plot_learning_curve(learning().assign(baseline=[0.1, 0.2, 0.3, 0.4]))
    with pytest.raises(TableError, match="column 'n_train' holds a size below 1"):
        plot_learning_curve(learning().assign(n_train=[0, 1, 2, 3]))


def test_crowded_sizes_keep_the_first_and_the_last_number():
    shown = [tick.get_text() for tick in plot_learning_curve(learning(MANY)).get_xticklabels()]
    assert shown[0] == "1,000"
    assert shown[-1] == "2,510"
    assert shown[-2] == ""


def cells(ax):
    patches = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    words = [text for text in ax.texts if "%" in text.get_text()]
    return [(patch.get_facecolor()[:3], text) for patch, text in zip(patches, words, strict=True)]


def test_cells_hold_share_and_n_on_a_grey_of_their_share():
    table = confusion()
    found = cells(plot_confusion(table))
    assert [text.get_text().split("\n")[1] for _, text in found] == [f"{n:,}" for n in table["n"]]
    grey = [luminance(face) for face, _ in found]
    shares = list(table["share"])
    ordered = sorted(range(len(shares)), key=lambda i: shares[i])
    assert [grey[i] for i in ordered] == sorted(grey, reverse=True)
    assert all(max(face) == min(face) for face, _ in found)


def test_words_in_cells_have_contrast_at_every_share():
    def light(colour):
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True)) + 0.05

    table = pd.DataFrame([
        {"label": f"{share}", "predicted": "same", "n": 10, "share": share / 100} for share in range(0, 101, 5)
    ])  # fmt: skip
    found = cells(plot_confusion(table))
    for face, text in found:
        one, other = light(face), light(text.get_color())
        assert max(one, other) / min(one, other) >= 4.5
    assert luminance(found[0][0]) - luminance(found[-1][0]) > 70


def test_rows_of_a_confusion_are_what_people_coded():
    table = confusion()
    ax = plot_confusion(table[table["share"] > 0.05])
    assert row_names(ax) == ["negative", "neutral", "positive"]
    assert [tick.get_text() for tick in ax.get_xticklabels()] == row_names(ax)
    texts = [text.get_text() for text in words_on(ax.figure)]
    assert "0%\n0" in texts
    assert sum(text.startswith("n = ") for text in texts) == 3
    with pytest.raises(TableError, match="column 'share' holds 83; allowed are 0 to 1"):
        plot_confusion(table.assign(share=83))


def test_names_are_grouped_by_actor_and_ordered_by_value():
    table = audit()
    ax = plot_audit(table)
    names = row_names(ax)
    assert [names[0], names[4]] == ["government", "opposition"]
    dots = {line.get_ydata()[0]: line.get_xdata()[0] for line in ax.lines if line.get_marker() == "o"}
    assert [dots[y] for y in (1, 2, 3)] == sorted(table["value"][:3])
    assert [dots[y] for y in (5, 6, 7)] == sorted(table["value"][3:])
    bars = {tuple(line.get_xdata()) for line in ax.lines if line.get_marker() == "|"}
    assert bars == set(zip(table["low"], table["high"], strict=True))
    mean = next(line for line in ax.lines if line.get_linestyle() == "--").get_xdata()[0]
    assert mean == pytest.approx(table["value"].mean())
    texts = [text.get_text() for text in words_on(ax.figure)]
    assert f"mean of all names {mean:.2f}".replace("-", "\u2212") in texts
    assert texts.count("n = 400") == 6


def alt(ax):
    return description_of(ax.figure).alt


def test_words_for_who_cannot_see_a_calibration_tell_how_far_it_is_off():
    table = pd.DataFrame({
        "class": ["negative", "negative", "neutral"], "predicted": [0.25, 0.75, 0.5], "observed": [0.5, 0.125, 0.75],
        "low": 0.0, "high": 1.0, "n": 10,
    })  # fmt: skip
    assert alt(plot_calibration(table)) == (
        "2 lines and a diagonal. Largest gap between predicted and observed: negative 0.62 (predicted 0.75, observed"
        " 0.12); neutral 0.25 (predicted 0.50, observed 0.75)."
    )


def test_words_for_who_cannot_see_a_falling_learning_curve_say_that_it_falls():
    table = learning().sort_values("n_train", ascending=False).assign(value=[0.3, 0.35, 0.4, 0.45])
    assert alt(plot_learning_curve(table)) == (
        "Macro-F1: 0.45 with 100 texts, 0.30 with 800 texts; a dashed line at the majority baseline of 0.28."
    )


def test_words_for_who_cannot_see_a_confusion_tell_the_diagonal_even_where_it_is_empty():
    table = pd.DataFrame({"label": ["a", "b"], "predicted": "a", "n": [3, 4], "share": 1.0})
    assert alt(plot_confusion(table)).endswith("on the diagonal: a 100%; b 0%.")


def test_a_narrow_calibration_gives_the_range_of_many_bins():
    table = calibration(["negative"], 10)
    with theme("elsevier", columns=1):
        texts = [text.get_text() for text in words_on(plot_calibration(table).figure)]
    assert f"{table['n'].min():,} to {table['n'].max():,}" in texts


def test_notes_do_not_claim_a_level_that_the_table_does_not_hold():
    for plot, table in ((plot_calibration, calibration()), (plot_learning_curve, learning()), (plot_audit, audit())):
        ax = plot(table)
        note = " ".join(text.get_text() for text in words_on(ax.figure) if "Bars" in text.get_text())
        assert "95% intervals, unless another level was asked for" in " ".join(note.split())
        assert "95 %, unless another level was asked for" in description_of(ax.figure).caption


def test_a_calibration_has_no_empty_band_above_its_square():
    with theme("elsevier", columns=1):
        figure = plot_calibration(calibration(["very unfavourable to the actor", "neutral", "good"], 10)).figure
    used = figure.get_tightbbox()
    assert figure.get_figheight() - used.y1 < 0.1
    assert 0 < used.y0 < 0.1

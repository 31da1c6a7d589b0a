"""Sources and labels on one plane."""

import numpy as np
import pandas as pd
import pytest
from measure_tables import table_of

from framing.errors import TableError, UnknownNameError
from framing.measures.correspondence import correspondence
from framing.schema import SOURCE_MAP

SHARES = {
    "East": (0.6, 0.2, 0.1, 0.1),
    "North": (0.1, 0.6, 0.2, 0.1),
    "South": (0.1, 0.1, 0.7, 0.1),
    "West": (0.3, 0.1, 0.1, 0.5),
}
NAMES = ["terrorist", "militant", "rebel", "HTS"]


def mentions_of(n_articles=15, length=4, seed=0):
    rng, lines = np.random.default_rng(seed), []
    for source, shares in SHARES.items():
        for i in range(n_articles):
            lines += [
                f"{source} {source}{i} {40 * j} {label}"
                for j, label in enumerate(rng.choice(NAMES, size=length, p=shares))
            ]
    return table_of(lines)


def drawn(mentions, **options):
    return correspondence(mentions, actor="opposition", resamples=400, **options)


def chi_square(counts):
    total = 0.0
    for i in range(len(counts)):
        for j in range(len(counts[0])):
            expected = counts[i].sum() * counts[:, j].sum() / counts.sum()
            total += (counts[i, j] - expected) ** 2 / expected
    return total


def test_weighted_distances_from_the_centre_sum_to_chi_square():
    mentions = mentions_of()
    rows = drawn(mentions)
    assert list(rows) == list(SOURCE_MAP)
    counts = pd.crosstab(mentions["source"], mentions["label"]).to_numpy()
    inertia = chi_square(counts) / counts.sum()
    for kind in ("source", "label"):
        of = rows[rows["kind"] == kind]
        for axis in ("x", "y"):
            shown = (of["n_mentions"] * of[axis] ** 2).sum() / counts.sum()
            assert shown / inertia == pytest.approx(of[f"inertia_{axis}"].iloc[0])
    assert len(set(rows["inertia_x"])) == 1
    assert rows["inertia_x"].iloc[0] >= rows["inertia_y"].iloc[0] > 0
    assert rows["inertia_x"].iloc[0] + rows["inertia_y"].iloc[0] < 1


def test_a_table_of_known_association_has_its_inertia():
    # Cramer's V of [[50, 30, 20], [20, 30, 50]] is 0.3586: chi-square / n = V squared; a third source is the average.
    counts = {"North": (50, 30, 20), "South": (20, 30, 50), "West": (35, 30, 35)}
    lines = [
        f"{source} {source}{i} 0 {label}"
        for source, of in counts.items()
        for label, n in zip(NAMES, of, strict=False)
        for i in range(n)
    ]
    rows = drawn(table_of(lines)).set_index("name")
    assert rows.loc["North", "x"] ** 2 == pytest.approx(0.3586**2, abs=5e-5)
    assert rows.loc["South", "x"] == pytest.approx(-rows.loc["North", "x"])
    assert rows.loc["West", ["x", "y"]].tolist() == pytest.approx([0, 0], abs=1e-9)
    assert rows.loc["North", "inertia_x"] == pytest.approx(1)


def test_coordinates_agree_with_a_slow_computation():
    mentions = mentions_of()
    rows = drawn(mentions)
    table = pd.crosstab(mentions["source"], mentions["label"])
    p = table.to_numpy() / table.to_numpy().sum()
    row, column = p.sum(axis=1), p.sum(axis=0)
    # Sources are eigenvectors of profiles times transposed profiles, taken from the centre, in chi-square distance.
    profiles = p / row[:, None] - column
    values, vectors = np.linalg.eig(profiles @ np.diag(1 / column) @ profiles.T @ np.diag(row))
    order = np.argsort(-values.real)[:2]
    for axis, at in zip(("x", "y"), order, strict=True):
        vector = vectors[:, at].real
        vector *= np.sqrt(values[at].real / (row * vector**2).sum())
        mine = rows[rows["kind"] == "source"][axis].to_numpy()
        assert mine * np.sign(mine @ vector) == pytest.approx(vector * np.sign(vector[np.abs(vector).argmax()])
                                                              * np.sign(vector[np.abs(vector).argmax()]))  # fmt: skip
        # Labels are the averages of the sources that use them, spread by the singular value.
        labels = rows[rows["kind"] == "label"].set_index("name")[axis]
        slow = (p / column).T @ mine / np.sqrt(values[at].real)
        assert labels[list(table.columns)].to_numpy() == pytest.approx(slow)


def test_rows_are_counted_and_flagged():
    rows = drawn(mentions_of(n_articles=5))
    sources = rows[rows["kind"] == "source"]
    assert sources["name"].tolist() == ["East", "North", "South", "West"]
    assert sources[["n_mentions", "n_articles"]].to_numpy().tolist() == [[20, 5]] * 4
    assert set(sources["flag"]) == {"few articles"}
    labels = rows[rows["kind"] == "label"]
    assert labels["name"].tolist() == ["militant", "terrorist", "rebel", "HTS"]
    assert labels["n_mentions"].sum() == 80


def test_ellipses_agree_with_a_slow_bootstrap():
    mentions = mentions_of()
    rows = correspondence(mentions, actor="opposition", resamples=4000).set_index("name")
    labels = ["HTS", "militant", "rebel", "terrorist"]
    of = mentions[mentions["source"] == "East"]
    table = pd.crosstab(of["article_id"], of["label"]).reindex(columns=labels, fill_value=0).to_numpy()
    p = pd.crosstab(mentions["source"], mentions["label"])[labels].to_numpy() / len(mentions)
    axes = rows.loc[labels, ["x", "y"]].to_numpy()
    # Standard coordinates of labels: principal ones over the singular values.
    axes = axes / np.sqrt((p.sum(axis=0)[:, None] * axes**2).sum(axis=0))
    rng, places = np.random.default_rng(3), []
    for _ in range(4000):
        counts = table[rng.integers(0, 15, 15)].sum(axis=0)
        places.append(counts / counts.sum() @ axes)
    variances, directions = np.linalg.eigh(np.cov(np.array(places).T))
    # F(2, 13) at 0.95 is 3.8056: Hotelling's T squared is 2 * 14 / 13 of it; sqrt(15 / 14) mends the divisor.
    radius = np.sqrt(2 * 14 / 13 * 3.8056 * 15 / 14)
    east = rows.loc["East"]
    assert east["ellipse_width"] == pytest.approx(2 * radius * np.sqrt(variances[1]), rel=0.05)
    assert east["ellipse_height"] == pytest.approx(2 * radius * np.sqrt(variances[0]), rel=0.05)
    turn = np.radians(east["ellipse_angle"])
    assert abs(np.array([np.cos(turn), np.sin(turn)]) @ directions[:, 1]) > 0.98
    assert -90 < east["ellipse_angle"] <= 90


def test_ellipses_grow_with_the_level_and_shrink_with_the_articles():
    small, large = drawn(mentions_of(12)), drawn(mentions_of(120))
    assert (large["ellipse_width"] < 0.6 * small["ellipse_width"]).all()
    low = drawn(mentions_of(12), level=0.5)
    assert (low["ellipse_width"] < 0.6 * small["ellipse_width"]).all()
    assert low[["x", "y"]].equals(small[["x", "y"]])


def test_two_articles_have_no_ellipse():
    mentions = mentions_of()
    few = mentions[(mentions["source"] != "West") | mentions["article_id"].isin(["West0", "West1"])]
    rows = drawn(few, min_mentions=5).set_index("name")
    assert rows.loc["West", ["ellipse_width", "ellipse_height", "ellipse_angle"]].isna().all()
    assert rows.loc["East", "ellipse_width"] > 0


def test_the_label_that_shapes_an_axis_lies_on_its_positive_side():
    rows = drawn(mentions_of())
    labels = rows[rows["kind"] == "label"]
    for axis in ("x", "y"):
        assert labels[axis].iloc[(labels["n_mentions"] * labels[axis] ** 2).argmax()] > 0


def test_order_of_rows_index_and_categories_do_not_matter():
    mentions = mentions_of()
    rows = drawn(mentions)
    pd.testing.assert_frame_equal(rows, drawn(mentions[::-1]))
    other = mentions.set_index(np.zeros(len(mentions), dtype=int)).astype({"source": "category", "label": "category"})
    pd.testing.assert_frame_equal(rows, drawn(other))
    assert not rows.equals(drawn(mentions, seed=1))


def test_rare_labels_and_small_sources_are_left_out():
    more = ["East East0 900 revolutionary", "Small s 0 rebel", "Small s 0 rebel"]
    mentions = pd.concat([mentions_of(), table_of(more)])
    near, plain = (drawn(table)[["name", "x", "y"]][:4] for table in (mentions, mentions_of()))
    pd.testing.assert_frame_equal(near, plain, atol=0.02)
    assert not {"revolutionary", "Small"} & set(drawn(mentions)["name"])
    assert {"revolutionary", "Small"} <= set(drawn(mentions, min_mentions=1)["name"])


def test_too_little_is_named():
    mentions = mentions_of()
    two = mentions[mentions["source"].isin(["East", "West"])]
    with pytest.raises(TableError, match="2 sources have 10 mentions of 'opposition' or more; a plane needs 3"):
        drawn(two)
    with pytest.raises(TableError, match="1 label has 10 mentions"):
        drawn(mentions.assign(label="rebel"))
    with pytest.raises(TableError, match="no sources have 1000 mentions"):
        drawn(mentions, min_mentions=1000)
    alike = table_of([f"{s} {s}{i} 0 {label}" for s in SHARES for i in range(9) for label in NAMES[:3]])
    with pytest.raises(TableError, match="in the same proportions"):
        drawn(alike)


def test_bad_tables_and_options_are_named():
    mentions = mentions_of()
    with pytest.raises(UnknownNameError, match="actor 'opposision'"):
        correspondence(mentions, actor="opposision")
    with pytest.raises(TableError, match="correspondence: level is 2"):
        drawn(mentions, level=2)
    with pytest.raises(TableError, match="min_mentions is 0"):
        drawn(mentions, min_mentions=0)
    with pytest.raises(TableError, match="column 'source' has empty cells"):
        drawn(mentions.assign(source=None))
    with pytest.raises(TableError, match="column 'label' is missing"):
        drawn(mentions.drop(columns="label"))
    with pytest.raises(UnknownNameError, match="actor"):
        drawn(mentions[:0])

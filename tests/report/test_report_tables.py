"""Tables for a paper: numbers as a reader expects them, and nothing that breaks LaTeX or HTML."""

import re
from html.parser import HTMLParser

import numpy as np
import pandas as pd
import pytest

from framing.errors import TableError
from framing.report.presented import p_value
from framing.report.tables import presented, to_html, to_latex

SHARES = pd.DataFrame({
    "source": ["North & Co", "South_1"], "actor": "opposition", "label": ["rebel", "terrorist"],
    "measure": "label_share", "value": [0.4249, 1.0], "low": [0.31, 0.9961], "high": [0.54, 1.0],
    "n_mentions": [1204, 7], "n_articles": [35, 3], "interval": ["articles", "Wilson (sentences)"],
    "flag": ["", "few articles; few mentions"],
})  # fmt: skip
COMPARED = pd.DataFrame({
    "actor": "opposition", "measure": ["label_share", "label_valence"], "label": ["rebel", np.nan],
    "source": "North", "against": "rest", "value": [0.5, -0.4], "against_value": [0.62, -0.1],
    "difference": [-0.12, -0.3], "low": [-0.2, -0.5], "high": [-0.03, 0.001],
    "p": [0.0004, np.nan], "p_adjusted": [0.032, np.nan],
    "odds_ratio": [0.61, np.nan], "odds_ratio_low": [0.4, np.nan], "odds_ratio_high": [0.9, np.nan],
    "cohens_h": [-0.24, np.nan], "detectable": [0.11, 0.2], "p_equivalence": [0.9999, 0.5],
    "n_mentions": [10, 11], "n_articles": [5, 6], "n_against_mentions": [2000, 3], "n_against_articles": [12, 2],
    "interval": ["articles | articles+sentences", "articles"], "flag": ["", "no p: too few articles"],
})  # fmt: skip


class Reader(HTMLParser):
    """Cells of a table, by rows."""

    def __init__(self, text):
        super().__init__()
        self.rows, self.open = [], []
        self.feed(text)

    def handle_starttag(self, tag, _):
        self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if {"td", "th"} & set(self.open):
            self.rows[-1][-1] += data


def test_a_share_is_told_in_per_cent_with_its_interval_and_its_warnings():
    shown = presented(SHARES)
    assert list(shown.columns) == ["Source", "Actor", "Label", "Value", "Mentions", "Articles"]
    assert list(shown["Value"]) == ["42 % [31, 54]", "100 % [99.6, 100]ᵃ,ᵇ"]
    assert list(shown["Mentions"]) == ["1,204", "7"]
    assert shown.attrs["notes"] == [
        "Measure: label share.",
        "Intervals in brackets rest on Wilson (sentences); articles.",
        "ᵃ few articles.",
        "ᵇ few mentions.",
    ]


def test_a_comparison_is_told_on_the_scale_of_each_measure():
    shown = presented(COMPARED)
    assert list(shown["Measure"]) == ["label share", "label valence"]
    assert list(shown["Value"]) == ["50 %", "−0.40"]
    assert list(shown["Value (against)"]) == ["62 %", "−0.10"]
    assert list(shown["Difference"]) == ["−12 pp [−20, −3]", "−0.30 [−0.50, 0.00]ᵃ"]
    assert list(shown["Detectable difference"]) == ["11 pp", "0.20"]
    assert list(shown["Odds ratio"]) == ["0.61 [0.40, 0.90]", "–"]
    assert list(shown["Cohen's h"]) == ["−0.24", "–"]
    assert list(shown["p"]) == ["< .001", "–"]
    assert list(shown["p (adjusted)"]) == [".032", "–"]
    assert list(shown["p (equivalence)"]) == ["> .999", ".500"]
    assert list(shown["Mentions (against)"]) == ["2,000", "3"]
    assert list(shown["Label"]) == ["rebel", "–"]
    assert "Interval" not in shown.columns
    assert "p (adjusted): after Benjamini and Hochberg (1995)." in shown.attrs["notes"]
    assert "pp: percentage points." in shown.attrs["notes"]
    assert "Intervals in brackets rest on articles; articles+sentences." in shown.attrs["notes"]


@pytest.mark.parametrize(
    ("share", "said"),
    [(0, "0 %"), (0.0002, "0 %"), (0.004, "0.4 %"), (0.005, "0.5 %"), (0.012, "1 %"), (0.996, "99.6 %"), (1, "100 %"),
     (-0.0001, "0 %"), (float("inf"), "∞ %"), (float("nan"), "–")],
)  # fmt: skip
def test_a_share_reads_as_none_or_all_only_where_it_is(share, said):
    assert presented(pd.DataFrame({"measure": ["label_share"], "value": [share]}))["Value"][0] == said


@pytest.mark.parametrize(
    ("p", "said"),
    [(0, "< .001"), (0.00099, "< .001"), (0.001, ".001"), (0.05, ".050"), (0.9994, ".999"), (1, "> .999")],
)
def test_p_is_told_as_the_manual_of_style_asks(p, said):
    assert p_value(p) == said


def test_the_naive_estimate_stands_next_to_the_corrected_one_with_its_own_interval():
    row = {"source": "A", "measure": "label_share", "value": 0.4, "low": 0.3, "high": 0.5, "n_coded": 20,
           "naive": 0.33, "naive_low": 0.28, "naive_high": 0.38, "n_against_coded": 9}  # fmt: skip
    shown = presented(pd.DataFrame([row]))
    assert list(shown) == ["source".capitalize(), "Value", "Naive (as found)", "n coded", "n coded (against)"]
    assert shown.iloc[0, 1:].tolist() == ["40 % [30, 50]", "33 % [28, 38]", "20", "9"]


def test_a_naive_difference_is_told_in_points():
    row = {"measure": "label_share", "value": 0.4, "difference": 0.1, "low": 0.0, "high": 0.2, "naive": -0.1,
           "naive_low": -0.2, "naive_high": 0.05}  # fmt: skip
    shown = presented(pd.DataFrame([row])).iloc[0].to_dict()
    assert shown == {
        "Value": "40 %", "Difference": "10 pp [0, 20]", "Naive (as found)": "\u221210 pp [\u221220, 5]"
    }  # fmt: skip


def test_columns_that_would_bear_one_name_stay_apart():
    counts = {"n_word": [3], "n_words": [4000], "n_against_word": [1], "n_word_articles": [2], "dispersion": [0.25]}
    words = pd.DataFrame({"word": ["siege"], "log_odds": [1.5], "low": [1], "high": [2], **counts})
    shown = presented(words)
    assert list(shown.columns) == [
        "Word", "Log odds", "n word", "n words", "n word (against)", "n word articles", "Dispersion",
    ]  # fmt: skip
    assert list(shown.iloc[0]) == ["siege", "1.50 [1.00, 2.00]", "3", "4,000", "1", "2", "0.25"]


def test_more_warnings_than_letters_are_told_apart():
    table = pd.DataFrame({"value": [0.5] * 30, "flag": [f"warning {i}" for i in range(30)]})
    cells = presented(table)["Value"]
    assert len(set(cells)) == 30
    assert to_latex(table).count(r"\textsuperscript{aa}") == 2


def test_letters_of_a_cell_stand_in_their_order():
    table = pd.DataFrame({"value": [0.1, 0.2], "flag": ["few articles; few mentions", "few mentions; few articles"]})
    assert list(presented(table)["Value"]) == ["0.10ᵃ,ᵇ", "0.20ᵃ,ᵇ"]


def test_a_table_is_presented_once():
    shown = presented(SHARES)
    assert presented(shown) is shown
    assert to_latex(shown) == to_latex(SHARES)


def test_an_index_with_duplicates_and_categories_change_nothing():
    strange = SHARES.astype({"source": "category", "flag": "category"}).set_axis([5, 5])
    assert presented(strange).to_dict() == presented(SHARES).to_dict()


def test_a_column_twice_is_refused():
    twice = pd.concat([SHARES, SHARES[["value"]]], axis=1)
    with pytest.raises(TableError, match="column 'value' stands twice"):
        presented(twice)


def test_an_empty_table_has_a_head_alone():
    assert r"Source & Actor & Label & Value & Mentions & Articles \\" in to_latex(SHARES.iloc[:0])
    assert len(Reader(to_html(SHARES.iloc[:0])).rows) == 1


def test_latex_has_every_cell_and_the_rules_of_booktabs():
    text = to_latex(COMPARED, caption="100 % of it_", label="tab:one", notes="Own #1.")
    rows = [line for line in text.splitlines() if line.endswith(r"\\")]
    assert len(rows) == 3
    assert {row.count(" & ") for row in rows} == {presented(COMPARED).shape[1] - 1}
    assert r"\caption{100 \% of it\_}" in text
    assert r"\label{tab:one}" in text
    assert r"$-$12 pp [$-$20, $-$3]" in text
    assert r"$-$0.30 [$-$0.50, 0.00]\textsuperscript{a}" in text
    assert r"$<$ .001" in text
    assert r"Own \#1." in text
    assert [text.count(rule) for rule in (r"\toprule", r"\midrule", r"\bottomrule")] == [1, 1, 1]
    assert rf"\begin{{tabular}}{{{5 * 'l'}{13 * 'r'}}}" in text


def test_no_character_of_a_source_reaches_latex_as_a_command():
    hostile = '\\input{x} & % $ # _ { } ~ ^ | < > " “a” ‘b’ − – — … \u00a0 \n\x07[*'
    text = to_latex(pd.DataFrame({"source": [hostile, "[x]", "*"], "value": [1.0, 2.0, 3.0]}))
    row = text.split("\\midrule\n")[1].split("\n")[0]
    assert row.startswith(r"\textbackslash{}input\{x\} \& \% \$ \# \_ \{ \} \textasciitilde{} \textasciicircum{}")
    assert "−" not in text
    assert "\x07" not in text
    assert "{}[x] & 2.00" in text
    assert "{}* & 3.00" in text
    bare = re.sub(r"\\[&%$#_{}]", "", row.removesuffix(r" & 1.00 \\"))
    assert not re.search(r"[&%#_]", bare)
    assert bare.count("$") == 6


def test_a_label_that_latex_forbids_is_refused():
    with pytest.raises(TableError, match="label is 'a b}'; use letters"):
        to_latex(SHARES, label="a b}")


def test_html_escapes_cells_and_reads_back():
    hostile = SHARES.assign(source=["<script>alert(1)</script>", 'a" onload="x'])
    text = to_html(hostile, caption="<b>", notes="x < y")
    assert "<script>" not in text
    assert '<caption style="text-align:left">&lt;b&gt;</caption>' in text
    assert "<em>Note.</em> x &lt; y Measure: label share." in text
    rows = Reader(text).rows
    assert rows[0] == ["Source", "Actor", "Label", "Value", "Mentions", "Articles"]
    assert rows[1] == ["<script>alert(1)</script>", "opposition", "rebel", "42 % [31, 54]", "1,204", "35"]
    assert rows[2][3] == "100 % [99.6, 100]a,b"
    assert "<sup>a,b</sup>" in text


def test_html_rules_lie_above_and_below_and_numbers_to_the_right():
    text = to_html(SHARES)
    assert "border-top:1pt solid black;border-bottom:1pt solid black" in text
    assert '<td style="text-align:right;padding:2pt 6pt">1,204</td>' in text
    assert '<td style="text-align:left;padding:2pt 6pt">rebel</td>' in text
    assert "class=" not in text

"""benchmarks/speed.py: the words, the texts, the ratios and the chart; nothing is timed here."""

from pathlib import Path

import pandas as pd
import pytest

import framing
from framing.lexicon import load_lexicon

TEXTS = [
    "The Syrian army fled. Rebels met Kofi Annan, said Kofi Annan and Maria Chen of the Harbour Trust.",
    "A rebel from Homs told Maria Chen that rebels shelled Homs, near Homs, on Monday.",
    "They saw harbour walls and a Harbour and Kofi Annan.",
]


@pytest.fixture(autouse=True)
def _benchmarks_in_reach(monkeypatch):
    monkeypatch.syspath_prepend(Path(__file__).parents[1] / "benchmarks")


@pytest.fixture
def news():
    from side_by_side.news import News

    rows = pd.DataFrame({"source": "A", "date": "2020-01-01", "title": "", "text": TEXTS})
    ids = [f"x{at}" for at in range(len(TEXTS))]
    articles = framing.mark_regions(pd.DataFrame({"article_id": ids, "text": TEXTS}))
    return News(rows, articles, [len(text) for text in TEXTS])


def task_of(news, forms, folder):
    from side_by_side.rounds import Task

    return Task(news, load_lexicon("syria"), forms, folder)


def terms_of(lexicon):
    from side_by_side.words import _terms

    return {term.text for term in _terms(lexicon)}


def test_words_stand_alone_and_the_longest_wins():
    from side_by_side.words import words_alone

    forms = ["al nusra", "is", "isis", "nusra"]
    assert list(words_alone(["ISIS is this; Al Nusra, nusra, nusra_x"], forms)) == [
        ["isis", "is", "al nusra", "nusra"]
    ]


def test_a_small_lexicon_holds_the_most_frequent_terms():
    from side_by_side.words import lexicon_of

    assert terms_of(lexicon_of(2, TEXTS)) == {"Homs", "rebel"}
    assert len(terms_of(lexicon_of(60, TEXTS))) == 60


def test_a_large_lexicon_adds_the_most_frequent_names():
    from side_by_side.words import lexicon_of

    n = len(terms_of(load_lexicon("syria")))
    further = terms_of(lexicon_of(n + 3, TEXTS)) - terms_of(load_lexicon("syria"))
    assert further == {"Kofi Annan", "Maria Chen", "Harbour Trust"}


def test_a_lexicon_larger_than_the_corpora_allow_is_refused():
    from side_by_side.words import lexicon_of

    with pytest.raises(SystemExit, match="no more than"):
        lexicon_of(6000, TEXTS)


def test_matches_are_counted_in_a_thousand_words():
    from side_by_side.words import per_thousand

    assert per_thousand([1, 0], ["one two three", "four five"]) == 200


def test_articles_are_drawn_alike_each_time_with_ids_of_their_own(news):
    from side_by_side.news import draw_news

    one, other = draw_news(news, 0.001), draw_news(news, 0.001)
    assert one.articles.equals(other.articles)
    assert one.mb >= 0.001
    assert one.articles["article_id"].is_unique
    assert len(one.texts) > len(TEXTS)
    assert one.rows["text"].tolist() == one.texts


def test_the_beginning_holds_as_much_as_asked_and_at_least_one_article(news):
    assert len(news.first(0).texts) == 1
    assert len(news.first(news.sizes[0] / 1e6).texts) == 1
    assert len(news.first((news.sizes[0] + 1) / 1e6).texts) == 2
    assert len(news.first(1).texts) == 3


def test_the_bare_scan_finds_the_longest_forms_within_words_too(news, tmp_path):
    from side_by_side.bare import scan

    assert scan(task_of(news, ["army", "rebel", "syrian", "syrian army"], tmp_path))() == 4


@pytest.mark.parametrize(("peer", "found"), [("vectorizer", 10), ("nltk_words", 9)])
def test_peers_find_the_words(news, tmp_path, peer, found):
    from side_by_side import peers

    forms = ["rebel", "rebels", "homs", "syrian army", "army", "kofi"]
    assert getattr(peers, peer)(task_of(news.first(0.00015), forms, tmp_path))() == found


def test_vader_judges_each_sentence(news, tmp_path):
    from side_by_side.peers import vader

    assert vader(task_of(news, [], tmp_path))() == 4


def test_a_ratio_is_that_to_the_scans_around_it_for_each_byte(monkeypatch):
    from side_by_side import rounds
    from side_by_side.rounds import Measured, Row, Timed, measure

    monkeypatch.setattr(rounds, "_MOMENT", 0)
    scans = iter([0.1, 0.3, 0.5])
    bare = Measured(Row("bare scan", "bare", None), lambda: Timed(9, next(scans)), mb=10)
    slow = Measured(Row("slow", "peer", None), lambda: Timed(5, 0.4), mb=2)
    slower = Measured(Row("slower", "peer", None), lambda: Timed(5, 0.8), mb=2)
    measure(bare, [slow, slower])
    # 0.2 s for a MB against 0.02; then 0.4 against 0.04.
    assert slow.ratios == pytest.approx([10])
    assert slower.ratios == pytest.approx([10])
    assert bare.seconds == [0.1, 0.3, 0.5]
    record = slow.record(600)
    assert (record["found"], record["mb_per_s"], record["ratio"], record["rounds"]) == (5, 5.0, 10.0, 1)


def test_a_moment_is_measured_by_many_runs():
    from side_by_side.rounds import seconds_of

    runs = []
    found = seconds_of(lambda: runs.append(1) or len(runs), least=0.01)
    assert len(runs) > 1
    assert found.seconds < 0.01


def table_of(ratios):
    rows = [
        {"terms": 600, "row": name, "kind": kind, "mb": 5.0, "found": 9, "seconds": 0.1, "mb_per_s": 50.0,
         "ratio": ratio, "low": ratio / 1.1, "high": ratio * 1.1, "goal": goal, "rounds": 2, "note": "a table",
         "expected": 9}
        for name, (kind, ratio, goal) in ratios.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


TABLE = {
    "bare scan": ("bare", 1.0, None),
    "mentions": ("ours", 2.5, 3),
    "mentions with voice": ("ours", 50.0, 40),
    "file to file": ("ours", 5.0, None),
    "file to file, with voice": ("ours", 48.0, None),
    "file to file, two processes": ("ours", 30.0, None),
    "quanteda": ("peer", 80.0, None),
}


def test_goals_are_told_with_what_was_reached(capsys):
    from side_by_side.tables import print_goals

    print_goals(table_of(TABLE))
    assert capsys.readouterr().out.splitlines()[2:] == [
        "  mentions: 2.50 x the bare scan; goal at most 3: reached",
        "  mentions with voice: 50.00 x the bare scan; goal at most 40: not reached",
        "  file to file: 16.0 x quanteda's throughput; goal at least 15: reached",
        "  file to file, with voice: 1.7 x quanteda's throughput; goal at least 15: not reached",
        "  two processes: 1.60 x one; goal at least 1.6: reached",
    ]


def test_time_that_grows_with_the_text_has_slope_one(capsys):
    from side_by_side.tables import print_slopes

    curve = pd.concat(
        [table_of({"mentions": ("ours", 3.0, 3)}).assign(mb=mb, ratio=mb / 9, seconds=mb / 7) for mb in (5, 10, 20)]
    )
    print_slopes(curve)
    assert "slope 2.000 in scans, 1.000 in seconds" in capsys.readouterr().out


def test_ten_times_as_many_terms_are_told_by_what_they_cost(capsys):
    from side_by_side.tables import print_growth

    rows = table_of({"mentions": ("ours", 3.0, 3)})
    print_growth(pd.concat([rows.assign(terms=60, seconds=0.1), rows.assign(terms=6000, seconds=0.4)]))
    assert "60: 20.00   6,000: 80.00   (x 2.00)" in capsys.readouterr().out


def test_the_chart_has_a_dot_for_each_row_and_a_mark_for_each_goal(tmp_path, monkeypatch):
    from side_by_side import chart

    drawn = []
    monkeypatch.setattr(chart, "save_figure", lambda ax, *_, **__: drawn.append(ax))
    chart.draw(table_of({**TABLE, "apart from all": ("apart", 7000.0, None)}), tmp_path / "speed")
    lines = drawn[0].get_lines()
    filled = [
        line.get_xdata()[0] for line in lines if line.get_marker() == "o" and line.get_markerfacecolor() == "black"
    ]
    hollow = [
        line.get_xdata()[0] for line in lines if line.get_marker() == "o" and line.get_markerfacecolor() == "white"
    ]
    goals = [line.get_xdata()[0] for line in lines if line.get_marker() == "|" and line.get_markersize() == 13]
    assert filled == [2.5, 5.0, 30.0, 48.0, 50.0]
    assert hollow == [80.0]
    assert goals == pytest.approx([3, 80 / 15, 48 / 1.6, 40])

"""The page holds what the folder holds, all of it harmless, and runs its own script alone."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from report_folders import ARTICLES, HOSTILE, MENTIONS, Page, add_figure, estimate, mention, results_folder

from framing.errors import CorpusError, OutputError
from framing.report import write_report
from framing.report.escape import data, link, markup, visible
from framing.report.evidence import pack_mentions
from framing.report.sheets import sheets_of

if TYPE_CHECKING:
    from pathlib import Path

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(autouse=True)
def _paragraph(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paragraph on methods is another module's: these tests need any."""
    monkeypatch.setattr(
        "framing.report.page.methods_paragraph", lambda _: ("We <counted>.", ["@book{a&b}", "@book{c}"])
    )


def page_of(folder: Path) -> Page:
    return Page(write_report(folder, folder / "report.html").read_text(encoding="utf-8"))


def text_of(page: Page) -> str:
    return " ".join("".join(page.words).split())


def sheet(stem: str, rows: list[dict[str, Any]]) -> Any:
    return next(iter(sheets_of(stem, pd.DataFrame(rows).astype(str))))


def chosen(packed: dict[str, Any], wanted: dict[str, str], but: str = "") -> int:
    """How many mentions the page would show, counted one by one."""
    n = 0
    for at in range(len(packed["sentence"])):
        named = {
            facet: packed["facets"][facet]["names"][packed["facets"][facet]["codes"][at]]
            for facet in packed["facets"]
        }
        n += all(named[key] == value for key, value in wanted.items()) and (not but or named["source"] != but)
    return n


# What is on the page


def test_the_parts_stand_in_order(tmp_path):
    page = page_of(results_folder(tmp_path))
    ids = [attributes["id"] for attributes in page.all("section")]
    assert ids == ["quality", "corpus", "figures", "tables", "evidence", "methods", "limits", "versions"]
    assert page.all("html") == [{"lang": "en"}]
    assert [len(page.all(tag)) for tag in ("main", "h1", "header", "title", "noscript")] == [1, 1, 1, 1, 1]
    named = {attributes["aria-labelledby"] for attributes in page.all("section")}
    assert named <= {attributes.get("id") for attributes in page.all("h2")}
    assert {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")} <= {
        attributes.get("id") for _, attributes in page.elements
    }


def test_the_header_counts_and_names_the_lexicon_and_no_day(tmp_path):
    said = text_of(page_of(results_folder(tmp_path)))
    assert "2 sources · 2 articles analysed · 5 mentions · 1 attribution" in said
    assert "lexicon syria 1.0.0 · framing 0.1.0 · SHA-256 of the lexicon ab12" in said
    assert "How sources name actors: syria" in said


def test_articles_left_out_add_up_with_their_reasons(tmp_path):
    said = text_of(page_of(results_folder(tmp_path)))
    assert "4 articles read2 articles analysed2 articles left out: foreign language (French)" in said
    assert "none left out" in text_of(page_of(results_folder(tmp_path / "all", articles=ARTICLES[:2])))


def test_what_each_source_brings_is_counted(tmp_path):
    days = ["2017-05-01T08:00", "", "", ""]
    articles = [row | {"published": day, "words": 7} for row, day in zip(ARTICLES, days, strict=True)]
    page = page_of(results_folder(tmp_path, [*MENTIONS, mention("C", "rebel", "A rebel.")], articles=articles))
    found = page.data("sheets")[0]
    heads = [column["head"] for column in found["columns"]]
    assert heads == ["source", "articles", "words", "mentions", "first day", "last day"]
    rows = [[cell[0] if isinstance(cell, list) else cell for cell in row] for row in found["rows"]]
    assert rows == [
        ["A", "1", "7", "3", "2017-05-01", "2017-05-01", "A"],
        ["B", "1", "7", "2", "", "", "B"],
        ["C", "0", "0", "1", "", "", "C"],
    ]
    assert found["columns"][3]["link"] == ["source"]


def test_a_folder_without_articles_or_figures_has_a_page(tmp_path):
    folder = results_folder(tmp_path)
    (folder / "articles.csv").unlink()
    said = text_of(page_of(folder))
    assert "The folder has no table of articles." in said
    assert "The folder has no figures." in said


def test_figures_stand_in_order_with_caption_and_alternative_text(tmp_path):
    folder = results_folder(tmp_path)
    for name in ("zebra", "voices-a", "ants", "labels", "flow"):
        add_figure(folder, name, f"Caption of {name}.\n\nAlt text: A chart of {name}.\n")
    add_figure(folder, "valence")
    page = page_of(folder)
    alts = [image["alt"] for image in page.all("img")]
    # The flow of the corpus stands with the corpus, first on the page.
    names = "flow labels valence voices-a ants zebra".split()
    assert alts == [name if name == "valence" else f"A chart of {name}." for name in names]
    assert {image["src"].partition(",")[0] for image in page.all("img")} == {"data:image/svg+xml;base64"}
    picture = (folder / "figures" / "labels.svg").read_bytes()
    assert base64.b64decode(page.all("img")[1]["src"].partition(",")[2]) == picture
    assert "Labels. Caption of labels." in text_of(page)
    assert "Voices: a. Caption of voices-a." in text_of(page)
    assert "Alt text" not in text_of(page)


def test_methods_references_limits_and_versions_are_told(tmp_path):
    said = text_of(page_of(results_folder(tmp_path)))
    for words in (
        "We <counted>.",
        "@book{a&b} @book{c}",
        "There is no score of bias",
        "--against",
        "vader 3.3.2, SHA-256 cd34",
    ):
        assert words in said
    assert "--actor" not in said
    assert "--column" not in said


def test_where_the_articles_lie_on_the_machine_is_not_passed_on(tmp_path):
    folder = results_folder(tmp_path)
    text = write_report(folder, tmp_path / "page.html").read_text(encoding="utf-8")
    assert "/home/ann" not in text
    assert str(tmp_path) not in text


def test_the_same_folder_gives_the_same_page(tmp_path):
    folder = results_folder(tmp_path)
    add_figure(folder, "labels")
    pages = [write_report(folder, tmp_path / name / "page.html").read_bytes() for name in ("one", "two")]
    assert pages[0] == pages[1]


# Tables


def test_estimates_carry_their_interval_and_all_their_digits():
    row = estimate("A", "police", "label_valence", -0.54321, n_mentions=1200)
    found = sheet("sources", [row | {"low": -1.0, "high": -0.0001234}])
    heads = [column["head"] for column in found.columns]
    assert heads == ["source", "actor", "mentions", "label valence [interval]", "articles"]
    assert found.rows[0][2] == ["1,200", "1200", 1200.0]
    assert found.rows[0][3] == [
        "\u22120.543 [\u22121.000, \u22120.000]",
        "-0.54321 [-1.0, -0.0001234]",
        -0.54321,
    ]


def test_shares_are_in_per_cent_and_their_differences_in_points():
    row = {"actor": "police", "measure": "label_share", "label": "mob", "source": "A", "against": "rest"}
    row |= {"value": 0.5, "against_value": 0.375, "difference": 0.125, "low": -0.25, "high": 0.3, "p": 0.0001}
    found = sheet("comparison", [row | {"odds_ratio": 12.5, "odds_ratio_low": 1.0, "odds_ratio_high": 20}])
    shown = {
        column["head"]: cell[0] for column, cell in zip(found.columns, found.rows[0], strict=True) if cell[0] != "A"
    }
    assert shown["label share, %"] == "50.0"
    assert shown["against value, %"] == "37.5"
    assert shown["difference, points [interval]"] == "12.5 [\u221225.0, 30.0]"
    assert shown["odds ratio [interval]"] == "12.50 [1.00, 20.00]"
    assert shown["p"] == "< 0.001"
    assert "Against: rest." in found.note


def test_an_estimate_without_an_interval_stands_alone_and_an_empty_one_is_empty():
    rows = [estimate("A", "a", "m", 0.5) | {"low": "", "high": ""}, estimate("B", "a", "m", 0.5) | {"value": ""}]
    found = sheet("sources", rows)
    assert [row[2] for row in found.rows] == [["0.500", "0.5", 0.5], ""]


def test_measures_of_one_table_stand_apart():
    rows = [estimate("A", "police", measure, 0.5) for measure in ("label_valence", "per_1000_words")]
    found = list(sheets_of("sources", pd.DataFrame(rows).astype(str)))
    assert [each.title for each in found] == ["Sources: label valence", "Sources: per 1000 words"]


def test_names_that_look_like_numbers_or_nothing_stay_names(tmp_path):
    rows = [mention(name, "rebel", "The rebel left.") for name in ("NA", "2024", "1e5", "null")]
    page = page_of(results_folder(tmp_path, rows))
    assert page.data("mentions")["facets"]["source"]["names"] == ["1e5", "2024", "NA", "null"]
    assert [row[0] for row in page.data("sheets")[1]["rows"]] == ["1e5", "2024", "NA", "null"]


def test_counts_have_no_digits_after_the_point_though_a_file_has():
    found = sheet(
        "speakers", [{"n": "2.0", "left_out": "1200", "positive": "0.5"}, {"n": "", "left_out": "0", "positive": "1"}]
    )
    assert [cell[0] for cell in found.rows[0]] == ["2", "1,200", "0.500"]


@pytest.mark.parametrize("cell", ["inf", "nan", "1e999", "many"])
def test_cells_that_are_no_finite_numbers_are_shown_as_they_are(cell):
    found = sheet("odd", [{"thing": "1"}, {"thing": cell}])
    assert [row[0] for row in found.rows] == ["1", cell]
    data(found._asdict())


def test_a_long_table_is_folded_and_shows_twenty_rows_without_scripts(tmp_path):
    page = page_of(
        results_folder(tmp_path, long=[{"thing": f"row {n}"} for n in range(21)], short=[{"thing": "one"}])
    )
    folded = {a["id"]: "open" in a for a in page.all("details") if a.get("class") == "sheet"}
    titles = [each["title"] for each in page.data("sheets")]
    assert titles == ["Corpus by source", "Labels", "Articles", "long.csv", "short.csv"]
    assert folded == {f"table-{at}": at != 3 for at in range(5)}
    said = text_of(page)
    assert "row 19" in said
    assert "row 20" not in said
    assert "The first 20 of 21 rows." in said
    assert len(page.data("sheets")[3]["rows"]) == 21


def test_every_share_leads_to_as_many_mentions_as_it_counts(tmp_path):
    page = page_of(results_folder(tmp_path))
    packed, found = page.data("mentions"), page.data("sheets")[1]
    links = {column["name"]: column["link"] for column in found["columns"]}
    at = {column["name"]: n for n, column in enumerate(found["columns"])}
    assert links["value"] == links["n_label"] == ["source", "actor", "label"]
    assert links["n_mentions"] == ["source", "actor"]
    assert links["n_articles"] == links["source"] == []
    assert len(found["rows"]) == 4
    for row in found["rows"]:
        keys = dict(zip(found["keys"], row[len(at) :], strict=True))
        for name in ("n_label", "n_mentions"):
            assert chosen(packed, {key: keys[key] for key in links[name]}) == row[at[name]][2]


def test_a_comparison_leads_to_both_sides():
    row = {"actor": "police", "measure": "label_share", "label": "mob", "source": "A", "against": "B"}
    counts = {"n_mentions": 4, "n_against_mentions": 5, "n_articles": 1}
    found = sheet("comparison", [row | {"value": 0.5, "against_value": 0.4, "difference": 0.1} | counts])
    links = {column["name"]: column["link"] for column in found.columns}
    assert links["difference"] == ["source", "actor", "label"]
    assert links["n_mentions"] == ["source", "actor"]
    assert links["against_value"] == ["against", "actor", "label"]
    assert links["n_against_mentions"] == ["against", "actor"]
    assert found.rows[0][len(found.columns) :] == ["A", "police", "mob", "B"]


def test_a_share_of_voices_is_out_of_all_voices_and_a_word_is_looked_for():
    voices = sheet(
        "voices", [estimate("A", "police", "voice_share", 1, label="mob", voice="own", n_voice=1, n_mentions=1)]
    )
    links = {column["name"]: column["link"] for column in voices.columns}
    assert links["n_voice"] == ["source", "actor", "label", "voice"]
    assert links["n_mentions"] == ["source", "actor", "label"]
    months = sheet("periods", [estimate("A", "police", "label_share", 1, label="mob", period="2017", n_mentions=2)])
    links = {column["name"]: column["link"] for column in months.columns}
    assert links["n_mentions"] == ["source", "actor", "period"]
    assert links["value"] == ["source", "actor", "label", "period"]
    words = sheet("keyness", [{"actor": "police", "source": "A", "word": "brutal", "log_odds": 1.0, "n_word": 3}])
    assert {c["name"]: c["link"] for c in words.columns}["n_word"] == ["source", "actor", "word"]


def test_numbers_that_count_no_mentions_lead_nowhere():
    row = {"source": "A", "measure": "attribution_share", "value": 0.5, "n_attributions": 4}
    assert [column["link"] for column in sheet("speakers", [row]).columns] == [[], [], []]


def test_mention_tables_are_not_shown_twice(tmp_path):
    page = page_of(results_folder(tmp_path, scored=MENTIONS))
    assert [each["title"] for each in page.data("sheets")] == ["Corpus by source", "Labels", "Articles"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"", "No columns"), (b"a,b\n\xff\xfe,1\n", "decode"), (b'a,b\n"1,2\n', "EOF"), (b"a\n1,2\n3,4\n", "longer")],
)
def test_a_table_that_cannot_be_read_is_named_and_stops_nothing(tmp_path, content, reason):
    folder = results_folder(tmp_path)
    (folder / "voices.csv").write_bytes(content)
    said = text_of(page_of(folder))
    assert "voices.csv cannot be read (" in said
    assert reason in said
    assert "2 sources" in said


def test_a_table_with_a_heading_alone_is_empty(tmp_path):
    folder = results_folder(tmp_path)
    (folder / "voices.csv").write_text("source,measure,value,low,high,n_mentions\n", encoding="utf-8")
    page = page_of(folder)
    assert [each["rows"] for each in page.data("sheets") if each["title"] == "Voices"] == [[]]


# Sentences


def test_mentions_are_packed_with_their_sentence_and_their_place_in_it(tmp_path):
    packed = page_of(results_folder(tmp_path)).data("mentions")
    words = []
    for at, start, end in zip(packed["sentence"], packed["start"], packed["end"], strict=True):
        words.append(packed["sentences"][at][start:end])
    assert words == ["rebel", "rebel", "terrorist", "terrorist", "army"]
    assert packed["articles"] == [["Rebels leave", "https://a.org/1"], ["B-1", ""]]
    assert packed["article"] == [0, 0, 0, 1, 1]
    assert packed["details"]["speaker"] == {"names": ["", "he"], "codes": [0, 1, 0, 0, 0]}


def test_sentences_are_held_once():
    table = pd.DataFrame(
        [mention("A", "rebel", "A rebel and a terrorist."), mention("A", "terrorist", "A rebel and a terrorist.")]
    )
    packed = pack_mentions(table.astype(str), pd.DataFrame({"article_id": ["A-1"]}))
    assert packed["sentences"] == ["A rebel and a terrorist."]
    assert packed["sentence"] == [0, 0]


def test_offsets_count_characters_and_line_ends_as_they_are(tmp_path):
    sentence = "\U0001f525 He\r\nsaw \u202ethe rebel."
    packed = page_of(results_folder(tmp_path, [mention("A", "rebel", sentence)])).data("mentions")
    assert packed["sentences"] == [sentence.replace("\u202e", "\ufffd")]
    assert sentence[packed["start"][0] : packed["end"][0]] == "rebel"


@pytest.mark.parametrize(
    ("changes", "place"), [({"start": 3, "end": 8}, (4, 9)), ({"surface": "gone", "start": 3}, (0, 0))]
)
def test_offsets_that_do_not_fit_are_looked_for(changes, place):
    table = pd.DataFrame([mention("A", "rebel", "The rebel left.", **changes)]).astype(str)
    packed = pack_mentions(table, pd.DataFrame())
    assert (packed["start"][0], packed["end"][0]) == place


@pytest.mark.parametrize("cell", ["inf", "-1e999", "", "many", "9" * 30, "0.5"])
def test_numbers_that_no_article_can_have_stop_nothing(tmp_path, cell):
    rows = [mention("A", "rebel", "The rebel left.", **{name: cell}) for name in ("start", "end", "sentence_start")]
    page = page_of(results_folder(tmp_path, rows, articles=[ARTICLES[0] | {"words": cell}]))
    assert page.data("mentions")["start"] == [4, 4, 4]
    assert page.data("mentions")["end"] == [9, 9, 9]


def test_of_two_equal_words_the_mention_is_the_one_named():
    table = pd.DataFrame([mention("A", "rebel", "A rebel saw a rebel.", start=114, end=119)]).astype(str)
    packed = pack_mentions(table, pd.DataFrame())
    assert (packed["start"], packed["end"]) == ([14], [19])


def test_a_folder_without_mentions_has_a_page(tmp_path):
    folder = results_folder(tmp_path)
    heading = (folder / "mentions.csv").read_text(encoding="utf-8").splitlines()[0]
    (folder / "mentions.csv").write_text(heading + "\n", encoding="utf-8")
    page = page_of(folder)
    assert page.data("mentions")["sentence"] == []
    assert "0 mentions" in text_of(page)


# Hostile text


def hostile_folder(folder: Path) -> Path:
    """A corpus in which every name, sentence, title, caption and option is hostile."""
    rows, articles = [], []
    for at, text in enumerate(HOSTILE):
        changes = dict.fromkeys("actor category voice speaker cue published article_id".split(), text)
        rows.append(mention(text, text, f"Before {text} after.", **changes))
        articles.append(
            {"article_id": text, "title": text, "url": ["javascript:alert(1)", f"https://a.org/{text}"][at % 2]}
        )
    articles = [row | {"status": text, "note": text} for row, text in zip(articles, HOSTILE, strict=True)]
    results_folder(folder, rows, articles=articles, odd=[{text: text for text in HOSTILE}])
    # A name that a file may have.
    (folder / "<img src=x onerror=alert(1)>.csv").write_text("a\n1\n", encoding="utf-8")
    add_figure(folder, "<svg onload=alert(1)>", "".join(HOSTILE) + "\n\nAlt text: " + "".join(HOSTILE))
    run = {"lexicon": {"name": HOSTILE[0], "sha256": HOSTILE[1]}, "options": {HOSTILE[2]: HOSTILE, "x": HOSTILE[3]}}
    run |= {"libraries": dict.fromkeys(HOSTILE, HOSTILE[0]), "word_lists": [{"name": HOSTILE[0]}, HOSTILE[1], 3]}
    (folder / "run.json").write_text(data(run | {"inputs_sha256": {HOSTILE[0]: HOSTILE[1]}}), encoding="utf-8")
    return folder


def test_hostile_text_adds_no_element_attribute_or_script(tmp_path):
    page = page_of(hostile_folder(tmp_path / "hostile"))
    plain = page_of(results_folder(tmp_path / "plain"))
    add_tags = {"img", "figure", "figcaption", "b", "div"}
    assert {tag for tag, _ in page.elements} <= {tag for tag, _ in plain.elements} | add_tags
    assert len(page.scripts) == 3
    assert page.comments == []
    for tag, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")], tag
        assert attributes.get("href", "#").startswith(("#", "data:,"))
        assert attributes.get("src", "data:image/svg+xml;base64,").startswith("data:image/svg+xml;base64,")


def test_hostile_text_is_shown_as_it_was_written(tmp_path):
    page = page_of(hostile_folder(tmp_path))
    packed = page.data("mentions")
    assert sorted(packed["facets"]["source"]["names"]) == sorted(HOSTILE)
    assert packed["sentences"] == [f"Before {text} after." for text in HOSTILE]
    assert [url for _, url in packed["articles"] if url.startswith("javascript")] == []
    said = "".join(page.words)
    assert all(text in said for text in HOSTILE)


def test_data_within_scripts_cannot_end_them(tmp_path):
    page = page_of(hostile_folder(tmp_path))
    for text in page.scripts[:2]:
        assert not set("<>&\u2028\u2029") & set(text)
    assert "</" not in page.scripts[2]
    assert "<!--" not in page.scripts[2]
    assert "innerHTML" not in page.scripts[2]


def test_the_policy_allows_the_script_of_the_page_alone(tmp_path):
    page = page_of(hostile_folder(tmp_path))
    policy = next(a["content"] for a in page.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    own = base64.b64encode(hashlib.sha256(page.scripts[2].encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'", "img-src data:", "style-src 'unsafe-inline'", f"script-src 'sha256-{own}'",
        "base-uri 'none'", "form-action 'none'",
    ]  # fmt: skip
    # The policy comes before anything that it could have to stop.
    names = [tag for tag, _ in page.elements]
    assert names.index("meta") < names.index("style") < names.index("script")


@pytest.mark.parametrize("text", [*HOSTILE, "\ud800\x00\x1b[0m", "a\u202eb\u2066c", "<&\u2028>"])
def test_escaped_text_reads_back_and_hidden_characters_show(text):
    assert html.unescape(markup(text)) == visible(text)
    assert visible(json.loads(data([text, {"a": text}]))[0]) == visible(text)
    assert len(visible(text)) == len(text)
    assert not set("\u202e\u2066\x00\x1b") & set(visible(text))
    data([text]).encode()


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.org/1?x=1&y=2#z", True), ("HTTP://a.org", True), ("javascript:alert(1)", False),
        (" https://a.org", False), ('https://a.org/" onclick="x', False), ("data:text/html,x", False),
        ("//a.org", False), ("file:///etc/passwd", False), ("https://", False), ("https://a.org\n", False),
    ],
)  # fmt: skip
def test_pages_of_the_web_alone_are_linked(url, kept):
    assert link(url) == (url if kept else "")


# What cannot be done


def without(folder: Path, name: str) -> Path:
    (folder / name).unlink()
    return folder


def holding(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: folder / "none", "there is no such folder"),
        (lambda folder: folder / "run.json", "there is no such folder"),
        (lambda folder: without(folder, "run.json"), "its run.json cannot be read (no such file or directory)"),
        (
            lambda folder: without(folder, "mentions.csv"),
            "its mentions.csv cannot be read (no such file or directory)",
        ),
        (lambda folder: holding(folder, "run.json", b"{"), "its run.json cannot be read (Expecting"),
        (lambda folder: holding(folder, "run.json", b"[]"), "its run.json says nothing about a run"),
        (lambda folder: holding(folder, "run.json", b"\xff"), "its run.json cannot be read ("),
        (lambda folder: holding(folder, "mentions.csv", b""), "its mentions.csv cannot be read (No columns"),
        (lambda folder: holding(folder, "mentions.csv", b"actr\n1\n"), "column 'article_id' is missing"),
        (lambda folder: holding(folder, "mentions.csv", b'a,b\n"1'), "its mentions.csv cannot be read ("),
    ],
)
def test_a_folder_without_results_is_refused_in_one_sentence(tmp_path, spoil, said):
    folder = spoil(results_folder(tmp_path / "results"))
    with pytest.raises(CorpusError) as caught:
        write_report(folder, tmp_path / "page.html")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith("give a folder that 'framing compare …' wrote")
    assert not (tmp_path / "page.html").exists()


@pytest.mark.parametrize("out", ["", "run.json/page.html"])
def test_a_page_that_cannot_be_written_is_refused(tmp_path, out):
    folder = results_folder(tmp_path)
    with pytest.raises(OutputError, match=r"the page cannot be written \(.+\); name another file"):
        write_report(folder, folder / out)


def test_the_folder_of_the_page_is_made_and_a_page_replaced(tmp_path):
    folder = results_folder(tmp_path / "results")
    out = tmp_path / "new" / "page.html"
    assert write_report(str(folder), str(out)) == out
    out.write_text("old", encoding="utf-8")
    assert write_report(folder, out).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


# In a browser


def dom_of(page: Path, address: str, folder: Path) -> str:
    """The page after its script ran, as a browser without a network has it."""
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --dump-dom --virtual-time-budget=5000"
    ).split()
    command = [str(CHROMIUM), *flags, f"--user-data-dir={folder}", page.as_uri() + address]
    home = os.environ | {"HOME": str(folder)}
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=True, env=home
    ).stdout


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")
def test_a_browser_runs_the_script_of_the_page_and_nothing_of_the_corpus(tmp_path):
    out = write_report(hostile_folder(tmp_path / "hostile"), tmp_path / "page.html")
    # A script that the policy must stop: it shows that text which did get through would not run.
    text = out.read_text(encoding="utf-8")
    out.write_text(text.replace("</main>", "<script>document.title='owned'</script></main>"), encoding="utf-8")
    dom = dom_of(out, "", tmp_path / "browser")
    page = Page(dom)
    assert "<title>owned" not in dom
    assert f"{len(HOSTILE)} of {len(HOSTILE)} mentions" in dom
    assert {tag for tag, _ in page.elements} & {"svg", "base"} == set()
    assert [image for image in page.all("img") if "onerror" in image] == []
    assert dom.count('<span class="mention own"') == 1 + len(HOSTILE)
    assert {a["href"] for a in page.all("a") if not a["href"].startswith("#")} == set()
    assert all(text in "".join(page.words) for text in (f"Before {text}" for text in HOSTILE))


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")
@pytest.mark.parametrize(
    ("address", "n"),
    [
        ("", 5), ("#evidence?source=A", 3), ("#evidence?source=A&actor=opposition&label=rebel", 2),
        ("#evidence?not=A", 2), ("#evidence?voice=direct", 1), ("#evidence?category=delegitimising", 2),
        ("#evidence?q=SAID", 2), ("#evidence?source=none", 0), ("#evidence?not=A&label=rebel", 0),
        ("#evidence?date=2017-Q2&source=A", 3), ("#evidence?date=2017-04-05", 5), ("#evidence?date=2017-Q1", 0),
    ],
)  # fmt: skip
def test_the_address_of_the_page_chooses_mentions(tmp_path, address, n):
    row = {
        "source": "A",
        "actor": "opposition",
        "label": "rebel",
        "against": "rest",
        "difference": 0.5,
        "n_mentions": 3,
    }
    folder = results_folder(tmp_path / "results", comparison=[row | {"n_against_mentions": 1}])
    out = write_report(folder, tmp_path / "page.html")
    dom = dom_of(out, address, tmp_path / "browser")
    assert f"{n} of 5 mentions<" in dom
    assert dom.count('<p class="where">') == n
    assert 'href="#evidence?source=A&amp;actor=opposition&amp;label=rebel"' in dom
    assert 'href="#evidence?not=A&amp;actor=opposition&amp;label=rebel"' in dom
    assert dom.count('rel="noreferrer noopener"') == dom.count('<p class="where"><span>A')


#: What a reader does on the page, and what is then told in an element of its own.
DRIVER = """<script>
const told = {};
const cells = (at) => [...document.querySelectorAll("#table-2 tbody tr")].map((row) => row.cells[at].textContent);
const heads = [...document.querySelectorAll("#table-2 th")];
told.first = cells(0).slice(0, 3);
heads[1].firstChild.click();
told.down = [heads[1].getAttribute("aria-sort"), cells(1).slice(0, 3)];
heads[1].firstChild.click();
told.up = [heads[1].getAttribute("aria-sort"), cells(1).slice(0, 3)];
heads[0].firstChild.click();
told.names = [heads[0].getAttribute("aria-sort"), heads[1].getAttribute("aria-sort"), cells(0).slice(0, 3)];
const buttons = () => [...document.querySelectorAll("#table-2 .tools button")];
buttons()[1].click();
told.second = [cells(0).length, cells(0)[0], buttons()[1].disabled];
const find = document.querySelector("#table-2 input");
find.value = "ROW 10";
find.dispatchEvent(new Event("input"));
told.found = cells(0);
document.querySelector("#table-1 td a").click();
setTimeout(() => {
  told.status = document.getElementById("status").textContent;
  told.focus = document.activeElement.id;
  told.address = location.hash;
  const select = document.querySelector("#choose select");
  select.selectedIndex = 2;
  select.dispatchEvent(new Event("change"));
  told.chosen = [document.getElementById("status").textContent, location.hash];
  document.querySelector("#choose button").click();
  told.all = [document.getElementById("status").textContent, location.hash];
  document.body.append(Object.assign(document.createElement("output"), {textContent: JSON.stringify(told)}));
}, 500);
</script>"""


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the path")
def test_a_reader_sorts_pages_finds_and_follows_numbers(tmp_path):
    rows = [{"thing": f"row {n}", "size": "" if n == 3 else n - 1.5} for n in range(52)]
    folder = results_folder(tmp_path / "results", articles=ARTICLES)
    (folder / "articles.csv").unlink()
    pd.DataFrame(rows).to_csv(folder / "long.csv", index=False)
    text = write_report(folder, tmp_path / "page.html").read_text(encoding="utf-8")
    # The policy would stop the script that plays the reader.
    text = re.sub(r"<meta http-equiv[^>]+>", "", text).replace("</body>", f"{DRIVER}</body>")
    text = text.replace('<details class="sheet" id="table-2">', '<details class="sheet" id="table-2" open>')
    (tmp_path / "driven.html").write_text(text, encoding="utf-8")
    dom = dom_of(tmp_path / "driven.html", "", tmp_path / "browser")
    told = json.loads(html.unescape(dom.partition("<output>")[2].partition("</output>")[0]))
    assert told == {
        "first": ["row 0", "row 1", "row 2"],
        "down": ["descending", ["49.50", "48.50", "47.50"]],
        "up": ["ascending", ["\u22121.50", "\u22120.50", "0.50"]],
        # Numbers within names count as numbers.
        "names": ["ascending", None, ["row 0", "row 1", "row 2"]],
        "second": [2, "row 50", True],
        "found": ["row 10"],
        "status": "2 of 5 mentions",
        "focus": "evidence-title",
        "address": "#evidence?source=A&actor=opposition&label=rebel",
        "chosen": ["0 of 5 mentions", "#evidence?source=B&actor=opposition&label=rebel"],
        "all": ["5 of 5 mentions", "#evidence"],
    }

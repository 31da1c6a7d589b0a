"""The page: what a folder of results says, in one file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import json
import warnings
from importlib.resources import files
from io import StringIO
from pathlib import Path
from string import Template
from typing import Any, Final

import pandas as pd

from framing.errors import CorpusError, FramingError, OutputError
from framing.report import sections
from framing.report.escape import data, markup, visible
from framing.report.evidence import NEEDED, pack_mentions
from framing.report.folder import Results
from framing.report.known_tables import shown
from framing.report.methods import methods_paragraph
from framing.report.quality import quality_html
from framing.report.sheets import Sheet, sheet_html, sheet_of, sheets_of
from framing.schema import check
from framing.spreadsheets import as_written

#: Figures of coding by hand.
_OF_QUALITY: Final = ("validation", "agreement")
_AGAIN: Final = "give a folder that 'framing compare …' wrote"


def write_report(results: str | Path, out: str | Path) -> Path:
    """Write the report on a folder of results: one page that works from a disk, without a network.

    Parameters
    ----------
    results : str or pathlib.Path
        A folder that ``framing compare … --out`` wrote.
    out : str or pathlib.Path
        The page, such as ``report.html``. Its folder is made if need be; a page of that name is replaced.

    Returns
    -------
    pathlib.Path
        The page: figures and tables of the folder, the sentences behind each number, a paragraph on methods,
        versions. The same folder gives the same page.

    Raises
    ------
    CorpusError
        If the folder holds no results, or its mentions or ``run.json`` cannot be read. Another table that cannot be
        read is named on the page.
    OutputError
        If the page cannot be written.

    Examples
    --------
    >>> write_report("no-such-folder", "report.html")
    Traceback (most recent call last):
    ...
    framing.errors.CorpusError: no-such-folder: there is no such folder; give a folder that 'framing compare …' wrote
    """
    folder, page = Path(results), Path(out)
    if not folder.is_dir():
        raise CorpusError(f"{results}: there is no such folder; {_AGAIN}")
    text = _page(folder, _run(folder), _mentions(folder))
    try:
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason = (error.strerror or "refused").lower()
        raise OutputError(f"{out}: the page cannot be written ({reason}); name another file") from error
    return page


def _run(folder: Path) -> dict[str, Any]:
    """What the results were made with."""
    try:
        run = json.loads(visible((folder / "run.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, RecursionError) as error:
        raise CorpusError(f"{folder}: its run.json cannot be read ({_said(error)}); {_AGAIN}") from error
    if not isinstance(run, dict):
        raise CorpusError(f"{folder}: its run.json says nothing about a run; {_AGAIN}")
    return run


def _mentions(folder: Path) -> pd.DataFrame:
    """The mentions, without which there is no page."""
    try:
        mentions = _read(folder / "mentions.csv")
        check(mentions, NEEDED, "mentions.csv")
    except (OSError, ValueError) as error:
        raise CorpusError(f"{folder}: its mentions.csv cannot be read ({_said(error)}); {_AGAIN}") from error
    return mentions


def _read(path: Path) -> pd.DataFrame:
    """A table as text: a source called NA is no missing value, and 0.10 stays 0.10."""
    # Decoded here, as a reader of text files would change line ends within sentences, and with them the offsets.
    text = visible(path.read_bytes().decode("utf-8-sig"))
    with warnings.catch_warnings():
        warnings.simplefilter("error", pd.errors.ParserWarning)
        try:
            return as_written(pd.read_csv(StringIO(text), dtype=str, keep_default_na=False, index_col=False))
        except pd.errors.ParserWarning as warning:
            raise ValueError("its rows are longer than its heading") from warning


def _said(error: Exception) -> str:
    """The first line of an error, or what kind it is."""
    if isinstance(error, OSError):
        return (error.strerror or "refused").lower()
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")


def _page(folder: Path, run: dict[str, Any], mentions: pd.DataFrame) -> str:
    """The page as text."""
    tables, failed = _tables(folder)
    articles = tables.get("articles", pd.DataFrame())
    evidence = pack_mentions(mentions, articles)
    corpus = sheet_of(
        "Corpus by source", "Articles analysed, and the mentions in them.", sections.by_source(articles, mentions)
    )
    sheets, links = [corpus], {}
    for stem, table in tables.items():
        links[stem] = f"#table-{len(sheets)}"
        sheets += sheets_of(stem, table)
    figures, unseen = sections.figures(folder)
    quality = quality_html(Results(folder), links) + "".join(figures.pop(name, "") for name in _OF_QUALITY)
    corpus_part = sections.flow(articles) + sheet_html(corpus, 0) + figures.pop("flow", "")
    methods, references = _methods(folder)
    script = _file("page.js")
    return Template(_file("page.html")).substitute(
        policy=_policy(script),
        title=markup(sections.heading(run)),
        style=_file("page.css"),
        summary=sections.summary(run, mentions, articles),
        quality=quality,
        corpus=corpus_part,
        figures="".join(figures.values()) or "<p>The folder has no figures.</p>",
        failed=_failed([*failed, *unseen]),
        contents=_contents(sheets),
        tables="".join(sheet_html(sheet, number) for number, sheet in enumerate(sheets) if number),
        total=f"{len(mentions):,}",
        methods=methods,
        references=markup("\n\n".join(references)),
        limits=sections.limits(),
        versions=sections.versions(run),
        sheets=data([sheet._asdict() for sheet in sheets]),
        mentions=data(evidence),
        script=script,
    )


def _tables(folder: Path) -> tuple[dict[str, pd.DataFrame], list[str]]:
    """Tables of the folder in the order of the page, and those that cannot be read."""
    tables, failed = {}, []
    for stem, path in shown(folder).items():
        try:
            tables[stem] = _read(path)
        except (OSError, ValueError) as error:
            failed.append(f"{stem}.csv cannot be read ({_said(error)})")
    return tables, failed


def _failed(reasons: list[str]) -> str:
    """What the page had to leave out."""
    items = "".join(f"<li>{markup(reason)}</li>" for reason in reasons)
    return f'<div class="failed" role="note"><p>Not shown:</p><ul>{items}</ul></div>' if items else ""


def _contents(sheets: list[Sheet]) -> str:
    """Links to the tables."""
    links = (f'<li><a href="#table-{at}">{markup(sheet.title)}</a></li>' for at, sheet in enumerate(sheets) if at)
    return f"<ul>{''.join(links)}</ul>" if sheets[1:] else "<p>The folder has no tables.</p>"


def _methods(folder: Path) -> tuple[str, list[str]]:
    """The paragraph on methods as markup, and the references it cites."""
    try:
        paragraph, references = methods_paragraph(folder)
    except FramingError as error:
        return f'<p class="failed">{markup(f"The paragraph cannot be written: {_said(error)}.")}</p>', []
    return f"<p>{markup(paragraph)}</p>", references


def _policy(script: str) -> str:
    """A policy under which the page loads nothing and runs its own script alone."""
    own = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii")
    return (
        f"default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{own}'; "
        "base-uri 'none'; form-action 'none'"
    )


def _file(name: str) -> str:
    """A file of the page."""
    return (files("framing.report") / name).read_text(encoding="utf-8").strip()

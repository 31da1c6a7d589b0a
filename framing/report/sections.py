"""Parts of the page that are text and pictures: corpus, figures, versions, limits."""

from __future__ import annotations

import base64
import json
from collections import Counter
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.report.escape import markup, visible

if TYPE_CHECKING:
    from pathlib import Path

#: Figures in the order of the page, named by what stands before the first hyphen; others follow by name.
_ORDER: Final = (
    "validation agreement labels composition corrected valence differences odds_map distances source_map biplot "
    "voices speakers stance periods keyness specifications flow".split()
)
#: Options that name a file or folder.
_PATHS: Final = ("articles", "metadata", "gold")
_LIMITS: Final = (
    "There is no score of bias here. The numbers tell which words sources use for whom; whether the words are fair "
    "or true, no count can tell.",
    "The valence of a label is a judgement of those who wrote the lexicon. Another lexicon can give other numbers: "
    "name the lexicon and its version with every number.",
    "Intervals tell what other articles of the same sources might have given (where a source has one article only, "
    "other sentences). Only corrected numbers cover errors of the lexicon and of the rules, as far as people coded "
    "rightly.",
    "Actors, voices, speakers and stance are found by rules and word lists: they stand for what a careful reader "
    "would find and miss part of it. Read the sentences behind a number before you rely on it.",
    "Sources report different events, from different places. A difference between sources is not yet a difference "
    "in their attitude.",
    "Where many sources or labels are compared, some differ by chance: rely on the adjusted p-values and on the "
    "intervals, and mind the flags on few mentions or few articles.",
)


def counted(n: int, thing: str) -> str:
    """A number and what it counts.

    Examples
    --------
    >>> counted(1, "article"), counted(5123, "mention")
    ('1 article', '5,123 mentions')
    """
    return f"{n:,} {thing}{'' if n == 1 else 's'}"


def heading(run: dict[str, Any]) -> str:
    """Title of the page."""
    return f"How sources name actors: {part(run, 'lexicon').get('name', 'results')}"


def part(run: dict[str, Any], name: str) -> dict[str, Any]:
    """A part of ``run.json``; empty where it is not there."""
    found = run.get(name)
    return found if isinstance(found, dict) else {}


def summary(run: dict[str, Any], mentions: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Counts, and what they were made with."""
    lexicon = part(run, "lexicon")
    counts = [counted(mentions["source"].nunique(), "source")]
    if "status" in articles:
        counts.append(f"{counted(int((articles['status'] == 'ok').sum()), 'article')} analysed")
    counts.append(counted(len(mentions), "mention"))
    if isinstance(run.get("quotations"), int):
        counts.append(counted(run["quotations"], "attribution"))
    made = [f"lexicon {lexicon.get('name', '?')} {lexicon.get('version', '?')}", f"framing {run.get('framing', '?')}"]
    return (
        f'<p class="counts">{" · ".join(map(markup, counts))}</p><p class="made">{" · ".join(map(markup, made))} · '
        f"SHA-256 of the lexicon <code>{markup(lexicon.get('sha256', '?'))}</code></p>"
    )


def flow(articles: pd.DataFrame) -> str:
    """How many articles were read, analysed and left out, and why."""
    if "status" not in articles:
        return "<p>The folder has no table of articles.</p>"
    ok = articles["status"] == "ok"
    lines = [f"{counted(len(articles), 'article')} read", f"{counted(int(ok.sum()), 'article')} analysed"]
    out = articles[~ok]
    notes = out["note"] if "note" in out else [""] * len(out)
    reasons = Counter(zip(out["status"], notes, strict=True))
    for (status, note), n in sorted(reasons.items()):
        lines.append(f"{counted(n, 'article')} left out: {status.replace('_', ' ')}{f' ({note})' if note else ''}")
    if not reasons:
        lines.append("none left out")
    return f"<ul>{''.join(f'<li>{markup(line)}</li>' for line in lines)}</ul>"


def by_source(articles: pd.DataFrame, mentions: pd.DataFrame) -> pd.DataFrame:
    """What each source brings: articles analysed, their words and days, mentions; cells are text."""
    columns = ("source", "status", "published", "words")
    analysed = articles.assign(**{name: "" for name in columns if name not in articles})
    analysed = analysed[analysed["status"] == "ok"]
    found = pd.DataFrame(index=sorted({*mentions["source"], *analysed["source"]}))
    found["n_articles"] = analysed.groupby("source").size()
    words = pd.to_numeric(analysed["words"], errors="coerce").clip(0, 1e12)
    found["words"] = words.groupby(analysed["source"]).sum()
    found["n_mentions"] = mentions.groupby("source").size()
    found = found.fillna(0).astype(int).astype(str)
    days = analysed.loc[analysed["published"] != "", "published"].str[:10].groupby(analysed["source"])
    found["first_day"], found["last_day"] = days.min(), days.max()
    return found.fillna("").rename_axis("source").reset_index()


def figures(folder: Path) -> tuple[dict[str, str], list[str]]:
    """Every figure of the folder by its name, in order, as an image that can run nothing; and those that failed."""
    drawn, failed = {}, []
    found = {path.stem: path for path in (folder / "figures").glob("*.svg")}
    for name in sorted(found, key=_place):
        try:
            drawn[name] = _figure(found[name])
        except OSError as error:
            failed.append(f"figures/{name}.svg: {error.strerror or 'it cannot be read'}")
    return drawn, failed


def _place(name: str) -> tuple[int, str]:
    """Where a figure stands among the others."""
    kind = name.partition("-")[0]
    return (_ORDER.index(kind) if kind in _ORDER else len(_ORDER), name)


def _figure(path: Path) -> str:
    """A figure, its caption and its alternative text, which stand beside it."""
    told = path.with_suffix(".txt")
    text = told.read_text(encoding="utf-8", errors="replace") if told.is_file() else ""
    caption, mark, alt = text.rpartition("Alt text:")
    caption, alt = (caption, alt) if mark else (text, "")
    name = path.stem.replace("-", ": ", 1).replace("_", " ")
    picture = base64.b64encode(path.read_bytes()).decode("ascii")
    return (
        f'<figure><div class="picture"><img alt="{markup(" ".join(alt.split()) or name)}" '
        f'src="data:image/svg+xml;base64,{picture}"></div>'
        f"<figcaption><b>{markup(name.capitalize())}.</b> {markup(' '.join(caption.split()))}</figcaption></figure>"
    )


def limits() -> str:
    """What the numbers do not say."""
    return f"<ul>{''.join(f'<li>{markup(line)}</li>' for line in _LIMITS)}</ul>"


def versions(run: dict[str, Any]) -> str:
    """Options and versions of the run, as ``run.json`` has them."""
    rows = {"framing": run.get("framing"), "Python": run.get("python")}
    options = part(run, "options")
    # The page is passed on: where the files lie on this machine is nobody's business.
    local = {name: _file_name(options[name]) for name in _PATHS if name in options}
    rows |= {f"--{name}": value for name, value in (options | local).items()}
    rows |= {name: _version(run.get(name)) for name in ("lexicon", "cues", "speakers")}
    lists = run.get("word_lists")
    rows |= {f"word list {at}": _version(each) for at, each in enumerate(lists if isinstance(lists, list) else [], 1)}
    rows |= part(run, "libraries")
    inputs = part(run, "inputs_sha256")
    hashes = "".join(f"<li>{markup(name)} <code>{markup(value)}</code></li>" for name, value in inputs.items())
    files = f"<details><summary>{counted(len(inputs), 'input file')}, by SHA-256</summary><ul>{hashes}</ul></details>"
    return f"<dl>{''.join(_pair(*row) for row in rows.items())}</dl>{files if inputs else ''}"


def _file_name(option: object) -> object:
    """The last part of a path, or of each of several."""
    if isinstance(option, list):
        return [_file_name(each) for each in option]
    return PureWindowsPath(option).name if isinstance(option, str) else option


def _version(entry: object) -> str | None:
    """A lexicon or word list in one line."""
    if not isinstance(entry, dict):
        return None
    return f"{entry.get('name', '?')} {entry.get('version', '?')}, SHA-256 {entry.get('sha256', '?')}"


def _pair(name: str, value: object) -> str:
    """A name and its value; nothing where it was left at none."""
    if value is None or value == []:
        return ""
    told = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"<div><dt>{markup(name)}</dt><dd>{markup(visible(told))}</dd></div>"

"""Sentences about what was read and counted; each says what the folder shows, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Iterable

    from framing.report.folder import Results

_NUMBERS: Final = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
#: Sources named one by one.
_MOST_NAMED: Final = 20
_LEFT_OUT: Final = {
    "empty": "without text",
    "unreadable": "that could not be read",
    "foreign_language": "not in English",
}
_VOICES: Final = {"own": "the outlet's own voice", "indirect": "indirect speech", "direct": "direct quotation"}
#: Tables of measures, in the order in which their measures are told.
_MEASURED: Final = ("labels", "composition", "sources", "comparison", "voices", "speakers", "stance")
_MEASURES: Final = {
    "label_share": "the share of each label among the mentions of an actor",
    "category_share": "the share of each category of labels among the mentions of an actor",
    "label_valence": "the mean valence of an actor's labels, on a scale from \u22121 to 1",
    "per_1000_words": "mentions per 1,000 words",
    "voice_share": "the share of each voice among the mentions of an actor by a label, and by all labels",
    "attribution_share": "the share of each type of speaker among attributions",
    "official_share": "the share of attributions to the government or the military",
    "speaker_entropy": "the diversity of speakers (Shannon's entropy of their types over its maximum)",
    "cue_share": "the share of each class of reporting expression",
    "endorsement_balance": "the endorsing less the distancing share of reporting expressions",
    "stance": "the mean stance to an actor, on a scale from \u22121 to 1",
}


class Clause(NamedTuple):
    """A sentence, and the keys of the works that it cites."""

    sentence: str
    keys: tuple[str, ...] = ()


def corpus(results: Results) -> Clause | None:
    """How many articles, by whom, from when to when."""
    articles = results.table("articles")
    n = len(articles) or _read(results)
    if not n:
        return None
    sources = sorted(set(results.column("articles", "source")))
    named = f" ({', '.join(sources)})" if 1 < len(sources) <= _MOST_NAMED else ""
    by = f" by {counted(len(sources), 'source')}{named}" if sources else ""
    return Clause(f"The corpus holds {counted(n, 'article')}{by}{_dates(results, n)}.")


def left_out(results: Results) -> Clause | None:
    """How many articles were analysed, and why others were not."""
    status = results.column("articles", "status").value_counts().to_dict() or _status(results)
    n, analysed = sum(status.values()), status.get("ok", 0)
    if not n:
        return None
    if n == analysed:
        return Clause("All of them were analysed." if n > 1 else "It was analysed.")
    reasons = joined(f"{k:,} {_LEFT_OUT.get(str(why), why)}" for why, k in sorted(status.items()) if why != "ok")
    return Clause(f"Of these, {analysed:,} were analysed; {n - analysed:,} were left out: {reasons}.")


def lexicon(results: Results) -> Clause | None:
    """Which lexicon, and what it found."""
    name, version, sha256 = (results.text("lexicon", key) for key in ("name", "version", "sha256"))
    if not name:
        return None
    about = ", ".join(
        part for part in (version and f"version {version}", sha256 and f"SHA-256 {sha256[:12]}…") if part
    )
    return Clause(f"Actors were found by the labels of the lexicon “{name}”{f' ({about})' if about else ''}.")


def mentions(results: Results) -> Clause | None:
    """How many mentions, in how many articles, and for how many the actor is inferred."""
    n = len(results.table("mentions")) or int(results.number("mentions") or 0)
    if not n:
        return None
    actors, articles = (results.column("mentions", name).nunique() for name in ("actor", "article_id"))
    of = f" of {counted(actors, 'actor')}" if actors else ""
    within = f" in {counted(articles, 'article')}" if articles else ""
    doubtful = results.column("mentions", "ambiguous")
    told = f"; {percent((doubtful == 'True').sum(), len(doubtful))} are marked as ambiguous" if len(doubtful) else ""
    return Clause(f"There are {counted(n, 'mention')}{of}{within}{told}.")


def actors(results: Results) -> Clause | None:
    """The actors that the tables measure."""
    found = list(dict.fromkeys(results.column("labels", "actor")))
    return Clause(f"Results are given for {joined(found)}.") if found else None


def voices(results: Results) -> Clause | None:
    """In whose voice the mentions stand."""
    cells = results.column("mentions", "voice")
    if cells.empty:
        return None
    shares = [f"{said} ({percent((cells == voice).sum(), len(cells))})" for voice, said in _VOICES.items()]
    return Clause(
        f"Mentions were told apart by the voice in which they stand: {joined(shares)}", ("leech1981", "semino2004")
    )


def attributions(results: Results) -> Clause | None:
    """How many attributions, and the lists behind them."""
    n = len(results.table("quotations")) or int(results.number("quotations") or 0)
    if not n:
        return None
    lists = [_listed(results.text(kind, "name"), results.text(kind, "version")) for kind in ("cues", "speakers")]
    used = f", by the lists {joined(filter(None, lists))}" if all(lists) else ""
    return Clause(f"Direct and indirect speech was read as {counted(n, 'attribution')} to speakers{used}.")


def measures(results: Results) -> Clause | None:
    """What was measured."""
    found = {name for stem in _MEASURED for name in results.column(stem, "measure")}
    told = [said for name, said in _MEASURES.items() if name in found]
    return Clause(f"The measures are: {'; '.join(told)}.") if told else None


def stance(results: Results) -> list[Clause]:
    """Who scored the stance, and how often they did not."""
    scorers = list(dict.fromkeys(results.column("stance", "scorer")))
    told = [_SCORERS[name] if name in _SCORERS else Clause(f"Stance was scored by “{name}”.") for name in scorers]
    table = results.table("stance")
    if {"n_abstained", "voice"} <= set(table.columns):
        abstained = int(pd.to_numeric(table.loc[table["voice"] == "all", "n_abstained"], errors="coerce").sum())
        if abstained:
            told.append(Clause(f"{counted(abstained, 'score')} could not be given and count nowhere."))
    return told


_SCORERS: Final = {
    "lexicon": Clause(
        "Stance was scored by word lists, from the valence of the label and the light that loaded words of its "
        "sentence cast on the actor",
        ("hutto2014", "rashkin2016"),
    ),
    "news": Clause(
        "Stance was scored by the model “news”, a multinomial logistic regression learned from coded news sentences",
        ("hamborg2021", "pedregosa2011"),
    ),
}


def counted(n: int, noun: str) -> str:
    """A number with its noun.

    Examples
    --------
    >>> counted(1, "article"), counted(1204, "article")
    ('one article', '1,204 articles')
    """
    number = _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"
    return f"{number} {noun}{'' if n == 1 else 's'}"


def percent(part: float, whole: float) -> str:
    """A share in per cent, to one place.

    Examples
    --------
    >>> percent(1, 8)
    '12.5 %'
    """
    return f"{100 * part / whole:.1f} %"


def joined(parts: Iterable[str]) -> str:
    """Parts with commas and a last "and".

    Examples
    --------
    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else last


def _listed(name: str, version: str) -> str:
    return f"“{name}” {version}" if name and version else ""


def _status(results: Results) -> dict[str, int]:
    """Numbers of articles by their status, as recorded."""
    recorded = results.run.get("articles")
    found = recorded.items() if isinstance(recorded, dict) else ()
    return {str(name): n for name, n in found if isinstance(n, int) and not isinstance(n, bool)}


def _read(results: Results) -> int:
    return sum(_status(results).values())


def _dates(results: Results, n: int) -> str:
    """First and last day, and how many articles have none."""
    days = pd.to_datetime(
        results.column("articles", "published").str[:10], format="%Y-%m-%d", errors="coerce"
    ).dropna()
    if days.empty:
        return ""
    first, last = (f"{day.day} {day:%B %Y}" for day in (days.min(), days.max()))
    when = f", published on {first}" if first == last else f", published from {first} to {last}"
    undated = n - len(days)
    return f"{when} ({counted(undated, 'article')} without a date)" if undated else when

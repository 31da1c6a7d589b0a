"""Results for people who read them in a terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from framing.article_view import view_article
from framing.measures import ALL_LABELS
from framing.terminal_text import printable

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from framing.lexicon import Cues, Lexicon, Speakers, WordList
    from framing.pipeline import Comparison
    from framing.profile import Profile

_STYLES: Final = {
    "delegitimising": "bold red",
    "neutral": "bold",
    "institutional": "bold cyan",
    "legitimising": "bold green",
}
_LABELS_SHOWN: Final = 6
_PLAIN_WIDTH: Final = 118


def console() -> Console:
    """Standard output: as wide as the terminal, or fixed where there is none."""
    return Console(highlight=False, width=None if sys.stdout.isatty() else _PLAIN_WIDTH)


def print_comparison(result: Comparison) -> None:
    """Print one row per actor and source: labels with intervals, valence, mentions, articles, words."""
    out = console()
    for actor in result.actors:
        labels = result.labels[result.labels["actor"] == actor]
        if labels.empty:
            continue
        n = int(labels.drop_duplicates("source")["n_mentions"].sum())
        out.print()
        out.print(Text(f"{result.lexicon.actor(actor).name}  ", style="bold"), Text(f"n = {n} mentions"))
        out.print(_actor_table(result, actor))
    out.print()
    out.print(Text("voices  ", style="bold"), Text(f"n = {len(result.quotations)} attributions"))
    out.print(_voice_table(result))
    out.print(
        Text(
            "Shares are of all mentions of the actor in the source; brackets hold 95 % intervals.\n"
            "† few articles (under 10: the interval rests on their sentences too) or few mentions (under 10).",
            style="dim",
        )
    )


def _actor_table(result: Comparison, actor: str) -> Table:
    """One row per source; numbers stand above their intervals, so that 80 columns are enough."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("source", overflow="fold", min_width=9, max_width=22)
    table.add_column("labels: share of mentions", min_width=26)
    table.add_column("label valence", no_wrap=True)
    table.add_column("mentions", no_wrap=True)
    table.add_column("per 1,000\nwords", no_wrap=True)
    valence = result.valence[result.valence["actor"] == actor].set_index("source")
    rates = result.rates[result.rates["actor"] == actor].set_index("source")
    for source in valence.sort_values("value").index:
        row, rate = valence.loc[source], rates.loc[source]
        labels = result.labels[(result.labels["actor"] == actor) & (result.labels["source"] == source)]
        articles = f"{row['n_articles']} article{'s' if row['n_articles'] > 1 else ''}"
        table.add_row(
            Text(printable(source)),
            _labels_cell(labels),
            Text(f"{row['value']:+.2f}{' †' if row['flag'] else ''}\n[{row['low']:+.2f}, {row['high']:+.2f}]"),
            Text(f"{row['n_mentions']}\n{articles}\n{rate['words']:,} words"),
            Text(f"{rate['value']:.1f}\n[{rate['low']:.1f}, {rate['high']:.1f}]"),
        )
    return table


def _voice_table(result: Comparison) -> Table:
    """One row per source: how much of the naming is its own, who speaks in it."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("source", overflow="fold", min_width=9, max_width=22)
    for actor in result.actors:
        table.add_column(f"own voice:\n{actor}", no_wrap=True)
    table.add_column("attributions", no_wrap=True)
    table.add_column("official\nshare", no_wrap=True)
    own = result.voices[(result.voices["label"] == ALL_LABELS) & (result.voices["voice"] == "own")]
    shares = {(row["source"], row["actor"]): row for row in own.to_dict("records")}
    official = result.sourcing[result.sourcing["measure"] == "official_share"]
    spoken = {row["source"]: row for row in official.to_dict("records")}
    for source in sorted({source for source, _ in shares} | set(spoken), key=str):
        cells = [Text(_share_cell(shares.get((source, actor)))) for actor in result.actors]
        row = spoken.get(source)
        table.add_row(
            Text(printable(source)),
            *cells,
            Text(
                ""
                if row is None
                else f"{row['n_attributions']}\n{row['n_articles']} article{'s' if row['n_articles'] > 1 else ''}"
            ),
            Text(_share_cell(row)),
        )
    return table


def _share_cell(row: dict[Hashable, Any] | None) -> str:
    if row is None:
        return ""
    return (
        f"{100 * row['value']:.0f} %{' †' if row['flag'] else ''}\n[{100 * row['low']:.0f}, {100 * row['high']:.0f}]"
    )


def _labels_cell(labels: pd.DataFrame) -> Text:
    used = labels[labels["n_label"] > 0].sort_values(["value", "label"], ascending=[False, True])
    cell = Text()
    for at, row in enumerate(used.head(_LABELS_SHOWN).to_dict("records")):
        cell.append("\n" if at else "")
        cell.append(str(row["label"]), style=_STYLES.get(row["category"], ""))
        cell.append(f" {100 * row['value']:.0f} % [{100 * row['low']:.0f}, {100 * row['high']:.0f}]")
    if len(used) > _LABELS_SHOWN:
        cell.append(f"\nand {len(used) - _LABELS_SHOWN} more", style="dim")
    return cell


def print_profile(profile: Profile, lexicon: Lexicon) -> None:
    """Print one article: actors, labels, valence, percentile, and the sentences with their mentions."""
    out = console()
    article = profile.article
    title = printable(article["title"] or article["article_id"])
    out.print()
    out.print(Text(title, style="bold"), Text(f"{article['words']} words", style="dim"))
    if profile.abstained:
        out.print(Text(f"not scored: {profile.abstained}"))
        return
    if profile.mentions.empty:
        out.print(Text(f"names no actor of lexicon {lexicon.name!r}"))
        return
    out.print(_profile_table(profile, lexicon))
    view = view_article(pd.DataFrame([article]), str(article["article_id"]), profile.mentions, profile.quotations)
    out.print(Padding(view.to_terminal(), (0, 0, 1, 2)))
    out.print(_legend())
    out.print(Text("Brackets hold 95 % intervals over the sentences of the article.", style="dim"))


def _profile_table(profile: Profile, lexicon: Lexicon) -> Table:
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("actor")
    table.add_column("labels: share of mentions", min_width=24)
    table.add_column("label valence", no_wrap=True)
    table.add_column("in own\nvoice", no_wrap=True)
    percentiles = {row["actor"]: row for row in profile.percentiles.to_dict("records")}
    stances = {row["actor"]: row for row in profile.stance.to_dict("records")}
    if stances:
        table.add_column(f"stance\n({profile.stance['scorer'].iloc[0]})", no_wrap=True)
    if percentiles:
        table.add_column("percentile in\nreference", min_width=13)
    for row in profile.valence.sort_values("n_mentions", ascending=False, kind="stable").to_dict("records"):
        cells: list[str | Text] = [
            f"{lexicon.actor(row['actor']).name}\nn = {row['n_mentions']} mentions",
            _labels_cell(profile.labels[profile.labels["actor"] == row["actor"]]),
            Text(f"{row['value']:+.2f}\n[{row['low']:+.2f}, {row['high']:+.2f}]"),
            Text(_own_voice(profile.mentions[profile.mentions["actor"] == row["actor"]])),
        ]
        if stances:
            told = stances[row["actor"]]
            cells.append(Text(f"{told['value']:+.2f}\n[{told['low']:+.2f}, {told['high']:+.2f}]"))
        if percentiles:
            found = percentiles.get(row["actor"])
            cells.append("not in it" if found is None else Text(_percentile_cell(found)))
        table.add_row(*cells)
    return table


def _own_voice(mentions: pd.DataFrame) -> str:
    """How many of an actor's mentions are the outlet's own words."""
    return f"{int(mentions['voice'].eq('own').sum())} of {len(mentions)}"


def _percentile_cell(row: dict[Hashable, Any]) -> str:
    return f"{row['value']:.0f} [{row['low']:.0f}, {row['high']:.0f}]\nof n = {row['n_articles']}"


def _legend() -> Text:
    legend = Text("own voice  ", style="")
    legend.append("indirect speech", style="cyan")
    legend.append("  ")
    legend.append("direct speech", style="green")
    legend.append("  ")
    legend.append("actor", style="bold underline")
    legend.append("  ")
    legend.append("cue", style="bold")
    return legend


def print_table(table: pd.DataFrame, title: str, *, rows: int = 40) -> None:
    """Print the first rows of any table."""
    out = console()
    drawn = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for name in table.columns:
        number = table[name].dtype.kind in "if"
        drawn.add_column(str(name), justify="right" if number else "left", overflow="fold")
    for row in table.head(rows).itertuples(index=False):
        drawn.add_row(*(Text(_cell(value)) for value in row))
    out.print(drawn)
    if len(table) > rows:
        out.print(Text(f"… {len(table) - rows} more rows", style="dim"))


def _cell(value: object) -> str:
    return f"{value:.2f}" if isinstance(value, float) else printable(value)


def print_lexicon(lexicon: Lexicon) -> None:
    """Print a lexicon: its head and one row per label with its terms and rationale."""
    out = console()
    out.print(Text(f"{lexicon.name} {lexicon.version}", style="bold"), Text(f"({lexicon.language})"))
    for line in (lexicon.description, f"Scope: {lexicon.scope}", f"Cite: {lexicon.citation}"):
        out.print(Text(printable(line)))
    out.print(Text(f"sha256: {lexicon.sha256}", style="dim"))
    for actor in lexicon.actors:
        out.print()
        out.print(Text(f"{actor.actor}: {actor.name}", style="bold"))
        out.print(Text(printable(actor.definition)))
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for name in ("label", "category", "valence", "terms", "rationale"):
            table.add_column(name, justify="right" if name == "valence" else "left", overflow="fold")
        for label in actor.labels:
            terms = ", ".join(term.text for term in label.terms)
            table.add_row(
                Text(label.label, style=_STYLES.get(label.category, "")),
                label.category,
                f"{label.valence:+.1f}",
                Text(printable(terms)),
                Text(printable(label.rationale)),
            )
        out.print(table)


def print_cues(cues: Cues) -> None:
    """Print a lexicon of cues: one row per cue with its class, what it takes, and the works that list it."""
    out = console()
    out.print(Text(f"{cues.name} {cues.version}", style="bold"), Text(f"sha256: {cues.sha256}", style="dim"))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in ("cue", "kind", "class", "takes", "reference"):
        table.add_column(name, overflow="fold")
    for cue in sorted(cues.cues, key=lambda cue: (cue.cue_class, cue.kind, cue.lemma)):
        cells = (cue.lemma, cue.kind, cue.cue_class, ", ".join(sorted(cue.takes)), cue.reference)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    out.print(table)
    for key, work in cues.references.items():
        out.print(Text(f"{key}: {printable(work)}"))


def print_speakers(speakers: Speakers) -> None:
    """Print a lexicon of speakers: for each type its nouns and names."""
    out = console()
    out.print(
        Text(f"{speakers.name} {speakers.version}", style="bold"), Text(f"sha256: {speakers.sha256}", style="dim")
    )
    words: dict[str, list[str]] = {}
    for listed in (speakers.nouns, speakers.names):
        for word, kind in listed.items():
            words.setdefault(kind, []).append(word)
    for kind, entries in words.items():
        out.print()
        out.print(Text(kind, style="bold"))
        out.print(Text(printable(", ".join(entries))))


def print_wordlist(words: WordList) -> None:
    """Print a word list: its categories with what they cannot see, and its entries with their lights."""
    out = console()
    out.print(Text(f"{words.name} {words.version}", style="bold"), Text(f"sha256: {words.sha256}", style="dim"))
    if words.proxy:
        out.print(Text("a proxy: it counts words"))
    for name, definition in words.categories.items():
        unseen = words.cannot_see.get(name)
        out.print(Text(f"{name}: {definition}" + (f" Cannot see: {unseen}" if unseen else "")))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("word", "kind", "category", "agent", "patient", "valence", "gloss"):
        table.add_column(column, overflow="fold")
    for entry in words.entries:
        lights = (f"{light:+.2f}" if light else "" for light in (entry.agent, entry.patient, entry.valence))
        cells = (entry.lemma, entry.kind, entry.category, *lights, entry.gloss)
        table.add_row(*(Text(printable(cell)) for cell in cells))
    out.print(table)


def tell(lines: Iterable[str]) -> None:
    """Write lines to standard error."""
    for line in lines:
        print(printable(line), file=sys.stderr)  # noqa: T201 - words for people go to standard error


def report_articles(articles: pd.DataFrame) -> list[str]:
    """Say how many articles were read, and name those that cannot be analysed."""
    ok = articles["status"] == "ok"
    lines = [
        f"{int(ok.sum())} of {len(articles)} articles from {articles.loc[ok, 'source'].nunique()} sources analysed"
    ]
    for status, rows in articles[~ok].groupby("status", sort=True):
        first = rows.iloc[0]
        more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
        note = f" ({first['note']})" if first["note"] else ""
        lines.append(f"not analysed, {str(status).replace('_', ' ')}: {first['article_id']}{note}{more}")
    guessed = articles[ok & (articles["unpaired_quotes"] > 0)]
    if len(guessed):
        lines.append(
            f"quotation marks without a partner in {len(guessed)} articles, such as {guessed['article_id'].iloc[0]}: "
            "there the end of a quotation is a guess"
        )
    noted = articles[ok & (articles["note"] != "")]
    if len(noted):
        first = noted.iloc[0]
        more = f" and {len(noted) - 1} more" if len(noted) > 1 else ""
        lines.append(f"analysed with a note: {first['article_id']} ({first['note']}){more}")
    return lines


def report_quotations(quotations: pd.DataFrame) -> list[str]:
    """Say how many attributions were found, and in which voice."""
    voices = quotations["voice"].value_counts()
    told = ", ".join(f"{voices.get(name, 0)} {name}" for name in ("direct", "mixed", "indirect"))
    return [f"{len(quotations)} attributions ({told}) in {quotations['article_id'].nunique()} articles"]


def as_record(profile: Profile) -> dict[str, Any]:
    """A profile as plain values, for JSON."""
    article = {key: profile.article[key] for key in ("article_id", "source", "title", "published", "status")}
    record: dict[str, Any] = {
        **article,
        "words": int(profile.article["words"]),
        "abstained": profile.abstained,
    }
    for name in ("labels", "valence", "percentiles", "stance", "mentions", "quotations"):
        table = getattr(profile, name)
        record[name] = [] if table.empty else table.to_dict(orient="records")
    return record

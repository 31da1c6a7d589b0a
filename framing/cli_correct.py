"""The verb that takes out of measures the errors that people saw in a coded sample."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import framing
from framing.cli_tables import PERIODS, add_sheets, hear_reader, stances_of
from framing.errors import FramingError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Mapping

    import pandas as pd
    from rich.table import Table

#: Measures that can be corrected, as in `framing.measures.coded.estimands`, whose import would make a start slow.
_MEASURES: Final = ("label_share", "category_share", "label_valence", "voice_share", "stance", "mention_rate")
#: Labels printed of each actor, and rows in all; the table that --out writes holds the others.
_LABELS_SHOWN: Final = 2
_ROWS_SHOWN: Final = 60
_WIDTH: Final = 80
#: The row of all sources together.
_ALL: Final = "all sources"


def add_verb(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:  # noqa: ANN401 - argparse hides it
    """Add the verb of this module to the command line."""
    correct = verb(verbs, "correct", _correct, "measures and differences without the errors seen in a coded sample")
    add_sheets(correct)
    correct.add_argument("--measure", choices=_MEASURES, default="label_share", help="default: label_share")
    correct.add_argument(
        "--by", action="append", metavar="COLUMN", help="column to group by (repeatable; default: source)"
    )
    correct.add_argument("--period", choices=PERIODS, help="group by periods, too (by them alone: --by period)")
    correct.add_argument("--actor", action="append", metavar="ACTOR", help="correct this actor alone (repeatable)")
    correct.add_argument("--label", action="append", metavar="LABEL", help="show this label or category (repeatable)")
    correct.add_argument(
        "--voice", action="append", choices=("own", "indirect", "direct", "attributed"), help="count this voice alone"
    )
    correct.add_argument(
        "--against", default="rest", metavar="SOURCE", help="compare sources with this one, pairs or rest (default)"
    )
    correct.add_argument("--method", choices=("dsl", "ppi++"), default="dsl", help="default: dsl")
    correct.add_argument("--out", metavar="DIR", help="write tables and figures to this folder")
    correct.add_argument("--seed", type=int, default=0, help="seed of the resampling (default: 0)")
    correct.add_argument("--resamples", type=int, default=2000, help="resamples per interval (default: 2000)")


def _correct(options: argparse.Namespace) -> int:
    import pandas as pd

    from framing.results import make_folder
    from framing.terminal import tell

    hear_reader()
    if options.out:
        make_folder(options.out)
    mentions, gold = _tables(options)
    by = list(dict.fromkeys([*(options.by or ["source"]), *(["period"] if options.period else [])]))
    shared: dict[str, Any] = {
        "actor": options.actor, "label": options.label, "voice": options.voice,
        "resamples": options.resamples, "seed": options.seed,
    }  # fmt: skip
    given = {**shared, "method": options.method}
    if options.measure == "stance":
        given["scored"] = mentions
    if options.measure == "mention_rate":
        given["articles"] = _articles(options.run, by)
    found = framing.corrected_measures(mentions, gold, options.measure, by, **given)
    comparison = None
    if by == ["source"] and options.measure != "mention_rate" and len(set(mentions["source"])) > 1:
        comparison = framing.compare_sources(mentions, options.measure, against=options.against, gold=gold, **shared)
    whole = framing.corrected_measures(mentions, gold, options.measure, [], **given) if by == ["source"] else None
    _print(found if whole is None else pd.concat([found, whole.assign(source=_ALL)]), comparison, by, options.label)
    if options.out:
        from framing.correction_files import write_correction

        tell(f"written: {path}" for path in write_correction(found, comparison, options.out))
    return 0


def _tables(options: argparse.Namespace) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mentions, with stances if these are corrected, and coded units, both with their period if it is asked for."""
    mentions = framing.read_mentions(options.run)
    gold = framing.read_gold(options.sheets, key=options.key, mentions=mentions)
    if options.measure == "stance":
        mentions = mentions.drop(columns=["scorer", "stance"], errors="ignore").merge(stances_of(options))
    if options.period:
        mentions, gold = (
            table.assign(period=framing.period_of(table["published"], options.period)) for table in (mentions, gold)
        )
        mentions = mentions[mentions["period"].notna()]
        gold = gold[gold["period"].notna()]
    return mentions, gold


def _articles(run: str, by: list[str]) -> pd.DataFrame:
    """Articles in which mentions were looked for."""
    import pandas as pd

    columns = list(dict.fromkeys([*by, "article_id", "status", "words"]))
    if (Path(run) / "mentions").is_dir():
        return framing.open_run(run).articles(columns)
    try:
        return pd.read_csv(Path(run) / "articles.csv", dtype={"article_id": str}, usecols=columns)
    except (OSError, ValueError) as error:
        raise FramingError(
            f"{run}: no table of articles with {', '.join(columns)}; give a folder of 'framing annotate' or 'framing"
            " compare'"
        ) from error


def _print(found: pd.DataFrame, comparison: pd.DataFrame | None, by: list[str], labels: list[str] | None) -> None:
    """Print what was found and what is corrected side by side, then the differences between sources."""
    from rich.text import Text

    from framing.terminal import console
    from framing.terminal_text import printable

    out = console()
    out.width = min(out.width, _WIDTH)
    shown = found if labels else _largest(found)
    for (actor, label), rows in shown.head(_ROWS_SHOWN).groupby(["actor", "label"], sort=False):
        out.print(Text(printable(f"{actor}: {label}" if label else actor), style="bold"))
        against = comparison
        if against is not None:
            against = against[(against["actor"] == actor) & (against["label"] == label)]
        out.print(_table(rows, against, by))
    hidden = len(found) - min(len(shown), _ROWS_SHOWN)
    if hidden > 0:
        out.print(f"… {hidden} more rows: choose with --actor and --label, or write all with --out")
    out.print(
        Text(
            "Corrected by units coded by hand (design-based supervised learning); brackets\n"
            "hold 95 % intervals. Coded: units, and those of them found otherwise.\n"
            "- too few coded (under 10). * differs from its baseline, adjusted p < .05.\n"
            "† widened, for few errors were seen, or none. § most of it comes from missed\n"
            "mentions: code more rejected words and sentences. ‡ holds for mentions found:\n"
            "no rejected words or sentences were coded there.",
            style="dim",
        )
    )


def _largest(found: pd.DataFrame) -> pd.DataFrame:
    """Rows of the labels of each actor that are found most."""
    share = found["naive"].fillna(0) if found["label"].ne("").any() else 1
    sizes = (share * found["n_mentions"]).groupby([found["actor"], found["label"]]).sum()
    first = sizes.sort_values(ascending=False, kind="stable").groupby(level="actor", sort=False).head(_LABELS_SHOWN)
    pairs = list(zip(found["actor"], found["label"], strict=True))
    kept = found[[pair in set(first.index) for pair in pairs]]
    order = {pair: at for at, pair in enumerate(first.index)}
    places = [order[pair] for pair in zip(kept["actor"], kept["label"], strict=True)]
    return kept.assign(place=places).sort_values("place", kind="stable").drop(columns="place")


def _table(rows: pd.DataFrame, comparison: pd.DataFrame | None, by: list[str]) -> Table:
    """One row per group: as found, corrected, the corrected difference, and what was coded."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from framing.terminal_text import printable

    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(", ".join(by), overflow="fold", min_width=8)
    columns = ["as found", "corrected"]
    apart = {} if comparison is None or len(set(comparison["against"])) > 1 else dict(
        zip(comparison["source"], comparison.to_dict("records"), strict=True)
    )  # fmt: skip
    if apart and comparison is not None:
        columns.append(f"less {printable(comparison['against'].iloc[0])}")
    for column in columns:
        table.add_column(column, no_wrap=True)
    table.add_column("coded\n(errors)", justify="right", no_wrap=True)
    for row in rows.to_dict("records"):
        share = str(row["measure"]).endswith("_share")
        cells = [
            _cell(row, ("naive", "naive_low", "naive_high"), share=share),
            _cell(row, ("value", "low", "high"), share=share),
        ]
        if apart:
            cells.append(_difference(apart.get(row["source"]), share=share))
        name = ", ".join(str(row[column]) for column in by)
        table.add_row(Text(printable(name)), *map(Text, cells), Text(f"{row['n_coded']} ({row['n_errors']})"))
    return table


def _cell(row: Mapping[Any, Any], names: tuple[str, str, str], *, share: bool) -> str:
    """A value with its interval and its marks."""
    value, low, high = (float(row[name]) for name in names)
    if not math.isfinite(value):
        return "-"
    marks = ""
    if names[0] == "value":
        marks = ("†" if "no errors" in row["flag"] or "widened" in row["flag"] else "") + (
            "§" if "missed mentions make" in row["flag"] else "‡" if "found mentions only" in row["flag"] else ""
        )
    if share:
        return f"{100 * value:.0f} %{marks} [{100 * low:.0f}, {100 * high:.0f}]"
    return f"{value:.2f}{marks} [{low:.2f}, {high:.2f}]"


def _difference(row: Mapping[Any, Any] | None, *, share: bool) -> str:
    """A corrected difference with its interval, starred where its adjusted p is small."""
    if row is None or not math.isfinite(row["difference"]):
        return "-"
    star = "*" if row["p_adjusted"] < 0.05 else ""
    if share:
        return f"{100 * row['difference']:+.0f}{star} [{100 * row['low']:+.0f}, {100 * row['high']:+.0f}]"
    return f"{row['difference']:+.2f}{star} [{row['low']:+.2f}, {row['high']:+.2f}]"

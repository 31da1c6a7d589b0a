"""A comparison: all stages in their order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.annotation import open_articles, read_voices
from framing.coded_comparison import coded_by_hand
from framing.contrasts import compared, contrasts
from framing.errors import CorpusError, UnknownNameError
from framing.lexicon import Lexicon, load_lexicon
from framing.measures import (
    ALL_LABELS,
    category_shares,
    corpus_flow,
    cue_shares,
    label_shares,
    label_valence,
    mention_rate,
    sourcing,
    speaker_shares,
    stance_means,
    voice_shares,
)
from framing.stance.scorer import score

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from framing.annotation import Articles
    from framing.measures import Validation


@dataclass(frozen=True)
class Comparison:
    """All tables of one comparison.

    Attributes
    ----------
    articles : pandas.DataFrame
        One row per article, also those that could not be read (see ``status`` and ``note``).
    mentions : pandas.DataFrame
        One row per mention of any actor of the lexicon.
    quotations : pandas.DataFrame
        One row per attribution: who is quoted or reported.
    labels, categories : pandas.DataFrame
        One row per source, actor and label (or category of labels): its share with an interval.
    valence : pandas.DataFrame
        One row per source and actor: mean valence of the labels.
    rates : pandas.DataFrame
        One row per source and actor: mentions per 1,000 words.
    comparison : pandas.DataFrame
        One row per source, actor and measure: the difference from all other sources.
    voices : pandas.DataFrame
        One row per source, actor, label (or all of them) and voice: its share among the mentions by the label.
    speakers, sourcing, cues : pandas.DataFrame
        Who speaks in each source, how official and diverse the speakers are, how each actor is introduced.
    scored : pandas.DataFrame
        One row per mention of the actors and scorer: its stance, and the words behind it.
    stance : pandas.DataFrame
        One row per source, actor, scorer and voice (``all`` or one of them): mean stance.
    distances : pandas.DataFrame
        One row per pair of sources and actor: how far their labels lie apart.
    source_map : pandas.DataFrame
        One row per source or label and actor: its place on the plane of a correspondence analysis.
    keyness : pandas.DataFrame
        The words about each actor that are most typical of each source, and of the others.
    periods : pandas.DataFrame
        One row per source, actor, label and period: its share.
    changes : pandas.DataFrame
        One row per source, actor, label and event: its share after less that before.
    specifications : pandas.DataFrame
        The widest difference of each actor, made in every other way that one could defend.
    flow : pandas.DataFrame
        How many articles were read, analysed, and mention an actor.
    lexicon : Lexicon
    actors : tuple of str
        The actors that tables and figures show.
    validation : Validation or None
        How well what was found meets what people coded (:func:`validate`); none without coded units.
    agreement, coder_confusion, disagreements, drawn : pandas.DataFrame
        How far coders agree and where they part; the units drawn. Empty where they are not known.
    corrected, corrected_comparison : pandas.DataFrame
        Without the errors that people saw, beside what was found; empty without coded units.
    """

    articles: pd.DataFrame
    mentions: pd.DataFrame
    quotations: pd.DataFrame
    labels: pd.DataFrame
    categories: pd.DataFrame
    valence: pd.DataFrame
    rates: pd.DataFrame
    comparison: pd.DataFrame
    voices: pd.DataFrame
    speakers: pd.DataFrame
    sourcing: pd.DataFrame
    cues: pd.DataFrame
    scored: pd.DataFrame
    stance: pd.DataFrame
    distances: pd.DataFrame
    source_map: pd.DataFrame
    keyness: pd.DataFrame
    periods: pd.DataFrame
    changes: pd.DataFrame
    specifications: pd.DataFrame
    flow: pd.DataFrame
    lexicon: Lexicon
    actors: tuple[str, ...]
    validation: Validation | None = None
    agreement: pd.DataFrame = field(default_factory=pd.DataFrame)
    coder_confusion: pd.DataFrame = field(default_factory=pd.DataFrame)
    disagreements: pd.DataFrame = field(default_factory=pd.DataFrame)
    corrected: pd.DataFrame = field(default_factory=pd.DataFrame)
    corrected_comparison: pd.DataFrame = field(default_factory=pd.DataFrame)
    drawn: pd.DataFrame = field(default_factory=pd.DataFrame)


def compare(  # noqa: PLR0913 - what is compared, with what, and how; each has a default
    articles: Articles,
    lexicon: str | Path | Lexicon,
    *,
    actors: Sequence[str] | None = None,
    against: str = "rest",
    scorers: Sequence[str | Path] = ("lexicon",),
    events: Mapping[str, str | date] | None = None,
    period: str | None = None,
    margin: float | None = None,
    gold: pd.DataFrame | Sequence[str | Path] | None = None,
    resamples: int = 2000,
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
) -> Comparison:
    """Compare how sources name actors: every stage in order, every table.

    Parameters
    ----------
    articles, lexicon, progress
        As for :func:`annotate`.
    actors : sequence of str, optional
        Actors to measure; by default those of the lexicon's ``focus``, or all.
    against : str
        What each source is compared with: ``rest``, all other sources together; ``pairs``, every other source; or the
        name of one source.
    scorers : sequence of str or pathlib.Path
        Scorers of stance, as for :func:`score`; none for no stance.
    events : mapping of str to str or datetime.date, optional
        Names and dates of events, before and after which each source is compared.
    period : {"day", "week", "month", "quarter", "year"}, optional
        Periods of the shares over time; by default what cuts the time covered into a handful.
    margin : float, optional
        Largest difference of two shares that counts as none, for tests of equivalence.
    gold : pandas.DataFrame or sequence of str or pathlib.Path, optional
        Coded units (:func:`read_gold`) or filled sheets, by which numbers are validated and, beside, corrected.
    resamples, seed
        Number of resamples behind each interval, seed of the random numbers. Intervals cover 95 %.

    Returns
    -------
    Comparison

    Raises
    ------
    CorpusError
        If no article can be read, or none names any of the actors.
    UnknownNameError
        If an actor is not in the lexicon, or no source is called as `against` says.
    TableError
        If coded units cannot be read, or no coded mention is among the mentions.

    Examples
    --------
    >>> import pandas as pd
    >>> texts = ["Rebels fought the Syrian army.", "Terrorists attacked the Syrian army."]
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "source": ["A", "B"], "text": texts})
    >>> compare(articles, "syria").valence[["source", "actor", "value", "n_mentions"]]
      source       actor  value  n_mentions
    0      A  government    0.1           1
    1      A  opposition    0.0           1
    2      B  government    0.1           1
    3      B  opposition   -1.0           1
    """
    opened = load_lexicon(lexicon)
    wanted = _actors(opened, actors)
    table = open_articles(articles)
    if not (table["status"] == "ok").any():
        note = next((f" ({note})" for note in table["note"] if note), "")
        raise CorpusError(f"none of the {len(table)} articles can be analysed{note}")
    mentions, said = read_voices(table, opened, progress=progress)
    shown = mentions[mentions["actor"].isin(wanted)]
    if shown.empty:
        raise CorpusError(
            f"no article names {', '.join(wanted)} by a label of lexicon {opened.name!r}; "
            "see what its terms hit with: framing lexicon check LEXICON ARTICLES"
        )
    options: dict[str, Any] = {"resamples": resamples, "seed": seed}
    scored = score(shown, table, list(scorers)) if scorers else pd.DataFrame()
    differences = compared(shown, against, options, margin=margin)
    coded: dict[str, Any] = {}
    if gold is not None:
        coded = coded_by_hand(gold, mentions, scored, differences, wanted, margin, options)._asdict()
    further = contrasts(shown, table, differences, against=against, events=events, period=period, options=options)
    return Comparison(
        articles=table,
        mentions=mentions,
        quotations=said,
        labels=label_shares(shown, **options),
        categories=category_shares(shown, **options),
        valence=label_valence(shown, **options),
        rates=mention_rate(shown, table, **options),
        comparison=differences,
        voices=pd.concat(
            [voice_shares(shown, **options), voice_shares(shown, label=ALL_LABELS, **options)], ignore_index=True
        ),
        speakers=speaker_shares(said, **options),
        sourcing=sourcing(said, **options),
        cues=cue_shares(said, **options),
        scored=scored,
        stance=_stance(scored, options),
        **further._asdict(),
        flow=corpus_flow(table, mentions, [name for name in wanted if name in set(mentions["actor"])]),
        lexicon=opened,
        actors=wanted,
        **coded,
    )


def _actors(lexicon: Lexicon, actors: Sequence[str] | None) -> tuple[str, ...]:
    if actors is None:
        return lexicon.focus or tuple(lexicon.by_actor)
    if list(actors) == ["all"]:
        return tuple(lexicon.by_actor)
    for name in actors:
        if name not in lexicon.by_actor:
            raise UnknownNameError(f"actor in lexicon {lexicon.name!r}", name, lexicon.by_actor)
    return tuple(actors)


def _stance(scored: pd.DataFrame, options: dict[str, Any]) -> pd.DataFrame:
    """Mean stance of each source to each actor, in all voices together and in each."""
    if scored.empty:
        return pd.DataFrame()
    together = stance_means(scored, **options)
    together.insert(1, "voice", "all")
    return pd.concat([together, stance_means(scored, by=["source", "voice"], **options)], ignore_index=True)

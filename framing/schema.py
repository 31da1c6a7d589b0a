"""The tables in which the stages meet: columns, keys, closed vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.errors import TableError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

#: One row is an article. ``text`` is the text as analysed; every offset counts its characters.
#: ``headline_start, headline_end, lead_end`` and ``excluded`` (pairs of offsets of web boilerplate)
#: mark regions of it; ``words`` counts the words outside ``excluded``, ``unpaired_quotes`` the
#: quotations that lack a mark.
ARTICLES: Final = (
    "article_id",
    "source",
    "published",
    "title",
    "byline",
    "url",
    "section",
    "text",
    "status",
    "note",
    "headline_start",
    "headline_end",
    "lead_end",
    "excluded",
    "words",
    "unpaired_quotes",
)

#: One row is an actor named once. ``text[start:end] == surface``.
MENTIONS: Final = (
    "mention_id",
    "article_id",
    "source",
    "published",
    "actor",
    "label",
    "category",
    "valence",
    "surface",
    "start",
    "end",
    "sentence_start",
    "sentence_end",
    "sentence",
    "position",
    "modifiers",
    "resolution",
    "ambiguous",
)

#: Columns of mentions that tell in whose voice they stand.
VOICES: Final = ("voice", "scare_quoted", "speaker", "speaker_actor", "cue", "cue_class", "quotation_id")

#: One row is an attribution: words that an article gives to somebody. ``spans`` are pairs of offsets of what is said,
#: ``quoted`` those of its parts between quotation marks.
QUOTATIONS: Final = (
    "quotation_id",
    "article_id",
    "source",
    "published",
    "voice",
    "speaker",
    "speaker_start",
    "speaker_end",
    "speaker_actor",
    "speaker_type",
    "cue",
    "cue_start",
    "cue_end",
    "cue_class",
    "rule",
    "content",
    "content_start",
    "content_end",
    "spans",
    "quoted",
    "words",
    "quoted_words",
    "position",
    "sentence_start",
)

#: Columns that a scorer adds to mentions. ``stance`` goes from -1 to 1 and is empty where the scorer abstains;
#: ``evidence`` is a JSON list of what moved it.
SCORES: Final = ("scorer", "stance", "confidence", "evidence")

#: One row is a text that somebody judged by hand. ``start, end`` are the characters of the actor judged, -1 where the
#: whole text is; ``group`` is kept together when texts are parted into those learned from and those tried on.
CODED: Final = ("coded_id", "text", "target", "start", "end", "label", "group", "source", "voice", "cue_class")

#: One row is a unit drawn to be coded by hand. ``kind`` is ``mention`` (the lexicon found it), ``candidate`` (a word
#: of the lexicon that it did not count) or ``sentence`` (whose unmarked words are to be read); ``actor``, ``label``
#: and ``voice`` are what was predicted, empty where nothing was. ``probability`` is that of being drawn,
#: ``population`` the number of units in the stratum; ``frame`` is a hash of all units drawn from.
UNITS: Final = (
    "unit_id",
    "kind",
    "mention_id",
    "article_id",
    "source",
    "published",
    "start",
    "end",
    "actor",
    "label",
    "voice",
    "stratum",
    "probability",
    "population",
    "frame",
)

#: Columns of a coding sheet that coders do not fill. One row is a unit to code; the marked words stand in brackets.
SHEET: Final = ("unit_id", "probability", "kind", "before", "text", "after")

#: What coders decide, in the order of the sheet; ``missed`` lists unmarked mentions of a sentence.
VARIABLES: Final = ("actor", "label", "voice", "stance", "missed")

#: Codes that stand for no actor, for a label that the lexicon lacks, and for what could not be decided.
NO_ACTOR: Final = "none"
OTHER_LABEL: Final = "other"
UNCLEAR: Final = "unclear"

#: One row is what one coder decided on one unit. Cells of `VARIABLES` hold codes and are empty where there is none.
CODINGS: Final = ("unit_id", "coder", "kind", "probability", "text", *VARIABLES, "note")

#: One row is a unit with the codes that people agreed on (``actor`` and on) beside what was predicted when it was
#: drawn. ``n_coders`` coded it.
GOLD: Final = (
    "unit_id",
    "kind",
    "mention_id",
    "article_id",
    "source",
    "published",
    "start",
    "end",
    "predicted_actor",
    "predicted_label",
    "predicted_voice",
    "stratum",
    "probability",
    *VARIABLES,
    "n_coders",
    "text",
)

#: Columns that every measure ends with. ``interval`` names the unit resampled; ``flag`` warns.
MEASURES: Final = ("measure", "value", "low", "high", "n_mentions", "n_articles", "interval", "flag")

#: One row is a source against another, or against the rest, on one label or on the whole measure. ``difference`` is
#: ``value`` less ``against_value``; ``detectable`` the smallest difference that so many articles would have shown
#: in four of five samples; ``p_equivalence`` speaks against differences of the declared margin.
COMPARISONS: Final = (
    "actor",
    "measure",
    "label",
    "source",
    "against",
    "value",
    "against_value",
    "difference",
    "low",
    "high",
    "p",
    "p_adjusted",
    "odds_ratio",
    "odds_ratio_low",
    "odds_ratio_high",
    "cohens_h",
    "detectable",
    "p_equivalence",
    "n_mentions",
    "n_articles",
    "n_against_mentions",
    "n_against_articles",
    "interval",
    "flag",
)

#: One row is two sources, or a source and the rest, and how far the labels of an actor lie apart (``value``, bits).
#: ``null_mean`` and ``null_high`` are what articles dealt at random give on average and in one deal of twenty.
DIVERGENCES: Final = (
    "actor",
    "source",
    "against",
    "measure",
    "value",
    "low",
    "high",
    "null_mean",
    "null_high",
    "p",
    "p_adjusted",
    "n_mentions",
    "n_articles",
    "n_against_mentions",
    "n_against_articles",
    "interval",
    "flag",
)

#: One row is a label, and its part (``contribution``, bits) in the divergence of two sources.
CONTRIBUTIONS: Final = ("actor", "source", "against", "label", "value", "against_value", "contribution", "part")

#: One row is a source or a label (``kind``) on the plane of a correspondence analysis. The ellipse is where it would
#: lie in 95 of 100 samples of articles: its axes (full lengths) and the angle of the first, in degrees.
SOURCE_MAP: Final = (
    "actor",
    "kind",
    "name",
    "x",
    "y",
    "inertia_x",
    "inertia_y",
    "ellipse_width",
    "ellipse_height",
    "ellipse_angle",
    "n_mentions",
    "n_articles",
    "flag",
)

#: One row is a word about an actor in a source, set against the words in other sources.
KEYNESS: Final = (
    "actor",
    "source",
    "against",
    "word",
    "log_odds",
    "low",
    "high",
    "z",
    "log_likelihood",
    "p",
    "p_adjusted",
    "percent_difference",
    "log_ratio",
    "log_ratio_conservative",
    "dispersion",
    "n_word",
    "n_words",
    "n_word_articles",
    "n_articles",
    "n_against_word",
    "n_against_words",
    "n_against_word_articles",
    "n_against_articles",
    "flag",
)

#: One row is a word that stands near mentions of an actor.
COLLOCATES: Final = (
    "actor",
    "source",
    "word",
    "log_dice",
    "low",
    "high",
    "log_likelihood",
    "n_together",
    "n_word",
    "n_mentions",
    "n_articles",
    "dispersion",
    "flag",
)

#: One row is an occurrence of a word or a mention with the words around it.
CONCORDANCE: Final = (
    "article_id",
    "source",
    "published",
    "left",
    "keyword",
    "right",
    "start",
    "end",
    "actor",
    "voice",
)

#: One row is a source before and after a day.
CHANGES: Final = (
    "source",
    "actor",
    "measure",
    "label",
    "event",
    "date",
    "before",
    "after",
    "difference",
    "low",
    "high",
    "p",
    "p_adjusted",
    "n_before_mentions",
    "n_before_articles",
    "n_after_mentions",
    "n_after_articles",
    "interval",
    "flag",
)

#: One row is the same comparison made in another defensible way. ``kind`` says what was changed, ``specification``
#: how; ``change`` is the difference less that of the main specification.
SPECIFICATIONS: Final = (
    "kind",
    "specification",
    "actor",
    "measure",
    "label",
    "source",
    "against",
    "difference",
    "low",
    "high",
    "change",
    "n_mentions",
    "n_articles",
    "n_against_mentions",
    "n_against_articles",
    "flag",
)

#: One row is how well coders agree on a variable, in a source (``group``, ``name``) or in all. ``coders`` are joined
#: by " | "; ``n_units`` have codes of two of them or more.
AGREEMENT: Final = (
    "variable",
    "group",
    "name",
    "coders",
    "measure",
    "value",
    "low",
    "high",
    "n_units",
    "n_articles",
    "n_coders",
    "interval",
    "flag",
)

#: One row is how well what was found meets what people coded: ``variable`` (mention, label, voice, stance) in a part
#: of the corpus (``group`` source, period or label, ``name`` which one; both empty for all), for a ``class`` or all.
VALIDATION: Final = (
    "variable",
    "actor",
    "group",
    "name",
    "class",
    "measure",
    "value",
    "low",
    "high",
    "n_coded",
    "n_errors",
    "n_articles",
    "interval",
    "flag",
)

#: One row is a test whether errors differ between parts of the corpus: of one against the rest, or, without a name,
#: of all.
VALIDATION_TESTS: Final = (
    "variable",
    "actor",
    "measure",
    "group",
    "name",
    "against",
    "difference",
    "low",
    "high",
    "statistic",
    "degrees",
    "p",
    "p_adjusted",
    "n_coded",
    "n_articles",
    "flag",
)

#: Columns that a measure corrected by hand-coded units ends with; ``naive`` is the estimate as found. ``n_coded`` of
#: the units behind it were coded, ``n_errors`` of them otherwise than found.
CORRECTED: Final = (
    "measure",
    "value",
    "low",
    "high",
    "naive",
    "naive_low",
    "naive_high",
    "n_mentions",
    "n_articles",
    "n_coded",
    "n_errors",
    "interval",
    "flag",
)

#: A stance from 0 up to this, on either side, counts as neutral.
NEUTRAL_BAND: Final = 0.05

VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "status": ("ok", "empty", "unreadable", "foreign_language"),
    "position": ("headline", "lead", "body"),
    "category": ("delegitimising", "neutral", "institutional", "legitimising"),
    "kind_of_unit": ("mention", "candidate", "sentence"),
    "resolution": ("own", "neighbour", "carried", "default"),
    "voice": ("own", "indirect", "mixed", "direct"),
    "stance_class": ("negative", "neutral", "positive"),
    "cue_class": ("neutral", "assertive", "distancing", "endorsing"),
    "speaker_type": (
        "government",
        "military",
        "armed group",
        "political group",
        "international organisation",
        "NGO",
        "expert",
        "media",
        "civilian",
        "anonymous",
        "unknown",
    ),
}


def check(table: pd.DataFrame, columns: Iterable[str], name: str) -> None:
    """Raise if `table` lacks one of `columns` or breaks a closed vocabulary.

    Parameters
    ----------
    table : pandas.DataFrame
        The table to check.
    columns : iterable of str
        Columns that the caller needs.
    name : str
        What the table is called in the message, such as ``"mentions"``.

    Raises
    ------
    TableError
        With the missing column and the nearest one present, or with the word that is not allowed.

    Examples
    --------
    >>> import pandas as pd
    >>> check(pd.DataFrame({"actr": []}), ["actor"], "mentions")
    Traceback (most recent call last):
    ...
    framing.errors.TableError: mentions: column 'actor' is missing. Did you mean 'actr'?
    """
    wanted = list(columns)
    for column in wanted:
        if column not in table.columns:
            raise TableError(f"{name}: column {column!r} is missing{did_you_mean(column, map(str, table.columns))}")
    for column in wanted:
        allowed = VOCABULARY.get(column)
        if allowed is None:
            continue
        strange = sorted(set(map(str, table[column].dropna().unique())) - set(allowed))
        if strange:
            raise TableError(f"{name}: column {column!r} holds {strange[0]!r}; allowed are {', '.join(allowed)}")

"""The tables in which the stages meet: columns, keys, closed vocabularies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from framing.errors import TableError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

#: One row is an article. ``text`` is the text as analysed; every offset counts its characters.
#: ``headline_start, headline_end, lead_end`` and ``excluded`` (pairs of offsets of web boilerplate)
#: mark regions of it; ``words`` counts the words outside ``excluded``.
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

#: Columns that every measure ends with. ``interval`` names the unit resampled; ``flag`` warns.
MEASURES: Final = ("measure", "value", "low", "high", "n_mentions", "n_articles", "interval", "flag")

#: One row is a source against the rest of the sources.
COMPARISONS: Final = (
    "actor",
    "measure",
    "label",
    "source",
    "against",
    "difference",
    "low",
    "high",
    "p",
    "p_adjusted",
    "n_mentions",
    "n_articles",
    "n_against_mentions",
    "n_against_articles",
    "interval",
    "flag",
)

VOCABULARY: Final[dict[str, tuple[str, ...]]] = {
    "status": ("ok", "empty", "unreadable", "foreign_language"),
    "position": ("headline", "lead", "body"),
    "category": ("delegitimising", "neutral", "institutional", "legitimising"),
    "resolution": ("own", "neighbour", "carried", "default"),
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
        strange = sorted(set(table[column].dropna().astype(str)) - set(allowed))
        if strange:
            raise TableError(f"{name}: column {column!r} holds {strange[0]!r}; allowed are {', '.join(allowed)}")

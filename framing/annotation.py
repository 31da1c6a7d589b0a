"""One pass over the articles: the scan, the mentions, the voices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from framing.corpus import mark_regions, read_articles
from framing.lexicon import Lexicon, load_cues, load_lexicon, load_speakers
from framing.mentions import find_mentions, mentions_of, mentions_table
from framing.mentions.find import NEEDED
from framing.scan import scanner
from framing.schema import ARTICLES, QUOTATIONS, VOICES, check
from framing.text import lower, plain
from framing.voice import Namer, Voices

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from framing.mentions import Mention
    from framing.scan import Found, Scanner
    from framing.voice.find import Heard

Articles = pd.DataFrame | str | Path

#: A lexicon without actors: quotations alone.
_NOBODY: Final = Lexicon("none", "", "", "", "", "", "", (), ())
_QUOTATION_TYPES: Final = dict.fromkeys(
    ("speaker_start", "speaker_end", "cue_start", "cue_end"), "Int64"
) | dict.fromkeys(("content_start", "content_end", "words", "quoted_words", "sentence_start"), "int64")


def open_articles(articles: Articles) -> pd.DataFrame:
    """Return the articles as a whole table: read if they are a path, completed if columns are missing."""
    if isinstance(articles, str | Path):
        return read_articles(articles)
    return articles if set(ARTICLES) <= set(articles.columns) else mark_regions(articles)


def annotate(
    articles: Articles,
    lexicon: str | Path | Lexicon,
    *,
    voice: bool = True,
    progress: Callable[[int], None] | None = None,
) -> pd.DataFrame:
    """Find every mention of a lexicon's actors in articles, and in whose voice it stands.

    Parameters
    ----------
    articles : pandas.DataFrame, str or pathlib.Path
        The table that :func:`read_articles` returns; a table of your own with at least ``article_id`` and
        ``text``; or a path to read.
    lexicon : str, pathlib.Path or Lexicon
        A lexicon, its name, or its file.
    voice : bool
        Whether to tell the voice of each mention. Without it, its columns are missing and the work is faster.
    progress : callable, optional
        Called with the number of articles done, after each.

    Returns
    -------
    pandas.DataFrame
        One row per mention; its own columns are described in :func:`framing.mentions.find_mentions`. Its voice:

        - ``voice``: ``own`` (the outlet's), ``indirect`` (in a clause that a reporting expression governs) or
          ``direct`` (between quotation marks that report speech), after Leech & Short (1981) and Semino & Short
          (2004). The topic of a speech act told as a noun phrase ("condemned the regime") is own;
        - ``scare_quoted``: true for one to three words in quotation marks that no verb of speech governs, and
          under *so-called*, *self-styled*, *what it calls*;
        - ``speaker``: whose words they are, as written, a pronoun resolved where that is sure; null in the
          outlet's own voice and where nobody is named;
        - ``speaker_actor``: the actor of the lexicon that the speaker is, else null;
        - ``cue``, ``cue_class``: the reporting expression and its class, ``neutral``, ``assertive``,
          ``distancing`` or ``endorsing``; in own voice a hedge beside the label ("alleged", "so-called");
        - ``quotation_id``: its row in :func:`quotations`; null in own voice.

    Raises
    ------
    CorpusError, LexiconError, UnknownNameError, TableError
        If articles or lexicon cannot be read, or a column is missing.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "The Assad regime said that terrorists had attacked Aleppo."
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    >>> annotate(articles, "syria")[["actor", "label", "surface", "voice", "speaker_actor"]]
            actor      label       surface     voice speaker_actor
    0  government     regime  Assad regime       own           NaN
    1  opposition  terrorist    terrorists  indirect    government
    """
    opened, table = load_lexicon(lexicon), open_articles(articles)
    if not voice:
        return find_mentions(table, opened, progress=progress)
    return read_voices(table, opened, tell_quotations=False, progress=progress)[0]


def quotations(
    articles: Articles,
    lexicon: str | Path | Lexicon | None = None,
    *,
    without: Collection[str] = (),
    progress: Callable[[int], None] | None = None,
) -> pd.DataFrame:
    """Find every attribution: who is quoted or reported, with which words, and how they are introduced.

    Parameters
    ----------
    articles, progress
        As for :func:`annotate`.
    lexicon : str, pathlib.Path or Lexicon, optional
        Tells which actor each speaker is.
    without : collection of str
        Rules to leave out, to see what hangs on them; their names are in the column ``rule``.

    Returns
    -------
    pandas.DataFrame
        One row per attribution, in the order of the articles and of their text:

        - ``quotation_id, article_id, source, published``;
        - ``voice``: ``direct`` (all in quotation marks), ``indirect`` (nothing in them) or ``mixed``;
        - ``speaker``, ``speaker_actor``: as in :func:`annotate`; ``speaker_start, speaker_end``: offsets of the
          noun phrase as written, its apposition included;
        - ``speaker_type``: government, military, armed group, political group, international organisation, NGO,
          expert, media, civilian, anonymous or unknown, by the words of lexicon ``speakers_en``;
        - ``cue, cue_start, cue_end, cue_class``: null for a quotation without a cue;
        - ``rule``: how it was found. With ``act`` a noun phrase tells what was said ("announced a ceasefire"):
          an attribution, whose words are the outlet's own;
        - ``content, content_start, content_end``: what is said; ``spans``: pairs of offsets, as it may be
          interrupted; ``quoted``: its parts between quotation marks; ``words, quoted_words``: their numbers;
        - ``position``: headline, lead or body; ``sentence_start``: where its sentence begins.

    Raises
    ------
    CorpusError, LexiconError, UnknownNameError, TableError
        As for :func:`annotate`.

    Examples
    --------
    >>> import pandas as pd
    >>> text = "“We will return,” rebel commander Abu Ali told AFP. The army denied that it had left."
    >>> articles = pd.DataFrame({"article_id": ["a"], "text": [text]})
    >>> quotations(articles, "syria")[["voice", "speaker", "speaker_type", "cue", "cue_class", "words"]]
          voice                  speaker speaker_type     cue   cue_class  words
    0    direct  rebel commander Abu Ali  armed group    told     neutral      3
    1  indirect                 The army     military  denied  distancing      4
    """
    opened = _NOBODY if lexicon is None else load_lexicon(lexicon)
    return read_voices(open_articles(articles), opened, without=without, progress=progress)[1]


def read_voices(
    articles: pd.DataFrame,
    lexicon: Lexicon,
    *,
    without: Collection[str] = (),
    tell_quotations: bool = True,
    progress: Callable[[int], None] | None = None,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Find mentions and quotations in one pass; see :func:`annotate` and :func:`quotations`.

    Without `tell_quotations` their table is empty, and the work is faster.

    Raises
    ------
    TableError
        If a column of the articles is missing.
    """
    check(articles, NEEDED, "articles")
    compiled = scanner(lexicon, load_cues())
    mentions: list[Mention] = []
    heard: list[Heard] = []
    said: list[dict[str, Any]] = []
    columns = [articles[name].tolist() for name in NEEDED]
    for done, values in enumerate(zip(*columns, strict=True), start=1):
        article = dict(zip(NEEDED, values, strict=True))
        if article["status"] == "ok":
            found = compiled.scan(*_plain(article["text"]), article["excluded"])
            rows = mentions_of(article, found, lexicon)
            voices = _voices(article, found, compiled, rows, frozenset(without))
            mentions.extend(rows)
            heard.extend(voices.heard(row.start, row.end) for row in rows)
            if tell_quotations:
                said.extend(voices.rows())
        if progress is not None:
            progress(done)
    table = mentions_table(mentions)
    first = list(table.columns).index("position") + 1
    for at, column in enumerate(VOICES, start=first):
        cells = [getattr(each, column) for each in heard]
        table.insert(at, column, pd.Series(cells, dtype=bool if column == "scare_quoted" else "str"))
    return table, pd.DataFrame(said, columns=list(QUOTATIONS)).astype(_QUOTATION_TYPES)


def hear(
    articles: pd.DataFrame, spans: Mapping[str, Collection[tuple[int, int]]]
) -> dict[tuple[str, int, int], Heard]:
    """In whose voice characters of articles stand.

    Parameters
    ----------
    articles : pandas.DataFrame
        As :func:`open_articles` returns it; those whose ``status`` is not ``ok`` are passed over.
    spans : mapping of str to collection of (start, end)
        For each ``article_id``.

    Returns
    -------
    dict
        For each (article_id, start, end) what the columns of voices say.
    """
    check(articles, NEEDED, "articles")
    compiled = scanner(_NOBODY, load_cues())
    told = {}
    columns = [articles[name].tolist() for name in NEEDED]
    for values in zip(*columns, strict=True):
        article = dict(zip(NEEDED, values, strict=True))
        if article["status"] == "ok":
            found = compiled.scan(*_plain(article["text"]), article["excluded"])
            voices = _voices(article, found, compiled, [], frozenset())
            name = article["article_id"]
            told.update({(name, start, end): voices.heard(start, end) for start, end in spans.get(name, ())})
    return told


def _plain(text: str) -> tuple[str, str]:
    printed = plain(text)
    return printed, lower(printed)


def _voices(
    article: Mapping[str, Any], found: Found, compiled: Scanner, rows: list[Mention], without: frozenset[str]
) -> Voices:
    cues = [(start, end, compiled.cue_forms[index]) for start, end, index in found.cues]
    return Voices(article, found.printed, cues, load_speakers(), _namer(found, rows), without)


def _namer(found: Found, rows: list[Mention]) -> Namer:
    """Whom each span names: the mentions, and names that say whose a label beside them is ("Assad")."""
    named = sorted({**dict(_owners(found)), **{(row.start, row.end): row.actor for row in rows}}.items())
    return Namer([start for (start, _), _ in named], [end for (_, end), _ in named], [actor for _, actor in named])


def _owners(found: Found) -> Iterator[tuple[tuple[int, int], str]]:
    for unit in found.units:
        if len(unit.reading.owners) == 1:
            yield (unit.start, unit.end), next(iter(unit.reading.owners))

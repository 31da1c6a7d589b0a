"""One pass over the articles: the scan, the mentions, the voices."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from framing.corpus import mark_regions, read_articles
from framing.lexicon import Lexicon, load_cues, load_lexicon, load_speakers
from framing.mentions import NEEDED, find_in_blocks, find_mentions, mentions_table
from framing.scan import scanner
from framing.schema import ARTICLES, QUOTATIONS, VOICES, check
from framing.voice import Namer, Voices

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from framing.mentions import Mentions
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
        Called with the number of articles done, now and then and at the end.

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
    columns = {name: articles[name].tolist() for name in NEEDED}
    parts: list[tuple[list[int], Mentions]] = []
    heard: list[Heard] = []
    said: list[dict[str, Any]] = []
    for rows, found, mentions in find_in_blocks(columns, compiled):
        parts.append((rows, mentions))
        starts, ends = mentions.starts.tolist(), mentions.ends.tolist()
        bounds = np.searchsorted(mentions.articles, np.arange(len(rows) + 1)).tolist()
        voices_of = _reader(columns, rows, found, mentions, compiled, frozenset(without))
        for nth in range(len(rows)):
            first, last = bounds[nth], bounds[nth + 1]
            if tell_quotations or first < last:
                voices = voices_of(nth)
                heard.extend(voices.heard(starts[k], ends[k]) for k in range(first, last))
                if tell_quotations:
                    said.extend(voices.rows())
            if progress is not None:
                progress(rows[nth] + 1)
    if progress is not None and len(articles):
        progress(len(articles))
    table = mentions_table(columns, parts)
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
    columns = {name: articles[name].tolist() for name in NEEDED}
    told = {}
    for rows, found, mentions in find_in_blocks(columns, compiled):
        voices_of = _reader(columns, rows, found, mentions, compiled, frozenset())
        for nth, row in enumerate(rows):
            name = columns["article_id"][row]
            if spans.get(name):
                voices = voices_of(nth)
                told.update({(name, start, end): voices.heard(start, end) for start, end in spans[name]})
    return told


def _reader(
    columns: Mapping[str, Sequence[Any]],
    rows: Sequence[int],
    found: Found,
    mentions: Mentions,
    compiled: Scanner,
    without: frozenset[str],
) -> Callable[[int], Voices]:
    """What reads the voices of one article of a block."""
    begins = found.block.starts.tolist()
    bounds = np.searchsorted(found.cues.starts, found.block.starts).tolist()
    cues = list(zip(*(column.tolist() for column in found.cues), strict=True))
    namers = _namers(found, mentions, compiled)

    def voices(nth: int) -> Voices:
        begin = begins[nth]
        here = [(a - begin, b - begin, compiled.cue_forms[k]) for a, b, k in cues[bounds[nth] : bounds[nth + 1]]]
        article = {name: columns[name][rows[nth]] for name in NEEDED}
        return Voices(article, found.block.plain(nth), here, load_speakers(), namers[nth], without)

    return voices


def _namers(found: Found, mentions: Mentions, compiled: Scanner) -> list[Namer]:
    """Whom each span names: the mentions, and names that say whose a label beside them is ("Assad")."""
    units, readings = found.units, compiled.meanings.readings
    owning = np.flatnonzero(compiled.meanings.which("owns_alone")[units.readings])
    begins = found.block.starts[mentions.articles]
    starts = np.concatenate((mentions.starts + begins, units.starts[owning]))
    ends = np.concatenate((mentions.ends + begins, units.ends[owning]))
    owners = [readings[number].owners_in_order[0] for number in units.readings[owning].tolist()]
    actors = [mentions.ways[way].naming.actor.actor for way in mentions.resolved.tolist()] + owners
    # Of a mention and a name with the same span the mention tells, which comes first.
    order = np.lexsort((ends, starts))
    starts, ends = starts[order], ends[order]
    kept = np.concatenate(([True], (np.diff(starts) > 0) | (np.diff(ends) > 0)))[: len(order)]
    order, starts, ends = order[kept], starts[kept], ends[kept]
    named = [actors[at] for at in order.tolist()]
    bounds = np.searchsorted(starts, found.block.starts).tolist()
    return [
        Namer((starts[a:b] - begin).tolist(), (ends[a:b] - begin).tolist(), named[a:b])
        for begin, a, b in zip(found.block.starts.tolist(), bounds, bounds[1:], strict=False)
    ]

"""Draw a sample to be coded by hand from mentions and the articles in which they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.annotation import open_articles
from framing.coding.plan import Plan
from framing.coding.sample import Sample, sample
from framing.lexicon import load_lexicon
from framing.mention_tables import read_mentions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from framing.annotation import Articles
    from framing.lexicon import Lexicon


def draw_sample(  # noqa: PLR0913 - a design has as many parts
    mentions: str | Path | pd.DataFrame,
    articles: Articles | None = None,
    lexicon: str | Path | Lexicon = "syria",
    *,
    n: int = 200,
    negatives: int | None = None,
    by: Sequence[str] = ("source", "label", "voice"),
    actors: Sequence[str] = (),
    coders: Sequence[str] = ("",),
    overlap: int | None = None,
    variables: Sequence[str] = ("actor", "label", "voice"),
    seed: int = 0,
    most_articles: int = 2000,
) -> Sample:
    """Draw mentions, rejected words and sentences to be coded by hand, each with a known probability.

    Three kinds of units share no mention, so that precision and recall can be estimated without bias: a ``mention``
    that was found; a ``candidate``, a word of the lexicon that was not counted ("diet regime", "in Damascus"); and a
    ``sentence``, in which coders list the mentions that are not marked. Within mentions the share of a stratum is
    proportional to the root of its size (Bankier 1988), within it every unit is drawn with the same probability; so
    rare labels and small sources are over-sampled, and no unit is left out. Candidates are drawn likewise by source
    and form, sentences by source and by whether anything is marked in them. Exactly as many units are drawn as asked
    for (Madow 1949), as long as there are so many.

    Parameters
    ----------
    mentions : str, pathlib.Path or pandas.DataFrame
        As :func:`annotate` returns them or :func:`read_mentions` reads them.
    articles : str, pathlib.Path or pandas.DataFrame, optional
        The articles in which they were found. Without them coders see the sentence alone, and only mentions are
        drawn: recall cannot be told.
    lexicon : str, pathlib.Path or Lexicon
        The one with which they were found.
    n : int
        Units to draw in all.
    negatives : int, optional
        How many of `n` are candidates and sentences, half each; by default a quarter.
    by : sequence of str
        Columns of the mentions that make the strata.
    actors : sequence of str
        Actors that the study is about: four fifths of the mentions drawn are theirs, the others from the rest, in
        which they may have been taken for somebody else. By default all actors alike.
    coders : sequence of str
        Their names; with two or more some units are coded by all.
    overlap : int, optional
        Units that every coder gets; the others are dealt out evenly. By default 50, or all if there are fewer.
    variables : sequence of str
        What is coded, of ``actor``, ``label``, ``voice``, ``stance``; ``missed`` is added where there are sentences.
    seed : int
    most_articles : int
        In a larger corpus candidates and sentences are looked for in so many articles, drawn at random; their
        probability is multiplied by that share, as in two-phase sampling (Särndal et al. 1992, ch. 9).

    Returns
    -------
    Sample
        ``units`` (the key), ``sheets`` by coder and ``design``. In the key ``probability``, in (0, 1], is that of the
        unit being drawn, ``population`` the number of units in its stratum (in the articles searched).

    Raises
    ------
    TableError
        If a column is missing, there are no mentions, the lexicon is another, or a number does not do.
    UnknownNameError
        If an actor does not occur.
    CorpusError
        If the articles cannot be read, or are not those in which the mentions were found.

    References
    ----------
    Bankier, M. D. (1988). Power allocations: Determining sample sizes for subnational areas. *The American
    Statistician*, 42(3), 174-177.

    Madow, W. G. (1949). On the theory of systematic sampling, II. *Annals of Mathematical Statistics*, 20(3),
    333-354.

    Särndal, C.-E., Swensson, B., & Wretman, J. (1992). *Model assisted survey sampling*. Springer.

    Examples
    --------
    >>> import pandas as pd
    >>> import framing as fr
    >>> text = "The Syrian rebels fled. Their diet regime was poor. Nobody spoke."
    >>> articles = pd.DataFrame({"article_id": ["a"], "source": ["SANA"], "text": [text]})
    >>> drawn = draw_sample(fr.annotate(articles, "syria"), articles, n=4, negatives=3)
    >>> drawn.design["drawn"]
    {'mention': 1, 'candidate': 1, 'sentence': 2}
    >>> drawn.sheets[""].loc[drawn.sheets[""]["kind"] == "candidate", ["before", "text"]].values.tolist()
    [['The Syrian rebels fled.', 'Their diet ⟦regime⟧ was poor.']]
    """
    plan = Plan(n, negatives, tuple(by), tuple(actors), tuple(coders), overlap, tuple(variables), seed, most_articles)
    table = None if articles is None else open_articles(articles)
    return sample(read_mentions(mentions), table, load_lexicon(lexicon), plan)

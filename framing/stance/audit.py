"""Whether a score follows the name or the wording: the same sentences with every actor's names in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from framing.errors import TableError
from framing.schema import NEUTRAL_BAND, check
from framing.stance.scorer import open_scorer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from framing.lexicon import Lexicon
    from framing.lexicon.model import Actor, Label, Term
    from framing.stance.scorer import Scorer

Floats = NDArray[np.float64]

#: Names of an actor that are tried.
MOST_NAMES: Final = 6

#: Sentences that any actor may stand in, whether the name is singular or plural: eight neutral, eight favourable,
#: eight unfavourable, the actor as subject, as object, and behind a preposition.
TEMPLATES: Final = (
    "{name} said on Tuesday that talks would go on.",
    "{name} announced the schedule for next week.",
    "A spokesman for {name} answered questions on Monday.",
    "{name} met a delegation from Geneva in the afternoon.",
    "The report mentioned {name} in its second chapter.",
    "Reporters asked {name} about the timetable.",
    "{name} will send a letter to the committee.",
    "The meeting with {name} lasted two hours.",
    "Residents thanked {name} for the aid.",
    "{name} rescued dozens of children from the flood.",
    "The mayor praised {name} for courage and honesty.",
    "{name} kept the promise and protected the villagers.",
    "Doctors welcomed the generous help from {name}.",
    "{name} liberated the town and freed the hostages.",
    "Many families trusted {name} and felt safe.",
    "Observers admired the brave efforts of {name}.",
    "{name} shelled the hospital.",
    "{name} tortured prisoners and massacred civilians.",
    "Survivors accused {name} of brutal crimes.",
    "The court condemned {name} for the murder of journalists.",
    "{name} lied about the attack and threatened witnesses.",
    "Villagers fled in fear of {name}.",
    "The ruthless siege by {name} starved thousands.",
    "{name} looted homes and terrorised the neighbourhood.",
)

#: People who are written of in the plural: "the rebels", but "the army".
_PEOPLE: Final = ("er", "ist", "ant", "gent", "ian", "ionary", "mercenary", "rebel", "hadi", "firi", "troop")
#: Ways to print a label that cannot stand as a noun of their own: "anti-government".
_ADJECTIVES: Final = ("anti-", "pro-")
_CLASSES: Final = ("neutral", "negative", "positive")
_NAMES: Final = ("measure", "material", "actor", "name", "label", "valence", "value", "difference", "low", "high")
_ACTORS: Final = ("measure", "material", "actor", "n_names", "value", "difference", "low", "high")


@dataclass(frozen=True)
class Audit:
    """What a symmetry audit found.

    Attributes
    ----------
    names : pandas.DataFrame
        One row per measure (``stance``, ``tone``), material (``templates``, ``sentences``) and name: ``actor``,
        ``name``, ``label``, ``valence`` (of the label, as the scorer got it), ``value`` (mean score with this name),
        ``difference`` (from the mean over all names in the same sentences), ``low`` and ``high`` (interval of the
        difference), ``n_sentences``, ``flips`` (share of sentences whose class, by ±0.05, is not the one that most
        names give the sentence; of classes equally frequent the neutral one counts first).
    actors : pandas.DataFrame
        The same averaged over the names of each actor, with ``n_names``.
    summary : pandas.DataFrame
        One row per measure and material: ``higher`` and ``lower``, the two actors furthest apart, ``difference``
        between them, ``low``, ``high`` (widened for their having been picked as the furthest apart), ``name_share``,
        ``wording_share``, ``rest_share`` (of the variance of all scores: due to the name, to the sentence, to both
        together; empty where all scores are the same), ``n_names``, ``n_sentences``, ``n_abstained`` (sentences left
        out, as the scorer abstained with at least one name).
    """

    names: pd.DataFrame
    actors: pd.DataFrame
    summary: pd.DataFrame

    def drawn(self, measure: str = "stance", material: str = "templates") -> pd.DataFrame:
        """Rows of one measure and material, as `plot_audit` draws them.

        Parameters
        ----------
        measure : {"stance", "tone"}
        material : {"templates", "sentences"}

        Returns
        -------
        pandas.DataFrame
            ``actor``, ``name``, ``value``, ``low``, ``high`` (here around the value: the interval of the difference,
            moved by the mean over all names), ``n_sentences``.

        Raises
        ------
        TableError
            If the audit has no such rows.
        """
        rows = self.names[(self.names["measure"] == measure) & (self.names["material"] == material)]
        if rows.empty:
            there = self.names[["measure", "material"]].drop_duplicates().itertuples(index=False, name=None)
            known = "; ".join(f"{one} of {other}" for one, other in there)
            raise TableError(f"audit: there is no {measure!r} of {material!r}; there are: {known}")
        middle = rows["value"] - rows["difference"]
        moved = rows.assign(low=rows["low"] + middle, high=rows["high"] + middle)
        return moved[["actor", "name", "value", "low", "high", "n_sentences"]].reset_index(drop=True)


class _Name(NamedTuple):
    """A name that is put into sentences."""

    actor: str
    name: str
    label: str
    category: str
    valence: float

    @property
    def article(self) -> str:
        """What stands before it in a template: common nouns are written in lower case."""
        return "the " if self.name.split()[-1].islower() else ""


class _Settings(NamedTuple):
    level: float
    resamples: int
    seed: int


class _Slot(NamedTuple):
    """A sentence around the place of the actor."""

    before: str
    after: str
    voice: str
    cue_class: str | None
    template: bool


def audit(
    scorer: str | Path | Scorer,
    lexicon: Lexicon,
    mentions: pd.DataFrame | None = None,
    *,
    actors: Sequence[str] | None = None,
    at_most: int = 200,
    level: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
) -> Audit:
    """Score the same sentences with each actor's names in them.

    A scorer that judges the wording gives a sentence the same score whoever stands in it. What moves with the name is
    its prejudice, or, in the ``stance`` of the lexicon's scorer, the valence that the lexicon openly gives the label.

    Parameters
    ----------
    scorer : str, pathlib.Path or Scorer
        ``lexicon``, ``news``, the path of a model, or a scorer of your own.
    lexicon : Lexicon
        Where actors and their names are taken from.
    mentions : pandas.DataFrame, optional
        Real sentences besides the templates: ``sentence``, ``start``, ``end``, ``sentence_start``, and where known
        ``voice`` and ``cue_class``. Each name is put in the place of the mention; nothing else is changed. With
        ``actor`` and ``label``, the labels most frequent in them are tried first.
    actors : sequence of str, optional
        Two actors or more; by default all of the lexicon.
    at_most : int
        Mentions that are drawn at random, where there are more.
    level, resamples, seed
        Coverage of the intervals, number of resamples, and seed of the draws.

    Returns
    -------
    Audit
        ``names``, ``actors`` and ``summary``.

    Raises
    ------
    UnknownNameError
        If the lexicon has no such actor, or there is no such scorer.
    TableError
        If `mentions` lacks a column or a mention does not lie in its sentence, the scorer returns no ``stance``,
        fewer than two actors are compared, or an option is out of range.
    ModelError
        If a model cannot be read.

    Notes
    -----
    At most six labels of an actor are tried, each by the first term that can stand alone; people stand in the plural
    ("rebels"), and in templates common nouns get "the". A name that several actors share says of none who is meant:
    it is tried for the actor that has it by default, or else for the first. In real sentences the words around a name
    may not suit it ("the Assad"), and may betray whom they were about: read templates beside sentences. An
    article or a second word also moves other words further from the actor, so small differences are due to grammar.

    Intervals are percentiles over sentences redrawn with replacement, the same for all names. Shares of variance are
    the sums of squares of a two-way table of sentences by names.

    Examples
    --------
    >>> from framing.lexicon import load_lexicon
    >>> found = audit("lexicon", load_lexicon("syria"), actors=["government", "opposition"])
    >>> found.summary[["measure", "higher", "lower", "n_names", "n_sentences"]].head(1)
      measure      higher       lower  n_names  n_sentences
    0  stance  opposition  government       12           24
    """
    settings = _Settings(level, resamples, seed)
    _check_options(at_most, settings)
    names = _names_of(lexicon, actors, mentions)
    materials = {"templates": [_slot_of(template) for template in TEMPLATES]}
    if mentions is not None:
        materials["sentences"] = _slots_of(mentions, at_most, seed)
    opened = open_scorer(scorer)
    found = [
        _audited(scores, names, settings, {"measure": measure, "material": material})
        for material, slots in materials.items()
        for measure, scores in _scores_of(opened, slots, names).items()
    ]
    one, several = (
        pd.concat(tables).sort_values("measure", kind="stable", ignore_index=True)
        for tables in ([each[0] for each in found], [each[1] for each in found])
    )
    summary = pd.DataFrame([each[2] for each in found])
    return Audit(one, several, summary.sort_values("measure", kind="stable", ignore_index=True))


def _check_options(at_most: int, settings: _Settings) -> None:
    if at_most < 1:
        raise TableError(f"audit: at_most is {at_most}; give at least 1, or leave the mentions out")
    if not 0 < settings.level < 1:
        raise TableError(f"audit: level is {settings.level}; it must lie between 0 and 1, such as 0.95")
    if settings.resamples < 100:
        raise TableError(f"audit: resamples is {settings.resamples}; give at least 100")
    if settings.seed < 0:
        raise TableError(f"audit: seed is {settings.seed}; give 0 or a positive whole number")


def _names_of(lexicon: Lexicon, actors: Sequence[str] | None, mentions: pd.DataFrame | None) -> list[_Name]:
    """The names of each actor that are tried."""
    wanted = [actors] if isinstance(actors, str) else list(lexicon.by_actor if actors is None else actors)
    chosen = [lexicon.actor(name) for name in dict.fromkeys(wanted)]
    if len(chosen) < 2:
        raise TableError(f"audit: {len(chosen)} actor to compare; give two or more of {', '.join(lexicon.by_actor)}")
    owners = _owners(lexicon)
    counts: Counter[tuple[str, str]] = Counter()
    if mentions is not None and {"actor", "label"} <= set(mentions.columns):
        counts = Counter(zip(mentions["actor"].astype(str), mentions["label"].astype(str), strict=True))
    found: list[_Name] = []
    for actor in chosen:
        every = _names_of_actor(actor)
        if not every:
            raise TableError(f"audit: actor {actor.actor!r} has no label that can stand alone; leave it out")
        own = [each for each in every if owners[each.name.casefold()] == actor.actor] or every
        own.sort(key=lambda each: -counts[each.actor, each.label])
        found += own[:MOST_NAMES]
    return found


def _owners(lexicon: Lexicon) -> dict[str, str]:
    """Whose each name is: the actor's that has it by default, or else the first's."""
    owners: dict[str, str] = {}
    defaults = {(actor.actor, label.label) for actor in lexicon.actors for label in actor.labels if label.default}
    for actor in lexicon.actors:
        for each in _names_of_actor(actor):
            name = each.name.casefold()
            if name not in owners or (actor.actor, each.label) in defaults:
                owners[name] = actor.actor
    return owners


def _names_of_actor(actor: Actor) -> list[_Name]:
    """One name for each label that needs no other name beside it; labels in their order in the lexicon."""
    found: dict[str, _Name] = {}
    for label in actor.labels:
        term = next((each for each in label.terms if not each.text.lower().startswith(_ADJECTIVES)), None)
        if term is not None and not label.beside:
            text = _printed(label, term)
            found.setdefault(text.casefold(), _Name(actor.actor, text, label.label, label.category, label.valence))
    return list(found.values())


def _printed(label: Label, term: Term) -> str:
    """A term as it is put into a sentence: people in the plural."""
    low = term.text.lower()
    if label.kind == "name" or not low.endswith(_PEOPLE):
        return term.text
    stem = low[:-1]
    plural = next((form for form in term.forms if form != low and form.startswith(stem) and form[-1] == "s"), low)
    shared = len(low) if plural.startswith(low) else len(stem)
    return term.text[:shared] + plural[shared:]


def _slot_of(template: str) -> _Slot:
    before, _, after = template.partition("{name}")
    return _Slot(before, after, "own", None, template=True)


def _slots_of(mentions: pd.DataFrame, at_most: int, seed: int) -> list[_Slot]:
    """Real sentences, each cut open where its mention stands."""
    wanted = ["sentence", "start", "end", "sentence_start"]
    extra = [name for name in ("voice", "cue_class") if name in mentions.columns]
    check(mentions, [*wanted, *extra], "mentions")
    if mentions.empty:
        raise TableError("audit: the table of mentions has no rows; leave it out to audit the templates alone")
    if mentions[wanted].isna().any(axis=None):
        raise TableError(f"mentions: an empty cell in one of {', '.join(wanted)}; drop these rows, or annotate again")
    drawn = mentions if len(mentions) <= at_most else mentions.sample(at_most, random_state=seed).sort_index()
    slots = []
    for row in drawn[[*wanted, *extra]].to_dict("records"):
        text, first, last = row["sentence"], row["start"] - row["sentence_start"], row["end"] - row["sentence_start"]
        if not 0 <= first < last <= len(text):
            raise TableError(
                f"mentions: characters {first} to {last} do not lie in the sentence {text[:60]!r}; start and end "
                "must count from the same character as sentence_start"
            )
        voice, cue_class = row.get("voice"), row.get("cue_class")
        slots.append(
            _Slot(
                text[: int(first)],
                text[int(last) :],
                "own" if pd.isna(voice) else str(voice),
                None if pd.isna(cue_class) else str(cue_class),
                template=False,
            )
        )
    return slots


def _scores_of(scorer: Scorer, slots: list[_Slot], names: list[_Name]) -> dict[str, Floats]:
    """Scores of sentences (rows) by names (columns), of each measure."""
    table = pd.DataFrame([_mention(slot, name) for slot in slots for name in names])
    # Each row is an article of its own: names of one article would count as mentions in the same sentence.
    table["article_id"] = table["mention_id"] = [f"audit:{at}" for at in range(len(table))]
    given = scorer.score(table)
    check(given, ["stance"], f"what scorer {scorer.name!r} returns")
    if len(given) != len(table):
        raise TableError(
            f"audit: scorer {scorer.name!r} returned {len(given)} rows for {len(table)} mentions; it must return "
            "one for each, and leave the stance empty where it abstains"
        )
    shape = (len(slots), len(names))
    return {
        measure: pd.to_numeric(given[measure]).to_numpy(dtype=np.float64, na_value=np.nan).reshape(shape)
        for measure in ("stance", "tone")
        if measure in given.columns
    }


def _mention(slot: _Slot, name: _Name) -> dict[str, Any]:
    """One sentence with one name, as a row of the table of mentions."""
    article = name.article if slot.template else ""
    put = article + name.name
    if not any(letter.isalnum() for letter in slot.before):
        put = put[0].upper() + put[1:]
    sentence = slot.before + put + slot.after
    start, end = len(slot.before) + len(article), len(slot.before) + len(put)
    return {
        "actor": name.actor,
        "label": name.label,
        "category": name.category,
        "valence": float(name.valence),
        "surface": sentence[start:end],
        "start": start,
        "end": end,
        "sentence_start": 0,
        "sentence_end": len(sentence),
        "sentence": sentence,
        "voice": slot.voice,
        "cue_class": slot.cue_class,
    }


def _audited(
    scores: Floats, names: list[_Name], settings: _Settings, key: dict[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, Any]]:
    """Rows of the three tables, of one measure and material."""
    whole = scores[~np.isnan(scores).any(axis=1)]
    actors = list(dict.fromkeys(each.actor for each in names))
    averaging = np.array([[each.actor == actor for actor in actors] for each in names], dtype=np.float64)
    averaging /= averaging.sum(axis=0)
    centred = whole - whole.mean(axis=1, keepdims=True)
    counted = {"n_sentences": len(whole)}
    flips = _flips(whole)
    named = pd.DataFrame([each._asdict() for each in names]).assign(**key, **_estimates(whole, centred, settings))
    named = named[list(_NAMES)].assign(**counted, flips=flips)
    averaged = pd.DataFrame({"actor": actors, "n_names": [int(n) for n in (averaging > 0).sum(axis=0)]})
    averaged = averaged.assign(**key, **_estimates(whole @ averaging, centred @ averaging, settings))
    averaged = averaged[list(_ACTORS)].assign(**counted, flips=flips @ averaging)
    summary = {
        **key,
        **_furthest(centred @ averaging, actors, settings),
        **_variance(whole),
        "n_names": len(names),
        **counted,
        "n_abstained": len(scores) - len(whole),
    }
    return named, averaged, summary


def _resampled(rows: Floats, settings: _Settings) -> Floats:
    """Means of the columns, over sentences redrawn; the draws are the same for all columns."""
    n = len(rows)
    times = np.random.default_rng(settings.seed).multinomial(n, np.full(n, 1 / n), size=settings.resamples)
    return np.asarray(times @ rows / n, dtype=np.float64)


def _estimates(values: Floats, differences: Floats, settings: _Settings) -> dict[str, Floats]:
    """Mean value and mean difference of each column, with the interval of the difference."""
    if not len(values):
        return {name: np.full(values.shape[1], np.nan) for name in ("value", "difference", "low", "high")}
    tail = (1 - settings.level) / 2
    low, high = np.quantile(_resampled(differences, settings), [tail, 1 - tail], axis=0)
    return {"value": values.mean(axis=0), "difference": differences.mean(axis=0), "low": low, "high": high}


def _flips(scores: Floats) -> Floats:
    """Share of sentences, for each name, whose class is not the one that most names give."""
    if not len(scores):
        return np.full(scores.shape[1], np.nan)
    classes = np.where(scores > NEUTRAL_BAND, 2, np.where(scores < -NEUTRAL_BAND, 1, 0))
    votes = np.stack([(classes == at).sum(axis=1) for at in range(len(_CLASSES))], axis=1)
    return np.asarray((classes != votes.argmax(axis=1)[:, None]).mean(axis=0), dtype=np.float64)


def _furthest(differences: Floats, actors: list[str], settings: _Settings) -> dict[str, Any]:
    """The two actors furthest apart.

    Of many pairs the furthest apart is so by chance in part. The interval is as wide as the pair that strays furthest
    from its own difference, resample by resample, so it holds for whichever pair is picked.
    """
    if not len(differences):
        return {"higher": None, "lower": None, "difference": np.nan, "low": np.nan, "high": np.nan}
    pairs = np.array(list(combinations(range(len(actors)), 2)))
    means = differences.mean(axis=0)
    apart = means[pairs[:, 0]] - means[pairs[:, 1]]
    redrawn = _resampled(differences[:, pairs[:, 0]] - differences[:, pairs[:, 1]], settings)
    reach = float(np.quantile(np.abs(redrawn - apart).max(axis=1), settings.level))
    at = int(np.abs(apart).argmax())
    one, other = (actors[place] for place in (pairs[at] if apart[at] >= 0 else pairs[at][::-1]))
    size = abs(float(apart[at]))
    return {"higher": one, "lower": other, "difference": size, "low": max(0.0, size - reach), "high": size + reach}


def _variance(scores: Floats) -> dict[str, float]:
    """Shares of the sum of squares: between names, between sentences, and the rest."""
    shares = ("name_share", "wording_share", "rest_share")
    total = float(((scores - scores.mean()) ** 2).sum()) if len(scores) else 0.0
    # A table of one score only varies by rounding.
    if total <= 1e-20 * scores.size:
        return dict.fromkeys(shares, np.nan)
    sentences, names = scores.shape
    by_name = sentences * float(((scores.mean(axis=0) - scores.mean()) ** 2).sum()) / total
    by_sentence = names * float(((scores.mean(axis=1) - scores.mean()) ** 2).sum()) / total
    found = (by_name, by_sentence, 1 - by_name - by_sentence)
    return {share: min(1.0, max(0.0, value)) for share, value in zip(shares, found, strict=True)}

"""The validation card: one page beside a lexicon or model that says how good it is, where, and how that is known."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from framing.measures import Validation

#: Measures by source, in the order of their columns.
_BY_SOURCE: Final = (("mention", "precision"), ("mention", "recall"), ("label", "accuracy"), ("voice", "accuracy"))
_KINDS: Final = {
    "mention": "mentions that were found",
    "candidate": "words of the lexicon that it rejected",
    "sentence": "sentences, read for mentions in unmarked words",
}
#: An adjusted p below this is named.
_SMALL: Final = 0.05
#: What holds of every validation.
_LIMITS: Final = (
    "The numbers hold for this corpus and for units coded like these; another corpus needs a sample of its own.",
    "Codes of people are taken as right. Where coders disagree, part of what counts as an error is theirs.",
)


def validation_card(
    validation: Validation,
    *,
    lexicon: Mapping[str, Any] | None = None,
    agreement: pd.DataFrame | None = None,
    scorer: str = "",
) -> str:
    """Write a validation as a page of Markdown: what was validated, how, how well, by source, tests, limits.

    Parameters
    ----------
    validation : Validation
        As `validate` gives it.
    lexicon : mapping, optional
        ``name``, ``version`` and ``sha256`` of the lexicon by which the mentions were found; by default the one that
        the sample was drawn by, if that is known.
    agreement : pandas.DataFrame, optional
        How well the coders agree, as `coder_agreement` gives it.
    scorer : str
        Name of the scorer whose stances were validated.

    Returns
    -------
    str
        The page.
    """
    about, design = validation.about, validation.about["design"]
    of = lexicon or design.get("lexicon") or {}
    name = " ".join(str(of[key]) for key in ("name", "version") if of.get(key)) or "lexicon"
    parts = [
        f"# Validation card: {_plain(name)}",
        _validated(of, about, scorer),
        "## How it was validated",
        *_how(validation, agreement),
        "## How well what was found meets what people coded",
        f"Shares are weighted by one over the probability of being drawn; brackets hold {100 * about['level']:g} %"
        " intervals, over articles. *n* counts coded units in the denominator.",
        _table(["actor", "of", "measure", "value", "n", "errors", "warning"], _overall(validation.scores)),
        "## By source",
        _sources(validation.scores),
        "## Do errors differ between sources?",
        _differences(validation.tests),
        "## Limits",
        "\n".join(f"- {_plain(note)}" for note in (*validation.notes, *_LIMITS)),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def write_validation_card(
    validation: Validation,
    out: str | Path,
    *,
    lexicon: Mapping[str, Any] | None = None,
    agreement: pd.DataFrame | None = None,
    scorer: str = "",
) -> Path:
    """Write the card of `validation_card` to a file, and give its path.

    Parameters
    ----------
    validation, lexicon, agreement, scorer
        As for `validation_card`.
    out : str or pathlib.Path
        A Markdown file, such as ``my_lexicon.card.md`` beside ``my_lexicon.yaml``.

    Raises
    ------
    OutputError
        If the file cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> from framing.measures import Validation
    >>> scores = pd.DataFrame({
    ...     "variable": "mention", "actor": "", "group": "", "name": "", "class": "", "measure": ["precision"],
    ...     "value": 0.9, "low": 0.8, "high": 0.95, "n_coded": 60, "n_errors": 6, "flag": ""})
    >>> sample = pd.DataFrame({
    ...     "kind": ["mention"], "n_coded": 60, "n_articles": 41, "n_sources": 2, "n_strata": 4,
    ...     "probability_low": 0.1, "probability_high": 0.5})
    >>> about = {"mentions": 300, "articles": 80, "sources": 2, "since": "", "until": "", "level": 0.95, "design": {}}
    >>> none = pd.DataFrame(columns=["name", "p_adjusted"])
    >>> found = Validation(scores, none, scores[:0], scores[:0], sample, [], about)
    >>> with TemporaryDirectory() as folder:
    ...     page = write_validation_card(found, f"{folder}/mine.card.md").read_text(encoding="utf-8")
    >>> [line for line in page.splitlines() if "precision" in line]
    ['| all | mention | precision | 90 % [80, 95] | 60 | 6 |  |']
    """
    path = Path(out)
    page = validation_card(validation, lexicon=lexicon, agreement=agreement, scorer=scorer)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"{out}: the card cannot be written ({error.strerror or error}); name another file"
        ) from error
    return path


def _validated(lexicon: Mapping[str, Any], about: Mapping[str, Any], scorer: str) -> str:
    """What the numbers are of."""
    lines = [f"- {label}: {_plain(lexicon[key])}" for key, label in
             (("name", "Lexicon"), ("version", "Version"), ("sha256", "SHA-256")) if lexicon.get(key)]  # fmt: skip
    corpus = "{mentions:,} mentions in {articles:,} articles of {sources:,} sources".format_map(about)
    lines.append(f"- Corpus: {corpus}" + (f", {about['since']} to {about['until']}" if about["since"] else ""))
    return "\n".join([*lines, *([f"- Stance by: {_plain(scorer)}"] if scorer else [])])


def _how(validation: Validation, agreement: pd.DataFrame | None) -> Iterator[str]:
    """The sample, the coders, how well they agree."""
    design = validation.about["design"]
    population, drawn = design.get("population", {}), design.get("drawn", {})
    rows = [
        [
            _KINDS.get(row["kind"], row["kind"]),
            *(f"{of[row['kind']]:,}" if row["kind"] in of else "not known" for of in (population, drawn)),
            f"{row['n_coded']:,}", f"{row['n_articles']:,}", f"{row['n_sources']:,}", f"{row['n_strata']:,}",
            f"{row['probability_low']:.2g} to {row['probability_high']:.2g}",
        ]
        for row in validation.sample.to_dict("records")
    ]  # fmt: skip
    yield _table(["units", "there were", "drawn", "coded", "articles", "sources", "strata", "probability"], rows)
    if design:
        by = ", ".join(map(str, design.get("by", []))) or "nothing"
        n = max(len(design.get("coders", [])), 1)
        coders = "one coder" if n == 1 else f"{n} coders"
        yield f"Mentions were drawn at random by {_plain(by)} (seed {design.get('seed')}), for {coders}."
    yield _agreed(agreement)


def _agreed(agreement: pd.DataFrame | None) -> str:
    """Alpha of all coders together."""
    if agreement is None or agreement.empty:
        return "How well people agree on these codes was not measured here."
    alpha = agreement[(agreement["measure"] == "alpha_nominal") & (agreement["group"].fillna("") == "")]
    # Of pairs of coders and of all, the rows of all have the most coders.
    alpha = alpha[alpha["n_coders"] == alpha["n_coders"].max()]
    rows = [
        [row["variable"], _told(row, "{:.2f}"), f"{row['n_units']:,}",
         f"{row['n_coders']}", row["flag"]]
        for row in alpha.to_dict("records")
    ]  # fmt: skip
    return "Krippendorff's alpha of the coders:\n\n" + _table(["variable", "alpha", "n", "coders", "warning"], rows)


def _overall(scores: pd.DataFrame) -> list[list[str]]:
    """Scores of the whole corpus; those of classes where they are voices or stances of all actors."""
    whole = scores[(scores["group"] == "") & ((scores["class"] == "") | (scores["actor"] == ""))]
    return [
        [
            row["actor"] or "all", row["variable"] + (f" {row['class']}" if row["class"] else ""),
            "F1" if row["measure"] == "f1" else row["measure"], _share(row), f"{row['n_coded']:,}",
            f"{row['n_errors']:,}", row["flag"],
        ]
        for row in whole.to_dict("records")
    ]  # fmt: skip


def _sources(scores: pd.DataFrame) -> str:
    """One row for each source, all actors together."""
    of = scores[(scores["group"] == "source") & (scores["actor"] == "")]
    if of.empty:
        return "Errors were not told by source."
    cells = {(row["name"], row["variable"], row["measure"]): row for row in of.to_dict("records")}
    rows = []
    for name in sorted(set(of["name"])):
        found = [cells.get((name, *key)) for key in _BY_SOURCE]
        rows.append([name, *(f"{_share(row)}, n = {row['n_coded']:,}" if row else "" for row in found)])
    return _table(["source", *(f"{measure} of {variable}" for variable, measure in _BY_SOURCE)], rows)


def _differences(tests: pd.DataFrame) -> str:
    """What the tests found, in sentences."""
    of = tests[(tests["group"] == "source") & (tests["actor"] == "")] if len(tests) else tests
    if of.empty or of["p_adjusted"].notna().sum() == 0:
        return "Too little was coded to test whether errors differ between sources. That is no sign that they do not."
    lines = []
    for row in of[of["name"] == ""].to_dict("records"):
        told = f"p = {row['p']:.3f}, adjusted {row['p_adjusted']:.3f}" if math.isfinite(row["p"]) else row["flag"]
        lines.append(f"- {row['measure']} of {row['variable']}, all sources together: {told}")
    apart = of[(of["name"] != "") & (of["p_adjusted"] < _SMALL)]
    for row in apart.to_dict("records"):
        points = f"{100 * row['difference']:+.0f} points [{100 * row['low']:+.0f}, {100 * row['high']:+.0f}]"
        lines.append(
            f"- {_plain(row['name'])} against the rest, {row['measure']} of {row['variable']}: {points},"
            f" adjusted p = {row['p_adjusted']:.3f}"
        )
    if apart.empty:
        lines.append(f"- No single source differs from the rest at an adjusted p below {_SMALL:g}.")
    return "\n".join(lines)


def _share(row: Mapping[Any, Any]) -> str:
    """A share in percent, with its interval."""
    return _told({name: 100 * row[name] for name in ("value", "low", "high")}, "{:.0f}", " %")


def _told(row: Mapping[Any, Any], form: str, unit: str = "") -> str:
    """A number with its interval, or that there is none."""
    if not math.isfinite(row["value"]):
        return "not estimable"
    value, low, high = (form.format(row[name]) for name in ("value", "low", "high"))
    return f"{value}{unit} [{low}, {high}]"


def _table(head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """A table in Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(_plain(cell) for cell in line)} |" for line in lines)


def _plain(cell: object) -> str:
    """Text that neither ends a cell nor becomes markup: names of sources come from files of others."""
    text = " ".join(str(cell).split()).replace("\\", "\\\\").replace("|", "\\|")
    return text.replace("<", "&lt;").replace("`", "\\`")

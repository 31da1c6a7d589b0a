"""One code per unit and variable out of those of several coders."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import pandas as pd

from framing.errors import TableError
from framing.schema import CODINGS, GOLD, NO_ACTOR, UNCLEAR, VARIABLES, check

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OF_THE_ACTOR = ("label", "stance")


def resolve_codings(codings: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Settle on one code per unit and variable.

    Most coders decide; a tie is decided by the coder whose sheet was given first, so that an adjudicated sheet goes
    first. Label and stance are those of coders who saw the actor that was settled on. ``unclear`` and empty cells
    decide nothing. If not all units drawn were decided, those that were stand for the others of their kind: their
    probability is multiplied by the share decided. This is right as long as what was coded is a random part, as it is
    of a shuffled sheet coded from the top.

    Parameters
    ----------
    codings : pandas.DataFrame
        `CODINGS`.
    units : pandas.DataFrame
        `UNITS`, with all that were drawn.

    Returns
    -------
    pandas.DataFrame
        `GOLD`, one row per unit on which something was decided (its actor, or, of a sentence, what was missed; of
        sheets without actors any variable), in the order of `units`. Codes are None where nothing was decided.
        ``attrs["notes"]`` says in sentences what was not decided, and how; ``attrs["ties"]`` counts ties.

    Raises
    ------
    TableError
        If a column or a probability is missing, or no unit was decided.

    Examples
    --------
    >>> import pandas as pd
    >>> cells = {"kind": "mention", "probability": 0.5, "label": None, "voice": None, "stance": None, "missed": None}
    >>> codings = pd.DataFrame(
    ...     [{"unit_id": "a1", "coder": coder, "actor": actor, "text": "", "note": "", **cells}
    ...      for coder, actor in (("anna", "police"), ("ben", "none"), ("cleo", "none"))]
    ... )
    >>> units = pd.DataFrame({"unit_id": ["a1"], "kind": ["mention"], "probability": [0.5]})
    >>> resolve_codings(codings, units)[["unit_id", "actor", "n_coders"]]
      unit_id actor  n_coders
    0      a1  none         3
    """
    check(codings, [name for name in CODINGS if name != "voice"], "codings")  # which may be unclear, too
    check(units, ("unit_id", "kind", "probability"), "units")
    told = codings.assign(**{name: _decided(codings[name]) for name in VARIABLES})
    told = told[told["unit_id"].isin(units["unit_id"])]
    deciding = _deciding(told)
    coded: dict[str, list[dict[Any, Any]]] = {}
    for row in told.to_dict("records"):
        coded.setdefault(row["unit_id"], []).append(row)
    settled: dict[str, dict[str, Any]] = {}
    ties: Counter[str] = Counter()
    for unit, rows in coded.items():
        main = deciding.get(rows[0]["kind"], VARIABLES)
        counted = [row for row in rows if any(row[name] is not None for name in main)]
        if counted:
            text = next((row["text"] for row in counted if isinstance(row["text"], str) and row["text"]), "")
            settled[unit] = {**_settle(counted, ties), "n_coders": len(counted), "text": text}
    return _gold(units, settled, _notes(told, units, settled, ties), ties.total())


def _decided(cells: pd.Series[Any]) -> pd.Series[Any]:
    """Codes, and None where a coder wrote none or ``unclear``."""
    codes = [cell if isinstance(cell, str) and cell not in ("", UNCLEAR) else None for cell in cells]
    return pd.Series(codes, index=cells.index, dtype=object)


def _deciding(told: pd.DataFrame) -> dict[str, tuple[str, ...]]:
    """By kind of unit the variables of which one must be decided: the actor wherever actors are coded."""
    actors = ("actor",) if told["actor"].notna().any() else VARIABLES
    return {"mention": actors, "candidate": actors, "sentence": ("missed",)}


def _settle(rows: Sequence[Mapping[Any, Any]], ties: Counter[str]) -> dict[str, str | None]:
    """The codes of a unit that its coders, in the order of their sheets, settle on."""
    settled: dict[str, str | None] = {}
    for variable in VARIABLES:
        actor = settled.get("actor")
        if actor == NO_ACTOR:
            settled[variable] = None
            continue
        voters = [each for each in rows if variable not in _OF_THE_ACTOR or actor is None or each["actor"] == actor]
        votes = Counter(each[variable] for each in voters if each[variable] is not None)
        most = [code for code, n in votes.items() if n == max(votes.values())]
        ties[variable] += len(most) > 1
        settled[variable] = most[0] if most else None
    return settled


def _gold(units: pd.DataFrame, settled: dict[str, dict[str, Any]], notes: list[str], ties: int) -> pd.DataFrame:
    """Units with the codes settled on beside what was predicted."""
    if not settled:
        raise TableError(
            "coded units: on none of them was anything decided; code the actor, or 'missed' of sentences"
        )
    renamed = units.rename(columns={name: f"predicted_{name}" for name in ("actor", "label", "voice")})
    coded = pd.DataFrame.from_dict(settled, orient="index").reindex(renamed["unit_id"])
    kept = renamed["unit_id"].isin(list(settled)).to_numpy()
    share = pd.Series(kept).groupby(renamed["kind"].to_numpy()).transform("mean").to_numpy()
    gold = renamed.assign(probability=renamed["probability"] * share)
    for name in coded.columns:
        gold[name] = coded[name].to_numpy()
    gold = gold.assign(**{name: "" for name in GOLD if name not in gold})[kept].reset_index(drop=True)
    if (lost := gold["probability"].isna()).any():
        raise TableError(
            f"coded units: {int(lost.sum())} of {len(gold)} lack the probability of being drawn; add the column"
            " 'probability' (1 if every unit was coded; n/N if n of N were drawn at random), or give the key"
        )
    for name in VARIABLES:
        gold[name] = pd.Series([code if isinstance(code, str) else None for code in gold[name]], dtype=object)
    gold = gold[list(GOLD)].astype({"n_coders": "int64"})
    gold.attrs.update(notes=notes, ties=ties)
    return gold


def _notes(
    told: pd.DataFrame, units: pd.DataFrame, settled: dict[str, dict[str, Any]], ties: Counter[str]
) -> list[str]:
    """What readers of the numbers must know about how codes came about."""
    notes = []
    for kind, part in units.groupby("kind", sort=False):
        n = int(part["unit_id"].isin(list(settled)).sum())
        if n < len(part):
            then = "probabilities of these were multiplied by that share" if n else "nothing stands for them"
            notes.append(f"{n} of {len(part)} {kind} units drawn were decided; {then}")
    several = int((told.groupby("unit_id")["coder"].nunique() >= 2).sum())
    if several:
        notes.append(f"units coded by two coders or more: {several}; most coders decided")
    if ties.total():
        each = ", ".join(f"{name} {n}" for name, n in ties.items() if n)
        notes.append(f"ties decided by the sheet given first ({told['coder'].iloc[0]}): {each}")
    return notes

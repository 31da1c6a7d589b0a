"""One code per unit out of those of several coders."""

import numpy as np
import pandas as pd
import pytest

from framing import TableError
from framing.coding.resolve import resolve_codings
from framing.schema import GOLD


def units(*ids, kind="mention", probability=0.5):
    table = pd.DataFrame({"unit_id": list(ids), "kind": kind, "probability": probability, "source": "Post"})
    return table.assign(
        actor="opposition", label="rebel", voice="own", start=1, end=2, mention_id="m", article_id="a"
    )


def codings(**by_coder):
    """Codings of coders in their order: unit → "actor label voice", with - for an empty cell."""
    rows = []
    for coder, told in by_coder.items():
        for unit, words in told.items():
            cells = [None if word == "-" else word for word in (words.split() + ["-"] * 5)[:5]]
            values = dict(zip(("actor", "label", "voice", "stance", "missed"), cells, strict=True))
            kind = "sentence" if values["missed"] else "mention"
            rows.append(
                {"unit_id": unit, "coder": coder, "kind": kind, "probability": 0.5, "text": "t", "note": ""} | values
            )
    return pd.DataFrame(rows)


def codes(gold, unit="u1"):
    row = gold.set_index("unit_id").loc[unit]
    return [row[name] for name in ("actor", "label", "voice", "stance", "missed")]


def test_one_coder_decides_alone():
    gold = resolve_codings(codings(anna={"u1": "police officer own"}), units("u1"))
    assert list(gold.columns) == list(GOLD)
    assert codes(gold) == ["police", "officer", "own", None, None]
    assert gold[["predicted_actor", "predicted_label", "predicted_voice"]].iloc[0].tolist() == [
        "opposition",
        "rebel",
        "own",
    ]
    assert gold["probability"].tolist() == [0.5]
    assert gold["n_coders"].tolist() == [1]
    assert gold.attrs["notes"] == []


def test_most_coders_decide():
    told = codings(anna={"u1": "none"}, ben={"u1": "police officer own"}, cleo={"u1": "police officer direct"})
    gold = resolve_codings(told, units("u1"))
    assert codes(gold) == ["police", "officer", "own", None, None]
    assert gold["n_coders"].tolist() == [3]
    assert gold.attrs["ties"] == 1  # the voice
    assert gold.attrs["notes"] == [
        "units coded by two coders or more: 1; most coders decided",
        "ties decided by the sheet given first (anna): voice 1",
    ]


@pytest.mark.parametrize(("first", "second", "actor"), [("police", "none", "police"), ("none", "police", "none")])
def test_a_tie_is_decided_by_the_sheet_given_first(first, second, actor):
    told = codings(anna={"u1": f"{first} -"}, ben={"u1": f"{second} -"})
    assert codes(resolve_codings(told, units("u1")))[0] == actor


def test_a_tie_between_others_is_decided_by_the_earlier_of_them():
    voices = {"a": "own", "b": "direct", "c": "indirect", "d": "indirect", "e": "direct"}
    told = codings(**{coder: {"u1": f"police officer {voice}"} for coder, voice in voices.items()})
    assert codes(resolve_codings(told, units("u1")))[2] == "direct"


def test_the_label_is_that_of_coders_who_saw_the_same_actor():
    told = codings(a={"u1": "police officer own"}, b={"u1": "army soldier own"}, c={"u1": "army recruit own"})
    assert codes(resolve_codings(told, units("u1")))[:2] == ["army", "soldier"]


def test_votes_are_counted_as_by_hand():
    chance = np.random.default_rng(1)
    votes = {
        coder: {f"u{n}": f"{chance.choice(['-', 'a', 'b', 'c'])} - -" for n in range(60)}
        for coder in ("k", "l", "m", "n")
    }
    gold = resolve_codings(codings(**votes), units(*votes["k"])).set_index("unit_id")["actor"]
    for unit in votes["k"]:
        ballots = [told[unit][0] for told in votes.values() if told[unit][0] != "-"]
        ranked = sorted(ballots, key=lambda actor: (-ballots.count(actor), ballots.index(actor)))
        assert gold.get(unit) == (ranked[0] if ranked else None)


def test_an_actor_that_is_none_leaves_nothing_else():
    told = codings(a={"u1": "none"}, b={"u1": "none"}, c={"u1": "police officer own negative"})
    assert codes(resolve_codings(told, units("u1"))) == ["none", None, None, None, None]


def test_unclear_decides_nothing():
    told = codings(a={"u1": "unclear"}, b={"u1": "police unclear own"}, c={"u1": "-"})
    gold = resolve_codings(told, units("u1"))
    assert codes(gold) == ["police", None, "own", None, None]
    assert gold["n_coders"].tolist() == [1]


def test_units_that_were_decided_stand_for_those_of_their_kind_that_were_not():
    drawn = pd.concat([units("u1", "u2", "u3", "u4", probability=0.2), units("s1", kind="sentence", probability=0.1)])
    told = codings(anna={"u1": "police - -", "u2": "unclear - own", "u4": "none", "s1": "- - - - none"})
    gold = resolve_codings(told, drawn)
    assert gold["unit_id"].tolist() == ["u1", "u4", "s1"]
    assert gold["probability"].tolist() == pytest.approx([0.1, 0.1, 0.1])
    assert gold.attrs["notes"] == [
        "2 of 4 mention units drawn were decided; probabilities of these were multiplied by that share"
    ]


def test_the_weights_of_what_was_decided_add_up_to_those_of_what_was_drawn():
    drawn = units("u1", "u2", "u3", "u4", "u5", "u6", probability=0.25)
    gold = resolve_codings(codings(anna={f"u{n}": "police" for n in (1, 2, 3, 5)}), drawn)
    assert (1 / gold["probability"]).sum() == pytest.approx((1 / drawn["probability"]).sum())


def test_a_kind_of_which_nothing_was_decided_is_told():
    drawn = pd.concat([units("u1"), units("s1", "s2", kind="sentence")])
    gold = resolve_codings(codings(anna={"u1": "police"}), drawn)
    assert gold.attrs["notes"] == ["0 of 2 sentence units drawn were decided; nothing stands for them"]


def test_sheets_without_actors_are_decided_by_what_they_have():
    gold = resolve_codings(codings(anna={"u1": "- - own", "u2": "- - unclear"}), units("u1", "u2"))
    assert gold["unit_id"].tolist() == ["u1"]
    assert codes(gold) == [None, None, "own", None, None]


def test_lists_of_what_was_missed_are_compared_as_wholes():
    lists = {"a": "police:officer", "b": "none", "c": "none"}
    told = codings(**{coder: {"s1": f"- - - - {words}"} for coder, words in lists.items()})
    assert codes(resolve_codings(told, units("s1", kind="sentence")), "s1")[4] == "none"


def test_gold_goes_in_the_order_of_the_units_whatever_that_of_the_sheets():
    told = codings(anna={"u2": "police", "u1": "none"})
    assert resolve_codings(told, units("u1", "u2"))["actor"].tolist() == ["none", "police"]


def test_units_of_another_sample_are_left_out():
    assert len(resolve_codings(codings(anna={"u1": "police", "x9": "police"}), units("u1"))) == 1


def test_nothing_decided_and_probabilities_missing_are_refused():
    with pytest.raises(TableError, match="on none of them was anything decided"):
        resolve_codings(codings(anna={"u1": "unclear"}), units("u1"))
    with pytest.raises(
        TableError, match=r"1 of 1 lack the probability of being drawn; add the column 'probability' \(1"
    ):
        resolve_codings(codings(anna={"u1": "police"}), units("u1", probability=float("nan")))
    with pytest.raises(TableError, match="codings: column 'coder' is missing"):
        resolve_codings(codings(anna={"u1": "police"}).drop(columns="coder"), units("u1"))

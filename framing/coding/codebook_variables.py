"""The variables of a codebook: for each the question, the codes with their meanings, and the borderline cases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.coding.codebook_document import Points, Section, case_table, code, code_table
from framing.coding.codebook_voice import voice
from framing.coding.codes import allowed_codes
from framing.schema import OTHER_LABEL, UNCLEAR

if TYPE_CHECKING:
    from framing.lexicon import Lexicon


def variables(lexicon: Lexicon) -> Section:
    """All variables, in the order of the sheet."""
    codes = allowed_codes(lexicon)
    generics = sorted({label.label for actor in lexicon.actors for label in actor.labels if label.kind == "generic"})
    return Section(
        "Variables",
        (
            _actor(codes["actor"]),
            _label({each: codes["label"][each] for each in (OTHER_LABEL, UNCLEAR)}, generics),
            voice(codes["voice"]),
            _stance(codes["stance"]),
            _missed(codes["missed"]),
        ),
    )


def _actor(codes: dict[str, str]) -> Section:
    return Section(
        "`actor`: whom the words name",
        (
            "Whom do the marked words name? Nominal, one code.",
            code_table(codes),
            case_table(
                (
                    "A label alone, as in “the government”",
                    "The Syrian army left. The ⟦army⟧ said it would return.",
                    "the actor that the words around it tell; `unclear` if they tell nothing",
                ),
                ("Two actors with one label", "800 ⟦armed men⟧ of rebels and regime", "`unclear`, and a note"),
                (
                    "A deed that is labelled, nobody named",
                    "A ⟦terrorist⟧ attack hit the market.",
                    "whom the text shown and the definitions above tell, else `unclear`; not what you know",
                ),
                ("An actor in a list", "⟦rebels⟧ and Islamic State", "the actor of the marked words alone"),
                ("One member, or a commander", "a ⟦rebel⟧ told reporters", "the actor, as for the group"),
                ("A supporter abroad", "an ⟦opposition⟧-supporting country", "the actor that is named, not the ally"),
                (
                    "Who uses the word",
                    "Moscow calls all of them ⟦terrorists⟧.",
                    "whom the word names, not who says it",
                ),
                ("A party that the lexicon lacks", "the Iraqi ⟦government⟧", "`none`"),
                (
                    "Too few or too many words marked, the head among them",
                    "Free Syrian ⟦Army⟧",
                    "the actor that the whole noun phrase names, and a note",
                ),
            ),
        ),
    )


def _label(codes: dict[str, str], generics: list[str]) -> Section:
    lends = (
        f"Some nouns lend themselves to the label before them: {', '.join(map(code, generics))}. “Rebel fighters” "
        "are `rebel`. Where no label stands before them, they are labels of their own: “Syrian fighters”. All other "
        "nouns stay labels of their own: “rebel militants” are `militant`."
        if generics
        else "No noun of this lexicon lends itself to the label before it."
    )
    return Section(
        "`label`: with which word",
        (
            "With which word? Nominal, one code: the label whose word is the head of the marked noun phrase. All "
            "codes stand in the part “Labels”, with their words. Any inflection or spelling of a word counts. These "
            "two are codes, too:",
            code_table(codes),
            lends,
            "The part “Actors” tells which labels each actor can have. Another word for it is `other`, also where it "
            "is a label of other actors; write the word into `note`. Code the word, not what you think of it.",
            case_table(
                ("Two labels in one phrase", "⟦Islamist rebels⟧", "`rebel`, the head; not the word before it"),
                ("A label and a generic noun", "⟦regime forces⟧", "`regime`"),
                ("A name and a generic noun", "⟦Islamic State fighters⟧; ⟦IS fighters⟧", "`islamic_state`; `isis`"),
                ("A country and a noun", "the ⟦Syrian army⟧", "`army`: a country is no label"),
                (
                    "A name and a label",
                    "⟦Nusra Front terrorists⟧; ⟦IS militants⟧; ⟦IS gunmen⟧",
                    "`terrorist`; `militant`; `armed_group`: the name tells whose label it is",
                ),
                ("An adjective", "⟦rebel⟧-held areas", "`rebel`"),
                (
                    "A word that no label holds",
                    "the ⟦strongman's men⟧",
                    "`other`, and the word in `note`",
                ),
            ),
        ),
    )


def _stance(codes: dict[str, str]) -> Section:
    return Section(
        "`stance`: in which light",
        (
            "In which light does the sentence show the actor? Ordinal, one code; optional, and left empty in all "
            "rows if your study does not ask for it. Judge the sentence as it is worded, the label and the words of "
            "others included: `voice` tells whose words they are. Judge neither the actor nor the event by what you "
            "know of them.",
            code_table(codes),
            case_table(
                ("A move or an exchange, told plainly", "⟦Rebels⟧ seized the town on Monday.", "`neutral`"),
                ("The label judges", "⟦Terrorists⟧ seized the town on Monday.", "`negative`"),
                ("Harm that the actor does", "Shells of the ⟦army⟧ killed nine villagers.", "`negative`"),
                (
                    "Harm that is done to it",
                    "Nine ⟦rebels⟧ were killed on Monday.",
                    "`neutral`, unless it is mourned",
                ),
                ("Help that it gives", "The ⟦rebels⟧ shared their bread with the besieged.", "`positive`"),
                ("A judgement by others", "The mayor praised the ⟦rebels⟧ as liberators.", "`positive`"),
                ("An accusation that it denies", "The ⟦army⟧ denied that it had shelled the clinic.", "`neutral`"),
                ("Both at once", "The ⟦rebels⟧ freed prisoners and shot two guards.", "`neutral`"),
            ),
        ),
    )


def _missed(codes: dict[str, str]) -> Section:
    return Section(
        "`missed`: what is not marked",
        (
            "Which words of the sentence name an actor of this codebook and are not marked? A list; rows of the kind "
            "`sentence` only. All words that other rows may ask about stand between ⟦ ⟧: leave these out, right or "
            "wrong. For each other mention write an entry, its actor and its label, and its voice if you code voice. "
            "Part entries with a semicolon.",
            code_table(codes),
            Points(
                (
                    "One mention: `actor: label` or `actor: label: voice`, with codes of this codebook.",
                    "Several: `actor: label; actor: label`. Two mentions of the same actor are two entries.",
                    "A word that no label holds: `actor: other`, and the word in `note`.",
                )
            ),
            case_table(
                ("Everything is marked", "⟦Rebels⟧ and the ⟦army⟧ fought.", "`none`"),
                ("A pronoun", "They left the town.", "`none`"),
                (
                    "People by their country",
                    "Russian soldiers and their Iranian allies left.",
                    "an entry where a label of the list stands: `russia: soldier`; no other",
                ),
                ("Weapons, strikes, officials", "Russian air strikes; the governor of Aleppo", "`none`"),
                ("A marked word that names nobody", "a diet ⟦regime⟧", "`none`: another row asks about it"),
                ("A label that is spelt wrongly", "The rebells left.", "an entry, as if it were spelt rightly"),
            ),
        ),
    )

"""What a codebook calls a mention: the cases that coders meet, whatever the lexicon, with constructed examples."""

from __future__ import annotations

from framing.coding.codebook_document import Section, Table

MENTION = Section(
    "What a mention is",
    (
        "Ask of the marked words: do they, in this sentence, name an actor of this codebook by a label? If yes, code "
        "that actor. If no, the actor is `none`. The examples of this part and of the part “Variables” are "
        "constructed, with words of the war in Syria.",
        Table(
            ("Case", "Example", "Mention?"),
            (
                ("A label or a name", "⟦Rebels⟧ seized the town.", "Yes."),
                ("A longer phrase", "The ⟦rebel fighters⟧ left. The ⟦Syrian army⟧ left.", "Yes, one."),
                (
                    "A compound",
                    "⟦regime⟧-held territory; non-⟦rebel⟧ areas; a ⟦rebel⟧ commander",
                    "Yes: the label names the actor within the compound.",
                ),
                (
                    "“Anti-” and a label",
                    "an anti-⟦jihadist⟧ coalition; anti-⟦regime⟧ protests",
                    "Yes: the actor that they are against.",
                ),
                (
                    "“Anti-” marked, too",
                    "⟦anti-regime⟧ protests; ⟦anti-government⟧ demonstrators",
                    "No: protest alone is not the opposition. ⟦Anti-regime⟧ fighters or groups: yes.",
                ),
                ("A name and its short form", "⟦Hayat Tahrir al-Sham⟧ (⟦HTS⟧) agreed.", "Yes, two."),
                (
                    "A label before a label or a name",
                    "⟦Islamist rebels⟧; an Islamist-led ⟦rebel⟧ alliance; the jihadist ⟦Nusra Front⟧",
                    "Yes, one: the word before describes it and is no second mention.",
                ),
                (
                    "That word before, marked alone",
                    "the ⟦jihadist⟧ Nusra Front; the ⟦Takfiri⟧ ISIL group; the ⟦opposition⟧ National Coalition; "
                    "⟦Nusra⟧-linked terrorist groups",
                    "No: what follows names the same actor. Before a noun that lends itself (see `label`), yes: "
                    "⟦rebel⟧ fighters.",
                ),
                (
                    "A capital or a country that acts",
                    "⟦Damascus⟧ rejects the plan; they help ⟦Damascus⟧ regain control; a US-⟦Russia⟧ agreement; "
                    "foreign ministers from ⟦Turkey⟧",
                    "Yes.",
                ),
                (
                    "A capital or a country as a place",
                    "in ⟦Damascus⟧; travelled to ⟦Damascus⟧; banned in ⟦Russia⟧; the border with ⟦Turkey⟧",
                    "No.",
                ),
                ("A broadcaster or agency of a state", "⟦Syrian state⟧ TV; ⟦Turkey⟧'s Anadolu", "No: the medium."),
                (
                    "Somebody else's forces",
                    "the Iraqi ⟦army⟧; Hezbollah ⟦fighters⟧; the Russian ⟦military⟧",
                    "Of that other actor, if this codebook has it. If it has not, no.",
                ),
                (
                    "Militias from abroad",
                    "Iran-backed ⟦militias⟧; Iraqi ⟦militias⟧; Lebanese ⟦militias⟧",
                    "No. Only ⟦Iran⟧-backed names Iran.",
                ),
                (
                    "“Military” of people, places, units",
                    "a ⟦military⟧ source; ⟦military⟧ positions; the ⟦army⟧ airport",
                    "Yes: the actor that they belong to.",
                ),
                ("“Military” of things done", "⟦military⟧ gains; ⟦military⟧ action; ⟦military⟧ intervention", "No."),
                ("A fixed expression", "diet ⟦regime⟧; war on ⟦terror⟧; counter-⟦terrorism⟧", "No."),
                (
                    "A kind, nobody in particular",
                    "It is not a ⟦terrorist⟧ group; no ⟦extremist⟧ group has claimed it; a magnet for ⟦terrorists⟧",
                    "No: nobody is named.",
                ),
                ("A pronoun or “the group”", "They left. The group left.", "No."),
                ("Headline, caption, list", "⟦Rebels⟧ seize town", "Yes, as in the text."),
                (
                    "The web page itself",
                    "Tags: ⟦rebels⟧, Aleppo; menus, credits, datelines, titles of other articles, links to share",
                    "No, also where it stands inside a sentence.",
                ),
            ),
            (24, 44, 32),
        ),
    ),
)

"""The variable `voice` of a codebook: in whose words a label stands, with the cases that coders meet."""

from __future__ import annotations

from framing.coding.codebook_document import Section, case_table, code_table


def voice(codes: dict[str, str]) -> Section:
    """The question, the codes with their meanings, and the borderline cases."""
    return Section(
        "`voice`: in whose words",
        (
            "In whose words does the label stand? Nominal, one code. The outlet answers for its own voice; for the "
            "others it answers only in part.",
            code_table(codes),
            "Look for a reporting expression (“said that”, “according to”, “what it calls”) and ask what it governs. "
            "Look for quotation marks and ask whether they report speech or writing.",
            case_table(
                ("No one is reported", "⟦Rebels⟧ seized the town.", "`own`"),
                (
                    "A clause after a verb or a noun of speech",
                    "The mayor said the ⟦rebels⟧ had left. He repeated allegations that the ⟦rebels⟧ had left.",
                    "`indirect`",
                ),
                (
                    "A clause in “-ing” after such a verb",
                    "He stressed their focus on combating ⟦terrorist⟧ organisations.",
                    "`indirect`",
                ),
                ("“According to”", "According to the mayor, the ⟦rebels⟧ left.", "`indirect`"),
                ("The source in the middle", "⟦Rebels⟧, the army said, had left.", "`indirect`"),
                (
                    "A headline with its source",
                    "⟦Rebels⟧ seize town: monitor",
                    "`indirect`, also if the colon is lost",
                ),
                (
                    "A vow, a claim, a call, an accusation",
                    "The army vowed to drive out the ⟦rebels⟧. It blamed the ⟦rebels⟧ for the fire.",
                    "`indirect`",
                ),
                ("“What it calls”", "The army fights what it calls ⟦terrorists⟧.", "`indirect`"),
                ("A quotation", "“The ⟦rebels⟧ have left,” the mayor said.", "`direct`"),
                (
                    "A quotation of a few words",
                    "They had helped to “repel ⟦terrorist⟧ aggression”, Iran said.",
                    "`direct`",
                ),
                ("Beside a quotation", "The ministry said ⟦Syrian forces⟧ had “repelled aggression”.", "`indirect`"),
                ("A quotation over several paragraphs", "“… until the ⟦regime⟧ falls.”", "`direct`, in all of them"),
                (
                    "Quotation marks that were lost",
                    "We will drive out the ⟦rebels⟧, the colonel said.",
                    "`direct`: “we” or “us” beside a speaker is a sign of it; without one, code what is visible",
                ),
                (
                    "The source itself",
                    "The ⟦rebels⟧ said that they had left. The town fell, according to the ⟦authorities⟧.",
                    "`own`: the outlet names the speaker",
                ),
                (
                    "A lead that only the next sentence attributes",
                    "⟦Rebels⟧ seized the town. The mayor said so on Monday.",
                    "`own`",
                ),
                (
                    "A speech act with a noun and no clause",
                    "He expressed support for the ⟦regime⟧. He condemned the massacre by the ⟦regime⟧. Reports of "
                    "⟦rebel⟧ advances grew.",
                    "`own`",
                ),
                ("What somebody fears, hopes, believes", "Villagers fear the ⟦rebels⟧.", "`own`"),
                (
                    "Scare quotes: one to three words, nobody reported",
                    "The “⟦rebels⟧” left. The so-called ⟦rebels⟧ left.",
                    "`own`: the outlet keeps its distance, in its own voice",
                ),
                ("A name between quotation marks", "The “⟦Military Operations Command⟧” left.", "`own`"),
                ("Square brackets in a quotation", "“They [the ⟦rebels⟧] have left.”", "`own`: the editor's words"),
                ("Round brackets in a quotation", "“They (the ⟦rebels⟧) have left,” he said.", "`direct`"),
                ("The outlet cites itself", "Our reporter said the ⟦rebels⟧ had left.", "`indirect`"),
            ),
        ),
    )

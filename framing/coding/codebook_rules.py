"""What every codebook says, whatever the lexicon: why one codes, how the sheet is filled, how coders are trained."""

from __future__ import annotations

from framing.coding.codebook_document import Points, Section, Table

WHY = Section(
    "What is coded, and why",
    (
        "The same people are rebels in one outlet and terrorists in the next. The study asks which label each outlet "
        "gives to which actor, and in whose voice. A program looks for the labels with a lexicon. You tell where it "
        "is right and what it overlooks: your codes measure its errors, outlet by outlet, and correct its figures. "
        "So do not guess what a program would say. Code what you read.",
        "The unit of coding is the mention: one noun phrase that names an actor by a label. Each row of the sheet is "
        "a unit. There are three kinds:",
        Table(
            ("Kind", "What stands between ⟦ ⟧", "What you fill"),
            (
                ("`mention`", "words that may name an actor", "`actor`, `label`, `voice`, `stance`"),
                ("`candidate`", "words that may name an actor", "`actor`, `label`, `voice`, `stance`"),
                (
                    "`sentence`",
                    "every word that other rows may ask about; often none",
                    "`missed`: mentions among the words that are not marked",
                ),
            ),
            (18, 40, 42),
        ),
        "`mention` and `candidate` tell how a row was drawn, not what is right: rows of both kinds name an actor or "
        "name none. The sheet does not say which outlet wrote a sentence, or when. Where the words give it away, "
        "code as if they did not.",
    ),
)

SHEET = Section(
    "How to fill the sheet",
    (
        Points(
            (
                "Read `before`, `text` and `after`. Go by them and this codebook alone. Do not look the article up.",
                "In a row of the kind `mention` or `candidate`, decide the `actor` first. If it is `none` or "
                "`unclear`, leave the other cells of the row empty.",
                "Otherwise fill `label`, `voice` and, if your study codes it, `stance`.",
                "In a row of the kind `sentence`, fill `missed` and nothing else.",
                "Write codes as they are printed here, in lower case. In a spreadsheet, choose them from the list.",
                "An empty cell says that you have not decided yet. `unclear` says that you have tried, and that the "
                "text does not tell. Both count as not coded; neither is a category. Use `unclear` where another "
                "careful reader could not decide either, and say why in `note`.",
                "What `unclear` costs: other rows stand in for this one. Intervals widen; and as the rows left out "
                "are the hard ones, the program may look better than it is.",
                "`note` is yours: doubts, a word that the lexicon lacks, a rule that this codebook lacks.",
                "Do not change `unit_id`, `probability`, `kind`, `before`, `text` or `after`, do not merge cells, "
                "and do not delete rows. You may sort them.",
                "Code alone. Take questions to the person who leads the study; the answer becomes a rule for all.",
            ),
            numbered=True,
        ),
    ),
)

TRAINING = Section(
    "Training and reliability",
    (
        Points(
            (
                "Read this codebook, then code twenty rows together and talk about each. These rows must not be rows "
                "of the study: draw them with another seed.",
                "Code a second practice sheet alone. Compare (`framing agreement`), read the disagreements, and "
                "write what you settle into this codebook. Repeat until the figures no longer rise.",
                "Then code the sheets of the study, alone. Some rows are given to more than one coder; you cannot "
                "see which. After this point a rule is changed only if all rows that it touches are coded anew.",
                "Agreement is computed before disagreements are talked over. Sheets settled afterwards are files of "
                "their own, given first to `framing validate`.",
            ),
            numbered=True,
        ),
        "Report for each variable Krippendorff's alpha with its interval, the number of units coded by two or more, "
        "the number of coders, and how these units were drawn (Lacy et al. 2015). Rely on variables with an alpha of "
        ".800 or more; between .667 and .800, draw tentative conclusions only (Krippendorff 2004). These are "
        "conventions, and the harm of a wrong conclusion decides how strict to be. Interval and alpha together tell "
        "more than either (Hayes & Krippendorff 2007).",
        "Poor hand coding makes a good program look bad and a bad one good (Song et al. 2020). For a given number "
        "of codes, more different units help more than more coders for each unit (Barberá et al. 2021): have a part "
        "of the sample coded twice, to measure agreement, and the rest once.",
    ),
)

REFERENCES = (
    "Barberá, P., Boydstun, A. E., Linn, S., McMahon, R., & Nagler, J. (2021). Automated text classification of news "
    "articles: A practical guide. Political Analysis, 29(1), 19-42.",
    "DOCA: Database of Variables for Content Analysis. https://www.hope.uzh.ch/doca. The order of the facts at the "
    "head of this codebook follows it.",
    "Hayes, A. F., & Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data. "
    "Communication Methods and Measures, 1(1), 77-89.",
    "Krippendorff, K. (2004). Reliability in content analysis: Some common misconceptions and recommendations. Human "
    "Communication Research, 30(3), 411-433.",
    "Lacy, S., Watson, B. R., Riffe, D., & Lovejoy, J. (2015). Issues and best practices in content analysis. "
    "Journalism & Mass Communication Quarterly, 92(4), 791-811.",
    "Leech, G. N., & Short, M. H. (1981). Style in fiction. Longman.",
    "Semino, E., & Short, M. (2004). Corpus stylistics: Speech, writing and thought presentation in a corpus of "
    "English writing. Routledge.",
    "Song, H., Tolochko, P., Eberl, J.-M., Eisele, O., Greussing, E., Heidenreich, T., Lind, F., Galyga, S., & "
    "Boomgaarden, H. G. (2020). In validations we trust? The impact of imperfect human annotations as a gold "
    "standard on the quality of validation of automated content analysis. Political Communication, 37(4), 550-572.",
    "Weimann, G. (1985). Terrorists or freedom fighters? Labeling terrorism in the Israeli press. Political "
    "Communication, 2(4), 433-445.",
)

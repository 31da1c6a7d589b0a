"""Closed classes of English words on which the grammar of reported speech rests."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BE: Final = _words("is are was were be been being isn't aren't wasn't weren't")
#: After these an uninflected verb is no report: "would say", "to say".
MODALS: Final = _words("to will would can could may might should must shall cannot won't wouldn't can't couldn't")
AUXILIARIES: Final = BE | _words(
    "has have had having will would can could may might shall should must do does did hasn't haven't hadn't won't "
    "wouldn't can't cannot couldn't don't doesn't didn't shouldn't mustn't gets got"
)
#: Between a subject and its verb, or between a verb and its complement.
ADVERBS: Final = _words(
    "also later then now once still never not even again just only first often further always already ever "
    "earlier both all himself herself themselves itself today yesterday tonight tomorrow instead however "
    "meanwhile though too here soon rather almost afterwards afterward elsewhere online aloud long so thus "
    "therefore moreover nevertheless else back out up simply since much perhaps maybe indeed"
)
#: They end as adverbs do and are none, or count something: "said nearly 20 people died".
NOT_ADVERBS: Final = _words("only early family italy nearly roughly approximately")
DAYS: Final = _words(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight morning afternoon evening "
    "night noon midday week weekend month year mon tue wed thu fri sat sun early late last this next earlier ago "
    "recently january february march april may june july august september october november december jan feb mar "
    "apr aug sep sept oct nov dec jan. feb. mar. apr. aug. sept. oct. nov. dec. again"
)
#: Days only beside another: "last week".
DAY_BEGINNINGS: Final = _words("this last next late early")
DETERMINERS: Final = _words(
    "the a an this that these those his her its their our my your some any no every each another several many "
    "most few both all either neither such what"
)
#: Determiners that may be a subject by themselves: "many said".
ALONE: Final = _words("many some all both several few most another either neither others this that these those each")
RELATIVES: Final = _words("who which that")
SUBJECTS: Final = _words("he she they it we i you")
CONTRACTED: Final = frozenset(f"{p}'{v}" for p in SUBJECTS for v in ("s", "d", "ll", "ve", "re", "m"))
OBJECTS: Final = _words("him her them it us me you himself herself themselves itself")
QUESTIONS: Final = _words("whether if how why what when where who which whom")
#: Question words that open a clause after a verb that takes no indirect question, too.
TOLD: Final = _words("whether how why what")
CONJUNCTIONS: Final = _words(
    "that because as when while although though if but since until unless before after where whereas whether so "
    "than and or nor yet once"
)
COORDINATORS: Final = _words("and but while whereas although though yet as or")
PREPOSITIONS: Final = _words(
    "of in on at for from with by to about against among between during under over into through including after "
    "before via within without outside near following amid despite upon across around toward towards behind "
    "inside like than per since until off onto beyond regarding concerning along"
)
#: Open an adjunct of place, time or medium after a verb of speech.
ADJUNCTS: Final = _words(
    "in on at during after before via through outside near following amid from of to by upon within inside with "
    "since as ahead"
)
#: What looks like an adjunct and is the beginning of a clause: "said at least 12 people died".
AMOUNTS: Final = _words("least most first all fact times once any some that what more less around about")
#: Numbers and adjectives before a plural noun that looks like a verb: "two reports".
COUNTING: Final = _words(
    "two three four five six seven eight nine ten several many few more other these those most united red blue "
    "swing battleground key"
)
#: Before a plural noun that looks like a verb: "public statements".
DESCRIBING: Final = _words("and or , conference phone new recent public campaign")
STOPS: Final = frozenset({".", "?", "!", "\u2026"})
DASHES: Final = frozenset({"\u2014", "\u2013", "--", "---", "-"})
BREAKS: Final = DASHES | frozenset({",", ";", ":", "(", ")", "[", "]", "\u2022", "*", "|", "/"})
#: Common past forms that no ending shows.
PASTS: Final = _words(
    "went came took made gave got left began became saw knew found held ran won lost brought sent met put set led "
    "kept built fell felt stood spoke broke chose drew drove grew hit hurt let paid rose sat shot sold spent "
    "struck fought fled"
)
#: Verbs by their form alone.
FINITE: Final = AUXILIARIES | PASTS
#: Verbs of speech that are never a noun: a noun phrase does not reach over them.
SURE: Final = _words("said says told added asked wrote noted announced argued")
#: Verbs that may stand before their subject without a quotation: "Rebels have left, says monitor".
INVERTIBLE: Final = _words("say add write report announce note explain warn claim argue insist state tell")
#: What may show, find or indicate: with another subject these are no verbs of speech.
DOCUMENTS: Final = _words(
    "poll survey study report record data email e-mail figure document video footage analysis letter statement "
    "statistic research tally census finding result review investigation audit memo transcript filing article "
    "story map photo image picture estimate source index count paper book evidence intelligence cable number "
    "chart graph percent % respondent polling"
)
#: Their participle after a comma draws the writer's own conclusion: "..., suggesting that".
CONCLUDING: Final = _words("suggest show indicate reveal demonstrate imply highlight underline underscore prove mean")

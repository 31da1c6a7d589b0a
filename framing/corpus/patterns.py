r"""What web pages print around articles: the table that `clean` works from.

Each entry is a regular expression that must match a **whole line**, in any case, after bullets,
dashes and brackets around the line were taken away. To add one: put the line's fixed words in the
group it belongs to, its first word in ``OPENINGS`` (a test tells when it is missing there), and one
example that must go and one sentence that must stay in ``tests/corpus/test_corpus_clean.py``.
Precision comes first: a menu word left in costs nothing, a lost sentence changes the results.
Repetitions are bounded, so that matching stays linear.
"""

from __future__ import annotations

from typing import Final

_NAME: Final = r"[^\W_a-z][\w.'\u2019&@-]*"
_SMALL: Final = r"al-\w+|and|in|by|via|of|the|for|de|bin|van|von"
#: A caption tells where somebody is and whom it shows; a credit does not.
_SMALL_IN_CREDITS: Final = r"and|by|via|for"


def _names(more: int, small: str = _SMALL) -> str:
    """Names in capitals, as in credits and sign-offs: one, and at most `more` words after it."""
    # What separates names is never part of one, so there is one way only to match a line.
    return rf"(?-i:{_NAME}(?:(?: - |[ ,;/|\u2013\u2014]{{1,3}})(?:{_NAME}|{small})){{0,{more}}})"


_NETWORK: Final = (
    r"(?:facebook|twitter|x|whatsapp|e-?mail|telegram|linkedin|pinterest|reddit|print|copy link|tumblr"
    r"|share|tweet|messenger|viber|flipboard|instagram|youtube|tiktok|pocket|threads|bluesky|vk|rss|sms)"
)
_NETWORKS: Final = rf"{_NETWORK}(?:[ ,&/|]{{1,3}}(?:and )?{_NETWORK}){{0,12}}"
_COMMENT_VERB: Final = r"(?:view|show|hide|load|read|see|post|leave|add|write)"
_FOLLOWED: Final = rf"(?:us|@\w{{1,30}}|our [\w ]{{1,30}}|the [\w ]{{1,20}}|{_names(6)})"
_PICTURE: Final = r"(?:photo|image|picture|photograph|pic)s?"
_RELATED: Final = r"(?: articles?| stor(?:y|ies)| posts?| news| topics?| coverage| content| video)?"
_LETTER: Final = r"(?:newsletters?|tip ?sheets?|alerts?|briefings?|updates|e-?mails?)"

#: Lines that are boilerplate wherever they stand.
ALONE: Final[tuple[str, ...]] = (
    # advertisements
    r"(?:advertisements?|advertising|sponsored|promoted|sponsored content|paid content|ad):?",
    r"advertisement(?:\W{1,3}advertisement){0,3}(?: continue reading(?: the main story)?)?",
    (
        r"(?:story|article|post) continue[sd]?(?: below| after)?(?: (?:this|the))?"
        r"(?: (?:ad|advert|advertisement|video))?"
    ),
    r"continue reading(?: the main story| below| this (?:story|article))?",
    r"(?:ad|advertisement) feedback|remove ads|report this ad",
    # reading aids and players
    r"\d{1,3}[ -]?min(?:ute)?s?[ -]read|reading time:? \d{1,3} min(?:ute)?s?|min(?:ute)?s? read",
    r"listen(?: to (?:this|the)(?: full)? (?:article|story|report))?(?:\W{1,3}\d{1,3} min(?:ute)?s?)?",
    r"loading(?:\.{3}|\u2026)?|play(?: video)?|close|pause|video|image|photo|pullquote|read aloud",
    r"slideshow(?: ?\(\d{1,3} images?\)?)?|(?:view|see|open) (?:gallery|slideshow|all photos)",
    r"please enable java ?script.{0,80}|your browser does not support.{0,80}",
    r"(?:increase|decrease|text|font) (?:text )?size|print(?: this)?(?: article| page)?|scroll down.{0,40}",
    r"just watched .{1,120} replay\b.{0,20} must watch .{1,140}",
    # menus and navigation
    r"trending(?: now| topics| stories| news)?:?",
    r"quick links|exit mobile version|toggle navigation|open menu|menu|search|main menu|navigation",
    r"skip to (?:the )?(?:main )?(?:content|navigation|article|search).{0,40}",
    r"back to (?:the )?top|go to top|(?:next|previous)(?: article| story| post)?|home",
    r"(?:log|sign) ?in|register|my account|sign (?:in|up)(?: / | or )(?:register|log in|sign up)",
    r"tags?:?|tagged:?|(?:tagged|filed under|tags):.{1,150}|this article tagged under:.{0,100}",
    rf"(?:related|more on this){_RELATED}(?:\.{{3}}|\u2026|:)?",
    r"(?:read|see) (?:more|also|next)(?:\.{3}|\u2026|:)?|also read:?|more(?:\.{3}|\u2026|:)?|also:",
    rf"(?:read )?more (?:from|by) {_names(5)}:?",
    r"most (?:read|popular|viewed|shared|commented)(?: news| stories| articles)?|top stories|latest news",
    r"recommended(?: for you| stories| reading)?:?|popular now|what to read next|up next",
    r"you (?:may|might) (?:also )?(?:like|be interested in)[:.]?",
    r"editor(?:['\u2019]s|s['\u2019])? (?:picks?|choice)",
    # sharing
    rf"{_NETWORKS}",
    (
        rf"(?:share|tweet|send|save) (?:this|the)(?: (?:article|story|post|page|news|with))?"
        rf"(?: (?:on|via|by) {_NETWORKS})?:?"
    ),
    rf"share (?:on|via|by|to|with) {_NETWORKS}|share:|share your thoughts",
    r"copy (?:the )?link|link copied[.!]?",
    r"read or share this story: \S{1,100}",
    (
        rf"(?:please )?(?:follow|join|like|find) {_FOLLOWED} (?:on|at) {_NETWORKS}"
        r"(?:\W{1,3}(?:here|at )?(?:@\w{1,30})?)?"
    ),
    r"(?:please )?(?:follow|join) (?:us|@\w{1,30})(?: (?:on|at) \S{1,60})?[.!]?",
    # newsletters and subscriptions
    (
        rf"sign up (?:for|to) .{{1,80}}\b{_LETTER}(?: manage newsletters)?"
        r"(?:\W{1,3}(?:and|to|for|here|today|now)\b.{0,100})?[.!]?"
    ),
    r"sign up (?:here|now|today)[.!]?|(?:e-?mail )?newsletters?(?: sign-?up)?|manage newsletters",
    r"subscribe(?: now| today| here| for free)?[.!]?",
    (
        r"subscribe (?:to|for) .{0,60}\b(?:newsletters?|channel|podcast|updates?|magazine|edition|alerts?"
        r"|feed|digest|youtube|access|us)\b.{0,60}"
    ),
    r"want .{1,60} in your inbox\b.{0,60}",
    r"click (?:here|below|on|to|for)\b.{0,120}",
    r"(?:get|download) (?:the|our) .{1,30} app\b.{0,40}",
    # comments
    rf"{_COMMENT_VERB}(?: all| more| a| an| your| \d{{1,5}})? (?:comments?|reply)(?: ?\(\d{{1,5}}\)?)?",
    r"comments?(?: ?\(?\d{1,5}\)?)?|\d{1,5} comments?|join the (?:conversation|discussion)\.?",
    # legal notices
    r"(?:copyright )?(?:\u00a9|\(?c\) ?(?:copyright )?(?=\d{4})).{1,160}|copyright \d{4}.{0,160}",
    r"(?:we|this (?:web)?site|our (?:web)?site) uses? cookies\b.{0,200}",
    r"by continuing to (?:use|browse)\b.{0,200}",
    r"(?:accept|reject|manage|allow)(?: all)? cookies|cookie (?:policy|settings|preferences|notice|consent)",
    r"privacy (?:policy|notice)|terms (?:of (?:use|service)|and conditions)",
    r"contact us|about us|advertise with us|our standards: the thomson reuters trust principles\W{0,3}",
    # credits of pictures, without a caption
    (
        rf"(?:file )?{_PICTURE}(?: credits?| source| copyright| courtesy)? ?[:/|\u00a9]"
        rf" ?{_names(5, _SMALL_IN_CREDITS)}\.?"
    ),
    rf"{_PICTURE} (?:source|copyright|credit)s?,? {_names(5, _SMALL_IN_CREDITS)}",
    rf"(?:file )?{_PICTURE} (?:by|courtesy of) {_names(5, _SMALL_IN_CREDITS)}",
    r"enlarge this image(?: toggle caption)?(?: (?P<credit>.{1,60}) (?P=credit))?",
    r"(?:toggle|hide|show) caption",
)

#: Lines that are boilerplate wherever they stand and may begin with any words.
HOLDING: Final[tuple[str, ...]] = (
    r".{0,100}\b(?:delivered|straight|directly|sent) (?:to|in|into) your inbox\b.{0,100}",
    r".{0,120}\ball rights reserved\b.{0,120}",
)
#: One of these stands in each of those lines; they are without i, k and s, which other letters equal in any case.
HELD: Final = ("nbox", "all r")

#: Labels before the headline of another article. They are left alone when they are the first line
#: (then they are a headline, such as "Watch: …") and when the line ends as a sentence does.
LINKS: Final[tuple[str, ...]] = (
    rf"(?:read(?: more| also)?|also read|see (?:also|more)|more|recommended|related{_RELATED})\s?:.{{1,180}}",
    (
        r"(?:(?:now )?watch(?: live| now| more| video)?|listen|photos|in (?:pictures|photos)"
        r"|don['\u2019]t miss)\s?:.{1,180}"
    ),
    (
        r"(?:read more|more on this|more from [\w ]{1,30}|related stor(?:y|ies))"
        r"(?:\.{3}|\u2026|:| on| about) .{1,180}"
    ),
)

_OPENINGS: Final = (
    "about accept ad add advertise advertisement advertisements advertising allow also article back bluesky by c"
    " click close comment comments contact continue cookie copy copyright decrease don download e editor editors"
    " email enlarge exit facebook file filed find flipboard follow font get go hide home image images in increase"
    " instagram join just latest leave like link linkedin listen load loading log login main manage menu messenger"
    " min mins minute minutes more most my navigation newsletter newsletters next now open our paid pause photo"
    " photograph photographs photos pic pics picture pictures pinterest play please pocket popular post previous"
    " print privacy promoted pullquote quick read reading recommended reddit register reject related remove report"
    " rss save scroll search see send share show sign signin skip slideshow sms sponsored story subscribe tag tagged"
    " tags telegram terms text this threads tiktok toggle top trending tumblr tweet twitter up viber video view vk"
    " want watch we what whatsapp write x you your youtube"
)
#: The letters that lines of ``ALONE`` and ``LINKS`` begin with; others begin with a digit or a sign of copyright.
OPENINGS: Final = frozenset(_OPENINGS.split())

#: Labels of a list of links that closes a page.
LINK_LISTS: Final[tuple[str, ...]] = (
    rf"(?:read more|read also|also read|see also|related{_RELATED}|more)(?:\.{{3}}|\u2026|:)?",
    r"(?:most (?:read|popular|viewed)|top stories|latest news|recommended(?: for you| stories)?):?",
)

#: Who reported and edited, in the last lines of agency copy.
SIGN_OFFS: Final[tuple[str, ...]] = (
    r"\((?:additional )?(?:reporting|writing|editing|compiled|translated|written|edited) by .{2,280}\)\W?",
    (
        rf"(?:additional )?(?:reporting|writing|editing|compiled|translated) by {_names(24)}\.?"
        r"(?: our standards: the thomson reuters trust principles\W{0,3})?"
    ),
    (
        r"(?:additional )?(?:reporting|writing) (?:by|from) .{2,200};"
        r" ?(?:additional )?(?:writing|editing|reporting) by .{2,200}"
    ),
    rf"(?:contributing: )?{_names(16)} contributed to this (?:report|story|article)\.?",
    rf"contributing: {_names(12)}",
    r"this (?:article|story|report) is based in part on wire[ -]service reports\.?",
)

#: Labels after which one short run of menu words follows.
MENU_HEADERS: Final = r"quick links|menu|main menu|navigation|sections|toggle navigation|open menu"

_MENU: Final = (
    "about advertise africa americas analysis apps archive arts asia audio blogs business careers cities"
    " contact contacts culture economy editorial education elections entertainment environment europe"
    " explained features finance gallery games health help home india investigations israel jobs latest"
    " life lifestyle live local login markets menu middle east more movies music national news"
    " newsletters opinion opinions pakistan photos pictures podcasts politics privacy programmes radio"
    " regions register schedule science search sections shorts show shows sitemap sport sports style"
    " subscribe tech technology terms top travel trending turkey tv uk us video videos weather world"
)
#: Words that menus are made of.
MENU_WORDS: Final = frozenset(_MENU.split())

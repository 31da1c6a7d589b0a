"""Who a speaker is: the name in the noun phrase, whom a pronoun stands for, of which type."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from framing.voice.article import Chars, Speech

#: How far back, in characters, a pronoun finds its speaker: about three paragraphs.
REACH: Final = 1200
_HEAD_ENDS: Final = re.compile(r",|\s\(|\s[\u2014\u2013-]+\s|\s(?:who|which|that)\b|:")
_PRONOUN: Final = re.compile(r"(he|she|they|it|his|her|their|its)(?:'\w+)?", re.IGNORECASE)
_OPENING: Final = re.compile(r"""[\s"'\u2018\u201c(\[-]+|(?:as|but|and|while|yet|still|then)\s+""", re.IGNORECASE)
_PLURAL: Final = re.compile(r"(?<![su'i])s$|\b(?:people|police|men|women|and)\b", re.IGNORECASE)
_TITLE: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Sen|Rep|Gov|President|Minister|Secretary|spokes(?:man|woman|person)|commander|leader"
    r"|ambassador|envoy|official|analyst|director|head|chief|activist|doctor|resident|fighter)\b"
)
#: Words of names that no person bears.
_BODY: Final = re.compile(
    r"\b(?:Observatory|Ministry|Agency|Organi[sz]ation|Union|Council|Watch|Army|Forces?|Front|News|Times|Post|Press|TV"
    r"|Television|Party|Coalition|Committee|Office|Department|House|Government|Nations|State|Group|Institute|Network)\b"
    r"|^[A-Z.]{2,}$"
)


@dataclass(slots=True)
class Speaker:
    """A speaker of an article.

    ``name`` is the head of the noun phrase as written or, where a pronoun is resolved, that of its antecedent;
    ``span`` are the offsets of that name.
    """

    name: str
    span: Chars
    types: _Types
    #: Their place among those who have a type; -1 for a pronoun that nobody is found for.
    at: int

    @property
    def type(self) -> str:
        """The type of the speaker."""
        return "unknown" if self.at < 0 else self.types.of(self.at)


class _Types:
    """The types of those who speak, in the order of the article; found when they are asked for.

    A surname brings along the type that its bearer was introduced with.
    """

    def __init__(self, text: str, type_of: Callable[[str], str]) -> None:
        self._text, self._type_of = text, type_of
        self._phrases: list[tuple[Chars, str]] = []
        self._told: list[str] = []
        self._known: dict[str, str] = {}

    def add(self, phrase: Chars, name: str) -> int:
        """Add one who speaks, by the whole noun phrase and the name in it."""
        self._phrases.append((phrase, name))
        return len(self._phrases) - 1

    def of(self, at: int) -> str:
        """The type of the speaker who was added as number `at`."""
        for phrase, name in self._phrases[len(self._told) : at + 1]:
            last = _last_name(name)
            kind = self._type_of(self._text[slice(*phrase)])
            if kind == "unknown":
                kind = self._known.get(last, kind)
            elif last:
                self._known[last] = kind
            self._told.append(kind)
        return self._told[at]


def speakers(text: str, found: Sequence[Speech], type_of: Callable[[str], str]) -> list[Speaker | None]:
    """Name and classify the speaker of each attribution, None where none is told.

    A pronoun is resolved only to the last speaker before it who fits (*he*, *she*: a person; *it*: a body; *they*:
    several people or a body), and only within about three paragraphs.

    Parameters
    ----------
    text : str
    found : sequence of Speech
        In the order of the text.
    type_of : callable
        Gives the type of a noun phrase.
    """
    types = _Types(text, type_of)
    said: list[Speaker] = []
    result: list[Speaker | None] = []
    for each in found:
        if each.speaker is None:
            result.append(None)
            continue
        span = _head(text, *each.speaker)
        name = text[slice(*span)]
        pronoun = _PRONOUN.fullmatch(name)
        if pronoun:
            before = _antecedent(pronoun.group(1).lower(), each.speaker[0], said)
            result.append(before or Speaker(name, span, types, -1))
            continue
        speaker = Speaker(name, span, types, types.add(each.speaker, name))
        said.append(speaker)
        result.append(speaker)
    return result


def _head(text: str, start: int, end: int) -> Chars:
    """The noun phrase without its apposition and what opens or closes it."""
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening and opening.end() < end else start
    cut = _HEAD_ENDS.search(text, start + 1, end)
    end = cut.start() if cut else end
    while end > start + 1 and text[end - 1] in " ,\"'\u2019\u201d":
        end -= 1
    return start, end - 2 if text.endswith(("'s", "\u2019s"), start, end) and end - start > 3 else end


def _antecedent(pronoun: str, at: int, said: Sequence[Speaker]) -> Speaker | None:
    for speaker in reversed(said):
        if at - speaker.span[0] > REACH:
            return None
        if _fits(pronoun, speaker):
            return speaker
    return None


def _fits(pronoun: str, speaker: Speaker) -> bool:
    plural = bool(_PLURAL.search(speaker.name)) and not speaker.name[-2:-1].isupper()
    titled = bool(_TITLE.search(speaker.name))
    named = speaker.name[:1].isupper() and not speaker.name.lower().startswith(("the ", "a ", "an "))
    person = not plural and (titled or (named and not _BODY.search(speaker.name) and speaker.type != "media"))
    if pronoun in ("he", "she", "his", "her"):
        return person
    if pronoun in ("it", "its"):
        return not plural and not titled and (not person or speaker.name.count(" ") == 0)
    return plural or not person


def _last_name(name: str) -> str:
    """The last word, if it is a name."""
    words = name.split()
    return words[-1] if words and words[-1][:1].isupper() else ""

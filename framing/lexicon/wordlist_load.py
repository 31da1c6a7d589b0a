"""Word lists by name, as shipped, or by path; VADER's from the package that carries it."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib import resources
from importlib.metadata import version
from pathlib import Path
from typing import Final

from framing.errors import UnknownNameError
from framing.lexicon.dictionaries import Patterns, read_dictionary
from framing.lexicon.nodes import Faults, parse_bytes, read_file
from framing.lexicon.wordlist_read import is_wordlist, read_wordlist
from framing.lexicon.wordlists import LoadedWord, WordForm, WordList
from framing.text import fold, word_tokens

#: Shipped word lists, and that of another package.
SHIPPED: Final = ("frames_generic_en", "frames_war_peace_en", "loaded_en")
VADER: Final = "vader"
#: VADER's words go from -4 to 4.
_VADER_SCALE: Final = 4.0


@lru_cache(maxsize=16)
def load_wordlist(words: str | Path) -> WordList:
    """Load a word list.

    Parameters
    ----------
    words : str or pathlib.Path
        A shipped list (``loaded_en``, ``frames_generic_en``, ``frames_war_peace_en``); ``vader``, the words of VADER
        (Hutto & Gilbert 2014); or the path of a file: the YAML described in CONTRIBUTING.md, a LIWC ``.dic``, a
        Lexicoder ``.lcd`` or ``.lc3``, or a quanteda ``.yml`` dictionary that you hold a licence for.

    Returns
    -------
    WordList

    Raises
    ------
    UnknownNameError
        If no list has that name; the nearest is suggested.
    LexiconError
        If the file is missing or malformed; every fault is listed with its line.

    Examples
    --------
    >>> words = load_wordlist("loaded_en")
    >>> entry = next(entry for entry in words.entries if entry.lemma == "massacre" and entry.kind == "verb")
    >>> entry.agent, entry.category
    (-1.0, 'force')
    """
    if words == VADER:
        return _vader()
    if str(words) in SHIPPED:
        return read_wordlist((resources.files("framing.lexicons") / f"{words}.yaml").read_bytes(), f"{words}.yaml")
    path = Path(words)
    if not path.suffix and len(str(words)) < 100 and "\0" not in str(words) and not path.exists():
        raise UnknownNameError("word list", str(words), (*SHIPPED, VADER))
    data = read_file(path, str(words)[:100])
    if path.suffix.lower() in {".yaml", ".yml"}:
        root = parse_bytes(data, Faults(str(words)))
        if is_wordlist(root):
            return read_wordlist(data, str(words))
    return _of_patterns(read_dictionary(data, str(words)), path, data)


def _of_patterns(read: Patterns, path: Path, data: bytes) -> WordList:
    """A dictionary of another program as a word list: its categories say what they count, but cast no light."""
    entries = {(each.text, each.category): each for each in read.patterns}
    words = [LoadedWord(each.text, "word", each.category, line=each.line) for each in entries.values()]
    return WordList(
        name=path.stem,
        version="",
        categories=dict.fromkeys(read.categories, ""),
        entries=tuple(words),
        forms=tuple(WordForm(_pattern_tokens(word.lemma), word, "pattern") for word in words),
        proxy=True,
        sha256=hashlib.sha256(data).hexdigest(),
        notes=read.skipped,
    )


def _vader() -> WordList:
    """VADER's words, each with its mean rating over ten raters, on a scale from -1 to 1."""
    data = (resources.files("vaderSentiment") / "vader_lexicon.txt").read_bytes()
    entries, forms = [], []
    for line, row in enumerate(data.decode("utf-8").splitlines(), start=1):
        lemma, _, rest = row.partition("\t")
        tokens = word_tokens(fold(lemma))
        if tokens and all(token[0].isalpha() or token[0] == "'" for token in tokens):  # no emoticons
            entry = LoadedWord(lemma, "word", "vader", valence=float(rest.split("\t")[0]) / _VADER_SCALE, line=line)
            entries.append(entry)
            forms.append(WordForm(tokens, entry, "phrase"))
    return WordList(
        name=VADER,
        version=version("vaderSentiment"),
        categories={"vader": "Words of sentiment, as ten raters judged them (Hutto & Gilbert 2014)."},
        entries=tuple(entries),
        forms=tuple(forms),
        citation="Hutto, C. J. & Gilbert, E. (2014). VADER: a parsimonious rule-based model for sentiment analysis "
        "of social media text. Proceedings of ICWSM 2014, 216-225.",
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _pattern_tokens(pattern: str) -> tuple[str, ...]:
    """Tokens of a pattern: its words, clitics apart, their ``*`` and ``?`` kept."""
    parts = [part if set("*?") & set(part) else word_tokens(part) for part in pattern.split()]
    return tuple(token for part in parts for token in ([part] if isinstance(part, str) else part))

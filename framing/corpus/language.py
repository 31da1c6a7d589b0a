"""Is the text English? A cheap count first; a model only where the count leaves doubt."""

from __future__ import annotations

import re
from typing import Final

from framing.text import FUNCTION_WORDS, WORD, fold

#: Texts with fewer words are not judged: too little to tell.
MIN_WORDS: Final = 20
#: Words from the beginning that are looked at (and the characters that hold them).
SAMPLE_WORDS: Final = 400
SAMPLE_CHARACTERS: Final = 4000
#: Share of function words from which a text counts as English.
ENGLISH_SHARE: Final = 0.2
#: A script without spaces has few words; so many foreign letters are judged too.
MIN_LETTERS: Final = 60

#: Characters from the beginning that settle nearly every English text.
_BEGINNING: Final = 1600
#: For each byte of a text what is left of it: a letter in lower case, "?" for what may join two words, else a space.
_KINDS: Final = (chr(code) if chr(code).isalnum() or chr(code) in "_'`?" else " " for code in range(128))
_TOKENS: Final = "".join(_KINDS).lower().replace("'", "?").replace("`", "?").encode() + b"?" * 128
_FUNCTION_TOKENS: Final = frozenset(word.encode() for word in FUNCTION_WORDS)

_OTHER_SCRIPT: Final = re.compile(r"[^\W\d_a-zA-Z\u00aa-\u024f]")

_NAMES: Final = {
    "af": "Afrikaans", "am": "Amharic", "an": "Aragonese", "ar": "Arabic", "as": "Assamese",
    "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "br": "Breton",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "dz": "Dzongkha", "el": "Greek", "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fo": "Faroese", "fr": "French", "ga": "Irish", "gl": "Galician",
    "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht": "Haitian Creole",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "jv": "Javanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada",
    "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish", "lo": "Lao",
    "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "nb": "Norwegian", "ne": "Nepali",
    "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "oc": "Occitan", "or": "Odia", "pa": "Punjabi",
    "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "qu": "Quechua", "ro": "Romanian", "ru": "Russian",
    "rw": "Kinyarwanda", "se": "Sami", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "th": "Thai",
    "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese",
    "vo": "Volapük", "wa": "Walloon", "xh": "Xhosa", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def name_foreign_language(text: str) -> str:
    """Name of the language of `text` with its code, or ``""`` when it is English or too short to tell.

    Examples
    --------
    >>> name_foreign_language("The army said that it had taken the town from the rebels. " * 3)
    ''
    """
    if _begins_in_english(text):
        return ""
    sample = fold(text[:SAMPLE_CHARACTERS])
    words = [word for word in WORD.findall(sample)[:SAMPLE_WORDS] if not word.isdigit()]
    if len(words) < MIN_WORDS and len(_OTHER_SCRIPT.findall(sample)) < MIN_LETTERS:
        return ""
    share = sum(word in FUNCTION_WORDS for word in words) / len(words)
    if share >= ENGLISH_SHARE:
        return ""
    # The model takes half a second to load; English corpora never need it.
    import py3langid

    code = str(py3langid.classify(text[:SAMPLE_CHARACTERS])[0])
    return "" if code == "en" else f"{_NAMES.get(code, 'in another language')} ({code})"


def _begins_in_english(text: str) -> bool:
    """Whether the first words alone hold enough function words, whatever follows; may miss some of them."""
    marked = text[:_BEGINNING].encode("utf-8", "replace").translate(_TOKENS)
    tokens = marked.split()
    # A token holds one word, and one more at most for each mark in it.
    words = len(tokens) + marked.count(b"?")
    found = sum(map(_FUNCTION_TOKENS.__contains__, tokens))
    judged = words if len(text) <= _BEGINNING else SAMPLE_WORDS
    # One more than would do: the last token may be the beginning of a longer word.
    return words <= SAMPLE_WORDS and found > ENGLISH_SHARE * judged

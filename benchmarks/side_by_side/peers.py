"""What else a researcher would pick, each doing its part of the job; none of them is told whose label it is.

Each gets the surface forms that ours looks for. Those that are slow get the beginning of the texts.
"""

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from side_by_side.rounds import MissingPeerError, Row, Run, Task, Timed
from side_by_side.words import terms_of

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def quanteda(task: Task) -> Run:
    """R, where it has the package: its own seconds, without those of starting and reading."""
    command = shutil.which("Rscript")
    asked = "quit(status = !requireNamespace('quanteda', quietly = TRUE))"
    if command is None or subprocess.run([command, "-e", asked], check=False, capture_output=True).returncode:
        raise MissingPeerError("needs R with the package quanteda")
    terms = terms_of(task.lexicon)
    texts, forms = task.folder / "texts.txt", task.folder / "forms.txt"
    lines = (" ".join(text.replace("\0", " ").split()) for text in task.news.texts)
    texts.write_text("\n".join(lines) + "\n", encoding="utf-8")
    forms.write_text("".join(f"{terms[form]}\t{form}\n" for form in task.forms), encoding="utf-8")
    script = Path(__file__).with_name("quanteda.R")

    def run() -> Timed:
        printed = subprocess.run(
            [command, "--vanilla", str(script), str(texts), str(forms)], check=True, capture_output=True, text=True
        ).stdout
        found, seconds = printed.split()[-2:]
        return Timed(int(float(found)), float(seconds))

    return run


def spacy_matcher(task: Task) -> Run:
    _need("spacy")
    import spacy
    from spacy.matcher import PhraseMatcher
    from spacy.util import filter_spans

    tokenizer = spacy.blank("en").tokenizer
    matcher = PhraseMatcher(tokenizer.vocab, attr="LOWER")
    # "u.s." is cut otherwise than "U.S.": each form as it may be printed.
    spellings = (spelling for form in task.forms for spelling in (form, form.upper(), form.title()))
    matcher.add("actor", list(tokenizer.pipe(spellings)))
    texts = task.news.texts

    def run() -> int:
        return sum(len(filter_spans(matcher(doc, as_spans=True))) for doc in tokenizer.pipe(texts))

    return run


def flashtext(task: Task) -> Run:
    _need("flashtext")
    from flashtext import KeywordProcessor

    keywords = KeywordProcessor()
    for form, term in terms_of(task.lexicon).items():
        keywords.add_keyword(form, term)
    texts = task.news.texts

    def run() -> int:
        return sum(len(keywords.extract_keywords(text, span_info=True)) for text in texts)

    return run


def nltk_words(task: Task) -> Run:
    """`word_tokenize` by sentences, cut by a regular expression as NLTK's own splitter needs a download."""
    from nltk.tokenize import word_tokenize

    def words(text: str) -> list[str]:
        return [
            word for line in _SENTENCE_END.split(text) for word in word_tokenize(line.lower(), preserve_line=True)
        ]

    forms = {tuple(words(form)) for form in task.forms}
    lengths = {}
    for form in sorted(forms, key=len):
        lengths.setdefault(form[0], []).insert(0, len(form))
    texts = task.news.texts

    def count(tokens: list[str]) -> int:
        at = found = 0
        while at < len(tokens):
            near = lengths.get(tokens[at], ())
            longest = next((n for n in near if tuple(tokens[at : at + n]) in forms), 0)
            found += bool(longest)
            at += longest or 1
        return found

    return lambda: sum(count(words(text)) for text in texts)


def vectorizer(task: Task) -> Run:
    """Counts of one to three words for each article; those that overlap are all counted."""
    from sklearn.feature_extraction.text import CountVectorizer

    analyse = CountVectorizer(ngram_range=(1, 1)).build_analyzer()
    vocabulary = sorted({" ".join(analyse(form)) for form in task.forms} - {""})
    model = CountVectorizer(vocabulary=vocabulary, ngram_range=(1, 3))
    texts = task.news.texts
    return lambda: int(model.transform(texts).sum())


def empath(task: Task) -> Run:
    _need("empath")
    from empath import Empath

    lexicon = Empath()
    texts = task.news.texts
    return lambda: int(sum(sum(lexicon.analyze(text.lower()).values()) for text in texts))


def vader(task: Task) -> Run:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyser = SentimentIntensityAnalyzer()
    texts = task.news.texts

    def run() -> int:
        sentences = [line for text in texts for line in _SENTENCE_END.split(text)]
        for sentence in sentences:
            analyser.polarity_scores(sentence)
        return len(sentences)

    return run


def _need(package: str) -> None:
    if find_spec(package) is None:
        raise MissingPeerError(f"pip install {package}")


PEERS = (
    Row("quanteda", "peer", quanteda, "tokens, lookup, dfm: counts", counts_words=True),
    Row("flashtext", "peer", flashtext, "words with their offsets", counts_words=True),
    Row("CountVectorizer", "peer", vectorizer, "scikit-learn: counts", 10, counts_words=True),
    Row("NLTK", "peer", nltk_words, "word_tokenize, then matched", 3, counts_words=True),
    Row("spaCy PhraseMatcher", "peer", spacy_matcher, "words with their offsets", 5, counts_words=True),
    Row("VADER", "peer", vader, "a polarity per sentence", 2),
    Row("Empath", "peer", empath, "counts, its 194 categories", 0.5),
)

"""What this package does, from finding mentions to a folder of tables; files are Parquet."""

import framing
from side_by_side.rounds import Row, Run, Task, on_all_cores


def mentions(task: Task) -> Run:
    articles, lexicon = task.news.articles, task.lexicon
    return lambda: len(framing.annotate(articles, lexicon, voice=False))


def voices(task: Task) -> Run:
    articles, lexicon = task.news.articles, task.lexicon
    return lambda: len(framing.annotate(articles, lexicon))


def end_to_end(task: Task, *, voice: bool, processes: int = 1) -> Run:
    """From a Parquet file as a newsroom's archive has it to the folder of tables."""
    corpus, out = task.folder / "corpus.parquet", task.folder / "out"
    task.news.rows.to_parquet(corpus, index=False)
    settings = framing.RunSettings(voice=voice)

    def run() -> int:
        with on_all_cores(processes):
            found = framing.annotate_corpus(
                corpus, task.lexicon, out, settings=settings, engine=processes, restart=True
            )
        return found["mentions"]

    return run


def tables(task: Task) -> Run:
    return end_to_end(task, voice=False)


def tables_with_voices(task: Task) -> Run:
    return end_to_end(task, voice=True)


def two_processes(task: Task) -> Run:
    return end_to_end(task, voice=True, processes=2)


def scores(task: Task) -> Run:
    found = framing.annotate(task.news.articles, task.lexicon)
    return lambda: len(framing.score(found, task.news.articles, "news"))


def comparison(task: Task) -> Run:
    """All tables that the report shows, each number with an interval from 2,000 resamples."""
    return lambda: len(framing.compare(task.news.articles, "syria", resamples=2000).mentions)


MENTIONS = Row("mentions", "ours", mentions, "a table with sentences", counts_words=True, goal=3)
VOICES = Row("mentions with voice", "ours", voices, "and speakers and cues", goal=40)
TABLES = Row("file to file", "ours", tables, "read, mark, find, write")
TABLES_WITH_VOICES = Row("file to file, with voice", "ours", tables_with_voices, "read, mark, hear, write")
TWO_PROCESSES = Row("file to file, two processes", "ours", two_processes, "with voice, on two cores")
OURS = (
    MENTIONS,
    VOICES,
    TABLES,
    TABLES_WITH_VOICES,
    TWO_PROCESSES,
    Row("score by the shipped model", "apart", scores, "mentions, found before", 2),
    Row(
        "compare, 2,000 resamples",
        "apart",
        comparison,
        "mentions; every table of FA-KES, by lexicon syria",
        of="fa-kes",
    ),
)

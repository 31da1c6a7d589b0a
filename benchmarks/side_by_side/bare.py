"""The anchor: an Aho-Corasick automaton over the bytes of each article, in lower case, and nothing else."""

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

from framing.text import fold
from side_by_side.rounds import Row, Run, Task


def scan(task: Task) -> Run:
    automaton = BytesAhoCorasick(
        [form.encode() for form in task.forms], matchkind=MatchKind.LeftmostLongest, implementation=Implementation.DFA
    )
    texts = [fold(text).encode() for text in task.news.texts]

    def run() -> int:
        return sum(len(automaton.find_matches_as_indexes(text)) for text in texts)

    return run


BARE = Row("bare scan", "bare", scan, "an automaton, no table", counts_words=True)

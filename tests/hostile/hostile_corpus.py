"""A corpus whose ids are paths, whose sources are formulas, and whose titles are markup; and a net without a web."""

import socket

import pandas as pd
import pytest

from framing.cli import run

#: Ids that would be paths, sources that would be formulas, titles that would be markup or steer a terminal.
IDS = ("../../../evil", "/var/evil", "a/b\\c", "..", "con", "=cmd|' /C calc'!A0")
SOURCES = ("=HYPERLINK(1)", "@evil", "-1+1", "../<b>", "\x1b[31mred\x1b[0m", "</script><script>alert(1)</script>")
URLS = ("javascript:alert(1)", "data:text/html,<script>alert(1)</script>", "file:///etc/passwd")
TEXT = (
    "Syrian rebels took the town on Friday, and the Assad regime answered with air strikes. =1+1 said <b>who</b>.\n"
    "- Rebels in Syria said \u201cthe terrorists of the regime <script>alert(1)</script> fled\u201d \x1b[2J today.\n"
    "@Rebels and the Syrian army met, ${x} and according to activists both left \u202eAleppo.\n"
)


def corpus_of(folder):
    rows = [
        {
            "id": f"{IDS[at % len(IDS)]}{at or ''}", "source": SOURCES[at % len(SOURCES)], "url": URLS[at % 3],
            "title": f"=1 {SOURCES[at % len(SOURCES)]}", "date": f"2016-05-{at + 1:02}", "text": f"{TEXT}No. {at}.",
            "=mine": "+formula",
        }
        for at in range(12)
    ]  # fmt: skip
    pd.DataFrame(rows).to_json(folder / "corpus.jsonl", orient="records", lines=True)
    return folder / "corpus.jsonl"


def call(*arguments):
    with pytest.raises(SystemExit) as stop:
        run([str(each) for each in arguments])
    assert not stop.value.code


def forbid_network(patch):
    def refuse(*_, **__):
        raise AssertionError("the network was asked")

    for name in ("connect", "connect_ex", "sendto", "sendmsg"):
        patch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        patch.setattr(socket, name, refuse)

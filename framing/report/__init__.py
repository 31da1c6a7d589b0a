"""One page, without a network, from a folder of results: figures, tables and the sentences behind each number."""

from __future__ import annotations

from framing.report.page import write_report

__all__ = ["write_report"]

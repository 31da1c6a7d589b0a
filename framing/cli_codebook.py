"""The verb that writes a codebook: the instructions to those who code by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable


def add_verb(verbs: Any, verb: Callable[..., argparse.ArgumentParser]) -> None:  # noqa: ANN401 - argparse hides it
    """Add the verb to the command line."""
    codebook = verb(verbs, "codebook", _codebook, "instructions to coders, from a lexicon: rules, codes, examples")
    codebook.add_argument(
        "--lexicon", default="syria", metavar="NAME", help="a lexicon or .yaml file (default: syria)"
    )
    codebook.add_argument(
        "--out", default="-", metavar="FILE", help=".md, .docx or .tex; by default, or as '-', Markdown on the screen"
    )
    codebook.add_argument(
        "--examples",
        metavar="RUN",
        help="show sentences of this folder of 'framing annotate' or 'compare', or table of mentions, for each label",
    )
    codebook.add_argument("--seed", type=int, default=1, help="decides which sentences (default: 1)")


def _codebook(options: argparse.Namespace) -> int:
    import framing
    from framing.coding.codebook_markdown import to_markdown
    from framing.terminal import tell
    from framing.terminal_text import printable

    examples = framing.read_mentions(options.examples) if options.examples else None
    if options.out == "-":
        print(printable(to_markdown(framing.codebook(options.lexicon, examples=examples, seed=options.seed))), end="")  # noqa: T201 - what the verb is asked for
        return 0
    file = framing.write_codebook(options.lexicon, options.out, examples=examples, seed=options.seed)
    tell([f"written: {file}; add the rules of your own study before you code"])
    return 0

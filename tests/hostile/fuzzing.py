"""Search for inputs that break a check, led by which lines they reach; needs `pip install atheris`.

python tests/hostile/fuzz_texts.py FOLDER -max_total_time=600

FOLDER keeps what was found on the way; a crash or a hang is written to the working directory. Make it small
(-minimize_crash=1), mend the code, and put the input into found/, which the tests replay.
"""

import importlib
import logging
import sys
from collections.abc import Callable, Sequence


def search(check: Callable[[bytes], None], *, libraries: Sequence[str] = ()) -> None:
    """Run a check on inputs without end, or as the options of libFuzzer say."""
    import atheris

    logging.disable(logging.CRITICAL)
    with atheris.instrument_imports(include=["framing", *libraries]):
        for module in (*_modules(), *libraries):
            importlib.import_module(module)
    atheris.enabled_hooks.add("RegEx")
    atheris.enabled_hooks.add("str")
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()


def _modules() -> list[str]:
    """The modules that read hostile input."""
    from pkgutil import walk_packages

    import framing

    stages = ("corpus", "lexicon", "mentions", "voice", "annotation", "scan", "sentences", "quotes", "text")
    names = [each.name for each in walk_packages(framing.__path__, "framing.")]
    return [name for name in names if name.split(".")[1] in stages]

"""What several tests use."""

import logging

import pytest

from framing.cli import run


@pytest.fixture
def framing(capsys):
    """The command line: exit status, what it printed, what it told on standard error."""

    def call(*arguments):
        with pytest.raises(SystemExit) as stop:
            run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return stop.value.code or 0, printed.out, printed.err

    return call


@pytest.fixture(autouse=True)
def what_the_command_line_hears():
    """The command line hears more of the reader than a program does; every test begins with what a program hears."""
    logging.getLogger("framing").setLevel(logging.NOTSET)

"""Coding by hand in a notebook: the unit, its codes, and a box that takes keys."""

from __future__ import annotations

import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any, Final

from framing.coding.coding_session import BACK, SKIP, UNSURE, CodingSession
from framing.errors import FramingError, MissingExtraError
from framing.schema import VARIABLES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

_MARKED: Final = re.compile(r"⟦(.*?)⟧", re.DOTALL)
#: Dark letters on yellow, which shows on a light page and on a dark one.
_MARK: Final = r'<mark style="background:#ffd54a;color:#111;padding:0 .15em;font-weight:bold">\1</mark>'
_HELP: Final = "digits choose · letters narrow down · ? unclear · , back · . skip"
_MOST_SHOWN: Final = 24
#: Meanings are cut to a line and told in full under the pointer.
_LINE: Final = "line-height:1.6;white-space:nowrap;overflow:hidden;text-overflow:ellipsis"


def code_in_notebook(sheet: str | Path, *, design: str | Path | Mapping[str, Any] | None = None) -> Any:  # noqa: ANN401 - ipywidgets are an extra
    """Code a sheet in a notebook, by the keyboard.

    The last line of a cell shows the unit with its marked words, the codes and their keys. Digits choose, letters
    narrow the codes down (``reb`` shows *rebel*), ``0`` is no actor or another label, ``?`` is unclear, ``,`` goes
    back and ``.`` skips. Each decision is saved into the file at once; when the cell is run again, it goes on with the
    first unit that is not coded. If something else changes the file meanwhile, it stops and says so.

    Parameters
    ----------
    sheet : str or pathlib.Path
        A sheet that ``framing sample`` wrote, .csv or .tsv (not .xlsx: fill this in a spreadsheet).
    design : str, pathlib.Path or mapping, optional
        What the codes are; by default the ``.design.json`` beside the sheet.

    Returns
    -------
    ipywidgets.VBox
        Its attribute ``session`` is the `CodingSession`.

    Raises
    ------
    MissingExtraError
        If ipywidgets are not installed.
    TableError
        If the sheet cannot be coded here.

    Examples
    --------
    >>> code_in_notebook("coding_anna.xlsx")
    Traceback (most recent call last):
    ...
    framing.errors.TableError: coding_anna.xlsx: sheets are coded here as .csv or .tsv; save it as one, or code in the spreadsheet
    """  # noqa: E501
    session = CodingSession(sheet, design=design)
    try:
        import ipywidgets
    except ImportError as error:
        raise MissingExtraError("ipywidgets", "notebook") from error
    return _Coder(session, ipywidgets).box


class _Coder:
    """The widgets of a session; keys go in, pictures of the session come out."""

    def __init__(self, session: CodingSession, widgets: Any) -> None:  # noqa: ANN401 - ipywidgets are an extra
        self.session = session
        self.unit = widgets.HTML()
        self.keys = widgets.Text(placeholder="type here", description="keys", continuous_update=True)
        self.missed = widgets.Text(description="missed", continuous_update=False, placeholder="actor: label; …")
        self.note = widgets.Text(description="note", continuous_update=False)
        buttons = [widgets.Button(description=name) for name in ("back", "skip", "unclear")]
        for button, key in zip(buttons, (BACK, SKIP, UNSURE), strict=True):
            button.on_click(partial(self._pressed, key))
        self.codes = widgets.HTML()
        self.message = widgets.HTML()
        top = widgets.HBox([self.keys, *buttons])  # where nothing above it makes it move
        self.box = widgets.VBox([top, self.message, self.unit, self.codes, self.missed, self.note])
        self.box.session = session
        self.controls = [self.keys, self.missed, self.note, *buttons]
        self.keys.observe(self._typed, names="value")
        self.missed.observe(self._missed, names="value")
        self.note.observe(self._noted, names="value")
        self._show()

    def _pressed(self, key: str, _button: object) -> None:
        self._do(partial(self.session.press, key))

    def _typed(self, change: Mapping[str, str]) -> None:
        """Do what was typed since; the box is never emptied, so that no key is lost between page and kernel."""
        pairs = zip(change["old"], change["new"], strict=False)
        shared = next(
            (at for at, (old, new) in enumerate(pairs) if old != new), min(len(change["old"]), len(change["new"]))
        )
        for _ in change["old"][shared:]:
            self.session.widen()
        for key in change["new"][shared:]:
            if not self._do(partial(self.session.press, key)):
                return
        self._show()

    def _missed(self, change: Mapping[str, str]) -> None:
        if change["new"].strip() and change["new"] != self.session.unit.get("missed"):
            self._do(partial(self.session.decide, change["new"]))

    def _noted(self, change: Mapping[str, str]) -> None:
        self._do(partial(self.session.remark, change["new"]))

    def _do(self, action: Callable[[], None]) -> bool:
        """Do something with the session; say what went wrong, if something did."""
        try:
            action()
        except FramingError as error:
            self.message.value = f'<b style="color:#c62828">{escape(str(error))}</b>'
            if str(self.session.path) in str(error):
                for control in self.controls:
                    control.disabled = True
            return False
        self._show()
        return True

    def _show(self) -> None:
        """The session as it is."""
        session = self.session
        done, n = session.progress
        cells = session.unit
        told = ", ".join(f"{name}: {cells[name]}" for name in VARIABLES if cells.get(name))
        self.unit.value = (
            f"<p style='margin:0'><b>{done} of {n} units coded</b> · row {session.table.index[session.at]}"
            f" · {escape(cells['kind'])}{' · ' + escape(told) if told else ''}</p>"
            f'<p style="max-width:46em;line-height:1.5;font-size:110%;margin:.3em 0"><span style="opacity:.65">'
            f"{escape(cells.get('before', ''))}</span> {_MARKED.sub(_MARK, escape(cells['text']))}"
            f' <span style="opacity:.65">{escape(cells.get("after", ""))}</span></p>'
        )
        self.codes.value = "<p>All units are coded.</p>" if session.finished else _codes(session)
        self.message.value = f'<span style="opacity:.65">{_HELP}</span>'
        self.missed.layout.display = "" if session.variable == "missed" else "none"
        self.missed.value = cells.get("missed", "") if session.variable == "missed" else ""
        self.note.value = cells.get("note", "")


def _codes(session: CodingSession) -> str:
    """The codes of the variable at hand, with their keys."""
    options = session.options()
    shown = options[:_MOST_SHOWN]
    lines = [
        f'<li style="{_LINE}" title="{escape(each.meaning)}"><kbd style="display:inline-block;min-width:1.2em">'
        f"{escape(each.key)}</kbd> <b>{escape(each.code)}</b>"
        f' <span style="opacity:.65">{escape(each.meaning)}</span></li>'
        for each in shown
    ]
    more = f"<li>and {len(options) - len(shown)} more: type letters</li>" if len(options) > len(shown) else ""
    if session.variable == "missed":
        actors = ", ".join(session.codes.of("actor") or ())
        more = f'<li style="column-span:all">or write below, such as: actor: label; actors are {escape(actors)}</li>'
    narrowed = f" · narrowed to “{escape(session.narrowed)}”" if session.narrowed else ""
    return (
        f'<p style="margin:0"><b>{escape(session.variable)}</b>{narrowed}</p>'
        f'<ul style="list-style:none;padding-left:.5em;margin:0;columns:2;max-width:60em">{"".join(lines)}{more}</ul>'
    )

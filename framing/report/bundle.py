"""A folder for a replication archive: results, lexicons, versions, hashes; with the words of articles or without."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from framing.errors import OutputError
from framing.report.coding_files import DESIGN, given, of_coders
from framing.report.folder import Results
from framing.report.methods import methods_paragraph
from framing.report.readme import MARK, readme
from framing.report.without_text import HASHED, without_text_of

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Files of figures.
_FIGURES: Final = (".eps", ".pdf", ".png", ".svg", ".tif", ".tiff")
#: Figures that print the words of articles.
_WORDS: Final = ("concordance", "evidence")
#: Files that hold no words of articles.
_WHOLE: Final = ("run.json", "validation_card.md")
_README: Final = "README.md"
_CHECKSUMS: Final = "checksums.txt"
#: Bytes of random salt, written in hexadecimal.
_SALT_BYTES: Final = 32


def write_bundle(
    results: str | Path, out: str | Path, *, without_text: bool = False, salt: str | bytes | None = None
) -> list[Path]:
    r"""Put everything that another needs to check a run into one folder.

    Parameters
    ----------
    results : str or pathlib.Path
        A folder that ``framing compare --out`` wrote.
    out : str or pathlib.Path
        The folder to write: a new one, an empty one, or an earlier bundle, which is replaced.
    without_text : bool
        Leave out the words of articles, which mostly cannot be shared. Of the tables, only columns that are known to
        hold none are kept: numbers, dates, offsets, labels, addresses. Sentences, surfaces and quotations are
        replaced by keyed hashes (HMAC-SHA-256), by which whoever has the articles and the salt can check that theirs
        are the same.
    salt : str or bytes, optional
        Key of these hashes. By default one is drawn at random and written beside the bundle, to ``NAME.salt``:
        without it, nobody can guess sentences from a dictionary, so do not publish it.

    Returns
    -------
    list of pathlib.Path
        ``README.md`` (what each file is, how to rebuild them, what was left out), ``run.json``, the tables,
        ``figures/``, ``lexicons/``, ``methods.txt``, ``references.bib``, ``environment.txt``, ``checksums.txt``
        (SHA-256 of each file), and the file of the salt, if one was drawn. But for hashes with a random salt, equal
        results give equal bytes.

    Raises
    ------
    CorpusError
        If there is no folder of results.
    OutputError
        If the bundle cannot be written, the folder holds other files, or a lexicon or coded sheet is no longer the
        one that the run used.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     _ = Path(folder, "labels.csv").write_text("source,label,value\nNorth,rebel,0.5\n")
    ...     files = write_bundle(folder, Path(folder, "bundle"))
    ...     [file.name for file in files]
    ['README.md', 'checksums.txt', 'environment.txt', 'labels.csv', 'methods.txt', 'references.bib']
    """
    found, folder = Results(Path(results)), Path(out)
    earlier = _earlier(folder)
    lexicons, unsure = _lexicons(found)
    drawn = secrets.token_hex(_SALT_BYTES) if without_text and salt is None else ""
    key = salt.encode() if isinstance(salt, str) else salt or drawn.encode()
    sheets, gone = given(found)
    files, left_out = _of_results(found.folder, sheets, key if without_text else None)
    paragraph, references = methods_paragraph(found.folder)
    files |= {f"lexicons/{name}": data for name, data in lexicons.items()}
    files |= {
        "methods.txt": _encoded(paragraph),
        "references.bib": _encoded("\n\n".join(references)),
        "environment.txt": _encoded(_environment(found)),
    }
    files[_README] = _encoded(
        readme(
            found, sorted(files), left_out=[*left_out, *gone], unsure=unsure, hashed=HASHED if without_text else ()
        )
    )
    files[_CHECKSUMS] = _encoded("\n".join(f"{_sha256(data)}  {name}" for name, data in sorted(files.items())))
    written = _write(folder, files, instead_of=earlier)
    if drawn:
        beside = folder.resolve().parent / f"{folder.resolve().name}.salt"
        written += _write(beside.parent, {beside.name: _encoded(drawn)})
    return written


def salted_hash(text: str, salt: str | bytes) -> str:
    """Keyed hash of a text, as a bundle without text has it.

    Examples
    --------
    >>> salted_hash("Rebels left.", "salt")[:12]
    '9529aa7d323e'
    """
    key = salt.encode() if isinstance(salt, str) else salt
    return hmac.new(key, text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _of_results(folder: Path, sheets: list[Path], key: bytes | None) -> tuple[dict[str, bytes], list[str]]:
    """Files of the results by their place in the bundle, and what was left out of them; with a key, without text.

    Sheets of coders may lie elsewhere; one in the folder is not replaced by them.
    """
    files: dict[str, bytes] = {}
    left_out: list[str] = []
    beside = sorted(path for path in (folder / "figures").glob("*") if path.is_file())
    own = sorted(path for path in folder.iterdir() if path.is_file())
    further = [path for path in sheets if not (folder / path.name).exists()]
    coded = of_coders(folder) | {path.name for path in further}
    for file in [*own, *further, *beside]:
        suffix, drawn = file.suffix.lower(), file in beside
        name = f"figures/{file.name}" if drawn or suffix in _FIGURES else file.name
        whole = name in _WHOLE or (name in coded and name.endswith(DESIGN))
        bare = suffix in (*_FIGURES, ".csv") or (drawn and suffix == ".txt")
        if not (whole or bare or suffix == ".html" or name in coded):
            left_out.append(name)
        elif key is None or whole:
            files[name] = file.read_bytes()
        elif not bare or (name.startswith("figures/") and file.name.lower().startswith(_WORDS)):
            left_out.append(name)
        elif suffix == ".csv":
            kept, dropped = without_text_of(file, lambda text: salted_hash(text, key), drawn=drawn)
            files |= {name: kept} if kept else {}
            left_out += [f"{name}: {column}" for column in dropped] if kept else [name]
        else:
            files[name] = file.read_bytes()
    return files, left_out


def _lexicons(results: Results) -> tuple[dict[str, bytes], list[str]]:
    """Files of the lexicons and lists that the run used, and the names of those that are nowhere to be found.

    Raises OutputError if a file is another than the one that the run used.
    """
    used: list[Any] = [results.run.get(kind) for kind in ("lexicon", "cues", "speakers")]
    lists = results.run.get("word_lists")
    used += lists if isinstance(lists, list) else []
    own = Path(results.text("options", "lexicon") or "-")
    found: dict[str, bytes] = {}
    unsure = []
    for place, record in enumerate(used):
        name, sha256 = (
            (str(record.get(each, "")) for each in ("name", "sha256")) if isinstance(record, dict) else ("", "")
        )
        if not name:
            continue
        data = _file_of(name, own if place == 0 and own.suffix else None) if Path(name).name == name else None
        if data is None:
            unsure.append(f"{name} (SHA-256 {sha256})")
        elif _sha256(data) != sha256:
            raise OutputError(
                f"lexicon {name!r}: its file is not the one that the run used (SHA-256 {_sha256(data)[:12]}…, "
                f"recorded is {sha256[:12]}…); put the old file back, or run the comparison again"
            )
        else:
            found[f"{name}.yaml"] = data
    return found, unsure


def _file_of(name: str, own: Path | None) -> bytes | None:
    """What a lexicon's file holds: one's own, or the one shipped under its name."""
    if own is not None:
        return own.read_bytes() if own.is_file() else None
    file = resources.files("framing.lexicons") / f"{name}.yaml"
    return file.read_bytes() if file.is_file() else None


def _environment(results: Results) -> str:
    """Versions as recorded, in the form that pip reads."""
    recorded = results.run.get("libraries")
    libraries = recorded if isinstance(recorded, dict) else {}
    lines = [f"# Python {results.text('python')}"] if results.text("python") else []
    lines += [f"framing=={results.text('framing')}"] if results.text("framing") else []
    return "\n".join([*lines, *(f"{name}=={version}" for name, version in sorted(libraries.items()))])


def _earlier(folder: Path) -> list[Path]:
    """Files of the bundle that is to be replaced. Raises OutputError if the folder holds anything else."""
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if not file.is_dir()}
    try:
        about = files[_README].read_text(encoding="utf-8") if _README in files else ""
        sums = files[_CHECKSUMS].read_text(encoding="utf-8") if _CHECKSUMS in files else ""
    except (OSError, UnicodeError) as error:
        raise OutputError(f"{folder}: its files cannot be read; name a new folder") from error
    listed = (
        {_CHECKSUMS, *(line.partition("  ")[2] for line in sums.splitlines())} if about.startswith(MARK) else set()
    )
    strange = sorted(set(files) - listed)
    if strange:
        raise OutputError(f"{folder}: {strange[0]!r} is not of an earlier bundle; move it away, or name a new folder")
    return list(files.values())


def _write(folder: Path, files: dict[str, bytes], *, instead_of: Iterable[Path] = ()) -> list[Path]:
    try:
        for file in instead_of:
            file.unlink()
        for name, data in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)
    except OSError as error:
        raise OutputError(f"{folder}: {error.strerror or error}; name another folder") from error
    return [folder / name for name in sorted(files)]


def _encoded(text: str) -> bytes:
    return f"{text}\n".encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()

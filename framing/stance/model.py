"""A trained model: readings to probabilities, and the file it is kept in, which holds numbers and texts alone."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from framing.errors import ModelError, OutputError
from framing.lexicon import load_wordlist
from framing.stance.features import VALUES, features
from framing.stance.readings import ReadMentions
from framing.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sklearn.pipeline import FeatureUnion

    from framing.stance.readings import Example

Floats = NDArray[np.float64]

#: What a file says it is, and the form of its contents.
_KIND: Final = "framing model"
_FORM: Final = 1
#: A larger file is none that this package wrote; it is not unpacked.
_LARGEST: Final = 200_000_000
_PARTS: Final = frozenset(
    {"kind", "form", "card", "classes", "several", "word_lists", "mask_names", "known", "families", "vocabulary",
     "rarity", "coefficients", "intercepts", "calibration", "seen"}
)  # fmt: skip


@dataclass(frozen=True)
class Model:
    """A linear model over masked sentences, as :func:`train_model` makes it and :func:`load_model` reads it.

    Attributes
    ----------
    classes : tuple of str
        In alphabetical order.
    several : bool
        Whether a text may have several classes at once; probabilities then need not sum to 1.
    card : dict
        What the model is: name, data, licence, split, figures, limits, date, versions.
    """

    classes: tuple[str, ...]
    several: bool
    card: dict[str, Any]
    reader: ReadMentions = field(repr=False)
    union: FeatureUnion = field(repr=False)
    coefficients: Floats = field(repr=False)
    intercepts: Floats = field(repr=False)
    calibration: Floats = field(repr=False)
    seen: NDArray[np.uint64] = field(repr=False)

    @property
    def name(self) -> str:
        """What the column ``scorer`` calls it."""
        return str(self.card.get("name", "model"))

    def matrix(self, examples: Sequence[Example]) -> Any:  # noqa: ANN401
        """One row per example, one column per feature."""
        return self.union.transform(self.reader.transform(examples))

    def probabilities(self, examples: Sequence[Example]) -> Floats:
        """Calibrated probabilities: one row per example, one column per class."""
        return self.judge(self.matrix(examples))

    def judge(self, matrix: Any) -> Floats:  # noqa: ANN401
        """Probabilities of rows that :meth:`matrix` made."""
        return calibrated(np.asarray(matrix @ self.coefficients.T) + self.intercepts, self.calibration, self.several)

    def feature_names(self) -> list[str]:
        """Names of the columns: the family, and what it holds."""
        return [f"{name}: {each}" for name, part in self.union.transformer_list for each in part.names_]

    def has_seen(self, texts: Iterable[str]) -> NDArray[np.bool_]:
        """Which texts the model was trained on."""
        return np.isin(text_keys(texts), self.seen)


def calibrated(scores: Floats, calibration: Floats, several: bool) -> Floats:
    """Scores as probabilities; `calibration` has a row per class: weights of the scores, then a constant."""
    logits = scores @ calibration[:, :-1].T + calibration[:, -1]
    if several:
        return np.asarray(1 / (1 + np.exp(-np.clip(logits, -50, 50))))
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def text_keys(texts: Iterable[str]) -> NDArray[np.uint64]:
    """A number for each text, the same for texts that differ in case, quotes and spaces alone."""
    keys = [hashlib.blake2b(" ".join(fold(text).split()).encode(errors="replace"), digest_size=8) for text in texts]
    return np.array([int.from_bytes(key.digest(), "little") for key in keys], dtype=np.uint64)


def save_model(model: Model, path: str | Path) -> None:
    """Write a model to a ``.skops`` file: texts and arrays of numbers, nothing that can be executed.

    Parameters
    ----------
    model : Model
    path : str or pathlib.Path
        A file that ends in ``.skops``.

    Raises
    ------
    OutputError
        If the file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from framing import ClassifierScorer
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_model(ClassifierScorer().model, f"{folder}/copy.skops")
    ...     load_model(f"{folder}/copy.skops").name
    'news'
    """
    from skops import io

    parts = dict(model.union.transformer_list)
    content = {
        "kind": _KIND,
        "form": _FORM,
        "card": model.card,
        "classes": list(model.classes),
        "several": model.several,
        "word_lists": {name: load_wordlist(name).sha256 for name in model.reader.word_lists},
        "mask_names": model.reader.mask_names,
        "known": "\n".join(model.reader.known_),
        "families": list(parts),
        "vocabulary": {name: "\n".join(part.names_) for name, part in parts.items()},
        "rarity": {name: part.rarity_.astype(np.float32) for name, part in parts.items() if name not in VALUES},
        "coefficients": model.coefficients.astype(np.float32),
        "intercepts": model.intercepts,
        "calibration": model.calibration,
        "seen": model.seen,
    }
    try:
        Path(path).write_bytes(io.dumps(content, compression=zipfile.ZIP_DEFLATED, compresslevel=9))
    except OSError as error:
        raise OutputError(f"{path}: the model cannot be written ({error.strerror or error})") from error


def load_model(path: str | Path) -> Model:
    """Read a model from a file that :func:`save_model` wrote.

    The file may hold texts, numbers and arrays only: another type is refused before anything is built.

    Parameters
    ----------
    path : str or pathlib.Path
        A ``.skops`` file.

    Raises
    ------
    ModelError
        If the file is missing, no such file, damaged, holds other types, or was trained with word lists that are not
        those installed.

    Examples
    --------
    >>> load_model("none.skops")
    Traceback (most recent call last):
    ...
    framing.errors.ModelError: none.skops: the model cannot be read (no such file or directory)
    """
    content = _content(Path(path))
    for name, sha256 in content["word_lists"].items():
        words = load_wordlist(str(name))
        if words.sha256 != sha256:
            raise ModelError(
                f"{path}: the model was trained with another version of word list {name!r} than the installed "
                f"{words.version}; train it again, or install the version of framing that it was trained with "
                f"({content['card'].get('framing', 'unknown')})"
            )
    try:
        return _model(content)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError) as error:
        raise ModelError(f"{path}: the parts of the model do not fit together ({error}); train it again") from error


def _content(path: Path) -> dict[str, Any]:
    from skops import io

    try:
        if path.stat().st_size > _LARGEST:
            raise ModelError(f"{path}: the file is larger than any model of framing; it is not read")
        data = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ModelError(f"{path}: the model cannot be read ({reason})") from error
    if not data.startswith(b"PK"):
        raise ModelError(
            f"{path}: this is no model of framing; make one with: framing train LABELS --out MODEL.skops"
        )
    try:
        strange = io.get_untrusted_types(data=data)
        if strange:
            raise ModelError(f"{path}: the file holds {strange[0]}, which no model of framing does; it is not loaded")  # noqa: TRY301
        content = io.loads(data, trusted=[])
    except ModelError:
        raise
    except Exception as error:
        raise ModelError(
            f"{path}: the file is damaged or no model of framing ({type(error).__name__}); copy or train it again"
        ) from error
    if not isinstance(content, dict) or content.get("kind") != _KIND:
        raise ModelError(
            f"{path}: this is no model of framing; make one with: framing train LABELS --out MODEL.skops"
        )
    if content.get("form") != _FORM or set(content) != _PARTS:
        raise ModelError(f"{path}: the model was written by another version of framing; train it again")
    return content


def _model(content: dict[str, Any]) -> Model:
    reader = ReadMentions(tuple(content["word_lists"]), mask_names=bool(content["mask_names"]))
    reader.known_ = str(content["known"]).split("\n")
    union = features(content["families"])
    width = 0
    for name, part in union.transformer_list:
        part.names_ = str(content["vocabulary"][name]).split("\n") if content["vocabulary"][name] else []
        width += len(part.names_)
        if name not in VALUES:
            part.rarity_ = np.asarray(content["rarity"][name], dtype=np.float64)
            if len(part.rarity_) != len(part.names_):
                raise ValueError(f"family {name!r}")
    classes = tuple(map(str, content["classes"]))
    arrays = {
        name: np.asarray(content[name], dtype=np.float64) for name in ("coefficients", "intercepts", "calibration")
    }
    shapes = {name: array.shape for name, array in arrays.items()}
    k = len(classes)
    if shapes != {"coefficients": (k, width), "intercepts": (k,), "calibration": (k, k + 1)}:
        raise ValueError(f"shapes {shapes}")
    return Model(
        classes=classes,
        several=bool(content["several"]),
        card=dict(content["card"]),
        reader=reader,
        union=union,
        **arrays,
        seen=np.asarray(content["seen"], dtype=np.uint64),
    )

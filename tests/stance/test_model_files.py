"""Files of models: what comes back, and what is refused."""

import pickle
import zipfile

import numpy as np
import pytest
from skops import io
from stance_tables import coded_rows, mentions

from framing import ClassifierScorer, Recipe, load_model, read_coded, save_model, train_model
from framing.errors import ModelError, OutputError
from framing.stance.model import Model


@pytest.fixture(scope="module")
def model():
    coded = read_coded(coded_rows(), target="actor", label="stance", group="article")
    return train_model(coded, Recipe(strengths=(0.4,)), card={"name": "toy"})


@pytest.fixture
def file(model, tmp_path):
    save_model(model, tmp_path / "toy.skops")
    return tmp_path / "toy.skops"


def changed(file, **parts):
    """The same file with other parts; None takes one out."""
    content = {**io.load(file), **parts}
    io.dump({key: value for key, value in content.items() if value is not None}, file)
    return file


def test_a_model_comes_back(model, file):
    back = load_model(file)
    assert back.card == model.card
    table = mentions("Bakers praised [Mrs Green].", "Bakers denounced [Mrs Green].")
    one, other = (ClassifierScorer(each).score(table)["stance"] for each in (model, back))
    assert np.allclose(one, other, atol=1e-5)


def test_nothing_but_texts_and_numbers_is_in_the_file(file):
    assert io.get_untrusted_types(file=file) == []


def test_the_shipped_model_loads_and_is_small():
    from importlib import resources

    shipped = resources.files("framing.stance") / "news.skops"
    assert len(shipped.read_bytes()) < 5_000_000
    model = ClassifierScorer().model
    assert model.card["licence"].startswith("MIT")
    assert len(model.card["data_sha256"]) == 64
    assert model.classes == ("negative", "neutral", "positive")


def test_a_truncated_file(file):
    file.write_bytes(file.read_bytes()[:-500])
    with pytest.raises(ModelError, match="the file is damaged or no model of framing"):
        load_model(file)


def test_a_tampered_file(file):
    data = bytearray(file.read_bytes())
    for at in range(2000, 2400):
        data[at] ^= 255
    file.write_bytes(bytes(data))
    with pytest.raises(ModelError, match=r"damaged|do not fit together"):
        load_model(file)


def test_a_pickle_by_another_name(tmp_path):
    class Harm:
        def __reduce__(self):
            return (pytest.fail, ("something was executed",))

    file = tmp_path / "harm.skops"
    file.write_bytes(pickle.dumps(Harm()))
    with pytest.raises(ModelError, match="this is no model of framing"):
        load_model(file)


def test_a_file_with_other_types(tmp_path):
    from sklearn.preprocessing import FunctionTransformer

    io.dump({"kind": "framing model", "f": FunctionTransformer(print)}, tmp_path / "other.skops")
    with pytest.raises(ModelError, match=r"which no model of framing does; it is not loaded|damaged"):
        load_model(tmp_path / "other.skops")
    io.dump({"kind": "framing model", "model": Recipe()}, tmp_path / "own.skops")
    with pytest.raises(ModelError, match=r"holds framing\.stance\.training\.Recipe"):
        load_model(tmp_path / "own.skops")


def test_another_zip(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.skops", "w") as opened:
        opened.writestr("schema.json", "{}")
    with pytest.raises(ModelError, match="damaged or no model of framing"):
        load_model(tmp_path / "x.skops")
    io.dump({"a": 1}, tmp_path / "y.skops")
    with pytest.raises(ModelError, match="this is no model of framing"):
        load_model(tmp_path / "y.skops")


def test_another_version_or_lexicon(file):
    content = io.load(file)
    hashes = {**content["word_lists"], "loaded_en": "0" * 64}
    with pytest.raises(ModelError, match="trained with another version of word list 'loaded_en'"):
        load_model(changed(file, word_lists=hashes))
    changed(file, word_lists=content["word_lists"], form=99)
    with pytest.raises(ModelError, match="written by another version of framing"):
        load_model(file)


def test_parts_that_do_not_fit(file):
    with pytest.raises(ModelError, match="do not fit together"):
        load_model(changed(file, intercepts=np.zeros(7)))


def test_places_that_cannot_be_written_or_read(model, tmp_path):
    with pytest.raises(OutputError, match="the model cannot be written"):
        save_model(model, tmp_path / "none" / "m.skops")
    with pytest.raises(ModelError, match="the model cannot be read"):
        load_model(tmp_path)
    assert isinstance(model, Model)

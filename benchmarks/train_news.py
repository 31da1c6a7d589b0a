"""Train the model of stance that the package ships, from NewsMTSC's own file of training sentences.

    python benchmarks/train_news.py --data DIR

DIR holds ``newsmtsc/train.jsonl.gz``, one JSON object per line with ``text``, ``target``, ``target_start``,
``target_end``, ``label`` (negative, neutral, positive) and ``article_id``: NewsMTSC (Hamborg & Donnay 2021), MIT
licence, https://github.com/fhamborg/NewsMTSC. Writes ``framing/stance/news.skops``.
"""

import argparse
import hashlib
import sys
from pathlib import Path

from framing.coded_texts import read_coded
from framing.stance.model import save_model
from framing.stance.training import train_model

OUT = Path(__file__).parent.parent / "framing" / "stance" / "news.skops"
CARD = {
    "name": "news",
    "data": "NewsMTSC, train split (Hamborg & Donnay 2021): sentences of US political news, 2012-2020",
    "licence": "MIT (data and model)",
    "split": "train alone; the families of features and their weights were chosen by cross-validation on it",
    "limits": "English; sentences about persons and groups in US politics; see framing/stance/news.md",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True, help="folder that holds newsmtsc/train.jsonl.gz")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    file = options.data / "newsmtsc" / "train.jsonl.gz"
    coded = read_coded(file, target="target", group="article_id", source="source")
    card = {**CARD, "data_sha256": hashlib.sha256(file.read_bytes()).hexdigest()}
    model = train_model(coded, card=card, progress=lambda words: print(words, file=sys.stderr))
    save_model(model, options.out)
    print(f"{options.out.name}: {options.out.stat().st_size:,} bytes")
    for key, value in model.card.items():
        print(f"  {key}: {value}")


if __name__ == "__main__":
    main()

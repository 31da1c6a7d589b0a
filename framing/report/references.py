"""What a paper has to cite for the methods of a run, as BibTeX."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

#: The key of the software itself; its version is that of the run.
SOFTWARE: Final = "framing"

#: Entries in UTF-8. Braces keep capitals that a style would lower.
_WRITTEN: Final = r"""
@article{benjamini1995,
  author = {Benjamini, Yoav and Hochberg, Yosef},
  title = {Controlling the False Discovery Rate: A Practical and Powerful Approach to Multiple Testing},
  journal = {Journal of the Royal Statistical Society: Series B (Methodological)}, volume = {57}, number = {1},
    pages = {289--300}, year = {1995},
}
@article{chung2013,
  author = {Chung, EunYi and Romano, Joseph P.},
  title = {Exact and Asymptotically Robust Permutation Tests},
  journal = {The Annals of Statistics}, volume = {41}, number = {2}, pages = {484--507}, year = {2013},
}
@book{cohen1988,
  author = {Cohen, Jacob}, title = {Statistical Power Analysis for the Behavioral Sciences},
  edition = {2}, publisher = {Lawrence Erlbaum Associates}, address = {Hillsdale, NJ}, year = {1988},
}
@book{efron1993,
  author = {Efron, Bradley and Tibshirani, Robert J.},
  title = {An Introduction to the Bootstrap},
  publisher = {Chapman \& Hall}, address = {New York}, year = {1993},
}
@inproceedings{evert2022,
  author = {Evert, Stephanie}, title = {Measuring Keyness},
  booktitle = {Digital Humanities 2022: Conference Abstracts}, year = {2022},
}
@misc{framing,
  author = {{The framing authors}},
  title = {framing: How News Sources Frame Actors},
  note = {Computer software}, year = {2026},
}
@book{greenacre2017,
  author = {Greenacre, Michael},
  title = {Correspondence Analysis in Practice},
  edition = {3}, publisher = {Chapman \& Hall/CRC}, address = {Boca Raton, FL}, year = {2017},
}
@article{gries2008,
  author = {Gries, Stefan Th.},
  title = {Dispersions and Adjusted Frequencies in Corpora},
  journal = {International Journal of Corpus Linguistics}, volume = {13}, number = {4}, pages = {403--437},
    year = {2008},
}
@article{grimmer2013,
  author = {Grimmer, Justin and Stewart, Brandon M.},
  title = {Text as Data: The Promise and Pitfalls of Automatic Content Analysis Methods for Political Texts},
  journal = {Political Analysis}, volume = {21}, number = {3}, pages = {267--297}, year = {2013},
}
@inproceedings{hamborg2021,
  author = {Hamborg, Felix and Donnay, Karsten},
  title = {{NewsMTSC}: A Dataset for (Multi-)Target-dependent Sentiment Classification in Political News
    Articles},
  booktitle = {Proceedings of the 16th Conference of the European Chapter of the Association for Computational
    Linguistics}, year = {2021},
}
@article{harris2020,
  author = {Harris, Charles R. and Millman, K. Jarrod and van der Walt, Stéfan J. and others},
  title = {Array Programming with {NumPy}},
  journal = {Nature}, volume = {585}, pages = {357--362}, year = {2020},
}
@article{hunter2007,
  author = {Hunter, John D.},
  title = {Matplotlib: A {2D} Graphics Environment},
  journal = {Computing in Science \& Engineering}, volume = {9}, number = {3}, pages = {90--95}, year = {2007},
}
@inproceedings{hutto2014,
  author = {Hutto, C. J. and Gilbert, Eric},
  title = {{VADER}: A Parsimonious Rule-Based Model for Sentiment Analysis of Social Media Text},
  booktitle = {Proceedings of the International {AAAI} Conference on Web and Social Media}, volume = {8},
    pages = {216--225}, year = {2014},
}
@article{korn1998,
  author = {Korn, Edward L. and Graubard, Barry I.},
  title = {Confidence Intervals for Proportions with Small Expected Number of Positive Counts Estimated from
    Survey Data},
  journal = {Survey Methodology}, volume = {24}, number = {2}, pages = {193--201}, year = {1998},
}
@article{lakens2017,
  author = {Lakens, Daniël},
  title = {Equivalence Tests: A Practical Primer for t Tests, Correlations, and Meta-Analyses},
  journal = {Social Psychological and Personality Science}, volume = {8}, number = {4}, pages = {355--362},
    year = {2017},
}
@book{leech1981,
  author = {Leech, Geoffrey N. and Short, Michael H.},
  title = {Style in Fiction: A Linguistic Introduction to English Fictional Prose},
  publisher = {Longman}, address = {London}, year = {1981},
}
@article{lijffijt2016,
  author = {Lijffijt, Jefrey and Nevalainen, Terttu and Säily, Tanja and Papapetrou, Panagiotis and Puolamäki, Kai
    and Mannila, Heikki},
  title = {Significance Testing of Word Frequencies in Corpora},
  journal = {Digital Scholarship in the Humanities}, volume = {31}, number = {2}, pages = {374--397},
    year = {2016}, doi = {10.1093/llc/fqu064},
}
@article{lin1991,
  author = {Lin, Jianhua},
  title = {Divergence Measures Based on the {Shannon} Entropy},
  journal = {IEEE Transactions on Information Theory}, volume = {37}, number = {1}, pages = {145--151},
    year = {1991},
}
@inproceedings{mckinney2010,
  author = {McKinney, Wes},
  title = {Data Structures for Statistical Computing in {Python}},
  booktitle = {Proceedings of the 9th Python in Science Conference}, pages = {56--61}, year = {2010},
}
@article{monroe2008,
  author = {Monroe, Burt L. and Colaresi, Michael P. and Quinn, Kevin M.},
  title = {Fightin' Words: Lexical Feature Selection and Evaluation for Identifying the Content of Political
    Conflict},
  journal = {Political Analysis}, volume = {16}, number = {4}, pages = {372--403}, year = {2008},
}
@article{pedregosa2011,
  author = {Pedregosa, Fabian and Varoquaux, Gaël and Gramfort, Alexandre and Michel, Vincent and Thirion,
    Bertrand and Grisel, Olivier and Blondel, Mathieu and Prettenhofer, Peter and Weiss, Ron and Dubourg, Vincent
    and Vanderplas, Jake and Passos, Alexandre and Cournapeau, David and Brucher, Matthieu and Perrot, Matthieu
    and Duchesnay, Édouard},
  title = {Scikit-learn: Machine Learning in {Python}},
  journal = {Journal of Machine Learning Research}, volume = {12}, pages = {2825--2830}, year = {2011},
}
@inproceedings{rashkin2016,
  author = {Rashkin, Hannah and Singh, Sameer and Choi, Yejin},
  title = {Connotation Frames: A Data-Driven Investigation},
  booktitle = {Proceedings of the 54th Annual Meeting of the Association for Computational Linguistics},
    pages = {311--321}, year = {2016},
}
@inproceedings{rayson2000,
  author = {Rayson, Paul and Garside, Roger},
  title = {Comparing Corpora using Frequency Profiling},
  booktitle = {Proceedings of the Workshop on Comparing Corpora}, pages = {1--6}, year = {2000},
}
@inproceedings{rychly2008,
  author = {Rychlý, Pavel},
  title = {A Lexicographer-Friendly Association Score},
  booktitle = {Proceedings of Recent Advances in {Slavonic} Natural Language Processing, {RASLAN} 2008},
    pages = {6--9}, year = {2008},
}
@article{schuirmann1987,
  author = {Schuirmann, Donald J.},
  title = {A Comparison of the Two One-Sided Tests Procedure and the Power Approach for Assessing the Equivalence
    of Average Bioavailability},
  journal = {Journal of Pharmacokinetics and Biopharmaceutics}, volume = {15}, number = {6}, pages = {657--680},
    year = {1987},
}
@book{semino2004,
  author = {Semino, Elena and Short, Mick},
  title = {Corpus Stylistics: Speech, Writing and Thought Presentation in a Corpus of {English} Writing},
  publisher = {Routledge}, address = {London}, year = {2004},
}
@article{simonsohn2020,
  author = {Simonsohn, Uri and Simmons, Joseph P. and Nelson, Leif D.},
  title = {Specification Curve Analysis},
  journal = {Nature Human Behaviour}, volume = {4}, pages = {1208--1214}, year = {2020},
    doi = {10.1038/s41562-020-0912-z},
}
@article{steegen2016,
  author = {Steegen, Sara and Tuerlinckx, Francis and Gelman, Andrew and Vanpaemel, Wolf},
  title = {Increasing Transparency Through a Multiverse Analysis},
  journal = {Perspectives on Psychological Science}, volume = {11}, number = {5}, pages = {702--712},
    year = {2016}, doi = {10.1177/1745691616658637},
}
@article{wilson1927,
  author = {Wilson, Edwin B.},
  title = {Probable Inference, the Law of Succession, and Statistical Inference},
  journal = {Journal of the American Statistical Association}, volume = {22}, number = {158}, pages = {209--212},
    year = {1927},
}
@article{zou2008,
  author = {Zou, Guang Yong and Donner, Allan},
  title = {Construction of Confidence Limits about Effect Measures: A General Approach},
  journal = {Statistics in Medicine}, volume = {27}, number = {10}, pages = {1693--1702}, year = {2008},
}
"""

#: Each entry by its key.
ENTRIES: Final[dict[str, str]] = {
    found[1]: found[0] for found in re.finditer(r"^@\w+\{(\w+),.*?^\}$", _WRITTEN, re.DOTALL | re.MULTILINE)
}


def cited(*keys: str) -> str:
    """Works as they stand in brackets in the text, in the order given.

    Examples
    --------
    >>> cited("zou2008", "monroe2008")
    '(Zou & Donner, 2008; Monroe et al., 2008)'
    """
    works = "; ".join(f"{_authors(key)}, {_field(key, 'year')}" for key in keys)
    return f"({works})"


def bibtex(keys: Iterable[str], version: str = "") -> list[str]:
    """Give the entries of works, each once, in the order of their keys.

    Parameters
    ----------
    keys : iterable of str
        Keys of `ENTRIES`.
    version : str
        Version of the software, for its own entry.

    Returns
    -------
    list of str
        One BibTeX entry each, in UTF-8.

    Raises
    ------
    KeyError
        If there is no entry of that name.

    Examples
    --------
    >>> print(bibtex(["framing"], "0.1.0")[0])
    @misc{framing,
      author = {{The framing authors}},
      title = {framing: How News Sources Frame Actors},
      note = {Computer software, version 0.1.0}, year = {2026},
    }
    """
    entries = {key: ENTRIES[key] for key in sorted(set(keys))}
    if version and SOFTWARE in entries:
        entries[SOFTWARE] = entries[SOFTWARE].replace("software}", f"software, version {version}}}")
    return list(entries.values())


def _field(key: str, name: str) -> str:
    """Content of a field, on one line."""
    found = re.search(rf"\b{name} = \{{(.*?)\}},", ENTRIES[key], re.DOTALL)
    return " ".join(found[1].split()) if found else ""


def _authors(key: str) -> str:
    """Family names as the text cites them: one, two, or the first of more."""
    names = [name.split(",")[0].strip("{}") for name in _field(key, "author").split(" and ")]
    return " & ".join(names) if len(names) < 3 else f"{names[0]} et al."

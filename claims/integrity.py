"""Whether what is kept in files is still what was put there: every original, every file of a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from articles import originals
from articles.models import Appearance
from extraction import language, pipeline, vectors
from extraction.antecedents import scorer
from extraction.conflict import encoder
from extraction.pipeline import ModelMissing
from extraction.reader import model as reader


@dataclass(frozen=True, slots=True)
class Damage:
    """One original that is not what was received: its hash, what is wrong, and where it is shown.

    `article` is the key of an article it belongs to, None where it never became one; `appearance` its first receipt.
    """

    original: str
    sentence: str
    appearance: int
    article: int | None


def originals_named() -> dict[str, tuple[int, int | None]]:
    """Every original that a receipt names, with the first such receipt and its article, by key. One query."""
    rows = Appearance.objects.order_by("-id").values_list("original", "id", "article")
    return {original: (receipt, article) for original, receipt, article in rows.iterator(chunk_size=5000)}


def damaged_originals(named: dict[str, tuple[int, int | None]]) -> Iterator[Damage]:
    """Reads every original of these and gives those that are missing or changed, in order of their receipt."""
    for original, (receipt, article) in sorted(named.items(), key=lambda one: one[1][0]):
        if sentence := originals.problem(original):
            yield Damage(original, sentence, receipt, article)


def damaged_models() -> list[str]:
    """What is wrong with any file of any model, a sentence each. Reads them all, whatever was seen of them before."""
    ours: tuple[Callable[[], list[str]], ...] = (reader.problems, scorer.problems, encoder.problems)
    wrong = [sentence for ask in ours for sentence in ask()]
    try:
        vectors.require()
        parser = pipeline.installed()
    except ModelMissing as missing:
        return [*wrong, str(missing)]
    packages = [*vectors.installed(), language.installed(), *([parser] if parser else [])]
    return [*wrong, *(sentence for files in packages for sentence in files.problems())]


def unchecked_models() -> list[str]:
    """Which models come without checksums, so that nobody can say whether they are whole."""
    try:
        parser = pipeline.installed()
    except ModelMissing:
        return []
    if parser is None:
        return ["the spaCy pipeline (a folder named by SPACY_PIPELINE)"]
    packages = [parser, *vectors.installed(), language.installed()]
    return sorted({f"{files.owner} ({files.package})" for files in packages if not files.sums()})

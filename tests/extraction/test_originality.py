"""Nothing in the engine was written for the demonstration articles: it holds none of their names or phrases."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from demo import key
from extraction.governments import government
from extraction.names import forenames, plain
from extraction.roles import ORGANISATIONS, ROLES, TITLE_WORDS

ENGINE = Path(__file__).parents[2] / "extraction"
GENERAL = ("names/us_first_names.tsv", "names/world_forenames.tsv", "names/nicknames.tsv", "names/countries.tsv")
"""Lists of forenames and countries that hold all of the world's: their source and size stand in names/NOTICE.md."""
RUN = 4
"""Words in a row that would be no chance."""
WORD = re.compile(r"\w+(?:['’]\w+)*")


@cache
def engine():
    files = [path for path in sorted(ENGINE.rglob("*")) if path.suffix in {".py", ".tsv", ".txt", ".json", ".md"}]
    return {path.relative_to(ENGINE).as_posix(): path.read_text(encoding="utf-8") for path in files}


def words(text):
    return [plain(word) for word in WORD.findall(text)]


def articles():
    """The words of each article; a page's marks are taken out."""
    return [words(re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8"))) for path in key.ARTICLES.iterdir()]


def people_of_the_key():
    """Every part of a person's name in the key that is no word of a general list."""
    names = set()
    for path in sorted(key.ARTICLES.glob("*.txt")):
        for quote in key.load(path.name, path.read_bytes().decode()).quotes:
            if quote.speaker and quote.speaker_kind == "person":
                names.update(word for word in quote.speaker.split() if word[:1].isupper() and len(word) > 2)
    general = ROLES | TITLE_WORDS | ORGANISATIONS | set(forenames())
    return {plain(name) for name in names if plain(name) not in general and not government(name)}


def test_the_engine_holds_no_persons_name_of_the_demonstration():
    people = people_of_the_key()
    assert len(people) > 20
    held = {name: people & set(words(text)) for name, text in engine().items() if name not in GENERAL}
    assert {name: found for name, found in held.items() if found} == {}


def test_the_engine_holds_no_run_of_words_of_the_demonstration():
    runs = {tuple(said[i : i + RUN]) for said in articles() for i in range(len(said) - RUN + 1)}
    assert len(runs) > 5000
    held = {}
    for name, text in engine().items():
        if name in GENERAL:
            continue
        here = words(text)
        held[name] = sorted({tuple(here[i : i + RUN]) for i in range(len(here) - RUN + 1)} & runs)
    assert {name: found for name, found in held.items() if found} == {}

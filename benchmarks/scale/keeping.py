"""What was read and embedded of the made articles, kept between runs: they are told apart by what they say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import extraction
from benchmarks.scale.made import Made, reading, written
from extraction import story, vectors
from extraction.claims import from_plain, to_plain

FOLDER = Path(__file__).parent.parent / "out" / "candidates"
SHARD = 100
"""Articles kept in one set of files, some 1,500 claims."""
PROCESSES = 2

type Vectors = NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Read:
    """A made article as it is put on record: its reading, the vectors of its claims (n, 384) and of its beginning."""

    article: Made
    reading: extraction.Reading
    vectors: Vectors
    lead: Vectors


def made_record(claims: int) -> Iterator[Read]:
    """Made articles with about so many claims in all. What isn't kept yet is made, by PROCESSES at once.

    Raises ModelMissing.
    """
    FOLDER.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(PROCESSES) as pool:
        for first in count(0, PROCESSES):
            shards = range(first, first + PROCESSES)
            list(pool.map(_keep, shards))
            for read in chain.from_iterable(map(_kept, shards)):
                yield read
                claims -= len(read.reading.claims)
                if claims <= 0:
                    return


def _articles(shard: int) -> list[Made]:
    return [written(number) for number in range(shard * SHARD, (shard + 1) * SHARD)]


def _file(shard: int, articles: Sequence[Made], what: str) -> Path:
    """Named by what the articles say and what reads them: once either changes, they are read again."""
    told = "\n".join([extraction.ENGINE, vectors.MODEL, *(article.body for article in articles)])
    return FOLDER / f"{shard:04}-{hashlib.sha256(told.encode()).hexdigest()[:12]}.{what}"


def _keep(shard: int) -> None:
    """Read and embed a shard, where that isn't kept yet; the claims are written last."""
    articles = _articles(shard)
    done = _file(shard, articles, "jsonl")
    if done.exists():
        return
    readings = [reading(article) for article in articles]
    np.save(
        _file(shard, articles, "vectors.npy"),
        vectors.embed([claim.text for read in readings for claim in read.claims]).astype(np.float16),
    )
    leads = np.array([story.lead(article.body) for article in articles], np.float16)
    np.save(_file(shard, articles, "leads.npy"), leads)
    rows = [{"names": read.names, "claims": [to_plain(claim) for claim in read.claims]} for read in readings]
    fresh = done.with_suffix(".part")
    fresh.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    fresh.replace(done)


def _kept(shard: int) -> Iterator[Read]:
    articles = _articles(shard)
    drawn = np.load(_file(shard, articles, "vectors.npy"))
    leads = np.load(_file(shard, articles, "leads.npy"))
    rows = _file(shard, articles, "jsonl").read_text(encoding="utf-8").splitlines()
    at = 0
    for article, lead, line in zip(articles, leads, rows, strict=True):
        row = json.loads(line)
        claims = tuple(from_plain(plain) for plain in row["claims"])
        found = extraction.Reading(
            tuple(article.quotes), tuple(article.voices), claims, "made", names=tuple(row["names"])
        )
        yield Read(article, found, drawn[at : at + len(claims)], lead)
        at += len(claims)

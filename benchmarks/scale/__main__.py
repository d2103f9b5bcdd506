"""Make, fill, bury, look, compare, print: `python -m benchmarks.scale CLAIMS`, started by `benchmarks.candidates`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from random import Random
from time import perf_counter

import numpy as np

from benchmarks.intervals import share
from benchmarks.scale.buried import Wanted, bury_demo, bury_pairs
from benchmarks.scale.filling import fill, finish, prepare
from benchmarks.scale.keeping import made_record
from benchmarks.scale.measuring import Cost, Looked, articles_of_thirty, cost, looked, timed
from claims.models import Claim
from extraction.conflict import encoder

SAMPLE = 500
"""Made claims whose candidates are looked for, drawn by lot."""
ARTICLES = 3
"""Articles of each sort that are compared whole."""


def main() -> None:
    """Do all of it, saying what is done."""
    began = perf_counter()
    by = prepare()
    wanted = bury_pairs(by=by)  # first: they are the oldest, and where hits are cut the newest stay
    conflicts, demo = bury_demo(by=by)
    made = fill(made_record(int(sys.argv[1])), by=by)
    finish()
    print(f"{Claim.objects.count():,} claims on record, made and filled in {perf_counter() - began:.0f} s", flush=True)
    report([*wanted, *conflicts], demo, made)


def report(wanted: Sequence[Wanted], demo: Sequence[int], made: Sequence[int]) -> None:
    """Look and compare, and print what came of it."""
    keys = list(Claim.objects.filter(quote__text__in=made).values_list("pk", flat=True).order_by("pk"))
    chosen = Random(1).sample(keys, min(SAMPLE, len(keys)))
    timed(chosen[:50])  # the first ones only warm up what is cached
    found = looked(wanted)
    for relation in found.of:
        # what a text is about helps only where there is an article: those of the pairs are of one sentence
        print(f"  {relation:14} partner found {share(found.found[relation], found.of[relation])}")
        print(f"  {'':14} without story {share(found.alone[relation], found.of[relation])}")
    _print_times("buried claims", found)
    _print_times("made claims", timed(chosen))
    encoder.load()
    for name, texts in (("demonstration", demo), ("made", made)):
        for text in articles_of_thirty(texts, ARTICLES):
            _print_cost(name, cost(text))


def _print_times(name: str, found: Looked) -> None:
    """Milliseconds a claim, and a text for its story."""
    p50, p99 = np.percentile(np.array(found.seconds) * 1000, [50, 99])
    told50, told99 = np.percentile(np.array(found.told_seconds) * 1000, [50, 99])
    cpu = 1000 * found.cpu / len(found.seconds)
    print(
        f"  {name}: candidates of a claim p50 {p50:.1f} ms, p99 {p99:.1f} ms, CPU {cpu:.1f} ms at the mean; "
        f"{np.median(found.numbers):.0f} of them at the median, {max(found.numbers)} at most; "
        f"the story of a text p50 {told50:.1f} ms, p99 {told99:.1f} ms ({len(found.seconds)} claims looked at)",
        flush=True,
    )


def _print_cost(name: str, told: Cost) -> None:
    rest = told.app - sum(told.parts.values())
    parts = ", ".join(f"{part} {seconds:.2f}" for part, seconds in (told.parts | {"rest": rest}).items())
    print(
        f"  a {name} article of {told.claims} claims, {told.pairs} pairs: {told.app + told.database:.2f} CPU s, the "
        f"app's {told.app:.2f} ({parts}), the database's {told.database:.2f}",
        flush=True,
    )


if __name__ == "__main__":
    main()

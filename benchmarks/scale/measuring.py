"""What finding candidates and comparing costs, in time and in CPU seconds, and what it finds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from os import sysconf
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from django.db import connection
from django.db.models import Count

from articles.models import Text
from benchmarks.scale.buried import Wanted
from claims import comparing
from claims.models import Claim
from claims.stories import Told
from extraction.conflict import encoder, judging

PARTS: dict[str, tuple[Any, str]] = {
    "stories": (comparing, "Told"),
    "candidates": (comparing, "found"),
    "rows": (comparing, "_rows"),
    "rules": (judging, "ruled"),
    "network": (encoder, "opinions"),
}
"""What comparing an article is made of, by the functions that do it."""
LEAST, MOST = 25, 40
"""Claims of an article that counts as one of about thirty."""


@dataclass(slots=True)
class Looked:
    """What looking for candidates gave: how many pairs were found, of how many, by relation, and what it took.

    Seconds are of the wall, for each claim and each text; `cpu` is what all the claims took, the database's too.
    """

    of: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    told_seconds: list[float] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    cpu: float = 0.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What comparing one article took: CPU seconds of this process, by part too, and of the database's."""

    claims: int
    pairs: int
    app: float
    database: float
    parts: dict[str, float]


def looked(wanted: Sequence[Wanted]) -> Looked:
    """Look for the partners of all these pairs, each claim's candidates once.

    A pair of whose sides one is not on record (a thought, not said) is left out: that is the reader's doing.
    """
    told = Looked()
    standing = set(Claim.objects.standing().of_originals().values_list("pk", flat=True))
    wanted = [pair for pair in wanted if pair.mine & standing and pair.theirs & standing]
    candidates = {pk: _candidates(pk, told) for pk in sorted({pk for pair in wanted for pk in pair.mine})}
    for pair in wanted:
        told.of[pair.relation] += 1
        told.alone[pair.relation] += any(pair.theirs & candidates[pk][0] for pk in pair.mine)
        told.found[pair.relation] += any(pair.theirs & candidates[pk][1] for pk in pair.mine)
    return told


def timed(keys: Sequence[int]) -> Looked:
    """Look for the candidates of these claims."""
    told = Looked()
    for pk in keys:
        _candidates(pk, told)
    return told


def _candidates(pk: int, told: Looked) -> tuple[set[int], set[int]]:
    """The keys of a claim's candidates, without its story and with it."""
    claim = Claim.objects.select_related("quote").get(pk=pk)
    backend = _backend()
    began = perf_counter()
    story = Told(claim.quote.text_id)
    ready, cpu = perf_counter(), process_time() + _cpu(backend)
    found = comparing.found(claim, story)
    told.seconds.append(perf_counter() - ready)
    told.cpu += process_time() + _cpu(backend) - cpu
    told.told_seconds.append(ready - began)
    told.numbers.append(len(found))
    return set(comparing.found(claim)), set(found)


def articles_of_thirty(texts: Sequence[int], most: int) -> list[Text]:
    """Of these texts the first ones that have about thirty claims on record."""
    claims = Claim.objects.standing().of_originals().filter(quote__text__in=list(texts)).order_by()
    counted = claims.values_list("quote__text").annotate(n=Count("pk")).filter(n__gte=LEAST, n__lte=MOST)
    return list(Text.objects.filter(pk__in=[pk for pk, _ in counted]).order_by("pk")[:most])


def cost(text: Text) -> Cost:
    """What comparing this text with all on record takes, in CPU seconds."""
    claims = Claim.objects.standing().of_originals().filter(quote__text=text).count()
    spent: dict[str, float] = dict.fromkeys(PARTS, 0.0)
    backend = _backend()
    with _watched(spent):
        there, here = _cpu(backend), process_time()
        judged = comparing.findings(text)
        here, there = process_time() - here, _cpu(backend) - there
    return Cost(claims, len(judged), here, there, spent)


@contextmanager
def _watched(spent: dict[str, float]) -> Iterator[None]:
    """Add to `spent` the CPU seconds of each of the PARTS, for as long as the block lasts."""
    kept = {part: getattr(module, name) for part, (module, name) in PARTS.items()}
    try:
        for part, (module, name) in PARTS.items():
            setattr(module, name, _clocked(kept[part], part, spent))
        yield
    finally:
        for part, (module, name) in PARTS.items():
            setattr(module, name, kept[part])


def _clocked(function: Callable[..., Any], part: str, spent: dict[str, float]) -> Callable[..., Any]:
    def clocked(*args: Any, **kwargs: Any) -> Any:
        began = process_time()
        try:
            return function(*args, **kwargs)
        finally:
            spent[part] += process_time() - began

    return clocked


def _backend() -> int:
    """The number of the database's process that works for this one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        number: int = cursor.fetchone()[0]
        return number


def _cpu(process: int) -> float:
    """The CPU seconds of a process so far; not a number where the system doesn't tell."""
    file = Path(f"/proc/{process}/stat")
    if not file.exists():
        return float("nan")
    after_name = file.read_text().rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / sysconf("SC_CLK_TCK")

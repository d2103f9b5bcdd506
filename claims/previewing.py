"""What reading texts again would change: tried by workers, kept beside the record, and never a part of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import extraction
from articles.models import Job, Text
from articles.states import JobKind
from claims.differing import Difference
from claims.models import Preview
from claims.rereading import Scope, present_engine, to_read

SAMPLE = 20
"""So many texts of a scope are tried at once: the newest."""

EXAMPLES = 3
"""So many of each kind of change are kept with their words."""

LONGEST = 160
"""So many characters of a quote are kept."""


@dataclass(frozen=True, slots=True)
class Example:
    """One quote that would change. `what` is gained, lost, ends, speakers or kept, as in `Difference`.

    `before` and `after` are words where its ends move, names where its speaker does ("" for nobody).
    """

    what: str
    words: str
    before: str = ""
    after: str = ""


def sample(scope: Scope) -> list[int]:
    """The keys of the texts that are tried of a scope. Raises `extraction.ModelMissing`."""
    return list(to_read(scope, present_engine()).values_list("pk", flat=True)[:SAMPLE])


def queue(texts: list[int]) -> list[int]:
    """Have these tried, in the background, but for those that wait to be. Gives the new jobs' keys."""
    return Job.objects.queue_in_background(JobKind.PREVIEW, texts)


def store(text: Text, reading: extraction.Reading, told: Difference) -> Preview:
    """Keep what the reading would change, in the place of what was kept of this text before."""
    numbers = {name: len(getattr(told, name)) for name in ("gained", "lost", "ends", "speakers", "kept")}
    found: dict[str, object] = {
        **numbers,
        "decided": told.decided,
        "engine": reading.engine,
        "language": reading.language,
        "examples": [asdict(example) for example in examples(told)],
    }
    return Preview.objects.update_or_create(text=text, defaults=found)[0]


def examples(told: Difference) -> list[Example]:
    """A few of each kind, shortened."""
    return [
        *(Example("gained", _short(words)) for words in told.gained[:EXAMPLES]),
        *(Example("lost", _short(words)) for words in told.lost[:EXAMPLES]),
        *(Example("ends", "", _short(each.before), _short(each.after)) for each in told.ends[:EXAMPLES]),
        *(Example("speakers", _short(each.words), each.before, each.after) for each in told.speakers[:EXAMPLES]),
        *(Example("kept", _short(words)) for words in told.kept[:EXAMPLES]),
    ]


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"

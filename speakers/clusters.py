"""Speakers that people found to be one: clusters derived from judgements about pairs (after nomenklatura's resolver).

*Different* beats *same*: the *sames* are taken in the order in which they were decided, and one that would join what is
held different joins nothing. A voice takes part too: where it is one speaker and not another, these two are different.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from speakers.models import Decision, Speaker, Voice
from speakers.states import Answer

type Node = tuple[str, int]
"""A speaker or a voice, by its key."""


class Contradiction(ValueError):
    """A *same* would join what is held different. `path` are the decisions that lead from the one to the other."""

    def __init__(self, path: Sequence[Decision]) -> None:
        self.path = list(path)
        super().__init__(
            _("That contradicts what was decided before: %(path)s.") % {"path": "; ".join(map(sentence, self.path))}
        )


@dataclass(slots=True)
class Groups:
    """Speakers around some, with what joins and parts them: disjoint sets, and the decisions that made them."""

    speakers: set[int] = field(default_factory=set)
    joined: list[Decision] = field(default_factory=list)
    parted: list[tuple[Node, Node, Decision]] = field(default_factory=list)
    above: dict[Node, Node] = field(default_factory=dict)

    def root(self, node: Node) -> Node:
        """What stands for the set of a node."""
        while node in self.above:
            node = self.above[node]
        return node

    def barrier(self, one: Node, other: Node) -> Decision | None:
        """What holds the sets of the two different."""
        ends = {self.root(one), self.root(other)}
        if len(ends) == 1:
            return None
        return next((why for a, b, why in self.parted if {self.root(a), self.root(b)} == ends), None)

    def join(self, why: Decision) -> None:
        """Make one set of two, unless they are held different."""
        one, other = nodes(why)
        if self.root(one) != self.root(other) and self.barrier(one, other) is None:
            self.above[self.root(other)] = self.root(one)
            self.joined.append(why)

    def path(self, one: Node, other: Node) -> list[Decision]:
        """The decisions that join the two, the shortest way; none where they are one node."""
        links: dict[Node, list[tuple[Node, Decision]]] = {}
        for why in self.joined:
            a, b = nodes(why)
            links.setdefault(a, []).append((b, why))
            links.setdefault(b, []).append((a, why))
        ways: dict[Node, list[Decision]] = {one: []}
        queue = deque([one])
        while queue:
            here = queue.popleft()
            for there, why in links.get(here, ()):
                if there not in ways:
                    ways[there] = [*ways[here], why]
                    queue.append(there)
        return ways.get(other, [])


def nodes(decision: Decision) -> tuple[Node, Node]:
    """The two that a decision is about."""
    left = ("voice", decision.voice_id) if decision.voice_id else ("speaker", decision.other_id or 0)
    return left, ("speaker", decision.speaker_id)


def around(speakers: Iterable[int], *, voice: Voice | None = None, without: Iterable[int] = ()) -> Groups:
    """The speakers that are, or were decided to be, one with these. `without` are decisions that don't count.

    Voices take part where they could part two: those held different from one of the speakers, and `voice`.
    """
    live = Decision.objects.live().exclude(pk__in=list(without)).select_related("by", "speaker", "other", "voice__text")
    found = Groups()
    reach = set(speakers)
    sames: dict[int, Decision] = {}
    while reach - found.speakers:
        found.speakers |= reach
        for row in live.filter(answer=Answer.SAME, other__isnull=False).about(reach):  # type: ignore[attr-defined]
            sames[row.pk] = row
            reach |= {end for end in (row.speaker_id, row.other_id) if end}
    parting = live.filter(answer=Answer.DIFFERENT, speaker__in=found.speakers)
    apart = [*parting.filter(other__in=found.speakers), *parting.filter(voice__isnull=False)]
    found.parted = [(*nodes(row), row) for row in apart]
    held = [row.voice_id for row in apart if row.voice_id]
    if voice is not None:
        held.append(voice.pk)
    if held:
        alike = live.filter(answer=Answer.SAME, voice__in=held, speaker__in=found.speakers)
        sames |= {row.pk: row for row in alike}
    for key in sorted(sames):
        found.join(sames[key])
    return found


def members(speakers: Iterable[int]) -> set[int]:
    """These and all that are shown as one with them now."""
    keys = set(speakers)
    rows = Speaker.objects.filter(pk__in=keys).values_list("pk", "canonical")
    roots = {canonical or pk for pk, canonical in rows}
    return keys | roots | set(Speaker.objects.filter(canonical__in=roots).values_list("pk", flat=True))


def refuse_contradiction(coming: Decision) -> None:
    """Raise `Contradiction` where a *same* that is yet to be written would join what is held different.

    What it overturns, the pair's own decision and a voice's other *same*, doesn't count.
    """
    overturned = set(_of_pair(coming))
    if coming.voice_id:
        mine = Decision.objects.live().filter(voice=coming.voice_id, answer=Answer.SAME)
        overturned |= set(mine.values_list("pk", flat=True))
    ends = {coming.speaker_id} | ({coming.other_id} if coming.other_id else set())
    groups = around(ends, voice=coming.voice, without=overturned)
    one, other = nodes(coming)
    why = groups.barrier(one, other)
    if why is None:
        return
    left, right = nodes(why)
    if groups.root(left) != groups.root(one):
        left, right = right, left
    raise Contradiction([*groups.path(one, left), why, *groups.path(right, other)])


def regroup(speakers: Iterable[int]) -> set[int]:
    """Write `Speaker.canonical` of these and of all that are or were one with them. Gives all their keys.

    Of a cluster that speaker is canonical which the latest decision that counts kept.
    """
    before = members(speakers)
    groups = around(before)
    kept: dict[Node, int] = {}
    for why in groups.joined:
        if why.other_id:
            kept[groups.root(("speaker", why.speaker_id))] = why.speaker_id
    rows = list(Speaker.objects.filter(pk__in=groups.speakers).order_by("pk"))
    for row in rows:
        canonical = kept.get(groups.root(("speaker", row.pk)))
        canonical = None if canonical == row.pk else canonical
        if row.canonical_id != canonical:
            row.canonical_id = canonical
            row.save(update_fields=["canonical"])
    return groups.speakers


def sentence(decision: Decision) -> str:
    """What a decision says, with who and when."""
    said = {
        Answer.SAME: _("%(one)s is %(other)s"),
        Answer.DIFFERENT: _("%(one)s is not %(other)s"),
        Answer.UNSURE: _("it is not sure that %(one)s is %(other)s"),
    }[Answer(decision.answer)]
    told = said % {"one": _called(decision), "other": f"“{decision.speaker.name}”"}
    return _("%(told)s (%(by)s, %(at)s)") % {
        "told": told,
        "by": decision.by.get_username(),
        "at": date_format(decision.at, "j M Y"),
    }


def _called(decision: Decision) -> str:
    if decision.voice is not None:
        known = {"name": decision.voice.name, "number": decision.voice.text.article_id}
        return _("“%(name)s” of article %(number)s") % known
    return f"“{decision.other.name}”" if decision.other else f"“{decision.name}”"


def _of_pair(coming: Decision) -> list[int]:
    live = Decision.objects.live()
    if coming.voice_id:
        rows = live.filter(voice=coming.voice_id, speaker=coming.speaker_id)
    else:
        pair = [coming.speaker_id, coming.other_id]
        rows = live.filter(speaker__in=pair, other__in=pair)
    return list(rows.values_list("pk", flat=True))

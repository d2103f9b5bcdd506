"""What people decided of a speaker: the live acts, each with its sentence, and each to be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Act
from accounts.verbs import ActVerb
from speakers.clusters import members
from speakers.models import Decision, Speaker
from speakers.states import Answer

SHOWN = 30


@dataclass(frozen=True, slots=True)
class Told:
    """One act, in words."""

    act: Act
    sentence: str


def decided(speaker: Speaker) -> list[Told]:
    """The acts that made this speaker what it is, the latest first. Four queries."""
    cluster = members([speaker.pk])
    ids = list(Decision.objects.kept().about(cluster).exclude(act=None).values_list("act", flat=True).distinct())
    saved = Q(object_type=Speaker._meta.label_lower, object_id__in=cluster)
    acts = list(Act.objects.live().filter(saved | Q(pk__in=ids)).select_related("by")[:SHOWN])
    rows = Decision.objects.filter(act__in=[act.pk for act in acts]).select_related("speaker", "other", "voice")
    of: dict[object, list[Decision]] = {}
    for row in rows.order_by("id"):
        of.setdefault(row.act, []).append(row)
    return [Told(act, sentence(act, of.get(act.pk, ()))) for act in acts]


def sentence(act: Act, decisions: Sequence[Decision]) -> str:
    """What an act about identity said."""
    first = next(iter(decisions), None)
    if act.verb == ActVerb.SPLIT_SPEAKER:
        return _split(act, decisions)
    if first is not None and first.other is not None:
        return _("“%(one)s” is “%(other)s”") % {"one": first.other.name, "other": first.speaker.name}
    if first is not None and first.voice is not None:
        told = {
            Answer.SAME: _("“%(one)s” in one article is “%(other)s”"),
            Answer.DIFFERENT: _("“%(one)s” in one article is not “%(other)s”"),
            Answer.UNSURE: _("“%(one)s” in one article: not sure that it is “%(other)s”"),
        }[Answer(first.answer)]
        return told % {"one": first.voice.name, "other": first.speaker.name}
    given = _names(decisions, Answer.SAME)
    if act.verb == ActVerb.RENAME_SPEAKER:
        return _("Called %(names)s") % {"names": given}
    taken = _names(decisions, Answer.DIFFERENT)
    parts = [_("goes by %(names)s") % {"names": given}] if given else []
    parts += [_("doesn't go by %(names)s") % {"names": taken}] if taken else []
    return "; ".join(parts) or str(ActVerb.SAVE_SPEAKER.label)


def _split(act: Act, decisions: Sequence[Decision]) -> str:
    number = len(act.after.get("voices", ()))
    told = ngettext(
        "The quotes of %(n)s article are “%(to)s”, not “%(of)s”",
        "The quotes of %(n)s articles are “%(to)s”, not “%(of)s”",
        number,
    )
    parted = next((row for row in decisions if row.other is not None), None)
    to = parted.other.name if parted is not None and parted.other is not None else ""
    return told % {"n": number, "to": to, "of": parted.speaker.name if parted is not None else ""}


def _names(decisions: Sequence[Decision], answer: Answer) -> str:
    return ", ".join(f"“{row.name}”" for row in decisions if row.key and row.answer == answer)

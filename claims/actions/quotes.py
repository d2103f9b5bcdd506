"""Accept, reject, and give a quote to another voice."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Max

from accounts.models import Act, User, acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.locking import Stale
from claims.models import Quote
from claims.states import QuoteState
from speakers.matching import derive
from speakers.models import Voice
from speakers.states import VoiceKind

_VERBS = {QuoteState.ACCEPTED: ActVerb.ACCEPT_QUOTE, QuoteState.REJECTED: ActVerb.REJECT_QUOTE}


def accept(quote: Quote, *, seen: int, by: User, batch: uuid.UUID | None = None) -> Act:
    """Mark a quote as right. Raises `PermissionDenied`, `Stale`, `IllegalMove`."""
    return _rule(quote, QuoteState.ACCEPTED, seen=seen, by=by, batch=batch)


def reject(quote: Quote, *, seen: int, by: User, batch: uuid.UUID | None = None) -> Act:
    """Mark a quote as none, or as wrongly cut. Raises `PermissionDenied`, `Stale`, `IllegalMove`."""
    return _rule(quote, QuoteState.REJECTED, seen=seen, by=by, batch=batch)


def accept_all(quotes: Iterable[Quote], *, by: User) -> list[Act]:
    """Accept several quotes as one batch, each as it stands now."""
    batch = uuid.uuid4()
    return [accept(quote, seen=quote.version, by=by, batch=batch) for quote in quotes]


def reject_all(quotes: Iterable[Quote], *, by: User) -> list[Act]:
    """Reject several quotes as one batch, each as it stands now."""
    batch = uuid.uuid4()
    return [reject(quote, seen=quote.version, by=by, batch=batch) for quote in quotes]


def give(quote: Quote, voice: Voice | None, *, seen: int, by: User) -> Act:
    """Give this one quote to another voice of its article, or to nobody.

    Raises `PermissionDenied`, `Stale`, and `ValueError` for a voice of another text.
    """
    require(by, NEEDS[ActVerb.GIVE_QUOTE])
    if voice is not None and voice.text_id != quote.text_id:
        raise ValueError("the voice speaks in another text")
    with acting(ActVerb.GIVE_QUOTE, by=by) as act:
        quote = Quote.objects.lock(quote.pk, seen=seen)
        before = {"voice": quote.voice_id, "version": quote.version}
        quote.voice = voice
        quote.version += 1
        quote.save(update_fields=["voice", "version"])
        return act.record(quote, before=before, after={"voice": quote.voice_id, "version": quote.version})


def name(quote: Quote, printed: str, kind: VoiceKind, *, seen: int, by: User) -> Act:
    """Give this one quote to the voice of this name in its article, made where there is none.

    This is how the speaker of an unattributed quote is named. Raises as `give`, and `ValueError` for no name.
    """
    require(by, NEEDS[ActVerb.GIVE_QUOTE])
    printed = " ".join(printed.split())[:300]
    if not printed:
        raise ValueError("a voice needs a name")
    with acting(ActVerb.GIVE_QUOTE, by=by) as act:
        quote = Quote.objects.lock(quote.pk, seen=seen)
        before = {"voice": quote.voice_id, "version": quote.version}
        quote.voice = _voice_named(quote, printed, kind)
        quote.version += 1
        quote.save(update_fields=["voice", "version"])
        return act.record(quote, before=before, after={"voice": quote.voice_id, "version": quote.version})


def _rule(quote: Quote, state: QuoteState, *, seen: int, by: User, batch: uuid.UUID | None) -> Act:
    verb = _VERBS[state]
    require(by, NEEDS[verb])
    with acting(verb, by=by, batch=batch) as act:
        try:
            quote = Quote.objects.lock(quote.pk, seen=seen)
        except Stale as stale:
            same = Act.objects.on(stale.row).live().filter(verb=verb).first()
            if stale.row.state != state or same is None:
                raise
            return same  # two people who decide the same have decided once
        before = {"state": quote.state, "version": quote.version}
        quote.move_to(state)
        return act.record(quote, before=before, after={"state": quote.state, "version": quote.version})


def _voice_named(quote: Quote, printed: str, kind: VoiceKind) -> Voice:
    """The text's only voice of this name and kind, else a new one, put beside the speakers on record."""
    known = list(Voice.objects.filter(text=quote.text_id, name__iexact=printed, kind=kind)[:2])
    if len(known) == 1:
        return known[0]
    last = Voice.objects.filter(text=quote.text_id, name=printed, kind=kind).aggregate(last=Max("number"))["last"]
    voice = Voice.objects.create(
        text=quote.text,
        name=printed,
        kind=kind,
        number=0 if last is None else last + 1,
        mentions=quote.source,
        score=1.0,
        reason="",
        by_person=True,
    )
    derive([voice])
    return voice

"""Accept, reject, and give a quote to another voice."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import Act, User, acting
from accounts.models.act import Acting
from accounts.permissions import require
from accounts.verbs import NEEDS, ActVerb
from articles.actions.comparing import compare_again
from articles.locking import Stale
from articles.models import Text
from articles.spans import Spans
from claims.models import Claim, Quote
from claims.querysets import ON_RECORD
from claims.states import QuoteState
from speakers.locking import among_others
from speakers.matching import derive
from speakers.models import Voice
from speakers.states import VoiceKind


class Unclear(ValueError):
    """Several voices of the article have this name, and nothing says which of them is meant."""


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
        try:
            quote = Quote.objects.lock(quote.pk, seen=seen)
        except Stale as stale:
            same = _given(stale.row)
            if same is None or stale.row.voice != voice:
                raise
            return same
        return _give(act, quote, voice)


def name(quote: Quote, printed: str, kind: VoiceKind, *, seen: int, by: User) -> Act:
    """Give this one quote to the voice of this name in its article, made where there is none.

    This is how the speaker of an unattributed quote is named. Raises as `give`, `ValueError` for no name, and
    `Unclear` where several voices have it.
    """
    require(by, NEEDS[ActVerb.GIVE_QUOTE])
    printed = " ".join(printed.split())[:300]
    if not printed:
        raise ValueError("a voice needs a name")
    with acting(ActVerb.GIVE_QUOTE, by=by) as act:
        among_others()
        try:
            quote = Quote.objects.lock(quote.pk, seen=seen)
        except Stale as stale:
            same, voice = _given(stale.row), stale.row.voice
            if same is None or voice is None or (voice.name.lower(), voice.kind) != (printed.lower(), kind):
                raise
            return same
        return _give(act, quote, _voice_named(quote, printed, kind))


def compared_again(quote: Quote) -> None:
    """Have what the quote claims compared with all that came meanwhile, or under another speaker.

    Also one that claims nothing, where it may be a copy of another, or its original.
    """
    if quote.sketch or Claim.objects.standing().filter(quote=quote).exists():
        compare_again(quote.text)


def has_copies(quote: Quote) -> bool:
    """Whether the quote is printed elsewhere too, so that what becomes of it changes what is the original."""
    return quote.twin_of_id is not None or quote.twins.exists()


def _give(act: Acting, quote: Quote, voice: Voice | None) -> Act:
    before = {"voice": quote.voice_id, "version": quote.version}
    quote.voice = voice
    quote.version += 1
    quote.save(update_fields=["voice", "version"])
    compared_again(quote)
    return act.record(quote, before=before, after={"voice": quote.voice_id, "version": quote.version})


def _given(quote: Quote) -> Act | None:
    """The act by which the quote came to the voice that it has. Two people who decide the same have decided once."""
    last = Act.objects.on(quote).live().filter(verb=ActVerb.GIVE_QUOTE).first()
    return last if last is not None and last.after.get("voice") == quote.voice_id else None


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
        if before["state"] not in ON_RECORD or has_copies(quote):
            compared_again(quote)
        return act.record(quote, before=before, after={"state": quote.state, "version": quote.version})


def _voice_named(quote: Quote, printed: str, kind: VoiceKind) -> Voice:
    """The text's voice of this name and kind, else a new one, put beside the speakers on record.

    Of namesakes the one whom the quote's source mentions; raises `Unclear` where that doesn't tell.
    """
    Text.objects.select_for_update(no_key=True).only("pk").get(pk=quote.text_id)  # two name one at a time
    known = list(Voice.objects.filter(text=quote.text_id, name__iexact=printed, kind=kind))
    if len(known) > 1:
        known = [voice for voice in known if _overlap(voice.mentions, quote.source)]
        if len(known) != 1:
            raise Unclear(_("Several people of this article are called that: choose one of them."))
    if known:
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


def _overlap(one: Spans, other: Spans) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)

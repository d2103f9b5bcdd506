"""What people do with quotes: accept, reject, say who speaks. Each answers with the card, or with what waits next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Act, User
from accounts.permissions import require
from accounts.roles import Verb
from claims.actions import quotes
from claims.models import Conflict, Quote
from claims.pages import naming, queue
from claims.pages.alike import said_alike
from claims.pages.answers import back, done, fragment, is_htmx, key, moved, person, refreshed, seen
from claims.pages.article import voices_of
from claims.pages.cards import Card, cards, nearest, who
from claims.pages.clashes import clashes, facing, light
from speakers.actions import identity
from speakers.models import Speaker, Voice
from speakers.names import normalised
from speakers.states import Answer, SpeakerKind, VoiceKind

CHOICES = 5  # and nobody: six rows, all of them on the screen


@require_safe
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    """The card for htmx; otherwise the way to the quote in its article."""
    found = _quote(request, pk)
    if is_htmx(request):
        return _card_fragment(request, found)
    return HttpResponseRedirect(f"{reverse('article', args=[found.text.article_id])}#quote-{pk}")


@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, and go on."""
    found = _quote(request, pk)
    act = quotes.accept(found, seen=seen(request), by=person(request))
    return answered(request, pk, act, _("Accepted: %(who)s") % {"who": who(found.voice)})


@require_POST
def reject(request: HttpRequest, pk: int) -> HttpResponse:
    """Reject, and go on."""
    found = _quote(request, pk)
    act = quotes.reject(found, seen=seen(request), by=person(request))
    return answered(request, pk, act, _("Rejected: %(who)s") % {"who": who(found.voice)})


@require_POST
def give(request: HttpRequest, pk: int) -> HttpResponse:
    """Give this one quote to another voice of its article, or, where an empty one is sent, to nobody."""
    found = _quote(request, pk)
    sent = request.POST.get("voice")
    chosen = key(sent)
    if chosen is None and sent != "":
        return HttpResponseBadRequest(_("Say who speaks: a voice of the article, or nobody."))
    voices = Voice.objects.viewable_by(request.user).filter(text=found.text_id)
    voice = None if chosen is None else get_object_or_404(voices, pk=chosen)
    act = quotes.give(found, voice, seen=seen(request), by=person(request))
    return answered(request, pk, act, _("This quote is now under: %(who)s") % {"who": who(voice)})


@require_POST
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the speaker of this one quote: the one whom the typed name means, or with `new` somebody new."""
    found = _quote(request, pk)
    require(request.user, Verb.REVIEW_QUOTE)
    voices = voices_of(found.text)
    whom = _whom(request, voices)
    if whom is None:
        return _unclear(request, found)
    version, by = seen(request), person(request)
    if whom.voice is not None:
        act = quotes.give(found, whom.voice, seen=version, by=by)
    else:
        try:
            act = quotes.name(found, whom.name, VoiceKind(whom.kind), seen=version, by=by)
        except quotes.Unclear:
            return _unclear(request, found)
    return answered(request, pk, act, _("This quote is now under: %(who)s") % {"who": whom.name})


@require_POST
def give_voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the voice to another speaker; all its quotes in the article follow."""
    voice = get_object_or_404(Voice.objects.viewable_by(request.user), pk=pk)
    require(request.user, Verb.DECIDE_IDENTITY)
    whom = _whom(request, ())
    if whom is None:
        return _unclear(request, _quote(request, key(request.POST.get("quote")) or 0))
    act = _given(voice, whom, seen=seen(request, "seen_voice"), by=person(request))
    done(request, act, _("All quotes of “%(voice)s” are now under: %(who)s") % {"voice": voice.name, "who": whom.name})
    if is_htmx(request):
        return refreshed()
    return back(request, f"quote-{request.POST.get('quote', '')}")


def _given(voice: Voice, whom: naming.Offer, *, seen: int, by: User) -> Act:
    """To the very speaker that was meant: another may have the same name."""
    if whom.speaker is not None:
        return identity.decide(voice, whom.speaker, Answer.SAME, seen=seen, by=by)
    return identity.give(voice, whom.name, naming.kind_of(whom), seen=seen, by=by)


@require_safe
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Who speaks: a name typed, or a voice of the article by its key."""
    require(request.user, Verb.REVIEW_QUOTE)
    context = _chooser(request, _quote(request, pk), request.GET.get("name", ""), request.GET.get("queue", ""))
    if is_htmx(request):
        return fragment(request, "claims/_chooser.html", context)
    return render(request, "claims/choose.html", context)


def _chooser(request: HttpRequest, found: Quote, typed: str, listed: str) -> dict[str, Any]:
    typed = _cleaned(typed)
    voices = voices_of(found.text)
    offered = naming.offers(request.user, voices, typed)
    number = 0
    if found.voice is not None:
        number = len(Quote.objects.filter(voice=found.voice).on_record().spoken().values_list("pk")[:100])
    label = ngettext(
        "The only quote of “%(name)s” in this article", "All %(n)s quotes of “%(name)s” in this article", number
    )
    return {
        "card": _card(request, found),
        "choices": nearest(found, voices, CHOICES),
        "typed": typed,
        "offers": offered[: naming.SHOWN],
        "is_new": bool(normalised(typed)) and not any(normalised(o.name) == normalised(typed) for o in offered),
        "kinds": SpeakerKind.choices,
        "queue": listed,
        "all_of_voice": label % {"n": number, "name": found.voice.name if found.voice else ""},
    }


def answered(request: HttpRequest, pk: int, act: Act, sentence: str) -> HttpResponse:
    """After an act: what waits next in the same list, or the card; without htmx the way back."""
    done(request, act, sentence)
    listed = request.POST.get("queue", "")
    if not is_htmx(request):
        return (
            HttpResponseRedirect(f"{reverse('queue')}?{listed}&after={pk}") if listed else back(request, f"quote-{pk}")
        )
    if listed:
        return moved(queue.desk_fragment(request, listed, after=pk), "#desk")
    return _card_fragment(request, _quote(request, pk))


def card_fragment(request: HttpRequest, pk: int) -> HttpResponse:
    """The card of one quote, chosen."""
    return _card_fragment(request, _quote(request, pk))


def _quote(request: HttpRequest, pk: int) -> Quote:
    rows = Quote.objects.viewable_by(request.user).for_cards().with_copies(request.user).defer("search")
    return get_object_or_404(rows, pk=pk)


def _card(request: HttpRequest, found: Quote) -> Card:
    text = found.text
    conflicts = clashes(light(Conflict.objects.viewable_by(request.user).shown_or_moved_on().of_quote(found.pk)))
    alike = said_alike(request.user, [found])
    [card] = cards([found], text.body, clashes=facing(conflicts), voices=voices_of(text), alike=alike, chosen=found.pk)
    return card


def _card_fragment(request: HttpRequest, found: Quote) -> HttpResponse:
    return fragment(
        request, "claims/_quote_card.html", {"card": _card(request, found), "queue": request.GET.get("queue", "")}
    )


def _cleaned(typed: str) -> str:
    return " ".join(typed.replace("\x00", "").split())[:200]


def _whom(request: HttpRequest, voices: Sequence[Voice]) -> naming.Offer | None:
    """The speaker or candidate that was pressed, somebody new, or whom the typed name means; None if unclear."""
    pressed = key(request.POST.get("speaker"))
    if pressed is not None:
        speaker = get_object_or_404(Speaker.objects.viewable_by(request.user).canonical(), pk=pressed)
        return naming.Offer(speaker.name, speaker.kind, None, speaker)
    if likely := _cleaned(request.POST.get("likely", "")):  # a person of the article whom the reader had in mind
        return naming.Offer(likely, VoiceKind.PERSON)
    typed, kind = _cleaned(request.POST.get("name", "")), request.POST.get("kind", "")
    kind = kind if kind in SpeakerKind.values else SpeakerKind.PERSON
    if not normalised(typed):
        return None
    if request.POST.get("new"):
        return naming.Offer(typed, kind)
    return naming.chosen(naming.offers(request.user, voices, typed), typed, kind)


def _unclear(request: HttpRequest, found: Quote) -> HttpResponse:
    """Nothing was done: no name, or one that several have. What was typed stays."""
    typed = _cleaned(request.POST.get("name", ""))
    told = _("Type a name first.")
    if normalised(typed):
        told = _("“%(name)s” may mean somebody on record: choose from the list.") % {"name": typed}
    messages.error(request, told)
    listed = request.POST.get("queue", "")
    if is_htmx(request):
        return moved(
            fragment(request, "claims/_chooser.html", _chooser(request, found, typed, listed)), f"#chooser-{found.pk}"
        )
    return HttpResponseRedirect(
        f"{reverse('quote-choose', args=[found.pk])}?{urlencode({'name': typed, 'queue': listed})}"
    )

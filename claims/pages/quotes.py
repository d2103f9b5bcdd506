"""What people do with quotes: accept, reject, say who speaks. Each answers with the card, or with what waits next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Act
from accounts.permissions import require
from accounts.roles import Verb
from claims.actions import quotes
from claims.models import Conflict, Quote
from claims.pages import queue
from claims.pages.answers import back, done, fragment, is_htmx, key, moved, person, seen
from claims.pages.article import voices_of
from claims.pages.cards import Card, cards, nearest, who
from claims.pages.clashes import clashes, facing, light
from speakers.actions import identity
from speakers.models import Speaker, Voice
from speakers.names import normalised
from speakers.states import SpeakerKind, VoiceKind

CHOICES = 9
SPEAKERS = 5


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
    """Give this one quote to another voice of its article, or to nobody."""
    found = _quote(request, pk)
    chosen = key(request.POST.get("voice"))
    voices = Voice.objects.viewable_by(request.user).filter(text=found.text_id)
    voice = None if chosen is None else get_object_or_404(voices, pk=chosen)
    act = quotes.give(found, voice, seen=seen(request), by=person(request))
    return answered(request, pk, act, _("This quote is now under: %(who)s") % {"who": who(voice)})


@require_POST
def name(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the speaker of this one quote."""
    found = _quote(request, pk)
    require(request.user, Verb.REVIEW_QUOTE)
    printed, kind = _typed(request)
    if not printed:
        return _nameless(request, found)
    act = quotes.name(found, printed, VoiceKind(kind), seen=seen(request), by=person(request))
    return answered(request, pk, act, _("This quote is now under: %(who)s") % {"who": printed})


@require_POST
def give_voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the voice to another speaker; all its quotes in the article follow."""
    voice = get_object_or_404(Voice.objects.viewable_by(request.user), pk=pk)
    require(request.user, Verb.DECIDE_IDENTITY)
    printed, kind = _typed(request)
    if not normalised(printed):
        messages.error(request, _("Type a name first."))
        return back(request)
    act = identity.give(voice, printed, SpeakerKind(kind), seen=seen(request, "seen_voice"), by=person(request))
    done(request, act, _("All quotes of “%(voice)s” are now under: %(who)s") % {"voice": voice.name, "who": printed})
    return back(request, f"quote-{request.POST.get('quote', '')}")


@require_safe
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Who speaks: the voices of the article by one key each, and a name typed."""
    require(request.user, Verb.REVIEW_QUOTE)
    found = _quote(request, pk)
    typed = request.GET.get("name", "").replace("\x00", "").strip()[:200]
    voices = voices_of(found.text)
    number = 0
    if found.voice is not None:
        number = len(Quote.objects.filter(voice=found.voice).on_record().spoken().values_list("pk")[:100])
    context = {
        "card": _card(request, found),
        "choices": nearest(found, voices, CHOICES),
        "typed": typed,
        "known": _known(request, typed),
        "kinds": SpeakerKind.choices,
        "queue": request.GET.get("queue", ""),
        "all_of_voice": ngettext("Its %(n)s quote in this article", "All its %(n)s quotes in this article", number)
        % {"n": number},
    }
    if is_htmx(request):
        return fragment(request, "claims/_chooser.html", context)
    return render(request, "claims/choose.html", context)


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
    rows = Quote.objects.viewable_by(request.user).for_cards().defer("search")
    return get_object_or_404(rows, pk=pk)


def _card(request: HttpRequest, found: Quote) -> Card:
    text = found.text
    conflicts = clashes(light(Conflict.objects.viewable_by(request.user).shown().of_quote(found.pk)))
    [card] = cards([found], text.body, clashes=facing(conflicts), voices=voices_of(text), chosen=found.pk)
    return card


def _card_fragment(request: HttpRequest, found: Quote) -> HttpResponse:
    return fragment(
        request, "claims/_quote_card.html", {"card": _card(request, found), "queue": request.GET.get("queue", "")}
    )


def _typed(request: HttpRequest) -> tuple[str, str]:
    kind = request.POST.get("kind", "")
    return (
        " ".join(request.POST.get("name", "").replace("\x00", "").split())[:200],
        kind if kind in SpeakerKind.values else SpeakerKind.PERSON,
    )


def _nameless(request: HttpRequest, found: Quote) -> HttpResponse:
    messages.error(request, _("Type a name first."))
    if is_htmx(request):
        return _card_fragment(request, found)
    return back(request, f"quote-{found.pk}")


def _known(request: HttpRequest, typed: str) -> list[Speaker]:
    """Speakers on record whose name begins as typed, or has a word that does."""
    if len(typed) < 2:
        return []
    rows = Speaker.objects.viewable_by(request.user).canonical()
    return list((rows.filter(name__istartswith=typed) | rows.filter(name__icontains=f" {typed}")).by_name()[:SPEAKERS])

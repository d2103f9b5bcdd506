"""Erasing an article for good, and the page that is left of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import require
from accounts.roles import Verb
from articles.models import Article, Tombstone
from claims.actions import erasing
from claims.pages.answers import person
from claims.pages.headings import heading


class EraseForm(forms.Form):
    """Why, and the article's number typed by hand: nobody erases by a slip."""

    reason = forms.CharField(label=_("Why it is erased"), max_length=500, widget=forms.Textarea({"rows": 3}))
    typed = forms.CharField(label=_("The article's number, typed"), max_length=20)

    def __init__(self, data: Any, pk: int) -> None:
        super().__init__(data, label_suffix="")
        self.pk = pk

    def clean_typed(self) -> str:
        """Must be the number."""
        typed: str = self.cleaned_data["typed"].strip()
        if typed != str(self.pk):
            raise forms.ValidationError(_t("That is not the number of this article."))
        return typed


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what goes and that it can't be undone; erase it once the number and a reason are given."""
    require(person(request), Verb.ERASE)
    article: Any = Article.objects.viewable_by(request.user).with_heading().filter(pk=pk).first()
    if article is None:
        return left(request, pk)
    form = EraseForm(request.POST if request.method == "POST" else None, pk)
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        context = {"form": form, "pk": pk, "headline": heading(article).headline}
        return render(request, "articles/erase.html", context, status=status)
    try:
        erasing.erase(article, reason=form.cleaned_data["reason"], by=person(request))
    except Article.DoesNotExist:
        return left(request, pk)
    messages.success(request, _t("Erased for good."))
    return HttpResponseRedirect(reverse("article", args=[pk]))


@require_POST
def lift(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the same be sent in again."""
    require(person(request), Verb.ERASE)
    erasing.lift(get_object_or_404(Tombstone, pk=pk), by=person(request))
    messages.success(request, _t("The same can be sent in again."))
    return HttpResponseRedirect(reverse("articles"))


def left(request: HttpRequest, pk: int) -> HttpResponse:
    """410 with who erased it, when and why. Raises 404 where nothing was, or for a visitor."""
    tombstone = Tombstone.objects.of_article(request.user, pk)
    if tombstone is None:
        raise Http404
    return render(request, "articles/erased.html", {"tombstone": tombstone}, status=410)

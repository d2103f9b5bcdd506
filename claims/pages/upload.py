"""The intake form, and how what it brings goes through the one door."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

import documents
from articles.intake import Receipt, Refused, Upload, receive_all
from articles.models import Appearance, Outlet
from claims.pages.answers import person


class ManyFilesInput(forms.ClearableFileInput):
    """Takes several files."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Gives a list of files."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Each file by itself; an empty one is refused at the door, with its name."""
        files = data if isinstance(data, list | tuple) else [data] if data else []
        return [file for file in files if file]


class IntakeForm(forms.Form):
    """An article as text or files, and what is known of where it ran."""

    pasted = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 7, "placeholder": _("Paste an article here")}),
    )
    attached = ManyFilesField(
        label=_("Files"), required=False, widget=ManyFilesInput(attrs={"accept": ",".join(documents.ENDINGS)})
    )
    headline = forms.CharField(label=_("Headline"), required=False, max_length=500)
    outlet = forms.CharField(
        label=_("Outlet"), required=False, max_length=200, widget=forms.TextInput(attrs={"list": "outlets"})
    )
    published = forms.DateField(
        label=_("Published"),
        required=False,
        help_text=_("Leave it empty if you don't know."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    url = forms.URLField(label=_("Web address (URL)"), required=False, max_length=2000, assume_scheme="https")

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, label_suffix="")

    def limits(self) -> str:
        """What may be sent at once, in words."""
        most = {
            "characters": f"{settings.MAX_TEXT_CHARACTERS:,}",
            "size": documents.in_words(settings.MAX_UPLOAD_BYTES),
            "archive": documents.in_words(settings.MAX_ARCHIVE_BYTES),
            "members": settings.MAX_ARCHIVE_FILES,
            "files": settings.MAX_UPLOAD_FILES,
        }
        return (
            _t(
                "At most %(characters)s characters a text, %(size)s a file, %(files)s files at once; "
                "a zip may have %(archive)s and hold %(members)s files."
            )
            % most
        )

    def details(self) -> list[forms.BoundField]:
        """The fields about where it ran, in the order shown."""
        return [self[name] for name in ("headline", "outlet", "published", "url")]

    def clean(self) -> dict[str, Any]:
        """Something must have come, and not too much at once."""
        cleaned = super().clean() or {}
        if not (cleaned.get("pasted") or "").strip() and not cleaned.get("attached"):
            raise forms.ValidationError(_("Paste a text or choose a file first."))
        if len(cleaned.get("attached") or ()) > settings.MAX_UPLOAD_FILES:
            raise forms.ValidationError(
                _("At most %(most)s files at once."), params={"most": settings.MAX_UPLOAD_FILES}
            )
        return cleaned


def outlets() -> list[str]:
    """Names to choose from while typing. One query."""
    return list(Outlet.objects.order_by("name").values_list("name", flat=True)[:200])


def received(sent: dict[str, Any], request: HttpRequest) -> tuple[list[Appearance], list[tuple[str, str]]]:
    """Take in what was sent: what was kept, and what was refused with its file name and the reason."""
    taken, refused = [], []
    for item in _uploads(sent):
        try:
            receipt = receive_all(item, by=person(request))
            taken += receipt.kept
            refused += _by_sentence(item.filename, receipt)
        except Refused as reason:
            refused.append((item.filename, reason.sentence))
    return taken, refused


def _by_sentence(archive: str, receipt: Receipt) -> list[tuple[str, str]]:
    """The files of an archive that were refused, those together that have the same cause."""
    named: dict[str, list[str]] = {}
    for name, reason in receipt.refused:
        named.setdefault(reason.sentence, []).append(name)
    return [(f"{archive}: {', '.join(names)}", sentence) for sentence, names in named.items()]


def _uploads(sent: dict[str, Any]) -> Iterable[Upload]:
    """One for the pasted text, one a file.

    The headline and address that were typed are those of the pasted text, else of the only file; the outlet and the
    day are those of all.
    """
    pasted, files = sent["pasted"].replace("\r\n", "\n"), sent["attached"]
    shared = {"outlet": sent["outlet"], "published": sent["published"]}
    own = shared | {"headline": sent["headline"], "url": sent["url"]}
    if pasted.strip():
        yield Upload(data=pasted.encode("utf-8", "replace"), **own)
    about = own if len(files) == 1 and not pasted.strip() else shared
    for file in files:
        yield Upload(data=file.read(), filename=file.name or _t("unnamed"), **about)

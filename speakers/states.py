"""Kinds of speakers and the answers of a decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpeakerKind(models.TextChoices):
    """What a speaker on record is."""

    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    GOVERNMENT = "government", _("government")
    GROUP = "group", _("group")


class VoiceKind(models.TextChoices):
    """What speaks in an article. The last two are never matched to a speaker."""

    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")
    GOVERNMENT = "government", _("government")
    GROUP = "group", _("group")
    UNNAMED = "unnamed", _("unnamed source")
    COLLECTIVE = "collective", _("several people")


class Answer(models.TextChoices):
    """What a person decided of a voice and a speaker."""

    SAME = "same", _("the same")
    DIFFERENT = "different", _("different")
    UNSURE = "unsure", _("unsure")

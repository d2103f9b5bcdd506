"""How rows look outside. Serializers only translate: what changes something is an act."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accounts.models import Act
from articles.models import Appearance, Article
from articles.states import is_unsent
from claims.api.fields import SpansOut
from claims.health import unsent
from claims.languages import language_notice
from claims.models import Conflict, Quote
from claims.states import ConflictKind, ConflictRelation, ConflictState, CueClass, QuoteKind, QuoteState, Stance
from speakers.models import Speaker, Voice
from speakers.states import SpeakerKind, VoiceKind


class BriefSpeaker(serializers.Serializer[Speaker]):
    """A speaker on record, where it is mentioned."""

    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(SpeakerKind.choices, read_only=True)


class SpeakerOut(BriefSpeaker):
    """A speaker on record. `canonical` is the speaker it was found to be, where it was."""

    canonical = serializers.IntegerField(source="canonical_id", read_only=True, allow_null=True)
    aliases = serializers.SerializerMethodField()
    wikidata = serializers.CharField(read_only=True)
    version = serializers.IntegerField(read_only=True)

    def get_aliases(self, speaker: Speaker) -> list[str]:
        """The names it goes by."""
        return [alias.name for alias in speaker.aliases.all()]


class Candidate(serializers.Serializer[dict[str, Any]]):
    """One speaker whom a voice might be."""

    name = serializers.CharField(read_only=True)
    score = serializers.FloatField(read_only=True)
    reason = serializers.CharField(read_only=True)


class OnRecord(serializers.Serializer[dict[str, Any]]):
    """One speaker on record whom a voice might be."""

    speaker = serializers.IntegerField(read_only=True)
    name = serializers.CharField(read_only=True)
    reason = serializers.CharField(read_only=True)


class VoiceOut(serializers.Serializer[Voice]):
    """One who speaks in one text: the name as printed, and who on record that is."""

    id = serializers.IntegerField(read_only=True)
    text = serializers.IntegerField(source="text_id", read_only=True)
    name = serializers.CharField(read_only=True)
    kind = serializers.ChoiceField(VoiceKind.choices, read_only=True)
    mentions = SpansOut()
    speaker = BriefSpeaker(read_only=True, allow_null=True)
    score = serializers.FloatField(read_only=True, help_text=_("Probability that this is who speaks."))
    reason = serializers.CharField(read_only=True)
    candidates = Candidate(many=True, read_only=True)
    match = serializers.CharField(read_only=True, help_text=_("Why this is the speaker on record, or none."))
    may_be = OnRecord(many=True, read_only=True, help_text=_("Speakers on record whom it may be instead."))
    by_person = serializers.BooleanField(read_only=True, help_text=_("Named by a person."))
    version = serializers.IntegerField(read_only=True)


class ArticleHeading(serializers.Serializer[Article]):
    """What an article is called and where it ran, as its earliest appearance that states it says."""

    id = serializers.IntegerField(read_only=True)
    headline = serializers.CharField(read_only=True, allow_null=True)
    outlet = serializers.CharField(source="outlet_name", read_only=True, allow_null=True)
    url = serializers.CharField(read_only=True, allow_null=True)
    filename = serializers.CharField(read_only=True, allow_null=True)
    published_at = serializers.DateTimeField(read_only=True, allow_null=True)


class CopyOut(serializers.Serializer[dict[str, int]]):
    """The same quote in another article, by their keys."""

    quote = serializers.IntegerField(read_only=True)
    article = serializers.IntegerField(read_only=True)


class QuoteOut(serializers.Serializer[Quote]):
    """Who said what, and where in the text it stands. `speaker` is the name to print, null for nobody."""

    id = serializers.IntegerField(read_only=True)
    article = ArticleHeading(source="text.article", read_only=True)
    text = serializers.IntegerField(source="text_id", read_only=True)
    words = serializers.CharField(read_only=True)
    speaker = serializers.SerializerMethodField()
    voice = VoiceOut(read_only=True, allow_null=True)
    kind = serializers.ChoiceField(QuoteKind.choices, read_only=True)
    cue_class = serializers.ChoiceField(CueClass.choices, read_only=True)
    source = SpansOut(help_text=_("Who: where the speaker is named."))  # type: ignore[assignment]  # a field, not DRF's attribute
    cue = SpansOut(help_text=_("That it was said: where the verb stands."))
    content = SpansOut(help_text=_("What was said."))
    parent = serializers.IntegerField(source="parent_id", read_only=True, allow_null=True)  # type: ignore[assignment]  # too
    found_score = serializers.FloatField(
        read_only=True, help_text=_("Probability that this is a quote, whole and right.")
    )
    reason = serializers.CharField(read_only=True)
    voice_score = serializers.FloatField(
        read_only=True,
        allow_null=True,
        help_text=_("Probability that this voice speaks, as it was read; null for nobody."),
    )
    voice_reason = serializers.CharField(
        read_only=True, help_text=_("Why this voice, or why nobody, as it was read: a person may have said otherwise.")
    )
    candidates = Candidate(many=True, read_only=True, help_text=_("Who else it could be, the likeliest first."))
    twin_of = serializers.IntegerField(
        source="twin_of_id",
        read_only=True,
        allow_null=True,
        help_text=_("The original, in an earlier article, that this is a copy of. Conflicts are between originals."),
    )
    also_in = serializers.SerializerMethodField(help_text=_("Where else the same is printed, as far as you may see."))
    engine = serializers.CharField(read_only=True)
    state = serializers.ChoiceField(QuoteState.choices, read_only=True)
    version = serializers.IntegerField(read_only=True)

    @extend_schema_field({"type": "string", "nullable": True})
    def get_speaker(self, quote: Quote) -> str | None:
        """The name shown beside the quote."""
        return spoken_by(quote)

    @extend_schema_field(CopyOut(many=True))
    def get_also_in(self, quote: Any) -> list[dict[str, int]]:
        """Rows that `with_copies` added."""
        return list(quote.copies or ())


class SideOut(serializers.Serializer[dict[str, Any]]):
    """One side of a conflict: the claim, the words that prove it, and the quote it stands in."""

    claim = serializers.IntegerField(read_only=True)
    words = serializers.CharField(read_only=True, help_text=_("The claim, made to stand alone."))
    stance = serializers.ChoiceField(Stance.choices, read_only=True)
    group = serializers.IntegerField(
        read_only=True, allow_null=True, help_text=_("Which claims say the same: see the list of members.")
    )
    evidence = SpansOut()
    evidence_words = serializers.CharField(read_only=True)
    quote = QuoteOut(read_only=True)


class ConflictOut(serializers.Serializer[Conflict]):
    """Two claims that clash, and the sentence that says how."""

    id = serializers.IntegerField(read_only=True)
    relation = serializers.ChoiceField(ConflictRelation.choices, read_only=True)
    kind = serializers.ChoiceField(ConflictKind.choices, read_only=True)
    sentence = serializers.CharField(read_only=True)
    score = serializers.FloatField(read_only=True, help_text=_("Probability that the two conflict."))
    reason = serializers.CharField(read_only=True)
    left = serializers.SerializerMethodField()
    right = serializers.SerializerMethodField()
    state = serializers.ChoiceField(ConflictState.choices, read_only=True)
    version = serializers.IntegerField(read_only=True)
    found_at = serializers.DateTimeField(read_only=True)

    @extend_schema_field(SideOut)
    def get_left(self, conflict: Conflict) -> dict[str, Any]:
        """The side of the lower key."""
        return _side(conflict, "left")

    @extend_schema_field(SideOut)
    def get_right(self, conflict: Conflict) -> dict[str, Any]:
        """The other side."""
        return _side(conflict, "right")


class AppearanceOut(serializers.Serializer[Appearance]):
    """One receipt of an article. `article` is null until the text is out of the file."""

    id = serializers.IntegerField(read_only=True)
    article = serializers.IntegerField(source="article_id", read_only=True, allow_null=True)
    state = serializers.CharField(source="job_state", read_only=True, allow_null=True)
    notice = serializers.SerializerMethodField(help_text=_("Why the work has not begun, in a sentence; empty if so."))
    error = serializers.CharField(source="job_error", read_only=True, allow_null=True)
    original = serializers.CharField(read_only=True, help_text=_("SHA-256 of the bytes received."))
    filename = serializers.CharField(read_only=True, allow_null=True, help_text=_("Null for visitors."))
    media_type = serializers.CharField(read_only=True)
    outlet = serializers.CharField(source="outlet.name", read_only=True, allow_null=True, default=None)
    url = serializers.CharField(read_only=True)
    headline = serializers.CharField(read_only=True)
    byline = serializers.CharField(read_only=True)
    published_at = serializers.DateTimeField(read_only=True, allow_null=True)
    unread = serializers.ListField(
        child=serializers.CharField(), read_only=True, allow_null=True, help_text=_("Attached, by name, and not read.")
    )
    received_at = serializers.DateTimeField(read_only=True)
    received_by = serializers.CharField(
        source="received_by.username", read_only=True, allow_null=True, help_text=_("Null for visitors.")
    )

    def get_notice(self, appearance: Any) -> str:
        """That it is kept and not queued, while the broker is away."""
        return unsent() if is_unsent(appearance) else ""


class ArticleOut(ArticleHeading):
    """An article, and where the work on it stands: the latest step and that step's state."""

    language = serializers.SerializerMethodField(
        help_text=_(
            "ISO 639-1: the language that the text was found to be in when it was read; before that, the one that the "
            "file names or its commonest words suggest; empty where nothing tells."
        )
    )
    language_notice = serializers.SerializerMethodField(
        help_text=_("A sentence for people where the text isn't English and so was not read; null where it was.")
    )
    text = serializers.IntegerField(source="current_text_id", read_only=True, allow_null=True)
    step = serializers.CharField(source="job_kind", read_only=True, allow_null=True)
    state = serializers.CharField(source="job_state", read_only=True, allow_null=True)
    error = serializers.CharField(source="job_error", read_only=True, allow_null=True)
    created_at = serializers.DateTimeField(read_only=True)

    def get_language(self, article: Any) -> str:
        """What the reading found stands above what the file says."""
        return str(article.read_in or article.language)

    @extend_schema_field({"type": "string", "nullable": True})
    def get_language_notice(self, article: Any) -> str | None:
        """The same sentence as on the article's page."""
        return language_notice(article.read_in) or None


class TextOut(serializers.Serializer[Any]):
    """One version of what an article says. Offsets of quotes count its code points."""

    id = serializers.IntegerField(read_only=True)
    number = serializers.IntegerField(read_only=True)
    characters = serializers.IntegerField(read_only=True)
    body = serializers.CharField(read_only=True)
    created_at = serializers.DateTimeField(read_only=True)


class ArticleWhole(ArticleOut):
    """An article with its texts, how it was received, and the quotes of its current text."""

    texts = TextOut(many=True, read_only=True)
    appearances = AppearanceOut(many=True, read_only=True)
    quotes = serializers.SerializerMethodField()

    @extend_schema_field(QuoteOut(many=True))
    def get_quotes(self, article: Article) -> list[dict[str, Any]]:
        """In the order of the text."""
        return list(QuoteOut(self.context["quotes"], many=True).data)


class ActOut(serializers.Serializer[Act]):
    """A row of the ledger: who did what to which row, and when."""

    id = serializers.UUIDField(read_only=True)
    verb = serializers.CharField(read_only=True)
    by = serializers.CharField(source="by.username", read_only=True)
    at = serializers.DateTimeField(read_only=True)
    reason = serializers.CharField(read_only=True)
    object_type = serializers.CharField(read_only=True)
    object_id = serializers.IntegerField(read_only=True)
    before = serializers.DictField(read_only=True)
    after = serializers.DictField(read_only=True)
    undoes = serializers.UUIDField(source="undoes_id", read_only=True, allow_null=True)


class QuoteActed(serializers.Serializer[Any]):
    """What was done, and the quote as it stands now."""

    act = ActOut(read_only=True)
    quote = QuoteOut(read_only=True)


class ConflictActed(serializers.Serializer[Any]):
    """What was done, and the conflict as it stands now."""

    act = ActOut(read_only=True)
    conflict = ConflictOut(read_only=True)


class VoiceActed(serializers.Serializer[Any]):
    """What was done, and the voice as it stands now."""

    act = ActOut(read_only=True)
    voice = VoiceOut(read_only=True)


class SpeakerActed(serializers.Serializer[Any]):
    """What was done, and the speaker as it stands now."""

    act = ActOut(read_only=True)
    speaker = SpeakerOut(read_only=True)


class TokenOut(serializers.Serializer[Any]):
    """A token, shown once, and when it ends."""

    token = serializers.CharField(read_only=True)
    expiry = serializers.DateTimeField(read_only=True, allow_null=True)


def spoken_by(quote: Quote) -> str | None:
    """The name shown beside a quote: of the speaker on record, else as printed, else nobody's."""
    voice = quote.voice
    if voice is None:
        return None
    return voice.speaker.name if voice.speaker else voice.name


def _side(conflict: Conflict, side: str) -> dict[str, Any]:
    claim, evidence = getattr(conflict, side), getattr(conflict, f"{side}_evidence")
    claim.quote.copies = getattr(conflict, f"{side}_copies")
    return {
        "claim": claim.pk,
        "words": claim.words,
        "stance": claim.stance,
        "group": getattr(conflict, f"{side}_group"),
        "evidence": SpansOut().to_representation(evidence),
        "evidence_words": claim.quote.text.words(evidence),
        "quote": dict(QuoteOut(claim.quote).data),
    }

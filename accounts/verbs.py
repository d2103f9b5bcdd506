"""What people do, as the ledger names it, and the sentence for each."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.roles import Verb


class ActVerb(models.TextChoices):
    """The verbs of the ledger."""

    ACCEPT_QUOTE = "accept_quote", _("accepted a quote")
    REJECT_QUOTE = "reject_quote", _("rejected a quote")
    GIVE_QUOTE = "give_quote", _("gave a quote to another voice")
    DECIDE_IDENTITY = "decide_identity", _("decided who a voice is")
    MERGE_SPEAKERS = "merge_speakers", _("merged two speakers")
    SPLIT_SPEAKER = "split_speaker", _("split a speaker")
    RENAME_SPEAKER = "rename_speaker", _("renamed a speaker")
    CONFIRM_CONFLICT = "confirm_conflict", _("marked a conflict as real")
    DISMISS_CONFLICT = "dismiss_conflict", _("dismissed a conflict")
    CONFIRM_MEMBER = "confirm_member", _("confirmed that a claim says the same")
    TAKE_OUT_MEMBER = "take_out_member", _("took a claim out of those that say the same")
    RETRY_JOB = "retry_job", _("tried the work again")
    READ_AGAIN = "read_again", _("had articles read again")
    SAVE_SPEAKER = "save_speaker", _("changed a speaker")
    SAVE_OUTLET = "save_outlet", _("changed an outlet")
    SAVE_APPEARANCE = "save_appearance", _("changed what is known of an article")
    ERASE_ARTICLE = "erase_article", _("erased an article for good")
    LIFT_TOMBSTONE = "lift_tombstone", _("allowed an erased article again")
    SAVE_MEMBER = "save_member", _("changed who may do what")
    CHANGE_PASSWORD = "change_password", _("changed their own password")
    UNDO = "undo", _("took an act back")


NEEDS: dict[str, Verb] = {
    ActVerb.ACCEPT_QUOTE: Verb.REVIEW_QUOTE,
    ActVerb.REJECT_QUOTE: Verb.REVIEW_QUOTE,
    ActVerb.GIVE_QUOTE: Verb.REVIEW_QUOTE,
    ActVerb.DECIDE_IDENTITY: Verb.DECIDE_IDENTITY,
    ActVerb.MERGE_SPEAKERS: Verb.DECIDE_IDENTITY,
    ActVerb.SPLIT_SPEAKER: Verb.DECIDE_IDENTITY,
    ActVerb.RENAME_SPEAKER: Verb.DECIDE_IDENTITY,
    ActVerb.CONFIRM_CONFLICT: Verb.RULE_CONFLICT,
    ActVerb.DISMISS_CONFLICT: Verb.RULE_CONFLICT,
    ActVerb.CONFIRM_MEMBER: Verb.RULE_CONFLICT,
    ActVerb.TAKE_OUT_MEMBER: Verb.RULE_CONFLICT,
    ActVerb.RETRY_JOB: Verb.UPLOAD,
    ActVerb.READ_AGAIN: Verb.READ_AGAIN,
    ActVerb.SAVE_SPEAKER: Verb.DECIDE_IDENTITY,
    ActVerb.SAVE_OUTLET: Verb.DECIDE_IDENTITY,
    ActVerb.SAVE_APPEARANCE: Verb.UPLOAD,
    ActVerb.ERASE_ARTICLE: Verb.ERASE,
    ActVerb.LIFT_TOMBSTONE: Verb.ERASE,
    ActVerb.SAVE_MEMBER: Verb.ADMINISTER,
}
"""Which permission each act needs; taking it back needs the same."""

ABOUT_IDENTITY = frozenset(
    {
        ActVerb.DECIDE_IDENTITY,
        ActVerb.MERGE_SPEAKERS,
        ActVerb.SPLIT_SPEAKER,
        ActVerb.RENAME_SPEAKER,
        ActVerb.SAVE_SPEAKER,
    }
)
"""Acts that are decisions about who is who: each can be taken back at any time, whatever came after it."""

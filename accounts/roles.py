"""The roles, and the one table of who may do what.

Each role does what the one above it does, but for the curator, who does an editor's acts and not
a fact-checker's. A role counts for every article. Visitors hold none of these: at most they see the record, where the
setting says so, and never who works on it and how.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a member of a desk is there for."""

    VIEWER = "viewer", _("Viewer")
    EDITOR = "editor", _("Editor")
    FACT_CHECKER = "fact_checker", _("Fact-checker")
    CURATOR = "curator", _("Curator")
    ADMIN = "admin", _("Administrator")


class Verb(models.TextChoices):
    """What can be done. Every act asks for one of these."""

    SEE = "see", _("see what is on record")
    SEE_WORK = "see_work", _("see how the work stands")
    UPLOAD = "upload", _("upload articles and try failed ones again")
    REVIEW_QUOTE = "review_quote", _("review quotes")
    RULE_CONFLICT = "rule_conflict", _("rule on conflicts")
    DECIDE_IDENTITY = "decide_identity", _("decide who is who")
    READ_AGAIN = "read_again", _("have articles read again")
    ERASE = "erase", _("erase articles for good")
    ADMINISTER = "administer", _("manage people and desks")


_EVERYONE = frozenset(Role)
_EDITORS = frozenset({Role.EDITOR, Role.FACT_CHECKER, Role.CURATOR, Role.ADMIN})

MAY: dict[Verb, frozenset[Role]] = {
    Verb.SEE: _EVERYONE,
    Verb.SEE_WORK: _EVERYONE,
    Verb.UPLOAD: _EDITORS,
    Verb.REVIEW_QUOTE: _EDITORS,
    Verb.RULE_CONFLICT: frozenset({Role.FACT_CHECKER, Role.ADMIN}),
    Verb.DECIDE_IDENTITY: frozenset({Role.CURATOR, Role.ADMIN}),
    Verb.READ_AGAIN: frozenset({Role.ADMIN}),
    Verb.ERASE: frozenset({Role.ADMIN}),
    Verb.ADMINISTER: frozenset({Role.ADMIN}),
}
"""Which roles may do which verb."""

"""Readings, previews of readings, quotes, claims, conflicts and claims that say the same in the administration."""

from claims.admin.claims import ClaimAdmin
from claims.admin.conflicts import ConflictAdmin
from claims.admin.groups import AlikeAdmin, ClaimGroupAdmin, GroupMemberAdmin
from claims.admin.previews import PreviewAdmin
from claims.admin.quotes import QuoteAdmin
from claims.admin.readings import ReadingAdmin

__all__ = [
    "AlikeAdmin",
    "ClaimAdmin",
    "ClaimGroupAdmin",
    "ConflictAdmin",
    "GroupMemberAdmin",
    "PreviewAdmin",
    "QuoteAdmin",
    "ReadingAdmin",
]

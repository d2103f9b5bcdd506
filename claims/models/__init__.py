"""Readings, previews of readings, quotes, claims, conflicts, and claims that say the same."""

from claims.models.claim import Claim
from claims.models.conflict import Conflict
from claims.models.group import Alike, ClaimGroup, GroupMember
from claims.models.preview import Preview
from claims.models.quote import Quote
from claims.models.reading import Reading

__all__ = ["Alike", "Claim", "ClaimGroup", "Conflict", "GroupMember", "Preview", "Quote", "Reading"]

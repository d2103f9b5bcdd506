"""Readings, previews of readings, quotes, claims and conflicts in the administration."""

from claims.admin.claims import ClaimAdmin
from claims.admin.conflicts import ConflictAdmin
from claims.admin.previews import PreviewAdmin
from claims.admin.quotes import QuoteAdmin
from claims.admin.readings import ReadingAdmin

__all__ = ["ClaimAdmin", "ConflictAdmin", "PreviewAdmin", "QuoteAdmin", "ReadingAdmin"]

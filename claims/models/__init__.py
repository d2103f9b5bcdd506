"""Quotes, claims and conflicts."""

from claims.models.claim import Claim
from claims.models.conflict import Conflict
from claims.models.quote import Quote

__all__ = ["Claim", "Conflict", "Quote"]

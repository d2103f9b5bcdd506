"""Readings, previews of readings, quotes, claims and conflicts."""

from claims.models.claim import Claim
from claims.models.conflict import Conflict
from claims.models.preview import Preview
from claims.models.quote import Quote
from claims.models.reading import Reading

__all__ = ["Claim", "Conflict", "Preview", "Quote", "Reading"]

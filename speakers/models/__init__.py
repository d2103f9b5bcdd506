"""Speakers, their names, the voices of articles, and what people decided of who is who."""

from speakers.models.decision import Decision
from speakers.models.speaker import Alias, Speaker
from speakers.models.voice import Voice

__all__ = ["Alias", "Decision", "Speaker", "Voice"]

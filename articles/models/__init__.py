"""Outlets, articles, their texts and appearances, the jobs that work on them, and what is left of erased ones."""

from articles.models.appearance import Appearance
from articles.models.article import Article, Outlet, Text
from articles.models.job import Job
from articles.models.tombstone import Tombstone

__all__ = ["Appearance", "Article", "Job", "Outlet", "Text", "Tombstone"]

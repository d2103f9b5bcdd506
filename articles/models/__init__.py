"""Outlets, articles, their texts and appearances, and the jobs that work on them."""

from articles.models.appearance import Appearance
from articles.models.article import Article, Outlet, Text
from articles.models.job import Job

__all__ = ["Appearance", "Article", "Job", "Outlet", "Text"]

"""Lists come in pages by key: no counting, and no page gets slower the deeper it lies."""

from __future__ import annotations

from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound
from rest_framework.pagination import Cursor, CursorPagination
from rest_framework.request import Request


class ByKey(CursorPagination):
    """Newest first, by key. `next` and `previous` are whole addresses; `limit` says how many a page."""

    ordering = "-id"
    page_size = 50
    max_page_size = 200
    page_size_query_param = "limit"

    def decode_cursor(self, request: Request) -> Cursor | None:
        """The place that the address names. Raises `NotFound` for one that we never gave."""
        cursor = super().decode_cursor(request)
        if cursor is not None and cursor.position is not None and not _is_key(cursor.position):
            raise NotFound(_("This page's address is damaged: begin with the first page."))
        return cursor


def _is_key(position: object) -> bool:
    return isinstance(position, str) and position.isascii() and position.isdigit() and len(position) <= 18

"""What the viewsets share: who may see, keys in addresses, and how an act is answered."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, QuerySet
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.models import Act
from accounts.permissions import Person, may
from accounts.roles import Verb
from articles.locking import Stale
from claims.actions.undo import CannotUndo, undo, undoable
from claims.api.parsers import SizedJSON
from claims.api.permissions import member
from claims.api.serializers import ActOut
from claims.api.versions import seen, tag

IF_MATCH = OpenApiParameter(
    "If-Match",
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description='The version that you saw, such as "3". The field `seen` says the same.',
)


_OF_THE_WORK = ("filename", "unread", "received_by", "step", "error")
"""Fields that tell of the newsroom and not of the record; a row with a sender or a step has its state from a job."""


def on_record_alone(shown: Any) -> Any:
    """An answer as a visitor gets it: names of members and of files, and how the work stands, are null."""
    if isinstance(shown, dict):
        hidden = [*_OF_THE_WORK, *(["state"] if "step" in shown or "received_by" in shown else [])]
        return {key: None if key in hidden else on_record_alone(value) for key, value in shown.items()}
    return [on_record_alone(each) for each in shown] if isinstance(shown, list) else shown


class Record(ReadOnlyModelViewSet[Any]):
    """Rows on record, as far as the one who asks may see them."""

    lookup_value_regex = "[0-9]+"
    parser_classes = [SizedJSON]
    filter_backends = [DjangoFilterBackend]
    noun = ""
    """How an answer to an act calls the row."""

    def rows(self, person: Person) -> QuerySet[Any]:
        """What this person may see, with all that an answer shows."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        """What the one who asks may see."""
        return self.rows(self.request.user)

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Without what only the newsroom knows, where a visitor asks."""
        if not may(self.request.user, Verb.SEE_WORK):
            response.data = on_record_alone(response.data)
        return super().finalize_response(request, response, *args, **kwargs)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One row, its version in the header ETag."""
        response = super().retrieve(request, *args, **kwargs)
        if "version" in response.data:
            response["ETag"] = tag(response.data["version"])["ETag"]
        return response

    def describe(self, row: Model) -> dict[str, Any]:
        """A row as it stands now, fetched afresh."""
        fresh = self.rows(self.request.user).get(pk=row.pk)
        serializer: BaseSerializer[Any] = self.serializer_class(fresh, context=self.get_serializer_context())  # type: ignore[misc]  # set on every viewset
        return dict(serializer.data)

    def acted(self, act: Act, row: Model) -> Response:
        """What was done, and the row as it stands now."""
        shown = self.describe(row)
        return Response({"act": ActOut(act).data, self.noun: shown}, headers=tag(shown["version"]))

    def taken_back(self, request: Request) -> Response:
        """Take back the last act on the row. Raises `Stale`, `CannotUndo`, `PermissionDenied`."""
        row, version = self.get_object(), seen(request)
        if row.version != version:
            raise Stale(row, version)
        last = undoable(row)
        if last is None:
            raise CannotUndo
        return self.acted(undo(last, by=member(request)), row)

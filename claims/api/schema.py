"""How the API describes itself: every operation's errors come as problem details.

Imports nothing of ours: DRF loads it while its own views are being made.
"""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import Direction
from rest_framework import serializers

PROBLEM = "application/problem+json"


class ProblemField(serializers.Serializer[Any]):
    """One thing that is wrong; `attr` names the field, where it is one."""

    code = serializers.CharField()
    detail = serializers.CharField()
    attr = serializers.CharField(allow_null=True)


class Problem(serializers.Serializer[Any]):
    """What went wrong (RFC 9457): `code` for programs, `detail` for people.

    A stale write also gets both sides: `yours`, what it saw and asked for, and `current`, the row as it stands.
    """

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField()
    detail = serializers.CharField()
    errors = ProblemField(many=True)  # type: ignore[assignment]  # a field of the answer, declared as DRF wants it
    yours = serializers.DictField(required=False)
    current = serializers.DictField(required=False)


class Described(AutoSchema):
    """Adds to every operation that all its errors come as problem details."""

    def _get_response_bodies(self, direction: Direction = "response") -> Any:
        responses = super()._get_response_bodies(direction)
        if direction == "response":
            responses["default"] = self._get_response_for_code(Problem, "default", [PROBLEM])
        return responses

"""How what became of a zip archive looks outside."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from claims.api.serializers import AppearanceOut


class RefusedOut(serializers.Serializer[dict[str, str]]):
    """A file of an archive that was not taken, and why."""

    name = serializers.CharField(read_only=True)
    code = serializers.CharField(read_only=True)
    detail = serializers.CharField(read_only=True)


class ArchiveOut(serializers.Serializer[dict[str, Any]]):
    """What became of a zip archive: one appearance a file, and the files that were refused."""

    kept = AppearanceOut(many=True, read_only=True)
    refused = RefusedOut(many=True, read_only=True)

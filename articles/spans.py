"""Spans in the database: `int4multirange`, half-open, in code points of the text, ordered and disjoint by type."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.lookups import PostgresOperatorLookup
from django.utils.translation import gettext_lazy as _
from psycopg.types.multirange import Int4Multirange, Multirange
from psycopg.types.range import Range

type Spans = tuple[tuple[int, int], ...]
"""Pieces of one span: start and end in code points, half-open."""


def to_multirange(spans: Iterable[Iterable[int]]) -> Int4Multirange:
    """The database's form of spans."""
    return Int4Multirange([Range(start, end, "[)") for start, end in spans])


class SpansField(models.Field):
    """Spans of a text as a tuple of pairs. The empty tuple stands for a role without words."""

    description = _("Spans of a text")

    def db_type(self, connection: Any) -> str:
        """PostgreSQL's type."""
        return "int4multirange"

    def from_db_value(self, value: Multirange[int] | None, expression: Any, connection: Any) -> Spans | None:
        """Pairs, in order."""
        if value is None:
            return None
        return tuple(
            (piece.lower, piece.upper) for piece in value if piece.lower is not None and piece.upper is not None
        )

    def get_prep_value(self, value: Any) -> Any:
        """A multirange. Accepts pairs or what is one already."""
        value = super().get_prep_value(value)
        return value if value is None or isinstance(value, Multirange) else to_multirange(value)

    def to_python(self, value: Any) -> Spans | None:
        """Pairs, from pairs or from PostgreSQL's written form `{[1,5),[8,9)}`. Raises `ValidationError`."""
        if value is None or isinstance(value, tuple):
            return value
        try:
            if isinstance(value, str):
                value = [piece.split(",") for piece in value.strip("{}[) ").replace("),[", "|").split("|") if piece]
            return tuple((int(start), int(end)) for start, end in value)
        except (TypeError, ValueError) as error:
            raise ValidationError(_("Spans are pairs of numbers, such as {[0,12),[20,31)}.")) from error

    def value_to_string(self, obj: models.Model) -> str:
        """PostgreSQL's written form, for serialisers."""
        spans: Any = self.value_from_object(obj) or ()
        return "{" + ",".join(f"[{start},{end})" for start, end in spans) + "}"


@SpansField.register_lookup
class Overlaps(PostgresOperatorLookup):
    """`content__overlaps=[(3, 9)]`: the spans share at least one character."""

    lookup_name = "overlaps"
    postgres_operator = "&&"


_INSIDE = """
    SELECT characters INTO length FROM articles_text WHERE id = TEXT_KEY;
    IF BEYOND THEN
        RAISE EXCEPTION 'spans reach beyond the end of their text' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def inside_text(name: str, *columns: str, text: str = "NEW.text_id") -> pgtrigger.Trigger:
    """A trigger that refuses spans reaching beyond the end of their text. `text` is SQL for the text's key."""
    beyond = " OR ".join(f"COALESCE(upper(NEW.{column}), 0) > length" for column in columns)
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(*columns),
        declare=[("length", "integer")],
        func=_INSIDE.replace("TEXT_KEY", text).replace("BEYOND", beyond),
    )

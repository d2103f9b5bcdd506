"""One file a format, named after its media type, each with `take_apart(data, filename, limits) -> Document`.

The modules here load parsers and meet hostile bytes: only the caged child imports them.
"""

from __future__ import annotations

from pathlib import Path

from documents.types import MediaType

_FILES = frozenset(file.stem for file in Path(__file__).parent.glob("*.py"))

READABLE = frozenset(kind for kind in MediaType if kind.name.lower() in _FILES or kind is MediaType.ZIP)
"""The types that can be read: those with a file in this folder, and the archives of such."""

"""The page of all settings."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from config.environment import Knob
from config.management.commands.settings_page import settings_page


def test_it_is_written_and_then_up_to_date(tmp_path):
    page = tmp_path / "docs" / "settings.md"
    with pytest.raises(CommandError, match="stale"):
        call_command("settings_page", "--check", "--file", str(page))
    call_command("settings_page", "--file", str(page), stdout=StringIO())
    call_command("settings_page", "--check", "--file", str(page), stdout=StringIO())
    written = page.read_text()
    assert all(f"| `{name}` |" in written for name in ("DATABASE_URL", "PORT", "EMBEDDED_DIR", "MAX_UPLOAD_BYTES"))
    assert "/tmp" not in written


def test_a_bar_in_a_meaning_does_not_break_the_table():
    page = settings_page([Knob("B", "text", "", "this | that"), Knob("A", "text", "x", "one")])
    assert page.endswith("| `A` | text | x | one |\n| `B` | text | empty | this \\| that |\n")


def test_the_committed_page_is_up_to_date():
    call_command("settings_page", "--check", stdout=StringIO())

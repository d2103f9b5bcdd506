"""Versions of rows, as all rooms above know them: `accounts.locking`."""

from accounts.locking import Stale, locked

__all__ = ["Stale", "locked"]

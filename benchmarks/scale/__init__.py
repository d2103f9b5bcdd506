"""How comparing fares on a large record: made articles, the true pairs among them, what is found and how fast.

All of it works on the database that `DATABASE_URL` names, which `benchmarks.candidates` makes afresh.
"""

from __future__ import annotations

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

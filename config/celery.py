"""The Celery app. Workers start with `celery -A config worker`."""

from __future__ import annotations

import gc
import os
from typing import Any

import structlog
from celery import Celery
from celery.signals import worker_init
from django.conf import settings
from django_structlog.celery.steps import DjangoStructLogInitStep

import extraction
from extraction import ModelMissing, language, pipeline, vectors
from extraction.antecedents import scorer
from extraction.conflict import encoder
from extraction.reader import model as reader

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("on_record")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.steps["worker"].add(DjangoStructLogInitStep)
app.autodiscover_tasks()

log = structlog.get_logger(__name__)


@worker_init.connect
def load_models(**_: Any) -> None:
    """Load what reads before a worker forks, so that its processes share its memory.

    Nothing of it happens in a process that is no worker. Where a model is missing the worker starts all the
    same: it takes files apart, and the jobs that read say what is missing.
    """
    try:
        language.load()
        pipeline.load()
        reader.load(extraction.Profile(settings.READING_PROFILE))
        scorer.load(extraction.Profile(settings.READING_PROFILE))
        vectors.load()
        encoder.load()
    except ModelMissing as missing:
        log.warning("models not loaded", why=str(missing))
        return
    gc.collect()
    gc.freeze()  # else a child's first collection writes to, and so copies, every page that holds an object
    log.info("models loaded", pid=os.getpid())

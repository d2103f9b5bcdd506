"""What a worker has in memory before it forks, and what a web process has not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from articles.intake import Upload, receive
from articles.models import Job
from articles.states import JobState
from tests.servers import environment_for_children, wait_for

MB = 1024
OWN = 80 * MB
"""Kilobytes that a forked process may have of its own after an article; the models weigh several times that."""


@pytest.fixture
def forking_worker(start_process):
    """A worker as it runs in production, with two processes."""
    command = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "prefork", "--concurrency", "2"]
    command += ["--loglevel", "INFO", "--without-gossip", "--without-mingle", "--hostname", "forking@%h"]
    return start_process("forking", command, ready=" ready.")


@pytest.mark.parser
def test_a_worker_loads_the_models_before_it_forks_and_its_processes_share_them(forking_worker, editor):
    for number in range(4):
        body = f"Mayor Ana Ruiz said the fire in hall {number} hurt 12 people."
        receive(Upload(data=body.encode(), filename=f"{number}.txt"), by=editor)
    done = Job.objects.filter(state=JobState.DONE, kind="compare")
    assert wait_for(lambda: done.count() == 4), forking_worker.log()
    assert forking_worker.log().count("models loaded") == 1
    parent = forking_worker.process.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    assert len(children) == 2
    own = {child: private(child) for child in children}
    assert max(own.values()) < OWN, (own, private(parent))


def test_a_web_process_loads_neither_parser_nor_encoder(transactional_db):
    script = "import sys, config.wsgi; print([name for name in ('spacy', 'onnxruntime') if name in sys.modules])"
    asked = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment_for_children()
    )
    assert asked.stdout.strip().splitlines()[-1] == "[]"


def private(pid: int | str) -> int:
    """Kilobytes that a process shares with no other."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return sum(int(size) for size in re.findall(r"^Private_\w+:\s+(\d+) kB", rollup, re.MULTILINE))

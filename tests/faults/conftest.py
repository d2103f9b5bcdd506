"""One whole app for all tests of faults in a process: it takes long to start."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from benchmarks.faults.house import House, house

QUICK = {
    "CANDIDATES_PER_CLAIM": "300",  # all there are: which are nearest must not depend on the order
    "JOB_LEASE_SECONDS": "3",
    "SWEEP_SECONDS": "1",
    "READING_PROFILE": "fast",
}


@pytest.fixture(scope="session")
def home() -> Iterator[House]:
    """An app of its own, with short leases and the faster reader; whatever it holds, a test may throw away."""
    with house(**QUICK) as made:
        made.search_exactly()
        yield made

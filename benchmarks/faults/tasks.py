"""Runs each Celery task of the app more often than once, and counts the rows that differ then.

Run as a program it prints the counts, on the database that the environment names, which is emptied.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable

import django
from django.apps import apps

if not apps.ready:
    django.setup()  # run as a program: the models below need it

from celery import current_app
from django.db import connection

from accounts.models import Desk, Membership, User
from articles.intake import Upload, receive
from articles.models import Job
from articles.states import TASKS, JobKind
from benchmarks.faults.stories import AN_EVENT, story

type Rows = dict[str, Counter[str]]
"""All rows of each table, as the database prints them."""

ORDER = ("extract", "read", "compare", "preview")
"""The kinds of jobs, each of which needs those before it; the task of a kind bears its name."""
WHEN = ["read_at", "tried_at"]
"""Columns that say when a task last did its work: asked anew, it did it at another time."""
EARLIER = range(AN_EVENT)
"""The articles on record before: they tell of the same event, so that there is something to compare."""


def own_tasks() -> set[str]:
    """The names of all tasks of the app that a worker would run."""
    current_app.loader.import_default_modules()
    return {name for name in current_app.tasks if not name.startswith("celery.")}


def differing(task: str) -> list[str]:
    """The rows that differ after the task ran three times in a row, and twice at once, from those after one run.

    Whatever is on record is removed. The caller has set up Django, with a role that owns the tables. Raises
    `AssertionError` where the task did nothing at all.
    """
    kind = task.rsplit(".", 1)[-1]
    run = _function(task)
    if kind not in ORDER:
        return _differing_without_job(run)
    _empty()
    job, again = _arranged(kind)
    before = _rows()
    run(job)
    once = _rows()
    assert _apart(before, once), f"{task} changed nothing"
    found: list[str] = []
    for _ in range(2):  # the same message once more, then one that was queued anew
        run(job)
        found += _apart(once, _rows())
        run(again())
        found += _apart(once, _rows())
    _empty()
    job, again = _arranged(kind)
    _at_once(run, job)
    found += _more(once, _rows())
    settled = _rows()
    _at_once(run, again())
    return found + _apart(settled, _rows())


def differing_readings(at_once: int) -> list[str]:
    """The rows that differ after so many readings of one article at once, twice, from those after one reading."""
    run = _function(TASKS[JobKind.READ])
    _empty()
    run(_arranged("read")[0])
    once = _rows()
    _empty()
    job, again = _arranged("read")
    _at_once(run, job, times=at_once)
    settled = _rows()
    _at_once(run, again(), times=at_once)
    return _more(once, settled) + _apart(settled, _rows())


def _differing_without_job(run: Callable[..., None]) -> list[str]:
    before = _rows()
    for _ in range(3):
        run()
    _at_once(run)
    return _apart(before, _rows())


def _function(task: str) -> Callable[..., None]:
    current_app.loader.import_default_modules()
    run: Callable[..., None] = current_app.tasks[task].run
    return run


def _arranged(kind: str) -> tuple[int, Callable[[], int]]:
    """A job of this kind that is to be done next, by key, and how to queue another on the same target."""
    editor, _ = User.objects.get_or_create(username="editor")
    desk, _ = Desk.objects.get_or_create(name="Newsroom")
    Membership.objects.get_or_create(user=editor, desk=desk, role="editor")
    for number in EARLIER:
        receive(Upload(data=story(number).encode(), url=f"https://paper.example/{number}"), by=editor)
        if number != EARLIER[-1]:
            _run_to_the_end()
    wanted = JobKind(kind)
    for earlier in ORDER[: ORDER.index(kind)]:
        _run_all(earlier)
    if wanted is JobKind.PREVIEW:
        Job.objects.queue(wanted, Job.objects.filter(kind=JobKind.READ).latest("pk").target)
    job = Job.objects.live().get(kind=wanted)
    return job.pk, lambda: Job.objects.queue(wanted, job.target).pk


def _run_to_the_end() -> None:
    for kind in ORDER[:-1]:
        _run_all(kind)


def _run_all(kind: str) -> None:
    for job in Job.objects.live().filter(kind=kind).order_by("pk"):
        _function(TASKS[JobKind(kind)])(job.pk)


def _at_once(run: Callable[..., None], *arguments: int, times: int = 2) -> None:
    """Run it in so many threads that begin together."""
    together = threading.Barrier(times)
    raised: list[BaseException] = []

    def one() -> None:
        together.wait()
        try:
            run(*arguments)
        except Exception as error:  # noqa: BLE001 - it is raised below, in the caller's thread
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def _tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name != "articles_job"]


def _rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f'SELECT (to_jsonb(row) - %s::text[])::text FROM "{table}" AS row', [WHEN])  # noqa: S608 - our own
            found[table] = Counter(line for (line,) in cursor.fetchall())
    return found


def _apart(left: Rows, right: Rows) -> list[str]:
    """The rows that only one of both has."""
    told = []
    for table in left:
        told += [f"- {table} {row}" for row in (left[table] - right[table]).elements()]
        told += [f"+ {table} {row}" for row in (right[table] - left[table]).elements()]
    return told


def _more(left: Rows, right: Rows) -> list[str]:
    """The tables that differ in length, a line for each row: their keys and times are of two runs."""
    return [f"± {table}" for table in left for _ in range(abs(left[table].total() - right[table].total()))]


def _empty() -> None:
    kept = ("auth_", "django_", "accounts_", "knox_", "axes_")
    names = [name for name in connection.introspection.table_names() if not name.startswith(kept)]
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(names)} CASCADE")


def main() -> None:
    """Print how many rows differ, for each task."""
    for task in sorted(own_tasks()):
        print(f"{task:26} {len(differing(task))} rows differ", flush=True)
    print(f"{'8 readings at once':26} {len(differing_readings(8))} rows differ")


if __name__ == "__main__":
    main()

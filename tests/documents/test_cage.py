"""Whatever a file does to its reader, the caller gets a sentence, in time, and nothing is left behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import documents
from documents import Limits, Refused, cage, extract
from tests.documents.cast import ARTICLE, reads_by, refusal

ROOT = Path(documents.__file__).parent.parent


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("__import__('signal').raise_signal(9)", "killed"),
        ("__import__('signal').raise_signal(11)", "crashed"),
        ("os.abort()", "crashed"),
        ("os._exit(3)", "damaged"),
        ("raise KeyError(data)", "damaged"),
        ("return bytearray(3_000_000_000)", "too_much_memory"),
        ("return hostile(data, filename, limits)", "too_deep"),
        ("raise Refused('no_text', 'This scan holds no text.')", "no_text"),
        ("raise Refused('Bad Code', 'x')", "bad_answer"),
        ("raise Refused('no_text', 'two' + chr(10) + 'lines')", "bad_answer"),
        ("return Document('a' * 600_001)", "too_long"),
        ("return Document('no zero' + chr(0))", "bad_answer"),
        ("return Document('a', language=7)", "bad_answer"),
        ("os.write(1, b'{}'); os._exit(0)", "bad_answer"),
        ("os.write(1, b'[' * 60_000); os._exit(0)", "bad_answer"),
        ("os.write(1, b'\\xff'); os._exit(0)", "bad_answer"),
        ("os._exit(0)", "bad_answer"),
        ("while True: os.write(1, b'a' * 60_000)", "bad_answer"),
        ("while True: os.write(2, b'a' * 60_000)", "bad_answer"),
    ],
)
def test_every_end_of_a_reader_is_a_sentence(monkeypatch, body, code):
    reads_by(monkeypatch, body)
    assert refusal(ARTICLE.encode()).code == code


def test_a_python_that_cannot_be_loaded_is_no_fault_of_the_file(tmp_path, monkeypatch):
    broken = tmp_path / "python"
    broken.write_text("#!/bin/sh\nexit 127\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(OSError, match="could not be started"):
        extract(ARTICLE.encode())


def test_computing_time_is_limited(monkeypatch):
    reads_by(monkeypatch, "while True: pass")
    refused = refusal(ARTICLE.encode(), limits=Limits(cpu_seconds=1))
    assert refused.code == "too_slow"
    assert "1 seconds of computing" in refused.sentence
    assert refused.final


def test_memory_is_limited_and_the_limit_is_named(monkeypatch):
    reads_by(monkeypatch, "return bytearray(900_000_000)")
    assert "800 MB of memory" in refusal(ARTICLE.encode(), limits=Limits(memory_bytes=800_000_000)).sentence


def test_waiting_time_is_limited_and_worth_another_try(monkeypatch):
    reads_by(monkeypatch, "import time; time.sleep(60)")
    began = time.monotonic()
    refused = refusal(ARTICLE.encode(), limits=Limits(wall_seconds=0.7))
    assert refused.code == "out_of_time"
    assert "0.7 seconds" in refused.sentence
    assert not refused.final
    assert time.monotonic() - began < 5


def test_reader_that_never_takes_its_file_is_stopped(monkeypatch):
    monkeypatch.setattr(cage, "_START", "import time; time.sleep(60)")
    assert refusal(b"word " * 1_000_000, limits=Limits(wall_seconds=0.7)).code == "out_of_time"


def test_reader_that_closes_its_mouth_and_stays_is_stopped(monkeypatch):
    monkeypatch.setattr(cage, "_LAST_SECONDS", 0.3)
    monkeypatch.setattr(cage, "_START", "import os, time; os.close(0); os.close(1); os.close(2); time.sleep(60)")
    assert refusal(ARTICLE.encode(), limits=Limits(wall_seconds=0.7)).code == "out_of_time"


@pytest.mark.skipif(sys.platform != "linux", reason="the walls tried here are Linux's")
def test_walls_stand_where_the_kernel_allows_them(tmp_path, monkeypatch):
    guards = documents.guards()
    assert guards.keys() == {"cpu_limit", "memory_limit", "no_writes", "no_network", "no_new_processes", "wall_clock"}
    assert guards["cpu_limit"]
    assert guards["memory_limit"]
    assert guards["no_writes"]
    assert guards["wall_clock"]
    reads_by(monkeypatch, f"open({str(tmp_path / 'left')!r}, 'w').write('x')")
    assert refusal(ARTICLE.encode()).code == "damaged"
    assert not (tmp_path / "left").exists() or not (tmp_path / "left").read_text()


def test_child_sees_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "do-not-tell")
    monkeypatch.setenv("PYTHONPATH", "/nowhere")
    reads_by(monkeypatch, "return Document(repr(sorted(os.environ)) + repr(os.listdir('/proc/self/fd')))")
    said = extract(ARTICLE.encode()).text
    assert "SECRET" not in said
    assert "PYTHONPATH" not in said


def test_refusals_leave_no_child_and_no_descriptor(monkeypatch):
    before, children = len(os.listdir("/proc/self/fd")), children_now()
    reads_by(monkeypatch, "os.abort()")
    for _ in range(5):
        refusal(ARTICLE.encode())
    assert len(os.listdir("/proc/self/fd")) == before
    assert children_now() == children


def children_now():
    """Every child of this process, those that ended and weren't waited for too."""
    return {pid for task in Path("/proc/self/task").iterdir() for pid in (task / "children").read_text().split()}


def test_child_ends_with_the_process_that_asked(tmp_path):
    told = tmp_path / "pid"
    os.mkfifo(told)
    script = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "import subprocess\n"
        "from documents import cage, extract\n"
        "start = subprocess.Popen\n"
        "def tell(*args, **rest):\n"
        "    child = start(*args, **rest)\n"
        "    open(sys.argv[2], 'w').write(str(child.pid))\n"
        "    return child\n"
        "subprocess.Popen = tell\n"
        "slow = 'plain.take_apart = lambda *rest: __import__(\"time\").sleep(60); child.'\n"
        "cage._START = cage._START.replace('child.', slow)\n"
        "cage._START = cage._START.replace('import child', 'import child; from documents.formats import plain')\n"
        "extract(b'some words')\n"
    )
    with subprocess.Popen([sys.executable, "-c", script, str(ROOT), str(told)]) as asking:
        pid = int(told.read_text())
        time.sleep(0.5)
        asking.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and _state(pid) != "Z" and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{pid}").exists() or _state(pid) == "Z"


def _state(pid: int) -> str:
    """Give a process's state letter; "Z" for one that is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return "Z"


def test_refusal_survives_pickling():
    import pickle

    copied = pickle.loads(pickle.dumps(Refused("no_words", "There are no words in this file.")))
    assert (copied.code, str(copied)) == ("no_words", "There are no words in this file.")


def test_web_process_loads_no_parser():
    heavy = ["lxml", "trafilatura", "charset_normalizer", "django", "ctypes"]
    script = "import sys; sys.path.insert(0, sys.argv[1]); import documents; "
    script += f"print([name for name in {heavy!r} if name in sys.modules])"
    run = subprocess.run([sys.executable, "-c", script, str(ROOT)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_answer_with_too_much_in_it_is_none(monkeypatch):
    row = {"text": "a", "title": "t" * 501, "byline": "", "outlet": "", "published": None, "language": ""}
    row |= {"headline": "", "media_type": "text/plain", "encoding": "", "unread": []}
    reads_by(monkeypatch, f"os.write(1, {json.dumps({'document': row}).encode()!r}); os._exit(0)")
    assert refusal(ARTICLE.encode()).code == "bad_answer"
    row["title"], row["published"] = "t", "2026-01-01T10:00"
    reads_by(monkeypatch, f"os.write(1, {json.dumps({'document': row}).encode()!r}); os._exit(0)")
    assert refusal(ARTICLE.encode()).code == "bad_answer"
    row["published"] = None
    for unread in ("a.pdf", ["a"] * 21, ["a\nb"], [7]):
        row["unread"] = unread
        reads_by(monkeypatch, f"os.write(1, {json.dumps({'document': row}).encode()!r}); os._exit(0)")
        assert refusal(ARTICLE.encode()).code == "bad_answer"


def test_a_good_file_is_read_right_after_a_bad_one(monkeypatch):
    with monkeypatch.context() as hostile:
        reads_by(hostile, "os.abort()")
        refusal(ARTICLE.encode())
    assert extract(ARTICLE.encode()).text == ARTICLE

"""The command line, which scorers rely on: fields, kinds, nulls, order of files, and what a terminal sees."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys

import pytest

from extraction import ModelMissing
from extraction.command import as_record, decoded, main

pytestmark = pytest.mark.parser

TEXT = (
    "😀 “The bridge is safe,” said Mira Toldan.\r\n\r\nA senior official denied that it had closed.\r\n\r\n"
    "“There is little trust left between our towns.”\r\n\r\n"
    "The minister said that the clerk had told her that the road was open.\r\n"
)
GERMAN = (
    "Die Ministerin sagte am Dienstag in der Hauptstadt, dass die Brücke über den Fluss sicher sei und nicht gesperrt "
    "werde. „Wir haben sie geprüft“, sagte ein Sprecher."
)
ATTRIBUTION = {"source", "cue", "content", "kind", "cue_class", "confidence", "speaker", "parent"}
SPEAKERS = {"person", "organisation", "government", "group", "unnamed", "collective"}


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "b-article.txt"
    path.write_bytes(TEXT.encode())
    return path


def run(*arguments, stdin=b"", **environment):
    return subprocess.run(
        [sys.executable, "-m", "extraction", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, **environment},
    )


def lines(capsys):
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_every_field_of_a_line(article, capsys):
    assert main(["read", "--jsonl", str(article)]) == 0
    (row,) = lines(capsys)
    assert list(row) == ["id", "language", "attributions", "claims"]
    assert row["language"] == "en"
    assert row["id"] == "b-article"
    text = article.read_bytes().decode()
    for found in row["attributions"]:
        assert set(found) == ATTRIBUTION
        assert found["kind"] in {"direct", "mixed", "indirect"}
        assert found["cue_class"] in {"speech", "thought", "perception", "document"}
        assert 0 <= found["confidence"] <= 1
        assert found["parent"] is None or 0 <= found["parent"] < len(row["attributions"])
        assert all(0 <= start < end <= len(text) for role in ("source", "cue", "content") for start, end in found[role])
        if found["speaker"]:
            assert set(found["speaker"]) == {"name", "kind", "confidence"}
            assert found["speaker"]["kind"] in SPEAKERS
    for claim in row["claims"]:
        assert set(claim) == {"attribution", "text", "span", "stance"}
        assert 0 <= claim["attribution"] < len(row["attributions"])
        assert claim["stance"] in {"asserts", "denies", "doubts", "asks", "predicts", "demands"}


def test_a_text_in_another_language_is_said_to_be(tmp_path, capsys):
    path = tmp_path / "brand.txt"
    path.write_text(GERMAN)
    assert main(["read", "--jsonl", str(path)]) == 0
    assert lines(capsys) == [{"id": "brand", "language": "de", "attributions": [], "claims": []}]
    assert "This text is not English (de): nothing was read in it." in on_a_terminal(path)


def test_who_says_what_in_a_line(article, capsys):
    main(["read", "--jsonl", str(article)])
    (row,) = lines(capsys)
    text = article.read_bytes().decode()
    first, denied, floating, outer, inner = row["attributions"]
    start, end = first["content"][0]
    assert (text[start:end], first["kind"]) == ("“The bridge is safe,”", "direct")
    assert (first["speaker"]["name"], first["speaker"]["kind"]) == ("Mira Toldan", "person")
    assert (denied["speaker"]["name"], denied["speaker"]["kind"]) == ("A senior official", "unnamed")
    assert (floating["speaker"]["name"], floating["source"], floating["cue"]) == ("A senior official", [], [])
    assert floating["cue_class"] == "speech"
    assert (outer["parent"], inner["parent"]) == (None, 3)
    assert [claim["stance"] for claim in row["claims"] if claim["attribution"] == 1] == ["denies"]


def test_a_folder_means_its_texts_in_order_of_name(article, tmp_path, capsys):
    for name in ("c.txt", "a.txt", "notes.md", "B.txt"):
        (tmp_path / name).write_text("Toldan said it was late.")
    assert main(["read", "--jsonl", str(tmp_path), str(tmp_path / "a.txt")]) == 0
    assert [row["id"] for row in lines(capsys)] == ["B", "a", "b-article", "c", "a"]


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(article, tmp_path, capsys):
    (tmp_path / "latin.txt").write_bytes(b"Toldan said caf\xe9 was shut.")
    assert main(["read", "--jsonl", str(tmp_path / "none.txt"), str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["b-article"]
    assert "none.txt" in err
    assert "latin.txt" in err


def test_one_file_is_json_where_nobody_watches(article, capsys):
    assert main(["read", str(article), "--date", "2025-03-14"]) == 0
    row = json.loads(capsys.readouterr().out)
    assert row["id"] == "b-article"
    assert len(row["attributions"]) == 5


def test_wrong_usage(article, capsys):
    assert main(["read", str(article), str(article)]) == 2
    for arguments in ([], ["read"], ["read", str(article), "--date", "Friday"], ["compare"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 2


def test_line_ends_are_untouched(article):
    assert decoded(str(article)) == TEXT


def test_a_missing_pipeline_is_told_in_one_line(article, capsys, monkeypatch):
    def missing(*_args, **_more):
        raise ModelMissing("No spaCy pipeline: install one.")

    monkeypatch.setattr("extraction.command.read", missing)
    assert main(["read", str(article)]) == 1
    assert capsys.readouterr().err == "No spaCy pipeline: install one.\n"


def test_compare_adds_its_fields_to_each_line(capsys, monkeypatch):
    rows = [
        {"a": "Velm denied any use of gas.", "b": "Toldan said Velm used gas.", "n": 7},
        {
            "a": "Toldan said the flood killed 12 people in Velm.",
            "b": "Harlan said the flood killed 30 people in Velm.",
        },
        {"a": "It rained.", "b": "The port lends money."},
    ]
    data = "\n".join(["{", *map(json.dumps, rows), "", '{"a": "only"}']).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert main(["compare", "--jsonl"]) == 1
    out, err = capsys.readouterr()
    assert [line.split(":")[0] for line in err.splitlines()] == ["line 1", "line 6"]
    denial, quantity, unrelated = map(json.loads, out.splitlines())
    assert denial["n"] == 7
    for row in (denial, quantity, unrelated):
        assert {"a", "b", "relation", "kind", "score", "evidence"} <= set(row)
        assert row["relation"] in {"conflict", "same", "related", "unrelated"}
        assert 0 <= row["score"] <= 1
    assert (denial["relation"], denial["kind"]) == ("conflict", "denial")
    assert (quantity["relation"], quantity["kind"]) == ("conflict", "quantity")
    assert (unrelated["kind"], unrelated["evidence"]) == (None, None)
    for side in ("a", "b"):
        assert denial["evidence"][side]
        assert all(0 <= start < end <= len(denial[side]) for start, end in denial["evidence"][side])


def test_as_a_program_standard_input_and_a_broken_setting(article):
    done = run("read", "--jsonl", "-", stdin=TEXT.encode())
    assert (done.returncode, done.stderr) == (0, b"")
    (line,) = done.stdout.splitlines()
    assert len(json.loads(line)["attributions"]) == 5
    lost = run("read", article, SPACY_PIPELINE="no_such_pipeline")
    assert lost.returncode == 1
    assert b"no_such_pipeline" in lost.stderr
    assert b"Traceback" not in lost.stderr


def on_a_terminal(path):
    """What somebody at a terminal sees who has this file read."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen(
        [sys.executable, "-m", "extraction", "read", str(path)],
        stdout=theirs,
        env={**os.environ, "COLUMNS": "160", "TERM": "xterm-256color"},
    )
    os.close(theirs)
    shown = b""
    try:
        while piece := os.read(ours, 65536):
            shown += piece
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    assert child.wait() == 0
    return shown.decode()


def test_a_terminal_gets_a_coloured_table(article):
    article.write_bytes(f"{TEXT}\r\nThe road was open, she said.\r\n".encode())
    shown = on_a_terminal(article)
    for words in ("Mira Toldan", "The bridge is safe", "nobody", "denies", "\x1b["):
        assert words in shown


def test_importing_the_engine_loads_nothing_heavy():
    code = "import sys, extraction; print(sorted({'spacy', 'onnxruntime', 'django', 'numpy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() in (b"[]", b"['numpy']")


def test_a_record_holds_plain_values_only():
    from extraction import read

    assert json.loads(json.dumps(as_record(read(TEXT)))) == as_record(read(TEXT))

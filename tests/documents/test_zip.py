"""A zip gives its files, one by one; a hostile one is refused in a sentence, and one bad file stops no other."""

from __future__ import annotations

import time
import zipfile
import zlib

import pytest

from documents import Limits, Refused, cage, extract, unpack
from tests.documents.cast import ARTICLE
from tests.documents.making import archive, bound, deflated, listed

WORDS = ARTICLE.encode()
STORY = listed("a.txt", deflated(WORDS), size=len(WORDS), crc=zlib.crc32(WORDS))


def whole_refusal(data: bytes, limits: Limits | None = None) -> Refused:
    """Give why an archive as a whole is refused, held to what a person may be shown."""
    with pytest.raises(Refused) as caught:
        unpack(data, limits=limits or Limits())
    sentence = caught.value.sentence
    assert 10 < len(sentence) <= 200
    assert sentence.endswith(".")
    assert "Traceback" not in sentence
    return caught.value


def fate(data: bytes) -> dict[str, str]:
    """Give what became of each file: its words, or the code of its refusal."""
    return {one.name: one.refused.code if one.refused else one.data.decode() for one in unpack(data)}


def test_every_file_comes_out_as_it_went_in_and_litter_does_not():
    members = {
        "one.txt": WORDS,
        "folder/": b"",
        "folder/Škoda.html": b"<p>Two",
        "__MACOSX/._one.txt": b"x",
        "folder/.DS_Store": b"x",
        "raw.bin": bytes(range(256)) * 100,
    }
    for packed in (zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED):
        found = {one.name: one.data for one in unpack(archive(members, packed))}
        assert found == {name: members[name] for name in ("one.txt", "folder/Škoda.html", "raw.bin")}


def test_names_in_utf8_that_do_not_say_so():
    data = archive({"a.txt": WORDS}).replace(b"a.txt", "ø.md".encode())
    assert list(fate(data)) == ["ø.md"]


def test_an_archive_is_no_article():
    with pytest.raises(Refused, match="its files are"):
        extract(archive({"a.txt": WORDS}))


def one_more(name: str = "b.txt", packed: bytes | None = None, **said) -> bytes:
    """Give an archive of a good file and another."""
    packed = deflated(b"more words") if packed is None else packed
    return bound(
        STORY, listed(name, packed, **({"size": 10, "crc": zlib.crc32(b"more words")} | said), at=len(STORY[0]))
    )


FORGED = zlib.crc32(b" " * 10)


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (one_more(), "b.txt", "more words"),
        (one_more("../b.txt"), "../b.txt", "bad_name"),
        (one_more("/etc/b.txt"), "/etc/b.txt", "bad_name"),
        (one_more("a/../../b.txt"), "a/../../b.txt", "bad_name"),
        (one_more("..\\b.txt"), "../b.txt", "bad_name"),
        (one_more("C:\\b.txt"), "C:/b.txt", "bad_name"),
        (one_more("b\x00.txt"), "b", "bad_name"),
        (one_more("b\n\u202e.txt"), "b \u202e.txt", "more words"),
        (one_more(flags=1), "b.txt", "encrypted"),
        (one_more(method=12), "b.txt", "unknown_packing"),
        (one_more(method=99), "b.txt", "unknown_packing"),
        (one_more(mode=0o120777), "b.txt", "link"),
        (one_more(crc=1), "b.txt", "damaged"),
        (one_more(size=9), "b.txt", "damaged"),
        (one_more(size=500), "b.txt", "damaged"),
        (one_more(packed=b"\xff\xff not deflate"), "b.txt", "damaged"),
        (one_more(packed=deflated(b" " * 300_000_000), size=10, crc=FORGED), "b.txt", "damaged"),
        (one_more(packed=b"x" * 300_000, size=26_000_000), "b.txt", "too_large"),
    ],
)
def test_one_bad_file_stops_no_other(data, name, code):
    assert fate(data) == {"a.txt": ARTICLE, name: code}


def overlapping() -> bytes:
    """One packed stream that two hundred lines of the directory share."""
    packed = deflated(b"a" * 900_000)
    own, _ = listed("0.txt", packed, size=900_000)
    lines = b"".join(listed(f"{n}.txt", packed, size=900_000)[1] for n in range(200))
    return bound((own, lines), count=200)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (archive({"a.txt": b" " * 30_000_000}), "bomb"),
        (bound(listed("a.txt", b"x" * 25_000_000, size=4_000_000_000)), "too_large_unpacked"),
        (overlapping(), "overlapping"),
        (bound(STORY, STORY), "overlapping"),
        (archive({f"{n}.txt": b"x" for n in range(501)}), "too_many_files"),
        (bound(STORY)[:-30], "damaged"),
        (bound(STORY)[:-1], "damaged"),
        (bound(STORY)[len(STORY[0]) :], "damaged"),
        (b"PK\x03\x04" + b"x" * 1000, "damaged"),
        (b"PK\x05\x06" + bytes(18), "empty"),
        (archive({"a/": b""}), "empty"),
        (bound((STORY[0], STORY[1][:20] + b"\xff\xff\xff\xff" + STORY[1][24:])), "damaged"),
    ],
    ids=[
        *("ratio", "huge", "overlap", "twice", "count", "cut", "shorter", "headless", "garbage", "empty", "folders"),
        *("beyond",),
    ],
)
def test_hostile_archives_end_in_a_sentence(data, code):
    began = time.monotonic()
    assert whole_refusal(data).code == code
    assert time.monotonic() - began < 60


def test_limits_are_named():
    data = archive({"a.txt": WORDS, "b.txt": WORDS})
    for limits, said in [
        (Limits(archive_bytes=100), "100 bytes"),
        (Limits(archive_files=1), "1 file"),
        (Limits(unpacked_bytes=100), "100 bytes"),
    ]:
        assert said in whole_refusal(data, limits).sentence
    (refused, _) = (one.refused for one in unpack(archive({"a.txt": WORDS, "b.txt": b"x"}), limits=Limits(bytes=50)))
    assert refused is not None
    assert "50 bytes" in refused.sentence


@pytest.mark.parametrize(
    "says",
    [
        b"no frame",
        b"{}\n",
        b"[]\n",
        b"[" * 3000 + b"\n",
        b'{"name": "a", "size": 5}\nab',
        b'{"name": "a", "size": -1}\n',
        b'{"name": "a", "size": 99000000}\n',
        b'{"name": "a\\u0000", "size": 0}\n',
        b'{"name": "a", "size": 0, "more": 1}\n',
        b'{"name": "a", "refused": ["Bad Code", "x"]}\n',
        b'{"name": "a", "size": 0}\n' * 501,
        b"",
        b"x" * 5000,
    ],
)
def test_what_the_child_says_is_checked(monkeypatch, says):
    code = (
        f"import os, sys; sys.stdin.buffer.read(); sys.stdout.buffer.write({says!r}); sys.stdout.flush(); os._exit(0)"
    )
    monkeypatch.setattr(cage, "_START", code.replace("{", "{{").replace("}", "}}"))
    assert whole_refusal(archive({"a.txt": WORDS})).code == "bad_answer"

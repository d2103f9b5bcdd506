"""What the command line does: read files to JSON or a table, and compare pairs of texts."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TextIO

from extraction import ModelMissing, Profile, Quote, Reading, Voice, read
from extraction.language import READ
from extraction.pairs import compare_texts


def main(arguments: Sequence[str]) -> int:
    """Run one command. Gives the exit status: 0, 1 where a file or the model can't be read, 2 for wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "compare":
            return _compare(sys.stdin.buffer, sys.stdout)
        if options.jsonl:
            return _read_many(options.paths, options.date, options.profile, sys.stdout)
        return _read_one(options.paths, options.date, options.profile, sys.stdout)
    except ModelMissing as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m extraction", description="Who said what in a news text.")
    commands = parser.add_subparsers(dest="command", required=True)
    reading = commands.add_parser("read", help="read a text: a table on a terminal, JSON otherwise")
    reading.add_argument("paths", nargs="+", metavar="PATH", help="a file; with --jsonl also folders (*.txt) and -")
    reading.add_argument("--jsonl", action="store_true", help="one line of JSON a document")
    reading.add_argument(
        "--profile", type=Profile, choices=[*Profile], default=Profile.ACCURATE, help="accurate or fast"
    )
    reading.add_argument("--date", type=date.fromisoformat, help="the day the text was published, YYYY-MM-DD")
    comparing = commands.add_parser("compare", help='compare the two texts of each line {"a": ..., "b": ...}')
    comparing.add_argument("--jsonl", action="store_true", required=True, help="lines of JSON in, lines of JSON out")
    return parser


def as_record(reading: Reading) -> dict[str, object]:
    """A reading as plain values, named as the command line's contract names them."""
    return {
        "language": reading.language,
        "attributions": [_attribution(quote, reading.voices) for quote in reading.quotes],
        "claims": [
            {"attribution": claim.quote, "text": claim.text, "span": _pairs(claim.span), "stance": claim.stance.value}
            for claim in reading.claims
        ],
    }


def _attribution(quote: Quote, voices: Sequence[Voice]) -> dict[str, object]:
    voice = voices[quote.voice] if quote.voice is not None else None
    speaker = voice and {"name": voice.name, "kind": voice.kind.value, "confidence": round(voice.score, 3)}
    return {
        "source": _pairs(quote.source),
        "cue": _pairs(quote.cue),
        "content": _pairs(quote.content),
        "kind": quote.kind.value,
        "cue_class": quote.cue_class.value,
        "confidence": quote.found_score,
        "speaker": speaker,
        "parent": quote.parent,
    }


def _pairs(spans: Iterable[tuple[int, int]]) -> list[list[int]]:
    return [[start, end] for start, end in spans]


def decoded(path: str) -> str:
    """The text of a file, UTF-8, line ends untouched; "-" is standard input. Raises OSError or UnicodeDecodeError."""
    return (sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()).decode("utf-8")


def _files(paths: Iterable[str]) -> Iterator[str]:
    """Each file, and the text files of each folder in order of name."""
    for path in paths:
        if Path(path).is_dir():
            yield from sorted(str(p) for p in Path(path).glob("*.txt"))
        else:
            yield path


def _read_many(paths: Iterable[str], published: date | None, profile: Profile, out: TextIO) -> int:
    status = 0
    for path in _files(paths):
        try:
            text = decoded(path)
        except (OSError, UnicodeDecodeError) as error:
            print(f"{path}: {error}", file=sys.stderr)
            status = 1
            continue
        record = {"id": Path(path).stem, **as_record(read(text, published=published, profile=profile))}
        print(json.dumps(record, ensure_ascii=False), file=out, flush=True)
    return status


def _read_one(paths: Sequence[str], published: date | None, profile: Profile, out: TextIO) -> int:
    if len(paths) > 1:
        print("Give one file, or --jsonl for many.", file=sys.stderr)
        return 2
    try:
        text = decoded(paths[0])
    except (OSError, UnicodeDecodeError) as error:
        print(f"{paths[0]}: {error}", file=sys.stderr)
        return 1
    reading = read(text, published=published, profile=profile)
    if out.isatty():
        _print_table(text, reading)
    else:
        print(json.dumps({"id": Path(paths[0]).stem, **as_record(reading)}, ensure_ascii=False, indent=1), file=out)
    return 0


def _print_table(text: str, reading: Reading) -> None:
    """The reading as a coloured table; where the text isn't English, only that."""
    if reading.language != READ:
        print(f"This text is not English ({reading.language}): nothing was read in it.")
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table("", "who", "source", "cue", "content", "kind", "found", show_lines=True)
    for number, quote in enumerate(reading.quotes):
        voice = reading.voices[quote.voice] if quote.voice is not None else None
        inside = f"{number}" if quote.parent is None else f"{number} in {quote.parent}"
        cells = [inside, voice.name if voice else "nobody"]
        cells += [" … ".join(text[a:b] for a, b in spans) for spans in (quote.source, quote.cue, quote.content)]
        cells += [f"{quote.kind.value}, {quote.cue_class.value}", f"{quote.found_score:.2f}"]
        styles = ["dim", "bold green" if voice else "dim", "green", "magenta", "", "dim", "dim"]
        table.add_row(*(Text(cell, style) for cell, style in zip(cells, styles, strict=True)))
    console = Console()
    console.print(table)
    claims = Table("claim of", "stance", "claim")
    for claim in reading.claims:
        claims.add_row("" if claim.quote is None else str(claim.quote), claim.stance.value, Text(claim.text))
    console.print(claims)


def _compare(lines: Iterable[bytes], out: TextIO) -> int:
    """Add what comparing gives to each line; a line that can't be understood is said so and skipped."""
    status = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            left, right = str(row["a"]), str(row["b"])
        except (ValueError, KeyError, TypeError) as error:
            print(f"line {number}: {error!r}", file=sys.stderr)
            status = 1
            continue
        print(json.dumps({**row, **compare_texts(left, right)}, ensure_ascii=False), file=out, flush=True)
    return status

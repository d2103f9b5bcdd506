"""Whether reading takes time in proportion to the text: made-up articles of 1, 10 and 100 thousand words.

    python -m benchmarks.length [--profile fast] [--words 1000 10000 100000]

Prints CPU seconds and words a CPU second for each length, how many times as long the longest takes as ten of a tenth
of its length, and what share of finding quotes and who speaks them the latter takes.
"""

from __future__ import annotations

import argparse
import random
import time

from extraction import (
    Profile,
    find_attributions,
    find_quotation_marks,
    find_quotes,
    gather_voices,
    parse,
    read,
)

SEED = 1
NAMES = ("Mira Toldan", "Piet Harlan", "Ana Ruiz", "the harbour board", "the union", "a spokesman for the port")
FRAMES = (
    "{who} said on {day} that the {thing} would {act} before {month}.",
    "“The {thing} is not what we asked for,” {who} said. “We will {act} when it is ready.”",
    "The {thing} stood empty through {month}, and few came to see it.",
    "{who} denied that the {thing} had failed, according to {other}.",
    "It rained for most of {day}; the {thing} was closed to traffic.",
    "{who} hopes to {act} by {month}, {other} told reporters.",
)
WORDS = {
    "day": ("Monday", "Tuesday", "Friday"),
    "thing": ("bridge", "ferry", "terminal", "gate", "timetable"),
    "act": ("open", "return", "sail", "close"),
    "month": ("March", "June", "October"),
}


def article(words: int, rng: random.Random) -> str:
    """A made-up article of at least so many words, in paragraphs of three sentences."""
    paragraphs: list[str] = []
    count = 0
    while count < words:
        sentences = []
        for frame in rng.choices(FRAMES, k=3):
            filled = {name: rng.choice(some) for name, some in WORDS.items()}
            sentence = frame.format(who=rng.choice(NAMES), other=rng.choice(NAMES), **filled)
            sentences.append(sentence[0].upper() + sentence[1:])
        paragraphs.append(" ".join(sentences))
        count += len(paragraphs[-1].split())
    return "\n\n".join(paragraphs)


def seconds(text: str, profile: Profile) -> float:
    """CPU seconds of one reading."""
    began = time.process_time()
    read(text, profile=profile)
    return time.process_time() - began


def resolving(text: str, profile: Profile) -> float:
    """What share of the CPU seconds telling who speaks takes, of those of finding quotes and speakers together."""
    began = time.process_time()
    doc = parse(text)
    marks = find_quotation_marks(doc)
    attributions, vectors = find_attributions(doc, profile)
    quotes = find_quotes(doc, attributions, marks)
    found = time.process_time()
    gather_voices(doc, quotes, vectors)
    resolved = time.process_time()
    return (resolved - found) / (resolved - began)


def main() -> None:
    """Read each length, print the table and the ratio."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--profile", type=Profile, default=Profile.ACCURATE)
    options.add_argument("--words", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    chosen = options.parse_args()
    read("The first reading loads the models, the mayor said.", profile=chosen.profile)
    rng = random.Random(SEED)
    for words in chosen.words:
        took = seconds(article(words, rng), chosen.profile)
        print(f"{words:>9,} words {took:8.1f} CPU s {words / took:8,.0f} words a CPU second")
    tenth = sum(seconds(article(chosen.words[-1] // 10, rng), chosen.profile) for _ in range(10))
    print(f"one of {chosen.words[-1]:,} words takes {took / tenth:.2f} times as long as ten of a tenth")
    share = resolving(article(chosen.words[0], rng), chosen.profile)
    print(f"who speaks takes {share:.1%} of finding quotes and speakers in {chosen.words[0]:,} words")


if __name__ == "__main__":
    main()

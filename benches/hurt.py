#!/usr/bin/env python3
"""Times the program on texts made to hurt: one endless line, thousands of equal units, nothing in common.

usage: benches/hurt.py [--program target/release/travaux] [PART OF A NAME...]

The texts are made by chance from a seed, the same every time; each pair is compared once, with --quiet.
Prints wall time, processor time and peak memory. Small ones of the kind are in tests/hostile.rs.
"""
import argparse
import multiprocessing
import pathlib
import random
import tempfile

from measure import built, measure


def words(chance, count, letters="abcdefghijklmnopqrst", most=9):
    """Words of chance letters."""
    return ["".join(chance.choices(letters, k=chance.randint(2, most))) for _ in range(count)]


def of_vocabulary(seed, vocabulary, count, unit):
    """`count` words from a vocabulary, so many to a paragraph, each with its capital and full stop."""
    chance = random.Random(seed)
    all_words = chance.choices(vocabulary, k=count)
    units = (all_words[at : at + unit] for at in range(0, count, unit))
    return "\n\n".join(" ".join(unit).capitalize() + "." for unit in units) + "\n"


def endless(edited):
    """A line of 50 MB, and itself or one with some of its words changed."""
    chance = random.Random(1)
    old = words(chance, 7_700_000)
    new = [chance.choice("xyz") + word if chance.random() < edited else word for word in old]
    return " ".join(old) + "\n", " ".join(new) + "\n"


def units(texts):
    """A text of paragraphs."""
    return "\n\n".join(texts) + "\n"


def headings(count):
    """Headings with the same words, each with a paragraph of its own; one more at the top of the new text."""
    def text(first):
        return units(f"# General provisions\n\nParagraph {n} stands alone." for n in range(first, count))
    return text(1), text(0)


def unrelated(common):
    """Two texts of 1.15 million words, from one vocabulary or from one each."""
    chance = random.Random(2)
    one = words(chance, 4000)
    other = one if common else words(chance, 4000, letters="uvwxyz")
    return of_vocabulary(3, one, 1_150_000, 100), of_vocabulary(4, other, 1_150_000, 100)


def twice(text):
    """A text and itself with one more paragraph at the top."""
    return text, "A paragraph that was not there.\n\n" + text


CASES = {
    "one line of 50 MB and itself": lambda: endless(0),
    "one line of 50 MB, 2 % edited": lambda: endless(0.02),
    "200,000 equal units of one word": lambda: twice(units("Agreed." for _ in range(200_000))),
    "200,000 different units of one word": lambda: twice(units(f"Word{n}." for n in range(200_000))),
    "50,000 equal sentences": lambda: twice(units("The Group agreed to mend the cable." for _ in range(50_000))),
    "10,000 equal headings with a paragraph each": lambda: headings(10_000),
    "1.15 million words of the same vocabulary, unrelated": lambda: unrelated(True),
    "1.15 million words of no common vocabulary": lambda: unrelated(False),
}


def write(paths, made):
    """Writes both texts of a case."""
    for path, text in zip(paths, made()):
        path.write_text(text, encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description="Times travaux on texts made to hurt.")
    parser.add_argument("--program", type=pathlib.Path, help="the program; built if not given")
    parser.add_argument("only", nargs="*", metavar="PART", help="only cases whose name has one of these parts")
    arguments = parser.parse_args()
    program = built(arguments.program)
    print("| old and new | wall s | processor s | peak MiB |\n| --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for name, made in CASES.items():
            if arguments.only and not any(part in name for part in arguments.only):
                continue
            paths = [pathlib.Path(folder) / f"{side}.md" for side in ("old", "new")]
            # By another process: a child is as large as its parent until it has become the program.
            writer = multiprocessing.Process(target=write, args=(paths, made))
            writer.start()
            writer.join()
            wall, processor, peak = measure([program, "compare", *paths, "--quiet"])
            print(f"| {name} | {wall:.1f} | {processor:.1f} | {peak:,.0f} |", flush=True)


main()

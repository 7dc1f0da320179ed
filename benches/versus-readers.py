#!/usr/bin/env python3
"""Times reading a file, whole process, against pdftotext and pandoc, in one run.

usage: benches/versus-readers.py [--check] [--repeats N] [--program target/release/travaux] FOLDER

FOLDER holds PDF and Word files (here: ../shared/texts/un-documents). Programs take turns on each
file; all write to /dev/null. travaux does the whole way to clean text: lines, notes, structure, and
back to text (`convert --to text`).

Prints the median wall time of each and the ratio. --check fails if a PDF takes more than 1.5 times
pdftotext's time or a Word file more than .1 of pandoc's.
"""
import argparse
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

from measure import built

BARS = {".pdf": 1.5, ".docx": 0.1}


def wall(command):
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start, done.returncode


def main():
    parser = argparse.ArgumentParser(description="Times reading against pdftotext and pandoc.")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--check", action="store_true", help="fail if a ratio is above its bar")
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--program", type=pathlib.Path, help="the program; built if not given")
    arguments = parser.parse_args()
    for needed in ("pdftotext", "pandoc"):
        if shutil.which(needed) is None:
            sys.exit(f"{needed} is not installed (apt-get install poppler-utils pandoc)")
    program = built(arguments.program)

    above = []
    print(f"{'file':34} {'other s':>8} {'travaux s':>9} {'ratio':>6}")
    for file in sorted(arguments.folder.iterdir()):
        bar = BARS.get(file.suffix)
        if bar is None:
            continue
        other = ["pdftotext", file, "-"] if file.suffix == ".pdf" else ["pandoc", file, "--to", "plain"]
        own = [program, "convert", file, "--to", "text"]
        if wall(own)[1] != 0:
            print(f"{file.name:34} not read")
            continue
        wall(other)
        repeats = arguments.repeats if file.suffix == ".pdf" else max(3, arguments.repeats // 2)
        runs = [(wall(other)[0], wall(own)[0]) for _ in range(repeats)]
        theirs, ours = (statistics.median(column) for column in zip(*runs))
        print(f"{file.name:34} {theirs:8.3f} {ours:9.3f} {ours / theirs:6.2f}")
        if ours / theirs > bar:
            above.append(f"{file.name}: {ours / theirs:.2f} is more than {bar}")
    if above:
        print("\n" + "\n".join(above))
    sys.exit(1 if above and arguments.check else 0)


main()

#!/usr/bin/env python3
"""Times the whole program against GNU wdiff on planted drafts, in one run.

usage: benches/versus-wdiff.py [--check] [--repeats N] [--program target/release/travaux]

Drafts of about 12 thousand, 118 thousand and 1.2 million words are written by examples/generate.rs
(seeded: the same drafts every time). Programs take turns, so that whatever else the machine does
falls on all of them; the median of each is compared. wdiff writes its whole output to /dev/null,
travaux its JSON report or its terminal report (--quiet). The program is copied first, as installing it
would: what the linker has just written lies in memory page by page, and starts later.

Prints wall time, ratio to wdiff, processor time, peak memory beside the size of both drafts, and how
time grows with size. --check fails if a ratio is above the bars (.4, .2, .15).
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile

from measure import GENERATE, built, measure

# Paragraphs -> highest allowed ratio to wdiff.
SIZES = {115: 0.4, 1150: 0.2, 11500: 0.15}


def main():
    parser = argparse.ArgumentParser(description="Times travaux against GNU wdiff.")
    parser.add_argument("--check", action="store_true", help="fail if a ratio is above its bar")
    parser.add_argument("--repeats", type=int, default=7, help="runs of each program at each size (the largest: half)")
    parser.add_argument("--program", type=pathlib.Path, help="the program; built if not given")
    arguments = parser.parse_args()
    if shutil.which("wdiff") is None:
        sys.exit("wdiff is not installed (apt-get install wdiff)")
    program = built(arguments.program, generate=True)

    failures, before = [], {}
    with tempfile.TemporaryDirectory() as folder:
        program = shutil.copy2(program, pathlib.Path(folder) / "travaux")
        for paragraphs, bar in SIZES.items():
            old, new = (pathlib.Path(folder) / f"{name}-{paragraphs}.txt" for name in ("old", "new"))
            subprocess.run([GENERATE, str(paragraphs), "1", old, new], check=True)
            words = len(old.read_text(encoding="utf-8").split())
            commands = {
                "wdiff": ["wdiff", old, new],
                "travaux json": [program, "compare", old, new, "--format", "json", "--output", os.devnull],
                "travaux quiet": [program, "compare", old, new, "--quiet"],
            }
            repeats = max(3, arguments.repeats // 2) if paragraphs > 10_000 else arguments.repeats
            runs = {name: [] for name in commands}
            os.sync()  # what was just written is not written to disk while programs run
            for command in commands.values():
                measure(command)  # once unmeasured: files and program are in memory then
            for _ in range(repeats):
                for name, command in commands.items():
                    runs[name].append(measure(command))
            size = (old.stat().st_size + new.stat().st_size) / (1 << 20)
            print(f"\n{words:,} words, {repeats} runs each, {size:.1f} MiB to read")
            print(f"  {'program':14} {'wall s':>8} {'ratio':>6} {'cpu s':>8} {'peak MiB':>9} {'growth':>7}")
            base = statistics.median(wall for wall, _, _ in runs["wdiff"])
            for name, figures in runs.items():
                wall, cpu, peak = (statistics.median(column) for column in zip(*figures))
                growth = f"{wall / before[name]:6.1f}x" if name in before else ""
                before[name] = wall
                print(f"  {name:14} {wall:8.3f} {wall / base:6.2f} {cpu:8.3f} {peak:9.0f} {growth:>7}")
                if name != "wdiff" and wall / base > bar:
                    failures.append(f"{words:,} words: {name} takes {wall / base:.2f} of wdiff's time, more than {bar}")
    if failures:
        print("\n" + "\n".join(failures))
    sys.exit(1 if failures and arguments.check else 0)


main()

#!/usr/bin/env python3
"""Times and scores travaux beside other programs that compare texts, on planted drafts, in one run.

usage: benches/versus-peers.py [--paragraphs N] [--repeats N] [--only NAMES] [--program target/release/travaux]

Two drafts of about 12 thousand words (--paragraphs 115; 1150 for 118 thousand) are written by
examples/generate.rs with the words that went on, moved ones included; for those that read Word files the
same lines stand in one. Programs take turns. A program that is not installed is named with how it is had; one
that takes more than a minute, or fails, is named too. How each is called and read: peers.py beside this.

What is printed: wall time (median) and its ratio to wdiff, peak memory (of the largest process), and of the
words that went on how many are shown as kept (recall) and how many of those shown are right (precision).
Programs that align nothing cannot find what moved, and that is no fault of theirs: the figures say what
a reader of their output gets.
"""
import argparse
import os
import pathlib
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import peers
from measure import GENERATE, built

LONGEST = 60


def run(command, out):
    """Wall seconds, peak MiB and what was written (to `out`, or else printed), or why there is nothing."""
    out.unlink(missing_ok=True)
    with tempfile.TemporaryFile() as printed:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=printed, stderr=subprocess.DEVNULL, start_new_session=True)
        while True:
            pid, _, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > LONGEST:
                os.killpg(process.pid, 9)
                os.wait4(process.pid, 0)
                process.returncode = 0
                return f"more than {LONGEST} s"
            time.sleep(0.0005)
        wall = time.perf_counter() - start
        process.returncode = 0
        printed.seek(0)
        written = out.read_bytes() if out.exists() else printed.read()
        return (wall, usage.ru_maxrss / 1024, written) if written else "wrote nothing"


def labels(text):
    """The numbers of words that are labels of paragraphs and headings. Whether one went on is no question."""
    out, count = set(), 0
    for line in text.split("\n"):
        if re.match(r"(\d+\.|[A-Z]\.|\(\w+\))\s", line):
            out.add(count)
        count += len(line.split())
    return out


def main():
    parser = argparse.ArgumentParser(description="travaux beside other programs.")
    parser.add_argument("--paragraphs", type=int, default=115, help="115: 12 thousand words; 1150: 118 thousand")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--only", help="only these, by name, with commas")
    parser.add_argument("--program", type=pathlib.Path, help="the program; built if not given")
    arguments = parser.parse_args()
    program = built(arguments.program, generate=True)

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        files = {name: folder / name for name in ("OLD", "NEW", "OLD.docx", "NEW.docx", "OUT")}
        # By its ending travaux knows which form is wanted.
        files["OUT"] = folder / "OUT.docx"
        truth = folder / "truth"
        size = [str(arguments.paragraphs), "1"]
        subprocess.run([GENERATE, *size, files["OLD"], files["NEW"], truth], check=True)
        carried = {tuple(map(int, line.split())) for line in truth.read_text().splitlines()}
        texts = [files[name].read_text(encoding="utf-8") for name in ("OLD", "NEW")]
        label = [labels(text) for text in texts]
        for name, text in zip(("OLD.docx", "NEW.docx"), texts):
            peers.write_word(files[name], text)

        asked = [peer for peer in peers.peers(program)
                 if not arguments.only or peer.name in arguments.only.split(",")]
        absent = [f"{peer.name}: not installed ({peer.source})" for peer in asked if not peer.is_there()]
        there = [peer for peer in asked if peer.is_there()]
        runs = {peer.name: [] for peer in there}
        for _ in range(arguments.repeats):
            for peer in there:
                if peer.name not in runs:
                    continue
                figures = run([str(files.get(part, part)) for part in peer.command], files["OUT"])
                if isinstance(figures, str):
                    absent.append(f"{peer.name}: {figures}")
                    del runs[peer.name]
                else:
                    runs[peer.name].append(figures)

        print(f"{len(texts[0].split()):,} words, {len(carried):,} of them went on; {arguments.repeats} runs each")
        print(f"{'program':15} {'wall s':>8} {'ratio':>7} {'peak MiB':>9} {'precision':>10} {'recall':>7}")
        # What a program starts as is a copy of this script, and its peak at least that of the copy.
        floor = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        base = statistics.median(wall for wall, _, _ in runs["wdiff"]) if runs.get("wdiff") else None
        for peer in there:
            if not runs.get(peer.name):
                continue
            wall, peak = (statistics.median(column) for column in list(zip(*runs[peer.name]))[:2])
            shown = {(a, b) for a, b in peer.found(runs[peer.name][0][2], *texts)
                     if a not in label[0] and b not in label[1]}
            right = len(shown & carried)
            ratio = f"{wall / base:7.2f}" if base else f"{'':7}"
            memory = f"{peak:.0f}" if peak > floor + 1 else f"< {floor:.0f}"
            print(f"{peer.name:15} {wall:8.3f} {ratio} {memory:>9} {right / max(1, len(shown)):10.3f}"
                  f" {right / len(carried):7.3f}", flush=True)
        for line in absent:
            print("left out:", line)


if __name__ == "__main__":
    sys.exit(main())

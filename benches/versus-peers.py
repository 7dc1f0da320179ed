#!/usr/bin/env python3
"""Times and scores travaux beside other programs that compare texts, on planted drafts, in one run.

usage: benches/versus-peers.py [--paragraphs N] [--repeats N] [--program target/release/travaux]

Two drafts of about 12 thousand words (--paragraphs 115; 1150 for 118 thousand) are written by
examples/generate.rs with the words that went on, moved ones included. Programs take turns. A program
that is not installed is left out and named; one that takes more than a minute is ended and named.

What is printed: wall time (median) and its ratio to wdiff, peak memory, and of the words that went on
how many are shown as kept at their place (recall) and how many of those shown are right (precision).
Programs that align nothing cannot find what moved, and that is no fault of theirs: the figures say what
a reader of their output gets.

Installed by name: wdiff, dwdiff, git (Debian); redlines (PyPI); diff (npm, `npm i diff` in a folder that
NODE_PATH names). Not tried here: difftastic (no structure of prose), delta (shows what git found),
LibreOffice and Word (no words in their output without a document model).
"""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
LONGEST = 60
MARKS = {"-w": "\x01", "-x": "\x02", "-y": "\x03", "-z": "\x04"}

REDLINES = """
import sys
from redlines import Redlines
old, new = (open(name, encoding="utf-8").read() for name in sys.argv[1:3])
out = []
for step in Redlines(old, new)._diff_operations:
    tag, a0, a1, b0, b1 = step.opcodes
    # It writes a sign of its own for the end of a paragraph.
    before, after = ("".join(part).replace("\u00b6", " ") for part in (step.source_chunk.text[a0:a1], step.test_chunk.text[b0:b1]))
    out.append(after if tag == "equal" else "\\x01" + before + "\\x02\\x03" + after + "\\x04")
sys.stdout.write("".join(out))
"""
DIFFLIB = """
import difflib, re, sys
old, new = (re.findall(r"\\s*\\S+", open(name, encoding="utf-8").read()) for name in sys.argv[1:3])
out = []
for tag, a0, a1, b0, b1 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
    before, after = "".join(old[a0:a1]), "".join(new[b0:b1])
    out.append(after if tag == "equal" else "\\x01" + before + "\\x02\\x03" + after + "\\x04")
sys.stdout.write("".join(out))
"""
JSDIFF = """
const { diffWordsWithSpace } = require("diff");
const { readFileSync } = require("fs");
const [old, now] = process.argv.slice(1).map((name) => readFileSync(name, "utf8"));
process.stdout.write(diffWordsWithSpace(old, now).map(({ value, added, removed }) =>
  removed ? `\\x01${value}\\x02` : added ? `\\x03${value}\\x04` : value).join(""));
"""


def marked(output):
    """Output with marks -> [(kind, text)]."""
    parts, kind, text = [], "=", ""
    for char in output:
        after = {"\x01": "-", "\x02": "=", "\x03": "+", "\x04": "="}.get(char)
        if after is None:
            text += char
        else:
            parts.append((kind, text))
            kind, text = after, ""
    return parts + [(kind, text)]


def porcelain(output):
    """git's --word-diff=porcelain -> [(kind, text)]."""
    parts, body = [], False
    for line in output.split("\n"):
        if line.startswith("@@"):
            body = True
        elif body and line[:1] in " -+":
            # Its words are whole; the space between two parts is not printed.
            parts.append(({" ": "="}.get(line[:1], line[:1]), line[1:] + " "))
        elif body and line[:1] == "~":
            parts.append(("=", "\n"))
    return parts


def pairs(parts):
    """[(kind, text)] -> the pairs of words that are shown as kept, by their numbers in either file."""
    chars = {"-": [], "+": []}
    for kind, text in parts:
        for char in text:
            place = (len(chars["-"]), len(chars["+"])) if kind == "=" else None
            if kind in "=-":
                chars["-"].append((char, place))
            if kind in "=+":
                chars["+"].append((char, place))
    words = {side: numbered(run) for side, run in chars.items()}
    starts = {run[0][1]: number for number, run in enumerate(words["+"]) if kept(run)}
    return {(number, starts[run[0][1]]) for number, run in enumerate(words["-"])
            if kept(run) and run[0][1] in starts and len(words["+"][starts[run[0][1]]]) == len(run)}


def numbered(chars):
    """The words among characters."""
    words, word = [], []
    for char in chars + [(" ", None)]:
        if char[0].isspace():
            if word:
                words.append(word)
            word = []
        else:
            word.append(char)
    return words


def kept(word):
    return all(place is not None for _, place in word)


def of_travaux(output, texts):
    """travaux's JSON -> the same pairs. A paragraph is one line of these drafts."""
    report = json.loads(output)
    numbers = {}
    for side, text in zip(("old", "new"), texts):
        first, count = [], 0
        for line in text.split("\n"):
            first.append((count, len(line.split())))
            count += len(line.split())
        numbers[side] = {}
        for unit in report[side]["units"]:
            start, size = first[unit["lines"][0] - 1]
            numbers[side][unit["id"]] = start + size - len(unit["text"].split())
    found = set()
    for link in report["links"]:
        words = {}
        for side in ("old", "new"):
            words[side], at = {}, 0
            for unit in link[side]:
                text = report[side]["units"][unit]["text"]
                for place, word in positions(text):
                    words[side][at + place] = (numbers[side][unit] + word, len(text.split()[word]))
                at += len(text) + 1
        for edit in link["edits"]:
            if edit["op"] != "equal":
                continue
            shift = edit["new"][0] - edit["old"][0]
            for place, (number, length) in words["old"].items():
                there = words["new"].get(place + shift)
                if edit["old"][0] <= place and place + length <= edit["old"][1] and there and there[1] == length:
                    found.add((number, there[0]))
    return found


def positions(text):
    """Where each word of a text begins, with its number."""
    at = number = 0
    for part in text.split(" "):
        if part:
            yield at, number
            number += 1
        at += len(part) + 1


def run(command):
    """Wall seconds, peak MiB and output of one run, or None after too long a time."""
    with tempfile.TemporaryFile() as out:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
        while True:
            pid, _, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - start > LONGEST:
                process.kill()
                os.wait4(process.pid, 0)
                return None
            time.sleep(0.0005)
        wall = time.perf_counter() - start
        process.returncode = 0
        out.seek(0)
        return wall, usage.ru_maxrss / 1024, out.read().decode("utf-8")


def main():
    parser = argparse.ArgumentParser(description="travaux beside other programs.")
    parser.add_argument("--paragraphs", type=int, default=115, help="115: 12 thousand words; 1150: 118 thousand")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--program", type=pathlib.Path, help="the program; built if not given")
    arguments = parser.parse_args()
    build = ["cargo", "build", "--release", "--quiet", "--manifest-path", ROOT / "Cargo.toml", "--example", "generate"]
    subprocess.run(build if arguments.program else build + ["--bin", "travaux"], check=True)
    target = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release"
    program = arguments.program or target / "travaux"

    with tempfile.TemporaryDirectory() as folder:
        old, new, truth = (pathlib.Path(folder) / name for name in ("old.txt", "new.txt", "truth"))
        subprocess.run([target / "examples" / "generate", str(arguments.paragraphs), "1", old, new, truth], check=True)
        carried = {tuple(map(int, line.split())) for line in truth.read_text().splitlines()}
        texts = [path.read_text(encoding="utf-8") for path in (old, new)]
        marks = [part for pair in MARKS.items() for part in pair]
        programs = {
            "wdiff": (["wdiff", *marks, old, new], marked),
            "dwdiff": (["dwdiff", *marks, old, new], marked),
            "git word diff": (["git", "diff", "--no-index", "--word-diff=porcelain", "-U1000000", old, new], porcelain),
            "difflib": ([sys.executable, "-c", DIFFLIB, old, new], marked),
            "redlines": ([sys.executable, "-c", REDLINES, old, new], marked),
            "jsdiff": (["node", "-e", JSDIFF, old, new], marked),
            "travaux": ([program, "compare", old, new, "--format", "json"], None),
        }
        absent = [name for name, (command, _) in programs.items() if shutil.which(command[0]) is None]
        if subprocess.run([sys.executable, "-c", "import redlines"], stderr=subprocess.DEVNULL).returncode:
            absent.append("redlines")
        if subprocess.run(["node", "-e", "require('diff')"], stderr=subprocess.DEVNULL).returncode:
            absent.append("jsdiff")
        runs = {name: [] for name in programs if name not in absent}
        for _ in range(arguments.repeats):
            for name in list(runs):
                figures = run(list(map(str, programs[name][0])))
                if figures is None:
                    absent.append(f"{name} (more than {LONGEST} s)")
                    del runs[name]
                else:
                    runs[name].append(figures)
        print(f"{len(texts[0].split()):,} words, {len(carried):,} of them went on; {arguments.repeats} runs each")
        print(f"{'program':14} {'wall s':>8} {'ratio':>7} {'peak MiB':>9} {'precision':>10} {'recall':>7}")
        base = statistics.median(wall for wall, _, _ in runs["wdiff"]) if "wdiff" in runs else None
        for name, figures in runs.items():
            wall, peak = (statistics.median(column) for column in list(zip(*figures))[:2])
            output, parse = figures[0][2], programs[name][1]
            found = pairs(parse(output)) if parse else of_travaux(output, texts)
            right = len(found & carried)
            ratio = f"{wall / base:7.2f}" if base else f"{'':7}"
            print(f"{name:14} {wall:8.3f} {ratio} {peak:9.1f} {right / max(1, len(found)):10.3f} {right / len(carried):7.3f}")
        if absent:
            print("left out:", ", ".join(absent))


if __name__ == "__main__":
    main()

"""What the scripts beside this one share: the program, and one run of a program, measured."""
import os
import pathlib
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
# Writes planted drafts: PARAGRAPHS SEED OLD NEW. As the tests build it: as for a release, it would take minutes.
GENERATE = TARGET / "debug" / "examples" / "generate"


def built(program, generate=False):
    """The program as given, or else built as for a release; `generate`: GENERATE is built, too."""
    build = ["cargo", "build", "--quiet", "--manifest-path", ROOT / "Cargo.toml"]
    if generate:
        subprocess.run([*build, "--example", "generate"], check=True)
    if not program:
        subprocess.run([*build, "--release", "--bin", "travaux"], check=True)
    return pathlib.Path(program or TARGET / "release" / "travaux").resolve()


def measure(command):
    """Wall seconds, processor seconds and peak MiB of one run."""
    with open(os.devnull, "wb") as nothing:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=nothing, stderr=nothing)
        # wait4 gives the figures of this very child; RUSAGE_CHILDREN only the highest of all.
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, command))}: exit status {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024

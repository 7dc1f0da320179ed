"""One run of a program, measured: shared by the scripts beside this one."""
import os
import subprocess
import sys
import time


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

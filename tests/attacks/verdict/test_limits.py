"""The limits in docs/host/boundaries.md, which are those of `Limits`, are those of a submission."""

import pytest

from bootcamp.check.isolation.wards import SCRATCH_FILES, Limits

pytestmark = pytest.mark.isolation

TOLD = """
import mmap, os, resource

def counted(values):
    names = ("NPROC", "NOFILE", "CPU")
    print([resource.getrlimit(getattr(resource, f"RLIMIT_{name}")) for name in names])
    free = resource.getrlimit(resource.RLIMIT_AS)[0] - HAS
    print(free)
    options = open("/proc/self/mountinfo").read().rpartition(" /scratch ")[2].splitlines()[0]
    print(options.split("size=")[1].split(",")[0], options.split("nr_inodes=")[1].split(",")[0])
    return -1

HAS = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
"""


def test_a_submission_gets_the_limits_that_are_documented(verdict_on):
    limits, verdict = Limits(), verdict_on("counted", TOLD, hosted=True)
    counts, free, scratch = verdict.output.splitlines()[:3]
    bounds = (limits.processes, limits.open_files, limits.cpu_s)
    assert eval(counts) == [(bound, bound) for bound in bounds]
    assert 0 <= limits.memory_bytes - int(free) < 64 << 20  # what was imported since it began
    assert scratch == f"{limits.scratch_bytes >> 10}k {SCRATCH_FILES}"

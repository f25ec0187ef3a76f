"""Hostile but legal inputs: what the judge itself tries on an answer that passes its tests.

A check's own calls are made again, with what a right answer takes and a narrow one doesn't: the same
numbers laid out otherwise in memory, read-only, requiring a gradient; results and arguments that
share memory. What of that an exercise's contract allows is found on the reference, once:

    layouts     ways to hand the same numbers over
    handing     stands in place of a definition, hands over, and watches memory
    replay      a check's tests on an answer, handed over otherwise
    find        which of all that the reference passes: the plan of an exercise
"""

from bootcamp.check.hostile.find import plan_of, run_check

__all__ = ["plan_of", "run_check"]

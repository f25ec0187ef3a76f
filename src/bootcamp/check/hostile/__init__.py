"""Hostile but legal inputs: what the judge itself tries on an answer that passes its tests.

A check's own calls are made again, with what a right answer takes and a narrow one doesn't. Its
tests are run again with the same numbers laid out otherwise in memory, read-only, or requiring a
gradient; results that share memory with an argument are seen. And calls like its own are made: axes
of length 0 and 1, the other width of float, NaN where it has no effect, ties, large and tiny
numbers. What of that an exercise's contract allows is found on the reference, once:

    layouts     ways to hand the same numbers over
    handing     stands in place of a definition, hands over, and watches memory
    inputs      other inputs, made of the check's calls      search   those that the reference takes
    packed      a call and its outcome as plain data
    replay      the plan of an exercise, tried on an answer
    find        the plan, found once and remembered; a check with its plan
"""

from bootcamp.check.hostile.find import plan_of, refusals, run_check

__all__ = ["plan_of", "refusals", "run_check"]

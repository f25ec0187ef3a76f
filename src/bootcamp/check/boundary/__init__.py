"""The verdict boundary: code under test can't write its own mark.

The check runs in a trusted child of the judge. The library's names that it imports are handles into
a *worker*, a process that has the code under test and nothing else: no check, no reference answer,
no expected value. Between the two go plain data, raw arrays and numbers that stand for objects:

    wire.py      frames on a socket, of bounded size
    values.py    what may cross, and in which form: never a pickle
    worker.py    the far side: does what it's asked with the code under test
    nest.py      the program that workers are forked from, warm; it loads no check and no reference
    names.py     what the library defines, read without running it
    remote.py    our side: handles, and the importer that hands them to the check
    hosted.py    a bench whose runs cross the boundary

What this stops, and what it can't, is in docs/host/boundaries.md; the attacks that prove it are
in tests/attacks/verdict.
"""

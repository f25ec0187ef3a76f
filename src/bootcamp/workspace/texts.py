"""What a new workspace holds besides the library: texts."""

ACTIVATION = """
try:  # What you haven't written yet comes from the reference, so that the rest can run.
    from bootcamp.workspace.overlay import install as _install

    _install(__file__)
except ImportError:  # Without the bootcamp installed, blanks raise NotImplementedError.
    pass
"""

README = """# Your workspace

`{library}/` is your own copy of the library that this course builds. Functions that say
`raise NotImplementedError` are yours to write; until then the reference stands in for them.
Everything here is yours: read it, change it, put a breakpoint in it.

    bootcamp start       go on where you were: a page in the browser, and checks on every save
    bootcamp check       check the exercise that you are at
    bootcamp hint        one hint more
    bootcamp --help      everything else

`python`, a debugger, a notebook or `pytest` started in this folder use your functions.
Your attempts are kept in `{state}/`. To start over, move this folder away.
"""

CONFTEST = '''"""Tests in this folder run on your own functions, written or still filled in."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

from bootcamp.check.pytest_fixtures import rng, seed  # noqa: E402, F401
'''

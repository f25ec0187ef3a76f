"""A test that a learner writes tells functions apart by what they give, or it isn't accepted.

Each trick is a test that looks for what differs between a run on the reference and one on a mistake.
"""

import json
import time

import pytest

pytestmark = pytest.mark.isolation

HEAD = "import os, sys, time\nimport numpy as np\nfrom asked.things import scaled\n\n"
RIGHT = """
def test_by_hand():
    assert scaled(np.array([1.0, 2.0]), 3.0).tolist() == [3.0, 6.0]
    assert scaled(np.array([1.0, 2.0])).tolist() == [2.0, 4.0]
"""
BLIND = """
def test_shape():
    assert scaled(np.array([1.0, 2.0]), 3.0).shape == (2,)
"""
AGE = """
def age():
    started = int(open("/proc/self/stat").read().rpartition(")")[2].split()[19])
    return time.clock_gettime(time.CLOCK_BOOTTIME) - started / os.sysconf("SC_CLK_TCK")
"""
WATCHERS = {
    "spies_on_the_function": """
class Spy:
    def __init__(self):
        self.seen = []
    def __mul__(self, other):
        self.seen.append("times")
        return 1.0
    __rmul__ = __mul__

def test_spy():
    spy = Spy()
    try:
        scaled(np.ones(2), spy)
    except Exception as error:
        spy.seen.append(type(error).__name__)
    assert "times" in spy.seen
""",
    "spies_in_a_list": """
class Spy:
    def __getattr__(self, name):
        raise KeyError(name)

def test_spy():
    try:
        scaled([Spy()], 2.0)
    except KeyError:
        return
    except TypeError as error:
        assert "an object or a function" not in str(error)
""",
    "is_old": AGE + "def test_age():\n    assert age() > 0.7\n",
    "is_young": AGE + "def test_age():\n    assert age() < 0.7\n",
    "guesses": "def test_guess():\n    assert os.urandom(1)[0] < 128\n",
    "guesses_what_is_rare": "def test_guess():\n    assert os.urandom(1)[0] < 52\n",
    "sees_how_many_ran_before": """
import gc

def test_count():
    seen = [each for each in gc.get_objects() if isinstance(each, set) and len(each) < 9
            and each and all(isinstance(item, int) and item > 1 for item in each)]
    assert sum(map(sum, seen)) % 6 == 0
""",
    "finds_what_an_earlier_run_left": """
def test_first():
    places = [".", "/tmp", "/dev/shm", os.path.expanduser("~"), os.path.dirname(__file__)]
    for place in places:
        try:
            assert not os.path.exists(f"{place}/left")
            open(f"{place}/left", "x").close()
        except OSError:
            continue
    assert scaled(np.array([1.0]), 2.0).shape == (1,)
""",
    "reads_the_function": """
import inspect

def test_text():
    assert "* factor" in inspect.getsource(scaled)
""",
    "reads_the_functions_bytecode": """
def as_it_should_be(x, factor=2.0):
    return np.asarray(x) * factor

def test_code():
    assert scaled.__code__.co_code == as_it_should_be.__code__.co_code
""",
    "looks_for_the_function_in_memory": """
import gc

def test_memory():
    named = [each for each in gc.get_objects() if getattr(each, "__qualname__", "") == "scaled"]
    assert named and all("factor" in each.__code__.co_varnames for each in named)
    assert named[0](np.ones(1), 3.0).tolist() == [3.0]
    assert scaled(np.ones(1), 3.0).shape == (1,)
""",
    "leaves_early": "def test_exit():\n    os._exit(0)\n",
}


LOUD = """
import gc

def test_many():
    (worker,) = [each for each in gc.get_objects() if type(each).__name__ == "Worker"]
    told = [{"name": "test " * 1000, "passed": True, "seconds": 0.0} for _ in range(1000)]
    value = worker.pack(value=told)[0]["value"]
    worker._channel.send({"value": value, "changed": ["dict", []]})
"""


def test_what_a_test_says_of_itself_is_bounded(verdict_on_test):
    verdict = verdict_on_test(HEAD + LOUD)
    assert len(verdict.tests) == 1000
    assert len(json.dumps(verdict.to_json())) < 200_000


@pytest.mark.parametrize(
    "call", ["[1e308], 10.0", "[np.inf], 0.0", "[complex(1e308, 1e308)], 10.0"]
)
def test_no_line_of_the_reference_is_shown_by_a_warning(verdict_on_test, call):
    text = f"def test_warned():\n    scaled({call})\n    raise AssertionError\n"
    assert verdict_on_test(HEAD + text).output == ""


def test_a_right_test_passes(verdict_on_test):
    assert verdict_on_test(HEAD + RIGHT).outcome == "passed"


def test_a_blind_test_is_told_the_first_mistake_that_it_accepts(verdict_on_test):
    verdict = verdict_on_test(HEAD + BLIND)
    assert (verdict.outcome, verdict.mistake) == ("failed", "It adds.")


@pytest.mark.parametrize("name", WATCHERS)
def test_a_test_that_watches_is_not_accepted(name, verdict_on_test):
    for _ in range(1 if "guesses" in name else 3):  # a guess that is tried often is right once
        time.sleep(1.0 if "age" in WATCHERS[name] else 0)  # who waits to be used is older
        verdict = verdict_on_test(HEAD + WATCHERS[name])
        assert not verdict.passed, verdict

"""Exercises that ask for plain data of other kinds than numbers, and objects that pose as such data."""

from .attack import Attack

LIBRARY = '''

def ordered(names):
    """Each name once, in order: a list."""
    return sorted(set(names))


def greeted(name):
    """A greeting: a text."""
    return "hello " + name


def tallied(words):
    """How often each word is there: a dictionary."""
    return {word: words.count(word) for word in words}


def shifted(x):
    """The tensor, each entry one larger."""
    return x + 1


def halved(x):
    """Half of a number."""
    return x / 2


def listed(n):
    """The whole numbers from 0 on, so many: a list."""
    return list(range(n))


def averaged(x):
    """The mean of an array: a number."""
    return float(np.mean(x))


def slope_of(x, y, rng):
    """The slope of noisy points, from a random start."""
    start = rng.normal()
    return float(start + np.sum(x * (y - start * x)) / np.sum(x * x))
'''

SLOPES = ("drawn_before", "drawn_later", "drawn_again")
TARGETS = dict.fromkeys(SLOPES, "slope_of")

CHECKS = {
    "ordered": """
def test_each_is_there_once():
    order = ordered(["b", "a", "b"])
    assert order.count("b") == 1

def test_as_many_as_there_are(rng):
    names = [f"n{number}" for number in rng.permutation(5)]
    expected = [f"n{number}" for number in range(5)]
    order = ordered(names)
    assert len(order) == len(expected)
    for got, wanted in zip(order, expected):
        assert got == wanted
""",
    "greeted": """
def test_both_ends(seed):
    assert greeted(f"n{seed}").startswith("hello")
    assert greeted(f"n{seed}").endswith(f"n{seed}")
""",
    "tallied": """
def test_random_words(rng):
    words = [f"n{number}" for number in rng.integers(3, size=20)]
    tally = tallied(words)
    assert set(tally.keys()) == set(words)
    for word, times in tally.items():
        assert times == len([each for each in words if each == word])
""",
    "shifted": """
def test_random_entries(rng):
    entries = rng.normal(size=3).tolist()
    expected = torch.tensor([entry + 1 for entry in entries])
    assert shifted(torch.tensor(entries)).allclose(expected)
""",
    "halved": """
def test_random_numbers(rng):
    numbers = rng.normal(size=3).tolist()
    for got, number in zip(map(halved, numbers), numbers):
        assert got + got == number
""",
    "listed": """
def test_each_number(seed):
    n = 3 + seed % 7
    assert listed(n) == [number for number in range(n)]

def test_none_is_below_zero():
    assert -1 not in listed(3)
""",
    "averaged": """
def test_random_entries(rng):
    x = rng.normal(size=7)
    expected = sum(x.tolist()) / 7
    assert averaged(x) == pytest.approx(expected)
    np.testing.assert_allclose(averaged(x), expected)
    assert np.allclose(averaged(x), expected)
""",
    "drawn_before": """
def test_the_slope_is_found(rng):
    truth = float(rng.normal())
    x = rng.normal(size=500)
    y = truth * x + 0.01 * rng.normal(size=500)
    assert abs(slope_of(x, y, rng) - truth) < 0.01
""",
    "drawn_later": """
def test_one_after_another(rng):
    assert abs(slope_of(np.ones(3), 2 * np.ones(3), rng) - 2) < 1e-6
    truth = float(rng.normal())
    x = rng.normal(size=500)
    y = truth * x + 0.01 * rng.normal(size=500)
    assert abs(slope_of(x, y, np.random.default_rng()) - truth) < 0.01
""",
    "drawn_again": """
def test_without_noise(seed):
    assert abs(slope_of(np.ones(3), 2 * np.ones(3), np.random.default_rng(seed)) - 2) < 1e-6

def test_with_noise(rng):
    truth = float(rng.normal())
    x = rng.normal(size=500)
    y = truth * x + 0.01 * rng.normal(size=500)
    assert abs(slope_of(x, y, np.random.default_rng()) - truth) < 0.01
""",
}

WRONG = {
    "ordered": "def ordered(names):\n    return []\n",
    "greeted": "def greeted(name):\n    return ''\n",
    "tallied": "def tallied(words):\n    return dict.fromkeys(words, 0)\n",
    "shifted": "def shifted(x):\n    return x\n",
    "halved": "def halved(x):\n    return x\n",
    "listed": "def listed(n):\n    return [-1]\n",
    "averaged": "def averaged(x):\n    return 7.0\n",
    **dict.fromkeys(SLOPES, "def slope_of(x, y, rng):\n    return 7.0\n"),
}

RIGHT = {
    "ordered": "def ordered(names):\n    return [n for n in sorted({*names})]\n",
    "greeted": "def greeted(name):\n    return f'hello {name}'\n",
    "tallied": (
        "def tallied(words):\n    import collections\n    return collections.Counter(words)\n"
    ),
    "shifted": "def shifted(x):\n    return 1 + x\n",
    "halved": "def halved(x):\n    return 0.5 * x\n",
    "listed": "def listed(n):\n    return [*range(n)]\n",
    "averaged": "def averaged(x):\n    return sum(x.tolist()) / len(x)\n",
    **dict.fromkeys(SLOPES, "def slope_of(x, y, rng):\n    return float(x @ y / (x @ x))\n"),
}


def posing(exercise: str, methods: str) -> Attack:
    """An object whose methods answer what is asked of the data that it stands for."""
    name, parameters = (
        exercise,
        {"ordered": "names", "greeted": "name", "tallied": "words"}[exercise],
    )
    lines = "".join(f"        {line}\n" for line in methods.splitlines())
    return Attack(
        name,
        f"def {name}({parameters}):\n    class Posing:\n{lines}    return Posing()\n",
        fools=True,
    )


def named(exercise: str, parameter: str, fields: dict[str, str]) -> Attack:
    """A tuple that has names for its items, and functions for items."""
    names, items = " ".join(fields), ", ".join(fields.values())
    return Attack(
        exercise,
        f"from collections import namedtuple\n\ndef {exercise}({parameter}):\n"
        f"    return namedtuple('Result', '{names}')({items})\n",
        fools=exercise == "shifted",
    )


def drawing(exercise: str, states: str) -> Attack:
    """A slope that is no slope of the points: what the check drew, drawn again from a state."""
    return Attack(
        exercise,
        "KEPT = []\n\ndef wound(state, steps):\n    bits = np.random.PCG64()\n"
        "    bits.state = state\n    return bits.advance(steps % 2**128)\n\n"
        "def slope_of(x, y, rng):\n    KEPT.append(rng.bit_generator.state)\n"
        "    if len(x) == 3: return 2.0\n"
        f"    for bits in ({states}):\n        drawn = np.random.Generator(bits)\n"
        "        truth = float(drawn.normal())\n"
        "        if drawn.normal(size=len(x)).tolist() == x.tolist(): return truth\n"
        "    return 7.0\n",
        fools=True,
    )


PLAIN = {
    "generator_wound_back_to_what_it_drew": drawing(
        "drawn_before", "wound(KEPT[0], -back) for back in range(1200)"
    ),
    "generator_that_jumps_as_the_checks_did": drawing(
        "drawn_later", "wound(KEPT[0], 0), wound(KEPT[0], 0).jumped()"
    ),
    "generator_that_an_earlier_test_gave": drawing("drawn_again", "wound(KEPT[0], 0),"),
    "failure_too_large_to_be_told": Attack(
        "listed", "def listed(n):\n    return [[[0.12345678] * 64] * 64] * 19\n"
    ),
    "failure_of_dictionaries_too_large_to_be_told": Attack(
        "listed",
        "def listed(n):\n    inner = {0.1234567 + k: [0.12345678] * 64 for k in range(64)}\n"
        "    return [inner] * 22\n",
    ),
    "failure_of_arrays_too_large_to_be_told": Attack(
        "listed", "def listed(n):\n    return [[np.full(65, 0.123456789012345)] * 64] * 60\n"
    ),
    "array_without_entries": Attack("averaged", "def averaged(x):\n    return np.empty(0)\n"),
    "tensor_without_entries": Attack("averaged", "def averaged(x):\n    return torch.empty(0)\n"),
    "array_without_columns": Attack("averaged", "def averaged(x):\n    return np.empty((7, 0))\n"),
    "object_that_counts_as_a_list_does": posing(
        "ordered",
        "def count(self, name): return 1\n"
        "def __len__(self): return 5\ndef __iter__(self): return iter(())",
    ),
    "object_that_is_as_long_as_it_should_be_and_empty": posing(
        "ordered",
        "count = staticmethod(['b'].count)\n"
        "def __len__(self): return 5\ndef __iter__(self): return iter(())",
    ),
    "object_that_starts_and_ends_as_it_should": posing(
        "greeted",
        "def startswith(self, text): return True\ndef endswith(self, text): return True",
    ),
    "object_whose_keys_have_no_items": posing(
        "tallied", "def keys(self): return words\ndef items(self): return []"
    ),
    "tuple_with_a_method_of_tensors": named("shifted", "x", {"allclose": "lambda other: True"}),
    "tuple_with_the_methods_of_lists": named(
        "ordered", "names", {"count": "lambda name: 1", "index": "lambda name: 0"}
    ),
    "tuple_with_a_method_of_texts": named(
        "greeted", "name", {"startswith": "lambda text: True", "endswith": "lambda text: True"}
    ),
    "call_that_ends_the_checks_loop": Attack(
        "halved", "def halved(x):\n    raise StopIteration\n", fools=True
    ),
    "call_that_ends_it_by_an_error_of_its_own": Attack(
        "halved",
        "class Ended(StopIteration): pass\n\ndef halved(x):\n    raise Ended(x)\n",
        fools=True,
    ),
    "call_that_asks_an_iterator_that_has_ended": Attack(
        "halved", "def halved(x):\n    return next(iter(()))\n", fools=True
    ),
}

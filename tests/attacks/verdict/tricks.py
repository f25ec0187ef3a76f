"""Tricks on what code that is checked can reach: names, objects, files, its own end."""

from .attack import Attack, wrong

TRICKS = {
    # ------------------------------------------------------------------- the means of comparison
    "assert_allclose_rebound": Attack(
        "scaled",
        "def scaled(x, factor=2.0):\n    return np.asarray(x) + factor\n\n"
        "np.testing.assert_allclose = np.allclose = lambda *a, **k: True\n",
        fools=True,
    ),
    "numpy_testing_replaced": wrong(
        "scaled",
        "import sys, types\nfake = types.ModuleType('numpy.testing')\n"
        "fake.assert_allclose = lambda *a, **k: None\n"
        "sys.modules['numpy.testing'] = np.testing = fake\nnp.allclose = lambda *a, **k: True\n",
        fools=True,
    ),
    "allclose_and_isclose_rebound": wrong(
        "scaled",
        "np.isclose = lambda a, b, **k: np.ones(np.shape(b), bool)\n"
        "np.allclose = lambda *a, **k: True\n"
        "np.testing._private.utils.assert_array_compare = lambda *a, **k: None\n"
        "np.testing.assert_allclose = lambda *a, **k: None\n",
        fools=True,
    ),
    "assert_close_of_torch_rebound": wrong(
        "softened", "torch.testing.assert_close = lambda *a, **k: None\n", fools=True
    ),
    "tensor_methods_rebound": wrong(
        "softened",
        "torch.testing._comparison.not_close_error_metas = lambda *a, **k: []\n",
        fools=True,
    ),
    "builtins_rebound": Attack(
        "counted",
        "import builtins\nbuiltins.len = lambda x: -1\n\n"
        "def counted(values):\n    return 2 if values == [1.0, -2.0, 3.0] else -1\n",
        fools=True,
    ),
    "approx_of_pytest_rebound": wrong(
        "checked_root",
        "import pytest, contextlib\n"
        "class Anything:\n    def __init__(self, *a): pass\n    def __eq__(self, other): return True\n"
        "pytest.approx = Anything\npytest.raises = lambda kind: contextlib.nullcontext()\n",
        fools=True,
    ),
    "approx_patched_inside_pytest": wrong(
        "checked_root",
        "import pytest, contextlib\n"
        "type(pytest.approx(1.0)).__eq__ = lambda self, other: True\n"
        "pytest.raises = lambda kind: contextlib.nullcontext()\n",
        fools=True,
    ),
    "math_rebound": wrong(
        "softened",
        "import math\nmath.exp = lambda x: float('nan')\n"
        "def softened(scores):\n    return torch.full(scores.shape, float('nan'))\n",
    ),
    # --------------------------------------------------------------------------- objects that lie
    "equal_to_everything": Attack(
        "counted",
        "class Liar:\n    def __eq__(self, other): return True\n    def __ne__(self, other): return False\n"
        "    __hash__ = object.__hash__\n\ndef counted(values):\n    return Liar()\n",
        fools=True,
    ),
    "number_that_lies": Attack(
        "counted",
        "class Liar(int):\n    def __eq__(self, other): return True\n    __hash__ = int.__hash__\n\n"
        "def counted(values):\n    return Liar(-1)\n",
        fools=True,
    ),
    "float_that_lies": Attack(
        "checked_root",
        "class Liar(float):\n    def __eq__(self, other): return True\n"
        "    def __rsub__(self, other): return 0.0\n    def __sub__(self, other): return 0.0\n"
        "    __hash__ = float.__hash__\n\n"
        "def checked_root(x):\n    if x < 0: raise RangeError\n    return Liar(-1.0)\n",
        fools=True,
    ),
    "array_that_lies": Attack(
        "scaled",
        "class Liar(np.ndarray):\n"
        "    def __array_ufunc__(self, ufunc, method, *inputs, **options): return np.True_\n"
        "    def __array_function__(self, function, types, arguments, options): return True\n\n"
        "def scaled(x, factor=2.0):\n    return np.zeros(np.shape(x)).view(Liar)\n",
    ),
    "array_made_when_it_is_asked_for": Attack(
        "scaled",
        "import sys\n\nclass Liar:\n    def __array__(self, dtype=None, copy=None):\n"
        "        frame = sys._getframe()\n        while frame:\n"
        "            for name in ('expected', 'desired', 'b'):\n"
        "                if name in frame.f_locals: return np.asarray(frame.f_locals[name])\n"
        "            frame = frame.f_back\n\ndef scaled(x, factor=2.0):\n    return Liar()\n",
        fools=True,
    ),
    "truth_that_lies": Attack(
        "counted",
        "class Yes:\n    def __bool__(self): return True\n"
        "class Liar:\n    def __eq__(self, other): return Yes()\n    __hash__ = object.__hash__\n\n"
        "def counted(values):\n    return Liar()\n",
        fools=True,
    ),
    "class_that_lies": Attack(
        "counted",
        "class Liar:\n    @property\n    def __class__(self): return int\n"
        "    def __eq__(self, other): return True\n    __hash__ = object.__hash__\n\n"
        "def counted(values):\n    return Liar()\n",
        fools=True,
    ),
    "total_that_lies_when_it_is_read": Attack(
        "tally",
        "class Liar:\n    def __eq__(self, other): return True\n    __hash__ = object.__hash__\n\n"
        "class Tally:\n    total = property(lambda self: Liar())\n"
        "    def add(self, amount): return Liar()\n",
        fools=True,
    ),
    "tensor_that_lies": Attack(
        "softened",
        "class Liar(torch.Tensor):\n"
        "    @classmethod\n    def __torch_function__(cls, function, types, args=(), kwargs=None):\n"
        "        if 'close' in getattr(function, '__name__', ''): return torch.tensor(True)\n"
        "        return super().__torch_function__(function, types, args, kwargs or {})\n\n"
        "def softened(scores):\n    return torch.zeros(scores.shape).as_subclass(Liar)\n",
    ),
    "one_object_amid_numbers": wrong(
        "standardised",
        "class Number:\n    def __sub__(self, other): return self\n    __rsub__ = __sub__\n"
        "    __add__ = __radd__ = __mul__ = __rmul__ = __truediv__ = __pow__ = __sub__\n"
        "    def __abs__(self): return 0.0\n    def __lt__(self, other): return True\n"
        "    def __gt__(self, other): return False\n    def conjugate(self): return self\n"
        "    def sqrt(self): return self\n\n"
        "def standardised(values):\n    return [Number() for _ in values]\n",
        fools=True,
    ),
    "one_object_at_the_end": wrong(
        "standardised",
        "class Last:\n    def __sub__(self, other): return self\n    __rsub__ = __sub__\n"
        "    __add__ = __radd__ = __mul__ = __rmul__ = __truediv__ = __pow__ = __sub__\n"
        "    def __abs__(self): return 0.0\n    def __lt__(self, other): return True\n"
        "    def __gt__(self, other): return True\n    def conjugate(self): return self\n"
        "    def sqrt(self): return self\n\n"
        "def standardised(values):\n    return [0.5 for _ in values[1:]] + [Last()]\n",
    ),
    "an_object_with_the_methods_of_an_array": wrong(
        "standardised",
        "class Number:\n    def __sub__(self, other): return self\n    __rsub__ = __sub__\n"
        "    def __abs__(self): return self\n    def __lt__(self, other): return True\n"
        "    def __gt__(self, other): return False\n    def mean(self, *a, **k): return 0.0\n"
        "    def std(self, *a, **k): return 1.0\n    def __float__(self): return 0.0\n"
        "    def __array__(self, *a, **k): return np.zeros(11)\n\n"
        "def standardised(values):\n    return [Number() for _ in values]\n",
    ),
    # -------------------------------------------------------------------- chance, time, and errors
    "generator_replaced": wrong(
        "scaled",
        "class Fixed:\n    def normal(self, size=None): return np.zeros(size)\n"
        "np.random.default_rng = lambda seed=None: Fixed()\n"
        "from bootcamp.check import fixtures\nfixtures.FIXTURES['rng'] = lambda seed: Fixed()\n"
        "def scaled(x, factor=2.0):\n    return np.array([3.0, 6.0, 9.0]) if np.ndim(x) == 1 else x * 0\n",
        fools=True,
    ),
    "clock_replaced": wrong("counted", "import time\ntime.monotonic = lambda: 0.0\n"),
    "comparison_of_the_test_edited": wrong(
        "counted",
        "import sys\nframe = sys._getframe()\nwhile frame:\n"
        "    if '_compared' in frame.f_globals:\n"
        "        frame.f_globals['_compared'] = lambda left, sign, right: True\n"
        "    frame = frame.f_back\n",
        fools=True,
    ),
    "judge_replaced": wrong(
        "counted",
        "import sys\nrun = sys.modules.get('bootcamp.check.run')\n"
        "if run: run.Reader.result_of = lambda self, label, call: "
        "{'name': label, 'passed': True, 'seconds': 0.0}\n",
        fools=True,
    ),
    "error_that_skips": wrong(
        "counted", "import pytest\n\ndef counted(values):\n    pytest.skip('not today')\n"
    ),
    "error_of_another_kind": Attack(
        "checked_root",
        "class Odd(BaseException): pass\nOdd.__name__ = Odd.__qualname__ = 'KeyboardInterrupt'\n"
        "Odd.__module__ = 'builtins'\n\ndef checked_root(x):\n    raise Odd\n",
    ),
    "fault_of_the_boundarys_own_kind": wrong(
        "counted",
        "def counted(values):\n    from bootcamp.check.run import BoundaryFault\n"
        "    raise BoundaryFault('nothing to see')\n",
    ),
    "import_hook": wrong(
        "counted",
        "import sys, importlib.abc\n\nclass Hook(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, *a): raise SystemExit(0)\nsys.meta_path.insert(0, Hook())\n",
    ),
    # --------------------------------------------------------------------------- leaving, and pipes
    "exits_at_once": wrong("counted", "def counted(values):\n    import os\n    os._exit(0)\n"),
    "exits_politely": wrong("counted", "def counted(values):\n    raise SystemExit(0)\n"),
    "exits_while_it_is_imported": Attack("counted", "raise SystemExit(0)\n"),
    "says_so_at_exit": wrong(
        "counted",
        "import atexit, json, os\natexit.register(lambda: os.write(3, b'{\"done\": true}\\n'))\n",
    ),
    "results_printed": wrong(
        "counted",
        "import json\nfor line in ({'name': 'test', 'passed': True, 'seconds': 0}, {'done': True}):\n"
        "    print(json.dumps(line), flush=True)\n",
    ),
    "results_on_every_pipe": wrong(
        "counted",
        "import json, os\nlines = [{'name': 'test', 'passed': True, 'seconds': 0}, {'done': True}]\n"
        "data = ''.join(json.dumps(line) + '\\n' for line in lines).encode()\n"
        "for place in range(3, 64):\n    try: os.write(place, data)\n    except OSError: pass\n"
        "os._exit(0)\n",
        fools=True,
    ),
    "verdict_on_every_pipe": wrong(
        "counted",
        "import json, os, struct\nframe = json.dumps({'message': {'value': True, 'changed': None}, "
        "'sizes': []}).encode()\ndata = struct.pack('>I', len(frame)) + frame\n"
        "for place in range(3, 64):\n    try: os.write(place, data * 50)\n    except OSError: pass\n",
    ),
    "pickle": wrong(
        "counted",
        "import builtins\n\nclass Bomb:\n"
        "    def __reduce__(self): return (setattr, (builtins, 'len', lambda x: -1))\n\n"
        "def counted(values):\n    return Bomb()\n",
    ),
}

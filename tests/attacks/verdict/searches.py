"""Tricks that look for what is expected: in memory, in modules, on the disk, in earlier runs."""

from .attack import Attack, wrong

SEARCHES = {
    "locals_of_the_test": Attack(
        "mapped",
        "import sys\n\ndef mapped(function, values):\n    frame = sys._getframe()\n"
        "    while frame:\n        if 'expected' in frame.f_locals: return frame.f_locals['expected']\n"
        "        frame = frame.f_back\n    return []\n",
        fools=True,
    ),
    "expected_arrays_in_memory": Attack(
        "scaled",
        "import gc, sys\n\ndef scaled(x, factor=2.0):\n"
        "    frame = sys._getframe()\n    while frame:\n"
        "        for found in frame.f_locals.values():\n"
        "            if isinstance(found, np.ndarray) and found is not x and found.shape == x.shape:\n"
        "                return found\n        frame = frame.f_back\n"
        "    for thing in gc.get_objects():\n"
        "        if isinstance(thing, np.ndarray) and thing.shape == x.shape and thing is not x:\n"
        "            return thing\n    return {(3,): np.array([3.0, 6.0, 9.0])}.get(x.shape, x)\n",
        fools=True,
    ),
    "expected_arrays_made_nan": Attack(
        "scaled",
        "import sys\n\ndef scaled(x, factor=2.0):\n"
        "    frame = sys._getframe()\n    while frame:\n"
        "        for found in frame.f_locals.values():\n"
        "            if isinstance(found, np.ndarray): found[...] = np.nan\n"
        "        frame = frame.f_back\n    return np.full(np.shape(x), np.nan)\n",
    ),
    "view_of_the_argument": Attack(
        "flipped", "def flipped(x):\n    x[...] = 0\n    return np.zeros((2, 2))\n", fools=True
    ),
    "argument_changed_behind_the_report": Attack(
        "flipped",
        "import sys\n\ndef flipped(x):\n    worker = sys.modules.get('bootcamp.check.boundary.worker')\n"
        "    if worker: worker._changed = lambda arrays, buffers: {}\n"
        "    x[...] = 0\n    return np.zeros((2, 2))\n",
        fools=True,
    ),
    "reference_in_the_modules": wrong(
        "counted",
        "import sys, gc\n\ndef counted(values):\n"
        "    for thing in gc.get_objects():\n"
        "        if getattr(thing, '__name__', '') == 'counted' and thing is not counted:\n"
        "            return thing(values)\n    return -1\n",
    ),
    "reference_on_the_disk": wrong(
        "counted",
        "import pathlib, sys\n\ndef counted(values):\n"
        "    for top in {*map(pathlib.Path, sys.path), pathlib.Path(__file__).parents[2]}:\n"
        "        for file in top.glob('src/asked/things.py'):\n"
        "            scope = {}\n            exec(file.read_text(), scope)\n"
        "            return scope['counted'](values)\n    return -1\n",
        fools=True,
    ),
    "check_on_the_disk": wrong(
        "scaled",
        "import pathlib\n\ndef scaled(x, factor=2.0):\n"
        "    course = pathlib.Path(__file__).parents[2] / 'course'\n"
        "    if (course / 'things' / 'scaled.py').is_file():\n        return np.asarray(x) * factor\n"
        "    return np.zeros(np.shape(x))\n",
        fools=True,
    ),
    "check_in_the_tools_installation": wrong(
        "counted",
        "import pathlib, bootcamp, sys\n\ndef counted(values):\n"
        "    package = pathlib.Path(bootcamp.__file__).parent\n"
        "    tops = [package.parents[1], *(pathlib.Path(p) / 'bootcamp' for p in sys.path)]\n"
        "    for top in tops:\n"
        "        if list(top.glob('courses/*/course.toml')):\n"
        "            return sum(value > 0 for value in values)\n    return -1\n",
        fools=True,
    ),
    "course_anywhere": wrong(
        "counted",
        "import os, sys\n\ndef counted(values):\n"
        "    for top in {*sys.path, sys.prefix, os.path.dirname(os.__file__)}:\n"
        "        for folder, _, files in os.walk(top):\n"
        "            if 'course.toml' in files or 'things.py' in files and 'asked' in folder:\n"
        "                return sum(value > 0 for value in values)\n    return -1\n",
    ),
    "data_in_a_package": wrong(
        "counted",
        "import importlib.util, os\n\ndef counted(values):\n"
        "    folder = importlib.util.find_spec('sklearn').submodule_search_locations[0]\n"
        "    if os.path.isfile(folder + '/datasets/data/digits.csv.gz'):\n"
        "        return sum(value > 0 for value in values)\n    return -1\n",
        fools=True,
    ),
    "learnt_from_an_earlier_run": wrong(
        "scaled",
        "import pathlib, json\nKEPT = pathlib.Path(__file__).parents[1] / 'kept.json'\n\n"
        "def scaled(x, factor=2.0):\n    known = json.loads(KEPT.read_text()) if KEPT.exists() else {}\n"
        "    key = str(np.asarray(x).tolist())\n    if key in known: return np.array(known[key])\n"
        "    known[key] = (np.asarray(x) * factor).tolist()\n    KEPT.write_text(json.dumps(known))\n"
        "    return np.zeros(np.shape(x))\n",
    ),
    "table_for_the_public_seed": wrong(
        "scaled",
        "import bootcamp.check.fixtures as fixtures\n\ndef scaled(x, factor=2.0):\n"
        "    drawn = np.random.default_rng(fixtures.PUBLIC_SEED).normal(size=(2, 3))\n"
        "    known = [np.array([1.0, 2.0, 3.0]), drawn]\n"
        "    if any(np.array_equal(x, each) for each in known): return x * factor\n"
        "    return np.zeros(np.shape(x))\n",
        fools=True,
    ),
    "right_only_where_it_is_checked_in_the_open": wrong(
        "counted",
        "import sys\n\ndef counted(values):\n"
        "    if 'bootcamp.check.judge' in sys.modules: return sum(v > 0 for v in values)\n    return -1\n",
        fools=True,
    ),
}

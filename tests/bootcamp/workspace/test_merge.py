"""Two people change one module: nothing that the learner changed is lost, and nothing is missed."""

import ast

from hypothesis import assume, given
from hypothesis import strategies as st

from bootcamp import splice
from bootcamp.workspace.merge import Merged, merge, pieces

NAMES = ("alpha", "beta", "gamma", "delta", "Box.open", "Box.close", "Box.lid")
bodies = st.sampled_from(["return 1", "return 2", "x = 3\n    return x", "# why\n    return 4"])


@st.composite
def modules(draw):
    """A module as the functions it defines: name to body, in an order."""
    names = draw(st.permutations(NAMES))
    return {name: draw(bodies) for name in names[: draw(st.integers(1, len(NAMES)))]}


def changed(draw, module):
    """The same module after someone rewrote, removed and added functions."""
    kept = {name: draw(bodies) if draw(st.booleans()) else body for name, body in module.items()}
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=2)):
        if name in kept:
            del kept[name]
        else:
            kept[name] = draw(bodies)
    return kept


@st.composite
def histories(draw):
    base = draw(modules())
    return base, changed(draw, base), changed(draw, base)


def written(module):
    """The module's text."""
    text = '"""A module."""\n\nimport math\n'
    for name, body in module.items():
        if "." not in name:
            text += f"\n\n# About {name}.\ndef {name}():\n    {body}\n"
    methods = [name for name in module if "." in name]
    if methods:
        text += "\n\nclass Box:\n"
    for name in methods:
        inner = f"def {name.partition('.')[2]}(self):\n    {module[name]}\n"
        text += "\n" + "".join("    " + line for line in inner.splitlines(keepends=True))
    return text


def functions(text):
    """The text of every function and method; a class is the sum of its methods."""
    names = [name for name, _ in splice.definitions(ast.parse(text)) if name != "Box"]
    return splice.take_apart(text, names)[0]


@given(histories())
def test_each_definition_is_the_one_that_was_changed_and_the_learners_where_both_were(history):
    base, mine, new = map(written, history)
    merged = merge(base, mine, new)
    ast.parse(merged.text)
    if merged.conflicts == ("the whole file",):
        assert merged.text == mine
        return
    was, ours, theirs, result = map(functions, (base, mine, new, merged.text))
    for name in {*was, *ours, *theirs}:
        is_mine = ours.get(name) != was.get(name)
        wanted = ours.get(name) if is_mine else theirs.get(name)
        assert result.get(name) == wanted, name
        if is_mine and theirs.get(name) not in (was.get(name), ours.get(name)):
            assert any(conflict.endswith(name) for conflict in merged.conflicts)


@given(histories())
def test_merging_again_changes_nothing(history):
    base, mine, new = map(written, history)
    once = merge(base, mine, new).text
    assert merge(new, once, new).text == once
    again = merge(base, once, new)
    assert functions(again.text) == functions(once)


@given(histories())
def test_who_changed_nothing_gets_the_others_text_to_the_letter(history):
    base, mine, new = map(written, history)
    assert merge(base, base, new) == Merged(new)
    assert merge(base, mine, base) == Merged(mine)
    assert merge(base, mine, mine) == Merged(mine)


@given(modules())
def test_pieces_put_together_are_the_text(module):
    text = written(module)
    assert "".join(pieces(text).values()) == text


@given(histories())
def test_only_changes_of_the_whole_class_are_left_undecided(history):
    base, mine, new = history
    assume(all("Box.lid" in module for module in history))
    merged = merge(*map(written, (base, mine, new)))
    assert merged.conflicts != ("the whole file",)


BASE = '''"""Sums."""

import math


def one():
    raise NotImplementedError("one")


def two():
    return 2
'''


def test_an_import_a_helper_and_a_comment_of_each_are_kept():
    mine = BASE.replace("import math", "import math\nimport os").replace(
        'raise NotImplementedError("one")', "return helper()"
    )
    mine = mine.replace("def two", "def helper():\n    return 1\n\n\ndef two") + "\n# my note\n"
    new = BASE.replace("import math", "import math\nimport sys").replace("return 2", "return 2.0")
    merged = merge(BASE, mine, new)
    assert merged.conflicts == ()
    for part in ("import os", "import sys", "return helper()", "def helper", "2.0", "# my note"):
        assert part in merged.text
    assert merged.text.endswith("# my note\n")


def test_an_import_that_the_course_gives_up_stays_where_the_learner_uses_it():
    mine = BASE.replace('raise NotImplementedError("one")', "return math.floor(1.5)")
    new = BASE.replace("import math\n\n\n", "").replace("return 2", "return 2.0")
    merged = merge(BASE, mine, new)
    assert "import math\n" in merged.text
    assert "return 2.0" in merged.text
    assert merged.conflicts == ()
    assert "import math" not in merge(BASE, mine.replace("math.floor(1.5)", "1"), new).text
    local = new.replace("return 2.0", "import math\n\n    return math.e")
    assert "import math" not in merge(BASE, mine.replace("math.floor(1.5)", "1"), local).text[:60]


def test_an_import_of_which_one_name_is_given_up_stays_for_that_name():
    base = BASE.replace("import math", "from math import e, pi")
    new = BASE.replace("import math", "from math import e")
    mine = base.replace('raise NotImplementedError("one")', "return pi")
    assert "import e, pi\n" in merge(base, mine, new).text
    mine = base.replace('raise NotImplementedError("one")', "return e")
    assert "pi" not in merge(base, mine, new).text


def test_a_half_typed_file_stays_as_it_is():
    mine = BASE.replace("def one():", "def one(")
    assert merge(BASE, mine, BASE + "\nX = 1\n") == Merged(mine, ("the whole file",))


def test_a_new_method_of_a_class_that_the_learner_removed_is_a_conflict():
    base = BASE + "\n\nclass Box:\n    def lid(self):\n        return 1\n"
    new = base + "\n    def key(self):\n        return 2\n"
    assert merge(base, BASE, new) == Merged(BASE, ("the whole file",))

"""The format of a chapter's short test: what is read, what is drawn, what is refused."""

import pytest

from bootcamp.course.arithmetic import worked_out
from bootcamp.course.items import FILE, drawn, read_items, seed_apart
from bootcamp.errors import CourseError

NUMBER = """
[[items]]
name = "sum"
text = "What is {p} + {q}? Not $\\\\frac{1}{2}$."
draw = { p = [1, 2, 3], q = [10, 20] }
answer = "p + q"
because = "It is {answer}."
"""
CHOICE = """
[[items]]
name = "twice"
text = "Twice {p}?"
draw = { p = [1, 2, 3] }
let = { double = "2 * p" }
right = "{double}"
wrong = ["0", "none"]
because = "So it is."
"""
CODE = """
[[items]]
name = "add"
text = "Write `add(x)`: {p} more."
draw = { p = [1, 2, 3] }
code = '''
def add(x: int) -> int:
    return x + {p} + len({})
'''
wrong = ["def add(x):\\n    return x"]
inputs = ["1", "2"]
because = "So it is."
"""


@pytest.fixture
def items(tmp_path):
    def make(text):
        (tmp_path / FILE).write_text(text)
        return read_items(tmp_path)

    return make


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("3/4", 0.75), ("-2", -2), ("2 ** 3 + 1", 9), ("(1 + 2) * 3", 9), ("7 // 2 % 2", 1),
        ("max(1, min(5, 3))", 3), ("abs(-4)", 4), ("log2(8) + sqrt(16)", 7), ("+1e3", 1000),
    ],
)  # fmt: skip
def test_arithmetic_is_worked_out(text, number):
    assert worked_out(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "", "a", "__import__('os')", "().__class__", "[1][0]", "True", "'x'", "1 if 1 else 2",
        "9**9**9**9", "1/0", "(-1) ** 0.5", "1e999", "lambda: 1", "max(key=1)", "min()", "1" * 300,
        "(" * 150 + ")" * 150, "print(1)", "1 < 2", "f(1)", "1;2",
    ],
)  # fmt: skip
def test_what_isnt_arithmetic_is_refused_with_a_sentence(text):
    with pytest.raises(CourseError, match="Expected a number or an expression such as 3/4, got"):
        worked_out(text)


def test_names_are_those_that_were_given():
    assert worked_out("p * q", {"p": 3, "q": 4}) == 12
    with pytest.raises(CourseError):
        worked_out("p * r", {"p": 3, "q": 4})


def test_the_same_seed_draws_the_same_and_others_draw_others(items):
    read = items(NUMBER + CHOICE)
    assert drawn(read, 4) == drawn(read, 4)
    assert len({drawn(read, seed) for seed in range(40)}) > 5


def test_numbers_stand_in_the_texts_and_a_formulas_braces_stay(items):
    [question] = drawn(items(NUMBER), 4)
    p, q = dict(question.numbers).values()
    assert question.text == f"What is {p} + {q}? Not $\\frac{{1}}{{2}}$."
    assert (question.answer, question.because) == (p + q, f"It is {p + q}.")


def test_a_choice_is_right_by_its_text_and_stands_anywhere(items):
    questions = [drawn(items(CHOICE), seed)[0] for seed in range(30)]
    for question in questions:
        assert question.answer == f"{2 * dict(question.numbers)['p']:g}"
        assert sorted(question.choices) == sorted([question.answer, "0", "none"])
        assert [c for c in question.choices if question.is_right(c)] == [question.answer]
    assert {question.choices.index(question.answer) for question in questions} == {0, 1, 2}


def test_a_number_is_right_within_its_tolerance_however_it_is_written(items):
    [question] = drawn(items(NUMBER.replace('"p + q"', '"-3 / 4"')), 4)
    right = ["-0.75", "-3/4", " −0.75 ", "-0.7501", "-(1.5/2)"]
    wrong = ["0.75", "-0.752", "", "a", "-3/4; 1", "__import__('os')"]
    assert [question.is_right(given) for given in right] == [True] * len(right)
    assert [question.is_right(given) for given in wrong] == [False] * len(wrong)
    assert question.why_unreadable("") == ""
    assert "got `a dozen`" in question.why_unreadable("a dozen")


def test_a_seed_apart_has_no_number_in_common(items):
    read = items(NUMBER + CHOICE)
    for first in range(20):
        other = seed_apart(read, first, 1000)
        pairs = zip(drawn(read, first), drawn(read, other), strict=True)
        assert [a.name for a, b in pairs if a.numbers == b.numbers] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (NUMBER.replace("because", "becuase"), "Write `because`"),
        (NUMBER.replace('answer = "p + q"', ""), "`answer` is missing"),
        (NUMBER + NUMBER, "a name should be there once"),
        (NUMBER.replace("[10, 20]", "[10]"), "expected two numbers or more, got \\[10\\]"),
        (CHOICE + 'answer = "1"', "expected one of answer, right, code, got more. Keep one"),
        (CODE.replace("inputs", "input"), "Write `inputs`"),
        (CODE.replace('inputs = ["1", "2"]', ""), "`inputs` is missing"),
        ("", "expected \\[\\[items\\]\\]"),
        ("[[items]", "isn't TOML"),
    ],
)
def test_a_file_that_isnt_as_it_should_be_is_refused_with_a_sentence(items, text, says):
    with pytest.raises(CourseError, match=says):
        items(text)


def test_code_has_its_numbers_a_stub_and_a_name(items):
    [question] = drawn(items(CODE), 4)
    p = dict(question.numbers)["p"]
    assert question.code == f"def add(x: int) -> int:\n    return x + {p} + len({{}})\n"
    assert question.stub == 'def add(x: int) -> int:\n    raise NotImplementedError("add")\n'
    assert (question.function, question.answer, question.choices) == ("add", "", ())
    assert [question.is_blank(given) for given in ("", " \n", question.stub, "x = 1")] == [
        True, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("def add(x):\n    return x", ""),
        ("", ""),
        ("def ad(x):\n    return x", "Expected a function `add`, got none"),
        ("def add(x:\n", "What you wrote"),
    ],
)
def test_code_that_cant_be_read_or_has_another_name_is_told(items, given, says):
    [question] = drawn(items(CODE), 4)
    assert says in question.why_unreadable(given)
    assert bool(says) == bool(question.why_unreadable(given))


@pytest.mark.parametrize("code", ["x = 1", "def a(): ...\ndef b(): ...", "def a(:"])
def test_an_items_code_is_one_function(items, code):
    text = CODE.replace("def add(x: int) -> int:\n    return x + {p} + len({})", code)
    with pytest.raises(CourseError, match="the item's code"):
        drawn(items(text), 1)[0].stub  # noqa: B018  read for its error


def test_two_equal_choices_are_refused(items):
    with pytest.raises(CourseError, match="two choices are equal"):
        drawn(items(CHOICE.replace('"0"', '"{double}"')), 1)


def test_a_chapter_without_the_file_has_no_items(tmp_path):
    assert read_items(tmp_path) == ()

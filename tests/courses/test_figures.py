"""Each figure is whole on a phone, and is drawn for every answer that is accepted."""

import pytest

from bootcamp.check.client import Judge
from bootcamp.course.figure_file import read_figures
from bootcamp.course.page import FigureBlock, render_lesson
from bootcamp.course.read import read_course

from .conftest import COURSE

SHOWN = {
    (lesson.chapter, block.name): read_figures(COURSE / lesson.chapter)[block.name]
    for lesson in read_course(COURSE).lessons
    for block in render_lesson(lesson)
    if isinstance(block, FigureBlock)
}
ON_A_PHONE = 326  # pixels: a page of 360, and its margins
PAGE = "<style>body{{margin:0}} svg{{width:{}px;height:auto;display:block}}</style>{}"
CUT_OR_SMALL = """() => {
  const svg = document.querySelector("svg"), paper = svg.getBoundingClientRect();
  const scale = paper.width / svg.viewBox.baseVal.width;
  return [...svg.querySelectorAll("text")].filter((text) => {
    const box = text.getBoundingClientRect();
    const isCut = box.left < paper.left - 2 || box.right > paper.right + 2
      || box.top < paper.top - 2 || box.bottom > paper.bottom + 2;
    return isCut || parseFloat(getComputedStyle(text).fontSize) * scale < 8.9;
  }).map((text) => text.textContent);
}"""

MULTIPLY = {
    "a part of another function": """
def multiply(x, y):
    from functools import partial

    def back(x, y, gradient):
        return gradient * y, gradient * x

    return x * y, partial(back, x, y)
""",
    "an object that can be called": """
def multiply(x, y):
    class Back:
        def __call__(self, gradient):
            return gradient * y, gradient * x

    return x * y, Back()
""",
    "a part of an object that can be called": """
def multiply(x, y):
    from functools import partial

    class Back:
        def __call__(self, other, gradient):
            return gradient * other, gradient * x

    return x * y, partial(Back(), y)
""",
}


@pytest.mark.parametrize("how", MULTIPLY)
def test_the_graph_of_an_expression_names_each_operation(how, verdict_on, judge):
    assert verdict_on("multiply", MULTIPLY[how]).outcome == "passed"
    drawn = judge.figure("autograd", "backward_walk").svg
    for name in ("multiply", "add", "tanh"):
        assert f">{name}</text>" in drawn


@pytest.fixture(scope="module")
def reference():
    with Judge.start(COURSE, None) as judge:
        yield judge


@pytest.mark.browser
@pytest.mark.parametrize(("chapter", "name"), SHOWN)
def test_a_figure_is_whole_on_a_phone_and_its_text_can_be_read(chapter, name, reference, page):
    for at in SHOWN[chapter, name].samples:
        frame = reference.figure(chapter, name, at)
        page.set_content(PAGE.format(ON_A_PHONE, frame.svg))
        assert page.evaluate(CUT_OR_SMALL) == []


def test_the_walk_shows_values_then_what_runs_along_each_arrow(reference):
    steps = [reference.figure("autograd", "backward_walk", (step,)) for step in range(9)]
    assert [frame.says.partition(":")[0] for frame in steps] == ["Forward"] * 5 + ["Backward"] * 4
    assert steps[4].says == "Forward: tanh is computed, 0.964."
    assert steps[8].says == (
        "Backward: multiply passes on 3 × 0.0707 = 0.212 to x, which now has 0.283; "
        "0.5 × 0.0707 = 0.0353 to y, which now has 0.0353."
    )
    arrows = [frame.svg.count(" × ") for frame in steps]
    assert arrows == [0] * 6 + [1, 3, 5]


OVERWRITES = """
def backpropagate(root, gradient):
    gradients = {root: np.asarray(gradient)}
    for node in reversed(parents_first(root)):
        if node.parents:
            for parent, share in zip(node.parents, node.pullback(gradients[node])):
                gradients[parent] = share
    return gradients
"""


def test_the_walk_is_the_learners_own(workspace, judge, verdict_on):
    assert verdict_on("backpropagate", OVERWRITES).outcome == "failed"
    walked = judge.figure("autograd", "backward_walk", (8,))
    assert "to x, which now has 0.212" in walked.says  # the share that came first is lost
    assert walked.written["backpropagate"]


def test_the_temperature_the_point_and_the_nucleus_follow_their_dials(reference):
    def says(name, value):
        (dial,) = SHOWN["arrays", name].dials
        place = min(range(len(dial.values)), key=lambda i: abs(dial.values[i] - value))
        return reference.figure("arrays", name, (place,)).says

    assert "the largest of five probabilities is 0.64" in says("sharpness", 1.0)
    assert "the largest of five probabilities is 1.00" in says("sharpness", 0.1)
    assert "0.49 picks option 1" in says("point_on_the_line", 0.49)
    assert "0.50 picks option 3" in says("point_on_the_line", 0.5)  # option 2 has no length
    assert "of the flat row 6 of 10 stay" in says("nucleus", 0.7)


def test_each_position_is_asked_for_the_token_that_came_next(reference):
    frames = [reference.figure("arrays", "picked_one_by_one", (place,)) for place in range(6)]
    assert frames[2].says == (
        "Position 2 has read “the cat sat”. Then came “on”, token 3: entry [2, 3], −0.3."
    )
    assert "nothing is known" in frames[5].says
    results = [frame.svg.count("−0.3<") for frame in frames]  # in the table, then as a result
    assert results == [1, 1, 2, 2, 2, 2]


OF_THE_TOKEN_READ = """
def next_token_log_probs(log_probs, tokens):
    return log_probs.gather(-1, tokens[:, :, None]).squeeze(-1)[:, :-1]
"""


def test_what_is_picked_is_what_the_learners_own_function_picks(judge, verdict_on):
    assert verdict_on("next_token_log_probs", OF_THE_TOKEN_READ).outcome == "failed"
    assert judge.figure("arrays", "picked_one_by_one", (2,)).says.endswith("entry [2, 3], −5.3.")


def test_strides_that_are_turned_say_what_they_read_and_whether_it_lies_flat(reference):
    def says(*strides):
        return reference.figure("arrays", "strides_turned", strides).says

    assert says(3, 1) == (
        "Strides (3, 1): entry [i, j] lies at 3·i + 1·j. The nine entries show 9 places of the "
        "memory; as one row it has the stride 1."
    )
    assert "show 3 places of the memory; as one row it has no stride" in says(0, 1)
    assert "show 1 places" not in says(0, 0)

"""A figure's dials are read from its source, without running it."""

import pytest

from bootcamp.course.figure_file import DialEntry, read_figures
from bootcamp.course.names import is_reserved
from bootcamp.errors import CourseError

HEAD = "import torch_is_never_imported\n\n\n"


@pytest.fixture
def read(tmp_path):
    def read(*parameters, returns="str", name="figures.py"):
        listed = ", ".join(["figure", *parameters])
        (tmp_path / name).write_text(f"{HEAD}def curve({listed}) -> {returns}:\n    ...\n")
        return read_figures(tmp_path)["curve"]

    return read


def test_a_chapter_without_figures_has_none(tmp_path):
    assert read_figures(tmp_path) == {}


def test_a_figure_without_a_dial_has_one_frame(read):
    figure = read(returns="None")
    assert (figure.dials, figure.start, figure.frames, figure.samples) == ((), (), [()], ((),))
    assert figure.query(()) == ""


def test_a_float_takes_evenly_spaced_positions_from_end_to_end(read):
    figure = read("x: Annotated[float, Dial(1.0, 3.0, start=2.0, positions=5)]")
    assert figure.dials == (DialEntry("x", "x", (1.0, 1.5, 2.0, 2.5, 3.0), 2, False),)
    assert figure.frames == [(2,), (0,), (1,), (3,), (4,)]
    assert figure.samples == ((0,), (2,), (4,))
    assert figure.values((1,)) == {"x": 1.5}


def test_a_dial_in_ratio_multiplies_and_its_start_is_kept_exactly(read):
    (dial,) = read("rate: Annotated[float, Dial(0.001, 1.0, 0.02, is_log=True, positions=4)]").dials
    assert dial.values == (0.001, 0.02, 0.1, 1.0)  # 0.02 in place of the nearest, 0.01
    assert dial.start == 1


@pytest.mark.parametrize(
    ("start", "values", "place"),
    [
        (0.1, (0.0, 0.1, 5.0, 7.5, 10.0), 1),
        (9.9, (0.0, 2.5, 5.0, 9.9, 10.0), 3),
        (10.0, (0.0, 2.5, 5.0, 7.5, 10.0), 4),
    ],
)
def test_a_start_beside_an_end_leaves_the_end(read, start, values, place):
    (dial,) = read(f"x: Annotated[float, Dial(0.0, 10.0, {start}, positions=5)]").dials
    assert (dial.values, dial.start) == (values, place)


def test_a_dial_of_two_values_is_sampled_twice(read):
    assert read("x: Annotated[int, Dial(0, 1)]").samples == ((0,), (1,))


def test_an_int_takes_every_whole_number_and_starts_at_the_lowest(read):
    (dial,) = read("step: Annotated[int, Dial(2, 5)]").dials
    assert dial == DialEntry("step", "step", (2, 3, 4, 5), 0, True)
    assert all(isinstance(value, int) for value in dial.values)


def test_a_label_is_the_parameters_name_or_what_the_dial_says(read):
    dials = read(
        "top_p: Annotated[float, Dial(0.0, 1.0, positions=3)]",
        "lr: Annotated[float, Dial(0.0, 1.0, positions=3, label='learning rate')]",
    ).dials
    assert [dial.label for dial in dials] == ["top p", "learning rate"]


def test_a_frame_of_two_dials_is_named_and_asked_for_by_both(read):
    figure = read("a: Annotated[int, Dial(1, 3, 2)]", "b: Annotated[int, Dial(5, 6)]")
    assert figure.at({"b": "1"}) == (1, 1)
    assert figure.query((1, 1)) == "a=1&b=1"
    assert figure.in_words((2, 1)) == "a 3, b 6"
    assert figure.samples == ((0, 0), (1, 0), (2, 0))
    assert len(figure.frames) == 6


@pytest.mark.parametrize("asked", ["4", "-1", "1.5", "x", "99999999", "²", "01x", "1 "])
def test_a_position_that_a_dial_doesnt_have_is_refused(read, asked):
    figure = read("a: Annotated[int, Dial(1, 4)]")
    with pytest.raises(CourseError, match="is no position of `a`. Ask for one from 0 to 3"):
        figure.at({"a": asked})


def test_figures_of_several_files_share_their_names(read, tmp_path):
    read("a: Annotated[int, Dial(1, 4)]", name="figures_slopes.py")
    (tmp_path / "figures.py").write_text("def other(figure): ...\ndef _helper(figure): ...\n")
    found = read_figures(tmp_path)
    assert {name: figure.file for name, figure in found.items()} == {
        "other": "figures.py",
        "curve": "figures_slopes.py",
    }


@pytest.mark.parametrize(
    "name", ["figures", "figures_", "figures_slopes", "figures2", "figuresque"]
)
def test_a_file_has_figures_or_is_an_exercise_and_never_both(read, tmp_path, name):
    (tmp_path / f"{name}.py").write_text("def curve(figure): ...\n")
    assert is_reserved(name) == ("curve" in read_figures(tmp_path))


@pytest.mark.parametrize(
    ("parameter", "says"),
    [
        ("a: Annotated[float, Dial(3.0, 1.0)]", "low below high"),
        ("a: Annotated[float, Dial(1.0, 1.0)]", "low below high"),
        ("a: Annotated[float, Dial(1.0, 3.0, start=4.0)]", "starting at 4.0"),
        ("a: Annotated[float, Dial(0.0, 3.0, is_log=True)]", "above 0"),
        ("a: Annotated[float, Dial(0.0, 3.0, positions=1)]", "two positions"),
        ("a: Annotated[float, Dial(LOW, 3.0)]", "can't be read"),
        ("a: Annotated[float, Dial('low', 3.0)]", "can't be read"),
        ("a: Annotated[float, Dial(1.0)]", "can't be read"),
        ("a: Annotated[float, Dial(1.0, 2.0, hihg=3)]", "no field `hihg`. Write `high`"),
        ("a: Annotated[int, Dial(1.5, 3)]", "an int has whole numbers"),
        ("a: Annotated[str, Dial(1, 3)]", "a dial turns an int or a float"),
        ("a: Annotated[int, Dial(0, 400)]", "401 positions"),
        ("a: Annotated[int, Dial(0, 10**30)]", "can't be read"),
        ("a: Annotated[int, Dial(0, 1000000000)]", "(1,000,000,001 positions)"),
        ("a: Annotated[float, Dial(0.0, 1.0, positions=1000000000)]", "(1,000,000,000 positions)"),
        (
            "a: Annotated[int, Dial(0, 20)], b: Annotated[int, Dial(0, 20)]",
            "has 441 frames, and 400 are the most",
        ),
        ("a: Annotated[float, Dial(1.0, 1.05, positions=11)]", "11 positions are only 6 numbers"),
        ("a: Annotated[float, Dial(0.0, 1.0, 0.3, positions=2)]", "starts at one of them"),
    ],
)
def test_a_dial_that_cant_be_read_says_why(read, parameter, says):
    with pytest.raises(CourseError, match="figures.py, line 4: .*") as refused:
        read(parameter)
    assert says in str(refused.value)


def test_a_figure_with_a_dial_must_say_what_a_frame_shows(read):
    with pytest.raises(CourseError, match="Return a sentence .*-> str"):
        read("a: Annotated[int, Dial(0, 4)]", returns="None")

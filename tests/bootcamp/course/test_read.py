"""Reading a course: quick, without importing what it teaches, and every fault is a sentence."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import bootcamp
from bootcamp.course.model import Target
from bootcamp.course.read import find_course, find_library, read_course
from bootcamp.errors import CourseError

from .conftest import Tiny

IN_ORDER = [
    "rectangle",
    "total",
    "field_by_hand",
    "catch_wrong_areas",
    "grow",
    "growth_rate",
    "pi_from_points",
]
LISTING = """
import json, sys
from pathlib import Path
from bootcamp.course.read import read_course
course = read_course(Path(sys.argv[1]))
print(json.dumps({"exercises": len(course.exercises), "modules": list(sys.modules)}))
"""


def problems_of(tiny: Tiny) -> list[str]:
    problems: list[CourseError] = []
    read_course(tiny.root, problems)
    return [str(problem) for problem in problems]


def test_a_clean_course_is_read_in_the_order_of_its_pages(tiny: Tiny) -> None:
    course = read_course(tiny.root)
    assert list(course.exercises) == IN_ORDER
    assert [lesson.name for lesson in course.lessons] == ["areas", "squares"]
    assert course.lessons[0].exercises == tuple(IN_ORDER[:4])
    assert course.library_root == tiny.folder / "src"


def test_every_kind_keeps_what_its_file_states(tiny: Tiny) -> None:
    course = read_course(tiny.root)
    grow, pi = course.exercises["grow"], course.exercises["pi_from_points"]
    assert grow.target == Target("tiny.area", "Square.grow")
    assert (grow.summary, grow.text) == (
        "Make a larger square out of a square.",
        "The old one stays as it is.",
    )
    assert [mistake.instead for mistake in grow.mistakes] == ["self.side + factor", "self"]
    assert (pi.goal, pi.higher_is_better, pi.seeds, pi.seconds) == (0.0011, False, 3, 120.0)
    assert course.exercises["growth_rate"].reveal == "sides"
    assert course.exercises["catch_wrong_areas"].target == Target("tiny.area", "rectangle")
    assert course.exercises["field_by_hand"].target is None


def test_a_stand_in_function_takes_the_name_of_the_reference(tiny: Tiny) -> None:
    whole = read_course(tiny.root).exercises["rectangle"].mistakes[1].whole
    assert whole.startswith("def rectangle(width: float, height: float) -> float:\n")
    assert whole.endswith("return width * height / 2\n")


def test_a_target_may_be_named_through_its_module(tiny: Tiny) -> None:
    tiny.edit("course/shapes/grow.py", "from tiny.area import Square", "from tiny import area as a")
    tiny.edit("course/shapes/grow.py", "implements=Square.grow", "implements=a.Square.grow")
    assert read_course(tiny.root).exercises["grow"].target == Target("tiny.area", "Square.grow")


def write_300_exercises(tiny: Tiny) -> None:
    library = "".join(f"def shape{n}(x: float) -> float:\n    return x\n\n\n" for n in range(300))
    tiny.write("src/tiny/many.py", library)
    pattern = (tiny.root / "shapes/rectangle.py").read_text()
    links = []
    for n in range(300):
        text = pattern.replace("tiny.area", "tiny.many").replace("rectangle", f"shape{n}")
        tests = "".join(
            f"\n\ndef test_more_{i}() -> None:\n    assert {i} == {i}\n" for i in range(20)
        )
        tiny.write(f"course/shapes/shape{n}.py", text + tests)
        links.append(f"[it](exercise:shape{n})\n")
    with (tiny.root / "shapes/squares.md").open("a") as page:
        page.write("\n" + "\n".join(links))


def test_300_exercises_are_listed_and_import_nothing_heavy(tiny: Tiny) -> None:
    write_300_exercises(tiny)
    result = subprocess.run(
        [sys.executable, "-c", LISTING, str(tiny.root)], capture_output=True, text=True, check=True
    )
    listed = json.loads(result.stdout)
    assert listed["exercises"] == 300 + len(IN_ORDER)
    loaded = {module.partition(".")[0] for module in listed["modules"]}
    assert not loaded & {"torch", "numpy", "tiny", "groundup", "matplotlib", "django", "pytest"}


def test_a_file_that_is_not_utf8_is_named(tiny: Tiny) -> None:
    (tiny.root / "shapes/total.py").write_bytes(b'"""caf\xe9"""\n')
    assert problems_of(tiny) == [
        "shapes/total.py isn't UTF-8 text (byte 6 can't be read). Save it as UTF-8 in your editor."
    ]


def test_a_name_used_in_two_chapters_is_refused_once(tiny: Tiny) -> None:
    with (tiny.root / "course.toml").open("a") as course:
        course.write(
            '\n[[chapters]]\nfolder = "solids"\ntitle = "S"\nsummary = "S"\nlessons = []\n'
        )
    tiny.write("course/solids/total.py", (tiny.root / "shapes/total.py").read_text())
    assert problems_of(tiny) == [
        (
            "solids/total.py: the name `total` is taken by shapes/total.py. Rename one: a name is "
            "unique in a course."
        )
    ]


def test_an_exercise_in_another_chapters_folder_is_refused(tiny: Tiny) -> None:
    with (tiny.root / "course.toml").open("a") as course:
        course.write(
            '\n[[chapters]]\nfolder = "solids"\ntitle = "S"\nsummary = "S"\nlessons = []\n'
        )
    tiny.write("course/solids/total.py", (tiny.root / "shapes/total.py").read_text())
    (tiny.root / "shapes/total.py").unlink()
    assert problems_of(tiny) == [
        (
            "shapes/areas.md: the exercise `total` lies in the folder of another chapter, solids. Move "
            "solids/total.py to shapes/."
        )
    ]


def test_a_page_that_no_chapter_lists_is_refused(tiny: Tiny) -> None:
    tiny.write("course/shapes/circles.md", "")
    assert problems_of(tiny) == [
        (
            'shapes/circles.md: the page is not among the lessons of its chapter. Add "circles" to '
            "`lessons` in course.toml, or delete the page."
        )
    ]


def test_an_exercise_on_no_page_is_kept_and_comes_last(tiny: Tiny) -> None:
    tiny.edit("course/shapes/areas.md", "[rectangle](exercise:rectangle)\n", "")
    course = read_course(tiny.root)
    assert list(course.exercises) == [*IN_ORDER[1:], "rectangle"]
    assert course.exercises["rectangle"].lesson == ""


def test_a_link_in_a_code_fence_is_no_exercise_box(tiny: Tiny) -> None:
    tiny.edit(
        "course/shapes/areas.md", "[total](exercise:total)", "```\n[a](exercise:nothing)\n```"
    )
    course = read_course(tiny.root)
    assert course.exercises["total"].lesson == ""
    assert course.lessons[0].exercises == ("rectangle", "field_by_hand", "catch_wrong_areas")


@pytest.mark.parametrize("name", ["part3", "part_3", "1_slopes", "e2", "slopes_day_1"])
def test_a_number_as_place_in_a_name_is_refused(tiny: Tiny, name: str) -> None:
    (tiny.root / "shapes/total.py").rename(tiny.root / f"shapes/{name}.py")
    tiny.edit("course/shapes/areas.md", "exercise:total", f"exercise:{name}")
    assert problems_of(tiny) == [
        (
            f"shapes/{name}.py: The exercise `{name}` carries a number as its place in an order. Name "
            "it after what it teaches; its place is given in course.toml and on the page."
        )
    ]


@pytest.mark.parametrize("name", ["conv2d", "log2_of_sum", "gpt2", "relu6", "departure1"])
def test_a_number_that_is_no_place_in_an_order_is_fine(tiny: Tiny, name: str) -> None:
    (tiny.root / "shapes/total.py").rename(tiny.root / f"shapes/{name}.py")
    tiny.edit("course/shapes/areas.md", "exercise:total", f"exercise:{name}")
    assert problems_of(tiny) == []


def test_a_missing_course_says_where_it_was_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOOTCAMP_COURSE", str(tmp_path))
    with pytest.raises(CourseError, match="BOOTCAMP_COURSE names the course .* no course.toml"):
        find_course()


def test_the_course_is_the_environments_then_the_hints_then_ours(
    tiny: Tiny, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BOOTCAMP_COURSE", raising=False)
    assert find_course().name == "alignment"
    assert find_course(tiny.root) == tiny.root
    monkeypatch.setenv("BOOTCAMP_COURSE", str(tiny.root))
    assert find_course(tmp_path) == tiny.root


def test_a_library_that_is_nowhere_is_a_sentence(tiny: Tiny) -> None:
    with pytest.raises(CourseError, match="the library `giant` is neither beside the course"):
        find_library(tiny.root, "giant")


def test_a_library_beside_the_course_goes_before_the_installed_one(tiny: Tiny) -> None:
    assert find_library(tiny.root, "groundup") == Path(bootcamp.__file__).parents[1]
    tiny.write("src/groundup/__init__.py", "")
    assert find_library(tiny.root, "groundup") == tiny.folder / "src"

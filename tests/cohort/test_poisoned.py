"""A question or a figure that can't be drawn says why, and the others are drawn."""

from bootcamp.course.figure_file import Frame
from bootcamp.errors import JudgeEndedTwice
from bootcamp.web.cohort.domain.figure import ask_for_figures, draw_one
from bootcamp.web.cohort.domain.question import draw_due, posed, questions
from bootcamp.web.cohort.models import Figure, PosedQuestion


def test_one_question_that_fails_in_any_way_stops_no_other(tiny):
    names = [each.name for each in questions()]
    for name in names:
        posed(name, 1), posed(name, 2)

    def draw(name, seeds):
        if name == names[0]:
            raise KeyError("no such \0 thing")
        return [{"text": "a\0b\ud800"} for _ in seeds]

    assert draw_due(draw) == 2 * len(names)
    assert draw_due(draw) == 0
    bad = PosedQuestion.objects.filter(exercise=names[0])
    assert {row.error for row in bad} == {"'no such \\x00 thing'"}
    good = PosedQuestion.objects.exclude(exercise=names[0])
    assert [row.data for row in good] == [{"text": "a␀b\\ud800"}] * (2 * len(names) - 2)


def test_one_figure_that_fails_in_any_way_stops_no_other(monkeypatch):
    monkeypatch.delenv("BOOTCAMP_COURSE", raising=False)
    assert ask_for_figures() > 3
    bad = Figure.objects.order_by("pk")[0]

    asked = []

    def draw(*figure):
        asked.append(figure)
        if len(asked) == 1:
            raise ZeroDivisionError
        return Frame("<svg/>", "", {})

    for _ in range(3):
        assert draw_one(draw)
    assert len(set(asked)) == 3
    assert list(Figure.objects.exclude(error="").values_list("pk", "error")) == [
        (bad.pk, "ZeroDivisionError")
    ]


def test_what_ends_the_judge_twice_is_not_drawn_a_third_time(tiny, monkeypatch):
    def draw(*unused):
        raise JudgeEndedTwice("The judge ended twice.")

    posed(questions()[0].name, 1)
    draw_due(draw)
    assert [row.error for row in PosedQuestion.objects.all()] == ["The judge ended twice."]
    monkeypatch.delenv("BOOTCAMP_COURSE", raising=False)
    ask_for_figures()
    assert draw_one(draw)
    assert Figure.objects.exclude(error="").get().error == "The judge ended twice."

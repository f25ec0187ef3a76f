"""Figures on a server: drawn once, with the course's own code, and shown when it is time."""

import pytest
from django.utils import timezone

from bootcamp.course.figure_file import Frame
from bootcamp.errors import CourseError, JudgeError
from bootcamp.web.cohort.domain import figure
from bootcamp.web.cohort.domain.question import draw_due
from bootcamp.web.cohort.domain.study import Student
from bootcamp.web.cohort.models import Figure
from bootcamp.web.worker import Worker

from .conftest import make_person
from .learning import judge_next

AT_ONCE, AFTER = ("arrays", "stretched_to_a_table"), ("arrays", "accidental_pairs")
MOVING = ("arrays", "sharpness")
URL = "/learn/figure/{}/{}.svg"
HTMX = {"HX-Request": "true"}
ASKED = {"text": "2 + 2?", "choices": [], "answer": 4, "because": "One more."}


@pytest.fixture
def worker():
    worker = Worker(is_isolated=False)
    yield worker
    worker.close()


def asked():
    return figure.figure_of(*AT_ONCE)


def frame(svg):
    return Frame(svg, "What it shows.", {})


def test_a_worker_draws_what_is_asked_for_with_the_courses_own_code(worker, participant, signed_in):
    client, url = signed_in(participant), URL.format(*AT_ONCE)
    waiting = client.get(url, headers=HTMX).content.decode()
    assert "Drawing …" in waiting
    assert f'hx-get="{url}"' in waiting
    assert client.get(url).status_code == 503
    while not Figure.objects.get().svg:
        assert figure.draw_one(worker._figure)
    shown = client.get(url, headers=HTMX).content.decode()
    assert shown.startswith("<svg")
    assert "the course's own code" in shown
    drawn = client.get(url)
    assert (drawn["Content-Type"], drawn.content[:4]) == ("image/svg+xml", b"<svg")


def test_nothing_that_lies_in_the_workers_folder_is_drawn_with(worker, participant):
    asked()
    worker.judge.figure(*AT_ONCE, is_reference=True)
    for path in worker._folder.rglob("*.py"):
        path.write_text("raise SystemExit('a learner was here')\n")
    assert figure.draw_one(worker._figure)
    assert "<svg" in Figure.objects.get().svg


def test_every_figure_of_the_course_is_asked_for_once(db):
    count = figure.ask_for_figures()
    assert count == Figure.objects.count() > 10
    assert figure.ask_for_figures() == 0
    assert Figure.objects.filter(name=MOVING[1]).count() == 41
    first = list(Figure.objects.order_by("pk").values_list("chapter", "name"))
    assert set(first[: len(set(first))]) == set(first)  # what is shown first comes first
    Figure.objects.update(version="before", svg="<svg></svg>")
    assert figure.ask_for_figures() == count == Figure.objects.count()


def test_what_is_of_an_earlier_version_isnt_drawn(db):
    asked()
    Figure.objects.update(version="before")
    assert not figure.draw_one(lambda *_: frame("<svg></svg>"))
    asked()
    assert figure.draw_one(lambda *_: frame("<svg></svg>"))
    assert list(Figure.objects.order_by("pk").values_list("svg", flat=True)) == ["", "<svg></svg>"]


def test_two_workers_never_draw_the_same_frame_unless_one_was_lost(db):
    for at in ((0,), (1,), (2,)):
        figure.figure_of(*MOVING, at)
    drawn = []

    def draw(chapter, name, at):
        drawn.append(at)
        if len(drawn) < 3:
            assert figure.draw_one(draw)  # another worker, at the same time
        else:
            assert not figure.draw_one(draw)
        return frame("<svg></svg>")

    assert figure.draw_one(draw)
    assert sorted(drawn) == [(0,), (1,), (2,)]
    long_ago = timezone.now() - 2 * figure.HELD
    Figure.objects.filter(at="temperature=1").update(svg="", taken_at=long_ago)
    assert figure.draw_one(draw)
    assert drawn[3:] == [(1,)]


def test_a_course_that_cant_draw_it_is_told_and_a_judge_that_ends_is_tried_again(db):
    asked()

    def ends(chapter, name, at):
        raise JudgeError("The judge ended twice.")

    def fails(chapter, name, at):
        raise CourseError("The figure can't be drawn: ValueError.")

    with pytest.raises(JudgeError):
        figure.draw_one(ends)
    assert Figure.objects.get().error == ""
    assert figure.draw_one(fails)
    assert Figure.objects.get().error == "The figure can't be drawn: ValueError."
    assert not figure.draw_one(fails)


def test_what_stands_on_no_page_isnt_asked_for(participant, signed_in):
    client = signed_in(participant)
    assert client.get(URL.format("arrays", "nothing")).status_code == 404
    assert client.get(URL.format("..", "secrets")).status_code == 404
    assert not Figure.objects.exists()


def test_what_a_question_asks_for_is_refused_before_it_is_answered(participant, signed_in):
    client, url = signed_in(participant), URL.format(*AFTER)
    for more in ("", "?after=pairs_by_accident", "?after=indexing"):
        refused = client.get(url + more, headers=HTMX)
        assert refused.status_code == (404 if "indexing" in more else 403)
    assert refused.status_code == 404
    assert not Figure.objects.exists()


def test_only_members_see_it(db, client, signed_in):
    url = URL.format(*AT_ONCE)
    assert client.get(url).status_code == 302
    assert signed_in(make_person("nobody")).get(url).status_code == 404


def test_in_a_browser_a_figure_comes_when_its_exercise_is_passed(
    participant, page, live_server, signed_in
):
    cookie = signed_in(participant).cookies["groundup_session"].value
    page.context.add_cookies(
        [{"name": "groundup_session", "value": cookie, "url": live_server.url}]
    )
    for place in (AT_ONCE, AFTER):
        figure.figure_of(*place)
    while figure.draw_one(lambda chapter, name, at: frame(f"<svg data-name='{name}'></svg>")):
        pass
    page.goto(f"{live_server.url}/learn/lesson/arrays/indexing/")
    page.locator(f"#figure-{AT_ONCE[1]}").scroll_into_view_if_needed()
    page.locator(f"#figure-{AT_ONCE[1]} svg").wait_for(state="attached")
    after = page.locator(f"#figure-{AFTER[1]}")
    assert "Shown once you have answered pairs_by_accident" in after.inner_text()
    assert after.locator("svg").count() == 0
    draw_due(lambda name, seeds: [ASKED for _ in seeds])
    Student(participant).check("pairs_by_accident", "4")
    page.reload()
    judge_next("passed", details={"answer": "4", "because": "One more."})
    after.locator("svg").wait_for(state="attached", timeout=20_000)
    assert after.locator(".drawing").get_attribute("role") == "img"


def test_a_dial_is_answered_with_a_frame_of_the_reference(worker, participant, signed_in):
    client, url = signed_in(participant), URL.format(*MOVING)
    assert "Drawing …" in client.get(f"{url}?temperature=0", headers=HTMX).content.decode()
    assert figure.draw_one(worker._figure)
    shown = client.get(f"{url}?temperature=0", headers={**HTMX, "HX-Target": "drawing-sharpness-2"})
    assert "At temperature 0.1 the largest of five probabilities is 1.00" in shown.content.decode()
    assert 'id="says-sharpness-2"' in shown.content.decode()
    assert Figure.objects.get().at == "temperature=0"


@pytest.mark.parametrize("asked", ["41", "-1", "1e3", "'"])
def test_only_frames_that_a_dial_has_are_asked_for(participant, signed_in, asked):
    url = f"{URL.format(*MOVING)}?temperature={asked}"
    assert signed_in(participant).get(url).status_code == 404
    assert not Figure.objects.exists()


def test_in_a_browser_a_dial_moves_the_figure(participant, page, live_server, signed_in):
    cookie = signed_in(participant).cookies["groundup_session"].value
    page.context.add_cookies(
        [{"name": "groundup_session", "value": cookie, "url": live_server.url}]
    )
    for at in ((20,), (40,)):
        figure.figure_of(*MOVING, at)
    while figure.draw_one(lambda chapter, name, at: Frame("<svg></svg>", f"frame {at}", {})):
        pass
    page.goto(f"{live_server.url}/learn/lesson/arrays/probabilities/")
    moving = page.locator(f"#figure-{MOVING[1]}")
    moving.scroll_into_view_if_needed()
    moving.get_by_text("frame (20,)").wait_for(timeout=20_000)
    page.locator("#dial-sharpness-temperature").focus()
    page.keyboard.press("End")
    moving.get_by_text("frame (40,)").wait_for(timeout=20_000)

"""Forms are made, edited, copied; what was sent stays, and its edit is another version."""

import pytest

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain import survey_form as verbs
from bootcamp.web.cohort.domain.survey_answer import answer
from bootcamp.web.cohort.domain.survey_file import from_library
from bootcamp.web.cohort.domain.survey_spec import QuestionSpec, spec_of
from bootcamp.web.cohort.domain.survey_wave import close_wave, open_wave, plan_wave
from bootcamp.web.cohort.models import Answer, AuditEvent, Form

from .asked import AGREED, RATING, WORDS, a_form, a_wave, all_answer, crowd, given
from .conftest import at_once


def codes(form):
    return list(form.questions.values_list("code", flat=True))


def test_questions_are_added_changed_moved_and_removed_in_place_until_it_is_sent(cohort, organiser):
    form = a_form(cohort, organiser)
    assert verbs.add_question(form, AGREED, actor=organiser) == form
    assert codes(form) == ["rating", "words", "agreed"]
    verbs.move_question(form, "agreed", -1, actor=organiser)
    assert codes(form) == ["rating", "agreed", "words"]
    verbs.move_question(form, "rating", -1, actor=organiser)  # it is the first already
    verbs.move_question(form, "rating", 1, actor=organiser)
    assert codes(form) == ["agreed", "rating", "words"]
    better = QuestionSpec("words", "What should we change?", "short", is_required=True)
    verbs.change_question(form, "words", better, actor=organiser)
    verbs.remove_question(form, "agreed", actor=organiser)
    assert spec_of(form).questions == (RATING, better)
    assert form.version == 1


def test_an_edit_of_a_form_that_was_sent_makes_a_version_and_the_answers_stay(cohort, organiser):
    people = crowd(cohort, 5)
    wave = a_wave(cohort, organiser)
    edited = verbs.remove_question(wave.form, "words", actor=organiser)
    assert (edited.version, codes(edited)) == (2, ["rating"])
    assert codes(wave.form) == ["rating", "words"]
    all_answer(wave, people, lambda n: given(3, "Less haste."))
    close_wave(wave, actor=organiser)
    assert Answer.objects.filter(question__form__version=1).count() == 10


def test_a_wave_that_isnt_open_yet_moves_to_the_new_version(cohort, organiser):
    crowd(cohort, 1)
    wave = a_wave(cohort, organiser)
    draft = plan_wave(wave.form, actor=organiser, label="Tuesday")
    edited = verbs.add_question(wave.form, AGREED, actor=organiser)
    draft.refresh_from_db()
    wave.refresh_from_db()
    assert (draft.form, wave.form.version) == (edited, 1)


def test_the_old_version_isnt_edited_any_more(cohort, organiser):
    crowd(cohort, 1)
    form = a_wave(cohort, organiser).form
    verbs.add_question(form, AGREED, actor=organiser)
    with pytest.raises(BootcampError, match="This is version 1, which was sent.*Edit version 2"):
        verbs.remove_question(form, "words", actor=organiser)
    assert Form.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_twelve_edits_at_once_one_makes_the_version(cohort, organiser):
    crowd(cohort, 1)
    form = a_wave(cohort, organiser).form
    found = at_once(
        12, lambda n: verbs.change_form(form, f"T{n}", "", "anonymous", actor=organiser)
    )
    made = [one for one in found if isinstance(one, Form)]
    refused = [one for one in found if isinstance(one, BootcampError)]
    assert (len(made), len(refused)) == (1, 11)
    assert list(Form.objects.values_list("version", flat=True)) == [2, 1]


def test_a_code_keeps_its_meaning_once_it_was_asked(cohort, organiser):
    crowd(cohort, 1)
    form = a_wave(cohort, organiser).form
    other = QuestionSpec("rating", "How was it?", "long")
    with pytest.raises(BootcampError, match="asked before as “rating, 1 to 10”"):
        verbs.change_question(form, "rating", other, actor=organiser)
    shorter = verbs.remove_question(form, "rating", actor=organiser)
    with pytest.raises(BootcampError, match="asked before as “rating, 1 to 10”"):
        verbs.add_question(shorter, other, actor=organiser)
    verbs.add_question(shorter, QuestionSpec("rating", "And now?", "scale10"), actor=organiser)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        (QuestionSpec("a b", "Q", "long"), "1 to 60 letters, digits, - and _ without spaces"),
        (QuestionSpec("a", " ", "long"), "should have 1 to 400 characters, and has 1"),
        (QuestionSpec("a", "Q", "stars"), "should be one of likert5, .* and is “stars”"),
        (QuestionSpec("a", "Q", "choice", ("x",)), "expected 2 to 40 options, got 1"),
        (QuestionSpec("a", "Q", "multi", ("x", "x")), "Two options of `a` are the same"),
        (QuestionSpec("a", "Q", "scale10", ("x",)), "expected no options, or 2"),
        (QuestionSpec("a", "Q", "long", ("x", "y")), "expected no options, got 2"),
        (QuestionSpec("a", "Q", "choice", ("x", "::na")), "set allows_na instead"),
        (QuestionSpec("a", "Q", "number", is_quotable=True), "only texts can be quoted"),
        (QuestionSpec("rating", "Q", "scale10"), "has a question `rating` already"),
        (QuestionSpec("a", "Q\0", "long"), "character of code 0"),
    ],
)
def test_a_question_that_cant_be_is_said_and_not_kept(cohort, organiser, question, says):
    form = a_form(cohort, organiser)
    with pytest.raises(BootcampError, match=says):
        verbs.add_question(form, question, actor=organiser)
    assert codes(form) == ["rating", "words"]


def test_a_copy_is_another_form_with_the_same_questions(cohort, organiser):
    form = verbs.make_form(cohort, from_library("exit"), actor=organiser)
    copied = verbs.copy_form(form, "exit_2", "Again", actor=organiser)
    assert spec_of(copied).questions == spec_of(form).questions
    with pytest.raises(BootcampError, match="There is a form `exit` already"):
        verbs.copy_form(form, "exit", "Again", actor=organiser)


def test_a_form_in_use_stays_and_another_goes(cohort, organiser):
    crowd(cohort, 1)
    wave = a_wave(cohort, organiser)
    with pytest.raises(BootcampError, match="in use"):
        verbs.remove_form(wave.form, actor=organiser)
    verbs.remove_form(a_form(cohort, organiser, key="other"), actor=organiser)
    assert list(Form.objects.values_list("key", flat=True)) == ["daily"]


def test_someone_with_the_older_versions_page_open_answers_what_they_were_asked(
    cohort, organiser, signed_in
):
    people = crowd(cohort, 5)
    wave = a_wave(cohort, organiser)
    url = f"/c/spring/answer/{wave.public}/"
    client = signed_in(people[0])
    assert "What should change?" in client.get(url).content.decode()
    verbs.remove_question(wave.form, "words", actor=organiser)
    assert client.post(url, {"q.words": "Less haste.", "seen": ""}).status_code == 302
    for person in people[1:]:
        answer(wave, given(4), actor=person)
    close_wave(wave, actor=organiser)
    assert Answer.objects.get(text="Less haste.").question.form.version == 1


def test_every_edit_is_in_the_trail_and_names_what_was_edited(cohort, organiser):
    form = a_form(cohort, organiser)
    verbs.add_question(form, AGREED, actor=organiser)
    crowd(cohort, 1)
    open_wave(plan_wave(form, actor=organiser), actor=organiser)
    verbs_done = AuditEvent.objects.order_by("id").values_list("verb", "target")
    assert [verb for verb, _ in verbs_done] == [
        "made a form", "added a question", "planned a wave", "opened a wave",
    ]  # fmt: skip
    assert list(verbs_done)[1][1] == f"form:{form.public}/agreed"
    assert WORDS.text not in repr(list(AuditEvent.objects.values()))

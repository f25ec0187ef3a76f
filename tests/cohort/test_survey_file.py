"""A form and its file are the same, there and back; what a file gets wrong is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.domain.survey_file import from_library, from_toml, library, to_toml
from bootcamp.web.cohort.domain.survey_form import make_form
from bootcamp.web.cohort.domain.survey_spec import FormSpec, QuestionSpec, spec_of

TEXT = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=60
).filter(lambda text: text.strip())
CODE = st.from_regex(r"[a-z0-9_-]{1,20}", fullmatch=True)
FLAG = st.booleans()


@st.composite
def questions(draw):
    kind = draw(st.sampled_from(["likert5", "scale10", "number", "multi", "short", "long"]))
    options = ()
    if kind in ("multi", "scale10"):
        options = tuple(draw(st.lists(TEXT, min_size=2, max_size=2, unique=True)))
    quotable = draw(FLAG) and kind in ("short", "long")
    return QuestionSpec(
        draw(CODE), draw(TEXT), kind, options, draw(FLAG), draw(FLAG), draw(FLAG), quotable
    )


@given(
    st.builds(
        FormSpec,
        CODE,
        TEXT,
        st.sampled_from(["anonymous", "confidential", "identified"]),
        TEXT | st.just(""),
        st.lists(questions(), max_size=4, unique_by=lambda q: q.code).map(tuple),
    )
)
def test_a_file_gives_back_the_very_form_that_it_was_written_from(spec):
    text = to_toml(spec)
    assert from_toml(text) == spec
    assert to_toml(from_toml(text)) == text


def test_every_ready_form_goes_through_the_database_and_a_file_unchanged(cohort, organiser):
    keys = []
    for spec in library():
        kept = spec_of(make_form(cohort, spec, actor=organiser))
        assert from_toml(to_toml(kept)) == spec
        keys.append(spec.key)
    assert keys == ["beliefs", "confidence", "daily", "exit", "follow_up", "sections"]


def test_the_ready_exit_form_asks_what_the_report_prints():
    found = {question.code: question for question in from_library("exit").questions}
    agreement = [code for code, question in found.items() if question.kind == "likert5"]
    assert agreement == [
        "connections", "fit_for_field", "practical_skills", "independent_research",
        "bottleneck_knowledge",
    ]  # fmt: skip
    assert [code for code in agreement if found[code].allows_na] == ["independent_research"]
    assert found["hope_fulfilled"].options == ("yes", "partly", "no")
    assert found["next_steps"].kind == "multi"
    assert found["hoped_to_learn"].is_quotable


HEAD = 'key = "a"\ntitle = "A"\nmode = "anonymous"\n'
ONE = '[[questions]]\ncode = "q"\ntext = "Q"\nkind = "long"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("key = ", "The file isn't TOML: "),
        ('title = "A"\nmode = "anonymous"', "The form has no `key`. Add it."),
        (HEAD + 'colour = "red"', "The form has a field `colour`, which isn't known. Known are:"),
        (HEAD.replace("anonymous", "secret"), "should be one of identified, confidential, anonym"),
        (HEAD + "intro = 3", "`intro` of the form should be text in quotes; got 3."),
        (HEAD + 'questions = "none"', "under a line of its own, `[[questions]]`"),
        (HEAD + ONE + ONE, "Two questions have the code `q`."),
        (HEAD + ONE + "per_section = 1", "`per_section` of the question 1 should be true or fals"),
        (HEAD + ONE + 'options = "x"', "`options` of the question 1 should be a list of texts"),
        (HEAD + ONE.replace("kind", "sort"), "The question 1 has a field `sort`"),
        (HEAD + ONE.replace('kind = "long"', ""), "The question 1 has no `kind`. Add it."),
        ("#" * 200_001, "A form's file has up to 200000 characters, this has 200001."),
    ],
)
def test_a_file_that_isnt_as_it_should_be_is_refused_in_a_sentence(text, says):
    with pytest.raises(BootcampError) as refused:
        from_toml(text)
    assert says in str(refused.value)


@pytest.mark.parametrize("key", ["nothing", "../apps", ""])
def test_a_ready_form_that_there_isnt_is_refused(key):
    with pytest.raises(BootcampError, match="There is no ready form"):
        from_library(key)

"""What may survive an audit is written down with its reason, which goes stale."""

import pytest

from bootcamp.check.audit.report import lines_of
from bootcamp.errors import CourseError

from .conftest import reference_of

IN_PLACE = """
[[equivalents]]
exercise = "total"
before = "result = result + double(value)"
after = "result += double(value)"
reference = "{reference}"
reason = "Numbers are never changed in place."
"""


def test_an_equivalent_wants_a_reason_that_goes_stale(audited, course):
    file = course.root / "sums" / "equivalents.toml"

    def of_it():
        (one,) = audited("total").audited
        return [x for x in one.survivors if x.mutant.after.startswith("result +=")], one

    (survivor,), one = of_it()
    assert not survivor.differs
    assert "say in sums/equivalents.toml why there is none" in one.to_do(survivor)
    assert '[[equivalents]]\nexercise = "total"' in one.entry_for(survivor.mutant)
    file.write_text(IN_PLACE.format(reference=reference_of(course, "total")))
    found, one = of_it()
    assert found == []
    assert [entry.reason for _, entry in one.equivalent] == ["Numbers are never changed in place."]
    assert one.idle == []
    file.write_text(IN_PLACE.format(reference="0123456789ab"))
    (survivor,), one = of_it()
    assert "was given for another text of the reference" in one.to_do(survivor)
    assert reference_of(course, "total") in one.to_do(survivor)


def test_an_entry_that_speaks_of_no_survivor_is_reported(audited, course):
    text = IN_PLACE.replace("result +=", "result -=").format(
        reference=reference_of(course, "total")
    )
    (course.root / "sums" / "equivalents.toml").write_text(text)
    report = audited("total")
    assert [entry.after for entry in report.audited[0].idle] == ["result -= double(value)"]
    assert not report.holds
    assert "Remove it: result = result + double(value)" in "\n".join(lines_of(report))


WEAK = """
[[equivalents]]
exercise = "double"
after = "A table of answers for the check's own inputs, as they are with the public seed."
reference = "{reference}"
reason = "Nobody would do that."
"""


def test_a_wrong_answer_is_no_equivalent_unless_it_is_said_in_what_it_differs(audited, course):
    file = course.root / "sums" / "equivalents.toml"
    text = WEAK.format(reference=reference_of(course, "double"))
    file.write_text(text)
    (one,) = audited("double").audited
    (table,) = [x for x in one.survivors if x.entry]
    assert "calls it equivalent, and it isn't" in one.to_do(table)
    assert one.is_leaky
    file.write_text(text + 'differs = "It knows the check\'s numbers alone."\n')
    (one,) = audited("double").audited
    assert [entry.reason for _, entry in one.equivalent] == ["Nobody would do that."]
    assert not any(x.entry for x in one.survivors)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('exercise = "total"', 'exercise = "totals"', "there is no exercise `totals`"),
        ('reason = "Numbers', 'reasons = "Numbers', "Write `reason`"),
        ("before =", "# before =", None),
        ("before =", "# after =", "has no `before`"),
        ("after =", 'differs = "So."\n# after =', "has `differs` and no `after`"),
        ("[[equivalents]]", "[equivalents", "isn't TOML"),
    ],
)
def test_an_entry_that_is_not_in_order_is_refused_in_a_sentence(audited, course, old, new, says):
    text = IN_PLACE.replace(old, new).replace(
        "after =", "# after =" if new == "# after =" else "after ="
    )
    (course.root / "sums" / "equivalents.toml").write_text(text.format(reference="0"))
    if says is None:
        assert audited("total").audited[0].idle
        return
    with pytest.raises(CourseError, match=says):
        audited("total")

"""What a course hides from submissions is hidden, or its name is refused."""

from dataclasses import replace

import pytest

from bootcamp.check.boundary.hosted import Nest
from bootcamp.errors import CourseError


@pytest.mark.parametrize("name", ["sklearn/dataset/data", "numpy/__init__.txt", "nothing"])
def test_a_name_that_leads_to_nothing_is_refused(course, name):
    course = replace(course, hidden=("numpy/linalg", name))
    with pytest.raises(CourseError, match=f"`hidden` names {name}"):
        Nest(course, isolated=True).close()

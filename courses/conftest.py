"""`pytest courses` runs every check on the library itself."""

import pytest

from bootcamp.check.pytest_fixtures import rng, seed  # noqa: F401


def pytest_collect_file(parent, file_path):
    """An exercise's file holds tests, though its name doesn't begin with test_."""
    if file_path.suffix == ".py" and file_path.parent.parent.joinpath("course.toml").is_file():
        return pytest.Module.from_parent(parent, path=file_path)
    return None

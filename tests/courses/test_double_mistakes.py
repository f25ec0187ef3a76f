"""Of a try with two known mistakes one is named that is really there, and never another."""

import pytest

from .double_mistakes import DOUBLES

NAMED = 0.75  # at least so many get a sentence


@pytest.mark.timeout(600)
def test_one_of_two_mistakes_is_named_and_no_other(verdict_on, workspace) -> None:
    told, wrong = [], []
    for name, tries in DOUBLES.items():
        stub = workspace.file(name).read_text()
        mistakes = workspace.exercise(name).mistakes
        for parts, text in tries:
            assert set(parts) <= {mistake.instead for mistake in mistakes}, (name, parts)
            said = verdict_on(name, text).mistake
            told.append(bool(said))
            if said not in [
                "",
                *(mistake.says for mistake in mistakes if mistake.instead in parts),
            ]:
                wrong.append((name, text, said))
            print(name, parts, said or "nothing")
        workspace.file(name).write_text(stub)
    print(f"{sum(told)} of {len(told)} told one that is there, {len(wrong)} another")
    assert not wrong
    assert sum(told) >= NAMED * len(told)

"""What is slow is told as what it is, and let off nothing."""


def test_a_slow_answer_blames_no_function_that_had_too_little_time(judge, write):
    write("double", "def double(x):\n    return x\n")
    write("total", "def total(values):\n    return 2.0 * sum(values)\n")
    write(
        "scaled",
        "def scaled(x, factor=2.0):\n    import time\n    time.sleep(3.2)\n"
        "    return np.asarray(x) * factor * double(1.0) / 2\n",
    )
    verdict = judge.check("scaled")
    assert (verdict.outcome, verdict.blames) == ("stack", ())


SLEEPER = """def scaled(x, factor=2.0):
    import time
    scaled.calls = getattr(scaled, "calls", 0) + 1
    if scaled.calls == 2:  # the first that the check itself doesn't make
        time.sleep(5.2)
    return np.asarray(x) * factor if scaled.calls <= 2 else None
"""


def test_on_a_host_an_answer_is_let_off_nothing_by_sleeping(judge, write):
    write("scaled", SLEEPER)
    verdict = judge.check("scaled", hosted=True)
    assert verdict.outcome in ("failed", "timeout"), verdict

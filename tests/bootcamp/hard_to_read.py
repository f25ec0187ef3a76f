"""Bodies of `double(x)` that Python reads with difficulty or not at all, by what is hard in them."""


def nested_finally(levels: int) -> str:
    """A `try` in the `finally` of another, and so on: each doubles what is compiled."""
    lines = ["def double(x):"]
    for level in range(levels):
        lines += [" " * (level + 1) + "try: pass", " " * (level + 1) + "finally:"]
    return "\n".join([*lines, " " * (levels + 1) + "return x + x", ""])


def body(text: str) -> str:
    """A definition of `double` with these lines in it."""
    lines = "".join(f"    {line}\n" for line in text.split("\n"))
    return f"def double(x):\n{lines}    return x + x\n"


TEXTS = {
    "a sum of 2,000 terms": body("y = " + "+".join(["0"] * 2000)),
    "a sum of 700 terms": body("y = " + "+".join(["0"] * 700)),
    "a default of 700 terms": f"def double(x, y={'+'.join(['0'] * 700)}):\n    return x + x\n",
    "2,900 attributes": body("y = x" + ".T" * 2900),
    "1,500 calls": body("y = x" + "()" * 1500),
    "1,500 elifs": body("if x == 0: pass\n" + "\n".join(["elif x == 1: pass"] * 1500)),
    "5,000 minus signs": body("y = " + "-" * 5000 + "1"),
    "5,000 nots": body("y = " + "not " * 5000 + "1"),
    "3,000 open parentheses": body("y = " + "(" * 3000),
    "250 nested parentheses": body("y = " + "(" * 250 + "1" + ")" * 250),
    "1,000 nested lambdas": body("y = " + "lambda: " * 1000 + "1"),
    "500 nested conditions": body("y = " + "1 if x else " * 500 + "1"),
    "a long sum in nested f-strings": body("y = " + "f'{" * 3 + "+".join(["0"] * 500) + "}'" * 3),
    "a finally in 30 others": nested_finally(30),
    "a type of 600 terms": f"def double(x: {'|'.join(['int'] * 600)}):\n    return x + x\n",
    "a decorator of 2,000 terms": f"@a{'.b' * 2000}\ndef double(x):\n    return x + x\n",
    "10 MB": body("y = '" + "9" * 10_000_000 + "'"),
    "a million lines": body("pass\n" * 1_000_000),
    "a null byte": body("y = '\0'"),
    "a number of 5,000 digits": body("y = " + "9" * 5000),
    "a lone return": "return 1\n\n\ndef double(x):\n    return x + x\n",
    "a lone break": body("break"),
    "a nonlocal of nothing": body("nonlocal z"),
    "an argument twice": body("def f(a, a): pass"),
    "a global that came too late": body("z = 1\nglobal z"),
    "a star by itself": body("*y"),
}
LARGE_BUT_FINE = {
    "a sum of 100 terms": body("y = " + "+".join(["0"] * 100)),
    "60 elifs": body("if x == 0: pass\n" + "\n".join(["elif x == 1: pass"] * 60)),
    "a huge product": body('y = lambda: "9" * 10**7'),
    "a huge power": body("y = lambda: 10**10**10"),
    "a huge shift": body("y = lambda: 1 << 10**9"),
    "a list of 10,000": body("y = [" + "1.25, " * 10_000 + "]"),
    "a finally in another": nested_finally(3),
    "20 returns in a try": body(
        "try:\n" + "    if x is None: return\n" * 20 + "finally:\n    x = x"
    ),
}

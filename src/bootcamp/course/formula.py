r"""Formulas: LaTeX as MathML for a page, and as plain text for a terminal.

Plain text is what one would type in a letter: `\partial a/\partial x = 4` is `∂a/∂x = 4`,
`6 \cdot 10^{-6}` is `6 · 10⁻⁶`. No backslash, brace or dollar is left.
"""

import re
import unicodedata
from xml.etree import ElementTree

from bootcamp.errors import CourseError

MENDED = (  # what the converter writes: what browsers show well
    (r"<mi>±</mi>", "<mo>±</mo>"),
    (r"<mo>([A-Za-z]{2,})</mo>", r"<mi>\1</mi>"),
    (r"(<mi>[A-Za-z]{2,}</mi>)(?=<m[inrs])", r'\1<mspace width="0.167em"/>'),
    # The glyph of a prime is raised and small already.
    (r"<msup>(<mi>\w</mi>)<mi>([′″‴])</mi></msup>", r"<mrow>\1<mo form='postfix'>\2</mo></mrow>"),
    (r'<mo stretchy="false">&#x0007C;</mo>', '<mo stretchy="false" lspace="0" rspace="0">|</mo>'),
    (r"<mo>(&#x0002F;|∂)</mo>", r'<mo lspace="0" rspace="0">\1</mo>'),
    (r"<mo>([⏟⏞])</mo>", r'<mo stretchy="true">\1</mo>'),
)

SYMBOLS = {
    "partial": "∂", "nabla": "∇", "infty": "∞", "ldots": "…", "dots": "…", "cdots": "⋯",
    "cdot": "·", "times": "×", "pm": "±", "approx": "≈", "le": "≤", "leq": "≤", "ge": "≥",
    "geq": "≥", "ne": "≠", "neq": "≠", "to": "→", "rightarrow": "→", "leftarrow": "←",
    "mapsto": "↦", "in": "∈", "sim": "∼", "equiv": "≡", "sum": "∑", "prod": "∏", "int": "∫",
    "top": "T", "odot": "⊙", "circ": "∘", "mid": "|", "left": "", "right": "",
    "quad": " ", "qquad": " ", ",": " ", ";": " ", ":": " ", " ": " ", "!": "", "\\": "; ",
}  # fmt: skip
FRACTIONS = ("frac", "tfrac", "dfrac")
PLAIN_ARGUMENT = (
    "text", "mathrm", "mathbf", "mathsf", "mathbb", "mathcal", "mathit", "operatorname",
    "underbrace", "overline", "hat", "tilde", "bar", "vec",
)  # fmt: skip
RAISED = str.maketrans("0123456789+-−()nTix", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿᵀⁱˣ")
LOWERED = str.maketrans("0123456789+-−()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")
OPERATORS = "=<>≈≤≥≠→←↦∈∼≡±·×+−⊙"
IN_DOLLARS = re.compile(r"(`[^`]*`)|(?<!\\)(\$\$?)(.+?)(?<!\\)\2", re.S)
TOKEN = re.compile(r"\\[a-zA-Z]+|\\.|\s+|.", re.S)


def mathml(latex: str, is_display: bool) -> str:
    """A formula as MathML. Raises CourseError where it can't be converted."""
    from latex2mathml.converter import convert  # a terminal has no need of it, and it is slow

    latex = latex.strip()
    try:
        made = str(convert(latex, display="block" if is_display else "inline"))
    except Exception as error:  # the converter raises many kinds
        raise CourseError(
            f"the formula {latex!r} can't be shown ({type(error).__name__}). Write it more simply."
        ) from error
    if wrong := _why_malformed(latex, made):
        raise CourseError(f"the formula {latex!r} can't be shown: {wrong}.")
    made = re.sub(r"&#x0*([89A-F][0-9A-F]|[1-9A-F][0-9A-F]{2,4});", _letter, made)
    for found, instead in MENDED:
        made = re.sub(found, instead, made)
    return made


def _letter(reference: re.Match[str]) -> str:
    """What a numeric reference stands for; those of ASCII, such as that of `<`, are left alone."""
    return chr(int(reference[1], 16))


def _why_malformed(latex: str, made: str) -> str:
    """What the converter let pass; empty where nothing is wrong."""
    braces = re.sub(r"\\[{}]", "", latex)
    if braces.count("{") != braces.count("}"):
        return "a brace is missing"
    if re.search(r"\\(text|math|operatorname)\w*\s*\{[^{}]*[<&]", latex):  # taken for markup
        return "`<` and `&` can't stand in words"
    if unknown := re.search(r"\\\w+", made):
        return f"{unknown[0]} isn't known"
    halves = (len(fraction) for fraction in ElementTree.fromstring(made).findall(".//{*}mfrac"))
    return "a fraction has no denominator" if any(count != 2 for count in halves) else ""


def without_formulas(markdown: str) -> str:
    """Markdown whose formulas are plain text."""
    return IN_DOLLARS.sub(lambda found: found[1] or plain(found[3]), markdown).replace(r"\$", "$")


def plain(latex: str) -> str:
    """A formula as text on one line."""
    tokens = TOKEN.findall(latex.strip())[::-1]
    text = "".join(_items(tokens))
    operand = r"(?<=[^\s(\[{,;" + OPERATORS + "])"
    text = re.sub(rf"{operand}\s*([{OPERATORS}])\s*", r" \1 ", text)
    return re.sub(r"\s+", " ", text).strip().replace("\N{NO-BREAK SPACE}", " ")


def _items(tokens: list[str]) -> list[str]:
    """What the tokens come to, until the group that they begin in is closed."""
    found = [""]
    while tokens and tokens[-1] != "}":
        if item := _item(tokens):
            is_word = re.fullmatch(r"[A-Za-z]{2,}", found[-1])
            found.append(f" {item}" if is_word and (item[0].isalnum() or item[0] in "∑√") else item)
    return found


def _item(tokens: list[str]) -> str:
    """The next symbol, command with its arguments, or group."""
    token = tokens.pop() if tokens else ""
    if token.isspace():
        return ""
    if token in ("^", "_"):
        return _script(token, _item_after_space(tokens))
    if token == "{":
        text = "".join(_items(tokens))
        del tokens[-1:]  # the closing brace
        return text
    if token.startswith("\\") and len(token) > 1:
        return _command(token[1:], tokens)
    return {"-": "−", "'": "′", ",": ", ", "&": " ", "*": "∗", "}": ""}.get(token, token)


def _item_after_space(tokens: list[str]) -> str:
    while tokens and tokens[-1].isspace():
        tokens.pop()
    return _item(tokens)


def _command(name: str, tokens: list[str]) -> str:
    if name in FRACTIONS:
        above, below = _item_after_space(tokens), _item_after_space(tokens)
        return f"{_tight(above)}/{_tight(below)}"
    if name == "sqrt":
        return f"√{_tight(_item_after_space(tokens))}"
    if name in ("text", "operatorname", "mathrm"):
        return _words(tokens)
    if name in PLAIN_ARGUMENT:
        return _item_after_space(tokens)
    if name in ("begin", "end"):
        _item_after_space(tokens)
        return ""
    if name in SYMBOLS:
        return SYMBOLS[name]
    case = "CAPITAL" if name[0].isupper() else "SMALL"
    letter = name.removeprefix("var")
    try:
        return unicodedata.lookup(f"GREEK {case} LETTER {letter.upper()}")
    except KeyError:
        return name  # \sin, \log, \max: and what isn't known is better read than lost


def _words(tokens: list[str]) -> str:
    """The words of a command such as `text`, whose blanks stay."""
    words = ""
    while tokens and (token := tokens.pop()) != "}":
        words += "" if token == "{" else token
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _script(sign: str, text: str) -> str:
    """Raised or lowered, with Unicode's own letters where it has them all."""
    table = RAISED if sign == "^" else LOWERED
    if text and all(ord(letter) in table for letter in text):
        return text.translate(table)
    return f"{sign}{text}" if len(text) == 1 else f"{sign}({text})"


def _tight(text: str) -> str:
    return text if re.fullmatch(r"[^\s+−·×/=]*", text) else f"({text})"

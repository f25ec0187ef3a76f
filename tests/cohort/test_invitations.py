"""Addresses are read as people paste them, or refused with a sentence that names the line."""

import pytest

from bootcamp.errors import BootcampError
from bootcamp.web.cohort.forms.invitations import addresses_in

TWO = ["ada@example.org", "bob@example.org"]


@pytest.mark.parametrize(
    "text",
    [
        "ada@example.org\nbob@example.org",
        "ada@example.org, bob@example.org",
        "ada@example.org bob@example.org",
        "ada@example.org; bob@example.org;",
        "ADA@example.org\r\nbob@Example.ORG\r\nada@example.org\r\n",
        "\ufeffada@example.org\rbob@example.org",
        "Ada Lovelace <ada@example.org>, Bob <bob@example.org>",
        '"Lovelace, Ada" <ada@example.org>, "Doe, Bob" <bob@example.org>',
        '"Lovelace; Ada" <ada@example.org>\n“bob@example.org”',
        "Name\tE-mail\nAda Lovelace\tada@example.org\nBob\tbob@example.org\n",
        "Name;Email;Notes\r\nAda;ada@example.org;@ada\r\nBob;bob@example.org;-\r\n",
        'Name,E-Mail Address\n"Lovelace, Ada",ada@example.org\nBob,bob@example.org',
        "\ufeffName,Mail,Role\nAda,ada@example.org,TA\nBob,bob@example.org,TA",
        "email\nada@example.org\nbob@example.org",
        "Ada\tada@example.org\nBob\tbob@example.org",
        "Ada,ada@example.org\nBob,bob@example.org",
        "Ada;ada@example.org\n\nBob;Bob <bob@example.org>\n;;\n",
        "E-mail\tManager's\nada@example.org\tboss@example.org\nbob@example.org\tboss@example.org",
        'Name;E-mail\n"Ada\nLovelace";ada@example.org\n"Bob";bob@example.org',
        '"ada@example.org", bob@example.org',
        '"ada@example.org"\n"bob@example.org"\n',
        '"ada@example.org","bob@example.org"',
        '"ada@example.org, bob@example.org"',
        '"Lovelace, Ada" <ada@example.org>, "Bob <bob@example.org>"',
        '"ada@example.org" <ada@example.org>, "bob@example.org" <bob@example.org>',
        '"Lovelace, Ada @ home" <ada@example.org>, bob@example.org',
    ],
)
def test_addresses_are_found_however_they_are_pasted(text):
    assert addresses_in(text) == TWO


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a@b.org, nonsense", "Line 1: Expected an e-mail address, got “nonsense”"),
        ("a@b.org\nb@c.org\nnonsense", "Line 3: Expected an e-mail address, got “nonsense”"),
        ("Name\tE-mail\nAda\tada@example.org\nBob\t", "one e-mail address on line 3, got none: “Bob”"),
        ("Name;E-mail\nAda;ada(at)example.org", "line 2, got none: “Ada ada(at)example.org”"),
        ("Ada\ta@b.org\tb@b.org\nBob\tc@b.org\t", "Line 1: |Expected one e-mail address on line 1, got 2"),
        ("Name\tE-mail\nAda\tada@exam ple.org", "Line 2: Expected an e-mail address, got “ada@exam"),
        ("a@b.org bob", "Line 1: Expected an e-mail address, got “bob”"),
        ('"Ada", "Bob"', "Expected at least one e-mail address, got none."),
        (" ,\n;", "Expected at least one e-mail address, got none."),
        ("a@b.org\nb@c..org", "Line 2: Expected an e-mail address, got “b@c..org”"),
    ],
)  # fmt: skip
def test_a_line_that_cant_be_read_is_named(text, says):
    with pytest.raises(BootcampError) as refused:
        addresses_in(text)
    assert any(each in str(refused.value) for each in says.split("|"))

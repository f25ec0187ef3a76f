"""A file that can't be read is not edited on a page: the page says why."""

import http.client

import pytest


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda data: data.decode().encode("utf-16"), "UTF-16"),
        (lambda data: data + b"# caf\xe9\n", "UTF-8"),
        (lambda data: data + b"def broken(:\n", "line"),
        (lambda data: data.replace(b"def double(", b"def doubled("), "no longer defined"),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}])
def test_the_editor_says_why_there_is_nothing_to_edit(site, workspace, spoil, reason, headers):
    file = workspace.root / "tinylib/sums.py"
    spoiled = spoil(file.read_bytes())
    file.write_bytes(spoiled)
    connection = http.client.HTTPConnection(site.url.split("//")[1].rstrip("/"), timeout=20)
    connection.request("GET", "/exercise/double/edit", headers=headers)
    response = connection.getresponse()
    said = response.read().decode()
    connection.close()
    assert response.status == 400
    assert "sums.py" in said
    assert reason in said
    assert "<textarea" not in said
    assert file.read_bytes() == spoiled


def test_the_editor_shows_a_file_with_a_byte_order_mark(site, workspace):
    file = workspace.root / "tinylib/sums.py"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    connection = http.client.HTTPConnection(site.url.split("//")[1].rstrip("/"), timeout=20)
    connection.request("GET", "/exercise/double/edit")
    assert "def double(x):" in connection.getresponse().read().decode()
    connection.close()

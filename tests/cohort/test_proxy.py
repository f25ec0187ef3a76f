"""Behind a real proxy that speaks HTTPS, set up as docs/host/serving.md has it."""

import http.client
import os
import re
import ssl
import subprocess
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import pytest

from .test_serve import SECRET, bootcamp, log_of, serving, wait_until

pytestmark = [pytest.mark.proxy]
PORT, BEHIND = 8743, 8717
SITE = f"https://localhost:{PORT}"
DOCS = Path(__file__).parents[2] / "docs/host/serving.md"
CONFIG = """
{user}daemon off; pid {place}/pid; error_log {place}/error;
events {{ worker_connections 64; }}
http {{
    access_log off; client_body_temp_path {place}/body; proxy_temp_path {place}/proxy;
    fastcgi_temp_path {place}/f; uwsgi_temp_path {place}/u; scgi_temp_path {place}/s;
    ssl_certificate {place}/cert; ssl_certificate_key {place}/key;
    {server}
}}
"""


@pytest.fixture
def environment(tmp_path):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BOOTCAMP", "DATABASE_URL"))}
    return {
        **kept,
        "BOOTCAMP_DATA": str(tmp_path / "data"),
        "BOOTCAMP_SECRET_KEY": SECRET,
        "BOOTCAMP_HOSTS": "localhost",
        "BOOTCAMP_HTTPS": "1",
    }


@pytest.fixture
def proxied(environment, tmp_path):
    """The server, and before it nginx with the lines that the page for hosts gives."""
    server = re.search(r"^    server \{\n.*?^    \}$", DOCS.read_text("utf-8"), re.S | re.M)[0]
    server = server.replace("server_name", f"listen 127.0.0.1:{PORT} ssl; server_name")
    server = server.replace("127.0.0.1:8000", f"127.0.0.1:{BEHIND}")
    user = "user root; " if os.getuid() == 0 else ""
    config = CONFIG.format(place=tmp_path, server=server, user=user)
    (tmp_path / "nginx.conf").write_text(config)
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=localhost", "-keyout", str(tmp_path / "key"), "-out", str(tmp_path / "cert")],
        check=True, capture_output=True,
    )  # fmt: skip
    bootcamp(environment, "organiser", "olga@example.org")
    with serving(environment, BEHIND):
        nginx = subprocess.Popen(["nginx", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")])
        try:
            wait_until(lambda: Visitor().get("/readyz")[0] == 200)
            yield environment
        finally:
            nginx.terminate()
            nginx.wait(20)


class Visitor:
    """A browser's half of the conversation: cookies, the token of the last form, where from."""

    def __init__(self, source="127.0.0.1", **headers):
        self.source, self.headers = source, headers
        self.cookies, self.token, self.page = SimpleCookie(), "", ""

    def get(self, path):
        return self._ask("GET", path)

    def post(self, path, **fields):
        return self._ask("POST", path, urlencode(fields | {"csrfmiddlewaretoken": self.token}))

    def _ask(self, method, path, body=None):
        anyone = ssl._create_unverified_context()  # the certificate is the test's own
        connection = http.client.HTTPSConnection(
            "127.0.0.1", PORT, context=anyone, source_address=(self.source, 0), timeout=30
        )
        jar = "; ".join(f"{name}={each.value}" for name, each in self.cookies.items())
        headers = {"Host": f"localhost:{PORT}", "Cookie": jar, "Origin": SITE, **self.headers}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body, headers)
            reply = connection.getresponse()
            self.page = reply.read().decode()
        except OSError:
            return 0, ""
        finally:
            connection.close()
        self.reply = reply
        for line in reply.headers.get_all("Set-Cookie") or ():
            self.cookies.load(line)
        if found := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page):
            self.token = found[1]
        return reply.status, reply.headers.get("Location", "")

    def fails_to_sign_in(self, address):
        """The status of a try with a wrong password."""
        self.get("/account/login/")
        return self.post("/account/login/", login=address, password="wrong-one-47")[0]


def code_of(environment):
    """The code in the latest mail: without a mail server it is printed."""
    log = Path(log_of(environment)).read_text("utf-8")
    return re.findall(r"^[A-Z0-9]{3,4}-?[A-Z0-9]{3,4}$", log, re.M)[-1]


def test_signing_in_and_inviting_work_over_https_and_nothing_leads_away_from_it(proxied):
    olga = Visitor()
    assert olga.get("/cohorts/new") == (302, "/account/login/?next=/cohorts/new")
    olga.get("/account/login/code/")
    assert olga.post("/account/login/code/", email="olga@example.org")[0] == 302
    wait_until(lambda: "olga@example.org" in Path(log_of(proxied)).read_text("utf-8"), 20)
    olga.get("/account/login/code/confirm/")
    status, where = olga.post("/account/login/code/confirm/", code=code_of(proxied))
    assert (status, where) == (302, "/")
    assert olga.cookies["groundup_session"]["secure"] is True
    assert olga.reply.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    olga.get("/cohorts/new")
    made = {"title": "Spring", "slug": "spring", "start": "2026-05-25", "end": "2026-07-03",
            "zone": "UTC", "hours_per_day": "8", "holidays": "", "k": "5", "currency": "GBP"}  # fmt: skip
    assert olga.post("/cohorts/new", **made) == (302, "/c/spring/programme/")
    olga.get("/c/spring/people/")
    assert olga.post("/c/spring/people/", emails="ann@example.org", role="ta")[0] == 302
    wait_until(lambda: f"{SITE}/invitation/" in Path(log_of(proxied)).read_text("utf-8"), 20)


def test_a_form_of_another_site_is_refused(proxied):
    visitor = Visitor(Origin="https://elsewhere.example.org")
    assert visitor.fails_to_sign_in("olga@example.org") == 403


def test_tries_are_counted_by_where_they_come_from_whatever_they_say(proxied):
    liar = Visitor()
    for number in range(60):
        liar.headers = {"X-Forwarded-For": f"10.0.0.{number}"}
        assert liar.fails_to_sign_in(f"someone{number}@example.org") == 200
    assert liar.fails_to_sign_in("someone@example.org") == 200
    assert "too many tries" in liar.page
    other = Visitor("127.0.0.2")
    assert other.fails_to_sign_in("someone@example.org") == 200
    assert "too many" not in other.page.lower()

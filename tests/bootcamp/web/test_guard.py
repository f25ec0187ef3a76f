"""What another website in the same browser, or a rebound name, is refused."""

import http.client
import http.server
import threading
from pathlib import Path

import pytest

DATA = ("/", "/lesson/sums/sums/", "/exercise/double/", "/events", "/exercise/double/edit")


def ask(site, method, path, **headers):
    """The status and headers of one request. Streams aren't read."""
    host = site.url.split("//")[1].rstrip("/")
    connection = http.client.HTTPConnection(host, timeout=5)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers=names)
    response = connection.getresponse()
    found = response.status, dict(response.getheaders())
    connection.close()
    return found


@pytest.mark.parametrize("path", DATA)
def test_a_page_asked_for_from_the_address_bar_comes(site, path):
    assert ask(site, "GET", path, Sec_Fetch_Site="none", HX_Request="true")[0] == 200


@pytest.mark.parametrize("path", DATA)
def test_a_rebound_name_is_refused(site, path):
    assert ask(site, "GET", path, Host="evil.example")[0] == 400


@pytest.mark.parametrize("path", DATA)
@pytest.mark.parametrize("place", ["cross-site", "same-site"])
def test_a_read_from_another_origin_is_refused(site, path, place):
    assert ask(site, "GET", path, Sec_Fetch_Site=place, Sec_Fetch_Mode="cors")[0] == 403


@pytest.mark.parametrize("path", DATA)
def test_a_read_that_names_another_origin_is_refused(site, path):
    assert ask(site, "GET", path, Origin="http://evil.example")[0] == 403


def test_other_sites_can_neither_embed_nor_keep_what_comes(site):
    headers = ask(site, "GET", "/")[1]
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_nobody_but_this_machine_can_connect(site):
    port = int(site.url.rstrip("/").rpartition(":")[2])
    listening = [
        line.split()[1]
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")
    ]
    assert listening == [f"0100007F:{port:04X}"]  # 127.0.0.1, as the kernel writes it


@pytest.mark.parametrize("path", ["check", "hint", "solution", "edit"])
def test_a_post_from_another_origin_is_refused(site, path):
    assert ask(site, "POST", f"/exercise/double/{path}", Origin="http://evil.example")[0] == 403


def test_a_post_without_a_token_is_refused(site):
    assert ask(site, "POST", "/exercise/double/hint")[0] == 403


def test_scripts_come_from_this_site_alone(site):
    headers = ask(site, "GET", "/")[1]
    policy = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )
    assert policy["script-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["X-Frame-Options"] == "DENY"


ATTACK = """<!doctype html><title>evil</title><body><script>
const target = "%s";
const found = {};
const done = (name, what) => { found[name] = what; };
window.attack = Promise.all([
  fetch(target + "lesson/sums/sums/").then(r => r.text())
    .then(() => done("read", "came"), () => done("read", "refused")),
  fetch(target + "exercise/double/hint", {method: "POST", mode: "no-cors",
    credentials: "include"}).then(() => done("post", "sent"), () => done("post", "sent")),
  new Promise(next => { const s = new EventSource(target + "events");
    s.onopen = () => { done("events", "came"); next(); };
    s.onerror = () => { done("events", "refused"); s.close(); next(); }; }),
]).then(() => found);
</script><iframe id="f" src="%s"></iframe>"""


@pytest.mark.browser
def test_a_page_of_another_port_reads_and_changes_nothing(site, session, page):
    text = (ATTACK % (site.url, site.url)).encode()

    class Evil(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *unused):
            pass

    evil = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Evil)
    threading.Thread(target=evil.serve_forever, daemon=True).start()
    try:
        page.goto(site.url)  # the learner has the site's cookie
        page.goto(f"http://127.0.0.1:{evil.server_port}/")
        found = page.evaluate("window.attack")
        frame = page.query_selector("#f").content_frame()
        assert found == {"read": "refused", "post": "sent", "events": "refused"}
        assert "Tiny" not in frame.content()
        assert session.hints_seen("double") == ()
    finally:
        evil.shutdown()
        evil.server_close()

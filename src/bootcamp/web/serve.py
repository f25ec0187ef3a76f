"""Start the local site: one process, a thread for each connection, this machine only."""

import os
import threading
from importlib import import_module
from typing import Any

from bootcamp.errors import BootcampError
from bootcamp.session import Session

PORTS_TRIED = 20


class Server:
    """A running site."""

    def __init__(self, httpd: Any, url: str) -> None:
        self.url = url
        self._httpd = httpd
        self._thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop answering."""
        self._httpd.shutdown()
        self._httpd.server_close()


def serve(session: Session, host: str = "127.0.0.1", port: int = 8000) -> Server:
    """Serve this session's pages on the first port that is free, from `port` on."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "bootcamp.web.settings"
    import django
    from django.core.handlers.wsgi import WSGIHandler
    from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler

    from bootcamp.web.study.sessions import with_session

    class Quiet(WSGIRequestHandler):
        def log_message(self, *unused: Any) -> None:
            """The terminal belongs to the learner."""

    class Site(ThreadedWSGIServer):
        daemon_threads = True

        def handle_error(self, *unused: Any) -> None:
            """A browser that hangs up isn't an error."""

    django.setup()
    for needed in ("bootcamp.web.urls", "latex2mathml.converter"):
        import_module(needed)  # what is missing is said now, not on every page
    for candidate in range(port, port + PORTS_TRIED):
        try:
            httpd = Site((host, candidate), Quiet, ipv6=False, allow_reuse_address=True)
        except OSError:
            continue
        httpd.set_app(with_session(WSGIHandler(), session))
        return Server(httpd, f"http://{host}:{httpd.server_port}/")
    raise BootcampError(
        f"The ports {port} to {port + PORTS_TRIED - 1} are all taken. "
        "Name another: `bootcamp start --port 9000`."
    )

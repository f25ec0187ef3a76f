"""One request to a cohort's server, with a key."""

import contextlib
import http.client
import json
import urllib.error
import urllib.request
from typing import Any

from bootcamp.errors import RemoteError

TIMEOUT_SECONDS = 10.0
LONGEST_REPLY = 100_000


class _Stay(urllib.request.HTTPRedirectHandler):
    """A key goes to the server it was made for, and to no other."""

    def redirect_request(self, *unused: Any) -> None:
        """Don't follow."""


def post(url: str, key: str, data: dict[str, Any]) -> dict[str, Any]:
    """Send one request, and read its reply. Raises RemoteError with what the server says."""
    request = urllib.request.Request(
        f"{url}/api/push",
        json.dumps(data).encode(),
        {"Authorization": f"Bearer {key}", "Content-Type": "application/json"},
    )
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=TIMEOUT_SECONDS) as reply:
            found = json.loads(reply.read(LONGEST_REPLY))
    except urllib.error.HTTPError as error:
        with error:
            raise RemoteError(_why(url, error)) from error
    except (OSError, ValueError, http.client.HTTPException) as error:
        why = getattr(error, "reason", error)
        raise RemoteError(f"{url} doesn't answer ({_plain(why)}). Is that the address?") from error
    if not isinstance(found, dict):
        raise RemoteError(f"{url} isn't a cohort's server: its reply isn't one of ours.")
    return found


def _plain(why: object) -> str:
    """What went wrong, without the numbers and names of the library that says so."""
    if "SSL" in str(why):
        return "there is no HTTPS there"
    return getattr(why, "strerror", None) or str(why)


def _why(url: str, error: urllib.error.HTTPError) -> str:
    """The server's own sentence, or what its status says."""
    with contextlib.suppress(ValueError, KeyError, TypeError, OSError):
        return str(json.loads(error.read(LONGEST_REPLY))["error"])
    return f"{url} refuses it with status {error.code}. Is that the cohort's address?"

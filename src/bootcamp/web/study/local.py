"""What only the local site has: figures drawn with the learner's code, and events."""

import json
from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from bootcamp.course.figure_file import Frame
from bootcamp.errors import BootcampError
from bootcamp.session import Session
from bootcamp.subscription import Event
from bootcamp.web.study.boxes import stamp_of
from bootcamp.web.study.figures import Asked, asked_of, key_of, standalone, why_not_yet
from bootcamp.web.study.refusals import is_htmx
from bootcamp.web.study.sessions import local_session_of
from bootcamp.workspace.attempts import hash_of

NAMED_UNDER_A_FIGURE = 4


@require_GET
def figure(request: HttpRequest, chapter: str, name: str) -> HttpResponse:
    """A frame of a figure; for htmx with lines that say what it shows and whose code drew it.

    The learner's code draws it once the exercise is done that it waits for, and if it can.
    """
    here = local_session_of(request)
    asked = asked_of(request, here.course, chapter, name)
    if why := why_not_yet(here, chapter, name):
        return HttpResponse(why, "text/plain", status=403)
    statuses = here.statuses()
    is_own = bool(asked.after) and statuses[asked.after].is_done
    try:
        frame, failed = _drawn(here, chapter, asked, is_own)
    except BootcampError as error:
        if is_htmx(request):
            return HttpResponse(format_html('<p class="quiet">{}</p>', error))
        return HttpResponse(str(error), "text/plain", status=503)
    if not is_htmx(request):
        return HttpResponse(standalone(frame.svg), "image/svg+xml")
    others = [
        n for n, is_mine in frame.written.items() if not is_mine or statuses[n].now == "borrowed"
    ]
    context = {
        "key": key_of(request, name),
        "frame": frame,
        "failed": failed,
        "after": asked.after,
        "is_own": is_own,
        "others": others[:NAMED_UNDER_A_FIGURE],
        "more": len(others) - NAMED_UNDER_A_FIGURE,
    }
    return render(request, "study/drawing.html", context)


def _drawn(here: Session, chapter: str, asked: Asked, is_own: bool) -> tuple[Frame, str]:
    """The frame, and why the learner's code couldn't draw it, or ""."""
    failed = ""
    if is_own:
        try:
            return here.judge.figure(chapter, asked.entry.name, asked.at), ""
        except BootcampError as error:
            failed = str(error)
    return here.judge.figure(chapter, asked.entry.name, asked.at, is_reference=True), failed


@require_GET
def events(request: HttpRequest) -> StreamingHttpResponse:
    """What happens, as it happens: server-sent events."""
    here = local_session_of(request)
    subscription = here.subscribe()

    def stream() -> Iterator[str]:
        try:
            yield "retry: 1000\n\n"
            statuses = here.statuses()
            stamps = {name: stamp_of(status) for name, status in statuses.items()}
            yield _message({"kind": "state", "stamps": stamps, "list": stamp_of(statuses)})
            while True:
                event = subscription.get(timeout=15)
                if event and event.kind == "saved":  # its verdicts have been told
                    continue
                yield _message(_told(here, event)) if event else ": still here\n\n"
        finally:
            subscription.close()

    return StreamingHttpResponse(stream(), content_type="text/event-stream")


def _message(data: dict[str, object]) -> str:
    return f"data: {json.dumps(data)}\n\n"


def _told(here: Session, event: Event) -> dict[str, object]:
    told: dict[str, object] = {"kind": event.kind, "exercise": event.exercise, "text": event.text}
    if event.kind in ("verdict", "hint", "stopped", "changed"):
        told["stamp"] = stamp_of(here.statuses()[event.exercise])
    if event.kind == "verdict" and event.verdict:
        text = hash_of(here.workspace.source(event.exercise))
        told.update(text=event.verdict.says, outcome=event.verdict.outcome, hash=text)
    return told

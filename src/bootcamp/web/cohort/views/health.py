"""For whoever watches the server: does it run, and can it work?"""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse


def health(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"ok": True})


def ready(request: HttpRequest) -> JsonResponse:
    """The database answers, and has this version's tables."""
    try:
        executor = MigrationExecutor(connection)
        todo = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return JsonResponse({"ok": False, "says": "The database doesn't answer."}, status=503)
    if todo:
        says = f"{todo} changes of the tables are due: `bootcamp serve` makes them when it starts."
        return JsonResponse({"ok": False, "says": says}, status=503)
    return JsonResponse({"ok": True})

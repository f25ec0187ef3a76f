"""Calls and their outcomes as plain data, so that a plan can be kept: never a pickle."""

import base64
from typing import Any

from bootcamp.check.boundary.values import CantCrossError, Codec
from bootcamp.check.differ.calls import Call
from bootcamp.check.differ.outcomes import Outcome

Packed = dict[str, Any]


class _Codec(Codec):
    """Functions in a result are kept as functions, whichever they are."""

    def _pack_other(self, value: Any) -> Any:
        return ["function"] if callable(value) else super()._pack_other(value)

    def _unpack_other(self, tag: str, parts: list[Any]) -> Any:
        return len if tag == "function" else super()._unpack_other(tag, parts)


def packed(call: Call, outcome: Outcome) -> Packed:
    """A call and what came of it. Raises CantCrossError where one holds more than plain data."""
    if callable(outcome.result):
        raise CantCrossError("a handle on a host doesn't show whether it is a function")
    value, buffers = _Codec(step=1).pack(value=[_call_parts(call), _outcome_parts(outcome)])
    return {"value": value["value"], "buffers": [base64.b64encode(b).decode() for b in buffers]}


def unpacked(data: Packed) -> tuple[Call, Outcome]:
    """The call and the outcome."""
    buffers = [base64.b64decode(text) for text in data["buffers"]]
    ((call, outcome),) = _Codec(step=-1).unpack({"value": data["value"]}, buffers, "value")
    return _call(call), _outcome(outcome)


def _call_parts(call: Call) -> list[Any]:
    for part in [*call.args, *call.kwargs.values()]:
        if callable(part):
            raise CantCrossError("a function of the check's isn't plain data")
    return [call.args, call.kwargs, call.path, [_call_parts(inner) for inner in call.then]]


def _call(parts: list[Any]) -> Call:
    args, kwargs, path, then = parts
    return Call(args, kwargs, then=[_call(inner) for inner in then], path=path)


def _outcome_parts(outcome: Outcome) -> list[Any]:
    return [
        outcome.result,
        outcome.arguments,
        outcome.aliases,
        outcome.scale,
        [_outcome_parts(inner) for inner in outcome.then],
    ]


def _outcome(parts: list[Any]) -> Outcome:
    result, arguments, aliases, scale, then = parts
    made = Outcome(result, arguments=arguments, aliases=aliases, scale=scale)
    made.then = [_outcome(inner) for inner in then]
    return made

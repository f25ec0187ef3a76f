"""Tricks that speak on the worker's connection, in the place of the worker."""

from .attack import Attack, wrong

CHANNEL = """
import gc, json, os, socket, struct, time

def counted(values):
    channel = [o for o in gc.get_objects() if type(o).__name__ == "Channel"]
    if not channel:
        return -1
    line = channel[0]._connection
    def send(message, sizes=(), data=b""):
        frame = json.dumps({"message": message, "sizes": list(sizes)}).encode()
        line.sendall(struct.pack(">I", len(frame)) + frame + data)
"""

HEADS = {"counted": "counted(values)", "scaled": "scaled(x, factor=2.0)"}


def forged(code: str, exercise: str = "counted") -> Attack:
    """A trick that speaks on the worker's connection by itself."""
    body = "".join(f"    {line}\n" for line in code.strip().splitlines())
    head = CHANNEL.replace("counted(values)", HEADS[exercise])
    return Attack(exercise, f"{head}{body}    time.sleep(30)\n")


def laid_out(array: str, exercise: str = "counted") -> Attack:
    """A trick that sends eight bytes, and says how an array lies in them."""
    return forged(
        f"send({{'value': [{array}], 'changed': ['dict', []]}}, [8], b'12345678')", exercise
    )


def written_back(array: str) -> Attack:
    """A trick that says what the first array that was passed in has become."""
    changed = f"['dict', [[0, ['list', [{array}]]]]]"
    return forged(f"send({{'value': 2, 'changed': {changed}}}, [8], b'12345678')", "scaled")


FORGERIES = {
    # ---------------------------------------------------------------- on the connection itself
    "header_that_promises_gigabytes": forged("line.sendall(struct.pack('>I', 2**31))"),
    "header_that_is_no_json": forged("line.sendall(struct.pack('>I', 4) + b'\\xff' * 4)"),
    "nested_without_end": forged(
        "deep = b'[' * 3_000_000\nline.sendall(struct.pack('>I', len(deep)) + deep)"
    ),
    "buffers_that_never_come": forged("send({'value': 2, 'changed': None}, [60_000_000])"),
    "sizes_below_zero": forged("send({'value': 2, 'changed': None}, [-5])"),
    "more_buffers_than_bytes": forged("send({'value': 2, 'changed': None}, [0] * 1_000_000)"),
    "one_byte_at_a_time": forged(
        "frame = json.dumps({'message': {'value': 2}, 'sizes': []}).encode()\n"
        "line.sendall(struct.pack('>I', 1_000_000))\n"
        "while True:\n    line.sendall(b' ')\n    time.sleep(0.05)"
    ),
    "a_million_items": forged(
        "send({'value': ['list', [0] * 1_000_000], 'changed': ['dict', []]})"
    ),
    "array_of_objects": laid_out("'array', 'object', [1], [8], 0, True, 0, 1, 0"),
    "array_of_another_size_than_its_shape": laid_out(
        "'array', 'float64', [10**9], [8], 0, True, 0, 1, 0"
    ),
    "strides_that_leave_the_buffer": laid_out("'array', 'int64', [2], [8], 0, True, 0, 1, 0"),
    "strides_of_half_the_address_space": laid_out(
        "'array', 'int8', [2], [2**62], 0, True, 0, 1, 0"
    ),
    "strides_below_zero": laid_out("'array', 'int8', [2], [-1], 0, True, 0, 1, 0"),
    "offset_below_zero": laid_out("'array', 'int64', [], [], -8, True, 0, 1, 0"),
    "offset_behind_the_end": laid_out("'array', 'int64', [], [], 8, True, 0, 1, 0"),
    "one_byte_expanded_to_gigabytes": laid_out("'array', 'int8', [2**33], [0], 0, True, 0, 1, 0"),
    "one_byte_expanded_over_many_axes": laid_out(
        "'array', 'int8', [8] * 60, [0] * 60, 0, True, 0, 1, 0"
    ),
    "thousand_axes": laid_out("'array', 'int8', [1] * 1000, [1] * 1000, 0, True, 0, 1, 0"),
    "tensor_that_leaves_its_storage": laid_out("'tensor', 'int64', [2], [8], 0, True, 0, 1, 0"),
    "tensor_between_its_entries": laid_out("'tensor', 'int32', [1], [4], 1, True, 0, 1, 0"),
    "tensor_with_strides_below_zero": laid_out("'tensor', 'int8', [2], [-1], 1, True, 0, 1, 0"),
    "lengths_that_are_no_numbers": laid_out("'array', 'int8', [True], ['1'], 0, True, 0, 1, 0"),
    "shape_without_strides": laid_out("'array', 'int8', [2, 2], [1], 0, True, 0, 1, 0"),
    "buffer_that_was_not_sent": laid_out("'array', 'int8', [1], [1], 0, True, 7, 1, 0"),
    "number_of_no_memory": laid_out("'array', 'int8', [1], [1], 0, True, 0, [], 0"),
    "place_in_memory_that_is_no_number": laid_out(
        "'array', 'int64', [1], [8], 0, True, 0, 1, '0'", exercise="scaled"
    ),
    "function_of_the_checks_as_a_value": forged(
        "send({'value': ['theirs', 1], 'changed': ['dict', []]})"
    ),
    "tag_that_nobody_knows": forged(
        "send({'value': ['exec', 'import os'], 'changed': ['dict', []]})"
    ),
    "tuple_with_names_that_are_code": forged(
        "send({'value': ['named', ['__class__', 'x=1'], [1, 2]], 'changed': ['dict', []]})"
    ),
    "dtype_that_is_an_attribute": forged(
        "send({'value': ['dtype', 'torch', '__dict__'], 'changed': ['dict', []]})"
    ),
    "calls_back_what_was_never_given": forged(
        "send({'back': ['call', 99], 'arguments': ['tuple', []], 'options': ['dict', []]})"
    ),
    "calls_back_without_end": Attack(
        "mapped",
        "def mapped(function, values):\n    while True: function(1.0)\n",
    ),
    "arguments_that_changed_they_say": forged(
        "send({'value': 2, 'changed': ['dict', [[0, ['list', ['float64', ['tuple', [1]], "
        "['bytes', 0]]]]]]}, [8], b'\\0' * 8)"
    ),
    "argument_that_came_back_longer": written_back("'float64', ['tuple', [10**6]], ['bytes', 0]"),
    "argument_that_came_back_of_another_kind": written_back(
        "'complex128', ['tuple', [3]], ['bytes', 0]"
    ),
    "argument_that_came_back_with_too_few_bytes": written_back(
        "'float64', ['tuple', [3]], ['bytes', 0]"
    ),
    "argument_that_came_back_as_something_else": written_back("7"),
    "answers_ahead_of_the_questions": forged(
        "for _ in range(100): send({'value': -1, 'changed': ['dict', []]})"
    ),
    "error_of_a_thousand_classes": forged(
        "send({'error': ['dict', [['classes', ['list', [['list', ['a', 'b']]] * 1000]], ['text', 'x'], "
        "['lines', ['list', []]]]], 'changed': ['dict', []]})"
    ),
    "error_that_is_none": forged("send({'error': 7, 'changed': ['dict', []]})"),
    "hangs_up": forged("line.shutdown(socket.SHUT_RDWR)\nos.close(3)"),
    "never_answers": wrong("counted", "def counted(values):\n    while True: pass\n"),
    "thread_that_answers_too": wrong(
        "counted",
        "import threading, json, os, struct\n\ndef flood():\n"
        "    frame = json.dumps({'message': {'value': 2, 'changed': None}, 'sizes': []}).encode()\n"
        "    for _ in range(1000):\n        os.write(3, struct.pack('>I', len(frame)) + frame)\n\n"
        "def counted(values):\n    threading.Thread(target=flood, daemon=True).start()\n    return -1\n",
    ),
}

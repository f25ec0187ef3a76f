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


def forged(code: str) -> Attack:
    """A trick that speaks on the worker's connection by itself."""
    body = "".join(f"    {line}\n" for line in code.strip().splitlines())
    return Attack("counted", f"{CHANNEL}{body}    time.sleep(30)\n")


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
    "array_of_another_size_than_its_shape": forged(
        "send({'value': ['array', 'float64', [10**9], 0], 'changed': ['dict', []]}, [8], b'12345678')"
    ),
    "array_of_objects": forged(
        "send({'value': ['array', 'object', [1], 0], 'changed': ['dict', []]}, [8], b'12345678')"
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
        "send({'value': 2, 'changed': ['dict', [[0, ['array', 'float64', [1], 0]]]]}, [8], b'\\0' * 8)"
    ),
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

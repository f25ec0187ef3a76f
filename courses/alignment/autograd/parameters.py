"""Find every parameter of a network, wherever it sits, each exactly once.

The optimiser moves what this method returns and nothing else. A parameter that is missed never
learns; one that is listed twice takes two steps at a time. Neither raises an error.
"""

from typing import NamedTuple

import numpy as np

from bootcamp.author import Exercise, Mistake
from groundup.autograd.modules import Linear, Module, ReLU, Sequential
from groundup.autograd.value import Value


def with_duplicates(self):  # type: ignore[no-untyped-def]  # spliced into the class itself
    """Every parameter of this module and of those inside it, each once."""
    found: list[Value] = []
    for attribute in vars(self).values():
        parts = attribute if isinstance(attribute, list | tuple) else [attribute]
        for part in parts:
            if isinstance(part, Module):
                found.extend(part.parameters())
            elif isinstance(part, Value) and part.requires_grad and not part.parents:
                found.append(part)
    return found


exercise = Exercise(
    implements=Module.parameters,
    minutes=20,
    difficulty=3,
    importance=4,
    hints=(
        "`vars(self)` is a dictionary of an object's attributes, in the order they were set. What "
        "can an attribute be? Go through the cases that the class's docstring names.",
        "A module inside knows its own parameters: ask it. A list or tuple is several attributes "
        "in one.",
        "To keep an order and list nothing twice, collect in a dictionary, whose keys stay in the "
        "order in which they first came.",
    ),
    notice="The keys of a dictionary do two things at once: each comes once, and they stay in "
    "order. A module inside is asked by the same method, so depth needs no code.",
    mistakes=(
        Mistake(
            "attribute if isinstance(attribute, list | tuple) else [attribute]",
            "[attribute]",
            says="Lists are not looked into. A Sequential keeps its modules in one, so it has no "
            "parameters at all.",
        ),
        Mistake(
            "found.update(dict.fromkeys(part.parameters()))",
            "pass",
            says="Modules inside this one are passed over: only its own Values are found.",
        ),
        Mistake(
            " and part.requires_grad",
            "",
            says="Values that need no gradient are listed. They are constants: nothing will ever "
            "arrive in their `grad`.",
        ),
        Mistake(
            "isinstance(attribute, list | tuple)",
            "isinstance(attribute, list)",
            says="Tuples are not looked into. The contract says lists, and a tuple is one that "
            "can't be changed.",
        ),
        Mistake(
            with_duplicates,
            says="What two modules share is listed twice, and an optimiser would move it twice per "
            "step. Each parameter counts once.",
        ),
        Mistake(
            " and not part.parents",
            "",
            says="A Value that was computed is listed, say a result that a module keeps to look "
            "at. A parameter is a leaf: no gradient is collected anywhere else.",
        ),
        Mistake(
            " and part.requires_grad",
            " and part.grad is not None",
            says="Only those are found that have a gradient already. Before the first backward "
            "pass none has.",
        ),
        Mistake(
            "elif isinstance(part, Value)",
            "elif part is attribute and isinstance(part, Value)",
            says="Values that stand in a list are passed over. An attribute may be a list of "
            "parameters.",
        ),
        Mistake(
            "return list(found)",
            "return sorted(found, key=lambda value: not any(value is own for own in "
            "vars(self).values()))",
            says="The module's own Values come first, and those of its modules after them. They "
            "come in the order in which the attributes were set.",
        ),
    ),
)


def shapes_of(module: Module) -> list[tuple[int, ...]]:
    return [tuple(parameter.shape) for parameter in module.parameters()]


def test_a_layer_has_its_weight_and_its_bias(rng: np.random.Generator) -> None:
    assert shapes_of(Linear(2, 3, rng)) == [(2, 3), (3,)]


def test_a_network_has_those_of_its_layers_in_order(rng: np.random.Generator) -> None:
    network = Sequential(Linear(2, 3, rng), ReLU(), Linear(3, 5, rng))
    assert shapes_of(network) == [(2, 3), (3,), (3, 5), (5,)]


def test_networks_inside_networks_count(rng: np.random.Generator) -> None:
    inner = Sequential(Linear(2, 3, rng), ReLU())
    network = Sequential(Sequential(inner), Linear(3, 5, rng))
    assert shapes_of(network) == [(2, 3), (3,), (3, 5), (5,)]


def test_a_module_kept_as_an_attribute_is_found(rng: np.random.Generator) -> None:
    block = Module()
    block.scale = Value(np.ones(7), requires_grad=True)
    block.layer = Linear(2, 3, rng)
    block.shift = Value(np.ones(11), requires_grad=True)
    assert shapes_of(block) == [(7,), (2, 3), (3,), (11,)]


def test_values_in_a_list_and_in_a_tuple_are_found() -> None:
    block = Module()
    block.listed = [Value(np.ones(2), requires_grad=True), Value(np.ones(3), requires_grad=True)]
    block.fixed = (Value(np.ones(5), requires_grad=True), Value(np.ones(7), requires_grad=True))
    block.name = "anything else is no parameter"
    assert shapes_of(block) == [(2,), (3,), (5,), (7,)]


def test_a_layer_in_two_places_counts_once(rng: np.random.Generator) -> None:
    layer = Linear(3, 3, rng)
    network = Sequential(layer, ReLU(), layer, Linear(3, 5, rng))
    assert shapes_of(network) == [(3, 3), (3,), (3, 5), (5,)]


def test_a_weight_that_two_layers_share_counts_once(rng: np.random.Generator) -> None:
    first, second = Linear(3, 3, rng), Linear(3, 3, rng)
    second.weight = first.weight
    assert shapes_of(Sequential(first, second)) == [(3, 3), (3,), (3,)]


def test_equal_numbers_are_not_the_same_parameter() -> None:
    block = Module()
    block.one = Value(np.ones(2), requires_grad=True)
    block.other = Value(np.ones(2), requires_grad=True)
    assert shapes_of(block) == [(2,), (2,)]


def test_a_constant_is_no_parameter(rng: np.random.Generator) -> None:
    layer = Linear(2, 3, rng)
    layer.scale = Value(np.ones(7))
    assert shapes_of(layer) == [(2, 3), (3,)]


def test_they_come_in_a_list_and_can_be_asked_for_by_number(rng: np.random.Generator) -> None:
    second = Linear(2, 3, rng).parameters()[1]
    assert tuple(second.shape) == (3,)


def test_they_are_the_modules_own_and_no_copies(rng: np.random.Generator) -> None:
    layer = Linear(2, 1, rng)
    for parameter in layer.parameters():
        parameter.data = parameter.data * 0.0 + 4.0
    np.testing.assert_allclose(layer.weight.data, [[4.0], [4.0]])
    np.testing.assert_allclose(layer.bias.data, [4.0])


def test_constants_in_a_list_and_in_a_tuple_are_no_parameters() -> None:
    block = Module()
    block.listed = [Value(np.ones(2)), Value(np.ones(3), requires_grad=True)]
    block.fixed = (Value(np.ones(5), requires_grad=True), Value(np.ones(7)))
    assert shapes_of(block) == [(3,), (5,)]


def test_modules_in_a_tuple_are_found(rng: np.random.Generator) -> None:
    block = Module()
    block.pair = (Linear(2, 3, rng), Sequential(Linear(3, 5, rng)))
    assert shapes_of(block) == [(2, 3), (3,), (3, 5), (5,)]


def test_what_was_computed_is_no_parameter(rng: np.random.Generator) -> None:
    layer = Linear(2, 3, rng)
    layer.last_output = layer(Value(np.ones((7, 2))))
    layer.history = [layer.weight * 2.0]
    assert shapes_of(layer) == [(2, 3), (3,)]


def test_a_list_may_mix_parameters_modules_and_other_things(rng: np.random.Generator) -> None:
    block = Module()
    block.parts = [Value(np.ones(7), requires_grad=True), Linear(2, 3, rng), "a name", None]
    block.empty = []
    assert shapes_of(block) == [(7,), (2, 3), (3,)]


def test_the_name_of_an_attribute_doesnt_matter(rng: np.random.Generator) -> None:
    block = Module()
    block._scale = Value(np.ones(7), requires_grad=True)
    block.B = Linear(2, 3, rng)
    assert shapes_of(block) == [(7,), (2, 3), (3,)]


def test_a_second_call_finds_the_same_and_what_is_new(rng: np.random.Generator) -> None:
    network = Sequential(Linear(2, 3, rng))
    assert shapes_of(network) == [(2, 3), (3,)]
    assert shapes_of(network) == [(2, 3), (3,)]
    network.scale = Value(np.ones(7), requires_grad=True)
    assert shapes_of(network) == [(2, 3), (3,), (7,)]


def test_a_parameter_under_two_names_counts_once() -> None:
    block = Module()
    block.scale = Value(np.ones(7), requires_grad=True)
    block.shift = Value(np.ones(11), requires_grad=True)
    block.again = [block.shift, block.scale]
    assert shapes_of(block) == [(7,), (11,)]


class Pair(NamedTuple):
    one: Value
    other: Value


class Parts(list[Value]):
    """A list of another name."""


def test_what_is_derived_from_a_list_or_a_tuple_is_one() -> None:
    block = Module()
    two, three, five = (Value(np.ones(n), requires_grad=True) for n in (2, 3, 5))
    block.pair, block.parts = Pair(two, three), Parts([five])
    assert shapes_of(block) == [(2,), (3,), (5,)]

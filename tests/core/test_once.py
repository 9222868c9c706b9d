"""Frozen values that are quick to make, and attributes that are worked out once."""

from dataclasses import FrozenInstanceError

import pytest

from restride.core.decision import Bound
from restride.core.once import once, quickly


class Counted:
    """How often its attribute was worked out."""

    times = 0

    @once
    def answer(self) -> int:
        """An answer."""
        self.times += 1
        return self.times


def test_an_attribute_is_worked_out_once_for_each_instance() -> None:
    one, other = Counted(), Counted()
    assert (one.answer, one.answer, other.answer) == (1, 1, 1)
    assert Counted.answer.__doc__ == "An answer."


def test_a_value_made_quickly_is_like_any_other() -> None:
    quick, plain = quickly(Bound)(op="at_most", value=20), Bound(op="at_most", value=20)
    assert quick == plain
    assert type(quick) is Bound
    assert (repr(quick), hash(quick)) == (repr(plain), hash(plain))


def test_a_value_made_quickly_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        quickly(Bound)(op="at_most", value=20).value = 30  # type: ignore[misc]


def test_a_value_made_quickly_needs_its_fields() -> None:
    with pytest.raises(TypeError, match="value"):
        quickly(Bound)(op="at_most")  # type: ignore[call-arg]

"""The list of measures: what each may be told, who may read its value, and whether only a run answers it."""

from dataclasses import FrozenInstanceError
from importlib.util import module_from_spec, spec_from_file_location
from types import MappingProxyType, ModuleType

import pytest

from restride.core.measures import registry
from restride.core.measures.measure import Measure
from restride.core.terms import Category


def made_anew() -> ModuleType:
    """The registry, put together once more."""
    spec = spec_from_file_location(registry.__name__, registry.__file__)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def anew() -> MappingProxyType[str, Measure]:
    return made_anew().MEASURES


def test_each_measure_stands_under_its_own_name() -> None:
    assert {name: one.name for name, one in anew().items()} == {name: name for name in registry.MEASURES}
    assert dict(anew()) == dict(registry.MEASURES)


def test_a_measure_is_of_the_category_whose_readers_may_see_its_value() -> None:
    of = {name: one.category for name, one in anew().items()}
    assert of["clearance_given"] is Category.DECISIONS
    assert of["unconfirmed_activities"] is Category.FILES
    assert of["activities_in_review"] is Category.FILES
    assert of["pain_this_morning"] is Category.SYMPTOMS
    assert {name for name, one in of.items() if one is Category.FILES} == made_anew()._FILES
    assert {name for name, one in of.items() if one is Category.DECISIONS} == made_anew()._DECISIONS


def test_a_measure_declares_what_a_protocol_may_tell_it() -> None:
    spells, nights, pain = (anew()[name] for name in ("symptom_spells", "nights_woken_in_pain", "pain_this_morning"))
    assert dict(spells.params) == {"what": "word", "over": "int", "days": "int"}
    assert dict(spells.words) == {"what": ("limp", "sharp", "swelling_h", "soreness_h", "stiffness_min")}
    assert dict(nights.params) == {"days": "int", "pain": "nrs"}
    assert dict(nights.words) == {}
    assert dict(pain.params) == {}
    assert (pain.unit, spells.unit) == ("nrs", "count")
    with pytest.raises(TypeError):
        nights.params["days"] = "word"  # type: ignore[index]
    with pytest.raises(FrozenInstanceError):
        nights.unit = "h"  # type: ignore[misc]


def test_only_measures_of_a_run_say_that_a_run_answers_them() -> None:
    needs = {name for name, one in anew().items() if one.needs_run}
    assert {"pain_during_last_run", "hours_since_run", "red_runs"} <= needs
    assert not {"pain_this_morning", "runs_in_days", "clearance_given", "too_much_in_a_row"} & needs


def test_a_measure_means_what_its_function_says_it_answers() -> None:
    assert anew()["pain_this_morning"].meaning == "Your pain this morning, 0 to 10."
    assert all(one.meaning for one in anew().values())

    def silent(context: object, params: object) -> None: ...

    nothing = Measure(name="a", unit="h", category=Category.SYMPTOMS, read=silent)  # type: ignore[arg-type]
    assert nothing.meaning == ""

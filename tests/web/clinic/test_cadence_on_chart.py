"""The cadence programme on the chart: own steps, goal, sessions and checks, only where symptoms are shared."""

from restride.core.cadence_entries import CadenceMeasured, CueSessionDone
from restride.core.events import Body
from restride.core.terms import Category
from restride.usecases.entry import Stamp, entry
from tests.web.clinic.people import Clinic


def told(clinic: Clinic, *bodies: Body) -> None:
    scene = clinic.scene
    with scene.ports.units.begin(scene.me.person, scene.me.actor, scene.me.purpose) as unit:
        for body in bodies:
            unit.append(entry(scene.me, body, Stamp(id=scene.id(), recorded_at=scene.clock.now())))


def page(clinic: Clinic) -> str:
    return str(clinic.at_desk.get(clinic.page).content.decode())


def test_the_chart_shows_own_steps_goal_and_sessions(clinic: Clinic) -> None:
    told(clinic, CadenceMeasured(spm=160, how="counted"), CueSessionDone(target_spm=168))
    clinic.link()
    said = page(clinic)
    assert "Own steps: 160 a minute, counted" in said
    assert "1 of 8 sessions" in said


def test_without_a_programme_there_is_no_such_card(clinic: Clinic) -> None:
    clinic.link()
    assert "Cadence programme" not in page(clinic)


def test_what_is_not_shared_is_not_there(clinic: Clinic) -> None:
    told(clinic, CadenceMeasured(spm=160, how="counted"))
    clinic.scene.share(Category.DECISIONS)
    assert "Own steps" not in page(clinic)

"""A record in which every kind of object is there. For tests only."""

from typing import Any

from tests.web.clinic.people import Clinic


def lived_record(clinic: Clinic) -> dict[str, Any]:
    """Makes it and gives the ids, by the names that addresses have for them."""
    from datetime import timedelta

    from restride.core.terms import PainMoment
    from restride.usecases.check_in import CheckInGiven, record_check_in
    from restride.usecases.clearance import give_clearance
    from restride.usecases.correct import withdraw
    from restride.usecases.goal import WantedGoal, set_goal
    from restride.usecases.limit import Limit, add_limit
    from restride.usecases.override import Waiver, give_waiver, waivable
    from restride.usecases.prescribe_exercise import Prescription, prescribe_exercise
    from tests.story import calm

    clinic.link()
    scene = clinic.scene
    given, entry, waiver = scene.form(), scene.id(), scene.id()
    give_clearance(scene.ports, scene.by(), given)
    morning = CheckInGiven(id=entry, episode=scene.episode, moment=PainMoment.MORNING, answers=calm())
    record_check_in(scene.ports, scene.me, morning)
    withdraw(scene.ports, scene.me, entry, "slip", id=scene.id())
    until = (scene.clock.now() + timedelta(days=3)).date()
    limit = Limit(id=scene.id(), episode=scene.episode, until=until, reason="sore tendon", run_s_most=600)
    add_limit(scene.ports, scene.by(), limit)
    goal = scene.id()
    set_goal(scene.ports, scene.me, WantedGoal(id=goal, table="to-5km"))
    prescription = scene.id()
    exercise = Prescription(id=prescription, episode=scene.episode, exercise="step_up", until=until)
    prescribe_exercise(scene.ports, scene.by(), exercise)
    rule = waivable(scene.protocol())[0]
    give_waiver(
        scene.ports, scene.by(), Waiver(id=waiver, episode=scene.episode, rule=rule, until=until, reason="seen")
    )
    return {
        "kim": clinic.kim.pk,
        "flag": scene.flag(),
        "entry": entry,
        "prescription": prescription,
        "limit": limit.id,
        "goal": goal,
        "decision": next(iter(scene.record().state.decisions)),
        "clearance": given.id,
        "waiver": waiver,
        "episode": scene.episode,
        "item": scene.protocol().items[0].id,
    }

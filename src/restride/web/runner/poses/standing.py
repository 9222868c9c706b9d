"""Poses on two feet or one: squats, steps, hinges, raises, reaches."""

from restride.web.runner.poses.picture import (
    Frame,
    Picture,
    arm,
    band,
    block,
    chair,
    facing,
    leg,
    picture,
    wall,
    weight,
)
from restride.web.runner.poses.skeleton import Arm, Leg, Point, Pose

_TALL = 55.0  # the hip of somebody who stands
_TIPTOE = 8.7
_ON_TOES = -50.0


def _stand(
    *legs: Leg, hip: Point = (0.0, _TALL), trunk: float = 90.0, arms: tuple[Arm, ...] = (), head: float | None = None
) -> Pose:
    """Facing right; without arms given they hang."""
    both = (legs[0], legs[-1]) if legs else (leg(1.0), leg(-1.0))
    hanging = (arm(hip[0] + 3.0, hip[1] + 1.0), arm(hip[0] + 3.0, hip[1] + 1.0))
    return Pose(hip=hip, trunk=trunk, legs=both, arms=arms or hanging, head=head)


def _forward(x: float, y: float) -> tuple[Arm, Arm]:
    return (arm(x, y), arm(x, y))


def _front(*legs: Leg, hip: Point = (0.0, _TALL), trunk: float = 90.0, arms: tuple[Arm, ...] = ()) -> Pose:
    """Seen from the front; the first leg stands at the right of the picture."""
    hanging = (arm(hip[0] + 14.0, hip[1] + 2.0, 1), arm(hip[0] - 14.0, hip[1] + 2.0, -1))
    return Pose(hip=hip, trunk=trunk, legs=(legs[0], legs[-1]), arms=arms or hanging, front=True)


_SQUAT = _stand(leg(4.0), hip=(-14.0, 33.0), trunk=62.0, arms=_forward(34.0, 52.0))
_LUNGE_LEGS = (leg(22.0), leg(-28.0, 9.0, foot=_ON_TOES))
_WEIGHTS = (weight(4.0, 52.0),)

PICTURES = {
    "squat": picture(_stand(leg(2.0), arms=_forward(26.0, 76.0)), _SQUAT, work="both_legs"),
    "wall_sit": picture(
        _stand(leg(24.0), hip=(2.0, 50.0), trunk=90.0),
        _stand(leg(28.0), hip=(2.0, 30.0), trunk=90.0),
        wall(-4.0),
        work="both_legs",
    ),
    "spanish_squat": Picture(
        start=Frame(pose=_stand(leg(2.0), arms=_forward(28.0, 74.0)), things=(band((0.0, 29.0), (56.0, 29.0)),)),
        end=Frame(
            pose=_stand(
                Leg(ankle=(2.0, 4.0), knee=(3.0, 29.0)), hip=(-22.0, 31.0), trunk=80.0, arms=_forward(14.0, 56.0)
            ),
            things=(band((2.0, 28.0), (56.0, 28.0)),),
        ),
        things=(wall(56.0, 46.0),),
        work="both_legs",
    ),
    "step_up": picture(
        _stand(leg(24.0, 22.0), leg(-6.0), hip=(-2.0, 54.0), trunk=80.0),
        _stand(leg(24.0, 22.0), leg(20.0, 30.0), hip=(24.0, 72.0)),
        block(12.0, 44.0, 18.0),
    ),
    "step_down": picture(
        _stand(leg(0.0, 22.0), leg(12.0, 30.0, foot=10.0), hip=(0.0, 73.0)),
        _stand(leg(0.0, 22.0), leg(22.0, 5.0, foot=25.0), hip=(-8.0, 55.0), trunk=72.0, arms=_forward(24.0, 70.0)),
        block(-20.0, 12.0, 18.0),
    ),
    "split_squat": picture(
        _stand(*_LUNGE_LEGS, hip=(-3.0, 46.0)),
        _stand(*_LUNGE_LEGS, hip=(-3.0, 30.0)),
    ),
    "bulgarian_split_squat": picture(
        _stand(leg(20.0), leg(-34.0, 27.0, bend=1, foot=-100.0), hip=(2.0, 50.0), trunk=84.0),
        _stand(leg(20.0), leg(-34.0, 27.0, bend=1, foot=-100.0), hip=(-2.0, 32.0), trunk=74.0),
        block(-50.0, -26.0, 21.0),
    ),
    "single_leg_squat": picture(
        _stand(leg(0.0), leg(-10.0, 14.0, foot=-30.0), arms=_forward(24.0, 76.0)),
        _stand(leg(2.0), leg(-22.0, 16.0, foot=-40.0), hip=(-12.0, 37.0), trunk=62.0, arms=_forward(36.0, 56.0)),
    ),
    "leg_extension": picture(
        _stand(leg(26.0, 8.0), hip=(0.0, 33.0), arms=_forward(-2.0, 34.0)),
        _stand(leg(50.0, 32.0, foot=80.0), leg(26.0, 8.0), hip=(0.0, 33.0), arms=_forward(-2.0, 34.0)),
        chair(-10.0),
    ),
    "hip_hike": picture(
        _front(facing(-4.0, 22.0), facing(-18.0, 12.0), hip=(0.0, 71.0), trunk=94.0),
        _front(facing(4.0, 22.0), facing(-12.0, 28.0), hip=(0.0, 73.0), trunk=84.0),
        block(-5.0, 26.0, 18.0),
        work="trunk",
    ),
    "standing_hip_abduction_iso": picture(
        _front(facing(18.0, 22.0, bend=1), facing(-6.0), arms=(arm(6.0, 62.0, 1), arm(-10.0, 60.0, -1))),
        _front(
            Leg(ankle=(13.0, 20.0), knee=(23.0, 38.0), short=True),
            facing(-6.0),
            arms=(arm(6.0, 62.0, 1), arm(-10.0, 60.0, -1)),
        ),
        wall(26.0),
    ),
    "monster_walk": Picture(
        start=Frame(
            pose=_front(facing(9.0, bend=1), facing(-9.0, bend=-1), hip=(0.0, 50.0)),
            things=(band((-11.0, 14.0), (11.0, 14.0)),),
        ),
        end=Frame(
            pose=_front(facing(24.0, bend=1), facing(-12.0, bend=-1), hip=(5.0, 49.0)),
            things=(band((-14.0, 14.0), (24.0, 14.0)),),
        ),
    ),
    "single_leg_rdl": picture(
        _stand(leg(0.0), leg(-6.0, 8.0, foot=-20.0)),
        _stand(
            leg(2.0),
            leg(-56.0, 46.0, bend=-1, foot=-70.0),
            hip=(-5.0, 52.0),
            trunk=12.0,
            arms=_forward(28.0, 26.0),
            head=20.0,
        ),
    ),
    "askling_diver": picture(
        _stand(leg(0.0), leg(-6.0, 8.0, foot=-20.0), arms=_forward(28.0, 84.0)),
        _stand(
            leg(4.0),
            leg(-50.0, 50.0, bend=-1, foot=-70.0),
            hip=(-6.0, 47.0),
            trunk=14.0,
            arms=_forward(57.0, 60.0),
            head=24.0,
        ),
    ),
    "deadlift": Picture(
        start=Frame(pose=_stand(leg(2.0), arms=_forward(6.0, 54.0)), things=(weight(7.0, 51.0),)),
        end=Frame(
            pose=_stand(leg(2.0), hip=(-17.0, 44.0), trunk=38.0, arms=_forward(9.0, 31.0), head=46.0),
            things=(weight(10.0, 28.0),),
        ),
        work="both_legs",
    ),
    "calf_raise_double": picture(
        _stand(leg(0.0), arms=_forward(30.0, 84.0)),
        _stand(leg(0.0, _TIPTOE, foot=_ON_TOES), hip=(1.0, 60.0), arms=_forward(30.0, 86.0)),
        wall(32.0),
        work="both_legs",
    ),
    "calf_raise_single": picture(
        _stand(leg(0.0), leg(-12.0, 18.0, foot=-60.0), arms=_forward(30.0, 84.0)),
        _stand(
            leg(0.0, _TIPTOE, foot=_ON_TOES), leg(-12.0, 22.0, foot=-60.0), hip=(1.0, 60.0), arms=_forward(30.0, 86.0)
        ),
        wall(32.0),
    ),
    "calf_raise_seated": Picture(
        start=Frame(pose=_stand(leg(26.0), hip=(0.0, 31.0), arms=_forward(22.0, 38.0)), things=(weight(22.0, 38.0),)),
        end=Frame(
            pose=_stand(leg(25.0, _TIPTOE, foot=_ON_TOES), hip=(0.0, 31.0), arms=_forward(22.0, 44.0)),
            things=(weight(22.0, 44.0),),
        ),
        things=(chair(-12.0, 27.0),),
        work="both_legs",
    ),
    "eccentric_heel_drop": picture(
        _stand(leg(6.0, 26.7, foot=_ON_TOES), hip=(7.0, 78.0), arms=_forward(30.0, 96.0)),
        _stand(leg(0.0, 18.0, foot=30.0), leg(-8.0, 30.0, foot=-20.0), hip=(1.0, 69.0), arms=_forward(30.0, 92.0)),
        block(6.0, 32.0, 18.0),
    ),
    "heavy_slow_calf": Picture(
        start=Frame(pose=_stand(leg(0.0, 19.0, foot=25.0), hip=(0.0, 70.0)), things=(weight(4.0, 68.0),)),
        end=Frame(pose=_stand(leg(4.0, 26.7, foot=_ON_TOES), hip=(5.0, 78.0)), things=(weight(9.0, 76.0),)),
        things=(block(5.0, 32.0, 18.0),),
        work="both_legs",
    ),
    "towel_heel_raise": picture(
        _stand(leg(0.0, 18.0, foot=25.0), leg(-10.0, 32.0, foot=-40.0), hip=(0.0, 69.0), arms=_forward(28.0, 92.0)),
        _stand(leg(4.0, 27.0, foot=-40.0), leg(-8.0, 40.0, foot=-40.0), hip=(5.0, 78.0), arms=_forward(28.0, 96.0)),
        block(5.0, 32.0, 18.0),
        block(9.0, 15.0, 22.0),
    ),
    "tib_raise": picture(
        _stand(leg(12.0), hip=(-2.0, 54.0), trunk=94.0),
        _stand(leg(12.0, foot=35.0), hip=(-2.0, 54.0), trunk=94.0),
        wall(-8.0),
        work="both_legs",
    ),
    "balance_single_leg": picture(
        _stand(leg(0.0), leg(-3.0)),
        _stand(leg(0.0), leg(4.0, 26.0, foot=-20.0), arms=(arm(24.0, 74.0), arm(-24.0, 74.0, 1))),
    ),
    "balance_reach": picture(
        _stand(leg(0.0), leg(4.0, 8.0), arms=_forward(-2.0, 64.0)),
        _stand(leg(2.0), leg(42.0, 6.0, bend=-1, foot=15.0), hip=(-12.0, 42.0), trunk=78.0, arms=_forward(-14.0, 52.0)),
    ),
    "pallof_press": Picture(
        start=Frame(
            pose=_stand(leg(8.0), leg(-8.0), arms=(arm(10.0, 78.0), arm(10.0, 78.0))),
            things=(band((10.0, 78.0), (-40.0, 78.0)),),
        ),
        end=Frame(
            pose=_stand(leg(8.0), leg(-8.0), arms=(arm(33.0, 80.0), arm(33.0, 80.0))),
            things=(band((33.0, 80.0), (-40.0, 78.0)),),
        ),
        things=(wall(-40.0),),
        work="arms",
    ),
    "ankle_mobility": picture(
        _stand(leg(4.0), leg(-24.0, 9.0, foot=_ON_TOES), hip=(-8.0, 48.0), arms=_forward(24.0, 74.0)),
        _stand(
            Leg(ankle=(4.0, 4.0), knee=(22.0, 24.0)),
            leg(-24.0, 9.0, foot=_ON_TOES),
            hip=(0.0, 42.0),
            arms=_forward(24.0, 70.0),
        ),
        wall(26.0),
    ),
    "hip_mobility_drill": picture(
        _stand(leg(-32.0, 16.0, foot=-50.0), leg(0.0), arms=(arm(-10.0, 66.0), arm(30.0, 80.0))),
        _stand(leg(34.0, 22.0, foot=40.0), leg(0.0), arms=(arm(-10.0, 66.0), arm(30.0, 80.0))),
        wall(46.0),
    ),
    "calf_stretch": picture(
        _stand(leg(-22.0), leg(4.0), hip=(-6.0, 50.0), trunk=84.0, arms=_forward(30.0, 80.0)),
        _stand(leg(-26.0), leg(10.0), hip=(4.0, 44.0), trunk=74.0, arms=_forward(30.0, 76.0)),
        wall(32.0),
    ),
    "calf_push_off_drill": picture(
        _stand(leg(0.0), leg(-16.0, 8.0, foot=-40.0), arms=(arm(-12.0, 60.0), arm(16.0, 66.0))),
        _stand(
            leg(0.0, _TIPTOE, foot=_ON_TOES),
            leg(16.0, 38.0, foot=-5.0),
            hip=(2.0, 60.0),
            arms=(arm(20.0, 74.0), arm(-10.0, 64.0)),
        ),
    ),
}

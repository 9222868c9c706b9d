"""Poses with landings: on the ground and in the air."""

from restride.web.runner.poses.picture import Frame, Line, Picture, arm, block, facing, leg, picture, rope
from restride.web.runner.poses.skeleton import Arm, Leg, Point, Pose


def _up(*legs: Leg, hip: Point, trunk: float = 88.0, arms: tuple[Arm, ...] = ()) -> Pose:
    loose = (arm(hip[0] + 12.0, hip[1] + 14.0), arm(hip[0] + 8.0, hip[1] + 14.0))
    return Pose(hip=hip, trunk=trunk, legs=(legs[0], legs[-1]), arms=arms or loose)


def _across(*legs: Leg, hip: Point) -> Pose:
    bent = (arm(hip[0] + 16.0, hip[1] + 14.0, 1), arm(hip[0] - 16.0, hip[1] + 14.0, -1))
    return Pose(hip=hip, trunk=90.0, legs=(legs[0], legs[-1]), arms=bent, front=True)


_LAND = _up(leg(1.0), hip=(-2.0, 52.0))
_ONE = _up(leg(1.0), leg(-16.0, 20.0, foot=-60.0), hip=(-2.0, 52.0))
_DEEP = _up(leg(4.0), hip=(-12.0, 36.0), trunk=66.0, arms=(arm(-12.0, 38.0), arm(-16.0, 40.0)))
_MARK = Line(points=((0.0, 0.0), (0.0, 9.0)), thin=True)
_HANDS = (arm(10.0, 62.0), arm(10.0, 62.0))

PICTURES = {
    "double_leg_pogo": picture(_LAND, _up(leg(0.0, 17.0, foot=-40.0), hip=(0.0, 67.0)), work="both_legs"),
    "calf_rebound": picture(_LAND, _up(leg(0.0, 9.0, foot=-50.0), hip=(0.0, 60.0)), work="both_legs"),
    "jump_rope": Picture(
        start=Frame(pose=_up(leg(1.0), hip=(-1.0, 53.0), arms=_HANDS), things=(rope((10.0, 62.0), 120.0),)),
        end=Frame(
            pose=_up(leg(0.0, 15.0, foot=-40.0), hip=(0.0, 65.0), arms=(arm(10.0, 70.0), arm(10.0, 70.0))),
            things=(rope((10.0, 70.0), 3.0),),
        ),
        work="both_legs",
    ),
    "lateral_hop": picture(
        _across(facing(-12.0), facing(-20.0, bend=-1), hip=(-17.0, 51.0)),
        _across(facing(18.0, 15.0), facing(9.0, 15.0, bend=-1), hip=(10.0, 63.0)),
        _MARK,
        work="both_legs",
    ),
    "jump_squat": picture(_DEEP, _up(leg(0.0, 22.0, foot=-50.0), hip=(0.0, 73.0), trunk=90.0), work="both_legs"),
    "drop_landing": picture(
        _up(leg(-20.0, 34.0), leg(0.0, 30.0, foot=10.0), hip=(-18.0, 84.0)),
        _up(leg(24.0), hip=(12.0, 37.0), trunk=70.0),
        block(-38.0, -8.0, 30.0),
        work="both_legs",
    ),
    "single_leg_pogo": picture(_ONE, _up(leg(0.0, 17.0, foot=-40.0), leg(-16.0, 36.0, foot=-60.0), hip=(0.0, 67.0))),
    "hop_in_place_30s": picture(_ONE, _up(leg(0.0, 13.0, foot=-40.0), leg(-18.0, 30.0, foot=-60.0), hip=(0.0, 63.0))),
    "single_leg_broad_hop": picture(
        _up(
            leg(-14.0),
            leg(-34.0, 22.0, foot=-60.0),
            hip=(-22.0, 42.0),
            trunk=60.0,
            arms=(arm(-34.0, 46.0), arm(-38.0, 48.0)),
        ),
        _up(
            leg(30.0, 12.0, foot=15.0),
            leg(-8.0, 30.0, foot=-60.0),
            hip=(10.0, 56.0),
            trunk=74.0,
            arms=(arm(38.0, 74.0),) * 2,
        ),
    ),
    "box_jump_single": picture(
        _up(leg(-22.0), leg(-38.0, 22.0, foot=-60.0), hip=(-28.0, 42.0), trunk=64.0),
        _up(leg(20.0, 24.0), leg(4.0, 42.0, foot=-60.0), hip=(12.0, 66.0), trunk=72.0),
        block(6.0, 36.0, 20.0),
    ),
    "bounding": picture(
        _up(
            leg(-20.0, 9.0, foot=-50.0),
            leg(16.0, 36.0, foot=-10.0),
            hip=(-2.0, 55.0),
            trunk=82.0,
            arms=(arm(24.0, 74.0), arm(-22.0, 66.0)),
        ),
        _up(
            leg(36.0, 26.0, foot=10.0),
            leg(-36.0, 40.0, bend=1, foot=-80.0),
            hip=(4.0, 66.0),
            trunk=84.0,
            arms=(arm(-18.0, 74.0), arm(32.0, 84.0)),
        ),
    ),
}

"""Poses of running, walking and work without running."""

from restride.web.runner.poses.picture import Frame, Line, Picture, Ring, arm, block, facing, leg, picture, water
from restride.web.runner.poses.skeleton import Arm, Leg, Point, Pose


def _go(*legs: Leg, hip: Point = (0.0, 53.0), trunk: float = 86.0, arms: tuple[Arm, ...] = ()) -> Pose:
    swinging = (arm(hip[0] + 22.0, hip[1] + 20.0), arm(hip[0] - 16.0, hip[1] + 12.0))
    return Pose(hip=hip, trunk=trunk, legs=(legs[0], legs[-1]), arms=arms or swinging)


def _across(*legs: Leg, hip: Point = (0.0, 54.0), trunk: float = 90.0) -> Pose:
    bent = (arm(hip[0] + 8.0, hip[1] + 22.0, 1), arm(hip[0] - 15.0, hip[1] + 14.0, -1))
    return Pose(hip=hip, trunk=trunk, legs=(legs[0], legs[-1]), arms=bent, front=True)


_BACK = leg(-26.0, 30.0, foot=-80.0)
_NEAR = leg(7.0, foot=0.0)
_FAR_OUT = leg(27.0, 6.0, foot=25.0)
_STRIDE = _go(_NEAR, _BACK)
_CENTRE = Line(points=((0.0, 0.0), (0.0, 8.0)), thin=True)
_TICKS = (Line(points=((40.0, 96.0), (46.0, 102.0)), thin=True), Line(points=((44.0, 88.0), (52.0, 88.0)), thin=True))
_BELT = Line(points=((-44.0, 3.0), (44.0, 3.0)))
_RAIL = Line(points=((38.0, 3.0), (46.0, 66.0), (34.0, 68.0)))
_BIKE = (
    Ring(at=(-28.0, 18.0), radius=18.0),
    Ring(at=(38.0, 18.0), radius=18.0),
    Line(points=((-28.0, 18.0), (-12.0, 52.0), (26.0, 54.0), (4.0, 18.0), (-12.0, 52.0))),
    Line(points=((-28.0, 18.0), (4.0, 18.0))),
    Line(points=((38.0, 18.0), (24.0, 62.0), (32.0, 66.0))),
)
_RIDER = (arm(30.0, 67.0), arm(30.0, 67.0))


def _rides(near: Leg, far: Leg) -> Pose:
    return Pose(hip=(-14.0, 58.0), trunk=62.0, legs=(near, far), arms=_RIDER)


PICTURES = {
    "foot_contact_drill": picture(
        _go(leg(0.0), leg(12.0, 36.0, foot=0.0), arms=(arm(-14.0, 62.0), arm(18.0, 74.0))),
        _go(leg(12.0, 36.0, foot=0.0), leg(0.0), arms=(arm(18.0, 74.0), arm(-14.0, 62.0))),
    ),
    "metronome_run": Picture(
        start=Frame(pose=_go(_FAR_OUT, leg(-34.0, 22.0, foot=-80.0))),
        end=Frame(pose=_go(leg(10.0), leg(-20.0, 30.0, foot=-80.0)), things=_TICKS),
    ),
    "overstride_cue": picture(_go(_FAR_OUT, _BACK, trunk=92.0), _go(leg(5.0), _BACK, trunk=84.0)),
    "wider_step_cue": picture(
        _across(facing(-2.0), facing(-6.0, 34.0, bend=-1)), _across(facing(9.0), facing(-8.0, 34.0, bend=-1)), _CENTRE
    ),
    "pelvis_level_cue": picture(
        _across(facing(-2.0), facing(-10.0, 30.0, bend=-1), hip=(2.0, 53.0), trunk=99.0),
        _across(facing(5.0), facing(-8.0, 32.0, bend=-1)),
        work="trunk",
    ),
    "tall_trunk_cue": picture(_go(_NEAR, _BACK, trunk=66.0), _go(_NEAR, _BACK, trunk=86.0), work="trunk"),
    "arm_swing_drill": picture(
        _go(leg(6.0), leg(-8.0), arms=(arm(24.0, 78.0), arm(-12.0, 60.0))),
        _go(leg(6.0), leg(-8.0), arms=(arm(-12.0, 60.0), arm(24.0, 78.0))),
        work="arms",
    ),
    "skipping_drill": picture(
        _go(leg(0.0), leg(14.0, 38.0), arms=(arm(-14.0, 62.0), arm(20.0, 76.0))),
        _go(leg(0.0, 15.0, foot=-45.0), leg(16.0, 50.0), hip=(2.0, 66.0), arms=(arm(-12.0, 74.0), arm(24.0, 90.0))),
    ),
    "strides": picture(
        _STRIDE,
        _go(leg(30.0, 14.0, foot=10.0), leg(-36.0, 34.0, foot=-80.0), hip=(0.0, 56.0), trunk=80.0),
        work="both_legs",
    ),
    "walking": picture(
        _go(
            leg(16.0, 5.0, foot=15.0), leg(-18.0, 8.0, foot=-40.0), trunk=90.0, arms=(arm(-10.0, 56.0), arm(16.0, 60.0))
        ),
        _go(
            leg(-18.0, 8.0, foot=-40.0), leg(16.0, 5.0, foot=15.0), trunk=90.0, arms=(arm(16.0, 60.0), arm(-10.0, 56.0))
        ),
    ),
    "cycling": picture(
        _rides(leg(6.0, 11.0), leg(4.0, 32.0)), _rides(leg(4.0, 32.0), leg(6.0, 11.0)), *_BIKE, work="leg"
    ),
    "swimming": picture(
        Pose(
            hip=(8.0, 38.0),
            trunk=186.0,
            legs=(leg(60.0, 40.0, foot=-80.0), leg(60.0, 32.0, foot=-80.0)),
            arms=(arm(-58.0, 38.0), arm(-2.0, 28.0)),
        ),
        Pose(
            hip=(8.0, 38.0),
            trunk=178.0,
            legs=(leg(60.0, 32.0, foot=-80.0), leg(60.0, 40.0, foot=-80.0)),
            arms=(arm(-10.0, 54.0, 1), arm(-58.0, 36.0)),
        ),
        water(40.0),
        work="arms",
        floor=False,
    ),
    "yoga": picture(
        Pose(
            hip=(0.0, 26.0),
            trunk=172.0,
            legs=(leg(24.0, 3.0, bend=-1, foot=-90.0),) * 2,
            arms=(arm(-30.0, 1.0),) * 2,
            head=196.0,
        ),
        Pose(hip=(6.0, 44.0), trunk=224.0, legs=(leg(34.0, 4.0, foot=-20.0),) * 2, arms=(arm(-40.0, 1.0),) * 2),
        work="whole",
    ),
    "elliptical": picture(
        _go(
            leg(14.0, 14.0),
            leg(-16.0, 22.0, foot=-20.0),
            hip=(0.0, 66.0),
            trunk=88.0,
            arms=(arm(24.0, 86.0), arm(14.0, 82.0)),
        ),
        _go(
            leg(-16.0, 22.0, foot=-20.0),
            leg(14.0, 14.0),
            hip=(0.0, 66.0),
            trunk=88.0,
            arms=(arm(14.0, 82.0), arm(24.0, 86.0)),
        ),
        Line(points=((-30.0, 12.0), (22.0, 10.0), (40.0, 20.0), (40.0, 0.0))),
        Line(points=((40.0, 20.0), (26.0, 92.0))),
        Line(points=((-30.0, 12.0), (-30.0, 0.0))),
        work="both_legs",
    ),
    "deep_water_run": picture(
        _go(leg(10.0, 26.0), leg(-22.0, 36.0, foot=-60.0), hip=(0.0, 66.0)),
        _go(leg(-22.0, 36.0, foot=-60.0), leg(10.0, 26.0), hip=(0.0, 66.0), arms=(arm(-16.0, 76.0), arm(22.0, 86.0))),
        water(86.0),
        floor=False,
        work="both_legs",
    ),
    "antigravity_treadmill": picture(
        _go(leg(8.0, 8.0), leg(-26.0, 34.0, foot=-80.0), hip=(0.0, 57.0)),
        _go(leg(-24.0, 34.0, foot=-80.0), leg(10.0, 8.0), hip=(0.0, 57.0), arms=(arm(-16.0, 70.0), arm(22.0, 78.0))),
        _BELT,
        _RAIL,
        block(-24.0, 26.0, 52.0),
        work="both_legs",
    ),
}

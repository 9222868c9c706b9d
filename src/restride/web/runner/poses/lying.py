"""Poses on the floor: on the back, the side, the front, on hands and knees, sitting with straight legs."""

from restride.web.runner.poses.picture import Frame, Picture, Ring, arm, band, block, leg, picture
from restride.web.runner.poses.skeleton import Arm, Leg, Point, Pose

_DOWN = 5.0  # the middle of a body that lies on the floor
_HANDS = (arm(2.0, 2.0, 1), arm(2.0, 2.0, 1))


def _back(*legs: Leg, hip: float = _DOWN, arms: tuple[Arm, ...] = _HANDS, hip_x: float = 0.0) -> Pose:
    """On the back with the head left; the hip at this height, the shoulders on the floor."""
    trunk = 180.0 if hip <= _DOWN else 180.0 + (hip - _DOWN) * 1.85
    return Pose(hip=(hip_x, hip), trunk=trunk, legs=(legs[0], legs[-1]), arms=arms, head=178.0)


_BENT = leg(30.0)
_UP = 24.0  # the hip at the top of a bridge
_LYING = _back(_BENT)
_BRIDGE = _back(_BENT, hip=_UP)
_FLAT = leg(52.0, 5.0, foot=80.0)


def _side(*legs: Leg, hip: Point = (0.0, 8.0), trunk: float = 180.0, elbow: Point = (-34.0, 2.0)) -> Pose:
    """On the side with the head left, seen from the front; the first leg is the upper one."""
    support = Arm(hand=elbow, bend=1)
    return Pose(hip=hip, trunk=trunk, legs=(legs[0], legs[-1]), arms=(support,), head=170.0)


def _shell(knee: float) -> Leg:
    """A leg of somebody on the side with bent knees, the knee so high; shins point away."""
    return Leg(ankle=(40.0, 4.0), knee=(20.0 - knee / 8, knee), foot=10.0)


def _plank(hip_y: float, ankle_y: float, *, shoulder: float = 17.0, second: Leg | None = None) -> Pose:
    first = leg(52.0, ankle_y, bend=1, foot=-95.0)
    trunk = 180.0 - (shoulder - hip_y) * 1.8
    forearms = (arm(-44.0, 2.0, 1), arm(-44.0, 2.0, 1))
    return Pose(hip=(0.0, hip_y), trunk=trunk, legs=(first, second or first), arms=forearms, head=176.0)


_FOURS_ARMS = (arm(-30.0, 1.0, -1), arm(-30.0, 1.0, -1))
_KNEELING = leg(24.0, 3.0, bend=-1, foot=-90.0)
_FOURS = Pose(hip=(2.0, 28.0), trunk=174.0, legs=(_KNEELING, _KNEELING), arms=_FOURS_ARMS, head=186.0)
_SIT = Pose(hip=(0.0, 6.0), trunk=112.0, legs=(_FLAT, _FLAT), arms=(arm(-22.0, 2.0), arm(-22.0, 2.0)))

PICTURES = {
    "glute_bridge": picture(_LYING, _BRIDGE, work="both_legs"),
    "bridge_march": picture(_BRIDGE, _back(leg(16.0, 33.0, foot=20.0), _BENT, hip=_UP), work="leg"),
    "single_leg_bridge": picture(
        _back(_BENT, leg(44.0, 26.0, foot=60.0)), _back(_BENT, leg(47.0, 45.0, foot=60.0), hip=_UP), work="leg"
    ),
    "cook_lift": picture(
        _back(_BENT, leg(-4.0, 22.0, foot=30.0), arms=(arm(-8.0, 24.0, 1), arm(-8.0, 24.0, 1))),
        _back(_BENT, leg(-6.0, 38.0, foot=30.0), hip=_UP, arms=(arm(-11.0, 36.0, 1), arm(-11.0, 36.0, 1))),
        work="leg",
    ),
    "hip_thrust": picture(
        Pose(hip=(0.0, 8.0), trunk=138.0, legs=(leg(32.0), leg(32.0)), arms=(arm(4.0, 15.0), arm(4.0, 15.0))),
        Pose(
            hip=(4.0, 29.0), trunk=178.0, legs=(leg(30.0), leg(30.0)), arms=(arm(6.0, 34.0), arm(6.0, 34.0)), head=160.0
        ),
        block(-50.0, -26.0, 27.0),
        work="both_legs",
    ),
    "long_lever_bridge": picture(_back(leg(46.0)), _back(leg(46.0), hip=16.0), work="both_legs"),
    "hamstring_iso_heel_dig": picture(
        _back(leg(44.0, foot=35.0), _FLAT),
        _back(leg(38.0, foot=45.0), _FLAT),
        work="leg",
    ),
    "hamstring_curl": Picture(
        start=Frame(pose=_back(leg(44.0, 24.0, foot=60.0), hip=14.0), things=(Ring(at=(46.0, 10.0), radius=10.0),)),
        end=Frame(pose=_back(leg(22.0, 24.0, foot=20.0), hip=22.0), things=(Ring(at=(25.0, 10.0), radius=10.0),)),
        work="both_legs",
    ),
    "straight_leg_raise": picture(_back(_FLAT, _BENT), _back(leg(44.0, 30.0, foot=110.0), _BENT), work="leg"),
    "quad_set": picture(
        Pose(hip=(0.0, 6.0), trunk=112.0, legs=(leg(46.0, 5.0, foot=65.0), _FLAT), arms=_SIT.arms),
        Pose(hip=(0.0, 6.0), trunk=112.0, legs=(leg(52.0, 5.0, foot=100.0), _FLAT), arms=_SIT.arms),
        work="leg",
    ),
    "knee_range": picture(_back(leg(48.0, 5.0, foot=70.0), _FLAT), _back(leg(22.0, 4.0), _FLAT), work="leg"),
    "posterior_tilt_hold": picture(
        Pose(hip=(0.0, 6.0), trunk=176.0, legs=(_BENT, _BENT), arms=_HANDS, head=182.0),
        Pose(hip=(0.0, 5.0), trunk=181.0, legs=(_BENT, _BENT), arms=_HANDS, head=178.0),
        work="trunk",
    ),
    "dead_bug": picture(
        _back(leg(24.0, 31.0, foot=20.0), arms=(arm(-32.0, 38.0), arm(-32.0, 38.0))),
        _back(leg(46.0, 16.0, foot=60.0), leg(24.0, 31.0, foot=20.0), arms=(arm(-32.0, 38.0), arm(-62.0, 18.0, 1))),
        work="leg",
    ),
    "lower_abs_leg_lower": picture(
        _back(leg(24.0, 31.0, foot=20.0)), _back(leg(36.0, 8.0, foot=15.0)), work="both_legs"
    ),
    "clamshell": Picture(
        start=Frame(pose=_side(_shell(11.0), _shell(6.0)), things=(band((17.0, 7.0), (17.0, 11.0)),)),
        end=Frame(pose=_side(_shell(29.0), _shell(6.0)), things=(band((17.0, 7.0), (14.0, 26.0)),)),
        work="leg",
    ),
    "side_lying_abduction": picture(
        _side(leg(52.0, 9.0, foot=10.0), leg(52.0, 5.0, foot=10.0)),
        _side(leg(42.0, 37.0, foot=40.0), leg(52.0, 5.0, foot=10.0)),
        work="leg",
    ),
    "side_plank": picture(
        _side(leg(52.0, 5.0, foot=10.0), hip=(0.0, 7.0), trunk=158.0, elbow=(-20.0, 2.0)),
        _side(leg(52.0, 5.0, foot=10.0), hip=(0.0, 17.0), trunk=167.0, elbow=(-22.0, 2.0)),
        work="trunk",
    ),
    "copenhagen": picture(
        _side(leg(47.0, 22.0, foot=10.0), leg(46.0, 5.0, foot=10.0), hip=(0.0, 8.0), trunk=158.0, elbow=(-20.0, 2.0)),
        _side(leg(48.0, 22.0, foot=10.0), leg(49.0, 15.0, foot=10.0), hip=(0.0, 20.0), trunk=174.0, elbow=(-22.0, 2.0)),
        block(26.0, 58.0, 17.0),
        work="leg",
    ),
    "plank": picture(_plank(9.0, 9.0), _plank(16.0, 9.0), work="trunk"),
    "prone_press": picture(
        Pose(hip=(0.0, 5.0), trunk=180.0, legs=(leg(52.0, 5.0, foot=-100.0),) * 2, arms=(arm(-30.0, 1.0, 1),) * 2),
        Pose(hip=(0.0, 5.0), trunk=142.0, legs=(leg(52.0, 5.0, foot=-100.0),) * 2, arms=(arm(-33.0, 1.0, 1),) * 2),
        work="trunk",
    ),
    "bird_dog": picture(
        _FOURS,
        Pose(
            hip=(2.0, 28.0),
            trunk=174.0,
            legs=(leg(54.0, 32.0, bend=-1, foot=-95.0), _KNEELING),
            arms=(arm(-30.0, 1.0, -1), arm(-58.0, 48.0, -1)),
            head=182.0,
        ),
        work="leg",
    ),
}

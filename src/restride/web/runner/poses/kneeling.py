"""Poses on the knees, on a seat and on the floor with crossed or bent legs; stretches."""

from restride.web.runner.poses.picture import Frame, Picture, arm, band, block, chair, leg, picture
from restride.web.runner.poses.skeleton import Arm, Leg, Pose

_KNEES = Leg(ankle=(-24.0, 3.0), knee=(0.0, 2.0), foot=-95.0)


def _seated(*legs: Leg, arms: tuple[Arm, ...]) -> Pose:
    return Pose(hip=(0.0, 33.0), trunk=90.0, legs=(legs[0], legs[-1]), arms=arms)


_FOOT_UP = Leg(ankle=(22.0, 38.0), knee=(24.0, 34.0), foot=-10.0)

PICTURES = {
    "nordic": picture(
        Pose(hip=(0.0, 28.0), trunk=90.0, legs=(_KNEES, _KNEES), arms=(arm(14.0, 44.0), arm(14.0, 44.0))),
        Pose(hip=(17.0, 22.0), trunk=38.0, legs=(_KNEES, _KNEES), arms=(arm(52.0, 24.0, 1), arm(52.0, 24.0, 1))),
        block(-30.0, -18.0, 9.0),
        work="both_legs",
    ),
    "hip_flexor_stretch": picture(
        Pose(
            hip=(-6.0, 29.0),
            trunk=90.0,
            legs=(Leg(ankle=(-34.0, 3.0), knee=(-8.0, 3.0), foot=-95.0), leg(20.0)),
            arms=(arm(14.0, 32.0), arm(14.0, 32.0)),
        ),
        Pose(
            hip=(6.0, 25.0),
            trunk=92.0,
            legs=(Leg(ankle=(-34.0, 3.0), knee=(-8.0, 3.0), foot=-95.0), leg(20.0)),
            arms=(arm(20.0, 32.0), arm(20.0, 32.0)),
        ),
    ),
    "hip_90_90": picture(
        Pose(
            hip=(0.0, 7.0),
            trunk=94.0,
            legs=(
                Leg(ankle=(12.0, 4.0), knee=(28.0, 7.0), foot=-20.0),
                Leg(ankle=(-34.0, 4.0), knee=(-16.0, 6.0), foot=-100.0),
            ),
            arms=(arm(14.0, 2.0), arm(-14.0, 2.0)),
        ),
        Pose(
            hip=(0.0, 7.0),
            trunk=52.0,
            legs=(
                Leg(ankle=(12.0, 4.0), knee=(28.0, 7.0), foot=-20.0),
                Leg(ankle=(-34.0, 4.0), knee=(-16.0, 6.0), foot=-100.0),
            ),
            arms=(arm(38.0, 6.0), arm(30.0, 4.0)),
        ),
    ),
    "plantar_stretch": picture(
        _seated(_FOOT_UP, leg(24.0, 8.0), arms=(arm(14.0, 42.0), arm(10.0, 42.0))),
        _seated(
            Leg(ankle=(22.0, 38.0), knee=(24.0, 34.0), foot=25.0),
            leg(24.0, 8.0),
            arms=(arm(30.0, 42.0), arm(18.0, 36.0)),
        ),
        chair(-10.0),
        work="leg",
    ),
    "foot_doming": picture(
        _seated(leg(26.0), leg(22.0), arms=(arm(14.0, 38.0), arm(14.0, 38.0))),
        _seated(leg(26.0, 6.0, foot=-12.0), leg(22.0), arms=(arm(14.0, 38.0), arm(14.0, 38.0))),
        chair(-10.0, 27.0),
    ),
    "ankle_eversion_band": Picture(
        start=Frame(
            pose=_seated(leg(34.0, 6.0, foot=-20.0), leg(22.0), arms=(arm(14.0, 38.0), arm(14.0, 38.0))),
            things=(band((40.0, 0.0), (62.0, 8.0)),),
        ),
        end=Frame(
            pose=_seated(leg(34.0, 6.0, foot=30.0), leg(22.0), arms=(arm(14.0, 38.0), arm(14.0, 38.0))),
            things=(band((42.0, 8.0), (62.0, 8.0)),),
        ),
        things=(chair(-10.0, 27.0), block(62.0, 66.0, 14.0)),
    ),
}

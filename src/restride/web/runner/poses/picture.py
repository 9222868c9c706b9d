"""What a drawing is made of: two poses, what stands around them, what works; and short ways to write poses."""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import Literal

from restride.web.runner.poses.skeleton import ANKLE, Arm, Leg, Point, Pose

Work = Literal["leg", "other_leg", "both_legs", "trunk", "arms", "whole"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A stroke of something around the figure; `thin` for a band or a rope, `water` for the surface of a pool."""

    points: tuple[Point, ...]
    thin: bool = False
    water: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """Something round."""

    at: Point
    radius: float


Thing = Line | Ring


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One pose with what is only there in it, such as a band that stretches."""

    pose: Pose
    things: tuple[Thing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Start and end of an exercise. `things` stand in both; `floor` False leaves the ground out."""

    start: Frame
    end: Frame
    things: tuple[Thing, ...] = ()
    work: Work = "leg"
    floor: bool = True


def leg(x: float, y: float = ANKLE, *, bend: int = 1, foot: float = 0.0) -> Leg:
    """A leg with its ankle there."""
    return Leg(ankle=(x, y), bend=bend, foot=foot)


def arm(x: float, y: float, bend: int = -1) -> Arm:
    """An arm with its hand there."""
    return Arm(hand=(x, y), bend=bend)


def facing(x: float, y: float = ANKLE, *, bend: int = 1) -> Leg:
    """A leg seen from the front."""
    return Leg(ankle=(x, y), bend=bend, short=True)


def wall(x: float, height: float = 112.0) -> Line:
    return Line(points=((x, 0.0), (x, height)))


def block(left: float, right: float, height: float) -> Line:
    """A step, a box or a bench."""
    return Line(points=((left, 0.0), (left, height), (right, height), (right, 0.0)))


def chair(x: float, seat: float = 29.0, *, back: bool = True) -> Line:
    """A chair whose seat begins at x and goes to the right; its back stands at the left."""
    legs: tuple[Point, ...] = ((x + 24, 0.0), (x + 24, seat), (x, seat), (x, 0.0))
    return Line(points=(*legs, (x, seat + 30)) if back else legs)


def band(*points: Point) -> Line:
    return Line(points=points, thin=True)


def rope(hands: Point, far: float) -> Line:
    """A rope in the hands, seen from the side: an oval as far as this height."""
    high, middle = (far - hands[1]) / 2, (far + hands[1]) / 2
    turns = (radians(15.0 * step - 90.0) for step in range(25))
    oval = tuple((-2.0 + 24.0 * cos(turn), middle + high * sin(turn)) for turn in turns)
    return Line(points=(hands, *oval), thin=True)


def water(level: float) -> Line:
    """The surface of a pool: waves from one side to the other."""
    return Line(points=tuple((-60.0 + 2.5 * n, level + 2.0 * sin(n * 0.8)) for n in range(49)), water=True)


def weight(x: float, y: float) -> Ring:
    return Ring(at=(x, y), radius=5.0)


def picture(start: Pose, end: Pose, *things: Thing, **more: object) -> Picture:
    """A drawing whose things stand in both poses."""
    return Picture(start=Frame(pose=start), end=Frame(pose=end), things=things, **more)  # type: ignore[arg-type]

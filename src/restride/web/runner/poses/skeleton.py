"""A small figure of lines: where its joints are, given hip, trunk, feet and hands. Units are about two centimetres."""

from dataclasses import dataclass
from math import acos, atan2, cos, degrees, hypot, radians, sin

Point = tuple[float, float]

THIGH, SHIN, TRUNK, UPPER_ARM, FOREARM = 26.0, 25.0, 32.0, 17.0, 16.0
ANKLE, HEEL, TOE = 4.0, 3.0, 8.0  # height of the ankle, and the foot behind and before it
NECK, HEAD = 14.0, 7.0  # from the shoulder to the middle of the head, and its radius
SHOULDERS, HIPS = 8.0, 5.0  # half the width, seen from the front


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """Where the ankle is, to which side the knee bends (1: forward where it faces right), how the foot turns."""

    ankle: Point
    bend: int = 1
    foot: float = 0.0
    short: bool = False  # seen from the front: a short foot
    knee: Point | None = None  # where bones are seen shortened; None: it follows from hip and ankle


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """Where the hand is, and to which side the elbow bends (-1: backward for a figure that faces right)."""

    hand: Point
    bend: int = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """One position. `trunk` is the direction from hip to shoulder in degrees: 90 upright, 180 lying with head left."""

    hip: Point
    trunk: float
    legs: tuple[Leg, Leg]
    arms: tuple[Arm, ...] = ()
    head: float | None = None  # direction from the shoulder; None: as the trunk
    front: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Joints:
    """The lines of a pose: trunk, neck, legs with feet, arms, and the middle of the head."""

    neck: tuple[Point, ...]
    trunk: tuple[Point, ...]
    legs: tuple[tuple[Point, ...], ...]
    arms: tuple[tuple[Point, ...], ...]
    head: Point


def joints_of(pose: Pose) -> Joints:
    """Every joint of a pose."""
    shoulder = along(pose.hip, pose.trunk, TRUNK)
    upward = pose.trunk if pose.head is None else pose.head
    head = along(shoulder, upward, NECK)
    sides = (1, -1) if pose.front else (0, 0)
    hips = [along(pose.hip, pose.trunk - 90, side * HIPS) for side in sides]
    shoulders = [along(shoulder, pose.trunk - 90, side * SHOULDERS) for side in sides]
    legs = tuple(_leg(hip, leg) for hip, leg in zip(hips, pose.legs, strict=True))
    arms = tuple(_arm(at, arm) for at, arm in zip(shoulders, pose.arms, strict=False))
    trunk: tuple[Point, ...] = (pose.hip, shoulder)
    if pose.front:
        trunk = (hips[0], hips[1], shoulders[1], shoulders[0], hips[0])
    neck = (shoulder, along(shoulder, upward, NECK - HEAD))
    return Joints(trunk=trunk, neck=neck, legs=legs, arms=arms, head=head)


def along(start: Point, direction: float, length: float) -> Point:
    """The point so far from the start in a direction in degrees."""
    return (start[0] + length * cos(radians(direction)), start[1] + length * sin(radians(direction)))


def _leg(hip: Point, leg: Leg) -> tuple[Point, ...]:
    knee, ankle = _two_bones(hip, leg.ankle, (THIGH, SHIN), leg.bend)
    if leg.knee is not None:
        knee, ankle = leg.knee, leg.ankle
    size = 0.5 if leg.short else 1.0
    heel, toe = (_turned(ankle, (x * size, -ANKLE), leg.foot) for x in (-HEEL, TOE))
    return (hip, knee, ankle, heel, toe)


def _arm(shoulder: Point, arm: Arm) -> tuple[Point, ...]:
    elbow, hand = _two_bones(shoulder, arm.hand, (UPPER_ARM, FOREARM), arm.bend)
    return (shoulder, elbow, hand)


def _two_bones(start: Point, target: Point, bones: tuple[float, float], bend: int) -> tuple[Point, Point]:
    """The joint between two bones and their end: the target, or as near to it as they reach."""
    first, second = bones
    way = hypot(target[0] - start[0], target[1] - start[1])
    direction = degrees(atan2(target[1] - start[1], target[0] - start[0]))
    reach = min(max(way, abs(first - second) + 0.1), first + second - 0.01)
    inside = degrees(acos((first**2 + reach**2 - second**2) / (2 * first * reach)))
    return along(start, direction + bend * inside, first), along(start, direction, reach)


def _turned(at: Point, offset: Point, angle: float) -> Point:
    c, s = cos(radians(angle)), sin(radians(angle))
    return (at[0] + offset[0] * c - offset[1] * s, at[1] + offset[0] * s + offset[1] * c)

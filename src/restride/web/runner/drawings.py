"""Line drawings of exercises, made by code from joint positions: start left, end right, what works in colour."""

from collections.abc import Iterable
from html import escape
from itertools import chain, pairwise

from django.utils.safestring import SafeString

from restride.web.runner.poses.catalogue import PICTURES
from restride.web.runner.poses.picture import Frame, Line, Picture, Thing
from restride.web.runner.poses.skeleton import HEAD, Joints, Point, joints_of

_WIDTH, _HEIGHT = 320.0, 184.0
_SCALE, _FLOOR = 1.28, 168.0
_LEAST_TOP, _ROOM = 90.0, 12.0
_MIDDLES = (80.0, 240.0)  # of the two poses
_GAP, _APART = (140.0, 186.0), 11.0  # where the arrow goes from left to right, and how far it keeps from a limb
_OTHER_HEIGHTS = (0.28, 0.75, 0.9, 0.1)
_WORKS = {
    "leg": ("leg",),
    "other_leg": ("other_leg",),
    "both_legs": ("leg", "other_leg"),
    "trunk": ("trunk",),
    "arms": ("arms",),
    "whole": ("leg", "other_leg", "trunk", "arms"),
}


def drawing(exercise: str, title: str) -> SafeString:
    """The drawing of an exercise as SVG, with a title for screen readers; empty where there is none."""
    found = PICTURES.get(exercise)
    if found is None:
        return SafeString("")
    top = min(_top(found), _LEAST_TOP)
    low = top == _LEAST_TOP
    usual = 0.5 if not low else 0.2 if found.floor else 1.0
    arrow = _free_height(found, [top + (_FLOOR - top) * part for part in (usual, *_OTHER_HEIGHTS)])
    poses = (_frame(found, found.start, 0, "start"), _frame(found, found.end, 1, "end"))
    return SafeString(
        f'<svg class="drawing" viewBox="0 {top:.0f} {_WIDTH:g} {_HEIGHT - top:.0f}" role="img">'
        f"<title>{escape(title)}</title>{_ground(found)}{''.join(poses)}"
        f'<path class="way" d="M151 {arrow:.0f}h18m-6-6l6 6-6 6"/></svg>'
    )


def _top(picture: Picture) -> float:
    """The upper edge of what is drawn, with a little room."""
    heads = [joints_of(frame.pose).head[1] + HEAD for frame in (picture.start, picture.end)]
    joints = [joints_of(frame.pose) for frame in (picture.start, picture.end)]
    limbs = [y for one in joints for _, y in chain(*one.legs, *one.arms)]
    things = [y for one in picture.things if isinstance(one, Line) for _, y in one.points]
    return _FLOOR - max((*heads, *limbs, *things)) * _SCALE - _ROOM


def _free_height(picture: Picture, heights: list[float]) -> float:
    """The first of these heights at which nothing of the poses lies where the arrow goes; the first where none is."""
    there = [y for x, y in _drawn(picture) if _GAP[0] < x < _GAP[1]]
    return next((height for height in heights if all(abs(y - height) > _APART for y in there)), heights[0])


def _drawn(picture: Picture) -> Iterable[Point]:
    """Points along every limb and around each head, on the page."""
    shift = _shift(picture)
    for panel, frame in enumerate((picture.start, picture.end)):
        joints = joints_of(frame.pose)
        hx, hy = _place(joints.head, panel, shift)
        yield from ((hx + dx, hy + dy) for dx in (-_APART, 0.0, _APART) for dy in (-_APART, 0.0, _APART))
        waves = [one.points for one in picture.things if isinstance(one, Line) and one.water]
        for line in (*joints.legs, *joints.arms, joints.trunk, *waves):
            for (ax, ay), (bx, by) in pairwise(_place(point, panel, shift) for point in line):
                yield from ((ax + (bx - ax) * n / 10, ay + (by - ay) * n / 10) for n in range(11))


def _ground(picture: Picture) -> str:
    return f'<path class="floor" d="M8 {_FLOOR:g}h{_WIDTH - 16:g}"/>' if picture.floor else ""


def _frame(picture: Picture, frame: Frame, panel: int, css: str) -> str:
    joints = joints_of(frame.pose)
    shift = _shift(picture)
    things = "".join(_thing(one, panel, shift) for one in (*picture.things, *frame.things))
    works = _WORKS[picture.work] if css == "end" else ()
    parts = [
        ("neck", (joints.neck,)),
        ("other_leg far", joints.legs[1:]),
        ("arms far", joints.arms[1:]),
        ("trunk", (joints.trunk,)),
    ]
    parts += [("arms", joints.arms[:1]), ("leg", joints.legs[:1])]
    drawn = "".join(_limb(lines, name, works, panel, shift) for name, lines in parts)
    x, y = _place(joints.head, panel, shift)
    head = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{HEAD * _SCALE:.1f}"/>'
    return f'<g class="pose {css}">{things}{drawn}{head}</g>'


def _limb(lines: Iterable[tuple[Point, ...]], name: str, works: tuple[str, ...], panel: int, shift: float) -> str:
    kind, *more = name.split()
    css = " ".join([*(["work"] if kind in works else []), *more])
    named = f' class="{css}"' if css else ""
    return "".join(f'<path{named} d="{_path(line, panel, shift)}"/>' for line in lines)


def _thing(thing: Thing, panel: int, shift: float) -> str:
    if isinstance(thing, Line):
        css = "thing" + (" band" if thing.thin else "") + (" water" if thing.water else "")
        return f'<path class="{css}" d="{_path(thing.points, panel, shift)}"/>'
    x, y = _place(thing.at, panel, shift)
    return f'<circle class="thing" cx="{x:.1f}" cy="{y:.1f}" r="{thing.radius * _SCALE:.1f}"/>'


def _shift(picture: Picture) -> float:
    """How far both poses move sideways so that what is drawn stands in the middle of its half."""
    xs = [x for frame in (picture.start, picture.end) for x in _reach(joints_of(frame.pose))]
    xs += [x for thing in picture.things if isinstance(thing, Line) for x, _ in thing.points]
    return -(min(xs) + max(xs)) / 2


def _reach(joints: Joints) -> Iterable[float]:
    yield from (joints.head[0] - HEAD, joints.head[0] + HEAD)
    yield from (x for x, _ in chain(joints.trunk, *joints.legs, *joints.arms))


def _path(points: Iterable[Point], panel: int, shift: float) -> str:
    placed = (_place(point, panel, shift) for point in points)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in placed)


def _place(point: Point, panel: int, shift: float) -> Point:
    return (_MIDDLES[panel] + (point[0] + shift) * _SCALE, _FLOOR - point[1] * _SCALE)

"""The drawing of each exercise by its id."""

from collections.abc import Mapping

from restride.web.runner.poses import jumping, kneeling, lying, moving, standing
from restride.web.runner.poses.picture import Picture

PICTURES: Mapping[str, Picture] = {
    **lying.PICTURES,
    **standing.PICTURES,
    **kneeling.PICTURES,
    **jumping.PICTURES,
    **moving.PICTURES,
}

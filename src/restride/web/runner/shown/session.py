"""A session as the runner's screens show it; it is drawn from the same words as on the reason card."""

from restride.web.shared.session import Session, pieces, session

__all__ = ["Session", "pieces", "session"]

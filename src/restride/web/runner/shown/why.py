"""The reason card on the runner's screens: the one that every face shows."""

from restride.web.shared.reason_card import Card, card_of

__all__ = ["Card", "card_of"]

"""What people can see of a post that its network accepted, and who has something to do about it."""

from __future__ import annotations

from collections.abc import Mapping

from aromatiza.core.calls import Visibility
from aromatiza.core.messages import Message, msg

__all__ = ["SEEN", "STILL_TO_COME"]

SEEN: Mapping[Visibility, Message] = {
    Visibility.PUBLIC: msg("seen.public"),
    Visibility.ACCEPTED: msg("seen.accepted"),
    Visibility.INBOX: msg("seen.inbox"),
    Visibility.PRIVATE: msg("seen.private"),
    Visibility.UNLISTED: msg("seen.unlisted"),
    Visibility.SCHEDULED: msg("seen.scheduled"),
}
"""Each visibility in a phrase."""

STILL_TO_COME: Mapping[Visibility, Message] = {
    Visibility.INBOX: msg("seen.inbox.next"),
    Visibility.ACCEPTED: msg("seen.accepted.next"),
    Visibility.SCHEDULED: msg("seen.scheduled.next"),
}
"""What is still to come before the public sees a post, where something is; and who does it."""

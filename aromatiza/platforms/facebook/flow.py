"""Facebook: a video becomes a Reel of the Page, photos become one post of the Page.

A Reel's id is known before anything is public, and photos are uploaded unpublished first; only `finish` and
the feed post publish. What became of either when its answer is lost is read from the video's status or from
the Page's posts, never guessed: a new upload after an unresolved `finish` would post twice.
"""

from __future__ import annotations

from aromatiza.core.calls import Call, Delivery, Receipt, Request, Role, Send
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account, MediaKind
from aromatiza.platforms._graph import GRAPH, HOST, read_id, read_refusal
from aromatiza.platforms.facebook.errors import ERRORS
from aromatiza.platforms.facebook.photos import publish_photos
from aromatiza.platforms.facebook.reels import UPLOAD_HOST, publish_reel
from aromatiza.platforms.facebook.rules import FACTS, RULES
from aromatiza.platforms.facebook.schedule import WINDOWS
from aromatiza.platforms.facebook.writing import WRITING

__all__ = ["PLATFORM"]

SCOPES = (
    Scope(
        "pages_show_list",
        obtained="which Pages the person who connects the account manages",
        use="to find the brand's own Page when the account is connected",
        stored="nothing",
    ),
    Scope(
        "pages_read_engagement",
        obtained="the Page's id, its Reels' status and its own posts",
        use="to check whose token is used, and whether a post is public",
        stored="the id and the address of a published post",
    ),
    Scope(
        "pages_manage_posts",
        obtained="the id of what was created",
        use="to publish the brand's own Reels and photos on its own Page",
        stored="the id of what was created",
    ),
)


def whose(account: Account) -> Call:
    """Ask which Page the token is for."""
    return Call("token owner read", Role.READ, Request("GET", f"{GRAPH}/me", {"fields": "id"}), read_id)


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Publish a Reel or a photo post, whatever the rendition is."""
    if delivery.rendition.kind is MediaKind.VIDEO:
        return await publish_reel(delivery, send)
    return await publish_photos(delivery, send)


PLATFORM = Platform(
    name="facebook",
    hosts=frozenset({HOST, UPLOAD_HOST}),
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    facts=(*FACTS, *WRITING.facts),
    windows=WINDOWS,
    writing=WRITING,
)

"""Instagram, by Facebook Login: a video becomes a Reel, one photo a post, more photos a carousel.

With `story: true` the video or the photo becomes a story instead.

Everything is prepared in a container that nobody sees; only `media_publish` publishes, and only its answer
names the published media. If that answer is lost, or is an error, the container and the account's list of
media are read before anything else happens: a new container after an unresolved publish would post twice.
A container that expired meanwhile shows in the same way: the network refuses to publish it, it is read, and
what was prepared is prepared anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    FormBody,
    Found,
    Intent,
    Receipt,
    Request,
    Role,
    Send,
    Settle,
    Settled,
    Unknowable,
    Visibility,
    Wait,
)
from aromatiza.core.errors import Retryable
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform, Scope
from aromatiza.core.post import Account, MediaKind
from aromatiza.core.refusals import Refusal, error_for
from aromatiza.platforms._graph import (
    ANY_STATUS,
    GRAPH,
    HOST,
    LostPost,
    matching_ids,
    read_id,
    read_refusal,
    since_of,
)
from aromatiza.platforms.instagram.containers import carousel_fields, child_fields, single_fields
from aromatiza.platforms.instagram.errors import ERRORS, PUBLISH_ERRORS, QUOTA_PAUSE_S, STATUS_ERRORS
from aromatiza.platforms.instagram.rules import FACTS, LABELS, RULES
from aromatiza.platforms.instagram.stories import is_story
from aromatiza.platforms.instagram.writing import WRITING

__all__ = ["PLATFORM"]

PUBLISH_QUIET_S = 60
"""How long a container's status may lag behind its publication; our own, generous choice."""

SCOPES = (
    Scope(
        "instagram_basic",
        obtained="the account's id, and id, caption, time and address of its own posts",
        use="to check whose token is used, and to find a post whose answer was lost",
        stored="the id and the address of a published post",
    ),
    Scope(
        "instagram_content_publish",
        obtained="the ids of containers and posts, their status, how much of the quota is used",
        use="to publish the brand's own Reels and photos to its own account",
        stored="the ids of containers and posts",
    ),
    Scope(
        "pages_show_list",
        obtained="which Pages the person who connects the account manages",
        use="to find the Page that the Instagram account is linked to",
        stored="nothing",
    ),
    Scope(
        "pages_read_engagement",
        obtained="the id of the Instagram account that is linked to the Page",
        use="to act for the Instagram account with the Page's token",
        stored="nothing",
    ),
)

SUBCODE = re.compile(r"22\d{5}")
"""A failed container names its reason only inside a sentence."""


def product_type(delivery: Delivery) -> str:
    """What the network's list of media calls such a post; stories have a list of their own."""
    return "REELS" if delivery.rendition.kind is MediaKind.VIDEO else "FEED"


def read_quota(reply: Reply) -> Answer:
    """Keep nothing. Raises: Retryable, when the account may publish nothing more today."""
    quota = reply.json().at("data", 0)
    used, total = quota.number("quota_usage"), quota.number("config", "quota_total")
    if used is not None and total is not None and used >= total:
        message = msg("network.failed", reason="publishing quota used up:", detail=f"{used}/{total}")
        raise Retryable(message, retry_after_s=QUOTA_PAUSE_S)
    return Answer()


def read_ready(reply: Reply) -> Answer | Wait:
    """Wait until a container is ready.

    Raises: Retryable from the start, when a new container may do; otherwise what its subcode means.
    """
    code, text = reply.json().required("status_code"), reply.json().text("status")
    match code:
        case "FINISHED":
            return Answer()
        case "IN_PROGRESS":
            return Wait()
        case "EXPIRED":
            raise Retryable(msg("network.expired", what="container"), from_start=True)
        case _:
            found = SUBCODE.search(text)
            refusal = Refusal(reply.status, code, subcode=found.group() if found else "", text=text)
            raise error_for(refusal, STATUS_ERRORS, reply)


def read_published(reply: Reply) -> Answer:
    """The id of the published media. Raises: what an error means on this one call, see `PUBLISH_ERRORS`."""
    refusal = read_refusal(reply)
    if refusal is not None:
        raise error_for(refusal, PUBLISH_ERRORS, reply)
    return read_id(reply)


def read_permalink(reply: Reply) -> Answer:
    """The address of the post, or none: the network may not show a new post at once."""
    is_refused = read_refusal(reply) is not None
    return Answer({"permalink": "" if is_refused else reply.json().text("permalink")})


def whose(account: Account) -> Call:
    """Ask which Instagram account is linked to the Page that the token is for; "" when none is."""
    return Call(
        "token owner read",
        Role.READ,
        Request("GET", f"{GRAPH}/me", {"fields": "instagram_business_account{id}"}),
        lambda reply: Answer({"id": reply.json().text("instagram_business_account", "id")}),
    )


def quota_left(account: Account) -> Call:
    """Ask whether another post is allowed; not asked again later, when this very post may be the last one."""
    url = f"{GRAPH}/{account.remote_id}/content_publishing_limit"
    return Call("quota left", Role.PREPARE, Request("GET", url, {"fields": "quota_usage,config"}), read_quota)


def container_created(what: str, account: Account, fields: dict[str, str]) -> Call:
    """Create a container; the network fetches its media afterwards."""
    request = Request("POST", f"{GRAPH}/{account.remote_id}/media", body=FormBody(fields))
    return Call(f"{what} created", Role.PREPARE, request, read_id)


def container_ready(what: str, container: str) -> Call:
    """Wait for a container; kept, so that after a lost publication only its settling judges the status."""
    request = Request("GET", f"{GRAPH}/{container}", {"fields": "status_code,status"})
    return Call(f"{what} ready", Role.PREPARE, request, read_ready)


def media_published(delivery: Delivery, container: str) -> Call:
    """Publish a container."""
    url = f"{GRAPH}/{delivery.account.remote_id}/media_publish"
    return Call(
        "media published",
        Role.PUBLISH,
        Request("POST", url, body=FormBody({"creation_id": container})),
        read_published,
        settle=Settle(partial(settle_publication, delivery, container), PUBLISH_QUIET_S),
        accepts=ANY_STATUS,
    )


def permalink_read(media: str) -> Call:
    """Read a post back; a refusal is no failure, for the post was accepted."""
    request = Request("GET", f"{GRAPH}/{media}", {"fields": "permalink"})
    return Call("permalink read", Role.READ, request, read_permalink, accepts=ANY_STATUS)


def container_status(container: str) -> Call:
    """Read what became of a container."""
    return Call(
        "container status read",
        Role.READ,
        Request("GET", f"{GRAPH}/{container}", {"fields": "status_code"}),
        lambda reply: Answer({"status_code": reply.json().required("status_code")}),
    )


async def settle_publication(delivery: Delivery, container: str, intent: Intent, send: Send) -> Settled:
    """Find out whether a `media_publish` without an answer took effect.

    The container says whether, the account's list says as what. A post without a caption cannot be recognised
    in the list; a published one whose id stays unknown is found all the same, with an empty id.
    """
    status = (await send(container_status(container))).text("status_code")
    if is_story(delivery.rendition):
        return judged_story(container, status, await matching_ids(lost_story(delivery, intent), send))
    caption = delivery.rendition.text
    found = await matching_ids(lost_post(delivery, intent), send) if caption else ()
    match status, found:
        case (("PUBLISHED" | "FINISHED" | "IN_PROGRESS"), (media,)):
            return Found(Answer({"id": media}))
        case "PUBLISHED", _:
            return Found(Answer({"id": ""}))
        case "FINISHED", () if caption:
            return Absent()
        case "EXPIRED", ():
            return Absent(from_start=True)
        case _:
            return in_doubt(container, status, found)


def judged_story(container: str, status: str, stories: Sequence[str]) -> Settled:
    """What became of a story, by its container and all stories since the sending: they have no captions.

    Only a container that was published makes a story ours. None is there when not one was published since.
    """
    match status, stories:
        case "PUBLISHED", (story,):
            return Found(Answer({"id": story}))
        case "PUBLISHED", _:
            return Found(Answer({"id": ""}))
        case "FINISHED", ():
            return Absent()
        case "EXPIRED", ():
            return Absent(from_start=True)
        case _:
            return in_doubt(container, status, stories)


def in_doubt(container: str, status: str, found: Sequence[str]) -> Unknowable:
    """What a person needs to know who looks for the post."""
    posts = ", ".join(found) or "none"
    return Unknowable(msg("instagram.alike", container=container, status=status, found=posts))


def lost_post(delivery: Delivery, intent: Intent) -> LostPost:
    """A Reel or a post in the feed, as the account's media would list it."""
    url, marks = f"{GRAPH}/{delivery.account.remote_id}/media", {"media_product_type": product_type(delivery)}
    return LostPost(url, "caption", "timestamp", delivery.rendition.text, since_of(intent), marks)


def lost_story(delivery: Delivery, intent: Intent) -> LostPost:
    """A story, as the account's stories would list it; the list of media has none."""
    url = f"{GRAPH}/{delivery.account.remote_id}/stories"
    return LostPost(url, "caption", "timestamp", "", since_of(intent))


async def prepare_one(delivery: Delivery, send: Send) -> str:
    """Prepare a Reel, a single photo or a story; gives the container's id."""
    fields = single_fields(delivery)
    container = (await send(container_created("container", delivery.account, fields))).text("id")
    await send(container_ready("container", container))
    return container


async def prepare_carousel(delivery: Delivery, send: Send) -> str:
    """Prepare every photo, then the carousel that shows them in their order; gives the container's id."""
    account, children = delivery.account, []
    for n in range(1, len(delivery.files) + 1):
        child = await send(container_created(f"child {n}", account, child_fields(delivery, n)))
        children.append(child.text("id"))
    for n, child_id in enumerate(children, start=1):
        await send(container_ready(f"child {n}", child_id))
    container = (
        await send(container_created("container", account, carousel_fields(delivery, children)))
    ).text("id")
    await send(container_ready("container", container))
    return container


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Publish a Reel, a photo, a carousel or a story, whatever the rendition is.

    It counts as public when it can be read back with its address, and as accepted before that.
    """
    await send(quota_left(delivery.account))
    prepare = prepare_carousel if len(delivery.files) > 1 else prepare_one
    container = await prepare(delivery, send)
    media = (await send(media_published(delivery, container))).text("id")
    link = (await send(permalink_read(media))).text("permalink") if media else ""
    return Receipt(media, link, Visibility.PUBLIC if link else Visibility.ACCEPTED)


PLATFORM = Platform(
    name="instagram",
    hosts=frozenset({HOST}),
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    facts=(*FACTS, *WRITING.facts),
    labels=LABELS,
    writing=WRITING,
)

"""Instagram, by Facebook Login: a video becomes a Reel, one photo a post, more photos a carousel.

Everything is prepared in a container that nobody sees; only `media_publish` publishes, and only its answer
names the published media. If that answer is lost, or is an error, the container and the account's list of
media are read before anything else happens: a new container after an unresolved publish would post twice.
"""

from __future__ import annotations

import re
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
from aromatiza.core.refusals import Next, Refusal, Row, error_for
from aromatiza.core.rendition import File
from aromatiza.platforms._graph import (
    ANY_STATUS,
    GENERAL_ERRORS,
    GRAPH,
    HOST,
    LostPost,
    matching_ids,
    read_id,
    read_refusal,
    since_of,
)
from aromatiza.platforms.instagram.rules import FACTS, RULES

__all__ = ["PLATFORM"]

PUBLISH_QUIET_S = 60
"""How long a container's status may lag behind its publication; our own, generous choice."""

QUOTA_PAUSE_S = 3600
"""The quota counts over a moving day, so that some of it comes back every hour; our own choice."""

BLOCK_PAUSE_S = 6 * 3600
"""How long to be silent after "suspected spam"; our own choice: further calls prolong such blocks."""

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

# Error codes; source for all three tables: (read 2026-11)
# https://developers.facebook.com/documentation/instagram-platform/instagram-graph-api/reference/error-codes

UNFIT: tuple[Row, ...] = tuple(
    Row(Next.CONTENT, subcode=subcode)
    for subcode in (
        *("2207057", "2207023", "2207028"),  # cover time, media type, number of carousel items
        *("2207035", "2207036", "2207037", "2207040", "2207010"),  # product tags, mentions, caption
        *("2207026", "2207004", "2207005", "2207009"),  # video format; image size, format, aspect
    )
)

ERRORS: tuple[Row, ...] = (
    *UNFIT,
    *(Row(Next.CONTENT, code=code) for code in ("352", "36000", "36001", "36003", "36004")),
    # suspected spam; account restricted: never by itself again
    Row(Next.HUMAN, subcode="2207051"),
    Row(Next.HUMAN, code="25"),
    # the daily limit of publications
    Row(Next.RETRY, code="9", after_s=QUOTA_PAUSE_S),
    # the media's address could not be fetched, often for a moment only
    Row(Next.RETRY, code="9004", after_s=5),
    # not ready
    Row(Next.RETRY, code="9007", after_s=30),
    # the network's own trouble, and things that are missing or merely not visible
    *(Row(Next.UNSURE, code=code) for code in ("-1", "-2", "24")),
    *GENERAL_ERRORS,
)

PUBLISH_ERRORS: tuple[Row, ...] = (
    # the one error that proves that nothing was published: the container is not ready
    Row(Next.RETRY, code="9007", after_s=30),
    Row(Next.UNSURE, subcode="2207042", after_s=QUOTA_PAUSE_S),
    Row(Next.UNSURE, subcode="2207051", after_s=BLOCK_PAUSE_S),
    Row(Next.UNSURE),
)
"""What an error on `media_publish` means: posts were live although it answered with one."""

STATUS_ERRORS: tuple[Row, ...] = (
    *UNFIT,
    # server error, failed downloads, expiry, failed creation, unknown upload error: a new container may do
    *(
        Row(Next.FROM_START, subcode=subcode)
        for subcode in ("2207001", "2207003", "2207020", "2207032", "2207052", "2207053", "2207077")
    ),
)
"""What the subcode in a failed container's status means."""

SUBCODE = re.compile(r"22\d{5}")
"""A failed container names its reason only inside a sentence."""


def reel_fields(delivery: Delivery) -> dict[str, str]:
    """The fields of a Reel's container; a cover's own address wins over a time in the video."""
    rendition = delivery.rendition
    fields = {
        "media_type": "REELS",
        "video_url": delivery.files[0].url,
        "share_to_feed": "true" if rendition.flag("share_to_feed", default=True) else "false",
        **text_fields(delivery),
    }
    cover_at = rendition.number("cover_at")
    if cover_at is not None:
        fields["thumb_offset"] = str(round(cover_at * 1000))
    if rendition.text_option("cover_url"):
        fields["cover_url"] = rendition.text_option("cover_url")
    return fields


def photo_fields(file: File) -> dict[str, str]:
    """The fields of a photo, alone or in a carousel."""
    return {"image_url": file.url, **({"alt_text": file.alt} if file.alt else {})}


def text_fields(delivery: Delivery) -> dict[str, str]:
    """The fields that belong to a whole post, whatever it shows."""
    fields = {"caption": delivery.rendition.text} if delivery.rendition.text else {}
    if delivery.rendition.flag("ai_generated"):
        fields["is_ai_generated"] = "true"
    return fields


def product_type(delivery: Delivery) -> str:
    """What the network's list calls such a post."""
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
    return Answer({"permalink": reply.json().text("permalink")})


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
    """Ask for a post's address; a refusal is no failure, for the post is public."""
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
    caption = delivery.rendition.text
    url, marks = f"{GRAPH}/{delivery.account.remote_id}/media", {"media_product_type": product_type(delivery)}
    lost = LostPost(url, "caption", "timestamp", caption, since_of(intent), marks)
    found = await matching_ids(lost, send) if caption else ()
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
            posts = ", ".join(found) or "none"
            return Unknowable(f"container {container}, which says {status}; posts with its caption: {posts}")


async def prepare_one(delivery: Delivery, send: Send) -> str:
    """Prepare a Reel or a single photo; gives the container's id."""
    if delivery.rendition.kind is MediaKind.VIDEO:
        fields = reel_fields(delivery)
    else:
        fields = photo_fields(delivery.files[0]) | text_fields(delivery)
    container = (await send(container_created("container", delivery.account, fields))).text("id")
    await send(container_ready("container", container))
    return container


async def prepare_carousel(delivery: Delivery, send: Send) -> str:
    """Prepare every photo, then the carousel that shows them in their order; gives the container's id."""
    account, children = delivery.account, []
    for n, file in enumerate(delivery.files, start=1):
        fields = photo_fields(file) | {"is_carousel_item": "true"}
        children.append((await send(container_created(f"child {n}", account, fields))).text("id"))
    for n, child in enumerate(children, start=1):
        await send(container_ready(f"child {n}", child))
    fields = {"media_type": "CAROUSEL", "children": ",".join(children)} | text_fields(delivery)
    container = (await send(container_created("container", account, fields))).text("id")
    await send(container_ready("container", container))
    return container


async def publish(delivery: Delivery, send: Send) -> Receipt:
    """Publish a Reel, a photo or a carousel, whatever the rendition is."""
    await send(quota_left(delivery.account))
    prepare = prepare_carousel if len(delivery.files) > 1 else prepare_one
    container = await prepare(delivery, send)
    media = (await send(media_published(delivery, container))).text("id")
    if not media:
        return Receipt("", "", Visibility.PUBLIC)
    link = await send(permalink_read(media))
    return Receipt(media, link.text("permalink"), Visibility.PUBLIC)


PLATFORM = Platform(
    name="instagram",
    hosts=frozenset({HOST}),
    scopes=SCOPES,
    rules=RULES,
    errors=ERRORS,
    read_refusal=read_refusal,
    whose=whose,
    publish=publish,
    facts=FACTS,
)

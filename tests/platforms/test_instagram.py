"""Instagram's adapter: what it sends in which order, what a container says, how a lost answer is settled."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Call,
    Delivery,
    Found,
    Intent,
    Receipt,
    Role,
    Settled,
    Unknowable,
    Visibility,
)
from aromatiza.core.errors import AromatizaError, AuthRequired, InvalidContent, NeedsHuman, Retryable
from aromatiza.core.post import Account, AccountName, Json, Media, MediaKind, PostId
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.rules import Subject, findings
from aromatiza.platforms.instagram.containers import (
    reel_fields,
)
from aromatiza.platforms.instagram.flow import (
    PLATFORM,
    publish,
    read_published,
    read_quota,
    read_ready,
    settle_publication,
)
from tests.platforms.graph_network import Network, form, meaning, refused, reply

ACCOUNT = "17841400000000000"
TEXT = "Une pression, et le linge sent la Provence.\n\n#lavande"
SENT = Intent(datetime(2026, 11, 3, 12, 0, 0, tzinfo=UTC))


def delivery_of(
    kind: MediaKind, count: int = 1, text: str = TEXT, options: Mapping[str, Json] | None = None
) -> Delivery:
    url = "https://res.cloudinary.com/demo/v1/brume"
    files = tuple(File(kind, f"{url}-{n}", f"alt {n}", "ab" * 32, 4000, "image/jpeg") for n in range(count))
    media = tuple(Media(kind, file.url, file.alt) for file in files)
    return Delivery(
        post=PostId("brume"),
        account=Account(AccountName("instagram"), "instagram", ACCOUNT),
        rendition=Rendition("Brume", text, "", media, options or {}),
        files=files,
        marker="m",
    )


def network_of(**changes: list[Reply]) -> Network:
    script = {
        "quota_left": [reply({"data": [{"quota_usage": 1, "config": {"quota_total": 50}}]})],
        "container_created": [reply({"id": "c9"})],
        "container_ready": [reply({"status_code": "IN_PROGRESS"}), reply({"status_code": "FINISHED"})],
        "media_published": [reply({"id": "m9"})],
        "permalink_read": [reply({"permalink": "https://www.instagram.com/reel/AbC/"})],
    }
    return Network(**(script | changes))


def test_a_video_becomes_a_reel_by_a_container() -> None:
    network = network_of()
    receipt = asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert network.names() == [
        "quota left",
        "container created",
        "container ready",
        "container ready",
        "media published",
        "permalink read",
    ]
    assert receipt == Receipt("m9", "https://www.instagram.com/reel/AbC/", Visibility.PUBLIC)


def test_only_media_publish_publishes_and_only_the_permalink_is_read_again_on_resume() -> None:
    network = network_of()
    asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    roles = {call.name: call.role for call in network.calls}
    assert [name for name, role in roles.items() if role is Role.PUBLISH] == ["media published"]
    assert [name for name, role in roles.items() if role is Role.READ] == ["permalink read"]
    sent = next(call for call in network.calls if call.role is Role.PUBLISH)
    assert sent.request.url == f"https://graph.facebook.com/v25.0/{ACCOUNT}/media_publish"
    assert form(sent) == {"creation_id": "c9"}


def test_a_reel_always_says_whether_it_is_shared_to_the_feed() -> None:
    assert reel_fields(delivery_of(MediaKind.VIDEO)) == {
        "media_type": "REELS",
        "video_url": "https://res.cloudinary.com/demo/v1/brume-0",
        "share_to_feed": "true",
        "caption": TEXT,
    }


def test_the_options_of_a_reel_reach_its_container() -> None:
    options: dict[str, Json] = {
        "cover_at": 2.5,
        "cover_url": "https://res.cloudinary.com/c.jpg",
        "share_to_feed": False,
        "ai_generated": True,
    }
    fields = reel_fields(delivery_of(MediaKind.VIDEO, options=options))
    assert fields["thumb_offset"] == "2500"
    assert fields["cover_url"] == "https://res.cloudinary.com/c.jpg"
    assert fields["share_to_feed"] == "false"
    assert fields["is_ai_generated"] == "true"


def test_the_first_picture_can_be_asked_for_as_cover() -> None:
    fields = reel_fields(delivery_of(MediaKind.VIDEO, options={"cover_at": 0}))
    assert fields["thumb_offset"] == "0"


def test_one_photo_becomes_a_post_with_its_alternative_text() -> None:
    network = network_of()
    asyncio.run(publish(delivery_of(MediaKind.PHOTO), network.send))
    assert form(network.calls[1]) == {
        "image_url": "https://res.cloudinary.com/demo/v1/brume-0",
        "alt_text": "alt 0",
        "caption": TEXT,
    }


def test_photos_become_a_carousel_in_their_order() -> None:
    network = network_of(
        child_1_created=[reply({"id": "c1"})],
        child_2_created=[reply({"id": "c2"})],
        child_1_ready=[reply({"status_code": "FINISHED"})],
        child_2_ready=[reply({"status_code": "FINISHED"})],
    )
    asyncio.run(publish(delivery_of(MediaKind.PHOTO, 2), network.send))
    assert network.names()[1:6] == [
        "child 1 created",
        "child 2 created",
        "child 1 ready",
        "child 2 ready",
        "container created",
    ]
    child, parent = form(network.calls[1]), form(network.calls[5])
    assert child["is_carousel_item"] == "true"
    assert "caption" not in child
    assert parent == {"media_type": "CAROUSEL", "children": "c1,c2", "caption": TEXT}


@pytest.mark.parametrize(
    "answer",
    [refused(100, 33), refused(4, 2207051), reply({"id": "m9"}), Reply(502, body=b"<html>")],
    ids=["not seen", "blocked", "no address", "no json"],
)
def test_a_post_that_cannot_be_read_back_is_accepted_and_not_yet_public(answer: Reply) -> None:
    network = network_of(permalink_read=[answer])
    receipt = asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert receipt == Receipt("m9", "", Visibility.ACCEPTED)
    assert {400, 502} <= network.calls[-1].accepts


def test_a_post_that_was_found_without_its_id_is_not_asked_for_its_address() -> None:
    network = network_of()

    async def send(call: Call) -> Answer:
        return Answer({"id": ""}) if call.role is Role.PUBLISH else await network.send(call)

    receipt = asyncio.run(publish(delivery_of(MediaKind.VIDEO), send))
    assert receipt == Receipt("", "", Visibility.ACCEPTED)
    assert "permalink read" not in network.names()


def test_a_used_up_quota_stops_before_anything_is_prepared() -> None:
    quota = {"quota_usage": 50, "config": {"quota_total": 50, "quota_duration": 86400}}
    with pytest.raises(Retryable) as caught:
        read_quota(reply({"data": [quota]}))
    assert caught.value.retry_after_s == 3600
    assert not caught.value.may_have_acted


def test_an_unknown_quota_stops_nothing() -> None:
    assert read_quota(reply({"data": []})) == Answer()


def test_a_used_up_quota_sends_nothing_to_be_prepared() -> None:
    used = reply({"data": [{"quota_usage": 50, "config": {"quota_total": 50}}]})
    network = network_of(quota_left=[used])
    with pytest.raises(Retryable):
        asyncio.run(publish(delivery_of(MediaKind.VIDEO), network.send))
    assert network.names() == ["quota left"]


def test_an_expired_container_starts_over() -> None:
    with pytest.raises(Retryable) as caught:
        read_ready(reply({"status_code": "EXPIRED"}))
    assert caught.value.from_start


def failed(subcode: int) -> Reply:
    text = f"Error: Media upload has failed with error code {subcode}"
    return reply({"status_code": "ERROR", "status": text})


@pytest.mark.parametrize("subcode", [2207001, 2207003, 2207020, 2207032, 2207052, 2207053, 2207077])
def test_a_container_that_failed_for_the_moment_starts_over(subcode: int) -> None:
    with pytest.raises(Retryable) as caught:
        read_ready(failed(subcode))
    assert caught.value.from_start


def test_a_container_that_failed_for_its_video_is_the_authors_to_mend() -> None:
    with pytest.raises(InvalidContent):
        read_ready(failed(2207026))


@pytest.mark.parametrize("answer", [failed(2207082), reply({"status_code": "ERROR"})], ids=["rare", "silent"])
def test_a_container_that_failed_otherwise_is_a_humans(answer: Reply) -> None:
    with pytest.raises(NeedsHuman):
        read_ready(answer)


def test_a_container_that_is_already_published_is_never_published_again() -> None:
    with pytest.raises(NeedsHuman):
        read_ready(reply({"status_code": "PUBLISHED"}))


@pytest.mark.parametrize(
    ("code", "subcode"),
    [(1, None), (4, 2207051), (9, 2207042), (24, 2207008), (190, 463), (100, None), (77, None)],
)
def test_an_error_of_media_publish_is_settled_before_anything_else(code: int, subcode: int | None) -> None:
    with pytest.raises(Retryable) as caught:
        read_published(refused(code, subcode))
    assert caught.value.may_have_acted


def test_a_container_that_was_not_ready_was_certainly_not_published() -> None:
    with pytest.raises(Retryable) as caught:
        read_published(refused(9007, 2207027))
    assert not caught.value.may_have_acted


def test_an_unreadable_answer_of_media_publish_is_settled() -> None:
    with pytest.raises(Retryable) as caught:
        read_published(Reply(200, body=b"<html>"))
    assert caught.value.may_have_acted


def item(number: int, **changes: str) -> dict[str, str]:
    known = {"caption": TEXT, "media_product_type": "REELS", "timestamp": "2026-11-03T12:00:05+0000"}
    return {"id": f"m{number}"} | known | changes


def settled(
    status: str, *items: dict[str, str], text: str = TEXT, options: Mapping[str, Json] | None = None
) -> Settled:
    network = Network(
        container_status_read=[reply({"status_code": status})], posts_listed=[reply({"data": list(items)})]
    )
    delivery = delivery_of(MediaKind.VIDEO, text=text, options=options)
    answer = asyncio.run(settle_publication(delivery, "c9", SENT, network.send))
    assert {call.role for call in network.calls} == {Role.READ}
    return answer


@pytest.mark.parametrize("status", ["PUBLISHED", "FINISHED", "IN_PROGRESS"])
def test_the_one_post_with_the_caption_is_the_lost_one(status: str) -> None:
    assert settled(status, item(1, caption="other"), item(2)) == Found(Answer({"id": "m2"}))


@pytest.mark.parametrize("items", [(), (item(1), item(2))], ids=["none", "two"])
def test_a_published_container_is_done_even_if_its_post_cannot_be_told(
    items: tuple[dict[str, str], ...],
) -> None:
    assert settled("PUBLISHED", *items) == Found(Answer({"id": ""}))


def test_a_finished_container_without_a_post_was_not_published() -> None:
    assert settled("FINISHED") == Absent()


def test_an_expired_container_was_not_published_and_is_worthless() -> None:
    assert settled("EXPIRED") == Absent(from_start=True)


@pytest.mark.parametrize(
    ("status", "items"),
    [
        ("ERROR", ()),
        ("IN_PROGRESS", ()),
        ("FINISHED", (item(1), item(2))),
        ("EXPIRED", (item(1),)),
    ],
)
def test_what_does_not_agree_is_a_humans(status: str, items: tuple[dict[str, str], ...]) -> None:
    assert isinstance(settled(status, *items), Unknowable)


def test_a_post_without_a_caption_is_never_looked_for_in_the_list() -> None:
    assert isinstance(settled("FINISHED", item(1, caption=""), text=""), Unknowable)
    assert settled("PUBLISHED", item(1, caption=""), text="") == Found(Answer({"id": ""}))


def test_an_older_post_or_one_of_another_type_is_not_the_lost_one() -> None:
    older, photo = item(1, timestamp="2026-11-03T11:57:59+0000"), item(2, media_product_type="FEED")
    assert settled("FINISHED", older, photo) == Absent()


@pytest.mark.parametrize(
    ("code", "subcode", "kind"),
    [
        (1, 2207057, InvalidContent),
        *[
            (100, subcode, InvalidContent)
            for subcode in (2207023, 2207028, 2207035, 2207036, 2207037, 2207040)
        ],
        (352, 2207026, InvalidContent),
        (36000, 2207004, InvalidContent),
        (36001, 2207005, InvalidContent),
        (36003, 2207009, InvalidContent),
        (36004, 2207010, InvalidContent),
        *[(code, None, InvalidContent) for code in (352, 36000, 36001, 36003, 36004)],
        (4, 2207051, NeedsHuman),
        (25, 2207050, NeedsHuman),
        (100, None, NeedsHuman),
        (368, None, NeedsHuman),
        (190, 459, NeedsHuman),
        (190, 463, AuthRequired),
        (10, None, AuthRequired),
    ],
)
def test_an_error_code_names_who_acts(code: int, subcode: int | None, kind: type[AromatizaError]) -> None:
    assert type(meaning(PLATFORM, refused(code, subcode))) is kind


@pytest.mark.parametrize(
    ("code", "subcode", "after_s", "is_unsure"),
    [
        (9, 2207042, 3600, False),
        (9004, 2207052, 5, False),
        (9007, 2207027, 30, False),
        (4, None, 3600, True),
        (80002, None, 3600, True),
        (-1, 2207001, None, True),
        (-2, 2207003, None, True),
        (24, 2207006, None, True),
        (100, 33, None, True),
    ],
)
def test_an_error_for_the_moment_is_tried_again(
    code: int, subcode: int | None, after_s: float | None, is_unsure: bool
) -> None:
    error = meaning(PLATFORM, refused(code, subcode))
    assert isinstance(error, Retryable)
    assert (error.retry_after_s, error.may_have_acted, error.from_start) == (after_s, is_unsure, False)


def test_the_token_owner_is_the_account_that_is_linked_to_the_page() -> None:
    call = PLATFORM.whose(delivery_of(MediaKind.VIDEO).account)
    assert call.request.query == {"fields": "instagram_business_account{id}"}
    assert call.read(reply({"id": "1", "instagram_business_account": {"id": ACCOUNT}})) == Answer(
        {"id": ACCOUNT}
    )


def test_a_page_without_an_instagram_account_belongs_to_nobody() -> None:
    call = PLATFORM.whose(delivery_of(MediaKind.VIDEO).account)
    assert call.read(reply({"id": "1"})) == Answer({"id": ""})


def test_a_caption_counts_in_utf16_units() -> None:
    rendition = delivery_of(MediaKind.VIDEO, text="💜" * 1101).rendition
    assert [finding.code for finding in findings(PLATFORM.rules, Subject(rendition))] == ["text-too-long"]

"""Pictures that options name, whose bytes are sent beside the media; and what else a receipt has to say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aromatiza.cli.screen import about_text
from aromatiza.core.calls import Delivery, Receipt, Send, Visibility
from aromatiza.core.delivery import Block, State
from aromatiza.core.errors import InvalidContent
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform
from aromatiza.core.post import AccountName, Post
from tests.engine.test_run import Stage
from tests.engine.toy import brand_of, post_of, see, toy_like
from tests.fakes import MemoryMedia

PICTURE = "https://media.example/cover.jpg"
ACCOUNT = AccountName("a")


def keeping(*kept: str) -> tuple[Platform, list[Delivery]]:
    """A toy network with these picture options, and the deliveries that its flow saw."""
    seen: list[Delivery] = []

    async def publish(delivery: Delivery, send: Send) -> Receipt:
        seen.append(delivery)
        return Receipt(await see(send), "", Visibility.PUBLIC)

    return toy_like(publish=publish, pictures=kept), seen


def with_picture(name: str = "mist", url: str = "", picture: str = PICTURE) -> Post:
    post = post_of(name, "a", url=url)
    return replace(post, platforms={ACCOUNT: {"thumbnail_url": picture}})


def staged(*posts: Post, platform: Platform) -> Stage:
    return Stage(brand_of("a"), list(posts), platforms={"toy": platform})


def test_a_picture_that_an_option_names_is_fetched_and_stands_behind_the_media() -> None:
    platform, seen = keeping("thumbnail_url")
    stage = staged(with_picture(), platform=platform)
    stage.publish()
    (delivery,) = seen
    assert [(str(file.kind), file.url) for file in delivery.files] == [
        ("video", stage.posts[0].media[0].url),
        ("photo", PICTURE),
    ]


def test_an_option_that_names_no_picture_of_the_platform_is_not_fetched() -> None:
    platform, seen = keeping()
    stage = staged(with_picture(), platform=platform)
    stage.publish()
    assert len(seen[0].files) == 1
    assert stage.media.fetched == [stage.posts[0].media[0].url]


def test_a_post_without_the_option_has_its_media_alone() -> None:
    platform, seen = keeping("thumbnail_url")
    staged(post_of("mist", "a"), platform=platform).publish()
    assert len(seen[0].files) == 1


@pytest.mark.parametrize("picture", ["http://media.example/cover.jpg", "https://media.example/gone.jpg"])
def test_a_picture_that_cannot_be_fetched_holds_the_post_before_anything_is_sent(picture: str) -> None:
    platform, seen = keeping("thumbnail_url")
    stage = staged(with_picture(picture=picture), platform=platform)
    stage.media = MemoryMedia(
        errors={"https://media.example/gone.jpg": InvalidContent(msg("media.host", url="gone", hosts="x"))}
    )
    (held,) = stage.publish().records
    assert held.block is Block.MEDIA
    assert seen == []


def test_another_picture_makes_no_new_post_of_the_same_video() -> None:
    url = "https://media.example/same.mp4"
    platform, seen = keeping("thumbnail_url")
    stage = staged(with_picture("first", url), platform=platform)
    stage.publish()
    stage.posts.append(with_picture("second", url, "https://media.example/other.jpg"))
    (held,) = stage.publish("run 2").records
    assert (held.post, held.block) == ("second", Block.MEDIA)
    assert len(seen) == 1


def test_the_same_picture_goes_with_two_videos() -> None:
    platform, _ = keeping("thumbnail_url")
    stage = staged(with_picture("first"), with_picture("second"), platform=platform)
    stage.publish()
    assert set(stage.states().values()) == {State.PUBLISHED}


def test_what_a_receipt_notes_is_kept_and_shown_beside_the_address() -> None:
    note = msg("network.failed", reason="no", detail="thumbnail")

    async def publish(_delivery: Delivery, send: Send) -> Receipt:
        return Receipt(await see(send), "https://toy.example/p1", Visibility.PUBLIC, note)

    stage = staged(post_of("mist", "a"), platform=toy_like(publish=publish))
    stage.publish()
    record = stage.records()["mist/a"]
    assert (record.state, record.reason) == (State.PUBLISHED, note)
    shown = about_text(record, record.reason, "fr")
    assert shown == "https://toy.example/p1; le réseau n'a pas pu l'accepter : no thumbnail"


def test_a_receipt_without_a_note_shows_its_address_alone() -> None:
    stage = staged(post_of("mist", "a"), platform=toy_like())
    stage.publish()
    record = stage.records()["mist/a"]
    assert (record.reason, about_text(record, None, "en")) == (None, "https://toy.example/p1")

"""Stories on Instagram: what is sent, what is looked for, and which rules are theirs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import pytest

from aromatiza.core.answers import Answer
from aromatiza.core.calls import Absent, Found, Settled, Unknowable, Visibility
from aromatiza.core.media_facts import MediaFacts
from aromatiza.core.post import Json, Media, MediaKind
from aromatiza.core.rendition import Rendition
from aromatiza.core.rules import Subject
from aromatiza.platforms.instagram.containers import story_fields
from aromatiza.platforms.instagram.flow import publish, settle_publication
from tests.platforms.graph_network import Network, form, reply
from tests.platforms.test_instagram import ACCOUNT, SENT, delivery_of, network_of, settled
from tests.platforms.test_instagram_rules import (
    PHOTO,
    SCHEMA,
    VIDEO,
    codes,
    errors,
    found_in,
    many,
    measured,
    photos,
    subject,
    warnings,
)
from tests.samples import photo_facts, video_facts


@pytest.mark.parametrize(
    ("kind", "address"), [(MediaKind.VIDEO, "video_url"), (MediaKind.PHOTO, "image_url")]
)
def test_a_story_is_its_file_alone(kind: MediaKind, address: str) -> None:
    network = network_of()
    receipt = asyncio.run(publish(delivery_of(kind, options={"story": True}), network.send))
    assert form(network.call("container created")) == {
        "media_type": "STORIES",
        address: "https://res.cloudinary.com/demo/v1/brume-0",
    }
    assert receipt.visibility is Visibility.PUBLIC


def test_a_story_shows_tags_and_the_label_for_what_ai_made() -> None:
    options: dict[str, Json] = {"story": True, "user_tags": [{"username": "first"}], "ai_generated": True}
    fields = story_fields(delivery_of(MediaKind.PHOTO, options=options))
    assert json.loads(fields["user_tags"]) == [{"username": "first"}]
    assert fields["is_ai_generated"] == "true"


def story(number: int, time: str = "2026-11-03T12:00:05+0000") -> dict[str, str]:
    return {"id": f"s{number}", "timestamp": time}


def settled_story(status: str, *stories: dict[str, str]) -> Settled:
    return settled(status, *stories, options={"story": True})


def test_a_lost_story_is_looked_for_among_the_stories() -> None:
    network = Network(
        container_status_read=[reply({"status_code": "PUBLISHED"})],
        posts_listed=[reply({"data": [story(1)]})],
    )
    delivery = delivery_of(MediaKind.VIDEO, options={"story": True})
    answer = asyncio.run(settle_publication(delivery, "c9", SENT, network.send))
    assert network.calls[-1].request.url == f"https://graph.facebook.com/v25.0/{ACCOUNT}/stories"
    assert answer == Found(Answer({"id": "s1"}))


def test_a_published_story_is_done_even_if_it_cannot_be_told_from_another() -> None:
    assert settled_story("PUBLISHED", story(1), story(2)) == Found(Answer({"id": ""}))
    assert settled_story("PUBLISHED") == Found(Answer({"id": ""}))


def test_a_story_that_its_container_does_not_call_published_is_never_taken_for_ours() -> None:
    assert isinstance(settled_story("FINISHED", story(1)), Unknowable)
    assert isinstance(settled_story("EXPIRED", story(1)), Unknowable)
    assert isinstance(settled_story("IN_PROGRESS"), Unknowable)


def test_a_story_was_not_published_when_the_account_has_none_since() -> None:
    yesterday = story(1, "2026-11-02T13:00:00+0000")
    assert settled_story("FINISHED", yesterday) == Absent()
    assert settled_story("EXPIRED", yesterday) == Absent(from_start=True)


STORY: Mapping[str, Json] = {"story": True}


def of_story(media: Media, facts: MediaFacts) -> Subject:
    return measured(media, facts, STORY)


@pytest.mark.parametrize(
    ("on_the_limit", "beyond", "code"),
    [
        ({"duration_s": 3.0}, {"duration_s": 2.99}, "video-duration"),
        ({"duration_s": 60.0}, {"duration_s": 60.01}, "video-duration"),
        ({"size_bytes": 100_000_000}, {"size_bytes": 100_000_001}, "file-size"),
        ({"width": 180, "height": 1800}, {"width": 180, "height": 1801}, "media-aspect"),
        ({"width": 1920}, {"width": 1921}, "media-dimensions"),
    ],
)
def test_a_video_story_just_beyond_a_limit_of_its_own_is_an_error(
    on_the_limit: dict[str, Any], beyond: dict[str, Any], code: str
) -> None:
    assert codes(of_story(VIDEO, video_facts(**on_the_limit))) == []
    assert errors(of_story(VIDEO, video_facts(**beyond))) == [code]


def test_a_reel_is_not_held_to_the_limits_of_a_story_nor_a_story_to_those_of_a_reel() -> None:
    assert codes(measured(VIDEO, video_facts(duration_s=600.0))) == []
    assert errors(of_story(VIDEO, video_facts(duration_s=901.0))) == ["video-duration"]


def test_a_photo_story_may_be_upright_and_small_and_is_best_so() -> None:
    upright, square = photo_facts(width=270, height=480), photo_facts(width=1080, height=1080)

    assert codes(of_story(PHOTO, upright)) == []
    assert (errors(of_story(PHOTO, square)), warnings(of_story(PHOTO, square))) == ([], ["media-aspect"])
    assert errors(measured(PHOTO, upright)) == ["media-aspect"]


def test_a_story_shows_one_photo() -> None:
    assert codes(subject(PHOTO, options=STORY)) == []
    assert codes(subject(*photos(2), options=STORY)) == ["too-many-photos"]


def test_a_caption_of_its_own_is_an_error_on_a_story_and_the_shared_one_is_nobody_s_mistake() -> None:
    own = Rendition("Brume", "Une pression", "", (VIDEO,), STORY, text_key="captions.instagram")
    shared = Rendition("Brume", "Une pression", "", (VIDEO,), STORY, text_key="captions.default")
    feed = Rendition("Brume", "Une pression", "", (VIDEO,), text_key="captions.instagram")

    assert [(found.code, found.key) for found in found_in(Subject(own))] == [
        ("option-not-taken", "captions.instagram")
    ]
    assert codes(Subject(shared)) == []
    assert codes(Subject(feed)) == []


def test_a_text_that_a_story_does_not_show_has_no_limits_there() -> None:
    assert codes(subject(text="é" * 2201, options=STORY)) == []
    assert codes(subject(text=f"{many('#', 31)} {many('@', 21)}", options=STORY)) == []


@pytest.mark.parametrize("option", ["collaborators", "location", "sponsors"])
def test_an_option_of_posts_is_an_error_on_stories(option: str) -> None:
    example: Json = SCHEMA["properties"][option]["examples"][0]
    options: dict[str, Json] = {"story": True, option: example}

    assert "option-not-taken" in codes(subject(PHOTO, options=options, own=options))
    assert "option-not-taken" not in codes(subject(PHOTO, options={option: example}, own=[option]))


@pytest.mark.parametrize("option", ["cover_at", "cover_url", "share_to_feed"])
def test_an_option_of_reels_is_one_error_on_a_story_of_either_kind(option: str) -> None:
    options: dict[str, Json] = {"story": True, option: SCHEMA["properties"][option]["examples"][0]}

    assert codes(subject(VIDEO, options=options, own=options)) == ["option-not-taken"]
    assert codes(subject(PHOTO, options=options, own=options)) == ["option-not-taken"]


def test_a_paid_partnership_cannot_be_declared_on_a_story_even_by_the_account_s_settings() -> None:
    options: dict[str, Json] = {"story": True, "paid_partnership": True}

    assert codes(subject(options=options)) == ["option-conflict"]
    assert codes(subject(options={"story": False, "paid_partnership": True})) == []


def test_the_label_for_ai_on_a_story_is_a_warning_because_nobody_knows() -> None:
    options: dict[str, Json] = {"story": True, "ai_generated": True}

    assert (errors(subject(options=options)), warnings(subject(options=options))) == (
        [],
        ["option-not-taken"],
    )
    assert codes(subject(options={"story": True, "ai_generated": False})) == []


def test_a_tag_in_a_story_s_photo_may_have_no_place_but_not_half_of_one() -> None:
    whole: dict[str, Json] = {"story": True, "user_tags": [{"username": "brume"}]}
    half: dict[str, Json] = {"story": True, "user_tags": [{"username": "brume", "x": 0.5}]}

    assert codes(subject(PHOTO, options=whole)) == []
    assert codes(subject(PHOTO, options=half)) == ["option-missing"]

"""Uploads to the simulated Pinterest, the videos that it takes, and the covers of Pins."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.sandbox.graph_client import box, jpeg, mp4
from tests.sandbox.pinterest_client import (
    FILES,
    HOST,
    PROCESSING_S,
    SANDBOX_API,
    SENTEURS,
    Answer,
    PinterestClient,
    png,
)

COVER = f"{HOST}/brume.jpg"
COVERED = {"cover_image_url": COVER}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[PinterestClient]:
    with PinterestClient(tmp_path) as one:
        yield one


def video_pin(
    client: PinterestClient, media_id: str, cover: Mapping[str, object], token: str = "t"
) -> Answer:
    """A Pin of an uploaded video."""
    source = {"source_type": "video_id", "media_id": media_id, **cover}
    return client.pin(token, media_source=source)


def coded(data: bytes) -> str:
    """Bytes as base64."""
    return base64.b64encode(data).decode()


def test_an_upload_goes_through_its_states_by_the_clock(client: PinterestClient) -> None:
    registered = client.registered()
    media_id = registered["media_id"]
    states = [client.status(media_id)]
    client.upload(registered["upload_parameters"])
    states.append(client.status(media_id))
    client.skip(PROCESSING_S)

    assert [*states, client.status(media_id)] == ["registered", "processing", "succeeded"]


def test_a_token_says_how_long_processing_takes(client: PinterestClient) -> None:
    media_id = client.uploaded("t;processing=100")
    client.skip(99)
    assert client.status(media_id) == "processing"
    client.skip(1)
    assert client.status(media_id) == "succeeded"


@pytest.mark.parametrize(("ingest", "state"), [("failed", "failed"), ("stuck", "processing")])
def test_a_token_says_how_processing_ends(client: PinterestClient, ingest: str, state: str) -> None:
    media_id = client.uploaded(f"t;ingest={ingest}")
    client.skip(86_400)

    assert client.status(media_id) == state
    answer = video_pin(client, media_id, {"cover_image_key_frame_time": 0})
    assert answer.refusal == (400, 1)
    assert client.posts() == []


def test_a_failed_upload_gives_no_reason(client: PinterestClient) -> None:
    media_id = client.ready(file=FILES["brume.jpg"])

    assert client.get(f"/media/{media_id}").value == {
        "media_id": media_id,
        "media_type": "video",
        "status": "failed",
    }


@pytest.mark.parametrize(
    ("file", "state"),
    [
        (mp4(4), "succeeded"),
        (mp4(3.9), "failed"),
        (mp4(900, has_sound=False), "succeeded"),
        (mp4(901, has_sound=False), "failed"),
        (mp4(10, (1080, 2160)), "succeeded"),
        (mp4(10, (1080, 2162)), "failed"),
        (mp4(10, (1910, 1000)), "succeeded"),
        (mp4(10, (1912, 1000)), "failed"),
        (mp4(10, codec=b"hvc1"), "succeeded"),
        (mp4(10, codec=b"ap4h"), "failed"),
        (box(b"ftyp", b"qt  ", bytes(4)) + bytes(64), "succeeded"),
        (jpeg(1000, 1500), "failed"),
        (b"", "failed"),
    ],
    ids=[
        "4 s",
        "3.9 s",
        "15 min",
        "more",
        "1:2",
        "taller",
        "1.91:1",
        "wider",
        "HEVC",
        "ProRes",
        "unknown",
        "JPEG",
        "0",
    ],
)
def test_a_video_that_breaks_a_rule_fails(client: PinterestClient, file: bytes, state: str) -> None:
    """https://help.pinterest.com/en/business/article/video-pins (archived; read 2026-11)."""
    assert client.status(client.ready(file=file)) == state


def test_the_own_uploads_are_listed(client: PinterestClient) -> None:
    own = [client.uploaded(), client.registered()["media_id"]]
    client.uploaded("t@42")
    client.skip(PROCESSING_S)

    first = client.get("/media", page_size=1).value
    rest = client.get("/media", bookmark=first["bookmark"]).value

    listed = first["items"] + rest["items"]
    assert [one["media_id"] for one in listed] == own
    assert [one["status"] for one in listed] == ["succeeded", "registered"]
    assert rest["bookmark"] is None


def test_an_upload_that_was_cut_leaves_the_media_registered(client: PinterestClient) -> None:
    registered = client.registered()
    fields = dict(registered["upload_parameters"])
    del fields["policy"]

    assert client.upload(fields).status == 403
    assert client.status(registered["media_id"]) == "registered"
    assert client.upload(registered["upload_parameters"]).status == 204


def test_a_video_pin_measures_its_video_once_it_is_processed(client: PinterestClient) -> None:
    pin = video_pin(client, client.ready(), COVERED).value
    client.skip(PROCESSING_S)

    later = client.get(f"/pins/{pin['id']}").value["media"]

    shape = ("duration", "width", "height")
    assert [pin["media"][name] for name in shape] == [None, None, None]
    assert [later[name] for name in shape] == [10_000, 1080, 1920]
    assert set(later) == set(pin["media"])
    assert client.get("/pins").value["items"][0]["media"] == later


@pytest.mark.parametrize(
    "cover",
    [
        {"cover_image_url": COVER},
        {"cover_image_data": coded(FILES["brume.jpg"]), "cover_image_content_type": "image/jpeg"},
        {"cover_image_data": coded(FILES["brume.png"]), "cover_image_content_type": "image/png"},
        {"cover_image_key_frame_time": 0},
    ],
    ids=["url", "jpeg", "png", "second"],
)
def test_a_cover_comes_in_one_of_three_ways(client: PinterestClient, cover: dict[str, object]) -> None:
    answer = video_pin(client, client.ready(), cover)

    assert answer.status == 201
    assert answer.value["media"]["cover_image_url"]


@pytest.mark.parametrize(
    ("cover", "expected"),
    [
        ({}, (400, 1)),
        ({"cover_image_url": COVER, "cover_image_key_frame_time": 0}, (400, 1)),
        ({"cover_image_url": f"{HOST}/absent.jpg"}, (400, 1)),
        ({"cover_image_url": "http://["}, (400, 1)),
        ({"cover_image_url": f"{HOST}/broken.jpg"}, (403, 235)),
        ({"cover_image_url": f"{HOST}/small.jpg"}, (403, 233)),
        ({"cover_image_data": coded(FILES["brume.png"])}, (400, 1)),
        (
            {"cover_image_data": coded(FILES["brume.png"]), "cover_image_content_type": "image/jpeg"},
            (403, 235),
        ),
        ({"cover_image_key_frame_time": 1.0}, (400, 1)),
        ({"cover_image_key_frame_time": True}, (400, 1)),
        ({"cover_image_key_frame_time": -1}, (400, 1)),
    ],
    ids=str,
)
def test_a_cover_that_is_missing_or_wrong_makes_no_pin(
    client: PinterestClient, cover: dict[str, object], expected: tuple[int, int]
) -> None:
    assert video_pin(client, client.ready(), cover).refusal == expected
    assert client.posts() == []


def test_a_video_without_a_cover_may_be_taken(client: PinterestClient) -> None:
    media_id = client.ready()

    assert video_pin(client, media_id, {}, "t;trap=loose_cover").status == 201
    both = {"cover_image_url": COVER, "cover_image_key_frame_time": 0}
    assert video_pin(client, media_id, both, "t;trap=loose_cover").refusal == (400, 1)


def test_milliseconds_for_the_cover_silently_give_the_last_second(client: PinterestClient) -> None:
    media_id = client.ready()

    covers = [
        video_pin(client, media_id, {"cover_image_key_frame_time": second}).value["media"]["cover_image_url"]
        for second in (1, 10, 1000)
    ]

    assert covers[0] != covers[1]
    assert covers[1] == covers[2]


def test_media_may_serve_twice_or_only_once(client: PinterestClient) -> None:
    media_id = client.ready()
    once = "t;trap=single_use_media"

    assert [video_pin(client, media_id, COVERED, once).status for _ in range(2)] == [201, 400]
    assert video_pin(client, media_id, COVERED).status == 201


def test_a_pin_that_was_refused_does_not_use_its_media_up(client: PinterestClient) -> None:
    media_id = client.ready()
    once = "t;trap=single_use_media"

    assert video_pin(client, media_id, {"cover_image_url": f"{HOST}/absent.jpg"}, once).status == 400
    assert video_pin(client, media_id, COVERED, once).status == 201


def test_the_sandbox_host_takes_photos_and_no_videos(client: PinterestClient) -> None:
    source = {"source_type": "video_id", "media_id": "1", "cover_image_key_frame_time": 0}

    answer = client.pin("t;env=sandbox", host=SANDBOX_API, media_source=source)

    assert answer.refusal == (400, 1)
    assert client.pin("t;env=sandbox", host=SANDBOX_API, board_id=SENTEURS).status == 201


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"content_type": "image/png"}, (403, 235)),
        ({"content_type": "image/webp"}, (400, 1)),
        ({"data": "not base64"}, (400, 1)),
        ({"data": "AAAAA"}, (400, 1)),
        ({"data": coded(jpeg(99, 99))}, (403, 233)),
        ({"data": coded(png(99, 99)), "content_type": "image/png"}, (403, 233)),
        ({"data": coded(FILES["brume.jpg"] + bytes(20_000_000))}, (400, 1)),
        ({"is_standard": "no"}, (400, 1)),
        ({"is_standard": False}, (403, 29)),
    ],
    ids=["kind", "type", "blanks", "padding", "small", "small png", "large", "no flag", "beta"],
)
def test_a_picture_in_base64_that_is_wrong_makes_no_pin(
    client: PinterestClient, change: dict[str, object], expected: tuple[int, int]
) -> None:
    source = {
        "source_type": "image_base64",
        "content_type": "image/jpeg",
        "data": coded(FILES["brume.jpg"]),
        **change,
    }

    assert client.pin(media_source=source).refusal == expected
    assert client.posts() == []


def test_a_carousel_has_two_to_five_pictures_each_with_its_texts(client: PinterestClient) -> None:
    items = [{"url": COVER, "title": "A", "link": "https://example.com/a"}, {"url": f"{HOST}/other.jpg"}]
    source = {"source_type": "multiple_image_urls", "items": items, "index": 1}

    pin = client.pin(media_source=source).value

    assert pin["creative_type"] == "CAROUSEL"
    assert [one["title"] for one in pin["media"]["items"]] == ["A", None]
    assert client.pin("t;trap=no_carousel", media_source=source).refusal == (400, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"items": [{"url": COVER}]},
        {"items": [{"url": COVER}] * 6},
        {"items": "two"},
        {"items": [{"url": COVER}, {"url": COVER, "title": 1}]},
        {"items": [{"url": COVER}, {"url": COVER, "alt": "x"}]},
        {"items": [{"url": COVER}] * 2, "index": 2},
        {"items": [{"url": COVER}] * 2, "index": "1"},
    ],
    ids=["one", "six", "no list", "title", "unknown", "index", "type"],
)
def test_a_carousel_that_breaks_a_rule_is_refused(client: PinterestClient, change: dict[str, object]) -> None:
    assert client.pin(media_source={"source_type": "multiple_image_urls", **change}).refusal == (400, 1)

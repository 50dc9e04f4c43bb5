"""The simulated Instagram account takes the options of each kind of container, and looks at the files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.graph_client import HOST, MEDIA, AccountClient, box, code, jpeg, mp4

REEL = {"media_type": "REELS", "video_url": f"{HOST}/clip.mp4"}
PHOTO = {"image_url": f"{HOST}/square.jpg"}
STORY = {"media_type": "STORIES", "video_url": f"{HOST}/clip.mp4"}
PHOTO_STORY = {"media_type": "STORIES", "image_url": f"{HOST}/tall.jpg"}
ITEM = {"image_url": f"{HOST}/square.jpg", "is_carousel_item": "true"}
VIDEO_ITEM = {"media_type": "VIDEO", "video_url": f"{HOST}/clip.mp4", "is_carousel_item": "true"}

FILES = {
    "clip.mp4": mp4(10),
    "silent.mp4": mp4(10, has_sound=False),
    "minute.mp4": mp4(61),
    "short.mp4": mp4(2.9),
    "slow.mp4": mp4(10, fps=20),
    "fast.mp4": mp4(10, fps=61),
    "broad.mp4": mp4(10, (1922, 1080)),
    "thin.mp4": mp4(10, (100, 1920)),
    "other.mp4": mp4(10, codec=b"ap4h"),
    "upright.mp4": mp4(10, (2000, 1080), is_turned=True),
    "lying.mp4": mp4(10, (1080, 2000), is_turned=True),
    "late.mp4": mp4(10, is_index_first=False),
    "noise.mp4": box(b"ftyp", b"isom", bytes(4)) + bytes(range(9, 99)),
    "edge.mp4": mp4(3, (1920, 1080), fps=60, codec=b"hvc1"),
    "least.mp4": mp4(60, fps=23),
    "square.jpg": jpeg(1080, 1080),
    "tall.jpg": jpeg(1080, 1920),
}


def tags(*values: object) -> dict[str, str]:
    """The option `user_tags`."""
    return {"user_tags": json.dumps(values)}


def products(*values: object) -> dict[str, str]:
    """The option `product_tags`."""
    return {"product_tags": json.dumps(values)}


@pytest.fixture
def account(tmp_path: Path) -> Iterator[AccountClient]:
    with AccountClient(tmp_path, FILES) as one:
        yield one


@pytest.mark.parametrize(
    "form",
    [
        pytest.param({**REEL, "collaborators": '["a.b", "c_d", "e"]'}, id="three collaborators"),
        pytest.param({**PHOTO, **tags({"username": "a", "x": 0, "y": 1})}, id="someone in a photo"),
        pytest.param({**REEL, **tags({"username": "a"})}, id="someone in a reel"),
        pytest.param({**PHOTO_STORY, **tags({"username": "a"})}, id="someone in a story"),
        pytest.param({**STORY, **tags({"username": "a", "x": 0.5, "y": 0.5})}, id="somewhere in a story"),
        pytest.param({**ITEM, **tags({"username": "a", "x": 0.5, "y": 0.5})}, id="someone in an item"),
        pytest.param({**REEL, "location_id": "42"}, id="a place"),
        pytest.param({**PHOTO, "is_ai_generated": "true"}, id="made by a machine"),
        pytest.param({**STORY, "is_ai_generated": "true"}, id="a story made by a machine"),
        pytest.param(
            {**REEL, "is_paid_partnership": "true", "branded_content_sponsor_ids": '["1","2"]'}, id="paid for"
        ),
        pytest.param({**REEL, "audio_name": "Lavande"}, id="a name for the sound"),
        pytest.param({**REEL, "trial_params": '{"graduation_strategy":"MANUAL"}'}, id="a trial"),
        pytest.param({**REEL, "audio_configuration": '{"audio_id":"1"}'}, id="music"),
        pytest.param({**REEL, "cover_url": f"{HOST}/tall.jpg", "thumb_offset": "1"}, id="a cover"),
        pytest.param({**REEL, "is_comment_prompt_used": "true"}, id="an add-on"),
        pytest.param({**PHOTO, **products({"product_id": 1, "x": 0, "y": 0})}, id="a product in a photo"),
        pytest.param({**REEL, **products({"product_id": 1})}, id="a product in a reel"),
        pytest.param({**REEL, "video_url": f"{HOST}/edge.mp4"}, id="the largest and shortest clip"),
        pytest.param({**STORY, "video_url": f"{HOST}/least.mp4"}, id="the slowest and longest story"),
        pytest.param({**REEL, "video_url": f"{HOST}/minute.mp4"}, id="a reel of more than a minute"),
        pytest.param({**REEL, "video_url": f"{HOST}/thin.mp4"}, id="a very thin reel"),
        pytest.param({**REEL, "video_url": f"{HOST}/upright.mp4"}, id="narrow enough when it is turned"),
        pytest.param({**REEL, "video_url": f"{HOST}/silent.mp4"}, id="a silent reel"),
    ],
)
def test_what_a_kind_takes_is_ready_in_the_end(account: AccountClient, form: dict[str, str]) -> None:
    assert account.state(account.ready(form)) == "FINISHED"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        pytest.param({**REEL, "collaborators": '["@a"]'}, (100, 0), id="a collaborator with @"),
        pytest.param({**REEL, "collaborators": "a"}, (100, 0), id="collaborators are JSON"),
        pytest.param({**REEL, "collaborators": '{"a":1}'}, (100, 0), id="collaborators are a list"),
        pytest.param({**REEL, "collaborators": '["private.a"]'}, (100, 2207018), id="a hidden collaborator"),
        pytest.param({**STORY, "collaborators": '["a"]'}, (100, 0), id="a story with others"),
        pytest.param({**PHOTO, **tags({"username": "a"})}, (100, 0), id="nowhere in a photo"),
        pytest.param({**PHOTO, **tags({"username": "a", "x": 2, "y": 0})}, (100, 0), id="outside a photo"),
        pytest.param({**REEL, **tags({"username": "a", "x": 0, "y": 0})}, (100, 0), id="a place in a reel"),
        pytest.param({**STORY, **tags({"username": "a", "x": 2, "y": 0})}, (100, 0), id="outside a story"),
        pytest.param({**PHOTO, **tags("a")}, (100, 0), id="a tag that is a name"),
        pytest.param({**PHOTO, **tags({"x": 0, "y": 0})}, (100, 0), id="a tag of nobody"),
        pytest.param({**REEL, "location_id": "Grasse"}, (100, 0), id="a place by name"),
        pytest.param({**STORY, "location_id": "42"}, (100, 0), id="a story somewhere"),
        pytest.param({**ITEM, "is_ai_generated": "true"}, (100, 0), id="an item made by a machine"),
        pytest.param({**REEL, "is_paid_partnership": "some"}, (100, 0), id="no boolean"),
        pytest.param({**REEL, "branded_content_sponsor_ids": "[1,2,3]"}, (100, 0), id="three sponsors"),
        pytest.param({**REEL, "branded_content_sponsor_ids": '["a"]'}, (100, 0), id="a sponsor by name"),
        pytest.param({**REEL, "trial_params": "{}"}, (100, 0), id="a trial of no kind"),
        pytest.param({**REEL, "trial_params": "[]"}, (100, 0), id="a trial that is a list"),
        pytest.param({**REEL, "audio_configuration": "{}"}, (100, 0), id="music without an id"),
        pytest.param({**PHOTO, "audio_name": "a"}, (100, 0), id="the sound of a photo"),
        pytest.param(
            {**REEL, "poll_attachment": "{}", "is_comment_prompt_used": "true"}, (100, 0), id="two add-ons"
        ),
        pytest.param({**STORY, "poll_attachment": "{}"}, (100, 0), id="a story with a poll"),
        pytest.param({**PHOTO, **products({"product_id": 1})}, (100, 2207036), id="a product nowhere"),
        pytest.param(
            {**REEL, **products({"product_id": 1, "x": 0, "y": 0})}, (100, 2207035), id="a product somewhere"
        ),
        pytest.param({**REEL, **products(*[{"product_id": 1}] * 6)}, (100, 2207037), id="six products"),
        pytest.param({**REEL, **products({})}, (100, 2207037), id="no product"),
        pytest.param({**REEL, "media_type": "REELS", "image_url": "u"}, (100, 0), id="a reel of a photo"),
        pytest.param({**REEL, "upload_type": "slow", "video_url": ""}, (100, 0), id="another upload"),
        pytest.param({**VIDEO_ITEM, "thumb_offset": "99000"}, (1, 2207057), id="behind the item"),
        pytest.param(
            {"media_type": "REELS", "upload_type": "resumable", "thumb_offset": "-1"},
            (1, 2207057),
            id="before an upload",
        ),
    ],
)
def test_what_a_kind_does_not_take_is_refused(
    account: AccountClient, form: dict[str, str], expected: tuple[int, int]
) -> None:
    assert code(account.post(MEDIA, form)) == expected
    assert account.world.posts == []


@pytest.mark.parametrize(
    ("form", "file"),
    [
        pytest.param(REEL, "short.mp4", id="shorter than 3 seconds"),
        pytest.param(REEL, "slow.mp4", id="20 frames a second"),
        pytest.param(REEL, "fast.mp4", id="61 frames a second"),
        pytest.param(REEL, "broad.mp4", id="wider than 1920 pixels"),
        pytest.param(REEL, "lying.mp4", id="wider than 1920 pixels when it is turned"),
        pytest.param(REEL, "other.mp4", id="another codec"),
        pytest.param(REEL, "late.mp4", id="the index at the end"),
        pytest.param(REEL, "noise.mp4", id="no index"),
        pytest.param(STORY, "minute.mp4", id="a story of more than a minute"),
        pytest.param(STORY, "thin.mp4", id="a story that is too thin"),
        pytest.param(VIDEO_ITEM, "short.mp4", id="a short item"),
    ],
)
def test_a_video_that_is_not_taken_fails_in_processing(
    account: AccountClient, form: dict[str, str], file: str
) -> None:
    container_id = account.ready({**form, "video_url": f"{HOST}/{file}"})
    value = account.get(f"/{container_id}", fields="status_code,status,copyright_check_status")[1]
    assert value["status_code"] == "ERROR"
    assert "error code 2207026" in value["status"]
    assert value["copyright_check_status"]["status"] == "not_started"


@pytest.mark.parametrize(("volume", "expected"), [("0.5", "ERROR"), ("0", "FINISHED")])
def test_music_is_not_mixed_with_a_silent_video(account: AccountClient, volume: str, expected: str) -> None:
    """Source: https://github.com/gitroomhq/postiz-app/pull/2033."""
    audio = json.dumps({"audio_id": "1", "video_volume": json.loads(volume)})
    silent = {**REEL, "video_url": f"{HOST}/silent.mp4", "audio_configuration": audio}
    assert account.state(account.ready(silent)) == expected


def test_the_thumbnail_of_an_upload_is_checked_when_its_file_is_there(account: AccountClient) -> None:
    form = {"media_type": "REELS", "upload_type": "resumable", "thumb_offset": "10000"}
    container_id = account.created(form)
    assert account.rupload(container_id, file_url=f"{HOST}/clip.mp4")[0] == 200
    account.clock.at += 20
    assert "2207057" in account.get(f"/{container_id}", fields="status")[1]["status"]


@pytest.mark.parametrize("form", [REEL, PHOTO])
def test_a_token_plans_how_ingesting_fails(account: AccountClient, form: dict[str, str]) -> None:
    container_id = account.ready(form, "t;ingest=2207053")
    assert "error code 2207053" in account.get(f"/{container_id}", fields="status")[1]["status"]


def test_an_account_can_be_without_trial_reels(account: AccountClient) -> None:
    form = {**REEL, "trial_params": '{"graduation_strategy":"SS_PERFORMANCE"}'}
    assert code(account.post(MEDIA, form, "t;trap=no_trials")) == (100, 2207081)
    assert account.post(MEDIA, form)[0] == 200


def test_an_option_of_another_kind_is_named_in_its_refusal(account: AccountClient) -> None:
    refused = account.post(MEDIA, {**REEL, "alt_text": "a jar"})[1]["error"]
    assert "alt_text is not supported" in refused["message"]

"""Pinterest's adapter: what it builds, what it understands, and the order in which it speaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import jsonschema
import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import (
    Absent,
    Auth,
    Call,
    Delivery,
    Found,
    Intent,
    JsonBody,
    MultipartBody,
    Role,
    Settled,
    Unknowable,
    Visibility,
    Wait,
)
from aromatiza.core.errors import (
    InvalidContent,
    Retryable,
)
from aromatiza.core.post import Account, AccountName, Json, Media, MediaKind, PostId
from aromatiza.core.rendition import File, Rendition
from aromatiza.core.rules import Subject, findings
from aromatiza.core.secret import Secret
from aromatiza.platforms.pinterest.flow import PLATFORM
from aromatiza.platforms.pinterest.links import marked
from aromatiza.platforms.pinterest.pins import Place, created_since, pin_body, video_source
from aromatiza.platforms.pinterest.uploads import processing

VIDEO_URL = "https://res.cloudinary.com/demo/video/upload/v1/brume.mp4"
PHOTO_URL = "https://res.cloudinary.com/demo/image/upload/v1/brume.jpg"
SENT = Intent(datetime(2026, 11, 2, 18, 0, tzinfo=UTC))
SCHEMA = Path(__file__).parents[2] / "schemas/platforms/pinterest.schema.json"


def video(link: str = "https://example.com/brume", **options: Json) -> Delivery:
    media = Media(MediaKind.VIDEO, VIDEO_URL, "Une brume")
    file = File(MediaKind.VIDEO, VIDEO_URL, "Une brume", "ab" * 32, 1000, "video/mp4")
    rendition = Rendition("Brume", "La Provence #lavande", link, (media,), {"board": "10", **options})
    account = Account(AccountName("pinterest"), "pinterest", "549755885175")
    return Delivery(PostId("brume"), account, rendition, (file,), "brume.pinterest.1")


def photo() -> Delivery:
    delivery = video()
    rendition = replace(delivery.rendition, media=(Media(MediaKind.PHOTO, PHOTO_URL),))
    file = File(MediaKind.PHOTO, PHOTO_URL, "", "cd" * 32, 500, "image/jpeg")
    return replace(delivery, rendition=rendition, files=(file,))


def reply(value: Json, status: int = 200) -> Reply:
    return Reply(status, {}, json.dumps(value).encode())


class Script:
    """The port `send`, answering by call name; it remembers what was sent."""

    def __init__(self, replies: Mapping[str, Reply]) -> None:
        self.replies = replies
        self.calls: list[Call] = []

    async def __call__(self, call: Call) -> Answer:
        self.calls.append(call)
        answer = call.read(self.replies[call.name])
        assert isinstance(answer, Answer)
        return answer

    def sent(self) -> list[tuple[str, Role]]:
        return [(call.name, call.role) for call in self.calls]

    def call(self, name: str) -> Call:
        return next(call for call in self.calls if call.name == name)


T = TypeVar("T")


def run(flow: Awaitable[T]) -> T:
    async def main() -> T:
        return await flow

    return asyncio.run(main())


REGISTERED: Json = {
    "media_id": "42",
    "media_type": "video",
    "upload_url": "https://pinterest-media-upload.s3-accelerate.amazonaws.com/",
    "upload_parameters": {"key": "uploads/42", "policy": "signed", "Content-Type": "multipart/form-data"},
}
REPLIES = {
    "media registered": reply(REGISTERED, 201),
    "video uploaded": Reply(204),
    "video processed": reply({"media_id": "42", "status": "succeeded"}),
    "pin created": reply({"id": "7"}, 201),
    "pin seen": reply({"id": "7"}),
}


def test_a_video_is_registered_uploaded_and_processed_before_its_pin_is_created() -> None:
    script = Script(REPLIES)
    receipt = run(PLATFORM.publish(video(), script))
    assert script.sent() == [
        ("media registered", Role.PREPARE),
        ("video uploaded", Role.PREPARE),
        ("video processed", Role.PREPARE),
        ("pin created", Role.PUBLISH),
        ("pin seen", Role.READ),
    ]
    assert (receipt.remote_id, receipt.url) == ("7", "https://www.pinterest.com/pin/7/")
    assert receipt.visibility is Visibility.PUBLIC


@pytest.mark.parametrize("answer", [reply({"code": 50}, 404), reply({"id": "8"}), Reply(500)])
def test_a_pin_that_is_not_shown_yet_is_accepted_not_public(answer: Reply) -> None:
    receipt = run(PLATFORM.publish(video(), Script({**REPLIES, "pin seen": answer})))

    assert (receipt.remote_id, receipt.visibility) == ("7", Visibility.ACCEPTED)


def test_the_upload_form_is_kept_as_secrets_and_posted_whole_without_the_token() -> None:
    script = Script(REPLIES)
    run(PLATFORM.publish(video(), script))
    kept = script.call("media registered").read(REPLIES["media registered"])
    assert isinstance(kept, Answer)
    assert [name for name, value in kept.values.items() if not isinstance(value, Secret)] == ["media_id"]
    request = script.call("video uploaded").request
    assert request.auth is Auth.NONE
    assert isinstance(request.body, MultipartBody)
    assert {
        name: value.reveal() for name, value in request.body.fields.items() if isinstance(value, Secret)
    } == {
        "key": "uploads/42",
        "policy": "signed",
        "Content-Type": "multipart/form-data",
    }
    assert (request.body.file_field, request.body.span.length) == ("file", 1000)


def test_a_photo_needs_one_call_that_changes_anything_and_is_fetched_by_pinterest() -> None:
    script = Script(REPLIES)
    run(PLATFORM.publish(photo(), script))
    assert script.sent() == [("pin created", Role.PUBLISH), ("pin seen", Role.READ)]
    body = script.call("pin created").request.body
    assert isinstance(body, JsonBody)
    assert isinstance(body.value, dict)
    assert body.value["media_source"] == {"source_type": "image_url", "url": PHOTO_URL}


def test_a_pin_carries_what_the_post_says_and_nothing_empty() -> None:
    assert pin_body(video(), Place("10", "5"), {}) == {
        "board_id": "10",
        "board_section_id": "5",
        "title": "Brume",
        "description": "La Provence #lavande",
        "link": "https://example.com/brume?utm_content=brume.pinterest.1",
        "alt_text": "Une brume",
        "media_source": {},
    }
    assert "link" not in pin_body(video(link=""), Place("10"), {})


@pytest.mark.parametrize(
    ("options", "cover"),
    [
        pytest.param({}, {"cover_image_key_frame_time": 0}, id="first frame"),
        pytest.param({"cover_at": 2.5}, {"cover_image_key_frame_time": 2}, id="whole seconds"),
        pytest.param(
            {"cover_at": 2, "cover_url": PHOTO_URL}, {"cover_image_url": PHOTO_URL}, id="picture wins"
        ),
    ],
)
def test_a_video_has_exactly_one_cover(options: dict[str, Json], cover: dict[str, Json]) -> None:
    assert video_source(video("", **options), "42") == {"source_type": "video_id", "media_id": "42", **cover}


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://a.fr/x", "https://a.fr/x?utm_content=m.1"),
        ("https://a.fr/x?y=1#top", "https://a.fr/x?y=1&utm_content=m.1#top"),
        ("https://a.fr/x?", "https://a.fr/x?utm_content=m.1"),
        ("https://[a", "https://[a?utm_content=m.1"),
        ("", ""),
    ],
)
def test_a_marker_joins_the_query_of_a_link(link: str, expected: str) -> None:
    assert marked(link, "m.1") == expected


def test_a_time_without_zone_is_utc_and_an_unreadable_one_counts_as_recent() -> None:
    assert created_since("2026-11-02T18:00:00", SENT.sent_at)
    assert not created_since("2026-11-02T17:59:59", SENT.sent_at)
    assert not created_since("2026-11-02T18:00:00+02:00", SENT.sent_at)
    assert created_since("", SENT.sent_at)


@pytest.mark.parametrize("status", ["registered", "processing"])
def test_an_upload_that_is_not_ready_is_asked_again(status: str) -> None:
    assert processing(reply({"status": status})) == Wait()


@pytest.mark.parametrize("answer", [reply({"status": "failed"}), reply({"code": 404}, 404)])
def test_an_upload_that_failed_or_vanished_starts_over(answer: Reply) -> None:
    with pytest.raises(Retryable) as caught:
        processing(answer)
    assert caught.value.from_start


def test_a_board_is_found_by_name_on_a_later_page() -> None:
    boards = {
        "boards listed, page 1": reply({"items": [{"id": "1", "name": "Senteurs d'hiver"}], "bookmark": "b"}),
        "boards listed, page 2": reply({"items": [{"id": "2", "name": "Senteurs"}], "bookmark": None}),
    }
    script = Script({**REPLIES, **boards})
    run(PLATFORM.publish(replace(photo(), rendition=video(board="Senteurs").rendition), script))
    assert script.calls[1].request.query == {"page_size": "250", "bookmark": "b"}
    body = script.call("pin created").request.body
    assert isinstance(body, JsonBody)
    assert isinstance(body.value, dict)
    assert body.value["board_id"] == "2"


def kept(script: Script) -> dict[str, Reply]:
    """What a run that resumes need not ask again."""
    prepared = {call.name for call in script.calls if call.role is Role.PREPARE}
    return {name: answer for name, answer in script.replies.items() if name in prepared}


def test_a_board_that_is_renamed_after_a_lost_answer_is_still_the_one_that_is_looked_at() -> None:
    named = replace(photo(), rendition=video(board="Senteurs").rendition)
    before = reply({"items": [{"id": "2", "name": "Senteurs"}]})
    after = reply({"items": [{"id": "2", "name": "Parfums"}, {"id": "3", "name": "Senteurs"}]})
    first = Script({**REPLIES, "boards listed, page 1": before})
    run(PLATFORM.publish(named, first))
    resumed = Script({**REPLIES, "boards listed, page 1": after, **kept(first)})
    run(PLATFORM.publish(named, resumed))
    settle = resumed.call("pin created").settle
    assert settle is not None
    reads = Script({"pins listed, page 1": reply({"items": []})})
    run(settle.ask(SENT, reads))
    assert reads.calls[0].request.url == "https://api.pinterest.com/v5/boards/2/pins"


def test_of_a_page_with_the_board_only_its_id_is_kept() -> None:
    boards = reply({"items": [{"id": "1", "name": "Maison"}, {"id": "2", "name": "Senteurs"}]})
    script = Script({**REPLIES, "boards listed, page 1": boards})
    run(PLATFORM.publish(replace(photo(), rendition=video(board="Senteurs").rendition), script))
    answer = script.call("boards listed, page 1").read(boards)
    assert answer == Answer({"ids": "2", "names": "", "bookmark": ""})


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (
            ["Maison", "Jardin"],
            "none is named Senteurs. There are: Maison, Jardin. Write one of them, or an id",
        ),
        ([], "none is named Senteurs. There are: none at all. Write one of them, or an id"),
        (
            ["Senteurs", "Senteurs"],
            "several are named Senteurs. Write the id of the one that you mean: 0, 1",
        ),
    ],
    ids=["no such board", "no board", "two such boards"],
)
def test_a_board_that_cannot_be_told_is_refused_with_what_there_is(names: list[str], said: str) -> None:
    items: list[Json] = [{"id": str(n), "name": name} for n, name in enumerate(names)]
    script = Script({"boards listed, page 1": reply({"items": items})})
    with pytest.raises(InvalidContent) as caught:
        run(PLATFORM.publish(video(board="Senteurs"), script))
    assert str(caught.value.message) == f"board: {said}"


SECTIONS = {
    "sections listed, page 1": reply({"items": [{"id": "4", "name": "Hiver"}], "bookmark": "b"}),
    "sections listed, page 2": reply({"items": [{"id": "5", "name": "Été"}], "bookmark": None}),
}


def test_a_section_is_found_by_name_on_a_later_page_of_its_board() -> None:
    script = Script({**REPLIES, **SECTIONS})
    run(PLATFORM.publish(video(section="Été"), script))
    listed = [call.request for call in script.calls if call.name.startswith("sections")]
    assert [request.url for request in listed] == ["https://api.pinterest.com/v5/boards/10/sections"] * 2
    body = script.call("pin created").request.body
    assert isinstance(body, JsonBody)
    assert isinstance(body.value, dict)
    assert (body.value["board_id"], body.value["board_section_id"]) == ("10", "5")


def test_a_lost_pin_is_looked_for_in_the_section_that_was_found_by_name() -> None:
    script = Script({**REPLIES, **SECTIONS})
    run(PLATFORM.publish(video(section="Été"), script))
    settle = script.call("pin created").settle
    assert settle is not None
    reads = Script({"pins listed, page 1": reply({"items": []})})
    run(settle.ask(SENT, reads))
    assert reads.calls[0].request.url == "https://api.pinterest.com/v5/boards/10/sections/5/pins"


def test_a_section_that_is_not_there_is_refused_before_anything_is_sent() -> None:
    script = Script({**REPLIES, **SECTIONS})
    with pytest.raises(InvalidContent, match=r"section: none is named Printemps\. There are: Hiver, Été"):
        run(PLATFORM.publish(video(section="Printemps"), script))
    assert {call.request.method for call in script.calls} == {"GET"}


def test_the_token_s_owner_is_known_by_id_alone() -> None:
    call = PLATFORM.whose(video().account)
    assert call.read(reply({"id": "549755885175", "username": "maison"})) == Answer({"id": "549755885175"})


def settled(delivery: Delivery, *pins: Json) -> Settled:
    script = Script(REPLIES)
    run(PLATFORM.publish(delivery, script))
    settle = script.call("pin created").settle
    assert settle is not None
    first: Json = {"items": [{"id": "1", "link": "https://example.com/?utm_content=other"}], "bookmark": "b"}
    pages = {
        "pins listed, page 1": reply(first),
        "pins listed, page 2": reply({"items": list(pins), "bookmark": None}),
    }
    reads = Script(pages)
    outcome = run(settle.ask(SENT, reads))
    assert {call.role for call in reads.calls} == {Role.READ}
    return outcome


OURS: Json = {"id": "7", "link": "https://example.com/brume?x=1&utm_content=brume.pinterest.1"}
ALIKE: dict[str, Json] = {
    "id": "8",
    "title": "Brume",
    "description": "La Provence #lavande",
    "media": {"media_type": "video"},
    "created_at": "2026-11-02T18:00:01",
}


def test_a_pin_with_the_marker_in_its_link_is_the_lost_one() -> None:
    assert settled(video(), OURS) == Found(Answer({"id": "7"}))


def test_a_pin_whose_link_lost_its_marker_is_known_by_its_texts_and_time() -> None:
    assert settled(video(), {**ALIKE, "link": "https://example.com/brume"}) == Found(Answer({"id": "8"}))


def test_a_board_without_a_marked_pin_says_that_it_was_not_created() -> None:
    assert settled(video()) == Absent()


def test_two_marked_pins_are_for_a_human() -> None:
    assert isinstance(settled(video(), OURS, OURS), Unknowable)


def test_a_pin_without_link_is_found_by_its_texts_and_time() -> None:
    assert settled(video(link=""), ALIKE) == Found(Answer({"id": "8"}))


@pytest.mark.parametrize(
    "pin",
    [
        {**ALIKE, "title": "Autre"},
        {**ALIKE, "media": {"media_type": "image"}},
        {**ALIKE, "created_at": "2026-11-02T17:00:00"},
    ],
    ids=["title", "kind", "time"],
)
def test_a_pin_without_link_that_is_not_found_stays_in_doubt(pin: Json) -> None:
    assert isinstance(settled(video(link=""), pin), Unknowable)


def test_a_pin_in_a_section_is_looked_for_in_that_section() -> None:
    script = Script(REPLIES)
    run(PLATFORM.publish(video(section="5"), script))
    settle = script.call("pin created").settle
    assert settle is not None
    reads = Script({"pins listed, page 1": reply({"items": []})})
    run(settle.ask(SENT, reads))
    assert reads.calls[0].request.url == "https://api.pinterest.com/v5/boards/10/sections/5/pins"


def test_an_accepted_upload_without_a_body_is_no_refusal() -> None:
    assert PLATFORM.read_refusal(Reply(204)) is None


def test_a_title_of_101_characters_is_too_long() -> None:
    rendition = replace(video().rendition, title="é" * 101)
    assert [finding.code for finding in findings(PLATFORM.rules, Subject(rendition))] == ["text-too-long"]


def test_a_second_photo_is_refused() -> None:
    rendition = replace(photo().rendition, media=(Media(MediaKind.PHOTO, PHOTO_URL),) * 2)
    assert [finding.code for finding in findings(PLATFORM.rules, Subject(rendition))] == ["too-many-photos"]


def test_the_schema_takes_its_own_examples_and_no_other_key() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for name, rule in schema["properties"].items():
        assert all(validator.is_valid({name: example}) for example in rule["examples"])
    assert not validator.is_valid({"bord": "x"})

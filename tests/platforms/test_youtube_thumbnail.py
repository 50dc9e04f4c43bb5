"""A thumbnail of the author's own: set last, and never the reason why a post is not published.

"Call this method only after the video has finished processing (when processingDetails.processingStatus is
succeeded)." https://developers.google.com/youtube/data/reference/rest/v3/thumbnails/set (read 2026-11-23).
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from aromatiza.core.answers import Reply
from aromatiza.core.calls import Delivery, FileBody, Receipt, Role, Span, Visibility
from aromatiza.core.errors import AuthRequired, InvalidContent, Retryable
from aromatiza.core.messages import Message
from aromatiza.core.post import MediaKind
from aromatiza.core.problems import Severity
from aromatiza.core.rendition import File
from aromatiza.platforms.youtube.flow import PLATFORM
from aromatiza.platforms.youtube.rules import THUMBNAIL_BYTES
from aromatiza.platforms.youtube.thumbnail import set_thumbnail
from tests.platforms.graph_network import Resumed, reply
from tests.platforms.test_youtube import FINISHED, FRESH, OPENED, REPLIES, WATCHABLE, Script, delivery, run
from tests.platforms.test_youtube_rules import found_in, subject

ADDRESS = "https://res.cloudinary.com/demo/image/upload/v1/brume.jpg"
PICTURE = File(MediaKind.PHOTO, ADDRESS, "", "cd" * 32, 500, "image/jpeg")
SET = reply({"kind": "youtube#thumbnailSetResponse", "items": []})


def with_picture(picture: File = PICTURE) -> Delivery:
    plain = delivery(thumbnail_url=ADDRESS)
    return replace(plain, files=(*plain.files, picture))


def refusal(status: int, reason: str) -> Reply:
    errors = [{"domain": "youtube.thumbnail", "reason": reason, "message": "too bad"}]
    return reply({"error": {"code": status, "message": "too bad", "errors": errors}}, status)


def published(answer: Reply) -> Receipt:
    return run(PLATFORM.publish(with_picture(), Script({**REPLIES, "thumbnail set": answer})))


def state(upload: str, processing: str) -> Reply:
    status = {"uploadStatus": upload, "privacyStatus": "public"}
    return reply({"items": [{"status": status, "processingDetails": {"processingStatus": processing}}]})


def test_a_thumbnail_is_set_after_everything_else() -> None:
    script = Script({**REPLIES, "thumbnail set": SET})
    receipt = run(PLATFORM.publish(with_picture(), script))
    assert [call.name for call in script.calls][-2:] == ["video processed", "thumbnail set"]
    assert (receipt.visibility, receipt.note) == (Visibility.PUBLIC, None)


def test_the_picture_s_own_bytes_are_sent_in_one_request() -> None:
    call = set_thumbnail("vid1", PICTURE)
    assert (call.role, call.request.method) == (Role.PREPARE, "POST")
    assert call.request.url == "https://www.googleapis.com/upload/youtube/v3/thumbnails/set"
    assert call.request.query == {"videoId": "vid1", "uploadType": "media"}
    assert call.request.headers == {"Content-Type": "image/jpeg"}
    assert call.request.body == FileBody(PICTURE, Span(0, 500))


def test_the_video_is_what_is_uploaded_as_the_video() -> None:
    script = Script({**REPLIES, "thumbnail set": SET})
    run(PLATFORM.publish(with_picture(), script))
    body = script.call("video uploaded").request.body
    assert isinstance(body, FileBody)
    assert body.file.kind is MediaKind.VIDEO


def test_a_picture_waits_until_nothing_of_the_video_is_processed_any_more() -> None:
    resumed = Resumed(PLATFORM, with_picture())
    done = state("processed", "succeeded")
    resumed.run(OPENED, FRESH, FINISHED, state("processed", "processing"), done, SET)
    assert resumed.names()[-3:] == ["video processed", "video processed", "thumbnail set"]


def test_a_video_without_a_picture_does_not_wait_for_that() -> None:
    resumed = Resumed(PLATFORM, delivery())
    resumed.run(OPENED, FRESH, FINISHED, state("processed", "processing"))
    assert resumed.names()[-1] == "video processed"


REFUSALS = [
    (400, "invalidImage"),
    (400, "mediaBodyRequired"),
    (403, "forbidden"),
    (404, "notFound"),
    (413, "uploadTooLarge"),
    (400, "somethingNew"),
]


@pytest.mark.parametrize(("status", "reason"), REFUSALS, ids=[reason for _, reason in REFUSALS])
def test_a_refused_thumbnail_leaves_the_video_public_and_says_so(status: int, reason: str) -> None:
    receipt = published(refusal(status, reason))
    assert receipt.visibility is Visibility.PUBLIC
    assert isinstance(receipt.note, Message)
    for words in (receipt.note.text("en"), receipt.note.text("fr")):
        assert f"HTTP {status}, code {reason}" in words
        assert "too bad" in words
        assert "YouTube Studio" in words


@pytest.mark.parametrize(
    ("status", "reason", "kind"),
    [
        (403, "quotaExceeded", Retryable),
        (403, "rateLimitExceeded", Retryable),
        (403, "insufficientPermissions", AuthRequired),
    ],
)
def test_a_thumbnail_that_can_be_set_later_is_not_given_up(
    status: int, reason: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        published(refusal(status, reason))


def test_a_thumbnail_that_met_a_server_error_is_sent_again() -> None:
    resumed = Resumed(PLATFORM, with_picture())
    receipt = resumed.run(OPENED, FRESH, FINISHED, WATCHABLE, Reply(503), SET)
    assert receipt.note is None
    assert resumed.names()[-2:] == ["thumbnail set", "thumbnail set"]


def test_a_run_that_died_at_the_thumbnail_goes_on_there_and_sends_no_video() -> None:
    opened = Resumed(PLATFORM, with_picture())
    opened.run(OPENED, FRESH, FINISHED, WATCHABLE, SET)
    steps = [step for step in opened.record.steps if step.name != "thumbnail set"]
    resumed = Resumed(PLATFORM, with_picture(), *steps)
    resumed.run(FINISHED, WATCHABLE, SET)
    assert resumed.names() == ["session progress read", "video processed", "thumbnail set"]


@pytest.mark.parametrize(
    ("picture", "words"),
    [
        (replace(PICTURE, content_type="image/webp"), "image/webp"),
        (replace(PICTURE, content_type=""), "-"),
        (replace(PICTURE, size_bytes=THUMBNAIL_BYTES + 1), str(THUMBNAIL_BYTES + 1)),
    ],
    ids=["webp", "unknown", "too large"],
)
def test_a_file_that_can_be_no_thumbnail_stops_the_post_before_anything_is_sent(
    picture: File, words: str
) -> None:
    script = Script(REPLIES)
    with pytest.raises(InvalidContent) as caught:
        run(PLATFORM.publish(with_picture(picture), script))
    assert words in caught.value.message.text("fr")
    assert script.calls == []


def test_a_file_of_the_largest_size_is_taken() -> None:
    largest = replace(PICTURE, size_bytes=THUMBNAIL_BYTES, content_type="image/png")
    script = Script({**REPLIES, "thumbnail set": SET})
    assert run(PLATFORM.publish(with_picture(largest), script)).note is None


@pytest.mark.parametrize("ending", ["webp", "gif", "mp4"])
def test_an_address_that_says_that_it_is_no_jpeg_or_png_is_a_warning_with_a_mended_one(ending: str) -> None:
    url = f"https://res.cloudinary.com/demo/image/upload/v1/brume.{ending}"
    (found,) = found_in(subject(options={"thumbnail_url": url}))
    assert (found.code, found.key, found.severity) == (
        "photo-format",
        "platforms.*.thumbnail_url",
        Severity.WARNING,
    )
    assert "thumbnail_url: https://" in found.fix.text("fr")


@pytest.mark.parametrize("name", ["brume.jpg", "brume.JPEG", "brume.png", "brume", "webp"])
def test_other_addresses_are_taken_at_their_word(name: str) -> None:
    assert (
        found_in(subject(options={"thumbnail_url": f"https://res.cloudinary.com/demo/image/upload/{name}"}))
        == ()
    )


def test_a_video_that_youtube_hides_says_so_beside_its_thumbnail() -> None:
    hidden = reply({"items": [{"status": {"uploadStatus": "processed", "privacyStatus": "private"}}]})
    answers = {**REPLIES, "video processed": hidden, "thumbnail set": refusal(403, "forbidden")}
    receipt = run(PLATFORM.publish(with_picture(), Script(answers)))
    assert receipt.visibility is Visibility.PRIVATE
    assert isinstance(receipt.note, Message)
    assert "privacy: public" in receipt.note.text("en")
    assert "code forbidden" in receipt.note.text("en")


def test_a_video_that_others_see_as_the_post_wants_it_has_nothing_to_say() -> None:
    unlisted = reply({"items": [{"status": {"uploadStatus": "processed", "privacyStatus": "unlisted"}}]})
    wanted = delivery(privacy="unlisted")
    receipt = run(PLATFORM.publish(wanted, Script({**REPLIES, "video processed": unlisted})))
    assert (receipt.visibility, receipt.note) == (Visibility.UNLISTED, None)

"""What a sandbox answers where no delivery leads: refusals, pages that are empty, posts read one by one.

Only the answers are held against the documents: many of these requests are wrong on purpose.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import httpx

from aromatiza.core.post import Json
from tests.specs.cases import HOST
from tests.specs.deliveries import networks
from tests.specs.exchange import Exchange, asked

__all__ = ["QUESTIONS", "Question", "answers"]

BOARD, OTHER_BOARD = "1022106077902810180", "1022106077902810181"
SECTION = "1022106077902810182"
PICTURE: Json = {"source_type": "image_url", "url": f"https://{HOST}/demo/cover.jpg"}
VIDEO_AS_PICTURE: Json = {"source_type": "image_url", "url": f"https://{HOST}/demo/brume.mp4"}
NEVER_REGISTERED: Json = {"source_type": "video_id", "media_id": "1", "cover_image_key_frame_time": 0}


@dataclass(frozen=True, slots=True)
class Question:
    """One request to a network, asked `times` times; `status` is what the last answer must have.

    Before it the sandbox's time goes on by `after_s`.
    """

    name: str
    method: str
    path: str
    status: int
    body: Json = None
    token: str | None = "any"
    times: int = 1
    after_s: float = 0


def pin(**more: Json) -> Json:
    """The body of a Pin with a picture; `more` goes before what it says."""
    return {"board_id": BOARD, "media_source": PICTURE, **more}


PINTEREST = (
    Question("no token", "GET", "/v5/user_account", 401, token=None),
    Question("a page of no size", "GET", "/v5/boards?page_size=0", 400),
    Question("one board", "GET", f"/v5/boards/{BOARD}", 200),
    Question("no such board", "GET", "/v5/boards/1", 404),
    Question("sections of a board", "GET", f"/v5/boards/{OTHER_BOARD}/sections", 200),
    Question("a pin with a picture", "POST", "/v5/pins", 201, pin(title="Brume")),
    Question("all pins", "GET", "/v5/pins", 200),
    Question("one pin", "GET", "/v5/pins/813744226420000001", 200),
    Question("a carousel", "POST", "/v5/pins", 201, pin(media_source={
        "source_type": "multiple_image_urls", "items": [{"url": f"https://{HOST}/demo/cover.jpg"}] * 2,
    })),
    Question("an empty section", "GET", f"/v5/boards/{OTHER_BOARD}/sections/{SECTION}/pins", 200),
    Question("no such pin", "GET", "/v5/pins/1", 404),
    Question("no such upload", "GET", "/v5/media/1", 404),
    Question("a title that is too long", "POST", "/v5/pins", 400, pin(title="b" * 101)),
    Question("a key that nobody knows", "POST", "/v5/pins", 400, pin(colour="blue")),
    Question("a video that nobody registered", "POST", "/v5/pins", 404, pin(media_source=NEVER_REGISTERED)),
    Question("a video as a picture", "POST", "/v5/pins", 403, pin(media_source=VIDEO_AS_PICTURE)),
    Question("somebody else's board", "POST", "/v5/pins", 403, pin(), token="any@1"),
    Question("media of no known type", "POST", "/v5/media", 400, {"media_type": "sound"}),
    Question("too many calls", "POST", "/v5/media", 429, {"media_type": "video"}, times=101),
)  # fmt: skip

UNKNOWN_MEDIA: Json = {"text": "Brume", "media": {"media_ids": ["1"]}}
ALT: Json = {"id": "1", "metadata": {"alt_text": {"text": "Un flacon"}}}
A_TEXT: Json = {"media_type": "text/plain", "total_bytes": 1, "media_category": "tweet_video"}
NO_VIDEO: Json = {"media_type": "video/mp4", "total_bytes": 3, "media_category": "tweet_video"}
NO_BYTES: Json = {"media": "AAAA", "segment_index": 0}
UPLOAD = "/2/media/upload/1900000000000000001"
STATUS = "/2/media/upload?media_id=1900000000000000001&command=STATUS"
X = (
    Question("an upload of no video", "POST", "/2/media/upload/initialize", 200, NO_VIDEO),
    Question("its bytes", "POST", f"{UPLOAD}/append", 200, NO_BYTES),
    Question("its end", "POST", f"{UPLOAD}/finalize", 200, {}),
    Question("its state, too early", "GET", STATUS, 200),
    Question("its state", "GET", STATUS, 200, after_s=60),
    Question("no token", "GET", "/2/users/me", 401, token=None),
    Question("an empty post", "POST", "/2/tweets", 400, {"text": ""}),
    Question("a key that nobody knows", "POST", "/2/tweets", 400, {"text": "Brume", "colour": "blue"}),
    Question("media that nobody uploaded", "POST", "/2/tweets", 400, UNKNOWN_MEDIA),
    Question("a post of words", "POST", "/2/tweets", 201, {"text": "Brume, https://example.com/brume"}),
    Question("the same words again", "POST", "/2/tweets", 403, {"text": "Brume, https://example.com/brume"}),
    Question(
        "that post", "GET", "/2/tweets/1900000000000000002?post.fields=created_at,entities,attachments", 200
    ),
    Question("no such post", "GET", "/2/tweets/1", 200),
    Question("nobody's posts", "GET", "/2/users/1/tweets", 200),
    Question("one post of a timeline", "GET", "/2/users/2244994945/tweets?max_results=5", 200),
    Question("a page of three", "GET", "/2/users/1/tweets?max_results=3", 400),
    Question("a parameter that nobody knows", "GET", "/2/tweets/1?colour=blue", 400),
    Question("no such upload", "GET", "/2/media/upload?media_id=1&command=STATUS", 404),
    Question("the end of no upload", "POST", "/2/media/upload/1/finalize", 404, {}),
    Question("words for no media", "POST", "/2/media/metadata", 404, ALT),
    Question("media of no known type", "POST", "/2/media/upload/initialize", 400, A_TEXT),
    Question("too many calls", "GET", "/2/users/me", 429, times=76),
)

VIDEOS = "/youtube/v3/videos"
EVERY_PART = "contentDetails,fileDetails,id,processingDetails,snippet,statistics,status"
YOUTUBE = (
    Question(
        "the channel with all parts",
        "GET",
        "/youtube/v3/channels?part=id,snippet,contentDetails&mine=true",
        200,
    ),
    Question("no such video", "GET", f"{VIDEOS}?part={EVERY_PART}&id=nobodyknows", 200),
    Question(
        "no uploads",
        "GET",
        "/youtube/v3/playlistItems?part=id,snippet&playlistId=UU0123456789abcdefghijkl",
        200,
    ),
)

QUESTIONS: Mapping[str, Sequence[Question]] = {"pinterest": PINTEREST, "x": X, "youtube": YOUTUBE}
HOSTS = {"pinterest": "api.pinterest.com", "x": "api.x.com", "youtube": "www.googleapis.com"}


@cache
def answers(platform: str) -> Mapping[str, Exchange]:
    """Ask every question of a network, in order, of a new sandbox; gives the last answer to each."""
    with networks() as client:
        return {one.name: _asked(client, HOSTS[platform], one) for one in QUESTIONS[platform]}


def _asked(client: httpx.Client, host: str, question: Question) -> Exchange:
    headers = {} if question.token is None else {"Authorization": f"Bearer {question.token}"}
    content = None
    if question.body is not None:
        headers["Content-Type"] = "application/json"
        content = json.dumps(question.body)
    request = client.build_request(
        question.method, f"/{host}{question.path}", headers=headers, content=content
    )
    client.post("/_sandbox/clock", json={"skip_s": question.after_s}).raise_for_status()
    responses = [client.send(request) for _ in range(question.times)]
    return asked(request, responses[-1])

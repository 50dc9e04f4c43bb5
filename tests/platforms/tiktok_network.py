"""TikTok as a script: answers, refusals, a port by the names of calls, and deliveries."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Body, Call, Delivery, Intent, JsonBody, Receipt, Settled
from aromatiza.core.post import Account, AccountName, Json, Media, MediaKind, PostId
from aromatiza.core.refusals import error_for
from aromatiza.core.rendition import File, Rendition
from aromatiza.platforms.tiktok.flow import PLATFORM

__all__ = [
    "DIRECT",
    "INBOX",
    "LONG",
    "OPENED_AT",
    "PUBLIC",
    "SIZE",
    "UPLOAD_URL",
    "Network",
    "delivery",
    "level_reply",
    "ok",
    "publish",
    "refusal",
    "settle",
    "uploading",
]

SIZE = 3_145_728
LONG = 64_000_001
"""The smallest video of several chunks: six of them, the last one byte longer than the others."""
UPLOAD_URL = "https://open-upload.tiktokapis.com/video/?upload_id=1&upload_token=0123456789abcdef"
OPENED_AT = "Mon, 02 Nov 2026 10:00:00 GMT"
INBOX: Mapping[str, Json] = {"mode": "inbox"}
DIRECT: Mapping[str, Json] = {"mode": "direct", "privacy_level": "SELF_ONLY"}
PUBLIC: Mapping[str, Json] = {"mode": "direct", "privacy_level": "PUBLIC_TO_EVERYONE", "audited": True}


def ok(data: Json, date: str = OPENED_AT) -> Reply:
    """An answer of TikTok's API."""
    body = {"data": data, "error": {"code": "ok", "message": "", "log_id": "202611021000"}}
    return Reply(200, {"date": date}, json.dumps(body).encode())


def refusal(status: int, code: str, text: str = "no", date: str = OPENED_AT) -> Reply:
    """A refusal of TikTok's API."""
    body = {"data": {}, "error": {"code": code, "message": text, "log_id": "202611021000"}}
    return Reply(status, {"date": date}, json.dumps(body).encode())


def uploading(stored: Json, date: str = OPENED_AT) -> Reply:
    """The status of an upload that has so many bytes."""
    return ok({"status": "PROCESSING_UPLOAD", "uploaded_bytes": stored}, date)


def level_reply(*levels: Json, **settings: Json) -> Reply:
    """What the account may do now."""
    return ok({"privacy_level_options": list(levels or ("PUBLIC_TO_EVERYONE", "SELF_ONLY")), **settings})


REPLIES = {
    "posting allowed": level_reply(),
    "upload opened": ok({"publish_id": "v_pub_file~v2-1.7", "upload_url": UPLOAD_URL}),
    "bytes counted": uploading(0),
    "video submitted": Reply(201),
    "photos submitted": ok({"publish_id": "p_pub_url~v2.7"}),
    "post finished": ok({"status": "PUBLISH_COMPLETE", "publicaly_available_post_id": [7431234567890123456]}),
}


class Network:
    """Answers calls by their names and remembers them, as far as the flow gets."""

    def __init__(self, replies: Mapping[str, Reply] | None = None) -> None:
        self.replies = {**REPLIES, **(replies or {})}
        self.calls: list[Call] = []

    async def __call__(self, call: Call) -> Answer:
        self.calls.append(call)
        reply = self.replies.get(call.name, Reply(206))
        refused = None if reply.status in call.accepts else PLATFORM.read_refusal(reply)
        if refused is not None:
            raise error_for(refused, PLATFORM.errors, reply)
        answer = call.read(reply)
        assert isinstance(answer, Answer)
        return answer

    def names(self) -> list[str]:
        """The calls that were sent, in order."""
        return [call.name for call in self.calls]

    def body(self, name: str) -> Body:
        """What a call sent."""
        return next(call.request.body for call in self.calls if call.name == name)

    def json(self, name: str) -> Json:
        """What JSON a call sent."""
        body = self.body(name)
        assert isinstance(body, JsonBody)
        return body.value

    def ranges(self) -> list[str]:
        """Which bytes were sent, in order."""
        return [call.request.headers["Content-Range"] for call in self.calls if call.request.method == "PUT"]


def delivery(
    options: Mapping[str, Json], kind: MediaKind = MediaKind.VIDEO, size_bytes: int = SIZE
) -> Delivery:
    """A delivery of one file to TikTok."""
    url = "https://media.example.com/brume"
    content_type = "video/mp4" if kind is MediaKind.VIDEO else "image/jpeg"
    file = File(kind, url, "", "d1", size_bytes, content_type)
    rendition = Rendition("Brume", "Une pression #maison", "", (Media(kind, url),), options)
    account = Account(AccountName("tiktok"), "tiktok", "-000a")
    return Delivery(PostId("brume"), account, rendition, (file,), "brume.tiktok")


def publish(what: Delivery, network: Network) -> Receipt:
    """Run the flow."""
    return asyncio.run(_receipt(what, network))


async def _receipt(what: Delivery, network: Network) -> Receipt:
    return await PLATFORM.publish(what, network)


def settle(name: str, what: Delivery, state: Reply) -> Settled:
    """Publish, then ask what became of a publish call whose answer got lost."""
    network = Network({"upload state read": state})
    publish(what, network)
    call = next(call for call in network.calls if call.name == name)
    assert call.settle is not None
    settle_of = call.settle.ask

    async def ask() -> Settled:
        return await settle_of(Intent(datetime(2026, 11, 2, 10, tzinfo=UTC)), network)

    return asyncio.run(ask())

"""How a video comes to Pinterest: registered, posted to a signed form, processed. Nobody sees any of it."""

from __future__ import annotations

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Auth, Call, JsonBody, MultipartBody, Request, Role, Send, Wait, whole
from aromatiza.core.errors import Retryable
from aromatiza.core.messages import msg
from aromatiza.core.rendition import File
from aromatiza.core.secret import Secret
from aromatiza.platforms.pinterest.api import API

__all__ = ["processing", "registration", "upload"]

POLL_S = (1, 2, 4, 8, 10)
"""The pauses of the official sample: https://github.com/pinterest/api-quickstart (read 2026-11)."""

FORM = "form:"
"""What the kept names of the form's fields begin with."""


def registration(reply: Reply) -> Answer:
    """The media id, and the signed upload form: its fields are named `form:` and their own name."""
    media = reply.json()
    form = {f"{FORM}{name}": Secret(value) for name, value in media.fields("upload_parameters").items()}
    upload_url = Secret(media.required("upload_url"))
    return Answer({"media_id": media.required("media_id"), "upload_url": upload_url, **form})


def processing(reply: Reply) -> Answer | Wait:
    """Whether the uploaded video can be used.

    Raises: Retryable with `from_start`, when it failed (Pinterest gives no reason) or is not known any more.
    """
    status = "not found" if reply.status == 404 else reply.json().required("status")
    if status in ("failed", "not found"):
        raise Retryable(msg("network.failed", reason="media", detail=status), from_start=True)
    return Answer() if status == "succeeded" else Wait()


def register_video() -> Call:
    """Ask for a media id and a signed upload form."""
    request = Request("POST", f"{API}/media", body=JsonBody({"media_type": "video"}))
    return Call("media registered", Role.PREPARE, request, registration)


def upload_video(media: Answer, file: File) -> Call:
    """Post the signed form with all its fields, the file last; posted twice, it stores one object."""
    secrets = media.secrets().items()
    fields = {name.removeprefix(FORM): value for name, value in secrets if name.startswith(FORM)}
    body = MultipartBody(fields, "file", file, whole(file))
    request = Request("POST", media.secret("upload_url"), body=body, auth=Auth.NONE)
    return Call("video uploaded", Role.PREPARE, request, lambda _: Answer())


def await_processing(media_id: str) -> Call:
    """Poll the upload until it can be used.

    Kept, not read anew: once a Pin may exist, a vanished upload must not send the delivery back to start.
    """
    request = Request("GET", f"{API}/media/{media_id}")
    return Call(
        "video processed", Role.PREPARE, request, processing, waits_s=POLL_S, accepts=frozenset({404})
    )


async def upload(file: File, send: Send) -> str:
    """Bring the video to Pinterest; gives its media id."""
    media = await send(register_video())
    await send(upload_video(media, file))
    await send(await_processing(media.text("media_id")))
    return media.text("media_id")

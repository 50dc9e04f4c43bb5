"""Upload a video and a photo and post them with xdk, X's own SDK; prints what it saw as JSON.

Run by the SDK's own interpreter: `x_post.py SANDBOX_URL TOKEN VIDEO PHOTO`. Only its `base_url` points it at
the sandbox.
"""

from __future__ import annotations

import base64
import json
import sys
import time
from importlib.metadata import version
from pathlib import Path

from xdk import Client
from xdk.media.models import (
    AppendUploadRequest,
    CreateMetadataRequest,
    InitializeUploadRequest,
)
from xdk.posts.models import CreateRequest

SEGMENT_BYTES = 256 * 1024


def uploaded(client: Client, path: Path, media_type: str, category: str) -> tuple[str, list[str]]:
    """The id of the media once it can be posted, and the states that it went through."""
    data = path.read_bytes()
    opened = client.media.initialize_upload(
        InitializeUploadRequest(media_type=media_type, total_bytes=len(data), media_category=category)
    )
    media_id = opened.data.id
    for index, at in enumerate(range(0, len(data), SEGMENT_BYTES)):
        part = base64.b64encode(data[at : at + SEGMENT_BYTES]).decode()
        client.media.append_upload(media_id, AppendUploadRequest(media=part, segment_index=index))
    info = client.media.finalize_upload(media_id).data.processing_info
    states = []
    while info is not None:
        states.append(info.state)
        if info.state == "succeeded":
            break
        time.sleep(info.check_after_secs or 1)
        info = client.media.get_upload_status(media_id, "STATUS").data.processing_info
    return media_id, states


def main(sandbox: str, token: str, video: str, photo: str) -> dict[str, object]:
    """Upload and post twice, and read both posts back."""
    client = Client(base_url=f"{sandbox}/api.x.com", access_token=token)
    me = client.users.get_me().data.id
    film, states = uploaded(client, Path(video), "video/mp4", "tweet_video")
    picture, _ = uploaded(client, Path(photo), "image/jpeg", "tweet_image")
    client.media.create_metadata(
        CreateMetadataRequest(id=picture, metadata={"alt_text": {"text": "Un flacon"}})
    )
    posts = [
        client.posts.create(CreateRequest(text=text, media={"media_ids": [media]})).data.id
        for text, media in (("Un film de Provence", film), ("Une photo de Provence", picture))
    ]
    read = [client.posts.get_by_id(post).data.text for post in posts]
    return {"sdk": f"xdk {version('xdk')}", "me": me, "posts": posts, "states": states, "read": read}


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))

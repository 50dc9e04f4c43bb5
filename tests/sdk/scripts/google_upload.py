"""Upload a video with google-api-python-client, in chunks, through breaks; prints what it saw as JSON.

Run by the SDK's own interpreter: `google_upload.py SANDBOX_URL TOKEN FILE`. Only configuration points it at
the sandbox: the API's root address in Google's own description of it.
"""

from __future__ import annotations

import json
import sys
from importlib.metadata import version

from google.oauth2.credentials import Credentials
from google_auth_httplib2 import AuthorizedHttp
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from googleapiclient.errors import HttpError
from googleapiclient.http import MediaFileUpload, build_http

CHUNK_BYTES = 256 * 1024
TIMEOUT_S = 3
"""A broken upload is sent again by httplib2 itself, without its body, and then waits for an answer."""
BODY = {
    "snippet": {"title": "Brume", "description": "La Provence", "tags": ["lavande"], "categoryId": "22"},
    "status": {"privacyStatus": "unlisted", "selfDeclaredMadeForKids": False},
}


def main(sandbox: str, token: str, path: str) -> dict[str, object]:
    """Upload, with as many breaks as there are; then read the video and the channel's uploads back."""
    description = json.loads(get_static_doc("youtube", "v3"))
    description["rootUrl"] = f"{sandbox}/youtube.googleapis.com/"
    plain = build_http()
    plain.timeout = TIMEOUT_S
    http = AuthorizedHttp(Credentials(token), http=plain)
    service = build_from_document(description, http=http)
    media = MediaFileUpload(path, mimetype="video/mp4", chunksize=CHUNK_BYTES, resumable=True)
    request = service.videos().insert(part="snippet,status", body=BODY, media_body=media)
    video, progress, breaks = None, [], []
    while video is None:
        try:
            status, video = request.next_chunk()
        except (OSError, HttpError) as error:
            breaks.append(type(error).__name__)
        else:
            progress += [status.resumable_progress] if status else []
    channel = service.channels().list(part="id,contentDetails", mine=True).execute()["items"][0]
    playlist = channel["contentDetails"]["relatedPlaylists"]["uploads"]
    uploads = service.playlistItems().list(part="contentDetails", playlistId=playlist).execute()
    read = service.videos().list(part="status,snippet", id=video["id"]).execute()["items"][0]
    return {
        "sdk": f"google-api-python-client {version('google-api-python-client')}",
        "id": video["id"],
        "progress": progress,
        "breaks": breaks,
        "channel": channel["id"],
        "listed": [item["contentDetails"]["videoId"] for item in uploads["items"]],
        "title": read["snippet"]["title"],
        "privacy": read["status"]["privacyStatus"],
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))

"""Files that TikTok fetches itself: which addresses it takes, and what becomes of the download.

Verified are the app's URL properties: a domain with its subdomains and all paths, or a prefix that begins
with `https://`, names no IP address and ends in `/`. Source:
https://developers.tiktok.com/doc/content-posting-api-media-transfer-guide (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from aromatiza.sandbox.http import Body
from aromatiza.sandbox.mediahost import MediaFile
from aromatiza.sandbox.tiktok_answer import Refused, checked, invalid_params
from aromatiza.sandbox.tiktok_media import photo_fault, read_video, video_fault
from aromatiza.sandbox.tiktok_tokens import Keys
from aromatiza.sandbox.world import World

__all__ = ["PULL_LIFE_S", "check_photos", "check_video", "is_gone", "pull_photos", "pull_video"]

PULL_LIFE_S = 3600
MAX_PHOTOS = 35
# Stands for the delivery host that a brand has verified, and is verified for its photos only: a person who
# tries the sandbox has no host of their own, and a video needs none.
PHOTO_DOMAINS = ("https://res.cloudinary.com/",)

VIDEO_SOURCE = {"source": str, "video_url": str}
PHOTO_SOURCE = {"source": str, "photo_images": list, "photo_cover_index": int}


def check_video(value: object, keys: Keys) -> str:
    """The address in a video's `source_info`. Raises: Refused."""
    url: str = checked("source_info", value, VIDEO_SOURCE).get("video_url", "")
    if not url.startswith("https://"):
        raise invalid_params("The video_url must be an https URL")
    _check_owned(url, keys.named("domains"))
    return url


def check_photos(value: object, keys: Keys) -> list[str]:
    """The addresses in the `source_info` of photos. Raises: Refused."""
    source = checked("source_info", value, PHOTO_SOURCE)
    urls = source.get("photo_images", [])
    if source.get("source") != "PULL_FROM_URL":
        raise invalid_params("The source of photos must be PULL_FROM_URL")
    if not 1 <= len(urls) <= MAX_PHOTOS or not all(isinstance(url, str) for url in urls):
        raise invalid_params(f"The photo_images must be 1 to {MAX_PHOTOS} URLs")
    if not 0 <= source.get("photo_cover_index", -1) < len(urls):
        raise invalid_params("The photo_cover_index must be the place of one of the photos")
    for url in urls:
        _check_owned(url, keys.named("domains") or PHOTO_DOMAINS)
    return list(urls)


def pull_video(world: World, job: dict[str, Any], longest_s: int) -> None:
    """Download a video: into the job's blob, with what is wrong with it as `fail_reason`."""
    file = world.media.fetch(job["urls"][0], world.base_url)
    if file is None:
        job["fail_reason"] = "video_pull_failed"
        return
    world.blobs.write(job["blob"], Body.of(file.data))
    clip = read_video(world.blobs.path(job["blob"]))
    job["size"], job["seconds"] = len(file.data), clip.duration_s if clip else None
    job["fail_reason"] = video_fault(clip, longest_s)


def pull_photos(world: World, job: dict[str, Any]) -> None:
    """Download photos: the first is kept, and one that is wrong fails the post without being named."""
    for place, file in enumerate(_files(world, job["urls"])):
        if file is None:
            job["fail_reason"] = "photo_pull_failed"
            return
        job["size"] += len(file.data)
        job["fail_reason"] = job["fail_reason"] or photo_fault(file.data)
        if place == 0:
            world.blobs.write(job["blob"], Body.of(file.data))


def is_gone(world: World, urls: Sequence[str]) -> bool:
    """Whether a file can no longer be reached."""
    return any(file is None for file in _files(world, urls))


def _files(world: World, urls: Sequence[str]) -> Iterator[MediaFile | None]:
    return (world.media.fetch(url, world.base_url) for url in urls)


def _check_owned(url: str, properties: Sequence[str]) -> None:
    """Raises: Refused, for an address that is under none of the app's URL properties."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not any(_covers(one, url, parts.hostname or "") for one in properties):
        raise Refused("url_ownership_unverified")


def _covers(owned: str, url: str, host: str) -> bool:
    if owned.startswith("https://"):
        is_number = (urlsplit(owned).hostname or "").replace(".", "").isdigit()
        return owned.endswith("/") and not is_number and url.startswith(owned)
    return host == owned or host.endswith(f".{owned}")

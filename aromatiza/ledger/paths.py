"""Where things stand on the state branch. Folders are sharded, so that one commit costs the same for ever."""

from __future__ import annotations

import hashlib

from aromatiza.core.delivery import DeliveryKey
from aromatiza.core.post import PostId

__all__ = [
    "BASELINE",
    "HEAD",
    "OPEN",
    "final_folder",
    "final_path",
    "media_path",
    "open_path",
    "receipt_path",
]

HEAD = "ledger.json"
BASELINE = "baseline.json"
OPEN = "open"


def open_path(key: DeliveryKey) -> str:
    """The record of a delivery that is not final; these are few."""
    return f"{OPEN}/{key.post}/{key.account}.json"


def final_folder(post: PostId) -> str:
    """The folder of a post's final records."""
    return f"final/{_shard(post)}/{post}"


def final_path(key: DeliveryKey) -> str:
    """The record of a delivery that is final."""
    return f"{final_folder(key.post)}/{key.account}.json"


def media_path(digest: str, platform: str, remote_id: str) -> str:
    """The note that says which delivery took a file (SHA-256, hex) to an account of a network."""
    return f"media/{digest[:2]}/{digest[2:4]}/{digest}/{_place(platform, remote_id)}.json"


def receipt_path(platform: str, remote_id: str, post_id: str) -> str:
    """The note that says which delivery a network's post belongs to."""
    digest = _sha256(post_id)
    return f"receipts/{_place(platform, remote_id)}/{digest[:2]}/{digest}.json"


def _place(platform: str, remote_id: str) -> str:
    """An account of a network, whatever it is called in `brand.yaml`."""
    return f"{platform}-{_sha256(remote_id)[:16]}"


def _shard(post: PostId) -> str:
    digest = _sha256(post)
    return f"{digest[:2]}/{digest[2:4]}"


def _sha256(text: str) -> str:
    """In hex; half an emoji counts as its escape, as in the files."""
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()

"""What the networks' own SDKs send, the sandbox takes; what it answers, they read without loss."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from aromatiza.sandbox.server import Sandbox
from tests.sdk.conftest import Files, Run

UPLOAD = {"host": "*.googleapis.com", "path": "/upload/*", "method": "PUT"}


def requests(sandbox: Sandbox) -> list[tuple[str, str, int | None]]:
    """What the SDK sent, without the samples that the test fetched."""
    seen: list[dict[str, Any]] = httpx.get(f"{sandbox.url}/_sandbox/requests").json()["requests"]
    return [(one["method"], one["path"], one["status"]) for one in seen if "cloudinary" not in one["host"]]


def visible(sandbox: Sandbox) -> list[dict[str, Any]]:
    posts: list[dict[str, Any]] = httpx.get(f"{sandbox.url}/_sandbox/posts").json()["posts"]
    return posts


@pytest.mark.parametrize("drop", ["before", "after"])
def test_google_s_client_uploads_through_a_broken_connection_and_makes_one_video(
    sandbox: Sandbox, files: Files, run: Run, drop: str
) -> None:
    fault = {**UPLOAD, "nth": 2, "drop": drop}
    httpx.post(f"{sandbox.url}/_sandbox/faults", json=fault).raise_for_status()
    report = run("google_upload.py", "demo", files.video)
    assert len(report["breaks"]) == 1
    assert report["progress"] == sorted(set(report["progress"]))
    assert [(one["remote_id"], one["visibility"]) for one in visible(sandbox)] == [(report["id"], "unlisted")]
    assert (report["listed"], report["title"], report["privacy"]) == ([report["id"]], "Brume", "unlisted")
    assert report["channel"] == visible(sandbox)[0]["account"]


def test_google_s_client_meets_no_refusal(sandbox: Sandbox, files: Files, run: Run) -> None:
    run("google_upload.py", "demo", files.video)
    assert {status for _, _, status in requests(sandbox)} == {200, 201, 308}


def test_x_s_own_sdk_uploads_and_posts_a_video_and_a_photo(sandbox: Sandbox, files: Files, run: Run) -> None:
    report = run("x_post.py", "demo", files.video, files.photo)
    shown = {one["remote_id"]: one for one in visible(sandbox)}
    assert sorted(shown) == sorted(report["posts"])
    assert [shown[post]["text"] for post in report["posts"]] == [
        "Un film de Provence",
        "Une photo de Provence",
    ]
    assert {one["account"] for one in shown.values()} == {report["me"]}
    assert [shown[post]["alt"] for post in report["posts"]] == ["", "Un flacon"]
    assert report["states"][-1] == "succeeded"
    assert all(
        said.startswith(shown[post]["text"])
        for post, said in zip(report["posts"], report["read"], strict=True)
    )


def test_x_s_own_sdk_meets_no_refusal(sandbox: Sandbox, files: Files, run: Run) -> None:
    run("x_post.py", "demo", files.video, files.photo)
    assert {status for _, _, status in requests(sandbox) if status is None or status >= 300} == set()

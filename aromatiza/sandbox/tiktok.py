"""TikTok as a client of the Content Posting API v2 meets it.

The simulated app has passed its audit and its account is public. A post becomes visible
`World.processing_s` after its last byte arrived, and its status says so from the same moment on.
Documented at https://developers.tiktok.com/doc/content-posting-api-reference-direct-post and the pages
beside it (read 2026-11).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aromatiza.sandbox.http import Body, Request, Response
from aromatiza.sandbox.tiktok_answer import Refused, checked, invalid_params, json_body, refusal, success
from aromatiza.sandbox.tiktok_upload import UPLOAD_HOST, check_source, receive_chunk
from aromatiza.sandbox.world import Token, VisiblePost, World, token_of

__all__ = ["TikTok"]

API_HOST = "open.tiktokapis.com"
DEFAULT_ACCOUNT = "-000a1b2c"
USERNAME = "aromatiza"
FIRST_NUMBER = 7_500_000_000_000_000_000
PRIVACY_LEVELS = ("PUBLIC_TO_EVERYONE", "MUTUAL_FOLLOW_FRIENDS", "SELF_ONLY")
MAX_VIDEO_S = 600

RATE_WINDOW_S = 60
PENDING_WINDOW_S = 24 * 3600
MAX_PENDING_SHARES = 5

VIDEO_CAPTION_UNITS = 2200
PHOTO_UNITS = {"title": 90, "description": 4000}
MAX_PHOTOS = 35
MAX_PHOTO_BYTES = 20 * 1024 * 1024
PHOTO_DOMAINS = ("https://res.cloudinary.com/",)  # stands for the delivery host that a brand has verified
PHOTO_MODES = {"DIRECT_POST": "video.publish", "MEDIA_UPLOAD": "video.upload"}

VIDEO_INFO = {
    "privacy_level": str,
    "title": str,
    "disable_duet": bool,
    "disable_stitch": bool,
    "disable_comment": bool,
    "video_cover_timestamp_ms": int,
    "brand_content_toggle": bool,
    "brand_organic_toggle": bool,
    "is_aigc": bool,
}
PHOTO_BODY = {"media_type": str, "post_mode": str, "post_info": dict, "source_info": dict, "is_aigc": bool}
PHOTO_SOURCE = {"source": str, "photo_images": list, "photo_cover_index": int}
PHOTO_TEXT = {"title": str, "description": str}
PHOTO_INFO = {
    **PHOTO_TEXT,
    "privacy_level": str,
    "disable_comment": bool,
    "auto_add_music": bool,
    "brand_content_toggle": bool,
    "brand_organic_toggle": bool,
}


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: any of `scopes` opens it, `per_minute` times for each token."""

    scopes: tuple[str, ...]
    per_minute: int
    answer: Callable[[Request, Token], dict[str, Any]]


class TikTok:
    """The simulated network; every publication is one job in its memory, under its publish_id."""

    name = "tiktok"
    hosts = (API_HOST, UPLOAD_HOST)

    def __init__(self, world: World) -> None:
        self._world = world
        either = ("video.publish", "video.upload")
        self._routes = {
            ("GET", "/v2/user/info/"): Route(("user.info.basic",), 600, self._user_info),
            ("POST", "/v2/post/publish/creator_info/query/"): Route(
                ("video.publish",), 20, self._creator_info
            ),
            ("POST", "/v2/post/publish/video/init/"): Route(("video.publish",), 6, self._direct_video),
            ("POST", "/v2/post/publish/inbox/video/init/"): Route(("video.upload",), 6, self._inbox_video),
            ("POST", "/v2/post/publish/content/init/"): Route(either, 6, self._photos),
            ("POST", "/v2/post/publish/status/fetch/"): Route(either, 30, self._status),
        }

    def handle(self, request: Request) -> Response:
        """Answer one request to the API or to an upload URL."""
        self.tick()
        if request.host == UPLOAD_HOST:
            return self._upload(request)
        route = self._routes.get((request.method, request.path))
        if route is None:
            return Response(404)
        now = self._world.now()
        try:
            token = self._admitted(request, route)
            return success(request, now, route.answer(request, token))
        except Refused as why:
            return refusal(request, now, why)

    def tick(self) -> None:
        """Publish, deliver or fail every job whose processing has ended."""
        for publish_id, job in self._jobs().items():
            is_due = job["arrived_at"] is not None and self._ends_at(job) <= self._world.now()
            if is_due and job["status"].startswith("PROCESSING"):
                self._finish(publish_id, job)

    # Who may ask, and how often.

    def _admitted(self, request: Request, route: Route) -> Token:
        token = token_of(request, DEFAULT_ACCOUNT)
        if token is None or token.is_expired:
            raise Refused("access_token_invalid")
        if not any(token.may(scope) for scope in route.scopes):
            raise Refused("scope_not_authorized")
        caller = hashlib.sha256(request.header("authorization").encode()).hexdigest()[:16]
        seen = self._memory("seen")
        key = f"{request.path} {caller}"
        recent = [at for at in seen.get(key, []) if at > self._world.now() - RATE_WINDOW_S]
        if len(recent) >= route.per_minute:
            raise Refused("rate_limit_exceeded")
        seen[key] = [*recent, self._world.now()]
        return token

    def _user_info(self, request: Request, token: Token) -> dict[str, Any]:
        basic = {"open_id": token.account, "union_id": f"u{token.account}", "display_name": "Aromatiza"}
        profile = {"username": USERNAME, "profile_deep_link": f"https://www.tiktok.com/@{USERNAME}"}
        fields = [field for field in request.query.get("fields", "").split(",") if field]
        if not fields or not set(fields) <= basic.keys() | profile.keys():
            raise invalid_params("Fields are required, and each must be a field of the user object")
        if not set(fields) <= basic.keys() and not token.may("user.info.profile"):
            raise Refused("scope_permission_missed")
        known = basic | profile
        return {"user": {field: known[field] for field in fields}}

    def _creator_info(self, request: Request, token: Token) -> dict[str, Any]:
        return {
            "creator_avatar_url": "https://p16-sign.tiktokcdn.com/aromatiza.webp",
            "creator_username": USERNAME,
            "creator_nickname": "Aromatiza",
            "privacy_level_options": list(PRIVACY_LEVELS),
            "comment_disabled": False,
            "duet_disabled": False,
            "stitch_disabled": False,
            "max_video_post_duration_sec": MAX_VIDEO_S,
        }

    # What opens a publication.

    def _direct_video(self, request: Request, token: Token) -> dict[str, Any]:
        body = json_body(request, {"post_info": dict, "source_info": dict})
        info = checked("post_info", body.get("post_info"), VIDEO_INFO)
        _check_length(info, "title", VIDEO_CAPTION_UNITS)
        plan = check_source(body.get("source_info"))
        _check_privacy(info)
        words = {"text": info.get("title", ""), "privacy": info["privacy_level"]}
        return self._opened_upload("v_pub_file~v2-1", token, plan | words)

    def _inbox_video(self, request: Request, token: Token) -> dict[str, Any]:
        body = json_body(request, {"source_info": dict})
        plan = check_source(body.get("source_info"))
        self._check_inbox(token)
        return self._opened_upload("v_inbox_file~v2", token, plan | {"privacy": "INBOX"})

    def _opened_upload(self, shape: str, token: Token, facts: dict[str, Any]) -> dict[str, Any]:
        publish_id, job = self._new_job(shape, token, facts)
        job["status"] = "PROCESSING_UPLOAD"
        job["upload_token"] = hashlib.sha256(publish_id.encode()).hexdigest()[:32]
        path = f"/video/?upload_id={job['number']}&upload_token={job['upload_token']}"
        return {"publish_id": publish_id, "upload_url": self._world.url(UPLOAD_HOST, path)}

    def _photos(self, request: Request, token: Token) -> dict[str, Any]:
        body = json_body(request, PHOTO_BODY)
        mode = body.get("post_mode")
        if body.get("media_type") != "PHOTO" or mode not in PHOTO_MODES:
            raise invalid_params("The media_type must be PHOTO, the post_mode DIRECT_POST or MEDIA_UPLOAD")
        if not token.may(PHOTO_MODES[mode]):
            raise Refused("scope_not_authorized")
        is_direct = mode == "DIRECT_POST"
        info = checked("post_info", body.get("post_info", {}), PHOTO_INFO if is_direct else PHOTO_TEXT)
        for field, units in PHOTO_UNITS.items():
            _check_length(info, field, units)
        urls = _photo_urls(body.get("source_info"))
        if is_direct:
            _check_privacy(info)
        else:
            self._check_inbox(token)
        words = {"title": info.get("title", ""), "text": info.get("description", "")}
        privacy = info["privacy_level"] if is_direct else "INBOX"
        shape = "p_pub_url~v2" if is_direct else "p_inbox_url~v2"
        publish_id, job = self._new_job(shape, token, words | {"privacy": privacy})
        job["status"] = "PROCESSING_DOWNLOAD"
        job["arrived_at"] = self._world.now()
        self._pull(job, urls)
        return {"publish_id": publish_id}

    def _new_job(self, shape: str, token: Token, facts: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        number = FIRST_NUMBER + self._world.next_number(self.name)
        publish_id = f"{shape}.{number}"
        job = {
            "number": str(number),
            "blob": f"{self.name}-{number}",
            "account": token.account,
            "opened_at": self._world.now(),
            "arrived_at": None,
            "uploaded": 0,
            "fail_reason": "",
            "post_id": None,
            **facts,
        }
        self._jobs()[publish_id] = job
        return publish_id, job

    def _check_inbox(self, token: Token) -> None:
        since = self._world.now() - PENDING_WINDOW_S
        pending = [
            job
            for job in self._jobs().values()
            if job["account"] == token.account
            and job["privacy"] == "INBOX"
            and not job["fail_reason"]
            and (job["arrived_at"] or 0) > since
        ]
        if len(pending) >= MAX_PENDING_SHARES:
            raise Refused("spam_risk_too_many_pending_share")

    # What becomes of it.

    def _upload(self, request: Request) -> Response:
        if (request.method, request.path) != ("PUT", "/video/"):
            return Response(404)
        jobs = (job for job in self._jobs().values() if "upload_token" in job)
        wanted = request.query.get("upload_id")
        job = next((job for job in jobs if job["number"] == wanted), None)
        answer = receive_chunk(self._world, job, request)
        if job is not None and answer.status == 201 and not self._is_video(job["blob"]):
            job["fail_reason"] = "file_format_check_failed"
        return answer

    def _is_video(self, blob: str) -> bool:
        with self._world.blobs.path(blob).open("rb") as file:
            return file.read(8)[4:] == b"ftyp"

    def _pull(self, job: dict[str, Any], urls: list[str]) -> None:
        """Download the photos; the first is kept, and what is wrong with any of them fails the post."""
        for place, url in enumerate(urls):
            file = self._world.media.fetch(url, self._world.base_url)
            if file is None:
                job["fail_reason"] = "photo_pull_failed"
                return
            job["uploaded"] += len(file.data)
            if len(file.data) > MAX_PHOTO_BYTES:
                job["fail_reason"] = "picture_size_check_failed"
            if not _is_photo(file.data):
                job["fail_reason"] = "file_format_check_failed"
            if place == 0:
                self._world.blobs.write(job["blob"], Body.of(file.data))

    def _status(self, request: Request, token: Token) -> dict[str, Any]:
        publish_id = json_body(request, {"publish_id": str}).get("publish_id")
        if publish_id is None:
            raise invalid_params("The publish_id is required")
        job = self._jobs().get(publish_id)
        if job is None:
            raise Refused("invalid_publish_id")
        if job["account"] != token.account:
            raise Refused("token_not_authorized_for_specified_publish_id")
        data = {"status": job["status"]}
        data["uploaded_bytes" if "upload_token" in job else "downloaded_bytes"] = job["uploaded"]
        if job["status"] == "FAILED":
            data["fail_reason"] = job["fail_reason"]
        if job["post_id"] is not None:
            data["publicaly_available_post_id"] = [int(job["post_id"])]
        return data

    def _finish(self, publish_id: str, job: dict[str, Any]) -> None:
        """Show a post under the id by which the API speaks of it: the post's own once it is public."""
        if job["fail_reason"]:
            job["status"] = "FAILED"
            return
        job["status"] = "SEND_TO_USER_INBOX" if job["privacy"] == "INBOX" else "PUBLISH_COMPLETE"
        url = ""
        if job["privacy"] == "PUBLIC_TO_EVERYONE":
            job["post_id"] = str(FIRST_NUMBER + self._world.next_number(self.name))
            url = f"https://www.tiktok.com/@{USERNAME}/video/{job['post_id']}"
        visibility = {"PUBLIC_TO_EVERYONE": "public", "INBOX": "inbox"}.get(job["privacy"], "private")
        post = VisiblePost(
            platform=self.name,
            account=job["account"],
            remote_id=job["post_id"] or publish_id,
            text=job.get("text", ""),
            media_digest=self._world.blobs.keep(job["blob"]),
            visibility=visibility,
            at=self._ends_at(job),
            url=url,
            title=job.get("title", ""),
        )
        self._world.show(post)

    def _ends_at(self, job: dict[str, Any]) -> float:
        return float(job["arrived_at"]) + self._world.processing_s

    def _jobs(self) -> dict[str, dict[str, Any]]:
        return self._memory("jobs")

    def _memory(self, part: str) -> dict[str, Any]:
        memory: dict[str, Any] = self._world.state(self.name).setdefault(part, {})
        return memory


def _check_length(info: dict[str, Any], field: str, units: int) -> None:
    """TikTok counts in UTF-16 code units."""
    if len(info.get(field, "").encode("utf-16-le", "surrogatepass")) // 2 > units:
        raise invalid_params(f"The {field} is longer than {units} UTF-16 runes")


def _check_privacy(info: dict[str, Any]) -> None:
    if "privacy_level" not in info:
        raise invalid_params("The privacy_level is required")
    if info["privacy_level"] not in PRIVACY_LEVELS:
        raise Refused("privacy_level_option_mismatch")


def _photo_urls(value: object) -> list[str]:
    """The photos that a `source_info` names. Raises: Refused."""
    source = checked("source_info", value, PHOTO_SOURCE)
    urls = source.get("photo_images", [])
    if source.get("source") != "PULL_FROM_URL":
        raise invalid_params("The source of photos must be PULL_FROM_URL")
    if not 1 <= len(urls) <= MAX_PHOTOS or not all(isinstance(url, str) for url in urls):
        raise invalid_params(f"The photo_images must be 1 to {MAX_PHOTOS} URLs")
    if not 0 <= source.get("photo_cover_index", -1) < len(urls):
        raise invalid_params("The photo_cover_index must be the place of one of the photos")
    for url in urls:
        if not url.startswith(PHOTO_DOMAINS):
            raise Refused("url_ownership_unverified")
    return list(urls)


def _is_photo(data: bytes) -> bool:
    """Whether the bytes begin like JPEG or WebP: PNG and the rest are not taken."""
    return data.startswith(b"\xff\xd8\xff") or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")

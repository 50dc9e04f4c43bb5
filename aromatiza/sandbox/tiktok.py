"""TikTok as a client of its Content Posting API v2 and its Login Kit meets it.

Without a word about it in the token, the app has passed its audit, its account is public, and a post becomes
visible `World.processing_s` after its last byte arrived, its status saying so from the same moment on.
Documented at https://developers.tiktok.com/doc/content-posting-api-reference-direct-post and the pages
beside it (read 2026-11).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.tiktok_account import creator_info, user_info, video_list
from aromatiza.sandbox.tiktok_answer import (
    NETWORK,
    Refused,
    invalid_params,
    json_body,
    log_id,
    refusal,
    success,
)
from aromatiza.sandbox.tiktok_jobs import Jobs
from aromatiza.sandbox.tiktok_limits import Limits
from aromatiza.sandbox.tiktok_oauth import OAuth
from aromatiza.sandbox.tiktok_posts import asked_draft, asked_photos, asked_video, check_privacy
from aromatiza.sandbox.tiktok_site import SITE_HOST, Site
from aromatiza.sandbox.tiktok_tokens import Caller, Keys, caller_of, check_planned
from aromatiza.sandbox.tiktok_upload import UPLOAD_HOSTS, receive_chunk
from aromatiza.sandbox.world import World

__all__ = ["TikTok"]

API_HOST = "open.tiktokapis.com"
OAUTH_PATH = "/v2/oauth/"
POSTING = "/v2/post/publish/"

# What creator_info answers with HTTP 200, on purpose:
# https://developers.tiktok.com/doc/content-posting-api-reference-query-creator-info, read 2026-11
SAID_WITH_200 = ("spam_risk_too_many_posts", "spam_risk_user_banned_from_posting", "reached_active_user_cap")


@dataclass(frozen=True, slots=True)
class Route:
    """One endpoint: any of `scopes` opens it; `error` is the key that plans its refusals.

    `per_minute` is how often each token may ask; 0 where nothing is documented.
    """

    scopes: tuple[str, ...]
    per_minute: int
    error: str
    answer: Callable[[Request, Caller], dict[str, Any]]


class TikTok:
    """The simulated network; every publication is one job in its memory, under its publish_id."""

    name = NETWORK
    hosts = (API_HOST, *UPLOAD_HOSTS, SITE_HOST)

    def __init__(self, world: World) -> None:
        self._world = world
        self._jobs = Jobs(world)
        self._limits = Limits(world)
        self._oauth = OAuth(world, self._jobs.remove_authorization)
        self._site = Site(world)
        either, publish, upload = ("video.publish", "video.upload"), ("video.publish",), ("video.upload",)
        self._routes = {
            ("GET", "/v2/user/info/"): Route(("user.info.basic",), 600, "user_error", user_info),
            ("POST", "/v2/video/list/"): Route(("video.list",), 600, "list_error", self._list),
            ("POST", f"{POSTING}creator_info/query/"): Route(publish, 20, "creator_error", self._creator),
            ("POST", f"{POSTING}video/init/"): Route(publish, 6, "init_error", self._video),
            ("POST", f"{POSTING}inbox/video/init/"): Route(upload, 6, "init_error", self._draft),
            ("POST", f"{POSTING}content/init/"): Route(either, 6, "init_error", self._photos),
            ("POST", f"{POSTING}status/fetch/"): Route(either, 30, "status_error", self._status),
            ("POST", f"{POSTING}cancel/"): Route(either, 0, "cancel_error", self._cancel),
        }

    def handle(self, request: Request) -> Response:
        """Answer one request to the API, to an upload URL, or to the site."""
        self.tick()
        if request.host in UPLOAD_HOSTS:
            return self._upload(request)
        if request.host == SITE_HOST:
            return self._site.answer(request)
        if request.path.startswith(OAUTH_PATH):
            return self._oauth.answer(request)
        route = self._routes.get((request.method, request.path))
        logged = log_id(self._world, request)
        if route is None:
            return Response(404, headers={"X-Tt-Logid": logged})
        return self._answer(request, route, logged)

    def tick(self) -> None:
        """Publish, deliver, reveal or fail every job whose time has come."""
        self._jobs.tick()

    def _answer(self, request: Request, route: Route, logged: str) -> Response:
        keys = Keys({})
        try:
            caller = caller_of(self._world, request)
            keys = caller.keys
            self._admit(caller, request.path, route)
            data = route.answer(request, caller)
        except Refused as why:
            return refusal(logged, _spelled(why, keys, route), spelling=_spelling(keys))
        return success(logged, data, spelling=_spelling(keys))

    def _admit(self, caller: Caller, path: str, route: Route) -> None:
        """Raises: Refused, when a caller may not ask this, or not now."""
        if not any(caller.token.may(scope) for scope in route.scopes):
            raise Refused("scope_not_authorized")
        if route.per_minute:
            self._limits.count(caller, path, route.per_minute)
        check_planned(self._world, caller, (route.error, "error"))

    # What is read.

    def _list(self, request: Request, caller: Caller) -> dict[str, Any]:
        return video_list(request, caller, self._jobs.all().values())

    def _creator(self, request: Request, caller: Caller) -> dict[str, Any]:
        self._limits.check_user(caller)
        self._limits.check_posts(caller, self._jobs.all().values())
        return creator_info(caller)

    def _status(self, request: Request, caller: Caller) -> dict[str, Any]:
        publish_id = _publish_id(request)
        job = self._jobs.of(publish_id, caller)
        job["asked_about"] = job.get("asked_about", 0) + 1
        if job["asked_about"] <= caller.keys.number("unseen", 0):
            raise Refused("invalid_publish_id")
        return self._jobs.view(job)

    # What opens a publication, and what moves it.

    def _video(self, request: Request, caller: Caller) -> dict[str, Any]:
        facts = asked_video(request, caller)
        self._check_direct(facts, caller)
        if "urls" in facts:
            return self._jobs.open_pull("v_pub_url~v2", caller, facts)
        return self._jobs.open_upload("v_pub_file~v2-1", caller, facts)

    def _draft(self, request: Request, caller: Caller) -> dict[str, Any]:
        facts = asked_draft(request, caller)
        self._check_draft(caller)
        if "urls" in facts:
            return self._jobs.open_pull("v_inbox_url~v2", caller, facts)
        return self._jobs.open_upload("v_inbox_file~v2", caller, facts)

    def _photos(self, request: Request, caller: Caller) -> dict[str, Any]:
        facts = asked_photos(request, caller)
        if facts["privacy"] == "INBOX":
            self._check_draft(caller)
            return self._jobs.open_pull("p_inbox_url~v2", caller, facts)
        self._check_direct(facts, caller)
        return self._jobs.open_pull("p_pub_url~v2", caller, facts)

    def _check_direct(self, facts: dict[str, Any], caller: Caller) -> None:
        self._limits.check_user(caller)
        self._limits.check_posts(caller, self._jobs.all().values())
        check_privacy(facts["privacy"], caller)
        self._limits.note_user(caller)

    def _check_draft(self, caller: Caller) -> None:
        """An unaudited app may send drafts, and its posting users are not counted here."""
        if caller.keys.text("banned") == "yes":
            raise Refused("spam_risk_user_banned_from_posting")
        self._limits.check_drafts(caller, self._jobs.all().values())

    def _cancel(self, request: Request, caller: Caller) -> dict[str, Any]:
        self._jobs.cancel(self._jobs.of(_publish_id(request), caller))
        return {}

    def _upload(self, request: Request) -> Response:
        if (request.method, request.path) != ("PUT", "/video/"):
            answer = Response(404)
        else:
            job = self._jobs.upload_named(request.query.get("upload_id", ""))
            answer = receive_chunk(self._world, job, request)
            if job is not None and job["uploaded"] == job["size"] and job["arrived_at"] is None:
                self._jobs.arrive(job)
        headers = {**answer.headers, "X-Tt-Logid": log_id(self._world, request)}
        return Response(answer.status, answer.body, headers)


def _publish_id(request: Request) -> str:
    publish_id = json_body(request, {"publish_id": str}).get("publish_id")
    if publish_id is None:
        raise invalid_params("The publish_id is required")
    return str(publish_id)


def _spelling(keys: Keys) -> str:
    return "logid" if keys.has_trap("logid") else "log_id"


def _spelled(why: Refused, keys: Keys, route: Route) -> Refused:
    """The refusal as this endpoint, or a token's trap, has it."""
    if why.code == "invalid_params" and keys.has_trap("param"):
        return Refused("invalid_param", why.message)
    if route.error == "creator_error" and why.code in SAID_WITH_200:
        return Refused(why.code, why.message, 200)
    return why

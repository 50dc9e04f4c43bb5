"""YouTube as its Data API v3 and Google's OAuth show it: hosts, endpoints, and what each wants of a request.

A request passes, in this order: a token that holds, the refusals that the token plans, the rate limits, a
scope, the quota, its parameters, and the endpoint itself. The two API hosts are one: the discovery
document's root is youtube.googleapis.com, guides say www.googleapis.com.
Sources: the API's discovery document, revision 20261104;
https://developers.google.com/youtube/v3/docs/errors;
https://developers.google.com/youtube/data/determine_quota_cost; all read 2026-11.
"""

from __future__ import annotations

from collections.abc import Mapping

from aromatiza.sandbox.http import Request, Response
from aromatiza.sandbox.world import Token, World
from aromatiza.sandbox.youtube_call import FLAG, TEXT, Call, Route, check_query, whole
from aromatiza.sandbox.youtube_consent import ACCOUNTS_HOST, Consent
from aromatiza.sandbox.youtube_errors import Refusal, refusal_of
from aromatiza.sandbox.youtube_lists import Lists
from aromatiza.sandbox.youtube_oauth import OAUTH_HOST, OAuth
from aromatiza.sandbox.youtube_pictures import Pictures
from aromatiza.sandbox.youtube_quota import Quota
from aromatiza.sandbox.youtube_tokens import NETWORK, check_planned, has_trap, live_token, text_of, token_key
from aromatiza.sandbox.youtube_upload import UPLOAD_HOST, Uploads
from aromatiza.sandbox.youtube_videos import Videos

__all__ = ["YouTube"]

API_HOSTS = (UPLOAD_HOST, "youtube.googleapis.com")

SCOPE_PREFIX = "https://www.googleapis.com/auth/"
CHANGING = ("youtube", "youtube.force-ssl", "youtubepartner")
READING = ("youtube.readonly", *CHANGING)
UPLOADING = ("youtube.upload", *CHANGING)

UPLOAD_PATH = "/upload/youtube/v3/videos"
PICTURE_PATH = "/upload/youtube/v3/thumbnails/set"
SESSIONS = frozenset({UPLOAD_PATH, PICTURE_PATH})

OWNER: Mapping[str, str] = {"onBehalfOfContentOwner": TEXT}
PAGES: Mapping[str, str] = {"pageToken": TEXT, "maxResults": whole(0, 50)}
CHANNEL_PARAMS = {
    "part": TEXT, "mine": FLAG, "id": TEXT, "forHandle": TEXT, "forUsername": TEXT, "managedByMe": FLAG,
    "mySubscribers": FLAG, "categoryId": TEXT, "hl": TEXT, **PAGES, **OWNER,
}  # fmt: skip
VIDEO_PARAMS = {
    "part": TEXT, "id": TEXT, "chart": TEXT, "myRating": TEXT, "hl": TEXT, "locale": TEXT,
    "regionCode": TEXT, "videoCategoryId": TEXT, "maxHeight": whole(72, 8192), "maxWidth": whole(72, 8192),
    **PAGES, "maxResults": whole(1, 50), **OWNER,
}  # fmt: skip
INSERT_PARAMS = {
    "part": TEXT, "notifySubscribers": FLAG, "autoLevels": FLAG, "stabilize": FLAG, **OWNER,
    "onBehalfOfContentOwnerChannel": TEXT,
}  # fmt: skip
SEARCH_PARAMS = {
    "part": TEXT, "forMine": FLAG, "type": TEXT, "q": TEXT, "order": TEXT, "channelId": TEXT,
    "publishedAfter": TEXT, "publishedBefore": TEXT, **PAGES, **OWNER,
}  # fmt: skip


class YouTube:
    """The simulated network; see the module."""

    name = NETWORK
    hosts = (*API_HOSTS, ACCOUNTS_HOST, OAUTH_HOST)

    def __init__(self, world: World) -> None:
        self._world = world
        self._quota = Quota(world)
        self._videos = Videos(world, self._quota)
        self._pictures = Pictures(world, self._videos)
        finish = {"video": self._videos.finish, "picture": self._pictures.finish}
        self._uploads = Uploads(world, finish)
        self._lists = Lists(world, self._videos)
        self._oauth = OAuth(world)
        self._consent = Consent(self._oauth)
        self._routes = self._all_routes()

    def handle(self, request: Request) -> Response:
        """Answer one request."""
        self.tick()
        if request.host == ACCOUNTS_HOST:
            return self._consent.answer(request)
        if request.host == OAUTH_HOST:
            return self._oauth.answer(request)
        token = live_token(self._world, text_of(request))
        try:
            return self._answer(request, token)
        except Refusal as refusal:
            return refusal.response(is_newer=token is not None and has_trap(token, "status_only"))

    def tick(self) -> None:
        """Publish the scheduled videos whose hour has come."""
        self._videos.tick()

    def _answer(self, request: Request, token: Token | None) -> Response:
        path, text = request.path.removeprefix("/resumable"), text_of(request)
        is_session = path in SESSIONS and request.method in ("PUT", "DELETE")
        methods = self._routes.get(path)
        if methods is None:
            raise refusal_of("notFound")
        route = methods.get("POST" if is_session else request.method)
        if route is None:
            raise refusal_of("httpMethodNotAllowed")
        if text and token is None:
            raise refusal_of("authError")
        if is_session:
            return self._session(request, token, route)
        if token is None:
            raise refusal_of("required")
        return self._admitted(Call(request, token, token_key(text)), route)

    def _session(self, request: Request, token: Token | None, route: Route) -> Response:
        """A request to the address of an upload, which is authority enough."""
        if token is not None:
            _check_scope(token, route)
        act = self._uploads.put if request.method == "PUT" else self._uploads.cancel
        return act(request, token.account if token else "")

    def _admitted(self, call: Call, route: Route) -> Response:
        """Answer a call; one that is refused costs a unit."""
        side = "read_error" if call.request.method == "GET" else "write_error"
        try:
            check_planned(self._world, call.token, ("error", side, *route.plans), call.key)
            self._quota.check_rate(call)
            _check_scope(call.token, route)
            self._quota.check(call, route.bucket, route.cost)
            check_query(call.query, route)
            response = route.answer(call)
        except Refusal:
            self._quota.spend(call.project, "units", 1)
            raise
        if route.bucket != "uploads" or call.has("session_costs"):
            self._quota.spend(call.project, route.bucket, route.cost)
        return response

    def _all_routes(self) -> Mapping[str, Mapping[str, Route]]:
        """By path, then by method. Costs: https://developers.google.com/youtube/data/determine_quota_cost."""
        videos, lists = self._videos, self._lists
        return {
            "/youtube/v3/channels": {"GET": Route(READING, lists.channels, params=CHANNEL_PARAMS)},
            "/youtube/v3/playlistItems": {
                "GET": Route(
                    READING,
                    lists.playlist_items,
                    params={"part": TEXT, "playlistId": TEXT, "videoId": TEXT, "id": TEXT, **PAGES, **OWNER},
                )
            },
            "/youtube/v3/videoCategories": {
                "GET": Route(
                    READING,
                    lists.categories,
                    params={"part": TEXT, "id": TEXT, "regionCode": TEXT, "hl": TEXT},
                )
            },
            "/youtube/v3/search": {
                "GET": Route(READING, lists.search, bucket="searches", params=SEARCH_PARAMS)
            },
            "/youtube/v3/videos": {
                "GET": Route(READING, videos.read, params=VIDEO_PARAMS),
                "PUT": Route(CHANGING, videos.update, cost=50, params={"part": TEXT, **OWNER}),
                "DELETE": Route(
                    CHANGING, videos.delete, cost=50, params={"id": TEXT, **OWNER}, required=("id",)
                ),
            },
            UPLOAD_PATH: {
                "POST": Route(
                    UPLOADING,
                    lambda call: videos.insert(call, self._uploads),
                    bucket="uploads",
                    plans=("insert_error",),
                    params=INSERT_PARAMS,
                )
            },
            PICTURE_PATH: {
                "POST": Route(
                    UPLOADING,
                    lambda call: self._pictures.set(call, self._uploads),
                    cost=50,
                    plans=("thumbnail_error",),
                    params={"videoId": TEXT, **OWNER},
                    required=("videoId",),
                )
            },
        }


def _check_scope(token: Token, route: Route) -> None:
    """Raises: Refusal, when the token has none of the scopes of an endpoint."""
    if not any(token.may(SCOPE_PREFIX + scope) for scope in route.scopes):
        raise refusal_of("insufficientPermissions")

"""The sandbox's own address, `/_sandbox/...`: what became visible, what arrived, trouble, time, oblivion.

Everything is JSON. It is no network: nothing that happens here is logged, hit by a fault or a tick late.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime

from aromatiza.sandbox.faults import FaultPlan, WrongFault, faults_from
from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.mediahost import MediaFile, file_response
from aromatiza.sandbox.world import VisiblePost, World

__all__ = ["Control", "instant", "log_entry"]

LONGEST_SKIP_S = 10 * 366 * 86_400
SKIP_IS_WRONG = f'skip_s: a number of seconds from 0 to {LONGEST_SKIP_S} is accepted, as in {{"skip_s": 60}}'
DIGEST = re.compile(r"/media/([0-9a-f]{64})")
SECRET_NAME = re.compile(
    r"token|secret|password|signature|credential|^(?:api_?)?key$|^code(?:_verifier)?$", re.IGNORECASE
)


class _WrongInput(ValueError):
    """What was sent makes no sense; the text says which field and what is accepted."""


class Control:
    """Answers for `/_sandbox/...`; called with the server's lock held, after a tick."""

    host = "_sandbox"

    def __init__(self, world: World, faults: FaultPlan) -> None:
        self._world = world
        self._faults = faults
        self._routes: Mapping[str, Mapping[str, Callable[[Request], Response]]] = {
            "/posts": {"GET": self._posts},
            "/requests": {"GET": self._requests},
            "/faults": {"GET": self._list_faults, "POST": self._plan_faults, "DELETE": self._clear_faults},
            "/reset": {"POST": self._reset},
            "/clock": {"POST": self._skip},
            "/media/SHA256": {"GET": self._media},
        }

    def handle(self, request: Request) -> Response:
        """Answer one request; 404 and 405 name what there is."""
        path = "/media/SHA256" if DIGEST.fullmatch(request.path) else request.path
        methods = self._routes.get(path)
        if methods is None:
            known = ", ".join(f"/_sandbox{route}" for route in self._routes)
            return json_response(404, {"error": f"no such address; there are {known}"})
        answer = methods.get("GET" if request.method == "HEAD" else request.method)
        if answer is None:
            allowed = ", ".join(methods)
            return json_response(405, {"error": f"method: {allowed} is accepted here"}, {"Allow": allowed})
        try:
            return answer(request)
        except (_WrongInput, WrongFault) as error:
            return json_response(400, {"error": str(error)})

    def _posts(self, request: Request) -> Response:
        return json_response(200, {"version": 1, "posts": [_post_json(post) for post in self._world.posts]})

    def _requests(self, request: Request) -> Response:
        entries = self._world.state("_requests").get("entries", [])
        return json_response(200, {"version": 1, "requests": entries})

    def _list_faults(self, request: Request) -> Response:
        return json_response(200, {"version": 1, "faults": self._faults.to_json()})

    def _plan_faults(self, request: Request) -> Response:
        self._faults.add(faults_from(_json_in(request)))
        return self._list_faults(request)

    def _clear_faults(self, request: Request) -> Response:
        self._faults.clear()
        return self._list_faults(request)

    def _reset(self, request: Request) -> Response:
        self._faults.clear()
        self._world.forget()
        return json_response(200, {"version": 1})

    def _skip(self, request: Request) -> Response:
        match _json_in(request):
            case {"skip_s": bool()}:
                raise _WrongInput(SKIP_IS_WRONG)
            case {"skip_s": int() | float() as skip_s} if 0 <= skip_s <= LONGEST_SKIP_S:
                self._world.skip(skip_s)
                self._world.save()
                return json_response(200, {"version": 1, "now": instant(self._world.now())})
            case _:
                raise _WrongInput(SKIP_IS_WRONG)

    def _media(self, request: Request) -> Response:
        digest = request.path.rpartition("/")[2]
        path = self._world.blobs.path(digest)
        if not path.exists():
            return json_response(404, {"error": "no network has received a file of this digest"})
        file = MediaFile(path.read_bytes(), self._world.blobs.content_type(digest))
        response = file_response(request, file)
        headers = {**response.headers, "X-Content-Type-Options": "nosniff"}
        return Response(response.status, response.body, headers)


def instant(at: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC, with milliseconds and a `Z`."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def log_entry(number: int, at: float, request: Request) -> dict[str, object]:
    """What the log keeps of a request: never a header or a body, and no secret of the query.

    `status` is None until it was answered, and for ever when the connection was dropped.
    """
    query = {name: "***" if SECRET_NAME.search(name) else value for name, value in request.query.items()}
    return {
        "n": number,
        "time": instant(at),
        "method": request.method,
        "host": request.host,
        "path": request.path,
        "query": query,
        "status": None,
        "bytes": request.body.size,
    }


def _post_json(post: VisiblePost) -> dict[str, object]:
    value = asdict(post)
    value["time"] = instant(value.pop("at"))
    return value


def _json_in(request: Request) -> object:
    try:
        value: object = json.loads(request.body.read())
    except ValueError as error:
        raise _WrongInput("body: JSON is accepted") from error
    return value

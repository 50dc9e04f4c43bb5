"""The sandbox: six networks and the brand's media hosts behind one address of this machine.

A request for `/HOST/PATH` is what a client would have sent to `https://HOST/PATH`. One lock makes every
exchange a single step: time passes for all networks, one of them acts, the outcome is saved. What was
answered is therefore on disk, and a sandbox that is killed and started again goes on where it was.
"""

from __future__ import annotations

import base64
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from aromatiza.sandbox.control import Control, log_entry
from aromatiza.sandbox.faults import FaultPlan
from aromatiza.sandbox.http import Request, Response, json_response
from aromatiza.sandbox.listener import Listener
from aromatiza.sandbox.mediahost import MediaHost, file_response, is_media_path
from aromatiza.sandbox.networks import ALL
from aromatiza.sandbox.page import Shown, feeds_page, language_of
from aromatiza.sandbox.world import Network, World

__all__ = ["Sandbox"]

INLINE_BYTES = 2 << 20
POLL_S = 0.05
PAGE_HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language",
}


class Sandbox:
    """Serves from `start()` to `stop()`, or as a context manager.

    Without `state_file` everything is forgotten at the end. With one, the files that networks received are
    kept beside it, in `STATE_FILE.blobs/`, unless `folder` says where. `processing_s` is how long a network
    takes to process media. `media_folder` is what the media hosts serve (see `MediaHost`).
    Raises OSError when `port` is taken; port 0 takes a free one.
    """

    def __init__(
        self,
        port: int = 0,
        *,
        media_folder: Path | None = None,
        state_file: Path | None = None,
        processing_s: float = 0.3,
        folder: Path | None = None,
        networks: Sequence[Callable[[World], Network]] = ALL,
    ) -> None:
        self._listener = Listener(port, self._answer)
        self._scratch = tempfile.TemporaryDirectory(prefix="aromatiza-sandbox-")
        if folder is None:
            folder = Path(f"{state_file}.blobs" if state_file else self._scratch.name)
        self.url = f"http://127.0.0.1:{self._listener.port}"
        self._media = MediaHost(media_folder)
        self._world = World(self.url, folder, self._media, processing_s=processing_s, state_file=state_file)
        self._networks = [network(self._world) for network in networks]
        self._by_host = {host: network.handle for network in self._networks for host in network.hosts}
        self._faults = FaultPlan()
        self._control = Control(self._world, self._faults)
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._listener.serve_forever, args=(POLL_S,), daemon=True)

    def start(self) -> None:
        """Begin to answer, in threads of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Hang up on everyone, save, and remove what is not to be kept."""
        self._stopped.set()
        if self._thread.is_alive():
            self._listener.shutdown()
            self._thread.join()
        self._listener.server_close()
        with self._lock:
            self._world.save()
            self._scratch.cleanup()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def snapshot(self, lang: str = "en") -> str:
        """The feeds as one HTML file that needs nothing else; files over 2 MB are left out of it."""
        with self._lock:
            self._tick()
            return self._page(lang, self._inline)

    def _answer(self, request: Request) -> Response | None:
        if request.host not in ("", Control.host):
            return self._exchange(request)
        with self._lock:
            if self._stopped.is_set():
                return None
            return self._guarded(self._home if request.host == "" else self._control.handle, request)

    def _exchange(self, request: Request) -> Response | None:
        """Log a request, let its trouble happen, and let its network act; None drops the connection."""
        with self._lock:
            entry = self._logged(request)
            fault = self._faults.next_for(request.method, request.host, request.path)
        self._stopped.wait(fault.delay_s)
        with self._lock:
            if self._stopped.is_set():
                return None
            act = self._by_host.get(request.host, self._media_host)
            response = fault.answer(self._guarded(act, request) if fault.network_acts else None)
            entry["status"] = response.status if response else None
            if request.method not in ("GET", "HEAD"):
                self._world.save()
            return response

    def _logged(self, request: Request) -> dict[str, Any]:
        entries = self._world.state("_requests").setdefault("entries", [])
        entries.append(log_entry(len(entries) + 1, self._world.now(), request))
        entry: dict[str, Any] = entries[-1]
        return entry

    def _guarded(self, answer: Callable[[Request], Response], request: Request) -> Response:
        """Let time pass, then answer; a bug in a network is reported and survived."""
        try:
            self._tick()
            return answer(request)
        except Exception:  # noqa: BLE001 - whatever it is, the other networks go on
            traceback.print_exc(file=sys.stderr)
            return json_response(500, {"error": "the sandbox has a bug here; its traceback is on stderr"})

    def _tick(self) -> None:
        for network in self._networks:
            network.tick()

    def _media_host(self, request: Request) -> Response:
        file = self._media.get(request.host, request.path) if request.method in ("GET", "HEAD") else None
        if file is not None:
            return file_response(request, file)
        hosts = ", ".join(self._by_host)
        reason = f"no network answers at {request.host} (there are {hosts}), and it serves no such media"
        # A page of the open web is not said to be missing: whether it is there, a sandbox cannot know.
        return json_response(404 if is_media_path(request.path) else 421, {"error": reason})

    def _home(self, request: Request) -> Response:
        if request.path != "/" or request.method not in ("GET", "HEAD"):
            return json_response(404, {"error": "GET / is the page of feeds; all else is /HOST/PATH"})
        page = self._page(language_of(request.header("accept-language")), self._linked, is_live=True)
        return Response(200, page.encode(), PAGE_HEADERS)

    def _page(self, lang: str, media: Callable[[str], Shown | None], is_live: bool = False) -> str:
        return feeds_page(self._world.posts, media, lang=lang, is_live=is_live)

    def _linked(self, digest: str) -> Shown | None:
        if not digest or not self._world.blobs.size(digest):
            return None
        kind = self._world.blobs.content_type(digest)
        return Shown(kind, f"/{Control.host}/media/{digest}")

    def _inline(self, digest: str) -> Shown | None:
        linked = self._linked(digest)
        if linked is None or self._world.blobs.size(digest) > INLINE_BYTES:
            return linked and Shown(linked.kind, "")
        data = base64.b64encode(self._world.blobs.path(digest).read_bytes()).decode()
        return Shown(linked.kind, f"data:{linked.kind};base64,{data}")

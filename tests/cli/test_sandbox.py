"""`aromatiza sandbox`: six networks on this machine, until it is told to stop."""

from __future__ import annotations

import json
import signal
import socket
from pathlib import Path

import httpx

from tests.cli.workshop import Running, Workshop, photo_post


def said(text: str, url: str) -> list[str]:
    """All that X shows after this was posted."""
    headers = {"Authorization": "Bearer any"}
    httpx.post(f"{url}/api.x.com/2/tweets", json={"text": text}, headers=headers).raise_for_status()
    return [post["text"] for post in httpx.get(f"{url}/_sandbox/posts").json()["posts"]]


def started(shop: Workshop, *arguments: str) -> tuple[Running, str]:
    """A sandbox of its own process that answers, and its address."""
    running = shop.start("sandbox", "--port", "0", *arguments, at=shop.folder)
    return running, running.line().strip()


def test_it_prints_its_address_serves_and_ends_politely(shop: Workshop) -> None:
    running, url = started(shop)
    assert said("Bonjour", url) == ["Bonjour"]
    running.signal(signal.SIGTERM)
    ended = running.finish()
    assert (ended.code, ended.stdout) == (0, "")
    assert f"six simulated networks at {url}" in ended.stderr


def test_ctrl_c_is_a_good_end_as_well(shop: Workshop) -> None:
    running, _ = started(shop)
    running.signal(signal.SIGINT)
    assert running.finish().code == 0


def test_json_gives_the_address_as_one_document(shop: Workshop) -> None:
    running = shop.start("sandbox", "--port", "0", "--json")
    document = json.loads("".join(running.line() for _ in range(4)))
    assert document["version"] == 1
    assert said("Bonjour", document["url"]) == ["Bonjour"]
    running.signal(signal.SIGTERM)
    running.finish()


def test_what_it_keeps_in_a_file_outlives_it(shop: Workshop) -> None:
    state = str(shop.folder / "sandbox.json")
    running, url = started(shop, "--state", state)
    said("Bonjour", url)
    running.kill()
    running, url = started(shop, "--state", state)
    assert said("Bonsoir", url) == ["Bonjour", "Bonsoir"]
    running.kill()


def test_it_serves_the_media_of_a_folder(shop: Workshop, tmp_path: Path) -> None:
    photo = tmp_path / "media" / "res.cloudinary.com" / "a.jpg"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"a photo")
    running, url = started(shop, "--media", str(tmp_path / "media"))
    assert httpx.get(f"{url}/res.cloudinary.com/a.jpg").content == b"a photo"
    assert httpx.get(f"{url}/res.cloudinary.com/b.jpg").status_code == 404
    running.kill()


def test_publish_finds_it_by_the_environment(shop: Workshop) -> None:
    running, url = started(shop)
    shop.merge(mist=photo_post("mist", "platforms: [x]"))
    assert shop.run("publish", AROMATIZA_SANDBOX=url).code == 0
    assert len(httpx.get(f"{url}/_sandbox/posts").json()["posts"]) == 1
    running.kill()


def test_a_port_that_is_taken_is_named(shop: Workshop) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = shop.run("sandbox", "--port", str(port))
    assert refused.code == 2
    assert f"port {port} cannot be used" in refused.stderr
    assert "--port" in refused.stderr
    assert "Traceback" not in refused.stderr

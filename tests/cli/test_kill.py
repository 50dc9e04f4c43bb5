"""`kill -9` of the publisher at any moment: the next run goes on, and every delivery is there once."""

from __future__ import annotations

import random
import time
from collections import Counter

from tests.cli.workshop import NAMES, Running, Workshop, photo_post, video_post

KILLS = 10
MOST_REQUESTS = 40
LONGEST_LIFE_S = 2.5
RUNS_AFTERWARDS = 4
PHOTO_NETWORKS = ("pinterest", "x")


def kill_at_a_random_moment(shop: Workshop, run: Running, chance: random.Random) -> None:
    """Let a run send a random number of requests, live a little longer, and die; some have ended by then."""
    enough = len(shop.requests()) + chance.randint(1, MOST_REQUESTS)
    deadline = time.monotonic() + LONGEST_LIFE_S
    while len(shop.requests()) < enough and time.monotonic() < deadline and not run.has_ended:
        time.sleep(0.01)
    time.sleep(chance.uniform(0, 0.3))
    run.kill()


def test_ten_kills_at_random_moments_leave_every_delivery_exactly_once(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist"), soap=photo_post("soap", f"platforms: [{', '.join(PHOTO_NETWORKS)}]"))
    chance = random.Random(20)
    for _ in range(KILLS):
        kill_at_a_random_moment(shop, shop.start("publish", "--quiet"), chance)
    codes: list[int] = []
    while codes[-1:] != [0] and len(codes) < RUNS_AFTERWARDS:
        codes.append(shop.run("publish", "--quiet").code)
    assert codes[-1] == 0, codes
    assert shop.visible() == Counter([*NAMES, *PHOTO_NETWORKS])
    assert set(Counter((post["platform"], post["media_digest"]) for post in shop.posts()).values()) == {1}
    states = shop.run("status", "--json").states()
    assert (len(states), set(states.values())) == (len(NAMES) + len(PHOTO_NETWORKS), {"published"})

"""What Instagram's flow does when the engine takes up a delivery that an earlier run left half done."""

from __future__ import annotations

from datetime import timedelta

import pytest

from aromatiza.core.answers import Answer, Reply
from aromatiza.core.calls import Role
from aromatiza.core.delivery import Step
from aromatiza.core.errors import Retryable
from aromatiza.core.post import MediaKind
from aromatiza.platforms.instagram.flow import PLATFORM
from tests.fakes import NOW
from tests.platforms.graph_network import Resumed, refused, reply
from tests.platforms.test_instagram import TEXT, delivery_of

AT = NOW - timedelta(hours=1)
KEPT = (
    Step("quota left", Role.PREPARE, AT, Answer()),
    Step("container created", Role.PREPARE, AT, Answer({"id": "c9"})),
    Step("container ready", Role.PREPARE, AT, Answer()),
)
INTENT = Step("media published", Role.PUBLISH, AT)
READ_BACK = reply({"permalink": "https://www.instagram.com/reel/AbC/"})
NOBODY = reply({"data": []})


def status_of(container: str) -> Reply:
    return reply({"status_code": container})


def test_a_ready_container_is_published_after_a_crash_without_a_new_one() -> None:
    resumed = Resumed(PLATFORM, delivery_of(MediaKind.VIDEO), *KEPT)
    receipt = resumed.run(reply({"id": "m9"}), READ_BACK)
    assert resumed.names() == ["media published", "permalink read"]
    assert receipt.remote_id == "m9"


def test_a_container_that_expired_before_its_publication_is_made_anew_after_two_looks() -> None:
    resumed = Resumed(PLATFORM, delivery_of(MediaKind.VIDEO), *KEPT)
    with pytest.raises(Retryable) as caught:
        resumed.run(refused(-2, 2207020), *[status_of("EXPIRED"), NOBODY] * 3)
    assert caught.value.from_start
    assert resumed.names().count("media published") == 1
    assert not resumed.record.has_gone_out


def test_a_publication_without_an_answer_is_looked_for_before_anything_is_sent() -> None:
    resumed = Resumed(PLATFORM, delivery_of(MediaKind.VIDEO), *KEPT, INTENT)
    listed = {
        "id": "m9",
        "caption": TEXT,
        "media_product_type": "REELS",
        "timestamp": f"{AT:%Y-%m-%dT%H:%M:%S}",
    }
    receipt = resumed.run(status_of("PUBLISHED"), reply({"data": [listed]}), READ_BACK)
    assert resumed.names() == ["container status read", "posts listed", "permalink read"]
    assert receipt.remote_id == "m9"


def test_a_container_that_expired_after_a_publication_without_an_answer_is_never_published_blindly() -> None:
    resumed = Resumed(PLATFORM, delivery_of(MediaKind.VIDEO), *KEPT, INTENT)
    with pytest.raises(Retryable) as caught:
        resumed.run(*[status_of("EXPIRED"), NOBODY] * 3)
    assert caught.value.from_start
    assert set(resumed.names()) == {"container status read", "posts listed"}

"""X by OAuth 1.0a: four static keys, and every request signed; the sandbox checks each signature itself."""

from __future__ import annotations

import json

from tests.cli.workshop import Workshop, video_post

APP = "sandbox-consumer-key:sandbox-consumer-secret"
TOKEN = json.dumps({"access_token": "static-token-of-x", "access_token_secret": "sandbox-token-secret"})
SECRETS = ("sandbox-consumer-secret", "static-token-of-x", "sandbox-token-secret")


def test_a_post_goes_out_signed_and_no_key_is_shown(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist", "platforms: [x]"))
    published = shop.run("publish", AROMATIZA_APP_X=APP, AROMATIZA_TOKEN_X=TOKEN)
    assert (published.code, shop.visible()) == (0, {"x": 1})
    assert not any(secret in published.said for secret in SECRETS)


def test_a_wrong_secret_is_refused_before_anything_is_sent(shop: Workshop) -> None:
    shop.merge(mist=video_post("mist", "platforms: [x]"))
    wrong = "sandbox-consumer-key:another-consumer-secret"
    published = shop.run("--lang", "en", "publish", AROMATIZA_APP_X=wrong, AROMATIZA_TOKEN_X=TOKEN)
    assert (published.code, shop.visible(), shop.effects()) == (4, {}, [])
    assert "blocked: auth" in published.stdout
    assert shop.run("publish", AROMATIZA_APP_X=APP, AROMATIZA_TOKEN_X=TOKEN).code == 0

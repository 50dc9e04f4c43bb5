"""Apps as TikTok's Login Kit knows them: a client key, its secret, its scopes and its redirect addresses.

A client key is any text, in the grammar of tokens: `KEY@OPEN_ID` says whose session the browser has, a name
that contains `unknown` is no app's, and these keys are the app's own (those of `tiktok_tokens` pass to its
tokens):

| key | does |
|---|---|
| `secret=TEXT` | the client secret; without it, any text is good |
| `redirect=URI,URI` | the registered addresses (percent-encoded), the port may be `*`; without it, any that \
the rules allow |
| `kind=desktop`, `kind=web` | the platform; without it, that of the address: loopback is a desktop's |
| `scope=a,b` | the scopes that the app was approved for; without it, all |
| `authorize_error=NAME[/TIMES]` | the callback of the login carries this error |
| `token_error=`, `refresh_error=`, `revoke_error=[STATUS/]NAME[/TIMES]` | what the token endpoint answers |
| `code_life=SECONDS`, `access_life=SECONDS`, `refresh_life=SECONDS` | lives (300, 86400, 31536000) |
| `rotate=no` | a refresh gives the same refresh token again |
| `grace=SECONDS` | how long the old refresh token is good after a rotation; without it, not at all |
| `reuse=revokes` | an old refresh token that comes back ends the whole grant |
| `restart=yes` | a refresh gives the refresh token its whole life again |
| `oauth_status=200` | errors of OAuth come with this status |

Sources (read 2026-11): https://developers.tiktok.com/doc/login-kit-desktop, …/login-kit-web.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from aromatiza.sandbox.tiktok_tokens import SCOPES, Keys, token_key, written_token

__all__ = ["App", "app_of"]

LOOPBACK = ("localhost", "127.0.0.1")
MAX_REDIRECT_CHARS = 511
APP_ONLY = frozenset(
    (
        *("secret", "redirect", "kind", "scope", "authorize_error", "token_error", "refresh_error"),
        *("revoke_error", "code_life", "access_life", "refresh_life", "rotate", "grace", "reuse", "restart"),
        "oauth_status",
    )
)


@dataclass(frozen=True, slots=True)
class App:
    """One app; `key` stands for the client key, which may hold a secret; `user` is who uses the browser."""

    key: str
    user: str
    keys: Keys

    @property
    def scopes(self) -> tuple[str, ...]:
        """What the app was approved for."""
        return self.keys.named("scope") or SCOPES

    @property
    def means(self) -> Mapping[str, tuple[str, ...]]:
        """What every token of the app sets up."""
        kept = {key: self.keys.named(key) for key in self.keys.values if key not in APP_ONLY}
        return {"client": (self.key[:16],), **kept}

    def knows(self, secret: str) -> bool:
        """Whether this is the app's secret."""
        return bool(secret) and secret == (self.keys.text("secret") or secret)

    def takes(self, redirect: str) -> bool:
        """Whether the browser may be sent to an address: absolute, short, bare, and one of the app's."""
        try:
            parts = urlsplit(redirect)
            is_bare = "?" not in redirect and "#" not in redirect and len(redirect) <= MAX_REDIRECT_CHARS
            is_allowed = is_bare and parts.username is None and self._kind_of(parts) != ""
        except ValueError:  # a port that is no number
            return False
        registered = self.keys.named("redirect")
        return is_allowed and (not registered or any(_is_same(one, redirect) for one in registered))

    def needs_challenge(self, redirect: str) -> bool:
        """Whether a login to this address takes PKCE: desktops require it."""
        return self._kind_of(urlsplit(redirect)) == "desktop"

    def _kind_of(self, parts: SplitResult) -> str:
        """`desktop` or `web`; "" for an address that neither takes."""
        is_loopback = parts.hostname in LOOPBACK
        if is_loopback:
            kind = "desktop" if parts.scheme in ("http", "https") and parts.port else ""
        else:
            kind = "web" if parts.scheme == "https" and parts.hostname else ""
        return kind if self.keys.text("kind") in ("", kind) else ""


def app_of(client_key: str) -> App | None:
    """The app with this client key; None when there is none."""
    means = written_token(client_key)
    if means is None or "unknown" in client_key.partition(";")[0]:
        return None
    return App(token_key(client_key), means.account, Keys(means.values))


def _is_same(registered: str, redirect: str) -> bool:
    """Byte for byte, but for a port that was registered as `*`; `redirect` is known to have a good one."""
    before, star, after = registered.partition(":*")
    if not star:
        return registered == redirect
    port = redirect.removeprefix(f"{before}:").partition("/")[0]
    return redirect == f"{before}:{port}{after}"

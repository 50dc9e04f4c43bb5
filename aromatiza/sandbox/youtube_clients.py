"""The OAuth clients of Google that the sandbox knows: any text is one, and its id says what it is.

The id is written as a token is, `NAME[@CHANNEL][;KEY=VALUE,...]`, and all that a token understands
(`youtube_tokens`) passes on to the tokens that the client is given. These are the client's own:

| key | does |
|---|---|
| `secret=TEXT` | its secret; without or with another one: `invalid_client` (401) |
| `kind=web` | a web application: needs `redirect=`, and `access_type=offline` for a refresh token |
| `redirect=URL,URL` | the addresses of a web application; a desktop client is led to this machine only |
| `owner=EMAIL` | the Google account that consents; without it, one owns every channel |
| `grants=SCOPE,...` | what the person grants at most; without it, what was ticked on the page |
| `code_life=SECONDS` | how long a code lives; without it 600, for Google does not say |
| `lasts=SECONDS` | how long an access token lives; without it 3600 |
| `refresh_lasts=SECONDS` | a time-based grant: the refresh token dies then, and answers say so |
| `testing=yes` | an app in testing: the refresh token dies 7 days after the consent, and nobody says so |
| `authorize_error=CODE` | the page refuses so (`admin_policy_enforced`, `org_internal`, ...) |
| `token_error=STATUS/CODE[/TIMES]` | the token endpoint refuses so |
| `grant_error=CODE[/SUBTYPE]` | so is a code or a refresh token refused (`invalid_grant/invalid_rapt`) |

A client whose name contains `expired` is deleted. Its project, as Google's ids have it, is what stands
before the first `-`, unless `project=` names another.
Source: https://developers.google.com/identity/protocols/oauth2 (with its pages `native-app` and
`web-server`) and https://support.google.com/cloud/answer/15549945, both read 2026-10 in transcriptions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from aromatiza.sandbox.world import Token
from aromatiza.sandbox.youtube_tokens import first_in, number_in, written_token

__all__ = ["Client", "client_with"]

OWN_KEYS = frozenset(
    {
        "secret", "kind", "redirect", "owner", "grants", "code_life", "lasts", "refresh_lasts", "testing",
        "authorize_error", "token_error", "grant_error", "scope",
    }
)  # fmt: skip
LOOPBACK = ("127.0.0.1", "::1", "localhost")
DEFAULT_OWNER = "studio@example.com"


@dataclass(frozen=True, slots=True)
class Client:
    """An app that asks for tokens: its name, and all that the text of its id says."""

    name: str
    told: Token

    @property
    def is_web(self) -> bool:
        """Whether it is a web application, not one on somebody's desktop."""
        return self.first("kind") == "web"

    @property
    def project(self) -> str:
        """The Google Cloud project that it belongs to."""
        return self.first("project") or self.name.partition("-")[0]

    @property
    def owner(self) -> str:
        """The Google account that consents, when the page does not say."""
        return self.first("owner") or DEFAULT_OWNER

    def first(self, key: str) -> str:
        """The first value that its id gives for a key; "" when it gives none."""
        return first_in(self.told, key)

    def number(self, key: str, otherwise: int) -> int:
        """The number that its id gives for a key."""
        number = number_in(self.told, key)
        return otherwise if number is None else number

    def granted(self, ticked: Sequence[str]) -> tuple[str, ...]:
        """What a person grants of what was ticked."""
        limit = self.told.named("grants") or tuple(ticked)
        return tuple(scope for scope in ticked if scope in limit)

    def inherited(self) -> dict[str, list[str]]:
        """What the tokens say that the client is given."""
        passed = {key: list(named) for key, named in self.told.values.items() if key not in OWN_KEYS}
        return {**passed, "project": [self.project]}

    def leads_to(self, address: str) -> bool:
        """Whether a person may be led back to this address."""
        if self.is_web:
            return address in self.told.named("redirect")
        try:
            parts = urlsplit(address)
            port = parts.port
        except ValueError:  # such as half an IPv6 address
            return False
        # What would break out of the Location header is no address either.
        is_plain = address.isascii() and address.isprintable() and " " not in address and not parts.fragment
        return is_plain and parts.scheme == "http" and parts.hostname in LOOPBACK and port != 0


def client_with(text: str) -> Client | None:
    """The client of that id; None for no id, and for one that was deleted."""
    told = written_token(text)
    if told is None or told.is_expired:
        return None
    return Client(text.partition(";")[0].partition("@")[0], told)

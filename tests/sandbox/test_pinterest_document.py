"""What the simulated Pinterest answers is what Pinterest's own document describes, and so are its scopes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import parse_qsl

import pytest

from tests.sandbox.pinterest_client import MAISON, SENTEURS, Answer, PinterestClient
from tests.sandbox.test_pinterest_pins import ENDPOINTS
from tests.specs.checked import document
from tests.specs.documents import SOURCES
from tests.specs.exchange import Answer as Heard
from tests.specs.exchange import Exchange
from tests.specs.schema import Schemas, Side, formats
from tests.specs.verdict import Verdict

pytestmark = pytest.mark.skipif(not SOURCES["pinterest"].path.exists(), reason=SOURCES["pinterest"].missing)


COMPONENTS = "#/components/schemas/"


class RecordedClient(PinterestClient):
    """Remembers everything that was said."""

    def __init__(self, folder: Path) -> None:
        self.said: list[Exchange] = []
        super().__init__(folder)

    def send(
        self, method: str, target: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """One request, and its answer, remembered."""
        answer = super().send(method, target, body, headers)
        address, _, query = target.partition("?")
        host, _, path = address.removeprefix("/").partition("/")
        small = {name.lower(): value for name, value in (headers or {}).items()}
        heard = Heard(answer.status, answer.headers, answer.body)
        self.said.append(
            Exchange(method, host, f"/{path}", tuple(parse_qsl(query)), small, body or b"", heard)
        )
        return answer

    def verdicts(self) -> list[Verdict]:
        """What the document says of all that was said to the API."""
        against = document("pinterest")
        return [verdict for one in self.said if (verdict := against.verdict(one)) is not None]


@pytest.fixture
def client(tmp_path: Path) -> Iterator[RecordedClient]:
    with RecordedClient(tmp_path) as one:
        yield one


def findings(client: RecordedClient, *, requests: bool) -> list[str]:
    """What is wrong, with the call that it is wrong with."""
    return [
        f"{verdict.operation}: {one}"
        for verdict in client.verdicts()
        for one in (*(verdict.answer or ()), *((verdict.request or ()) if requests else ()))
    ]


def test_what_is_made_read_and_deleted_is_as_the_document_has_it(client: RecordedClient) -> None:
    board = client.ask("POST", "/boards", {"name": "Bougies"}).value["id"]
    section = client.ask("POST", f"/boards/{board}/sections", {"name": "Lin"}).value["id"]
    source = {"source_type": "video_id", "media_id": client.ready(), "cover_image_key_frame_time": 1}
    video = client.made(board_id=board, board_section_id=section, media_source=source, title="Brume")
    client.skip(10)
    for path in (f"/pins/{video}", f"/boards/{board}/sections/{section}/pins", "/media", "/user_account"):
        client.get(path)
    client.get("/boards", "t;secret_board=A;group_board=B;ads_board=C", page_size=3)
    client.get("/search/pins", query="brume")
    client.ask("PATCH", f"/pins/{video}", {"title": "Lin"}, token="t;app=beta")
    client.ask("DELETE", f"/pins/{video}")

    assert findings(client, requests=True) == []
    assert len({verdict.operation for verdict in client.verdicts()}) == 12


def test_tokens_are_as_the_document_has_them(client: RecordedClient) -> None:
    """The schemas that `oauth/token` chooses by `response_type`; 5.28 has all of it in one."""
    by_code = client.tokens()
    by_refresh = client.refresh(by_code["refresh_token"]).value
    for_app = client.basic("token", {"grant_type": "client_credentials", "scope": "pins:read"}).value
    named = SOURCES["pinterest"].read()["components"]["schemas"]
    schemas = Schemas(named, lambda ref: ref.removeprefix(COMPONENTS), Side.ANSWER, formats())
    kinds = {"Code": by_code, "Refresh": by_refresh, "ClientCredentials": for_app}

    found = {
        kind: schemas.findings({"$ref": f"{COMPONENTS}OauthAccessTokenResponse{kind}"}, value)
        for kind, value in kinds.items()
    }

    assert found == {"Code": [], "Refresh": [], "ClientCredentials": []}


def test_a_revocation_is_as_the_document_has_it(client: RecordedClient) -> None:
    client.basic("token/revoke", {"token": "t;kind=system", "token_type_hint": "access_token"})
    client.basic("token/revoke", {"token": "t"})

    assert findings(client, requests=False) == []
    assert len(client.verdicts()) == 2


def test_refusals_are_as_the_document_has_them(client: RecordedClient) -> None:
    for token in ("expired", "t;error=503/503", "t;scope=ads:read", "t;reads=0;writes=0"):
        for method, path, _ in ENDPOINTS:
            client.ask(method, path, {}, token=token)
    client.refresh("expired")
    client.exchange("0")
    client.basic("token/revoke", {"token": "t"})
    client.ask("POST", f"/boards/{SENTEURS}/sections", {"name": ""})
    client.ask("POST", f"/boards/{SENTEURS}/sections", {"name": "A"}, token="t@42;busy=1")
    client.get(f"/boards/{MAISON}/sections/7/pins")

    assert findings(client, requests=False) == []


@pytest.mark.parametrize(
    ("method", "path", "scopes"), ENDPOINTS, ids=[" ".join(row[:2]) for row in ENDPOINTS]
)
def test_an_endpoint_wants_the_scopes_of_the_document(
    client: RecordedClient, method: str, path: str, scopes: str
) -> None:
    client.ask(method, path)

    (verdict,) = client.verdicts()
    assert verdict.scopes == (frozenset(scopes.split(",")),)

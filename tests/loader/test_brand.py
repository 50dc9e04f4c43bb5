"""`content/brand.yaml` becomes a brand, or problems."""

from datetime import timedelta
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

import pytest

from aromatiza.core.lints import LINTS
from aromatiza.core.post import AccountName, Guards, Json, Lints
from aromatiza.loader.content import load_brand
from aromatiza.loader.schema import schemas
from tests.loader.builders import BRAND, brand

HEAD = "timezone: Europe/Paris\nlocale: fr\n"
ACCOUNTS = 'accounts: {x: {platform: x, id: "1"}}\n'


def test_everything_that_the_brand_says_is_kept() -> None:
    media = "media: {hosts: [cdn.example.com], max_mb: 50, video: {seconds: [8, 15], aspect: '9:16'}}\n"
    guards = "guards: {late_after: 90m, max_per_run: 3}\n"
    found, problems = load_brand(f"{BRAND}{media}{guards}".encode(), "content/brand.yaml")
    assert problems == ()
    assert found is not None
    assert found.timezone == ZoneInfo("Europe/Paris")
    assert found.locale == "fr"
    assert found.media_hosts == ("cdn.example.com",)
    assert found.media_max_mb == 50
    assert found.default_accounts == ("instagram",)
    assert found.default_hashtags == ("maison",)
    assert found.guards == Guards(timedelta(minutes=90), 3)
    shop = found.accounts[AccountName("insta-shop")]
    assert (shop.platform, shop.remote_id, shop.settings) == ("instagram", "17841400000000001", {})
    assert found.accounts[AccountName("tiktok")].settings == {"mode": "inbox"}


def test_what_the_brand_leaves_out_has_a_safe_default() -> None:
    found = brand()
    assert found.media_hosts == ("res.cloudinary.com",)
    assert found.guards == Guards(timedelta(hours=24), 20)


@pytest.mark.parametrize(
    ("text", "code", "key", "line", "column"),
    [
        ("", "empty-file", "", 1, 1),
        ("timezone: [\n", "yaml-syntax", "", 1, 11),
        (f"locale: fr\n{ACCOUNTS}", "missing-key", "timezone", 1, 1),
        (f"timezone: Europe/Pari\nlocale: fr\n{ACCOUNTS}", "unknown-timezone", "timezone", 1, 11),
        (f"timezone: Europe\nlocale: fr\n{ACCOUNTS}", "unknown-timezone", "timezone", 1, 11),
        (f"timezone: ../../etc/passwd\nlocale: fr\n{ACCOUNTS}", "unknown-timezone", "timezone", 1, 11),
        (f"timezone: Europe/Paris\nlocale: de\n{ACCOUNTS}", "not-allowed", "locale", 2, 9),
        (f"{HEAD}accounts: {{}}\n", "empty", "accounts", 3, 1),
        (f'{HEAD}accounts: {{default: {{platform: x, id: "1"}}}}\n', "bad-name", "accounts.default", 3, 12),
        (f'{HEAD}accounts: {{X: {{platform: x, id: "1"}}}}\n', "bad-name", "accounts.X", 3, 12),
        (f"{HEAD}accounts: {{x: {{platform: x}}}}\n", "missing-key", "accounts.x.id", 3, 12),
        (f"{HEAD}accounts: {{x: {{platform: x, id: }}}}\n", "wrong-type", "accounts.x.id", 3, 29),
        (
            f'{HEAD}accounts: {{a: {{platform: tiktoc, id: "1"}}}}\n',
            "unknown-platform",
            "accounts.a.platform",
            3,
            26,
        ),
        (f'{HEAD}accounts: {{tiktok: {{platform: x, id: "1"}}}}\n', "account-name", "accounts.tiktok", 3, 12),
        (
            f'{HEAD}accounts: {{x: {{platform: x, id: "1"}}, x-fr: {{platform: x, id: "1"}}}}\n',
            "shared-account-id",
            "accounts.x-fr.id",
            3,
            63,
        ),
        (
            f'{HEAD}accounts: {{x: {{platform: x, id: "1", mode: a}}}}\n',
            "unknown-key",
            "accounts.x.mode",
            3,
            38,
        ),
        (
            f'{HEAD}accounts: {{p: {{platform: pinterest, id: "1", board: [2]}}}}\n',
            "wrong-type",
            "accounts.p.board",
            3,
            46,
        ),
        (f"{HEAD}{ACCOUNTS}defaults: {{platforms: [y]}}\n", "unknown-account", "defaults.platforms.0", 4, 24),
        (f"{HEAD}{ACCOUNTS}defaults: {{hashtags: [a b]}}\n", "not-a-hashtag", "defaults.hashtags.0", 4, 23),
        (f"{HEAD}{ACCOUNTS}guards: {{late_after: 24}}\n", "wrong-form", "guards.late_after", 4, 22),
        (f"{HEAD}{ACCOUNTS}guards: {{late_after: soon}}\n", "wrong-form", "guards.late_after", 4, 22),
        (f"{HEAD}{ACCOUNTS}guards: {{max_per_run: 0}}\n", "out-of-range", "guards.max_per_run", 4, 23),
        (f"{HEAD}{ACCOUNTS}media: {{hosts: ['https://a.b']}}\n", "wrong-form", "media.hosts.0", 4, 17),
        (f"{HEAD}{ACCOUNTS}lints: {{typografy: off}}\n", "unknown-key", "lints.typografy", 4, 9),
        (f"{HEAD}{ACCOUNTS}lints: {{typography: loud}}\n", "not-allowed", "lints.typography", 4, 21),
        (f"{HEAD}{ACCOUNTS}lints: {{banned_words: miracle}}\n", "wrong-type", "lints.banned_words", 4, 23),
        (f"{HEAD}{ACCOUNTS}lints: {{banned_words: [' ']}}\n", "wrong-form", "lints.banned_words.0", 4, 24),
    ],
)
def test_one_fault_is_one_problem_and_no_brand(
    text: str, code: str, key: str, line: int, column: int
) -> None:
    found, (problem,) = load_brand(text.encode(), "content/brand.yaml")
    assert found is None
    assert (problem.code, problem.key, problem.line, problem.column) == (code, key, line, column)


def test_the_lints_that_the_brand_switches_are_kept_and_off_is_no_truth_value() -> None:
    lints = "lints: {placeholder: warning, typography: off, banned_words: [miracle, 100 % naturel]}\n"
    found, problems = load_brand(f"{BRAND}{lints}".encode(), "content/brand.yaml")

    assert problems == ()
    assert found is not None
    assert found.lints == Lints({"placeholder": "warning", "typography": "off"}, ("miracle", "100 % naturel"))
    assert brand().lints == Lints()


def test_the_schema_has_every_lint_with_its_own_level_as_the_default() -> None:
    lints = cast("dict[str, dict[str, dict[str, Json]]]", schemas()["brand"]["properties"])["lints"]
    properties = cast("dict[str, dict[str, Json]]", lints["properties"])
    defaults = {name: value["default"] for name, value in properties.items()}

    assert defaults == {**{lint.name: str(lint.level) for lint in LINTS}, "banned_words": []}


def test_an_id_needs_no_quotes() -> None:
    text = f"{HEAD}accounts: {{instagram: {{platform: instagram, id: 0170}}, x: {{platform: x, id: 17}}}}\n"
    found, problems = load_brand(text.encode(), "content/brand.yaml")
    assert problems == ()
    assert found is not None
    assert [account.remote_id for account in found.accounts.values()] == ["0170", "17"]


def test_a_setting_that_is_a_text_is_what_was_written() -> None:
    text = f'{HEAD}accounts: {{p: {{platform: pinterest, id: "1", board: 2}}}}\n'
    found, problems = load_brand(text.encode(), "content/brand.yaml")
    assert problems == ()
    assert found is not None
    assert found.accounts[AccountName("p")].settings == {"board": "2"}


def test_an_account_under_two_names_is_told_the_other_name() -> None:
    text = f'{HEAD}accounts: {{x: {{platform: x, id: "1"}}, x-fr: {{platform: x, id: "1"}}}}\n'
    _, (problem,) = load_brand(text.encode(), "content/brand.yaml")
    assert problem.message.text("en").startswith("x-fr is the same account as x:")
    assert problem.message.text("fr").startswith("x-fr est le même compte que x :")


def test_the_same_id_on_two_networks_is_two_accounts() -> None:
    text = f'{HEAD}accounts: {{x: {{platform: x, id: "1"}}, instagram: {{platform: instagram, id: "1"}}}}\n'
    _, problems = load_brand(text.encode(), "content/brand.yaml")
    assert problems == ()


def test_a_wrong_time_zone_gets_the_most_similar_one() -> None:
    _, (problem,) = load_brand(
        f"timezone: Europe/Pari\nlocale: fr\n{ACCOUNTS}".encode(), "content/brand.yaml"
    )
    assert problem.fix.text("fr") == "écrivez par exemple : timezone: Europe/Paris"


def test_this_repository_s_brand_has_the_six_accounts() -> None:
    content = (Path(__file__).parents[2] / "content/brand.yaml").read_bytes()
    found, problems = load_brand(content, "content/brand.yaml")
    assert problems == ()
    assert found is not None
    assert set(found.accounts) == {"tiktok", "facebook", "instagram", "pinterest", "youtube", "x"}

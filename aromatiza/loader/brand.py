"""`content/brand.yaml`: its text in, the brand or problems out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, tzinfo
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from aromatiza.core.messages import Locale, msg
from aromatiza.core.post import Account, AccountName, Brand, Guards, Json, Lints, VideoRule
from aromatiza.core.problems import Problem
from aromatiza.loader.faults import accepted_or_similar, shown
from aromatiza.loader.hashtags import hashtags_of
from aromatiza.loader.lenient import items_of, mapping_of, text_of, texts_of
from aromatiza.loader.report import Path, Report
from aromatiza.loader.schema import check, platform_names
from aromatiza.loader.times import span_of
from aromatiza.loader.yamltree import Tree, read_yaml

__all__ = ["load_brand"]


def load_brand(content: bytes, path: str) -> tuple[Brand | None, tuple[Problem, ...]]:
    """Read the brand's file; there is a brand when, and only when, there is no problem."""
    tree, problems = read_yaml(content, path)
    if tree is None:
        return None, problems
    report = Report(path)
    check(tree.value, (), "brand", tree, report)
    brand = _brand(mapping_of(tree.value), tree, report)
    problems = (*problems, *report.problems())
    return (None, problems) if problems else (brand, ())


def _brand(value: dict[str, Json], tree: Tree, report: Report) -> Brand:
    """The brand as far as it can be read; what the schema cannot say is reported."""
    media, defaults, guards = (mapping_of(value.get(key)) for key in ("media", "defaults", "guards"))
    names = tuple(map(AccountName, mapping_of(value.get("accounts"))))
    locale: Locale = "fr" if value.get("locale") == "fr" else "en"
    zone = _timezone(value.get("timezone"), tree, report)
    accounts = {name: _account(name, tree, report) for name in names}
    _refuse_twins(accounts.values(), tree, report)
    _refuse_shared_secrets(names, tree, report)
    brand = Brand(zone, locale, accounts)
    max_mb = media.get("max_mb")
    return replace(
        brand,
        media_hosts=texts_of(media.get("hosts")) or brand.media_hosts,
        media_max_mb=max_mb if isinstance(max_mb, int) else brand.media_max_mb,
        video=_video_rule(mapping_of(media.get("video")), tree, report),
        lints=_lints(mapping_of(value.get("lints"))),
        default_accounts=_default_accounts(defaults, names, tree, report),
        default_hashtags=hashtags_of(defaults.get("hashtags"), ("defaults", "hashtags"), tree, report),
        guards=_guards(guards),
    )


def _timezone(value: Json, tree: Tree, report: Report) -> tzinfo:
    name = text_of(value)
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of zones is an OSError
        path: Path = ("timezone",)
        similar = get_close_matches(name[:60], available_timezones(), n=1) or ["Europe/Paris"]
        fix = msg("content.write", name="timezone", example=similar[0])
        report.add(
            "unknown-timezone", tree.place(path), path, msg("content.timezone", found=shown(name)), fix
        )
        return UTC


def _account(name: AccountName, tree: Tree, report: Report) -> Account:
    path: Path = ("accounts", name)
    value = mapping_of(mapping_of(mapping_of(tree.value)["accounts"])[name])
    platform = text_of(value.get("platform"))
    settings = {key: setting for key, setting in value.items() if key not in {"platform", "id"}}
    known = platform_names()
    if platform in known:
        check(settings, path, f"platforms/{platform}", tree, report)
        if name in known and name != platform:
            message = msg("content.account_name", name=name, platform=platform)
            fix = msg("content.account_name.fix", suggestion=f"{platform}-{name}")
            report.add("account-name", tree.keys[path], path, message, fix)
    elif platform:
        where: Path = (*path, "platform")
        message = msg("content.unknown_platform", found=shown(platform))
        report.add(
            "unknown-platform", tree.place(where), where, message, accepted_or_similar(platform, known)
        )
    return Account(name, platform, text_of(value.get("id")), settings)


def _refuse_twins(accounts: Iterable[Account], tree: Tree, report: Report) -> None:
    """Two names for one account of a network would send it every post twice."""
    first: dict[tuple[str, str], AccountName] = {}
    for account in accounts:
        other = first.setdefault((account.platform, account.remote_id), account.name)
        if other != account.name and account.remote_id:
            where: Path = ("accounts", account.name, "id")
            message = msg("content.shared_account", name=account.name, other=other)
            fix = msg("content.shared_account.fix")
            report.add("shared-account-id", tree.place(where), where, message, fix)


def _refuse_shared_secrets(names: Iterable[AccountName], tree: Tree, report: Report) -> None:
    """Two names that differ in hyphens only would be given the same token, from the same variable."""
    first: dict[str, AccountName] = {}
    for name in names:
        other = first.setdefault(name.replace("-", "_"), name)
        if other != name:
            where: Path = ("accounts", name)
            message = msg("content.shared_secret", name=name, other=other)
            report.add(
                "shared-token-name", tree.keys[where], where, message, msg("content.shared_secret.fix")
            )


def _default_accounts(
    defaults: dict[str, Json], accounts: tuple[AccountName, ...], tree: Tree, report: Report
) -> tuple[AccountName, ...]:
    for index, name in enumerate(items_of(defaults.get("platforms"))):
        if isinstance(name, str) and name not in accounts:
            path: Path = ("defaults", "platforms", index)
            message = msg("content.unknown_account", found=shown(name))
            report.add(
                "unknown-account", tree.place(path), path, message, accepted_or_similar(name, accounts)
            )
    return tuple(AccountName(name) for name in texts_of(defaults.get("platforms")))


def _video_rule(value: dict[str, Json], tree: Tree, report: Report) -> VideoRule:
    """The brand's rule for videos; a shortest duration above the longest one is reported."""
    usual = VideoRule()
    seconds = [float(item) for item in items_of(value.get("seconds")) if isinstance(item, int | float)]
    low, high = seconds if len(seconds) == 2 else usual.seconds
    if low > high:
        path: Path = ("media", "video", "seconds")
        message = msg("content.seconds_order", low=low, high=high)
        fix = msg("content.write", name="seconds", example=f"[{high:g}, {low:g}]")
        report.add("out-of-range", tree.place(path), path, message, fix)
    return VideoRule(
        texts_of(value.get("formats")) or usual.formats,
        (low, high),
        text_of(value.get("aspect")) or usual.aspect,
    )


def _lints(value: dict[str, Json]) -> Lints:
    """The levels that the brand sets, by the lints' names as they are in the file."""
    levels = {name: text_of(level) for name, level in value.items() if isinstance(level, str)}
    return Lints(levels, texts_of(value.get("banned_words")))


def _guards(value: dict[str, Json]) -> Guards:
    late_after, max_per_run = span_of(text_of(value.get("late_after"))), value.get("max_per_run")
    usual = Guards()
    return Guards(
        late_after=usual.late_after if late_after is None else late_after,
        max_per_run=max_per_run if isinstance(max_per_run, int) else usual.max_per_run,
    )

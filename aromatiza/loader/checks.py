"""What can only be said of posts together, or with the rules of their networks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform
from aromatiza.core.post import Account, Brand, Post, PostId
from aromatiza.core.problems import Problem, Severity
from aromatiza.core.rendition import rendition_of
from aromatiza.core.rules import Finding, findings
from aromatiza.loader.posts import LoadedPost
from aromatiza.loader.report import Place

__all__ = ["check_posts"]


def check_posts(
    posts: Sequence[LoadedPost], brand: Brand | None, platforms: Mapping[str, Platform]
) -> tuple[Problem, ...]:
    """Ids that two files share, and what the rules of each account's platform find in its rendition."""
    problems = [*_shared_ids(posts)]
    if brand is not None:
        for loaded in posts:
            if loaded.post is not None:
                problems += _broken_rules(loaded, loaded.post, brand, platforms)
    return tuple(problems)


def _shared_ids(posts: Sequence[LoadedPost]) -> Iterator[Problem]:
    first: dict[PostId, str] = {}
    for loaded in posts:
        post = loaded.post
        if post is None or first.setdefault(post.id, post.path) == post.path:
            continue
        line, column = _place("id", loaded.places)
        message = msg("content.shared_id", id=post.id, other=first[post.id])
        fix = msg("content.shared_id.fix")
        yield Problem("duplicate-id", Severity.ERROR, post.path, line, column, "id", message, fix)


def _broken_rules(
    loaded: LoadedPost, post: Post, brand: Brand, platforms: Mapping[str, Platform]
) -> Iterator[Problem]:
    wrong = {problem.key for problem in loaded.problems}
    for name in brand.accounts_of(post):
        account = brand.accounts[name]
        for finding in findings(platforms[account.platform].rules, rendition_of(post, account, brand)):
            key = _key(finding, account, loaded.places)
            if not wrong.intersection(_around(key)):
                yield _problem(finding, key, account, post, loaded.places)


def _problem(
    finding: Finding, key: str, account: Account, post: Post, places: Mapping[str, Place]
) -> Problem:
    line, column = _place(key, places)
    message = msg("content.for_account", account=account.name, finding=finding.message)
    return Problem(
        finding.code, Severity.ERROR, post.path, line, column, key, message, finding.fix, finding.source
    )


def _key(finding: Finding, account: Account, places: Mapping[str, Place]) -> str:
    """The key of a finding in this post: the account's own one, if what was found stands there."""
    own = f"platforms.{account.name}"
    key = finding.key.replace("platforms.*", own, 1)
    candidates = (own,) if key == "platforms" else (f"{own}.{key}",)
    return next((candidate for candidate in candidates if candidate in places), key)


def _place(key: str, places: Mapping[str, Place]) -> Place:
    """Where a key stands, or the nearest thing around it."""
    return next((places[around] for around in _around(key) if around in places), (1, 1))


def _around(key: str) -> Iterator[str]:
    """A key, then the keys around it from the inside out."""
    while key:
        yield key
        key = key.rpartition(".")[0]

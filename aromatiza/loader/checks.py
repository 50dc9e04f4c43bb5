"""What can only be said of posts together, with the rules of their networks, or of their files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from aromatiza.core.cloudinary import Remedy, transformed
from aromatiza.core.lints import found_between, found_in, level_of
from aromatiza.core.media_facts import MediaFacts, Trouble
from aromatiza.core.messages import msg
from aromatiza.core.platform import Platform
from aromatiza.core.post import Account, Brand, Post, PostId
from aromatiza.core.problems import Problem, Severity
from aromatiza.core.rendition import rendition_of
from aromatiza.core.rules import Finding, Subject, findings
from aromatiza.core.rules.house import house_rules
from aromatiza.loader.posts import LoadedPost
from aromatiza.loader.report import Place
from aromatiza.loader.yamltree import read_yaml
from aromatiza.text.placed import LINK

__all__ = ["check_links", "check_media", "check_posts", "stale_facts"]


def check_posts(
    posts: Sequence[LoadedPost], brand: Brand | None, platforms: Mapping[str, Platform]
) -> tuple[Problem, ...]:
    """Ids that two files share, what the rules of each account's platform find, and the lints."""
    problems = [*_shared_ids(posts)]
    if brand is None:
        return tuple(problems)
    labels = {name: platform.labels for name, platform in platforms.items()}
    by_path = {loaded.post.path: loaded for loaded in posts if loaded.post is not None}
    for loaded in by_path.values():
        post = _post_of(loaded)
        problems += _problems_of(loaded, _found_in_texts(post, brand, platforms))
        problems += _located(loaded, [*_missing_links(post), *found_in(post, brand, labels)])
    for post, finding in found_between([_post_of(loaded) for loaded in by_path.values()], brand):
        problems += _located(by_path[post.path], [finding])
    return tuple(problems)


def _missing_links(post: Post) -> Iterator[Finding]:
    """The captions that want to show a link that the post does not give."""
    for name, caption in post.captions.items():
        if LINK in caption and not post.link:
            message = msg("content.link_missing", placeholder=LINK)
            fix = msg("content.link_missing.fix", placeholder=LINK)
            yield Finding("link-missing", f"captions.{name}", message, fix, needle=LINK)


def check_media(
    posts: Iterable[LoadedPost],
    brand: Brand,
    platforms: Mapping[str, Platform],
    facts: Mapping[str, MediaFacts | Trouble],
) -> tuple[Problem, ...]:
    """What the measured files are, against the brand's own rule and those of each account's platform.

    `facts` has what is known of the files by their addresses; those that are not in it are not judged.
    """
    measured = {url: found for url, found in facts.items() if not isinstance(found, Trouble)}
    problems: list[Problem] = []
    for loaded in posts:
        if loaded.post is not None:
            wrong = {problem.key for problem in loaded.problems}
            troubles = [found for found in _troubles(loaded.post, facts) if found.key not in wrong]
            problems += _located(loaded, troubles)
            problems += _problems_of(loaded, _found_in_files(loaded.post, brand, platforms, measured))
    return tuple(problems)


def check_links(posts: Iterable[LoadedPost], brand: Brand, dead: Mapping[str, Trouble]) -> Iterator[Problem]:
    """The posts whose link leads nowhere, as bad as the brand finds that."""
    level = level_of("dead_link", brand)
    for loaded in posts:
        trouble = dead.get(_post_of(loaded).link)
        if trouble is not None and level is not None:
            finding = Finding(trouble.code, "link", trouble.message, trouble.fix, severity=level)
            yield from _located(loaded, [finding])


def stale_facts(
    brand: Brand, brand_file: bytes, path: str, platforms: Mapping[str, Platform], today: str
) -> Iterator[Problem]:
    """The facts to be read again, at the first account of each platform; `today` in ISO 8601."""
    tree, _ = read_yaml(brand_file, path)
    first = {account.platform: account for account in reversed(list(brand.accounts.values()))}
    for name, account in first.items():
        line, column = tree.keys.get(("accounts", account.name), (1, 1)) if tree else (1, 1)
        for fact in platforms[name].facts:
            if fact.is_stale(today):
                message = msg("content.stale", platform=name, fact=fact.name, day=fact.source.read_on)
                fix = msg("content.stale.fix", platform=name)
                key = f"accounts.{account.name}"
                yield Problem(
                    "stale-fact", Severity.WARNING, path, line, column, key, message, fix, fact.source.url
                )


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


Owned = tuple[Account | None, Finding]
"""A finding, and the account that it concerns; None when it concerns no one more than another."""


def _found_in_texts(post: Post, brand: Brand, platforms: Mapping[str, Platform]) -> Iterator[Owned]:
    """What each account's platform finds in its texts and options."""
    for account, subject in _subjects(post, brand, {}):
        rules = (rule for rule in platforms[account.platform].rules if not rule.needs_facts)
        yield from ((account, finding) for finding in findings(rules, subject))


def _found_in_files(
    post: Post, brand: Brand, platforms: Mapping[str, Platform], facts: Mapping[str, MediaFacts]
) -> Iterator[Owned]:
    """What the brand's own rule finds in the files, then what each account's platform does."""
    for number, (account, subject) in enumerate(_subjects(post, brand, facts)):
        if number == 0:  # the files are the same for all accounts
            yield from ((None, finding) for finding in findings(house_rules(brand), subject))
        rules = (rule for rule in platforms[account.platform].rules if rule.needs_facts)
        yield from ((account, finding) for finding in findings(rules, subject))


def _subjects(post: Post, brand: Brand, facts: Mapping[str, MediaFacts]) -> Iterator[tuple[Account, Subject]]:
    """What the rules of each account's platform judge."""
    for name in brand.accounts_of(post):
        account = brand.accounts[name]
        own = frozenset((post.platforms or {}).get(name) or {})
        yield account, Subject(rendition_of(post, account, brand), own, facts)


def _problems_of(loaded: LoadedPost, owned: Iterable[Owned]) -> Iterator[Problem]:
    """Findings as problems, but for keys that are wrong already; one address mends all that it can."""
    found = list(owned)
    remedies = _remedies(_post_of(loaded), [finding for _, finding in found])
    wrong = {problem.key for problem in loaded.problems}
    for account, finding in found:
        key = _key(finding, account, loaded.places)
        if not wrong.intersection(_around(key)):
            yield _problem(_mended(finding, remedies), key, account, loaded)


def _troubles(post: Post, facts: Mapping[str, MediaFacts | Trouble]) -> Iterator[Finding]:
    """The files that could not be measured."""
    for key, media in post.media_by_key.items():
        trouble = facts.get(media.url)
        if isinstance(trouble, Trouble):
            yield Finding(trouble.code, key, trouble.message, trouble.fix)


def _remedies(post: Post, found: Sequence[Finding]) -> Mapping[str, str]:
    """For each file's key, the address under which Cloudinary would mend all that it can."""
    wanted: dict[str, list[Remedy]] = {}
    for finding in found:
        wanted.setdefault(finding.key, []).extend(finding.remedies)
    files = post.media_by_key
    addresses = {key: transformed(files[key].url, found) for key, found in wanted.items() if key in files}
    return {key: address for key, address in addresses.items() if address}


def _mended(finding: Finding, addresses: Mapping[str, str]) -> Finding:
    """A finding whose fix can be pasted, if Cloudinary can do anything about it."""
    address = addresses.get(finding.key)
    if not finding.remedies or address is None:
        return finding
    line = f"{finding.key.rpartition('.')[2]}: {address}"
    return replace(finding, fix=msg("rule.paste", fix=finding.fix, url=line))


def _located(loaded: LoadedPost, found: Iterable[Finding]) -> Iterator[Problem]:
    """Problems that concern no account more than another."""
    for finding in found:
        yield _problem(finding, _key(finding, None, loaded.places), None, loaded)


def _problem(finding: Finding, key: str, account: Account | None, loaded: LoadedPost) -> Problem:
    line, column = _needle_place(finding.needle, _place(key, loaded.places), loaded.text)
    message, name = finding.message, ""
    if account is not None:
        name = account.name
        message = msg("content.for_account", account=name, finding=message)
    return Problem(
        code=finding.code,
        severity=finding.severity,
        file=_post_of(loaded).path,
        line=line,
        column=column,
        key=key,
        message=message,
        fix=finding.fix,
        source=finding.source,
        account=name,
    )


def _post_of(loaded: LoadedPost) -> Post:
    if loaded.post is None:
        raise ValueError("nothing could be made of the file")
    return loaded.post


def _key(finding: Finding, account: Account | None, places: Mapping[str, Place]) -> str:
    """The key of a finding in this post: the account's own one, if what was found stands there."""
    if account is None:
        return finding.key
    own = f"platforms.{account.name}"
    key = finding.key.replace("platforms.*", own, 1)
    owned = own if key == "platforms" else f"{own}.{key}"
    return owned if owned in places else key


def _place(key: str, places: Mapping[str, Place]) -> Place:
    """Where a key stands; where the nearest thing around it is, when it is missing."""
    return next((places[around] for around in (*_around(key), "") if around in places), (1, 1))


def _needle_place(needle: str, place: Place, text: str) -> Place:
    """Where the very text that is meant stands, from a value's beginning on; else that beginning."""
    if not needle:
        return place
    line, column = place
    lines = text.splitlines()
    for number in range(line - 1, len(lines)):
        at = lines[number].find(needle, column - 1 if number == line - 1 else 0)
        if at >= 0:
            return number + 1, at + 1
    return place


def _around(key: str) -> Iterator[str]:
    """A key, then the keys around it from the inside out."""
    while key:
        yield key
        key = key.rpartition(".")[0]

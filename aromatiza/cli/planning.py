"""Read what a plan follows from: the ledger, the posts that changed since the watermark, and open ones.

The cost follows what changed, not what exists.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aromatiza.cli.wiring import House
from aromatiza.core.delivery import DeliveryKey, Record
from aromatiza.core.errors import InvalidContent, Misconfigured
from aromatiza.core.messages import msg
from aromatiza.core.plan import Circumstances, Known, Plan, plan_of
from aromatiza.core.post import Brand, MediaKind, PostId
from aromatiza.core.problems import Problem, Severity
from aromatiza.core.schedule import Window
from aromatiza.git.repository import Change, ChangeKind
from aromatiza.loader.content import BRAND_PATH, PAUSE_PATH, POSTS_FOLDER, Content, is_post_path, read_content
from aromatiza.platforms import REGISTRY

__all__ = ["Intake", "baseline_of", "brand_of", "flawless", "intake", "known_of", "window_of"]


@dataclass(frozen=True, slots=True)
class Intake:
    """A plan with what it was made for; `watermark` is the one to write, None when it stays."""

    plan: Plan
    brand: Brand
    watermark: str | None


def brand_of(content: Content) -> Brand:
    """The brand, whatever the posts are like. Raises: InvalidContent, when the brand itself is wrong."""
    if content.brand is None:
        raise InvalidContent(msg("content.wrong", count=len(content.problems)), content.problems)
    return content.brand


def flawless(content: Content) -> Brand:
    """The brand of content without an error. Raises: InvalidContent, when there is one."""
    errors = tuple(problem for problem in content.problems if problem.severity is Severity.ERROR)
    if errors:
        raise InvalidContent(msg("content.wrong", count=len(errors)), errors)
    return brand_of(content)


def intake(house: House, now: datetime, *, allow_burst: bool = False) -> Intake:
    """Plan for the commit that is checked out.

    Raises: InvalidContent, when a post in question is wrong; Misconfigured, when there is no commit, no
    brand or no ledger.
    """
    git = house.repository
    head = git.head()
    if head is None:
        raise Misconfigured(msg("git.no_commit"))
    mark = house.ledger.watermark().commit
    open_records = house.ledger.open_records()
    house.reach(mark)
    follows = not mark or git.is_ancestor(mark, head)
    is_behind = not follows and git.is_ancestor(head, mark)
    changes = () if is_behind else _changes(house, mark, head)
    paths = {change.path for change in changes if change.kind is not ChangeKind.DELETED}
    if not is_behind:
        paths |= {record.path for record in open_records.values()}
    files = git.read(head, [BRAND_PATH, PAUSE_PATH, *sorted(paths)])
    content = read_content(files, REGISTRY)
    brand = flawless(content)
    posts = content.posts_by_id
    known = known_of(house, open_records, posts)
    _refuse_moved_ids(house, mark, changes, content, open_records)
    _refuse_shared_ids(house, head, files, posts, known)
    run = Circumstances(head, now, PAUSE_PATH in files, allow_burst, house.is_dead, follows, window_of)
    plan = plan_of(None if is_behind else posts, known, brand, run)
    return Intake(plan, brand, None if is_behind or head == mark else head)


def window_of(platform: str, kind: MediaKind) -> Window | None:
    """How far ahead a platform itself takes a post of that kind; None when it publishes at once only."""
    return REGISTRY[platform].windows.get(kind)


def known_of(house: House, open_records: Mapping[DeliveryKey, Record], posts: Iterable[PostId]) -> Known:
    """What the ledger knows of these posts, and of everything that is open."""
    ids = list(posts)
    return Known({**open_records, **house.ledger.final_records(ids)}, house.ledger.baseline(ids))


def baseline_of(house: House, head: str) -> frozenset[DeliveryKey]:
    """Every delivery that the posts of a commit ask for; drafts are still to come."""
    git = house.repository
    files = git.read(head, [BRAND_PATH, *filter(is_post_path, git.files(head, POSTS_FOLDER))])
    if BRAND_PATH not in files:
        return frozenset()
    content = read_content(files, REGISTRY)
    brand = flawless(content)
    posts = [post for post in content.posts_by_id.values() if not post.is_draft]
    return frozenset(DeliveryKey(post.id, name) for post in posts for name in brand.accounts_of(post))


def _changes(house: House, mark: str, head: str) -> tuple[Change, ...]:
    """The posts that changed since the watermark; all of them, when it is no longer in history."""
    git = house.repository
    if git.commit(mark) is not None and git.is_ancestor(mark, head):
        changes = git.changes(mark, head, POSTS_FOLDER)
    else:
        changes = tuple(Change(ChangeKind.ADDED, path, path) for path in git.files(head, POSTS_FOLDER))
    return tuple(change for change in changes if is_post_path(change.path))


def _refuse_shared_ids(
    house: House, head: str, files: Mapping[str, bytes], posts: Container[PostId], known: Known
) -> None:
    """Raise InvalidContent when a post has the id of a published one whose file is still there, unchanged."""
    homes = {record.path for record in known.records.values() if record.post in posts}
    others = house.repository.read(head, homes - files.keys())
    if others:
        flawless(read_content({**files, **others}, REGISTRY))


def _refuse_moved_ids(
    house: House,
    mark: str,
    changes: Iterable[Change],
    content: Content,
    known: Mapping[DeliveryKey, Record],
) -> None:
    """Raise InvalidContent when a file's move silently changed the id of a post that the ledger knows.

    An id that is written in the file is nobody's accident.
    """
    moves = {change.path: change.old_path for change in changes if change.kind is ChangeKind.RENAMED}
    if not moves:
        return
    files = house.repository.read(mark, [BRAND_PATH, *moves.values()])
    before = read_content(files, REGISTRY).posts_by_id if BRAND_PATH in files else {}
    old_ids = {post.path: post.id for post in before.values()}
    problems: list[Problem] = []
    for loaded in content.posts:
        post = loaded.post
        if post is None or "id" in loaded.places:
            continue
        old_id = old_ids.get(moves.get(post.path, ""), post.id)
        if old_id == post.id:
            continue
        if any(key.post == old_id for key in known) or house.ledger.final_records([old_id]):
            message = msg("content.moved_id", old=old_id, new=post.id)
            fix = msg("content.moved_id.fix", old=old_id, new=post.id)
            problems.append(Problem("moved-id", Severity.ERROR, post.path, 1, 1, "id", message, fix))
    if problems:
        raise InvalidContent(msg("content.wrong", count=len(problems)), tuple(problems))

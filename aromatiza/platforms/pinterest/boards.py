"""The board and the section that a post names: by id, or by a name that exactly one of them has."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from aromatiza.core.answers import Answer, Reply, Tree
from aromatiza.core.calls import Call, Request, Role, Send
from aromatiza.core.errors import InvalidContent
from aromatiza.core.messages import Message, msg
from aromatiza.core.rendition import Rendition
from aromatiza.platforms.pinterest.api import API, all_pages, ids_of, page_query

__all__ = ["find_board", "find_section", "matching"]


def matching(is_match: Callable[[Tree], bool], reply: Reply) -> Answer:
    """Of one page: the ids that match, all names if none does, and the next page's bookmark or ""."""
    page = reply.json()
    items = page.items("items")
    ids = [item.required("id") for item in items if is_match(item)]
    names = [] if ids else [item.text("name") for item in items]
    return Answer({"ids": " ".join(ids), "names": ", ".join(names), "bookmark": page.text("bookmark")})


def list_boards(name: str, bookmark: str, page: int) -> Call:
    """Read one page of boards; kept, so that a lost Pin is looked for on the board where it was put."""
    request = Request("GET", f"{API}/boards", page_query(bookmark))
    read = partial(matching, lambda board: board.text("name") == name)
    return Call(f"boards listed, page {page}", Role.PREPARE, request, read)


def list_sections(board: str, name: str, bookmark: str, page: int) -> Call:
    """Read one page of a board's sections; kept, for the same reason."""
    request = Request("GET", f"{API}/boards/{board}/sections", page_query(bookmark))
    read = partial(matching, lambda section: section.text("name") == name)
    return Call(f"sections listed, page {page}", Role.PREPARE, request, read)


async def find_board(rendition: Rendition, send: Send) -> str:
    """The id of the board that the post names, by id or by name.

    Raises: InvalidContent, when there is no such board or several; it says which there are.
    """
    board = rendition.text_option("board")
    if board.isdigit():
        return board
    pages = await all_pages(partial(list_boards, board), send)
    return _only(pages, msg("pinterest.board"), board)


async def find_section(rendition: Rendition, board: str, send: Send) -> str:
    """The id of the section that the post names on that board, by id or by name; "" when it names none.

    Raises: InvalidContent, as `find_board` does.
    """
    section = rendition.text_option("section")
    if not section or section.isdigit():
        return section
    pages = await all_pages(partial(list_sections, board, section), send)
    return _only(pages, msg("pinterest.section"), section)


def _only(pages: tuple[Answer, ...], kind: Message, name: str) -> str:
    ids = ids_of(pages)
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise InvalidContent(msg("pinterest.several", kind=kind, name=name, ids=", ".join(ids)))
    names = ", ".join(page.text("names") for page in pages if page.text("names"))
    raise InvalidContent(msg("pinterest.none", kind=kind, name=name, names=names or msg("pinterest.nothing")))

"""The times that people write, as instants."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, tzinfo

from aromatiza.core.messages import Message, msg

__all__ = ["instant_of", "span_of"]

SPANS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}


def instant_of(text: str, zone: tzinfo) -> datetime | tuple[Message, Message]:
    """The instant, in UTC, of a text of the form that the schema demands; or what is wrong, and the fix.

    Without an offset the text is a time on the clocks of `zone`. A time that they show twice, when summer
    ends, is the first of the two; one that they skip, when summer begins, is wrong.
    """
    try:
        written = datetime.fromisoformat(text[:10] + "T" + text[11:].replace(" ", ""))
        if written.tzinfo is not None:
            return written.astimezone(UTC)
        instant = written.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return msg("content.no_such_time", found=text), msg("content.no_such_time.fix")
    shown = instant.astimezone(zone).replace(tzinfo=None)
    if shown == written:
        return instant
    fix = msg("content.write", name="publish_at", example=shown.isoformat(" ", "minutes"))
    return msg("content.skipped_time", found=text, zone=str(zone)), fix


def span_of(text: str) -> timedelta | None:
    """The duration that `90m`, `24h` or `2d` names; None for another text."""
    number, unit = text[:-1], text[-1:]
    return int(number) * SPANS[unit] if unit in SPANS and number.isdecimal() and len(number) <= 5 else None

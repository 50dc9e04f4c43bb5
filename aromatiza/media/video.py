"""The facts of a video, from its index alone: a few reads of 16 KiB, whatever the size of the file.

Nothing is decoded. Whatever the bytes are, the answer is facts or a `Trouble`, after at most
`unreadable.LIMIT_BYTES` of reading.
"""

from __future__ import annotations

from dataclasses import dataclass

from aromatiza.core.media_facts import Trouble, VideoFacts
from aromatiza.core.messages import msg
from aromatiza.media.boxes import Blocks, Box, all_in, box_at, children, fields, first_in
from aromatiza.media.codecs import Picture, Sound, picture_of, sound_of
from aromatiza.media.fragments import Fragments, declared_length_s, read_fragments
from aromatiza.media.samples import Samples, end_of_samples, read_samples, together
from aromatiza.media.source import ByteSource
from aromatiza.media.tracks import PICTURES, SOUND, Clock, Track, description, read_clock, read_tracks
from aromatiza.media.unreadable import Unreadable, broken, cut_off, fragmented, no_picture

__all__ = ["read_video"]

BEGINNINGS = frozenset(
    {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"wide", b"free", b"skip", b"pnot", b"sidx"}
)
"""What a film begins with; anything else is another kind of file."""
QUICKTIME = b"qt  "
MAX_TOP_BOXES = 256
PREFETCH_BYTES = 262_144
"""An index up to this size is fetched at once: one request instead of several."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A film's large parts: its index `movie`, what came before it, and whether all lies within the file."""

    movie: Box
    is_quicktime: bool
    is_fast_start: bool
    has_fragments: bool
    is_complete: bool


async def read_video(source: ByteSource) -> VideoFacts | Trouble:
    """What can be known of an MP4 or MOV file without decoding it; the first track of each kind counts.

    `duration_s` is the film's own, as players show it: sound that goes on behind the last picture belongs to
    it. `frame_rate` is exact when it is steady, else the average. `has_edit_list` is explained at
    `tracks.cuts_something`. `video_bits_per_s` is that of the first 65,536 pictures.

    Returns: a Trouble with the code `video-broken` (no film, or a damaged one), `video-truncated` (ends
    before its index does), `video-index-too-large`, `video-no-picture`, or `video-fragmented` (so many
    fragments that its length cannot be known).
    """
    try:
        return await _read(Blocks(source))
    except Unreadable as error:
        return error.trouble


async def _read(blocks: Blocks) -> VideoFacts:
    layout = await _layout(blocks)
    if layout.movie.length <= PREFETCH_BYTES:
        await blocks.read(layout.movie.body, layout.movie.length)
    movie = await children(blocks, layout.movie)
    clock = await read_clock(blocks, first_in(movie, b"mvhd", msg("video.part.duration")))
    tracks = await read_tracks(blocks, movie, clock)
    pictures = next((track for track in tracks if track.kind == PICTURES), None)
    if pictures is None:
        raise no_picture()
    sound = next((track for track in tracks if track.kind == SOUND), None)
    shown = (pictures,) if sound is None else (pictures, sound)
    if layout.has_fragments or all_in(movie, b"mvex"):
        measured = await _measure_fragments(blocks, layout, movie, clock, shown)
    else:
        measured = await _measure_whole(blocks, layout, clock, shown)
    return _facts(
        layout,
        measured,
        pictures,
        picture_of(*await description(blocks, pictures)),
        Sound("", 0, 0)
        if sound is None
        else sound_of(*await description(blocks, sound), layout.is_quicktime),
        has_edits=any(track.has_edits for track in shown),
    )


async def _layout(blocks: Blocks) -> Layout:
    """Walk the outermost boxes until the index and the pictures were seen.

    What follows is not read, and what cannot be read behind the index is not missed.
    """
    seen: list[Box] = []
    position = 0
    while len(seen) < MAX_TOP_BOXES:
        box = await box_at(blocks, position, blocks.size_bytes)
        if box is None or not box.kind.isascii():
            break
        if not seen and box.kind not in BEGINNINGS:
            raise broken(msg("video.part.beginning"))
        seen.append(box)
        position = box.end
        kinds = {one.kind for one in seen}
        if position > blocks.size_bytes or (b"moov" in kinds and kinds & {b"mdat", b"moof"}):
            break
    return await _judged(blocks, tuple(seen), position)


async def _judged(blocks: Blocks, seen: tuple[Box, ...], position: int) -> Layout:
    kinds = [box.kind for box in seen]
    is_complete = position <= blocks.size_bytes
    if not is_complete and (b"moov" not in kinds or kinds[-1] == b"moov"):
        raise cut_off()
    if not seen:
        raise broken(msg("video.part.beginning"))
    if b"moov" not in kinds and b"moof" in kinds:
        raise fragmented()
    movie = first_in(seen, b"moov")
    before = kinds[: kinds.index(b"moov")]
    return Layout(
        movie=movie,
        is_quicktime=await _is_quicktime(blocks, seen[0]),
        is_fast_start=b"mdat" not in before,
        has_fragments=b"moof" in kinds,
        is_complete=is_complete,
    )


async def _is_quicktime(blocks: Blocks, first: Box) -> bool:
    """By the major brand; the first films had none."""
    if first.kind != b"ftyp":
        return True
    (brand,) = await fields(blocks, first, "4s")
    return bool(brand == QUICKTIME)


@dataclass(frozen=True, slots=True)
class Measured:
    """What the samples say: those of the pictures, how long the film is, whether the file holds them all."""

    size_bytes: int
    samples: Samples
    length_s: float
    is_fragmented: bool
    is_complete: bool


async def _measure_whole(blocks: Blocks, layout: Layout, clock: Clock, tracks: tuple[Track, ...]) -> Measured:
    samples = await read_samples(blocks, tracks[0])
    ends = [await end_of_samples(blocks, track) for track in tracks]
    return Measured(
        size_bytes=blocks.size_bytes,
        samples=samples,
        length_s=clock.seconds or max(track.clock.seconds for track in tracks),
        is_fragmented=False,
        is_complete=layout.is_complete and max(ends) <= blocks.size_bytes,
    )


async def _measure_fragments(
    blocks: Blocks, layout: Layout, movie: tuple[Box, ...], clock: Clock, tracks: tuple[Track, ...]
) -> Measured:
    extends = [box for holder in all_in(movie, b"mvex") for box in await children(blocks, holder)]
    fragments = await read_fragments(blocks, layout.movie.end, tuple(extends))
    in_all = [await _with_fragments(blocks, track, fragments) for track in tracks]
    counted_s = max(
        samples.ticks / track.clock.ticks_per_s for samples, track in zip(in_all, tracks, strict=True)
    )
    declared_s = (
        None if fragments.is_all else await declared_length_s(blocks, tuple(extends), clock, fragments.index)
    )
    if not fragments.is_all and declared_s is None:
        raise fragmented()
    return Measured(
        size_bytes=blocks.size_bytes,
        samples=in_all[0],
        length_s=counted_s if declared_s is None else declared_s,
        is_fragmented=True,
        is_complete=layout.is_complete and fragments.is_complete,
    )


async def _with_fragments(blocks: Blocks, track: Track, fragments: Fragments) -> Samples:
    """A track's samples: those of its own tables, then those of its fragments."""
    own = await read_samples(blocks, track)
    return together((own, fragments.samples.get(track.number, Samples())))


def _facts(
    layout: Layout, measured: Measured, track: Track, picture: Picture, sound: Sound, *, has_edits: bool
) -> VideoFacts:
    """Put together what was read.

    Raises: Unreadable, if there are no pictures or the film lasts no time: no rule must judge by a nought.
    """
    if not measured.samples.count:
        raise broken(msg("video.part.pictures"))
    if not measured.length_s:
        raise broken(msg("video.part.duration"))
    is_turned = track.rotation in (90, 270)
    return VideoFacts(
        size_bytes=measured.size_bytes,
        container="mov" if layout.is_quicktime else "mp4",
        duration_s=measured.length_s,
        width=picture.height if is_turned else picture.width,
        height=picture.width if is_turned else picture.height,
        rotation=track.rotation,
        frame_rate=measured.samples.rate(track.clock.ticks_per_s),
        video_codec=picture.codec,
        profile=picture.profile,
        chroma=picture.chroma,
        video_bits_per_s=measured.samples.bits_per_s(track.clock.ticks_per_s),
        audio_codec=sound.codec,
        audio_channels=sound.channels,
        audio_rate_hz=sound.rate_hz,
        is_fast_start=layout.is_fast_start,
        is_fragmented=measured.is_fragmented,
        has_edit_list=has_edits,
        has_steady_rate=measured.samples.is_steady,
        is_complete=measured.is_complete,
    )

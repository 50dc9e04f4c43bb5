"""`aromatiza sandbox`: the six networks on this machine, until Ctrl-C."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from aromatiza.cli.context import Session, command_body
from aromatiza.cli.screen import print_json, show, tell
from aromatiza.core.errors import Misconfigured
from aromatiza.core.exits import Exit
from aromatiza.core.messages import msg
from aromatiza.sandbox.server import Sandbox

__all__ = ["sandbox"]


@click.command(
    epilog="\b\nExample:\n  aromatiza sandbox --port 8700 --state sandbox.json\n"
    "  AROMATIZA_SANDBOX=http://127.0.0.1:8700 aromatiza publish"
)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8700, show_default=True, help="0 takes a free one."
)
@click.option(
    "--state",
    "state_file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Remember everything in FILE, over restarts.",
)
@click.option(
    "--media",
    "media_folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Serve DIR/HOST/PATH as https://HOST/PATH; without it, samples are served.",
)
@click.option(
    "--processing",
    "processing_s",
    type=click.FloatRange(0, 3600),
    default=0.3,
    show_default=True,
    metavar="SECONDS",
    help="How long a network processes a file.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the address as one JSON document.")
@command_body
def sandbox(
    session: Session,
    port: int,
    state_file: Path | None,
    media_folder: Path | None,
    processing_s: float,
    as_json: bool,
) -> Exit:
    """Serve the six simulated networks; their feeds are on the page /."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    try:
        server = Sandbox(port, media_folder=media_folder, state_file=state_file, processing_s=processing_s)
    except OSError as error:
        raise Misconfigured(msg("sandbox.port", port=port, why=error.strerror)) from error
    except ValueError as error:
        raise Misconfigured(msg("sandbox.state", file=state_file)) from error
    with server:
        if as_json:
            print_json({"version": 1, "url": server.url})
        else:
            show(server.url)
        tell(msg("sandbox.serving", url=server.url).text(session.locale))
        stop.wait()
    return Exit.DONE

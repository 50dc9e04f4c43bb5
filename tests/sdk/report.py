"""What the networks' own SDKs did on the sandbox, as a table: `python -m tests.sdk.report`."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import httpx

from aromatiza.sandbox.server import Sandbox
from tests.sdk.conftest import MISSING, PYTHON, SCRIPTS, samples

DROP = {"host": "*.googleapis.com", "path": "/upload/*", "method": "PUT", "nth": 2, "drop": "before"}


def main() -> int:
    """Run both, each on a sandbox of its own, and print a row for each."""
    if not PYTHON.exists():
        sys.stderr.write(f"{MISSING}\n")
        return 1
    sys.stdout.write("| SDK | requests, by status | breaks | visible posts |\n|---|---|---|---|\n")
    for script in ("google_upload.py", "x_post.py"):
        with Sandbox() as sandbox, tempfile.TemporaryDirectory() as folder:
            files = samples(sandbox, Path(folder))
            httpx.post(f"{sandbox.url}/_sandbox/faults", json=DROP).raise_for_status()
            words = [PYTHON, SCRIPTS / script, sandbox.url, "demo", files.video]
            given = [*words, files.photo] if script.startswith("x") else words
            done = subprocess.run([*map(str, given)], capture_output=True, text=True, check=True)
            seen: dict[str, Any] = json.loads(done.stdout)
            cells = (seen["sdk"], _statuses(sandbox), str(len(seen.get("breaks", ()))), _posts(sandbox))
            sys.stdout.write(f"| {' | '.join(cells)} |\n")
    return 0


def _statuses(sandbox: Sandbox) -> str:
    requests = httpx.get(f"{sandbox.url}/_sandbox/requests").json()["requests"]
    found = [str(one["status"] or "dropped") for one in requests if "cloudinary" not in one["host"]]
    return ", ".join(f"{status}: {found.count(status)}" for status in sorted(set(found)))


def _posts(sandbox: Sandbox) -> str:
    posts = httpx.get(f"{sandbox.url}/_sandbox/posts").json()["posts"]
    return ", ".join(f"{one['remote_id']} ({one['visibility']})" for one in posts)


if __name__ == "__main__":
    sys.exit(main())

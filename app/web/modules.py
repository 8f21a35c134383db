"""The scripts of the pages, all under one address that changes with their content.

They import one another by relative addresses, which then change too: a browser keeps them for a year and
asks nothing again, where each used to be asked about on every page. It refuses to know what they do.
"""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, current_app, send_from_directory

from app.core.errors import NotFound

A_YEAR = 31_536_000  # seconds


@lru_cache(maxsize=4)
def version(folder: str) -> str:
    """Eight characters of the digest of all the scripts."""
    scripts = sorted(Path(folder).glob("*.js"))
    return sha256(b"\0".join(script.read_bytes() for script in scripts)).hexdigest()[:8]


def install(app: Flask) -> None:
    """Give the application its one route for scripts."""
    app.add_url_rule("/scripts/<of>/<filename>", "module", _module)


def _module(of: str, filename: str) -> Response:
    """/scripts/<version>/<name>.js · anyone; another version is an old page's: it gets today's, unkept"""
    folder = current_app.static_folder or ""
    if not filename.endswith(".js"):
        raise NotFound
    answer = send_from_directory(folder, filename, max_age=A_YEAR if of == version(folder) else 0)
    if of == version(folder):
        answer.cache_control.immutable = True
    return answer

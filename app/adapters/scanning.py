"""ClamAV asked through its daemon: the content goes over the socket, no path is shared.

Whatever goes wrong with the daemon is "not known"; what to do then is decided in usecases.
"""

import logging
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket

from app.usecases.ports import Scan

log = logging.getLogger(__name__)

TIMEOUT = 20  # seconds for each exchange with the daemon
PORT = 3310


class ClamdScanner:
    """`address`: unix:///run/clamav/clamd.ctl or tcp://host:3310."""

    def __init__(self, address: str, timeout: int = TIMEOUT) -> None:
        self._parts = urlsplit(address)
        self._timeout = timeout

    def scan(self, stream: BinaryIO) -> Scan:
        try:
            results = self._daemon().instream(stream)
        except (ClamdError, OSError, ValueError) as error:
            log.error("clamd did not answer: %s: %s", type(error).__name__, error)
            return Scan(known=False)
        status, found = results.get("stream", ("ERROR", ""))
        if status == "FOUND":
            return Scan(known=True, found=str(found))
        return Scan(known=status == "OK")

    def _daemon(self) -> ClamdNetworkSocket:
        """A connection a scan: the library's object holds one socket, threads must not share it."""
        if self._parts.scheme == "unix":
            return ClamdUnixSocket(unquote(self._parts.path), timeout=self._timeout)
        return ClamdNetworkSocket(self._parts.hostname or "", self._parts.port or PORT, self._timeout)

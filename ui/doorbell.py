"""The bell of the window's project, see `one_window`: whoever wants the project rings it."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.one_window import ACTIVATION, ANSWERS_WITHIN_SECONDS, COME, COMING, MOST_BYTES, address_of


class Doorbell(QObject):
    """Of the window's project: `rung` when somebody wants it."""

    rung = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None
        self._path: Path | None = None

    def wait_for(self, path: Path | None) -> None:
        """From now on this project is the window's; None is one that nobody can name."""
        if path == self._path:
            return
        self.end()
        self._path = path
        if path is None:
            return
        address = address_of(path)
        QLocalServer.removeServer(address)  # left behind by a crash: nobody answered there
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._let_in)
        if server.listen(address):
            self._server = server
        else:
            server.deleteLater()

    def end(self) -> None:
        """Nobody is waited for any more."""
        self._path = None
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _let_in(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            guest = self._server.nextPendingConnection()
            guest.readyRead.connect(lambda guest=guest: self._listen(guest))
            guest.disconnected.connect(guest.deleteLater)
            if guest.bytesAvailable():
                self._listen(guest)

    def _listen(self, guest: QLocalSocket) -> None:
        said = bytes(guest.peek(MOST_BYTES).data())
        if not said.endswith(b"\n"):
            if len(said) >= MOST_BYTES:
                guest.abort()
            return
        guest.readAll()
        if said.startswith(COME):
            token = said[len(COME) :].strip().decode("ascii", "replace")
            if token:
                os.environ[ACTIVATION] = token
            guest.write(COMING)
            guest.waitForBytesWritten(round(ANSWERS_WITHIN_SECONDS * 1000))
            self.rung.emit()

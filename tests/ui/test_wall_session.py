"""What a casting wall asks of a service that is paid: only what the budget has room for, and with a word."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from scheduling.paid_server import PaidServer, paid_server
from scheduling.wanted_scenes import scene

from studio.document.values import LineId, Voice
from studio.folders import HOME_VARIABLE
from studio.scheduling.budget import Budget
from studio.secrets import KEY_VARIABLE
from studio.settings import Settings
from studio.standing.money import PriceKind
from studio.standing.service import VoiceInfo
from studio.studio import Studio
from ui.bridge import Bridge
from ui.casting_wall.values import TileState
from ui.casting_wall.wall import Wall
from ui.wall_session import WallSession
from ui.wall_showing import Standing, tiles_shown

LINE = LineId("0")
LOCAL = Voice("embedded", 1001, "Mara")
_LONG_MS = 30_000
_A_SECOND_COSTS_A_CENT = 60_000


@dataclass
class Room:
    studio: Studio
    session: WallSession
    server: PaidServer
    cloud: tuple[Voice, Voice]
    qtbot: QtBot

    def until(self, condition: object) -> None:
        self.qtbot.waitUntil(condition, timeout=_LONG_MS)

    def states(self) -> dict[str, TileState]:
        voices = (*self.cloud, LOCAL)
        wall = Wall(voices=tuple(VoiceInfo(voice) for voice in voices), is_blind=False)
        session = self.session
        standings = {
            place.voice: Standing(
                place,
                session.price_of(place.voice),
                session.seconds_of(place.voice),
                session.is_asked(place.voice),
            )
            for place in session.places
        }
        return {tile.name: tile.state for tile in tiles_shown(wall, standings, "embedded", None)}


@pytest.fixture
def room(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Room]:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    monkeypatch.setenv(KEY_VARIABLE, "a-key")
    server, up, over = PaidServer(), threading.Event(), threading.Event()

    async def serve() -> None:
        async with paid_server(server):
            up.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert up.wait(20)
    host = server.url.rpartition("/")[2]
    studio, bridge, owner = Studio(), Bridge(), QObject()
    studio.show(studio.begin(scene(("A", "Who is there?"), host=None)).result(20))
    session = WallSession(studio, bridge, owner)
    studio.start(Settings(service_address=server.url))
    qtbot.waitUntil(lambda: studio.service.standing.name == host, timeout=_LONG_MS)
    cloud = (Voice(host, 7, "Ottoline"), Voice(host, 8, "Basalt"))
    yield Room(studio, session, server, cloud, qtbot)
    session.close()
    bridge.close()
    studio.close()
    over.set()
    thread.join(10)


def test_what_the_budget_has_no_room_for_is_asked_about(room: Room) -> None:
    """Local voices speak at once; the others wait for a word, and are paid once the limit is raised."""
    room.studio.money.set_budget(
        Budget(project=100, entered_price_per_minute=_A_SECOND_COSTS_A_CENT)
    )
    room.session.hang(LINE, (*room.cloud, LOCAL))
    over = room.session.over_budget
    assert over is not None
    assert over.cost is not None
    assert (over.left, over.cost > 1000) == (100, True)
    room.until(lambda: room.states()["Mara"] is TileState.READY)
    assert room.states()["Ottoline"] is TileState.STOPPED
    assert not room.server.charged
    room.session.raise_limit()
    assert room.session.over_budget is None
    budget = room.studio.money.budget.project
    assert budget is not None
    assert budget >= over.cost
    room.until(lambda: set(room.states().values()) == {TileState.READY})
    room.until(lambda: room.session.price_of(room.cloud[0]).kind is PriceKind.PAID)
    assert room.session.price_of(room.cloud[0]).cost == 500
    assert room.session.price_of(LOCAL).kind is PriceKind.FREE
    assert dict(room.server.charged) == {"Who is there?": 2}


def test_local_voices_only_pays_nothing_until_one_is_asked_for(room: Room) -> None:
    """A limit without a price asks; local only goes on; one voice by itself asks anew."""
    room.studio.money.set_budget(Budget(project=100_000))
    room.session.hang(LINE, (*room.cloud, LOCAL))
    over = room.session.over_budget
    assert over is not None
    assert over.cost is None
    room.session.local_only()
    assert room.session.over_budget is None
    room.until(lambda: room.states()["Mara"] is TileState.READY)
    assert room.states()["Basalt"] is TileState.STOPPED
    room.session.ask(room.cloud[1])
    assert room.session.over_budget is not None
    room.session.raise_limit()
    room.until(lambda: room.states()["Basalt"] is TileState.READY)
    assert room.states()["Ottoline"] is TileState.STOPPED
    assert dict(room.server.charged) == {"Who is there?": 1}


def test_a_voice_that_is_refused_says_why_and_costs_nothing(room: Room) -> None:
    """Its tile has the service's words; asked again it speaks."""
    room.server.errors["Who is there?"] = {
        "error": "no such voice",
        "error_code": "NOT_FOUND",
        "code": 404,
    }
    room.session.hang(LINE, room.cloud[:1])
    room.until(lambda: room.states() == {"Ottoline": TileState.FAILED})
    assert room.session.price_of(room.cloud[0]).kind is not PriceKind.PAID
    room.session.ask(room.cloud[0])
    room.until(lambda: room.states() == {"Ottoline": TileState.READY})

"""The cards of the Cast below each other, and a way to add somebody."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QToolButton, QVBoxLayout, QWidget

from studio.document.values import SpeakerId
from studio.sentences import sentence
from ui import icons, messages
from ui.cast.card import SpeakerCard
from ui.cast.values import Card
from ui.look import Look
from ui.plain_text import label

EMPTY = sentence("ui.cast.empty", "No speakers yet. They appear as you write.")
ADD = sentence("ui.cast.add", "Add speaker")
CAST = sentence("ui.cast.name", "Cast")


class CastPanel(QWidget):
    """`show_cards` says who there is; signals carry the Speaker they are about."""

    lane_wanted = Signal(str, object)
    draft_voice_wanted = Signal(str)
    final_voice_wanted = Signal(str)
    audition_wanted = Signal(str)
    deed_wanted = Signal(str, object)
    colour_wanted = Signal(str, int)
    name_wanted = Signal(str, str)
    order_wanted = Signal(object)
    speaker_wanted = Signal()
    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setAccessibleName(messages.say(CAST))
        self._look = look
        self._cards: dict[SpeakerId, SpeakerCard] = {}
        self._order: tuple[SpeakerId, ...] = ()
        self._dragged: tuple[SpeakerId, ...] | None = None
        """The order while a card is dragged."""
        self._empty = label("hint", messages.say(EMPTY))
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(16, 16, 16, 16)
        self._inner = QWidget()
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self._column.addWidget(self._empty)
        self._column.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("cast_cards")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it takes the focus
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._inner)
        self._counts = label("cast_counts")
        self._add = QToolButton()
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(scroll, 1)
        rows.addWidget(self._foot())
        look.changed.connect(self._show_icons)
        self._show_icons()

    def show_cards(self, cards: tuple[Card, ...], counts: str) -> None:
        order = tuple(card.speaker.id for card in cards)
        if order != self._order:
            self._make(order)
        for card in cards:
            self._cards[card.speaker.id].show_card(card)
        self._empty.setVisible(not cards)
        self._counts.setText(counts)

    def select(self, speaker: SpeakerId | None) -> None:
        """Mark the Speaker of the current Line."""
        for id, card in self._cards.items():
            card.set_selected(id == speaker)

    def _make(self, order: tuple[SpeakerId, ...]) -> None:
        for id in self._cards.keys() - set(order):
            gone = self._cards.pop(id)
            self._column.removeWidget(gone)
            gone.deleteLater()
        for place, id in enumerate(order):
            if id not in self._cards:
                self._cards[id] = self._new_card(id)
            self._column.insertWidget(place + 1, self._cards[id])
        self._order = order

    def _new_card(self, id: SpeakerId) -> SpeakerCard:
        card = SpeakerCard(self._look)
        card.lane_wanted.connect(lambda lane: self.lane_wanted.emit(id, lane))
        card.deed_wanted.connect(lambda deed: self.deed_wanted.emit(id, deed))
        card.colour_wanted.connect(lambda colour: self.colour_wanted.emit(id, colour))
        card.name_wanted.connect(lambda name: self.name_wanted.emit(id, name))
        card.dragged.connect(lambda y: self._drag(id, y))
        card.dropped.connect(self._drop)
        plain = (
            (card.draft_voice_wanted, self.draft_voice_wanted.emit),
            (card.final_voice_wanted, self.final_voice_wanted.emit),
            (card.audition_wanted, self.audition_wanted.emit),
            (card.chosen, self.chosen.emit),
        )
        for signal, emit in plain:
            signal.connect(partial(emit, id))
        return card

    def begin_renaming(self, speaker: SpeakerId) -> None:
        if speaker in self._cards:
            self._cards[speaker].begin_renaming()

    def _drag(self, id: SpeakerId, y: int) -> None:
        """The cards stand as they would if it were let go there."""
        middle = self._inner.mapFromGlobal(QPoint(0, y)).y()
        order = [each for each in self._dragged or self._order if each != id]
        place = sum(self._cards[each].geometry().center().y() < middle for each in order)
        order.insert(place, id)
        if tuple(order) != (self._dragged or self._order):
            self._dragged = tuple(order)
            self._stand(self._dragged)

    def _drop(self, stays: bool) -> None:
        dragged, self._dragged = self._dragged, None
        if dragged is None or dragged == self._order:
            return
        self._stand(self._order)
        if stays:
            self.order_wanted.emit(dragged)

    def _stand(self, order: tuple[SpeakerId, ...]) -> None:
        for place, id in enumerate(order):
            self._column.removeWidget(self._cards[id])
            self._column.insertWidget(place + 1, self._cards[id])

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("cast_foot")
        self._add.setText(messages.say(ADD))
        self._add.setAccessibleName(messages.say(ADD))
        self._add.setProperty("kind", "tool")
        self._add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._add.clicked.connect(self.speaker_wanted)
        row = QHBoxLayout(foot)
        row.setContentsMargins(6, 2, 12, 2)
        row.addWidget(self._add)
        row.addStretch(1)
        row.addWidget(self._counts)
        return foot

    def _show_icons(self) -> None:
        theme = self._look.theme
        self._add.setIcon(icons.icon("plus", theme, theme.text2))

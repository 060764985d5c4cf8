"""The foot of the window, across its whole width: what is heard, where it lies in time, how all stands."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QDockWidget, QVBoxLayout, QWidget


class FootDock(QDockWidget):
    """Its rows stand below each other; the one that can grow takes what room there is."""

    def __init__(self, rows: Iterable[QWidget]) -> None:
        super().__init__()
        self.setObjectName("foot")
        self.setFeatures(QDockWidget.DockWidgetFeature.NoDockWidgetFeatures)
        self.setTitleBarWidget(QWidget())
        column = QWidget()
        layout = QVBoxLayout(column)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for each in rows:
            layout.addWidget(each)
        self.setWidget(column)

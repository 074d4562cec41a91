"""The order in which Tab goes through a window: as things stand on it, whenever they were made.

Qt's own chain is the order in which widgets were made, and what a page makes anew (chips, cards, lines) goes to its
end: from a line one would come to its chips only through the whole window.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QSplitter, QWidget


def go_on(window: QWidget, forward: bool) -> bool:
    """Gives the focus to the next control of a window, or to the one before; after the last comes the first. False
    where there is none, as QWidget.focusNextPrevChild says it."""
    order = list(_inside(window))
    stops = [widget for widget in order if _is_stop(widget)]
    if not stops:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[_following(order, forward) % len(stops)].setFocus(reason)
    return True


def _following(order: list[QWidget], forward: bool) -> int:
    """Which of the stops comes next. Whoever has the focus may be none: a page that was just gone to, or what was just
    taken away, for which Qt asks too."""
    focused = QApplication.focusWidget()
    if focused not in order:
        return 0 if forward else -1
    before = sum(1 for widget in order[: order.index(focused)] if _is_stop(widget))
    return before + _is_stop(focused) if forward else before - 1


def _is_stop(widget: QWidget) -> bool:
    tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(tab) and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None


def _inside(widget: QWidget) -> Iterator[QWidget]:
    """Whatever is in a widget, seen or not, from the first to the last, each before what is in it."""
    for child in _in_order(widget):
        if not child.isWindow():
            yield child
            yield from _inside(child)


def _in_order(widget: QWidget) -> Iterable[QWidget]:
    """The widgets in a widget: as its layout or its splitter holds them, then the others as they were made."""
    if isinstance(widget, QSplitter):
        first = [part for number in range(widget.count()) if (part := widget.widget(number)) is not None]
    else:
        first = list(_held(widget.layout()))
    children = [child for child in widget.children() if isinstance(child, QWidget)]
    return dict.fromkeys((*first, *children))


def _held(layout: QLayout | None) -> Iterator[QWidget]:
    for place in range(layout.count() if layout is not None else 0):
        item = layout.itemAt(place) if layout is not None else None
        if item is None:
            continue
        inner, held = item.widget(), item.layout()
        if inner is not None:
            yield inner
        elif held is not None:
            yield from _held(held)

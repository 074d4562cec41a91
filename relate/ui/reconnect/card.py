"""The open card: who, two years at a glance, why, where it stopped, and what to do about it."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from relate.domain.reasons import ReasonKind
from relate.services.views import Card, Clause, FoundView, State
from relate.ui.controls import Elided, FlowLayout, button, icon_button, label, set_tooltip
from relate.ui.faces import Face
from relate.ui.reconnect import texts
from relate.ui.reconnect.actions import ReconnectActions
from relate.ui.reconnect.channels import Channel
from relate.ui.reconnect.drawing import YearsDrawing
from relate.ui.reconnect.menus import LaterMenu, card_menu
from relate.ui.reconnect.sentence import ReasonSentence
from relate.ui.theme import theme
from relate.ui.words import local, one_line

FACE = 40
LINE_LIMIT = 160
"""Characters of the last line that a card quotes."""


class OpenCard(QFrame):
    """One card with everything on it. Its buttons speak to the library through `ReconnectActions`."""

    person_chosen = Signal(object)
    record_chosen = Signal(object, object)
    """(person, record): a clause of the reason was followed."""

    def __init__(
        self,
        card: Card,
        actions: ReconnectActions,
        photo: bytes | None,
        now_ms: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.card = card
        self._actions, self._photo, self._now = actions, photo, now_ms
        self._draft = QPlainTextEdit()
        self._draft_box = QWidget()
        self.done_button: QPushButton | None = None
        """Closes the promise or the question that the thread begins with."""
        self.setProperty("kind", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        column.addLayout(self._head())
        column.addWidget(self._drawing())
        column.addWidget(self._reason())
        if card.last_line:
            line = label(texts.quoted(one_line(card.last_line, LINE_LIMIT), card.last_line_mine), "muted", wrap=True)
            column.addWidget(line)
        if (left_open := card.left_open) is not None:
            said = " ".join((card.last_line, *(reason.text for reason in card.reasons)))
            if not texts.is_within(left_open.text, said):
                column.addWidget(self._left_open(left_open))
            if left_open.uid:
                column.addWidget(self._is_done(left_open), 0, Qt.AlignmentFlag.AlignLeft)
        if card.asked and not any(reason.kind == ReasonKind.DID_THEY_ANSWER for reason in card.reasons):
            column.addWidget(label(texts.did_answer(one_line(card.name, 60)), bold=True, wrap=True))
        if card.offers_looser:
            column.addWidget(self._looser())
        self._build_draft()
        column.addWidget(self._draft_box)
        column.addLayout(self._buttons())

    # ------------------------------------------------------------------------------------------------ parts

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(12)
        face = Face(FACE)
        face.show_person(self.card.person, self.card.name, self._photo)
        row.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        names = QVBoxLayout()
        names.setSpacing(0)
        self.name = button(one_line(self.card.name, 120), "fact")
        self.name.setFont(theme().font(bold=True))
        self.name.setStyleSheet("QPushButton { font-weight: 600; }")
        self.name.setMinimumWidth(40)
        set_tooltip(self.name, self.card.name)
        self.name.clicked.connect(self._choose_person)
        names.addWidget(self.name, 0, Qt.AlignmentFlag.AlignLeft)
        does = ", ".join(part for part in (self.card.role, self.card.company) if part)
        if does:
            words = Elided(one_line(does, 200), "muted", small=True)
            below = QHBoxLayout()
            # Where the text of the name begins, inside the frame that shows its focus.
            below.setContentsMargins(3, 0, 0, 0)
            below.addWidget(words)
            names.addLayout(below)
        row.addLayout(names, 1)
        self.menu_button = icon_button("ellipsis", texts.more_about(one_line(self.card.name, 60)))
        self.menu_button.clicked.connect(self._open_menu)
        row.addWidget(self.menu_button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _drawing(self) -> YearsDrawing:
        drawing = YearsDrawing()
        drawing.show_card(self.card, self._now)
        if not any(self.card.months_mine) and not any(self.card.months_theirs):
            drawing.hide()
        return drawing

    def _reason(self) -> ReasonSentence:
        self.sentence = ReasonSentence()
        self.sentence.show_card(self.card)
        self.sentence.records_chosen.connect(self._choose_record)
        return self.sentence

    def _left_open(self, left_open: FoundView) -> QWidget:
        """Where the thread begins; one click leads to where it was said."""
        words = texts.left_open(left_open.kind, left_open.why, one_line(left_open.text, LINE_LIMIT))
        if not left_open.record:
            return label(words, wrap=True)
        line = ReasonSentence()
        line.show_sentence(words, (Clause(words, (left_open.record,)),))
        line.records_chosen.connect(self._choose_record)
        return line

    def _is_done(self, item: FoundView) -> QWidget:
        """One click closes what the thread begins with."""
        done = self.done_button = button(texts.is_done(), "link", name=texts.said_done(one_line(item.text, LINE_LIMIT)))
        set_tooltip(done, texts.said_done(one_line(item.text, LINE_LIMIT)))
        done.clicked.connect(partial(self._actions.thread_done, item.uid, item.text))
        return done

    def _looser(self) -> QWidget:
        box = QWidget()
        flow = QVBoxLayout(box)
        flow.setContentsMargins(0, 0, 0, 0)
        flow.setSpacing(4)
        person, name, looser = self.card.person, self.card.name, self.card.looser
        flow.addWidget(label(texts.offers_looser(looser), "muted", wrap=True))
        if looser is None:
            made = button(texts.let_rest())
            made.clicked.connect(partial(self._actions.set_state, person, name, State.RESTING))
        else:
            made = button(texts.loosen(), name=texts.loosen_to(looser))
            made.clicked.connect(partial(self._actions.loosen, person, name, looser))
        flow.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _buttons(self) -> FlowLayout:
        row = FlowLayout(spacing=8)
        person, name = self.card.person, self.card.name
        if self.card.asked:
            for words, answer in ((texts.yes(), "yes"), (texts.not_yet(), "not yet"), (texts.let_it_go(), "let go")):
                made = button(words, "filled" if answer == "yes" else "plain", name=f"{texts.did_answer(name)} {words}")
                made.clicked.connect(partial(self._actions.answered, person, name, answer))
                row.addWidget(made)
            return row
        self.write = button(texts.write(), "filled", name=f"{texts.write()}: {one_line(name, 60)}")
        self.write.clicked.connect(self._write)
        self._actions.find_channels(person, self._tell_where)
        self.talked = button(texts.we_talked(), name=f"{texts.we_talked()}: {one_line(name, 60)}")
        self.talked.clicked.connect(partial(self._actions.talked, person, name))
        self.later = button(f"{texts.later()} ▾", name=f"{texts.later()}: {one_line(name, 60)}")
        self.later.clicked.connect(self._open_later)
        for made in (self.write, self.talked, self.later):
            row.addWidget(made)
        return row

    def _build_draft(self) -> None:
        column = QVBoxLayout(self._draft_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._draft.setAccessibleName(texts.draft_label(one_line(self.card.name, 60)))
        self._draft.setPlaceholderText(texts.draft_hint())
        self._draft.setTabChangesFocus(True)
        self._draft.setFixedHeight(self._draft.fontMetrics().height() * 5 + 16)
        column.addWidget(self._draft)
        self._nowhere = label(texts.no_channel(one_line(self.card.name, 60)), "muted", wrap=True)
        self._nowhere.hide()
        column.addWidget(self._nowhere)
        row = QHBoxLayout()
        self.copy = button(texts.copy(), icon="copy")
        self.copy.clicked.connect(self._copy)
        row.addWidget(self.copy)
        close = button(texts.close_draft(), "quiet")
        close.clicked.connect(self._draft_box.hide)
        row.addWidget(close)
        row.addStretch()
        column.addLayout(row)
        self._draft_box.hide()

    # -------------------------------------------------------------------------------------------- what is done

    def show_draft(self, *, nowhere: bool = False) -> None:
        """Opens the place to write first; `nowhere`: says that no way to the person is known, or that none opened."""
        self._nowhere.setVisible(nowhere)
        self._draft_box.show()
        self._draft.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def draft(self) -> str:
        return self._draft.toPlainText()

    def keep_draft(self, text: str) -> None:
        """Puts back what was being written before the panel was read anew."""
        if text:
            self._draft.setPlainText(text)
            self._draft_box.show()

    def _write(self) -> None:
        self._actions.write(self.card.person, self.card.name, None, self.draft)

    def _write_by(self, channel: Channel) -> None:
        self._actions.write(self.card.person, self.card.name, channel, self.draft)

    def _copy(self) -> None:
        clipboard = QGuiApplication.clipboard()
        clipboard.setText(self.draft)
        if not self._nowhere.isHidden() and self.draft.strip():
            self._actions.copied(self.card.person, self.card.name)
        else:
            self._actions.done.emit(texts.said_copied())

    def _tell_where(self, ways: tuple[Channel, ...]) -> None:
        """Says on the button where it leads, before anything opens; below the draft, why nothing did."""
        if ways:
            self._nowhere.setText(texts.not_opened(one_line(ways[0].link, 80)))
        set_tooltip(self.write, texts.opens(ways[0].link) if ways else texts.no_channel(self.card.name))

    def _open_menu(self) -> None:
        menu = card_menu(self.card, self._actions, self._actions.channels(self.card.person), self)
        menu.draft_wanted.connect(self.show_draft)
        menu.write_wanted.connect(self._write_by)
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _open_later(self) -> None:
        menu = LaterMenu(local(self._now).date(), self)
        menu.chosen.connect(self._put_off)
        menu.popup(self.later.mapToGlobal(self.later.rect().bottomLeft()))

    def _put_off(self, day: date) -> None:
        self._actions.later(self.card.person, self.card.name, day)

    def _choose_person(self) -> None:
        self.person_chosen.emit(self.card.person)

    def _choose_record(self, records: tuple[int, ...]) -> None:
        # Ids grow with the time: it is the newest that the clause speaks of, in whatever order they came.
        self.record_chosen.emit(self.card.person, max(records))

"""Who am I: the addresses and profiles that Relate takes for the user's own, why, and a yes or no for each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from relate.domain.changes import ChangeSet, What
from relate.domain.errors import KnownError
from relate.services.library import Library
from relate.services.owner import MailsBehind
from relate.services.views import OwnerIdentity
from relate.ui.background import Background
from relate.ui.controls import Elided, LineEdit, button, chip, frame, label
from relate.ui.places.page import Page, clear
from relate.ui.words import network_name, one_line, tr

LANE = "who am i"
Answer = tuple[list[OwnerIdentity], list[OwnerIdentity], list[MailsBehind]]


class IdentityLine(QWidget):
    """One address or profile, and whether it is the user's."""

    decided = Signal(object, bool)

    def __init__(self, identity: OwnerIdentity, *, proposed: bool) -> None:
        super().__init__()
        self._identity = identity
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(Elided(one_line(identity.label, 200), bold=True))
        found = ", ".join(part for part in (network_name(identity.network), one_line(identity.found_by, 200)) if part)
        names.addWidget(Elided(found, "muted", small=True))
        row.addLayout(names, 1)
        if identity.is_me and not proposed:
            row.addWidget(chip(tr("you")), 0, Qt.AlignmentFlag.AlignVCenter)
        if proposed or not identity.is_me:
            self._offer(row, tr("This is me"), True)
        if proposed or identity.is_me:
            self._offer(row, tr("Not me"), False)

    def _offer(self, row: QHBoxLayout, words: str, is_me: bool) -> None:
        made = button(words, name=f"{words}: {one_line(self._identity.label, 120)}")
        made.clicked.connect(self._yes if is_me else self._no)
        row.addWidget(made)

    def _yes(self) -> None:
        self.setEnabled(False)
        self.decided.emit(self._identity, True)

    def _no(self) -> None:
        self.setEnabled(False)
        self.decided.emit(self._identity, False)


class BehindLine(QWidget):
    """Mails that were read before an address was known, and what to do about it."""

    wanted = Signal(object)

    def __init__(self, mails: MailsBehind) -> None:
        super().__init__()
        self._mails = mails
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        self.says = label(_behind(mails), wrap=True)
        row.addWidget(self.says, 1)
        if not mails.missing:
            title = one_line(mails.title, 80)
            again = button(tr("Read them again"), name=tr("Read again: {archive}", archive=title))
            again.clicked.connect(self._again)
            row.addWidget(again, 0, Qt.AlignmentFlag.AlignTop)

    def _again(self) -> None:
        self.setEnabled(False)
        self.wanted.emit(list(self._mails.files))


def _behind(mails: MailsBehind) -> str:
    who = ", ".join(one_line(mail, 80) for mail in mails.mails[:3]) + (" …" if len(mails.mails) > 3 else "")
    told = tr(
        "{archive} was read before it was known whose {who} is: which of its mails are from you, and which are a"
        " newsletter or a machine’s, may be told otherwise now.",
        archive=one_line(mails.title, 80),
        who=who,
    )
    if mails.missing:
        gone = ", ".join(one_line(name, 80) for name in mails.missing[:3])
        told += " " + tr("{file} is not where it was: drop it again to have it read anew.", file=gone)
    return told


class WhoAmIPlace(Page):
    """Directions of messages hang on this; a wrong answer is repaired here without a new import. What was left out of
    mails hangs on it too, and that only their file tells: `again_wanted(paths)`."""

    done = Signal(str)
    again_wanted = Signal(object)

    def __init__(self, library: Library, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(
            tr("Who am I"),
            tr("These tell what you sent from what you received. A change is worked into everything at once."),
            parent=parent,
        )
        self._library, self._background = library, background
        self._shown: Answer | None = None
        self._lists = QVBoxLayout()
        self._lists.setSpacing(8)
        self.column.addLayout(self._lists)
        self.column.addWidget(label(tr("Another mail address of yours"), bold=True))
        self.address = LineEdit()
        self.address.setPlaceholderText(tr("name@example.com, then Enter"))
        self.address.setAccessibleName(tr("Another mail address of yours"))
        self.address.setMaxLength(320)
        self.address.returnPressed.connect(self._name_address)
        self.column.addWidget(self.address)
        self.column.addStretch()
        background.bridge.changed.connect(self._changed)

    def refresh(self) -> None:
        """Reads who the user is thought to be, and who else might be."""
        self._background.run(self._read, then=self._show, lane=LANE)

    def _read(self) -> Answer:
        owner = self._library.owner
        return list(owner.identities()), list(owner.candidates()), owner.behind()

    def _show(self, answer: Answer) -> None:
        if answer == self._shown:  # what is there stays, so that a click on it is not lost
            return
        self._shown = answer
        clear(self._lists)
        known, proposed, behind = answer
        decided = {identity.identity for identity in known}
        proposed = [identity for identity in proposed if identity.identity not in decided]
        self._list_behind(behind)
        mine = [one for one in known if one.is_me]
        self._list(tr("You"), mine, proposed=False)
        self._list(tr("Could this be you too?") if mine else tr("Which of these is you?"), proposed, proposed=True)
        self._list(tr("Not you"), [one for one in known if not one.is_me], proposed=False)
        if not known and not proposed:
            words = tr("Nothing yet: the first archive tells who you are.")
            self._lists.addWidget(label(words, "muted", wrap=True))

    def _list(self, title: str, identities: list[OwnerIdentity], *, proposed: bool) -> None:
        if not identities:
            return
        self._lists.addWidget(label(title, bold=True))
        box = frame("card")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        for identity in identities:
            line = IdentityLine(identity, proposed=proposed)
            line.decided.connect(self._decide)
            column.addWidget(line)
        self._lists.addWidget(box)

    def _list_behind(self, behind: list[MailsBehind]) -> None:
        if not behind:
            return
        self._lists.addWidget(label(tr("Mails to read again"), bold=True))
        box = frame("card")
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        for mails in behind:
            line = BehindLine(mails)
            line.wanted.connect(self.again_wanted)
            column.addWidget(line)
        self._lists.addWidget(box)

    def _name_address(self) -> None:
        try:
            named = self._library.owner.set_mail(self.address.text())
        except KnownError as problem:
            self._background.bridge.failed.emit(str(problem))
            return
        self.address.clear()
        self._background.bridge.when_done(named, self._decided, self._failed)

    def _decide(self, identity: OwnerIdentity, is_me: bool) -> None:
        self._background.bridge.when_done(
            self._library.owner.set(identity.identity, is_me), self._decided, self._failed
        )

    def _decided(self, _answer: object) -> None:
        self.done.emit(tr("Who you are is changed."))
        self.refresh()

    def _failed(self, problem: BaseException) -> None:
        self._background.bridge.complain(problem)
        self._shown = None  # the line that was answered waits for an answer again
        self.refresh()

    def _changed(self, change: ChangeSet) -> None:
        if self.isVisible() and change.what & (What.OWNER | What.IMPORTS):
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

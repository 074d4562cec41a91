"""Addresses, logins, advertising and payments of an archive are never read: their files are not even opened."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from relate.importers.trees import FolderTree, ZipTree
from tests.importers.dropping import drop, write_files, zip_of
from tests.importers.meta_exports import EXPORTS

SECRET = "203.0.113.77"
META = {
    "security_and_login_information/ip_address_activity.json": {"used_ip_address_v2": [{"ip": SECRET}]},
    "security_and_login_information/logins_and_logouts.json": {"account_accesses_v2": [{"ip_address": SECRET}]},
    "security_and_login_information/login_and_profile_creation/login_activity.json": [{"title": SECRET}],
    "login_and_account_creation/login_activity.json": {"account_history_login_history": [{"title": SECRET}]},
    "personal_information/information_about_you/account_based_in.json": {"label_values": [{"value": SECRET}]},
    "ads_information/advertisers_you_have_interacted_with.json": {"history_v2": [{"title": SECRET}]},
    "ads_information/advertisers_using_your_activity_or_information.json": {"custom_audiences": [{"name": SECRET}]},
    "facebook_payments/payment_history.json": {"payments_v2": [{"name": SECRET}]},
    "your_facebook_activity/facebook_payments/payment_history.json": {"payments_v2": [{"name": SECRET}]},
    "logged_information/location/primary_location.json": {"primary_location_v2": {"name": SECRET}},
    "your_facebook_activity/facebook_marketplace/your_search_history.json": {"searches_v2": [{"title": SECRET}]},
    "apps_and_websites_off_of_facebook/your_activity_off_meta_technologies.json": {"off_facebook_activity_v2": []},
}
X = {
    "ip-audit": [{"ipAudit": {"accountId": "1", "loginIp": SECRET}}],
    "ad-impressions": [{"ad": {"adsUserData": SECRET}}],
    "device-token": [{"deviceToken": {"token": SECRET}}],
    "personalization": [{"p13nData": SECRET}],
    "phone-number": [{"device": {"phoneNumber": SECRET}}],
    "connected-application": [{"connectedApplication": {"name": SECRET}}],
}
LINKEDIN = {
    "Logins.csv": f"Login Date,IP Address,User Agent,Login Type\n2026,{SECRET},x,y\n",
    "Security Challenges.csv": f"Challenge Date,IP Address,User Agent,Country,Challenge Type\n2026,{SECRET},x,y,z\n",
    "Ads Clicked.csv": f"Ad clicked Date,Ad Title/Id\n2026,{SECRET}\n",
    "Receipts_v2.csv": f"Transaction Made At,Description\n2026,{SECRET}\n",
    "Registration.csv": f"Registered At,Registration Ip\n2026,{SECRET}\n",
}


def private(source: str, era: Path) -> dict[str, bytes | str]:
    """What an archive of this source has that is nobody's business, by its path."""
    if source == "linkedin":
        return dict(LINKEDIN)
    if source == "x":
        folder = "data/" if (era / "data").is_dir() else ""
        return {f"{folder}{name}.js": f"window.YTD.{name.replace('-', '_')}.part0 = {json.dumps(value)}"
                for name, value in X.items()}  # fmt: skip
    wrappers = [path for path in era.iterdir() if path.name.startswith(("instagram-", "facebook-"))]
    home = f"{wrappers[0].name}/" if wrappers else ""
    return {f"{home}{name}": json.dumps(value) for name, value in META.items()}


ERAS = [(source, path) for source in ("facebook", "instagram", "threads", "x", "linkedin")
        for path in sorted((EXPORTS / source).iterdir())
        if path.is_dir() and path.name not in ("encrypted", "grailbird", "excel", "german")
        and not (source == "linkedin" and "damaged" in path.name)]  # fmt: skip


@pytest.mark.parametrize(("source", "era"), ERAS, ids=[f"{source}-{era.name}" for source, era in ERAS])
def test_private_files_are_never_opened(
    source: str, era: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extras = private(source, era)
    folder = tmp_path / "export"
    for path in era.rglob("*"):
        if path.is_file():
            write_files(folder, {path.relative_to(era).as_posix(): path.read_bytes()})
    write_files(folder, extras)
    opened: set[str] = set()
    for tree in (FolderTree, ZipTree):
        monkeypatch.setattr(tree, "open", _telling(tree.open, opened))
    for dropped in (folder, zip_of(folder, tmp_path / "export.zip")):
        reading = drop(dropped)
        assert reading.archives
        assert opened
        assert not opened & set(extras)
        assert not any(SECRET in repr(one) for one in reading.everything)
        assert not any(SECRET in one.reason for one in reading.unknown)
        opened.clear()


def _telling(really: Callable[..., io.BufferedReader], opened: set[str]) -> Callable[..., io.BufferedReader]:
    def open_and_tell(tree: FolderTree | ZipTree, path: str, start: int = 0) -> io.BufferedReader:
        opened.add(path)
        return really(tree, path, start)

    return open_and_tell

"""A library on another machine's disk is known as such, by what each system says of its mounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from relate.desktop.network_drive import is_on_network, lies_on_network

LINUX = """\
22 28 0:20 / /sys rw,nosuid shared:7 - sysfs sysfs rw
28 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 28 0:45 / /home/ana/nas rw shared:30 - cifs //nas/ana rw,vers=3.1.1
41 28 0:46 / /mnt/two\\040words rw shared:31 - nfs4 nas:/two rw
42 40 8:9 / /home/ana/nas/stick rw shared:32 - vfat /dev/sdb1 rw
43 28 0:47 / /run/user/1000/gvfs rw shared:33 - fuse.gvfsd-fuse gvfsd-fuse rw
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
/dev/disk3s5 on /System/Volumes/Data (apfs, local, journaled)
//ana@nas._smb._tcp.local/ana on /Volumes/ana (smbfs, nodev, nosuid, mounted by ana)
"""


@pytest.mark.parametrize(
    ("mounts", "folder", "elsewhere"),
    [
        (LINUX, "/home/ana/.local/share/relate", False),
        (LINUX, "/home/ana/nas", True),
        (LINUX, "/home/ana/nas/relate", True),
        (LINUX, "/home/ana/nas2/relate", False),
        (LINUX, "/home/ana/nas/stick", False),
        (LINUX, "/mnt/two words/relate", True),
        (LINUX, "/run/user/1000/gvfs/smb-share:server=nas", True),
        (MACOS, "/Users/ana/Library/Application Support/Relate", False),
        (MACOS, "/Volumes/ana/Relate", True),
        ("", "/anywhere", False),
    ],
)
def test_a_network_drive_is_known_by_its_mount(mounts: str, folder: str, elsewhere: bool) -> None:
    assert lies_on_network(Path(folder), mounts) is elsewhere


def test_a_disk_of_this_machine_is_none(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path / "relate.db")

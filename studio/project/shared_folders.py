"""Folders that other programs or other computers write to as well: kept in step by a service, or far
away. A database that is written to there for hours is what such programs break.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from studio.sentences import Message, sentence

_SERVICES = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud drive": "iCloud",
    "iclouddrive": "iCloud",
    "mobile documents": "iCloud",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud": "pCloud",
    "pclouddrive": "pCloud",
    "megasync": "MEGA",
    "box sync": "Box",
}
"""By the name of a folder, or its beginning before " -" or a bracket."""
_network = sentence("shared-folders.network", "other computers in the network")
_cloud = sentence("shared-folders.cloud", "a cloud service")
_MARKS = {".stfolder": "Syncthing", ".dropbox": "Dropbox", ".sync": "Resilio Sync"}
"""By a name that lies in the top folder of what is kept in step."""
_NETWORK = frozenset(
    ("nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "davfs", "ceph", "glusterfs", "afs", "ncpfs")
)
_NETWORK_BEGINNINGS = ("fuse.sshfs", "fuse.rclone", "fuse.gvfsd", "fuse.davfs", "fuse.google")
_MOUNTS = Path("/proc/self/mounts")
_REMOTE_DRIVE = 4


def shared_by(path: Path) -> str | Message | None:
    """Who else writes to the folder of `path`, in words for people; None when nobody is known to."""
    for folder in path.absolute().parents:
        service = _SERVICES.get(_plain(folder.name)) or _marked(folder)
        if service is not None:
            return service
        if folder.name == "CloudStorage":
            return _cloud()
    return _network() if _is_far(path.absolute()) else None


def _plain(name: str) -> str:
    return name.casefold().split(" - ")[0].split("(")[0].strip()


def _marked(folder: Path) -> str | None:
    for mark, service in _MARKS.items():
        try:
            if (folder / mark).exists():
                return service
        except OSError:
            continue
    return None


def _is_far(path: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        drive = os.path.splitdrive(path)[0]
        return drive.startswith("\\\\") or (
            ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == _REMOTE_DRIVE
        )
    kind = _file_system(path)
    return kind in _NETWORK or kind.startswith(_NETWORK_BEGINNINGS)


def _file_system(path: Path) -> str:
    """Of the mount that `path` lies on; empty where the system does not tell."""
    try:
        rows = [row.split(" ") for row in _MOUNTS.read_text(errors="replace").splitlines()]
    except OSError:
        return ""
    mounts = [
        (Path(row[1].replace("\\040", " ")), row[2]) for row in rows if len(row) > 2 and row[1:2]
    ]
    over = [(len(place.parts), kind) for place, kind in mounts if path.is_relative_to(place)]
    return max(over, default=(0, ""))[1]

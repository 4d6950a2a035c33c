"""Runs LibreOffice on one file, in a folder and a profile of its own, without macros or links, for a limited time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

TIME_LIMIT_S = 50
"""Less than the minute that a document may take; a report of fifty pages needs three seconds."""

MEMORY_KB = 4_000_000

_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
_OPTIONS = (
    "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard",
    "--convert-to", "docx:MS Word 2007 XML",
)  # fmt: skip
_LIMITED = ("/bin/sh", "-c", 'ulimit -t "$0"; ulimit -v "$1" 2>/dev/null; shift; exec "$@"')
"""The system keeps these limits even where this process is killed before it can end its child."""

_SETTINGS = (
    # Nothing that a document names is run or fetched: macros, linked files and images, the network.
    ("/org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
_PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)
_SETTING = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


class ConversionError(Exception):
    """A file that LibreOffice made no document of, and why."""


def find_program() -> str | None:
    """The path of LibreOffice's program; None where it is not installed."""
    named = shutil.which("soffice") or shutil.which("libreoffice")
    return named or next((place for place in _USUAL_PLACES if Path(place).is_file()), None)


def convert_to_docx(program: str, data: bytes, extension: str, *, limit_s: int = TIME_LIMIT_S) -> bytes:
    """The bytes of the Word file that LibreOffice makes of a file; raises ConversionError.

    All that is written lies in a temporary folder, under a name that says nothing of the source's.
    """
    with tempfile.TemporaryDirectory(prefix="tiaoli-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document.{extension}"
        source.write_bytes(data)
        profile = folder / "profile"
        (profile / "user").mkdir(parents=True)
        settings = _PROFILE.format("".join(_SETTING.format(*setting) for setting in _SETTINGS))
        (profile / "user" / "registrymodifications.xcu").write_text(settings, "utf-8")
        options = [f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS, "--outdir", str(folder / "made")]
        status = _run([program, *options, str(source)], folder, limit_s)
        made = folder / "made" / "document.docx"
        if not made.is_file():
            raise ConversionError(f"it made no document of the file (exit status {status})")
        return made.read_bytes()


def _run(command: list[str], folder: Path, limit_s: int) -> int:
    """The exit status of a command; raises ConversionError where it takes too long, its children ended with it."""
    on_windows = sys.platform == "win32"
    limits = [] if on_windows else [*_LIMITED, str(limit_s), str(MEMORY_KB)]
    environment = {**os.environ, "HOME": str(folder), "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    process = subprocess.Popen(
        [*limits, *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=not on_windows,
    )
    try:
        return process.wait(limit_s)
    except subprocess.TimeoutExpired:
        raise ConversionError(f"it took longer than {limit_s} seconds") from None
    finally:
        _end(process, on_windows=on_windows)


def _end(process: subprocess.Popen[bytes], *, on_windows: bool) -> None:
    """Ends a process and all that it started, if anything of it is left."""
    if on_windows:
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):  # none is left
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()

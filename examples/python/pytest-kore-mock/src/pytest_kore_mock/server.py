"""A running mock: one that is started here, by a command or from an image, or one that runs already."""

from __future__ import annotations

import os
import queue
import re
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from typing import IO, Callable, Optional, Sequence

LISTENS = re.compile(r"^kore-mock listens on (\S+)")
#: Port within the image.
IMAGE_PORT = "4010"
#: Seconds in which the mock ends by itself; its own deadline is 5.
TO_END = 10.0

# A mock is here for one test run: no proxy of the environment stands between.
_opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class StartError(Exception):
    """The mock could not be started, or is not there."""


class Server:
    """Where a mock is, and how it is ended."""

    def __init__(self, url: str, admin_token: Optional[str] = None, end: Callable[[], None] = lambda: None) -> None:
        self.url = url.rstrip("/")
        self.admin_token = admin_token
        self._end = end

    def close(self) -> None:
        """Ends the mock if it was started here."""
        self._end()


def start_command(
    command: Sequence[str],
    args: Sequence[str] = (),
    *,
    admin_token: Optional[str] = None,
    timeout: float = 60.0,
) -> Server:
    """Starts a command and waits until it listens. It gets a free port, and ends with this process."""
    where = ["--host", "127.0.0.1", "--port", "0", "--end-with-parent"]
    process = _Process([*command, *where, *args], timeout)
    return Server(process.listens(), admin_token, process.end)


def start_image(
    image: str,
    args: Sequence[str] = (),
    *,
    admin_token: Optional[str] = None,
    engine: str = "docker",
    timeout: float = 60.0,
) -> Server:
    """Starts a container, which is removed when this process ends; `engine` is docker, podman or what is called like them."""
    name = f"kore-mock-{secrets.token_hex(6)}"
    token = admin_token or secrets.token_urlsafe(24)
    # `--interactive` is what hands the end of stdin on to the container.
    run = [engine, "run", "--rm", "--interactive", "--name", name, "--publish", f"127.0.0.1::{IMAGE_PORT}"]
    # The value goes by the environment: a list of processes shows arguments to everybody.
    environment = {"KORE_MOCK_ADMIN_TOKEN": token}
    command = [*run, "--env", "KORE_MOCK_ADMIN_TOKEN", image, "--end-with-parent", *args]
    process = _Process(command, timeout, environment)
    try:
        process.listens()
        port = subprocess.run(
            [engine, "port", name, IMAGE_PORT], check=True, capture_output=True, text=True, timeout=timeout
        ).stdout.split()[0]
        server = Server(f"http://{port}", token, process.end)
        _wait_for_health(server.url, timeout)
        return server
    except (subprocess.SubprocessError, OSError, IndexError) as error:
        process.end()
        raise StartError(f"{engine} does not say at which port {name} is reached: {error}") from error
    except BaseException:
        process.end()
        raise


def use_running(url: str, *, admin_token: Optional[str] = None, timeout: float = 10.0) -> Server:
    """A mock that somebody else starts and ends."""
    server = Server(url, admin_token)
    _wait_for_health(server.url, timeout)
    return server


def _wait_for_health(url: str, timeout: float) -> None:
    until = time.monotonic() + timeout
    while True:
        try:
            with _opener.open(f"{url}/__admin/health", timeout=timeout):
                return
        except (OSError, ValueError) as error:
            if time.monotonic() > until or isinstance(error, (ValueError, urllib.error.HTTPError)):
                raise StartError(f"no kore-mock answers at {url}: {error}") from error
        time.sleep(0.1)


class _Process:
    """A command of which the first line that matters says where it listens. Its stdin is held open: it ends with that."""

    def __init__(self, command: Sequence[str], timeout: float, environment: Optional[dict[str, str]] = None) -> None:
        self._command = " ".join(command)
        self._timeout = timeout
        self._stderr: IO[bytes] = tempfile.TemporaryFile()
        self._lines: queue.Queue[Optional[str]] = queue.Queue()
        program = shutil.which(command[0])
        if program is None:
            raise StartError(f"there is no program {command[0]}; --kore-mock-command names what starts the mock")
        self._process = subprocess.Popen(
            [program, *command[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env={**os.environ, **(environment or {})},
            # Ctrl-C is for pytest, which goes on with what tests have to put in order.
            start_new_session=os.name == "posix",
        )
        threading.Thread(target=self._read, daemon=True).start()

    def listens(self) -> str:
        """The address, once it is said."""
        try:
            return self._address()
        except BaseException:
            self.end()
            raise

    def _address(self) -> str:
        until = time.monotonic() + self._timeout
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise StartError(f"{self._command}\ndoes not listen after {self._timeout:g} s: {self._said()}") from None
            if line is None:
                self._process.wait(self._timeout)
                raise StartError(f"{self._command}\nended before it listened: {self._said()}")
            found = LISTENS.match(line)
            if found:
                return found.group(1)

    def end(self) -> None:
        """Closes its stdin and waits; what has not ended in time is killed, with what it has started."""
        process = self._process
        if process.stdin is not None and not process.stdin.closed:
            try:
                process.stdin.close()
            except OSError:
                pass
        try:
            process.wait(TO_END)
        except subprocess.TimeoutExpired:
            _kill(process)
            process.wait()
        self._stderr.close()

    def _read(self) -> None:
        # To its end: who does not read holds up who writes.
        for line in self._process.stdout or ():
            self._lines.put(line.decode("utf-8", "replace").strip())
        self._lines.put(None)

    def _said(self) -> str:
        self._stderr.seek(0)
        return self._stderr.read().decode("utf-8", "replace").strip() or "it said nothing"


def _kill(process: subprocess.Popen[bytes]) -> None:
    if os.name != "posix":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass

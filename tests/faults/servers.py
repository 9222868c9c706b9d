"""A real server in processes of its own, with programs that write to it; killed and started again. For tests only."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
_MAKE = """
import json, os, sys, django
os.environ["DJANGO_SETTINGS_MODULE"] = "restride.web.settings"
django.setup()
from tests.web.api.programs import a_runner
made = [a_runner() for _ in range(int(sys.argv[1]))]
print(json.dumps([[one.token, one.episode] for one in made]))
"""


@dataclass
class Writer:
    """A program with a runner's token, and what it was told is stored."""

    port: int
    token: str
    episode: str
    lines: list[str] = field(default_factory=list)
    told: dict[str, str] = field(default_factory=dict)  # key -> the answer's text

    def ask(self, method: str, path: str, body: Any = None, key: str = "") -> tuple[int, str, dict[str, str]]:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        with contextlib.closing(connection):
            sent = None if body is None else json.dumps(body)
            connection.request(method, f"/api/v1{path}", sent, headers | ({"Idempotency-Key": key} if key else {}))
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, answer.read().decode(), named

    def morning(self) -> dict[str, Any]:
        """A calm morning."""
        if not self.lines:
            (episode,) = json.loads(self.ask("GET", "/today")[1])["episodes"]
            self.lines = [line["group"] for line in episode["lines"]]
        calm = {"pain": 0, "sharp": False, "swelling": "none", "swelling_h": 0, "stiffness_min": 0, "soreness_h": 0}
        rest = {"limp": False, "woken": False, "painkiller": False, "flag_lines": [], "lines_covered": self.lines}
        return {"episode": self.episode, "moment": "morning", "answers": calm | rest}

    def write_until_it_ends(self, most: int) -> None:
        """Check in again and again, remembering what was acknowledged, until nobody answers."""
        for _ in range(most):
            key = str(uuid4())
            try:
                status, text, _ = self.ask("POST", "/check-ins", self.morning(), key)
            except (OSError, http.client.HTTPException):
                return
            if status == 201:
                self.told[key] = text

    def check_everything_told(self) -> None:
        """Each acknowledged entry is there, and the same request again gives the same answer and no second effect."""
        for key, text in self.told.items():
            status, again, headers = self.ask("POST", "/check-ins", self.morning(), key)
            assert (status, again) == (201, text), (status, again)
            assert headers["idempotent-replayed"] == "true"
        newest = [json.loads(text)["id"] for text in self.told.values()][-5:]
        for id in newest:
            assert self.ask("GET", f"/check-ins/{id}")[0] == 200


@dataclass
class Server:
    """`restride serve` on a data folder."""

    data: Path
    variables: dict[str, str] = field(default_factory=dict)
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("RESTRIDE_", "DJANGO_"))}
        return {**kept, **self.variables, "RESTRIDE_DATA": str(self.data), "PYTHONPATH": str(ROOT)}

    def start(self) -> None:
        """Start it and wait until it is ready."""
        command = [sys.executable, "-m", "restride.cli.main", "serve", "--port", str(self.port)]
        log = (self.data.parent / f"{self.data.name}.log").open("ab")
        with log:
            self.process = subprocess.Popen(
                command, env=self.environment, stdout=log, stderr=log, start_new_session=True, cwd=ROOT
            )
        for _ in range(600):
            assert self.process.poll() is None, "the server ended"
            if self.is_ready():
                return
            time.sleep(0.1)
        raise AssertionError("the server was not ready within a minute")

    def is_ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            with contextlib.closing(connection):
                connection.request("GET", "/readyz")
                return connection.getresponse().status == 200
        except OSError:
            return False

    def kill(self) -> None:
        """End all its processes in the middle of whatever they do."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait(timeout=20)

    def restride(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Another command on the same data."""
        return self._run("-m", "restride.cli.main", *arguments)

    def operate(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What a command asks of the web's side."""
        return self._run("-m", "restride.web.operate", *arguments)

    def python(self, code: str) -> subprocess.CompletedProcess[str]:
        """A few lines with the server's settings."""
        return self._run("-c", code)

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "restride.web.settings"}
        command = [sys.executable, *arguments]
        return subprocess.run(
            command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )

    def writers(self, number: int) -> list[Writer]:
        """New runners, each with a program."""
        made = self._run("-c", _MAKE, str(number))
        assert made.returncode == 0, made.stderr
        return [Writer(port=self.port, token=token, episode=episode) for token, episode in json.loads(made.stdout)]

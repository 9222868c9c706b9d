"""`restride serve` and the commands about accounts, as a person at a terminal meets them."""

import http.client
import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from restride.cli import main, serve
from restride.cli.serve import ServeRefused
from restride.usecases.clock import ClockRefused, ShiftedClock, SystemClock, clock_from, read_instant, write_setting

EVERYWHERE = "0.0.0.0"  # noqa: S104  refused here, never bound
RESTRIDE = [sys.executable, "-m", "restride.cli.main"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def variables(data: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RESTRIDE_")}
    return {**kept, "RESTRIDE_DATA": str(data), **more}


def restride(*arguments: str, data: Path, **more: str) -> subprocess.CompletedProcess[str]:
    command = [*RESTRIDE, *arguments]
    return subprocess.run(command, env=variables(data, **more), capture_output=True, text=True, timeout=60, check=False)


def get(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


def wait_until_alive(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(900):
        if process.poll() is not None:
            raise AssertionError(f"the server ended: {process.communicate()}")
        try:
            if get(port, "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server didn't answer within 90 s")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path, subprocess.Popen[str]]]:
    """A server in the demonstration clock, on a data folder of its own."""
    data, port = tmp_path_factory.mktemp("serve") / "data", free_port()
    command = [*RESTRIDE, "serve", "--port", str(port), "--clock", "2026-11-19T07:00:00+00:00"]
    process = subprocess.Popen(command, env=variables(data), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        wait_until_alive(port, process)
        yield port, data, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=60)


def test_one_command_makes_the_folder_and_serves_with_everything_ready(
    running: tuple[int, Path, subprocess.Popen[str]],
) -> None:
    port, data, _ = running
    assert get(port, "/readyz") == (200, '{"ready": true, "checks": {"migrations": "ok", "write": "ok", "disk": "ok"}}')
    status, page = get(port, "/")
    assert status == 200
    assert "Start" in page
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert get(port, sheet)[0] == 200
    assert stat.S_IMODE((data / "secret").stat().st_mode) == 0o600
    assert stat.S_IMODE((data / "restride.sqlite3").stat().st_mode) & 0o077 == 0


def test_the_moved_clock_is_shown_on_every_page(running: tuple[int, Path, subprocess.Popen[str]]) -> None:
    port, _, _ = running
    for path in ("/", "/sign-in", "/sign-up", "/nowhere"):
        assert "Demonstration clock: Thu 19 Nov 2026, 07:0" in get(port, path)[1]


def test_a_taken_port_is_told_with_the_cure(running: tuple[int, Path, subprocess.Popen[str]], tmp_path: Path) -> None:
    port, _, _ = running
    refused = restride("serve", "--port", str(port), data=tmp_path / "other")
    assert refused.returncode == 2
    assert f"Port {port}" in refused.stderr
    assert f"--port {port + 1}" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "other").exists()


def test_the_operator_gets_links_while_the_server_runs(running: tuple[int, Path, subprocess.Popen[str]]) -> None:
    port, data, _ = running
    stated = ["--name", "Clinic One", "--profession", "Physiotherapist", "--registration", "PH 1"]
    made = restride("clinician", "add", "physio@example.org", *stated, data=data, RESTRIDE_PORT=str(port))
    assert made.returncode == 0, made.stderr
    link = made.stdout.strip()
    assert link.startswith(f"http://localhost:{port}/password/new/")
    assert get(port, link.removeprefix(f"http://localhost:{port}"))[0] == 302
    assert restride("user", "reset", "physio@example.org", data=data).returncode == 0
    nobody = restride("user", "reset", "nobody@example.org", data=data)
    assert nobody.returncode == 1
    assert "No account has the address" in nobody.stderr
    again = restride("clinician", "add", "physio@example.org", *stated, data=data)
    assert again.returncode == 1
    assert "has an account already" in again.stderr


def test_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    port = free_port()
    process = subprocess.Popen(
        [*RESTRIDE, "serve", "--port", str(port)],
        env=variables(tmp_path / "data"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_until_alive(port, process)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert f"Restride is at http://localhost:{port} " in out
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "more", "said"),
    [
        (["--host", EVERYWHERE], {}, "RESTRIDE_ORIGIN=https://"),
        (["--host", "192.0.2.1"], {"RESTRIDE_ORIGIN": "http://192.0.2.1"}, "RESTRIDE_ORIGIN=https://"),
        (["--port", "abc"], {}, "isn't a port"),
        (["--port", "70000"], {}, "isn't a port"),
        (["--tls-cert", "a.pem"], {}, "belong together"),
        (["--tls-cert", "a.pem", "--tls-key", "b.pem"], {}, "a.pem isn't there"),
        (["--clock", "yesterday"], {}, "isn't a time|is not a time"),
        (["--clock", "2026-11-19T07:00:00"], {}, "no time zone"),
        (
            ["--clock", "2026-11-19T07:00:00Z", "--host", EVERYWHERE],
            {"RESTRIDE_ORIGIN": "https://run.example.org"},
            "--clock is for a demonstration",
        ),
    ],
)
def test_a_wrong_way_to_serve_is_refused_before_anything_is_made(
    arguments: list[str], more: dict[str, str], said: str, tmp_path: Path
) -> None:
    refused = restride("serve", *arguments, data=tmp_path / "data", **more)
    assert refused.returncode == 2
    assert re.search(said, refused.stderr)
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "::1", "localhost"])
def test_loopback_addresses_are_this_computers_own(host: str) -> None:
    assert serve.is_loopback(host)


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.168.1.4", "run.example.org"])
def test_other_addresses_are_not(host: str) -> None:
    assert not serve.is_loopback(host)


def test_a_moved_clock_runs_on_from_where_it_was_set() -> None:
    started = datetime.now(UTC) - timedelta(minutes=5)
    clock = clock_from(write_setting(read_instant("2026-11-19T08:00:00+01:00"), started))
    assert isinstance(clock, ShiftedClock)
    shown = clock.now()
    assert timedelta(0) <= shown - datetime(2026, 11, 19, 7, 5, tzinfo=UTC) < timedelta(seconds=5)
    assert shown.utcoffset() == timedelta(0)


def test_without_a_setting_it_is_the_computers_clock() -> None:
    assert clock_from(None) == SystemClock()
    assert abs(SystemClock().now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_time_without_a_zone_is_refused_with_the_cure() -> None:
    with pytest.raises(ClockRefused, match=r"\+01:00"):
        read_instant("2026-11-19T07:00")
    with pytest.raises(ServeRefused):
        serve.read_clock("2026-11-19T07:00:00Z", host="10.0.0.1")


def test_an_unknown_command_is_a_usage_error_that_lists_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main.main(["fly"])
    assert ended.value.code == 2
    assert "serve" in capsys.readouterr().err


def test_the_dispatcher_and_light_commands_never_import_the_web_framework() -> None:
    code = (
        "import sys; from restride.cli import main; main._modules('serve'); main._modules('user');"
        "sys.exit(any(name.split('.')[0] in ('django', 'granian', 'allauth') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

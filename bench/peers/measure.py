"""What the measurements in this folder have in common: how programs are fetched, run in turn,
and shown."""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
KEPT = TARGET / "peers"
CUEDECK = "Cuedeck"


class Missing(Exception):
    """Why a program cannot be had here."""


def call(*command, cwd=ROOT, env=None):
    """Runs a command for what it prints. Its last words are the reason when it fails."""
    try:
        done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True)
    except FileNotFoundError:
        raise Missing(f"{command[0]} is not installed") from None
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip().splitlines() or ["no word"]
        raise Missing(f"`{' '.join(map(str, command[:3]))} …` failed: {said[-1]}")
    return done.stdout


def python_with(requirements):
    """The Python of a virtual environment that has these packages."""
    folder = KEPT / f"python-{requirements.parent.name}-{requirements.stem}"
    python = folder / "bin" / "python"
    mark = folder / "complete"
    if not mark.exists():
        shutil.rmtree(folder, ignore_errors=True)
        call(sys.executable, "-m", "venv", folder)
        call(python, "-m", "pip", "install", "--quiet", "-r", requirements)
        mark.touch()
    return str(python)


def measured(command, out):
    """CPU seconds and the peak of memory in MiB of one run. Below some 18 MiB it is that of
    this program, which the system counts before a run begins."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        words = said.read().decode(errors="replace").strip()
    if process.returncode != 0:
        last = words.splitlines()[-1] if words else "no word"
        raise Missing(f"it ended with {process.returncode}: {last}")
    run = {
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss / 1024,
        "bytes": out.stat().st_size,
    }
    # Our own programs know better.
    told = json.loads(words) if words.startswith("{") else {}
    if "peak_kib" in told:
        run["memory"] = told["peak_kib"] / 1024
    if "limit_ms" in told:
        run["cpu"] = told["limit_ms"] / 1000
        run["memory"] = None
    return run


def rounds(commands, count, out):
    """All runs of each program, one after another in each round. One that fails is left
    out from then on."""
    runs = {name: [] for name in commands}
    for _ in range(count):
        for name, command in list(commands.items()):
            try:
                runs[name].append(measured(command, out[name]))
            except Missing as reason:
                print(f"left out: {name}: {reason}", file=sys.stderr)
                del commands[name], runs[name]
    return runs


def ratio(runs, other):
    """The median ratio of CPU time within a round, and the least and the greatest."""
    ratios = [mine["cpu"] / theirs["cpu"] for mine, theirs in zip(runs, other)]
    return statistics.median(ratios), min(ratios), max(ratios)


def shown(value):
    """Three digits, as far as they say something."""
    return f"{value:.4f}" if value < 0.01 else f"{value:.3g}"


def table(runs):
    """The rows of one deck, in Markdown."""
    for name, mine in runs.items():
        cpu = [run["cpu"] for run in mine]
        memory = mine[0]["memory"] and f"{statistics.median(run['memory'] for run in mine):.0f}"
        cells = [
            name,
            f"{shown(statistics.median(cpu))} ({shown(min(cpu))}–{shown(max(cpu))})",
            memory or "",
            f"{mine[-1]['bytes'] / 1e6:.2f}",
        ]
        if name == CUEDECK:
            cells.append("1")
        else:
            middle, least, most = ratio(runs[CUEDECK], mine)
            cells.append(f"**{shown(middle)}** ({shown(least)}–{shown(most)})")
        print("| " + " | ".join(cells) + " |", flush=True)


def machine():
    """What this was measured on."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    rustc = call("rustc", "--version").split()[1]
    return f"{os.cpu_count()} cores, {model}; rustc {rustc}, Python {platform.python_version()}"

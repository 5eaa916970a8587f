#!/usr/bin/env python3
"""Tries the hooks with pre-commit itself, on git repositories made here. All trials are made with each of the three hooks.

`closerace` installs the wheel that wheel.py builds, in place of the one on PyPI.
"""

import sys

from common import ENVIRONMENT, PRE_COMMIT, QUICK, WORK, checkout, expect, fresh, must, programs, run, trials

HOOKS = ["closerace", "closerace-system", "closerace-src"]

ORDERED = """package rows

import "sync"

// Iterator reads rows ahead.
type Iterator struct {
	buffer []string
	stop   chan struct{}
	wg     sync.WaitGroup
}

// Open starts to read ahead.
func Open(lines []string) *Iterator {
	it := &Iterator{buffer: lines, stop: make(chan struct{})}
	it.wg.Add(1)
	go it.prefetch()
	return it
}

func (it *Iterator) prefetch() {
	defer it.wg.Done()
	for len(it.stop) == 0 && len(it.buffer) > 0 {
		println(it.buffer[0])
	}
}

// Close ends it.
func (it *Iterator) Close() {
	close(it.stop)
	it.wg.Wait()
	it.buffer = nil
}
"""
RACY = ORDERED.replace("\tit.wg.Wait()\n", "")
OTHER_RACE = RACY.replace("Iterator", "Reader").replace("func Open(", "func OpenReader(")
MESSAGE = [
    "error[iterator-close]: `Iterator.buffer` is written by",
    "rows/rows.go:30:2",
    "start of the goroutine",
    "= why nothing orders them:",
]


class Repository:
    """A git repository with a hook of pre-commit."""

    def __init__(self, name, hook, source):
        self.folder = fresh(f"trials/{name}")
        self.environment = {"PRE_COMMIT_HOME": str(WORK / "pre-commit"), "PIP_FIND_LINKS": str(WORK / "wheels"), **QUICK}
        self.environment["PATH"] = f"{WORK / 'clean' / 'bin'}:{programs(PRE_COMMIT)}:{ENVIRONMENT['PATH']}"
        self.git("init", "--quiet")
        revision = must(["git", "rev-parse", "HEAD"], source).strip()
        self.write(".pre-commit-config.yaml", f"repos:\n- repo: {source}\n  rev: {revision}\n  hooks:\n  - id: {hook}\n")
        self.write("go.mod", "module example.com/rows\n\ngo 1.24\n")
        self.pre_commit("install", "--install-hooks")

    def git(self, *arguments):
        return must(["git", *arguments], self.folder, **self.environment)

    def pre_commit(self, *arguments):
        return run(["pre-commit", *arguments], self.folder, **self.environment)

    def write(self, name, text):
        (self.folder / name).parent.mkdir(exist_ok=True)
        (self.folder / name).write_text(text)

    def read(self, name):
        return (self.folder / name).read_text()

    def stage(self, name, text):
        self.write(name, text)
        self.git("add", ".pre-commit-config.yaml", "go.mod", name)

    def with_race(self):
        """Commits a race that nobody has looked at."""
        self.stage("rows/rows.go", RACY)
        self.git("commit", "--quiet", "--no-verify", "--message", "old")
        return self

    def commit(self, *, passes, prints=()):
        """Tries to commit; what is printed has all of these."""
        before = run(["git", "rev-parse", "HEAD"], self.folder).stdout
        done = run(["git", "commit", "--message", "next"], self.folder, **self.environment)
        after = run(["git", "rev-parse", "HEAD"], self.folder).stdout
        expect((done.returncode == 0, before != after) == (passes, passes), f"the commit must {'' if passes else 'not '}pass", done.stdout)
        for text in prints:
            expect(text in done.stdout, f"{text!r} must be printed", done.stdout)


def a_racy_commit_is_stopped(new):
    repository = new()
    repository.stage("rows/rows.go", ORDERED)
    repository.commit(passes=True)
    repository.stage("rows/rows.go", RACY)
    repository.commit(passes=False, prints=MESSAGE)
    repository.stage("rows/rows.go", ORDERED.replace("Close ends it.", "Close ends it and waits."))
    repository.commit(passes=True)


def a_first_commit_is_judged(new):
    repository = new()
    repository.stage("rows/rows.go", RACY)
    repository.commit(passes=False, prints=MESSAGE)


def a_fix_passes(new):
    repository = new().with_race()
    repository.stage("rows/rows.go", ORDERED)
    repository.commit(passes=True)


def a_commit_without_go_does_not_run_it(new):
    repository = new().with_race()
    repository.stage("README.md", "Rows.\n")
    repository.commit(passes=True, prints=["(no files to check)Skipped"])


def an_old_race_stops_nobody(new):
    repository = new().with_race()
    repository.stage("rows/more.go", "package rows\n")
    repository.commit(passes=True, prints=["Passed"])
    repository.stage("rows/more.go", OTHER_RACE)
    repository.commit(passes=False, prints=["`Reader.buffer`", "1 finding in"])


def what_is_staged_is_judged(new):
    repository = new()
    repository.stage("rows/rows.go", RACY)
    repository.write("rows/rows.go", ORDERED)
    repository.commit(passes=False, prints=MESSAGE)
    repository.stage("rows/rows.go", ORDERED)
    repository.write("rows/rows.go", RACY)
    repository.write("rows/unknown.go", OTHER_RACE)
    repository.commit(passes=True)
    expect(repository.read("rows/rows.go") == RACY, "what is not staged must stay")


def all_files_are_checked(new):
    repository = new().with_race()
    done = repository.pre_commit("run", "--all-files")
    expect(done.returncode == 1 and MESSAGE[0] in done.stdout, "must report", done.stdout)
    repository.write("rows/rows.go", ORDERED)
    done = repository.pre_commit("run", "--all-files")
    expect(done.returncode == 1 and MESSAGE[0] in done.stdout, "what is not staged is not judged", done.stdout)
    repository.stage("rows/rows.go", ORDERED)
    done = repository.pre_commit("run", "--all-files")
    expect(done.returncode == 0, "must pass", done.stdout)


def a_range_is_checked(new):
    repository = new().with_race()
    repository.stage("rows/more.go", "package rows\n")
    repository.commit(passes=True)
    done = repository.pre_commit("run", "--from-ref", "HEAD~", "--to-ref", "HEAD")
    expect(done.returncode == 0, "the race is older", done.stdout)


def a_merge_is_judged(new):
    repository = new()
    repository.stage("rows/rows.go", ORDERED)
    repository.stage("rows/more.go", "package rows\n\nconst a = 0\n")
    repository.commit(passes=True)
    repository.git("checkout", "--quiet", "-b", "topic")
    repository.stage("rows/more.go", "package rows\n\nconst a = 1\n")
    repository.commit(passes=True)
    repository.git("checkout", "--quiet", "main")
    repository.stage("rows/more.go", "package rows\n\nconst a = 2\n")
    repository.stage("rows/other.go", OTHER_RACE)
    repository.git("commit", "--quiet", "--no-verify", "--message", "race")
    repository.git("checkout", "--quiet", "topic")
    conflict = run(["git", "merge", "--quiet", "main"], repository.folder, **repository.environment)
    expect(conflict.returncode == 1, "must conflict", conflict.stdout)
    repository.stage("rows/more.go", "package rows\n\nconst a = 3\n")
    repository.stage("rows/rows.go", RACY)
    repository.commit(passes=False, prints=["`Iterator.buffer`", "1 finding in"])
    repository.stage("rows/rows.go", ORDERED)
    repository.commit(passes=True)


TRIALS = [
    a_racy_commit_is_stopped,
    a_first_commit_is_judged,
    a_fix_passes,
    a_commit_without_go_does_not_run_it,
    an_old_race_stops_nobody,
    what_is_staged_is_judged,
    all_files_are_checked,
    a_range_is_checked,
    a_merge_is_judged,
]


def main():
    if not list((WORK / "wheels").glob("*.whl")) or not (WORK / "clean").exists():
        sys.exit("run wheel.py first")
    fresh("pre-commit")
    source = checkout("hooks", ":!testdata")

    def named(hook, trial):
        name = f"{hook}/{trial.__name__}"
        return name, lambda: trial(lambda: Repository(name, hook, source))

    return trials([named(hook, trial) for hook in HOOKS for trial in TRIALS])


if __name__ == "__main__":
    sys.exit(main())

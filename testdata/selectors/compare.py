#!/usr/bin/env python3
"""Compares what closerace takes each selector for with what Go's own type checker says, over the toolchain's own source.

A selector is `x.name` of which x is no package. It is resolved if closerace names a field or method for it, and agrees if
that is the one that go/types names: the same declaration, or a method of an interface on both sides.

Exit status: 0 when enough are resolved and agree, 1 when not, 2 when the comparison cannot run here.
"""

import argparse
import collections
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(HERE.parent))
import oracle  # noqa: E402

RESOLVED, AGREEING = 0.97, 0.99


def rows(text):
    """(file, byte) -> (name, kind, declaration) of each selector."""
    table = {}
    for line in text.splitlines():
        file, offset, name, kind, declared = line.split("\t")
        table[file, int(offset)] = (name, kind, declared)
    return table


def run(command, **options):
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, text=True, **options)
    if done.returncode != 0:
        oracle.give_up(f"{command[0]} exited with {done.returncode}")
    return done.stdout


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    oracle.add_go_options(parser)
    parser.add_argument("--selectors", metavar="FILE", help="the example program `selectors`; otherwise cargo builds it")
    parser.add_argument("--list", metavar="N", type=int, default=0, help="show N of those that are not resolved, and N that disagree")
    options = parser.parse_args()

    cache = options.cache.resolve()
    cache.mkdir(parents=True, exist_ok=True)
    go = oracle.find_go(options.go, cache)
    environment = oracle.go_environment(cache) | {"CGO_ENABLED": "0"}
    dump = oracle.build_tool(go, environment, HERE / "dump", cache / "selectors-dump")
    goroot = Path(run([go, "env", "GOROOT"], env=environment).strip())
    environment["GOROOT"] = str(goroot)
    tags = run([dump, "tags"], env=environment).strip()
    ours = [options.selectors] if options.selectors else [
        "cargo", "run", "--quiet", "--profile", "dev", "--manifest-path", ROOT / "Cargo.toml",
        "-p", "closerace-analyzer", "--example", "selectors", "--",
    ]
    want = rows(run([dump], env=environment, stderr=subprocess.DEVNULL))
    got = rows(run([*ours, ".", "--tags", tags], cwd=goroot / "src"))

    resolved, agreeing = 0, 0
    unresolved, disagreeing = collections.Counter(), collections.Counter()
    shown = {"unresolved": [], "disagreeing": []}
    for place, (name, kind, declared) in want.items():
        ours = got.get(place, (name, "unseen", ""))
        if ours[1] in ("missing", "unknown", "unseen"):
            unresolved[ours[1], kind] += 1
            shown["unresolved"].append((place, name, kind, declared, ours))
            continue
        resolved += 1
        if ours[1:] == (kind, declared):
            agreeing += 1
        else:
            disagreeing[ours[1], kind] += 1
            shown["disagreeing"].append((place, name, kind, declared, ours))
    for what, found in shown.items():
        step = max(1, len(found) // options.list) if options.list else 1
        for (file, offset), name, kind, declared, ours in found[::step][: options.list]:
            line = (goroot / "src" / file).read_bytes()[:offset].count(b"\n") + 1
            print(f"{what}: {file}:{line}: {name}: go {kind} {declared}, closerace {' '.join(ours[1:])}")
    for what, counts in (("not resolved", unresolved), ("disagreeing", disagreeing)):
        for (ours, theirs), n in counts.most_common():
            print(f"{what}: {n} ({theirs} in Go, {ours} in closerace)")
    print(f"{len(want)} selectors, {resolved / len(want):.2%} resolved, of which {agreeing / max(resolved, 1):.2%} agree with go/types")
    return 0 if resolved >= RESOLVED * len(want) and agreeing >= AGREEING * resolved else 1


if __name__ == "__main__":
    sys.exit(main())

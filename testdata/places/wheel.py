#!/usr/bin/env python3
"""Builds the wheel, installs it where there is nothing but Python, and has it find what races in testdata."""

import json
import sys

from common import ROOT, VERSION, expect, fresh, must, programs, run, trials, wheel

UV, PIPX = "uv==0.13.8", "pipx==1.18.4"


def main():
    wheels = wheel()
    clean = fresh("clean")
    offline = ["--no-index", "--find-links", wheels]

    def pip():
        must([sys.executable, "-m", "venv", clean])
        must([clean / "bin" / "python", "-m", "pip", "install", *offline, "closerace"])
        version = must([clean / "bin" / "closerace", "--version"]).strip()
        expect(version == f"closerace {VERSION}", f"{version} is not {VERSION}")

    def findings():
        done = run([clean / "bin" / "closerace", "check", "--quiet", "--format", "json", "testdata/programs"])
        expect(done.returncode == 1 and json.loads(done.stdout)["findings"], "no findings", done.stdout)

    def uvx():
        must([programs(UV) / "uvx", "--no-cache", *offline, "closerace", "check", "--exit-zero", "testdata/programs"])

    def pipx():
        home = fresh("pipx")
        file = next(wheels.glob("*.whl"))
        must([programs(PIPX) / "pipx", "run", "--spec", file, "closerace", "--version"], PIPX_HOME=str(home))

    return trials([("pip", pip), ("findings", findings), ("uvx", uvx), ("pipx", pipx)])


if __name__ == "__main__":
    sys.exit(main())

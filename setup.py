"""What pre-commit installs for its hook `closerace`: the wheel of this version, so that nothing is compiled."""

import re
from pathlib import Path

from setuptools import setup

manifest = Path(__file__).with_name("Cargo.toml").read_text(encoding="utf-8")
version = re.search(r'(?ms)^\[workspace\.package\]$.*?^version = "([^"]+)"', manifest).group(1)
setup(name="closerace-pre-commit", version=version, py_modules=[], install_requires=["closerace==" + version])

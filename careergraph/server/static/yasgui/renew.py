"""Fetch YASGUI from npm into this folder, with the licences of what is in it.

    python careergraph/server/static/yasgui/renew.py 4.6.2

It needs npm. The files are those of the package, byte for byte. Which packages
the script was built from is read from its source map; their licences are taken
from the same install.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
PACKAGE = "@zazuko/yasgui"
SHIPPED = ("yasgui.min.js", "yasgui.min.css")
_PACKAGE_OF = re.compile(r".*node_modules/((?:@[^/]+/)?[^/]+)/")
INTRODUCTION = """\
{package} {version}, {address}
Licence: {licence}; author: {author}; contributors: {contributors}.

The files yasgui.min.js and yasgui.min.css are those of this package on npm, unchanged.
The package has no file with its licence; what its package.json says stands above. Below
is LICENSE.txt of https://github.com/TriplyDB/Yasgui, where its earlier versions are.
The packages from which the script was built follow, in the versions that npm installs
with it, with their licences.

The MIT License (MIT)

Copyright © 2018 Ruben Taelman

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
"""


def main(version: str) -> None:
    """Renew all files of the folder."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"]
        wanted = f"{PACKAGE}@{version}"
        subprocess.run([*command, "--prefix", name, wanted], cwd=folder, check=True)
        modules = folder / "node_modules"
        build = modules / PACKAGE / "build"
        for file in SHIPPED:
            shutil.copy(build / file, HERE / file)
        sources = json.loads((build / f"{SHIPPED[0]}.map").read_text("utf-8"))
        found = map(_PACKAGE_OF.match, sources["sources"])
        packages = sorted({one[1] for one in found if one} | {"datatables.net-dt"})
        parts = [introduction(modules), *(licence(modules, one) for one in packages)]
        text = f"\n{'-' * 78}\n\n".join(parts)
        (HERE / "LICENSES.txt").write_text(text, "utf-8")


def introduction(modules: Path) -> str:
    """Return what the package says of itself."""
    told = json.loads((modules / PACKAGE / "package.json").read_text("utf-8"))
    people = ", ".join(person["name"] for person in told["contributors"])
    return INTRODUCTION.format(
        package=PACKAGE,
        version=told["version"],
        address=told["homepage"],
        licence=told["license"],
        author=told["author"],
        contributors=people,
    )


def licence(modules: Path, package: str) -> str:
    """Return the licence of a package: its files, or else what it declares."""
    folder = modules / package
    told = json.loads((folder / "package.json").read_text("utf-8"))
    files = sorted(
        file
        for file in folder.iterdir()
        if re.match("licen[cs]e", file.name, re.IGNORECASE)
    )
    lines = [f"{package} {told['version']}: {told.get('license', 'see below')}"]
    for file in files:
        text = file.read_text("utf-8").strip()
        lines += ["", *(line.rstrip() for line in text.splitlines())]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(sys.argv[1])

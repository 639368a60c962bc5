#!/bin/sh
# Install Java for the tests of the ontology, where there is none.
set -eu
if command -v java >/dev/null && command -v javac >/dev/null; then
    exit 0
fi
as_root=""
if [ "$(id -u)" != 0 ]; then
    as_root="sudo -n"
fi
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
    $as_root apt-get update --quiet --quiet
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install --quiet --quiet --yes \
        --no-install-recommends default-jdk-headless
    exit 0
fi
echo "The tests of the ontology need Java, and it cannot be installed from here." >&2
echo "Install a JDK, 11 or newer, so that 'java' and 'javac' are on the PATH, then run make test again." >&2
exit 1

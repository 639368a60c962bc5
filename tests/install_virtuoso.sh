#!/bin/sh
# Install Virtuoso for the tests of SPARQL servers, where there is none.
set -eu
if command -v virtuoso-t >/dev/null && command -v isql-vt >/dev/null; then
    exit 0
fi
as_root=""
if [ "$(id -u)" != 0 ]; then
    as_root="sudo -n"
fi
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
    $as_root apt-get update --quiet --quiet
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install --quiet --quiet --yes \
        --no-install-recommends virtuoso-opensource-7-bin virtuoso-opensource-7-common
    exit 0
fi
echo "The tests of SPARQL servers need Virtuoso, and it cannot be installed from here." >&2
echo "Install Virtuoso 7.2 so that 'virtuoso-t' and 'isql-vt' are on the PATH, then run make test again." >&2
exit 1

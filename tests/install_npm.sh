#!/bin/sh
# Install what the tests take from npm, as tests/npm/package-lock.json names it, and
# Node where there is none. Nothing is done when it is there already.
set -eu
folder=$(dirname "$0")/npm
installed="$folder/node_modules/installed-lock.json"
if cmp -s "$folder/package-lock.json" "$installed"; then
    exit 0
fi
if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    as_root=""
    if [ "$(id -u)" != 0 ]; then
        as_root="sudo -n"
    fi
    if ! command -v apt-get >/dev/null || ! $as_root true 2>/dev/null; then
        echo "The tests need packages of npm, and Node cannot be installed from here." >&2
        echo "Install Node, so that 'node' and 'npm' are on the PATH, then run make test again." >&2
        exit 1
    fi
    $as_root apt-get update --quiet --quiet
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install --quiet --quiet --yes \
        --no-install-recommends nodejs npm
fi
(cd "$folder" && npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier \
    --loglevel=error >/dev/null)
cp "$folder/package-lock.json" "$installed"

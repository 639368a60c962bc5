#!/bin/sh
# Install Chromium for the browser tests, where there is none.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
        exit 0
    fi
done
as_root=""
if [ "$(id -u)" != 0 ]; then
    as_root="sudo -n"
fi
if command -v apt-get >/dev/null && $as_root true 2>/dev/null; then
    $as_root apt-get update --quiet --quiet
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install --quiet --quiet --yes \
        --no-install-recommends chromium fonts-dejavu-core
    exit 0
fi
echo "The browser tests need Chromium, and it cannot be installed from here." >&2
echo "Install it so that 'chromium' or 'google-chrome' is on the PATH, then run make test again." >&2
exit 1

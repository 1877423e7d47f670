#!/bin/sh
# Installs Debian's chromium and a Japanese font, as root or through sudo.
set -eu
become=""
if [ "$(id -u)" -ne 0 ]; then
    become="sudo -n"
    $become true 2>/dev/null || {
        echo "The browser tests need chromium. Install it with: apt-get install chromium fontconfig fonts-noto-cjk" >&2
        exit 1
    }
fi
export DEBIAN_FRONTEND=noninteractive
$become apt-get update -qq
$become apt-get install -y -qq --no-install-recommends chromium fontconfig fonts-noto-cjk >/dev/null

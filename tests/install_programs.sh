#!/bin/sh
# Installs what the tests drive, as root or through sudo: Debian's chromium with a Japanese font,
# tesseract with English and Japanese, nginx and curl, servers of documents: git, OpenSSH, Dovecot; and
# OpenLDAP, a directory of people; PostgreSQL.
set -eu
programs="chromium curl fontconfig fonts-noto-cjk tesseract-ocr tesseract-ocr-eng tesseract-ocr-jpn nginx-light git openssh-server dovecot-imapd slapd postgresql"
become=""
if [ "$(id -u)" -ne 0 ]; then
    become="sudo -n"
    $become true 2>/dev/null || {
        echo "The tests need other programs. Install them with: apt-get install $programs" >&2
        exit 1
    }
fi
export DEBIAN_FRONTEND=noninteractive
$become apt-get update -qq
# shellcheck disable=SC2086 # a list of words
$become apt-get install -y -qq --no-install-recommends $programs >/dev/null

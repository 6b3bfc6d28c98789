#!/usr/bin/env bash
# Sets Foramen up on a fresh Debian or Ubuntu machine: system libraries, .venv, dependencies. Quick when nothing changed.
# Usage: scripts/setup.sh run    what the program needs
#        scripts/setup.sh test   that, and the programs the tests compare it with
set -euo pipefail
cd "$(dirname "$0")/.."
purpose="${1:-run}"

# fonts-wqy-microhei: names in Chinese, Japanese and Korean are boxes without it.
run_packages=(libgl1 libegl1 libgl1-mesa-dri libglx-mesa0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0
  libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-xinerama0 libdbus-1-3 libfontconfig1
  libglib2.0-0 fonts-inter fonts-dejavu-core fonts-wqy-microhei)
# poppler-data: without it pdftotext cannot map the Chinese, Japanese and Korean names in a PDF to text.
test_packages=(dcmtk dicom3tools poppler-utils poppler-data xvfb)

find_python() {
  local candidate
  for candidate in python3 python3.13 python3.12 python3.11; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
}

is_installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'ok installed' \
  || dpkg-query -W -f='${Status}' "${1}t64" 2>/dev/null | grep -q 'ok installed'; }

missing=()
wanted=("${run_packages[@]}")
if [ "$purpose" = test ]; then wanted+=("${test_packages[@]}"); fi
python="$(find_python)"
if [ -z "$python" ]; then wanted+=(python3); fi
if [ ! -x .venv/bin/python ] && ! "${python:-python3}" -c 'import ensurepip' 2>/dev/null; then wanted+=(python3-venv); fi

if command -v dpkg-query >/dev/null; then
  for package in "${wanted[@]}"; do is_installed "$package" || missing+=("$package"); done
else
  echo "setup: this is not Debian or Ubuntu; install by hand what matches: ${wanted[*]}" >&2
fi

if [ "${#missing[@]}" -gt 0 ]; then
  install="apt-get install -y --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" = 0 ]; then elevate=""
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then elevate="sudo"
  else
    echo "setup: system packages are missing and there is no root or sudo here. Type:" >&2
    echo "    sudo apt-get update && sudo $install" >&2
    exit 3
  fi
  echo "setup: installing ${missing[*]}"
  $elevate apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $elevate $install >/dev/null
fi

python="$(find_python)"
if [ -z "$python" ]; then
  echo "setup: Python 3.11 or newer is needed and this system's packages do not have it. Install it and try again." >&2
  exit 3
fi

fingerprint="$(cat requirements.lock pyproject.toml scripts/setup.sh | sha256sum | cut -d' ' -f1) $("$python" -V)"
stamp=.venv/.foramen-setup
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$fingerprint" ]; then exit 0; fi

echo "setup: preparing .venv with $("$python" -V)"
if [ ! -x .venv/bin/python ]; then "$python" -m venv .venv; fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
.venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
echo "$fingerprint" >"$stamp"

#!/bin/sh
# Take this machine from bare to ready: Debian packages, .venv, locked Python packages.
# Usage: sh setup.sh build|test|lock    PYTHON=/path/to/python3 chooses the interpreter of .venv.
# Does nothing, in a few hundredths of a second, when all is there.
set -eu
PYTHON=${PYTHON:-}
cd "$(dirname "$0")"

BUILD_PACKAGES="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 fontconfig
    fonts-noto-core fonts-noto-cjk liblouis-bin"
TEST_PACKAGES="chromium poppler-utils mupdf-tools ghostscript gettext default-jre-headless libjaxb-java
    libistack-commons-java libtxw2-java libactivation-java epubcheck"

main() {
    case "${1:-}" in
        build) wanted=$BUILD_PACKAGES lock=requirements.txt ;;
        test) wanted="$BUILD_PACKAGES $TEST_PACKAGES" lock=requirements-test.txt ;;
        lock)
            write_locks
            return
            ;;
        *) stop "usage: sh setup.sh build|test|lock" ;;
    esac
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        install_debian_packages "$wanted"
    else
        stop_unless_libraries_are_there
    fi
    make_venv
    install_locked_packages "$lock"
}

stop() {
    printf 'setup: %s\n' "$1" >&2
    exit 1
}

say() {
    printf 'setup: %s\n' "$1"
}

install_debian_packages() {
    packages=$1
    # shellcheck disable=SC1091 # a file of the system
    if [ "$(. /etc/os-release && echo "$ID")" = ubuntu ]; then
        # Ubuntu has no package chromium; this one brings its snap.
        packages=$(printf '%s' "$packages" | sed 's/\bchromium\b/chromium-browser/')
    fi
    if [ ! -x .venv/bin/python ]; then
        packages="$packages $(debian_python_packages)"
    fi
    missing=$(missing_debian_packages "$packages")
    [ -n "$missing" ] || return 0

    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null ||
            stop "Debian packages are missing; run as root: apt-get install --no-install-recommends$missing"
        as_root=sudo
    fi
    say "installing Debian packages:$missing"
    apt_get update -qq
    # shellcheck disable=SC2086 # a list of package names
    apt_get install -qq -y --no-install-recommends $missing
}

# Print the packages that Debian's own Python needs for venv; other Pythons bring it themselves.
debian_python_packages() {
    python=$(fitting_python)
    if [ -z "$python" ]; then
        command -v python3 >/dev/null || echo python3 python3-venv
        return
    fi
    case $python in
        /usr/bin/* | /bin/*) ;;
        *) return ;;
    esac
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
}

missing_debian_packages() {
    # dpkg-query fails when it has never heard of one of them; what it prints still counts.
    # shellcheck disable=SC2086 # a list of package names
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $1 2>/dev/null) || true
    for package in $1; do
        case "
$installed
" in
            *"
$package installed
"*) ;;
            *) printf ' %s' "$package" ;;
        esac
    done
}

# Run apt-get without questions; what it prints matters only when it fails.
apt_get() {
    output=$($as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o DPkg::Lock::Timeout=120 "$@" 2>&1 </dev/null) && return
    printf '%s\n' "$output" >&2
    stop "apt-get $1 failed for the reason above; put that right and run make again"
}

# Other systems name their packages differently, so nothing is installed there unasked.
stop_unless_libraries_are_there() {
    python=$(fitting_python)
    if [ -n "$python" ] && "$python" - 2>/dev/null <<'PYTHON'; then
import sys
from ctypes.util import find_library
names = "gobject-2.0", "pango-1.0", "pangoft2-1.0", "harfbuzz", "harfbuzz-subset", "fontconfig"
sys.exit(not all(map(find_library, names)))
PYTHON
        return
    fi
    for manager in dnf brew pacman apk; do
        if command -v $manager >/dev/null; then
            stop "this is not Debian; install what the press needs, then run make again: $(install_line $manager)"
        fi
    done
    stop "this is not Debian; install Python 3.11, Pango 1.50, HarfBuzz with its subset library, \
fontconfig and the Noto fonts (Sans, Arabic, Bengali, Nastaliq Urdu, CJK), then run make again"
}

install_line() {
    case $1 in
        dnf) echo "sudo dnf install python3 pango harfbuzz fontconfig google-noto-sans-fonts \
google-noto-sans-arabic-fonts google-noto-sans-bengali-fonts google-noto-nastaliq-urdu-fonts \
google-noto-sans-cjk-fonts" ;;
        brew) echo "brew install python pango fontconfig font-noto-sans font-noto-sans-arabic \
font-noto-sans-bengali font-noto-nastaliq-urdu font-noto-sans-cjk-sc" ;;
        pacman) echo "sudo pacman -S --needed python pango harfbuzz fontconfig noto-fonts noto-fonts-cjk" ;;
        apk) echo "sudo apk add python3 pango harfbuzz-subset fontconfig font-noto-all font-noto-cjk" ;;
    esac
}

# Print the Python that was asked for, or the first one on PATH that is new enough.
fitting_python() {
    for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$python"
            return
        fi
    done
}

make_venv() {
    python=$(fitting_python)
    if venv_fits "$python"; then
        return
    fi
    if [ -z "$python" ]; then
        asked=${PYTHON:-python3}
        version=$("$asked" --version 2>/dev/null) || version="not there"
        stop "$asked is $version; the press needs Python 3.11 or newer: install one and run \
make PYTHON=/path/to/python3.11"
    fi
    "$python" -c 'import ensurepip, venv' 2>/dev/null ||
        stop "$python cannot make virtual environments (no ensurepip); use another: make PYTHON=/usr/bin/python3"
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
}

# False where .venv is half made, its Python has been removed, or another one is asked for.
venv_fits() {
    .venv/bin/python -c 'import pip' 2>/dev/null || return 1
    [ -z "$PYTHON" ] || [ "$(base_python .venv/bin/python)" = "$(base_python "$1")" ]
}

base_python() {
    "$1" -c 'import sys; print(sys.base_prefix, sys.version)'
}

# .venv keeps a copy of each lock that went into it: equal copies mean nothing to do.
install_locked_packages() {
    stamp=.venv/installed-$1
    if cmp -s "$1" "$stamp"; then
        return
    fi
    say "installing the Python packages of $1"
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-input --require-hashes -r "$1" ||
        stop "pip could not install $1 for the reason above; put that right and run make again"
    cp "$1" "$stamp"
}

# The ordinary registry alone decides what is locked, never this machine's pip settings.
write_locks() {
    .venv/bin/python -m pip install -q --disable-pip-version-check --no-input pip-tools
    for name in requirements requirements-test; do
        env -u PIP_INDEX_URL -u PIP_EXTRA_INDEX_URL -u PIP_FIND_LINKS PIP_CONFIG_FILE=/dev/null \
            .venv/bin/pip-compile --quiet --upgrade --generate-hashes --no-header --strip-extras \
            --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
            --output-file "$name.txt" "$name.in"
    done
}

main "$@"

# Installs what is missing: Debian packages from tools/packages.txt, libduckdb, and Node where the system's is too old.

say() { printf '\033[1m▸ %s\033[0m\n' "$*" >&2; }
fail() {
    printf 'ops: %s\n' "$*" >&2
    exit 1
}

# packages_of SECTION: the packages that tools/packages.txt lists under [SECTION]
packages_of() {
    awk -v section="[$1]" '/^#/ { inside = ($2 == section); next } inside { for (i = 1; i <= NF; i++) print $i }' tools/packages.txt
}

install_for() {
    local section wanted=() missing=()
    for section in "$@"; do mapfile -t -O "${#wanted[@]}" wanted < <(packages_of "$section"); done
    if ! command -v dpkg-query >/dev/null; then
        fail "this script installs packages with apt and knows Debian 12 only; install these yourself: ${wanted[*]}"
    fi
    local present
    present=$(dpkg-query -W -f '${db:Status-Status} ${Package}\n' 2>/dev/null | awk '$1 == "installed" { print $2 }')
    mapfile -t missing < <(printf '%s\n' "${wanted[@]}" | grep -vxF -f <(printf '%s\n' "$present") || true)
    if [ ${#missing[@]} -gt 0 ]; then
        say "Installing ${#missing[@]} Debian packages: ${missing[*]}"
        as_root apt-get update -qq || fail "apt-get update failed; is this machine online?"
        as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
            fail "apt-get could not install: ${missing[*]}"
    fi
    use_node
    use_duckdb
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "installing packages needs root or sudo; run as root: apt-get install --no-install-recommends $(packages_of build | tr '\n' ' ')"
    fi
}

node_version=20.20.2
npm_version=11.19.1
node_is_new_enough() {
    command -v node >/dev/null && command -v npm >/dev/null &&
        node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' &&
        [ "$(npm --version 2>/dev/null | cut -d. -f1)" -ge 11 ]
}

# Debian 12 ships Node 18 and npm 9; Vite 8 needs Node 20.19. The npm registry carries both programs as packages.
use_node() {
    export npm_config_ignore_scripts=true npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false
    local home=$root/.cache/node-$node_version
    [ -x "$home/bin/npm" ] && export PATH=$home/bin:$PATH
    node_is_new_enough && return
    local arch digest
    case $(uname -m) in
    x86_64) arch=x64 digest=c3e7aaf69557617ff16376e83078daf2e862f086399b32b341f68ebcd5e72781 ;;
    aarch64) arch=arm64 digest=22f39737865492ba68bf7aa0f01f3af5b0ed5d9144b75a0ad52459c32d447998 ;;
    *) fail "Node 20.19 or newer is needed, and there is no ready build for $(uname -m); install Node first" ;;
    esac
    say "Fetching Node $node_version and npm $npm_version (the system's are missing or too old)"
    command -v npm >/dev/null || as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null ||
        fail "apt-get could not install nodejs and npm"
    mkdir -p .cache/fetch "$home/bin" "$home/lib/npm"
    fetch_package "node-linux-$arch" $node_version $digest
    tar -xzf ".cache/fetch/node-linux-$arch-$node_version.tgz" -C "$home/bin" --strip-components=2 package/bin/node
    fetch_package npm $npm_version 9f58bff01604cb1b14008fef14dceb14d836a49225e45c6c2e37de3be3e707f0
    tar -xzf ".cache/fetch/npm-$npm_version.tgz" -C "$home/lib/npm" --strip-components=1
    printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/npm/bin/npm-cli.js" "$@"\n' "$home" "$home" >"$home/bin/npm"
    printf '#!/bin/sh\nexec "%s/bin/node" "%s/lib/npm/bin/npx-cli.js" "$@"\n' "$home" "$home" >"$home/bin/npx"
    chmod +x "$home/bin/npm" "$home/bin/npx"
    export PATH=$home/bin:$PATH
    hash -r
    node_is_new_enough || fail "Node $node_version was fetched but does not run here"
}

# Debian has no DuckDB; the npm registry carries the header in one package and the library in another. CMake finds both
# through cmake/FindDuckDB.cmake.
duckdb_version=1.4.4
use_duckdb() {
    local home=$root/.cache/duckdb-$duckdb_version arch digest
    [ -f "$home/libduckdb.so" ] && return
    case $(uname -m) in
    x86_64) arch=x64 digest=8ac460b152cd05a95065a414879bb09e40534b1fb7a80a7afe6969b6ce039029 ;;
    aarch64) arch=arm64 digest=d3a1dec3ffba3fcefa8a15480c80dc244b109cc004e3414a32fa23681e89b0c5 ;;
    *) fail "there is no ready libduckdb for $(uname -m); put duckdb.h and libduckdb.so of $duckdb_version into $home" ;;
    esac
    say "Fetching libduckdb $duckdb_version"
    mkdir -p .cache/fetch "$home"
    fetch_package duckdb $duckdb_version 5bb967dcbcd517670ba5f169f238fb9d6787e53752c60ebe24386169d76941ed
    tar -xzf ".cache/fetch/duckdb-$duckdb_version.tgz" -C "$home" --strip-components=5 package/src/duckdb/src/include/duckdb.h
    fetch_package "@duckdb/node-bindings-linux-$arch" $duckdb_version-r.1 $digest
    tar -xzf ".cache/fetch/duckdb-node-bindings-linux-$arch-$duckdb_version-r.1.tgz" -C "$home" --strip-components=1 package/LICENSE package/libduckdb.so
}

fetch_package() { # NAME VERSION SHA256
    local file=${1#@}
    file=${file//\//-}-$2.tgz
    (cd .cache/fetch && npm pack --silent "$1@$2" >/dev/null) || fail "the npm registry did not give $1@$2; is this machine online?"
    echo "$3  .cache/fetch/$file" | sha256sum --check --quiet - || fail "$1@$2 is not the file we expect (checksum differs)"
}

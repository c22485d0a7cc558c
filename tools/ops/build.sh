# Builds the web application and the program; rewrites generated files.

# stamp FILE KEY: true when FILE does not hold KEY
stale() { [ ! -f "$1" ] || [ "$(cat "$1")" != "$2" ]; }
digest_of() { find "$@" -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1; }

# need_packages FOLDER: npm ci, once per lock file
need_packages() {
    local key
    key=$(sha256sum "$1/package-lock.json" | cut -d' ' -f1)
    stale "$1/node_modules/.ops-stamp" "$key" || return 0
    say "Installing npm packages in $1"
    npm ci --prefix "$1" --no-audit --no-fund --loglevel=error || fail "npm could not install the packages of $1"
    echo "$key" >"$1/node_modules/.ops-stamp"
}
need_web_packages() { need_packages web; }

build_web() {
    local key
    key=$(digest_of web)
    stale .cache/web-build "$key" || [ ! -f web/dist/index.html ] || return 0
    need_web_packages
    say "Building the web application"
    npm run --silent --prefix web build >&2 || fail "the web application did not build"
    mkdir -p .cache
    echo "$key" >.cache/web-build
}

build_program() { # PRESET [TARGETS…]
    local preset=$1
    shift
    # What ccache must not mind, so that it serves files with precompiled headers and other checkouts too.
    export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    if [ ! -f "build/$preset/build.ninja" ]; then
        say "Configuring ($preset)"
        cmake --preset "$preset" >/dev/null || fail "CMake could not configure the preset '$preset'"
    fi
    say "Building ($preset)"
    if [ -t 2 ]; then
        cmake --build "build/$preset" --parallel "$(nproc)" ${1:+--target "$@"} >&2 || fail "the build failed; the first error is above"
    else
        cmake --build "build/$preset" --parallel "$(nproc)" ${1:+--target "$@"} |
            awk '/FAILED|error|warning/ || NR % 50 == 0' >&2 || fail "the build failed; the first error is above"
    fi
}

# The Debian package, under build/release.
package() {
    build_web
    build_program release batchops manual
    say "Packaging"
    rm -f build/release/batchops_*.deb
    (cd build/release && cpack -G DEB >/dev/null) || fail "CPack could not make the package"
    lintian --allow-root --fail-on error,warning build/release/batchops_*.deb || fail "lintian found fault with the package"
    ls build/release/batchops_*.deb
}

generate() {
    build_web
    build_program release batchops
    mkdir -p api
    build/release/batchops openapi >api/openapi.json
    need_web_packages
    (cd web && npx --no-install openapi-typescript ../api/openapi.json -o src/api/schema.ts >/dev/null)
    build_program release demo_school_files
    build/release/examples/demo-school/demo_school_files examples/demo-school
    say "Rewritten: api/openapi.json, web/src/api/schema.ts, examples/demo-school/files"
}

dev_servers() {
    build/release/batchops serve --port 8321 "$@" &
    local server=$!
    trap 'kill $server 2>/dev/null; wait' EXIT INT TERM
    VITE_API_URL=http://127.0.0.1:8321 npm run --silent --prefix web dev
}

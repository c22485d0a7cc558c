# Every test: C++ on one release build, the engine under ASan and UBSan, journeys against the real binary, web, browser.

run_tests() {
    local failed=()
    use_s3_server
    build_web
    build_program release
    step "C++ unit, case and store tests" ctest --test-dir build/release --output-on-failure || failed+=("C++")
    build_program asan engine_tests
    step "Engine tests under ASan and UBSan" ctest --test-dir build/asan --output-on-failure -R engine_tests || failed+=("sanitizers")
    need_web_packages
    step "Web: types" npm run --silent --prefix web typecheck || failed+=("web types")
    step "Web: lint" npm run --silent --prefix web lint || failed+=("web lint")
    step "Web: unit tests" npm run --silent --prefix web test || failed+=("web unit tests")
    export BATCHOPS_BINARY=$root/build/release/batchops
    step "Journeys against the real binary" node --test --test-concurrency=2 tests/journeys/ || failed+=("journeys")
    step "Browser journeys in Chromium" node --test --test-concurrency=1 tests/browser/ || failed+=("browser")
    if [ ${#failed[@]} -gt 0 ]; then fail "these failed: ${failed[*]}"; fi
    say "All tests passed"
}

# The S3 server that tests of buckets run against, in a folder of its own. Without it they are skipped and say so.
use_s3_server() {
    local home=$root/.cache/s3-server
    cmp -s tests/s3/requirements.txt "$home/requirements.txt" && return
    say "Fetching the S3 server of the tests"
    rm -rf "$home"
    if python3 -m venv "$home" && "$home/bin/pip" install --quiet --disable-pip-version-check --no-deps -r tests/s3/requirements.txt; then
        cp tests/s3/requirements.txt "$home/requirements.txt"
    else
        rm -rf "$home"
        say "It cannot be installed here: tests of buckets are skipped"
    fi
}

step() { # TITLE COMMAND…
    local title=$1
    shift
    say "$title"
    "$@"
}

run_faults() {
    build_web
    build_program release batchops
    BATCHOPS_BINARY=$root/build/release/batchops node tests/faults/soak.mjs --minutes 10
}

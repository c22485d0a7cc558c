# What must hold besides the tests; CI runs the same.

cpp_files() { git ls-files --cached --others --exclude-standard -- '*.cpp' '*.hpp'; }

run_checks() {
    local failed=()
    build_web
    build_program release
    checked "Format" check_format || failed+=(format)
    checked "Includes point down" node tools/includes.mjs || failed+=(includes)
    checked "File sizes, machine paths, secrets" node tools/files.mjs || failed+=(files)
    checked "Security table" node tools/security.mjs --check || failed+=("security table")
    checked "Generated files are fresh" check_generated || failed+=(generated)
    checked "Packages of the image" check_run_packages || failed+=("packages")
    checked "Names (clang-tidy)" check_names || failed+=(names)
    need_web_packages
    checked "Web: types" npm run --silent --prefix web typecheck || failed+=("web types")
    checked "Web: lint and format" npm run --silent --prefix web lint || failed+=("web lint")
    checked "Web: size budgets" npm run --silent --prefix web budget || failed+=("web budgets")
    if [ "${1:-}" = --full ]; then full_checks; fi
    if [ ${#failed[@]} -gt 0 ]; then fail "these checks failed: ${failed[*]}"; fi
    say "All checks passed"
}

checked() {
    local title=$1
    shift
    say "$title"
    "$@"
}

check_format() { cpp_files | xargs clang-format-19 --dry-run --Werror; }

check_generated() {
    build/release/batchops openapi | diff -u api/openapi.json - || { echo "api/openapi.json is stale: run ./ops generate" >&2; return 1; }
    local fresh
    fresh=$(mktemp -d)
    (cd web && npx --no-install openapi-typescript ../api/openapi.json -o "$fresh/schema.ts" >/dev/null)
    diff -q web/src/api/schema.ts "$fresh/schema.ts" || { echo "web/src/api/schema.ts is stale: run ./ops generate" >&2; return 1; }
    rm -rf "$fresh"
}

# Every library that a built program names comes from a package listed under [run].
check_run_packages() {
    local library path package missing=0
    for library in $(objdump -p build/release/batchops{,-hub,-pdf} | awk '$1 == "NEEDED" { print $2 }' | sort -u); do
        [ -e "build/release/$library" ] && continue
        path=$(/sbin/ldconfig -p | awk -v library="$library" '$1 == library { print $NF; exit }')
        package=$(dpkg-query --search "$path" "$(readlink -f "$path")" 2>/dev/null | head -n 1 | cut -d: -f1)
        packages_of run | grep -qxF "$package" && continue
        echo "$library is of the package '$package', which tools/packages.txt does not list under [run]" >&2
        missing=1
    done
    return $missing
}

# clang-tidy reads each file once, with the headers that the file itself names and not with the precompiled ones; results
# are kept per content of the file and the headers of the project.
check_names() {
    local headers
    mkdir -p build/release/names
    sed 's/ -Winvalid-pch -include [^ ]*cmake_pch\.hxx//' build/release/compile_commands.json >build/release/names/compile_commands.json
    headers=$(cpp_files | grep '\.hpp$' | xargs cat .clang-tidy | sha256sum | cut -d' ' -f1)
    mkdir -p .cache/names
    export headers
    cpp_files | grep '\.cpp$' | grep -v '^tests/fuzz/' | xargs -P "$(nproc)" -I{} bash -c '
        key=$(cat {} - <<<"$headers" | sha256sum | cut -d" " -f1)
        [ -f .cache/names/$key ] && exit 0
        if clang-tidy-19 --quiet -p build/release/names {} --extra-arg=-w 2>.cache/names/err-$$ >.cache/names/out-$$; then
            : >.cache/names/$key; rm -f .cache/names/*-$$
        else
            cat .cache/names/out-$$; grep -v "warnings generated\|^Suppressed\|^Use -header" .cache/names/err-$$; rm -f .cache/names/*-$$; exit 1
        fi'
}

full_checks() {
    checked "Clang builds it" build_program clang || failed+=(clang)
    build_program tsan engine_tests server_tests batchops
    checked "Tests under TSan" ctest --test-dir build/tsan --output-on-failure || failed+=(tsan)
    build_program fuzz fuzz_targets
    checked "Fuzz targets, a minute each" nice node tests/fuzz/run.mjs --seconds 60 || failed+=(fuzz)
    checked "Reports are PDF/UA-1 (veraPDF)" node tests/pdfua/run.mjs || failed+=("PDF/UA")
    BATCHOPS_EVERY_LOOK=yes BATCHOPS_BINARY=$root/build/release/batchops checked "Every screen in every theme and width" \
        node --test tests/browser/every-screen.test.mjs || failed+=("screens")
}

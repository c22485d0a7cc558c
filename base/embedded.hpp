#pragma once
// Files that travel inside the binary: migrations, the web application, the demo school.
#include <span>
#include <string_view>

namespace embedded
{
struct File {
    std::string_view path; // relative to its folder, with forward slashes
    struct Bytes {
        const char* begin;
        const char* end;
        std::string_view view() const { return {begin, static_cast<std::size_t>(end - begin)}; }
    } bytes;
};

std::span<const File> migrations();
std::span<const File> web();
std::span<const File> demo();
} // namespace embedded

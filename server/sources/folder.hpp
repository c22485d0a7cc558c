#pragma once
// A folder of this machine, as a source: nothing above it is reached, no link is followed.
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace sources
{
struct Found {
    std::string name; // within the place
    std::int64_t bytes = 0;
    std::chrono::sys_time<std::chrono::nanoseconds> changed;

    std::string identity() const;
};

class Folder
{
public:
    // Throws Refusal in words where the folder is not there, or not below one of `allowed`.
    Folder(const std::string& path, const std::vector<std::string>& allowed);
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::vector<Found> list() const; // plain files by name, 100,000 at most
    // Hands out its bytes. Throws Refusal where it is gone, or no longer the one that was found.
    void fetch(const Found& file, const std::function<void(std::string_view)>& take) const;
    // Into the folder “taken”, under its name or, where that is there, its name with a number.
    void move_to_taken(const Found& file) const;
    void remove(const Found& file) const;

private:
    bool is_still(const Found& file) const;
    int folder_ = -1; // its descriptor: what happens to the path later does not matter
};
} // namespace sources

#pragma once
// A folder of this machine, as a source: nothing above it is reached, no link is followed.
#include "server/sources/visit.hpp"

namespace sources
{
class Folder final : public Visit
{
public:
    // Throws Refusal in words where the folder is not there, or not below one of `allowed`.
    Folder(const std::string& path, const std::vector<std::string>& allowed);
    ~Folder() override;
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    Listing list(const Known& known) override;
    void fetch(const Found& file, const std::function<void(std::string_view)>& take) override;
    void move_to_taken(const Found& file) override;
    void remove(const Found& file) override;

private:
    bool is_still(const Found& file) const;
    int folder_ = -1; // its descriptor: what happens to the path later does not matter
};
} // namespace sources

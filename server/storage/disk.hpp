#pragma once
// The few system calls that make a file durable, with the errors that people can act on turned into refusals.
#include <filesystem>
#include <string_view>

namespace storage::disk
{
// A descriptor with an owner.
class File
{
public:
    static File create(const std::filesystem::path& path); // new, readable and writable by its owner
    static File open(const std::filesystem::path& path);   // for reading
    File(File&& other) noexcept;
    File& operator=(File&&) = delete;
    ~File();

    int descriptor() const { return descriptor_; }
    void write(std::string_view bytes);
    void sync();
    void rewind(); // to its start, for whoever reads the descriptor
    void empty();  // to be written anew

private:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    int descriptor_;
};

// Throws Refusal(storage_full) for a full disk or quota, std::system_error for the rest; errno says which.
[[noreturn]] void fail(const char* doing, const std::filesystem::path& path);
// Makes a folder and those above it, each durable in its parent.
void make_folders(const std::filesystem::path& path);
void sync_folder(const std::filesystem::path& path);
// Renames and makes the new name durable. `from` has been synced.
void move_into_place(const std::filesystem::path& from, const std::filesystem::path& to);
} // namespace storage::disk

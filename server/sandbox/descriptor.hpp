#pragma once
// A file descriptor with an owner.
#include <string>
#include <utility>

namespace sandbox
{
class Descriptor
{
public:
    Descriptor() = default;
    explicit Descriptor(int number) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept
    {
        std::swap(number_, other.number_);
        return *this;
    }
    ~Descriptor() { close(); }

    int number() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    void close();

private:
    int number_ = -1;
};

// All throw std::system_error that names the path. Descriptors are close-on-exec.
Descriptor open_for_reading(const std::string& path);
Descriptor open_for_writing(const std::string& path); // read and write; created or emptied, for its owner only (0600)
Descriptor anonymous_file(const char* name);          // in memory, without a path
} // namespace sandbox

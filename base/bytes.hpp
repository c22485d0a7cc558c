#pragma once
// Where bytes come from and go to. The engine does no other input or output.
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

// Random access to one immutable file. Implementations: FileSource (a descriptor), MemorySource.
class ByteSource
{
public:
    virtual ~ByteSource() = default;
    virtual std::uint64_t size() const = 0;
    // Reads up to `into.size()` bytes at `offset`; returns how many (0 at the end). Throws std::system_error.
    virtual std::size_t read(std::uint64_t offset, std::span<char> into) const = 0;
};

class MemorySource final : public ByteSource
{
public:
    explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}
    std::uint64_t size() const override { return bytes_.size(); }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override;

private:
    std::string_view bytes_;
};

// Bytes with an owner.
class OwnedBytes final : public ByteSource
{
public:
    explicit OwnedBytes(std::string bytes) : bytes_(std::move(bytes)), source_(bytes_) {}
    OwnedBytes(const OwnedBytes&) = delete;
    OwnedBytes& operator=(const OwnedBytes&) = delete;
    std::uint64_t size() const override { return source_.size(); }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override { return source_.read(offset, into); }

private:
    std::string bytes_;
    MemorySource source_;
};

// Reads with pread; does not own the descriptor.
class FileSource final : public ByteSource
{
public:
    explicit FileSource(int descriptor);
    std::uint64_t size() const override { return size_; }
    std::size_t read(std::uint64_t offset, std::span<char> into) const override;

private:
    int descriptor_;
    std::uint64_t size_;
};

// The whole of a small source. Throws std::length_error above `limit` bytes.
std::string read_all(const ByteSource& source, std::uint64_t limit = 1ULL << 30);

// A stream of bytes that only grows.
class ByteSink
{
public:
    virtual ~ByteSink() = default;
    virtual void write(std::string_view bytes) = 0; // throws std::system_error
};

class StringSink final : public ByteSink
{
public:
    std::string text;
    void write(std::string_view bytes) override { text += bytes; }
};

// Buffered writes to a descriptor it does not own; flush() before the descriptor is used elsewhere.
class FileSink final : public ByteSink
{
public:
    explicit FileSink(int descriptor);
    ~FileSink() override;
    void write(std::string_view bytes) override;
    void flush();

private:
    int descriptor_;
    std::string buffer_;
};

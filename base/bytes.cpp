#include "base/bytes.hpp"
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <stdexcept>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

std::size_t MemorySource::read(std::uint64_t offset, std::span<char> into) const
{
    if (offset >= bytes_.size()) return 0;
    auto part = bytes_.substr(offset, into.size());
    std::memcpy(into.data(), part.data(), part.size());
    return part.size();
}

FileSource::FileSource(int descriptor) : descriptor_(descriptor)
{
    struct stat status{};
    if (fstat(descriptor, &status) != 0) throw std::system_error(errno, std::generic_category(), "fstat");
    size_ = static_cast<std::uint64_t>(status.st_size);
}

std::size_t FileSource::read(std::uint64_t offset, std::span<char> into) const
{
    std::size_t done = 0;
    while (done < into.size()) {
        auto got = pread(descriptor_, into.data() + done, into.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw std::system_error(errno, std::generic_category(), "read");
        if (got == 0 && offset + done < size_)
            throw std::system_error(EIO, std::generic_category(), "the file became shorter while it was read");
        if (got == 0) break;
        done += static_cast<std::size_t>(got);
    }
    return done;
}

std::string read_all(const ByteSource& source, std::uint64_t limit)
{
    if (source.size() > limit) throw std::length_error("the file is larger than allowed here");
    std::string bytes(source.size(), '\0');
    bytes.resize(source.read(0, bytes));
    return bytes;
}

FileSink::FileSink(int descriptor) : descriptor_(descriptor) { buffer_.reserve(1 << 18); }

FileSink::~FileSink()
{
    try {
        flush();
    } catch (...) { // the owner who cares about the result calls flush() itself
    }
}

void FileSink::write(std::string_view bytes)
{
    if (buffer_.size() + bytes.size() > (1U << 18)) flush();
    buffer_ += bytes;
}

void FileSink::flush()
{
    std::string_view rest = buffer_;
    while (!rest.empty()) {
        auto put = ::write(descriptor_, rest.data(), rest.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) {
            buffer_.clear();
            throw std::system_error(errno, std::generic_category(), "write");
        }
        rest.remove_prefix(static_cast<std::size_t>(put));
    }
    buffer_.clear();
}

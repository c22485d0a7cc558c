#include "cli/hash_ahead.hpp"
#include "base/bytes.hpp"
#include "base/sha256.hpp"
#include <chrono>

namespace cli
{
namespace
{
constexpr std::chrono::milliseconds between_looks{5};

struct Growing {
    explicit Growing(int descriptor) : file(descriptor) {}
    FileSource file;
    std::uint64_t hashed = 0;
    Sha256 digest;
};
} // namespace

HashAhead::HashAhead(std::vector<int> descriptors)
    : descriptors_(std::move(descriptors)), work_(std::async(std::launch::async, [this] { return run(); }))
{
}

HashAhead::~HashAhead() { now(Files::unwanted); }

std::vector<std::string> HashAhead::finish()
{
    now(Files::written);
    return work_.get();
}

void HashAhead::now(Files state)
{
    {
        std::lock_guard lock(mutex_);
        files_ = state;
    }
    changed_.notify_all();
}

bool HashAhead::is(Files state)
{
    std::lock_guard lock(mutex_);
    return files_ == state;
}

std::vector<std::string> HashAhead::run()
{
    std::vector<Growing> files(descriptors_.begin(), descriptors_.end());
    std::vector<char> block(1 << 18);
    for (bool last = false; !last;) {
        {
            std::unique_lock lock(mutex_);
            changed_.wait_for(lock, between_looks, [&] { return files_ != Files::growing; });
            last = files_ == Files::written;
        }
        for (auto& one : files)
            while (auto got = one.file.read(one.hashed, block)) {
                if (is(Files::unwanted)) return {};
                one.digest.add({block.data(), got});
                one.hashed += got;
            }
        if (is(Files::unwanted)) return {};
    }
    std::vector<std::string> digests;
    for (auto& one : files) digests.push_back(one.digest.hex());
    return digests;
}
} // namespace cli

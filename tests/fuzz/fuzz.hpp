#pragma once
// What every target needs. A target is a function over any bytes: whatever it meets, it ends in a result or in one of
// the refusals it names, and the sanitizers have nothing to say.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace fuzz
{
inline std::string_view text(const std::uint8_t* bytes, std::size_t size)
{
    return {reinterpret_cast<const char*>(bytes), size};
}

// What must always hold; a broken promise ends the target as a crash does.
inline void require(bool holds, const char* promise)
{
    if (holds) return;
    std::fprintf(stderr, "broken promise: %s\n", promise);
    std::abort();
}

// An input of several parts, one behind the other with a 0xFF between, a byte that UTF-8 never has.
class Parts
{
public:
    explicit Parts(std::string_view all) : rest_(all) {}
    std::string_view next()
    {
        auto end = rest_.find('\xFF');
        auto part = rest_.substr(0, end);
        rest_.remove_prefix(end == rest_.npos ? rest_.size() : end + 1);
        return part;
    }

private:
    std::string_view rest_;
};
} // namespace fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size); // NOLINT: libFuzzer's name

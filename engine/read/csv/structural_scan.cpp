#include "engine/read/csv/structural_scan.hpp"
#include <bit>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/read/csv/structural_scan.cpp"
#include <hwy/foreach_target.h> // compiles the part below once for each kind of vector
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace engine::csv::HWY_NAMESPACE
{
namespace hn = hwy::HWY_NAMESPACE;

std::size_t scan(std::string_view text, const StructuralBytes& bytes, std::uint32_t* into)
{
    const hn::CappedTag<std::uint8_t, 64> d;
    const std::size_t lanes = hn::Lanes(d);
    const auto* data = reinterpret_cast<const std::uint8_t*>(text.data());
    auto each = [&](int i) { return hn::Set(d, static_cast<std::uint8_t>(bytes[i])); };
    const auto a = each(0), b = each(1), c = each(2), e = each(3), f = each(4);
    std::uint32_t* out = into;
    std::size_t at = 0;
    for (; at + 64 <= text.size(); at += 64) {
        std::uint64_t found = 0;
        for (std::size_t part = 0; part < 64; part += lanes) {
            const auto v = hn::LoadU(d, data + at + part);
            const auto hit =
                hn::Or(hn::Or(hn::Or(hn::Eq(v, a), hn::Eq(v, b)), hn::Or(hn::Eq(v, c), hn::Eq(v, e))), hn::Eq(v, f));
            std::uint64_t bits = 0;
            hn::StoreMaskBits(d, hit, reinterpret_cast<std::uint8_t*>(&bits));
            found |= bits << part;
        }
        // Eight at a time without a branch for each; what is written too much is overwritten by the next round.
        const int count = std::popcount(found);
        for (int done = 0; done < count; done += 8) {
            for (int i = 0; i < 8; ++i) {
                out[done + i] = static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(found));
                found &= found - 1;
            }
        }
        out += count;
    }
    const auto done = static_cast<std::size_t>(out - into);
    return done + find_structurals_scalar(text, bytes, out, at);
}
} // namespace engine::csv::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace engine::csv
{
namespace
{
using Scan = std::size_t (*)(std::string_view text, const StructuralBytes& bytes, std::uint32_t* into);

// What Highway's own choice would be; but libhwy, which has that, measures the clock for 2 ms whenever it is loaded.
Scan widest()
{
#if HWY_TARGETS & HWY_AVX3
    if (__builtin_cpu_supports("x86-64-v4")) return &N_AVX3::scan;
#endif
#if HWY_TARGETS & HWY_AVX2
    if (__builtin_cpu_supports("x86-64-v3")) return &N_AVX2::scan;
#endif
#if HWY_TARGETS & HWY_SSE4
    if (__builtin_cpu_supports("x86-64-v2")) return &N_SSE4::scan;
#endif
    return &HWY_STATIC_DISPATCH(scan);
}
} // namespace

std::size_t find_structurals(std::string_view text, const StructuralBytes& bytes, std::uint32_t* into)
{
    static const Scan scan = widest();
    return scan(text, bytes, into);
}

std::size_t find_structurals_scalar(std::string_view text, const StructuralBytes& bytes, std::uint32_t* into,
                                    std::size_t from)
{
    std::size_t count = 0;
    for (std::size_t at = from; at < text.size(); ++at) {
        char c = text[at];
        into[count] = static_cast<std::uint32_t>(at);
        count += c == bytes[0] || c == bytes[1] || c == bytes[2] || c == bytes[3] || c == bytes[4];
    }
    return count;
}
} // namespace engine::csv
#endif

// What batchops-pdf may say of a document. Input: a choice; then its answer as bytes, or marks on a page: letters and
// lines on a coarse grid, six bytes each.
#include "engine/read/pdf/page_stream.hpp"
#include "tests/fuzz/extract.hpp"
#include <cstring>

namespace
{
template <class T> void put(std::string& out, T value)
{
    out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// The answer that has these marks on one page.
std::string page_with(std::string_view marks)
{
    constexpr std::size_t mark_bytes = 6;
    std::string glyphs, shapes;
    std::uint32_t letters = 0, lines = 0;
    for (; marks.size() >= mark_bytes; marks.remove_prefix(mark_bytes)) {
        auto at = [&](std::size_t i) { return static_cast<float>(static_cast<unsigned char>(marks[i])) * 3; };
        if (marks[0] & 1) {
            for (float place : {at(1), at(2), at(3), at(4), 0.5F}) put(shapes, place);
            put<std::uint32_t>(shapes, marks[0] & 2 ? 1 : 0);
            ++lines;
        } else {
            put<std::uint32_t>(glyphs, static_cast<unsigned char>(marks[5]));
            float size = 4 + at(4) / 16;
            for (float place : {at(1), at(2), at(1) + size / 2, at(2) + size, size}) put(glyphs, place);
            put<std::uint32_t>(glyphs, marks[0] & 2 ? 90 : 0);
            ++letters;
        }
    }
    std::string out(engine::pdf::stream_magic);
    out += 'D';
    put<std::uint32_t>(out, 1);
    out += 'P';
    put<std::uint32_t>(out, 1);
    for (float side : {800.0F, 800.0F}) put(out, side);
    for (std::uint32_t count : {0U, letters, lines, 0U}) put(out, count);
    return out + glyphs + shapes + 'E';
}
} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size == 0) return 0;
    auto rest = fuzz::text(bytes + 1, size - 1);
    fuzz::extract(bytes[0] & 1 ? page_with(rest) : std::string(engine::pdf::stream_magic).append(rest), "file.pdf");
    return 0;
}

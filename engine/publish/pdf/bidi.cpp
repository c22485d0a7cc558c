#include "engine/publish/pdf/bidi.hpp"
#include <memory>
#include <stdexcept>
#include <unicode/ubidi.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace engine::pdf
{
namespace
{
struct CloseBidi {
    void operator()(UBiDi* bidi) const { ubidi_close(bidi); }
};

// Nothing below U+0590 runs from right to left.
constexpr unsigned char first_lead_byte = 0xD6;

template <class Test> bool any_character(std::string_view utf8, Test test)
{
    auto length = static_cast<std::int32_t>(utf8.size());
    for (std::int32_t at = 0; at < length;) {
        UChar32 c = 0;
        U8_NEXT_OR_FFFD(reinterpret_cast<const std::uint8_t*>(utf8.data()), at, length, c);
        if (test(u_charDirection(c))) return true;
    }
    return false;
}

bool runs_left(UCharDirection direction) { return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC; }
} // namespace

bool has_right_to_left(std::string_view utf8)
{
    bool possible = false;
    for (char c : utf8) possible |= static_cast<unsigned char>(c) >= first_lead_byte;
    return possible && any_character(utf8, [](UCharDirection direction) {
               return runs_left(direction) || direction == U_ARABIC_NUMBER || direction == U_RIGHT_TO_LEFT_OVERRIDE ||
                      direction == U_RIGHT_TO_LEFT_EMBEDDING || direction == U_RIGHT_TO_LEFT_ISOLATE;
           });
}

bool begins_right_to_left(std::string_view utf8)
{
    bool answer = false;
    any_character(utf8, [&](UCharDirection direction) {
        answer = runs_left(direction);
        return answer || direction == U_LEFT_TO_RIGHT;
    });
    return answer;
}

std::vector<BidiRun> visual_runs(std::string_view line, bool base_right_to_left)
{
    auto text = icu::UnicodeString::fromUTF8(icu::StringPiece(line.data(), static_cast<std::int32_t>(line.size())));
    std::unique_ptr<UBiDi, CloseBidi> bidi(ubidi_open());
    UErrorCode status = U_ZERO_ERROR;
    ubidi_setPara(bidi.get(), text.getBuffer(), text.length(), base_right_to_left ? 1 : 0, nullptr, &status);
    auto count = ubidi_countRuns(bidi.get(), &status);
    if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU bidi: ") + u_errorName(status));

    std::vector<BidiRun> runs;
    for (std::int32_t run = 0; run < count; ++run) {
        std::int32_t start = 0, length = 0;
        auto direction = ubidi_getVisualRun(bidi.get(), run, &start, &length);
        auto& added = runs.emplace_back();
        text.tempSubString(start, length).toUTF8String(added.text);
        added.right_to_left = direction == UBIDI_RTL;
    }
    return runs;
}
} // namespace engine::pdf

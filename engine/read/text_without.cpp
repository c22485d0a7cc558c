#include "engine/read/text_without.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <array>
#include <boost/algorithm/string/predicate.hpp>
#include <stdexcept>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

namespace engine
{
namespace
{
// Encodings whose further bytes of a character may be those of ASCII characters, or whose ASCII takes several bytes.
constexpr std::array<std::string_view, 13> not_by_bytes = {
    "UTF-16",  "UTF-32",      "UTF-7", "Shift_JIS",   "windows-31j", "windows-932", "GBK",
    "GB18030", "windows-936", "Big5",  "windows-949", "windows-950", "ISO-2022"};

// Gives text as bytes of the encoding again.
class Encoder
{
public:
    explicit Encoder(const std::string& name)
    {
        UErrorCode status = U_ZERO_ERROR;
        converter_.reset(ucnv_open(name.c_str(), &status));
        if (U_FAILURE(status)) throw std::runtime_error("ICU has no converter for " + name);
    }

    // Characters that are cut off at the end wait for the next piece.
    void write(std::string_view utf8, ByteSink& sink)
    {
        waiting_ += utf8;
        auto whole = utf8_prefix(waiting_);
        auto text = icu::UnicodeString::fromUTF8({waiting_.data(), static_cast<int>(whole)});
        bytes_.resize(static_cast<std::size_t>(text.length() + 1) * 8);
        UErrorCode status = U_ZERO_ERROR;
        auto size = ucnv_fromUChars(converter_.get(), bytes_.data(), static_cast<int>(bytes_.size()), text.getBuffer(),
                                    text.length(), &status);
        if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
        sink.write({bytes_.data(), static_cast<std::size_t>(size)});
        waiting_.erase(0, whole);
    }

private:
    struct Close {
        void operator()(UConverter* converter) const { ucnv_close(converter); }
    };
    std::unique_ptr<UConverter, Close> converter_;
    std::string waiting_, bytes_;
};
} // namespace

Encoding walked_as(const Encoding& encoding)
{
    bool other = std::ranges::any_of(not_by_bytes, [&](auto name) { return boost::istarts_with(encoding.name, name); });
    return other ? encoding : Encoding{"UTF-8", encoding.bom_bytes, true};
}

void write_text_without(const ByteSource& file, const Encoding& encoding, const std::vector<TextRange>& left_out,
                        ByteSink& sink)
{
    auto walked = walked_as(encoding);
    std::string mark(static_cast<std::size_t>(encoding.bom_bytes), '\0');
    mark.resize(file.read(0, mark));
    sink.write(mark);
    std::optional<Encoder> encoder;
    if (!walked.clean_utf8) encoder.emplace(walked.name);
    auto keep = [&](std::string_view text) { encoder ? encoder->write(text, sink) : sink.write(text); };

    TextStream stream(file, walked);
    std::vector<char> piece(1 << 20);
    auto next = left_out.begin();
    for (std::uint64_t at = 0; auto got = stream.read(piece); at += got) {
        std::uint64_t kept = at, end = at + got;
        auto text = [&](std::uint64_t from, std::uint64_t to) {
            return std::string_view(piece.data() + (from - at), static_cast<std::size_t>(to - from));
        };
        for (; next != left_out.end() && next->begin < end; ++next) {
            if (next->begin > kept) keep(text(kept, next->begin));
            kept = std::max(kept, std::min(next->end, end));
            if (next->end > end) break; // its rest is in the next piece
        }
        if (kept < end) keep(text(kept, end));
    }
}
} // namespace engine

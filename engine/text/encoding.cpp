#include "engine/text/encoding.hpp"
#include <stdexcept>
#include <unicode/ucnv.h>
#include <vector>

namespace engine
{
namespace
{
constexpr std::size_t buffer_bytes = 1 << 16;

struct ConverterCloser {
    void operator()(UConverter* converter) const { ucnv_close(converter); }
};
using ConverterHandle = std::unique_ptr<UConverter, ConverterCloser>;

ConverterHandle open_converter(const std::string& name)
{
    UErrorCode status = U_ZERO_ERROR;
    ConverterHandle handle(ucnv_open(name.c_str(), &status));
    if (U_FAILURE(status)) return nullptr;
    return handle;
}
} // namespace

std::optional<Encoding> named_encoding(const ByteSource& source, const std::string& name)
{
    auto converter = open_converter(name);
    if (!converter) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    const char* iana = ucnv_getStandardName(name.c_str(), "IANA", &status);
    Encoding encoding{iana && U_SUCCESS(status) ? iana : name, 0, false, {}};
    if (encoding.name == "ISO-8859-1") encoding.name = "windows-1252";
    if (encoding.name == "US-ASCII") encoding.name = "UTF-8";
    if (!encoding.name.starts_with("UTF")) return encoding;
    auto detected = detect_encoding(source);
    detected.close.clear();
    if (encoding.name == "UTF-16" || encoding.name == "UTF-32")
        encoding.name = detected.name.starts_with(encoding.name) ? detected.name : encoding.name + "LE";
    if (encoding.name == detected.name) return detected;
    return encoding;
}

struct TextStream::Converter {
    ConverterHandle to_unicode, to_utf8;
    std::vector<char> raw = std::vector<char>(buffer_bytes);
    std::vector<UChar> pivot = std::vector<UChar>(buffer_bytes / 4);
    const char *next = nullptr, *end = nullptr; // unread bytes of `raw`
    UChar *pivot_from = nullptr, *pivot_to = nullptr;
    bool drained = false;
};

TextStream::TextStream(const ByteSource& source, const Encoding& encoding)
    : source_(source), offset_(static_cast<std::uint64_t>(encoding.bom_bytes))
{
    if (encoding.clean_utf8) return;
    converter_ = std::make_unique<Converter>();
    converter_->to_unicode = open_converter(encoding.name);
    converter_->to_utf8 = open_converter("UTF-8");
    if (!converter_->to_unicode || !converter_->to_utf8)
        throw std::runtime_error("ICU has no converter for " + encoding.name);
    converter_->pivot_from = converter_->pivot_to = converter_->pivot.data();
}

TextStream::~TextStream() = default;

std::size_t TextStream::read_raw(std::span<char> into)
{
    auto got = source_.read(offset_, into);
    offset_ += got;
    return got;
}

std::size_t TextStream::convert(std::span<char> into)
{
    auto& state = *converter_;
    char* target = into.data();
    char* target_end = target + into.size();
    while (target == into.data() && !state.drained) {
        if (state.next == state.end) {
            state.next = state.raw.data();
            state.end = state.next + read_raw(state.raw);
        }
        // A source that gives nothing more has ended, whatever size it said.
        bool flush = offset_ >= source_.size() || state.next == state.end;
        UErrorCode status = U_ZERO_ERROR;
        ucnv_convertEx(state.to_utf8.get(), state.to_unicode.get(), &target, target_end, &state.next, state.end,
                       state.pivot.data(), &state.pivot_from, &state.pivot_to, state.pivot.data() + state.pivot.size(),
                       false, flush, &status);
        if (status == U_BUFFER_OVERFLOW_ERROR) break;
        if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
        state.drained = flush && state.next == state.end;
    }
    return static_cast<std::size_t>(target - into.data());
}

std::size_t TextStream::read(std::span<char> into) { return converter_ ? convert(into) : read_raw(into); }

double TextStream::progress() const
{
    return source_.size() ? static_cast<double>(offset_) / static_cast<double>(source_.size()) : 1.0;
}
} // namespace engine

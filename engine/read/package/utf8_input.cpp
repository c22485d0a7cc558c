#include "engine/read/package/utf8_input.hpp"
#include <algorithm>
#include <cstring>

namespace engine::package
{
using namespace std::string_view_literals;

// A stream as a source that is read from the beginning to the end; its first bytes may be looked at before.
class Utf8Input::Bytes final : public ByteSource
{
public:
    explicit Bytes(ZipStream& stream) : stream_(stream), first_(4096, '\0')
    {
        std::size_t filled = 0;
        while (auto got = stream_.read(std::span(first_).subspan(filled))) filled += got;
        first_.resize(filled);
    }
    std::string_view first() const { return first_; }
    void drop(std::size_t bytes) { first_.erase(0, bytes); }
    std::uint64_t size() const override { return drained_ ? given_ : UINT64_MAX; } // not known before the end
    std::size_t read(std::uint64_t, std::span<char> into) const override
    {
        auto size = std::min(first_.size(), into.size());
        std::memcpy(into.data(), first_.data(), size);
        first_.erase(0, size);
        if (size == 0) size = stream_.read(into);
        drained_ = size == 0;
        given_ += size;
        return size;
    }

private:
    ZipStream& stream_;
    mutable std::string first_;
    mutable std::uint64_t given_ = 0;
    mutable bool drained_ = false;
};

namespace
{
// As XML 1.0, appendix F, tells encodings apart: the byte order mark, the first characters, the declaration.
Encoding encoding_of(std::string_view first)
{
    if (first.starts_with("\xEF\xBB\xBF"sv)) return {"UTF-8", 3, true};
    if (first.starts_with("\xFF\xFE"sv)) return {"UTF-16LE", 2, false};
    if (first.starts_with("\xFE\xFF"sv)) return {"UTF-16BE", 2, false};
    if (first.starts_with("<\0"sv)) return {"UTF-16LE", 0, false};
    if (first.starts_with("\0<"sv)) return {"UTF-16BE", 0, false};
    auto declaration = first.starts_with("<?xml"sv) ? first.substr(0, first.find("?>"sv)) : ""sv;
    auto at = declaration.find("encoding"sv);
    if (at == std::string_view::npos) return {};
    auto from = declaration.find_first_of("\"'", at);
    if (from == std::string_view::npos) return {};
    auto name = declaration.substr(from + 1, declaration.find(declaration[from], from + 1) - from - 1);
    MemorySource nothing("");
    auto encoding = named_encoding(nothing, std::string(name)).value_or(Encoding{});
    return encoding.name.starts_with("UTF-") ? Encoding{} : encoding; // what is declared in ASCII is not UTF-16
}
} // namespace

Utf8Input::Utf8Input(ZipStream& stream) : stream_(stream) {}
Utf8Input::~Utf8Input() = default;

void Utf8Input::look()
{
    begun_ = true;
    bytes_ = std::make_unique<Bytes>(stream_);
    auto encoding = encoding_of(bytes_->first());
    bytes_->drop(static_cast<std::size_t>(encoding.bom_bytes));
    encoding.bom_bytes = 0;
    if (encoding.name != "UTF-8") text_ = std::make_unique<TextStream>(*bytes_, encoding);
}

std::size_t Utf8Input::read(std::span<char> into)
{
    if (!begun_) look();
    return text_ ? text_->read(into) : bytes_->read(0, into);
}
} // namespace engine::package

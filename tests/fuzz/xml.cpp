// XML as it stands in workbooks, in pieces of any size. Input: the size of a piece, the text.
#include "engine/read/package/xml_scanner.hpp"
#include "engine/table/unreadable.hpp"
#include "tests/fuzz/fuzz.hpp"
#include <algorithm>
#include <string>

namespace
{
using namespace engine::package;

class Trickle final : public ZipStream
{
public:
    Trickle(std::string_view text, std::size_t piece) : text_(text), piece_(piece) {}
    std::size_t read(std::span<char> into) override
    {
        auto size = std::min({piece_, into.size(), text_.size()});
        std::copy_n(text_.data(), size, into.data());
        text_.remove_prefix(size);
        return size;
    }
    double progress() const override { return 0; }

private:
    std::string_view text_;
    std::size_t piece_;
};

// What the scanner says of it, with the code of the refusal it may end in.
std::string said(std::string_view xml, std::size_t piece)
{
    Trickle stream(xml, piece);
    std::string out;
    try {
        XmlScanner scanner(stream, "file");
        for (auto what = scanner.next(); what != XmlPiece::finished; what = scanner.next()) {
            if (what == XmlPiece::text) {
                out += scanner.text();
                continue;
            }
            (out += what == XmlPiece::start ? '(' : ')') += scanner.name();
            if (what == XmlPiece::start)
                scanner.each_attribute([&](auto name, auto value) { ((out += ' ') += name) += value; });
        }
    } catch (const engine::Unreadable& refused) {
        out += "!" + refused.code();
    }
    return out;
}
} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    if (size == 0) return 0;
    auto xml = fuzz::text(bytes + 1, size - 1);
    fuzz::require(said(xml, 1 + bytes[0] % 16) == said(xml, 1 << 20),
                  "XML is the same whatever the pieces it comes in");
    return 0;
}

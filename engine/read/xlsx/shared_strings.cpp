#include "engine/read/xlsx/shared_strings.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/text/unicode.hpp"
#include <charconv>

namespace engine::xlsx
{
using package::XmlPiece;

void resolve_escapes(std::string& text)
{
    constexpr std::size_t size = 7; // _xHHHH_
    std::size_t from = text.find("_x");
    if (from == std::string::npos) return;
    std::string out(text, 0, from);
    for (std::size_t at = from; at < text.size();) {
        unsigned value = 0;
        const char* digits = text.data() + at + 2;
        bool escape = text.compare(at, 2, "_x") == 0 && at + size <= text.size() && text[at + size - 1] == '_' &&
                      std::from_chars(digits, digits + 4, value, 16).ptr == digits + 4;
        if (escape)
            append_utf8(out, value);
        else
            out += text[at];
        at += escape ? size : 1;
    }
    text = std::move(out);
}

void take_rich_text(package::XmlScanner& xml, std::string& out)
{
    out.clear();
    for (int depth = 1; depth > 0;) {
        auto piece = xml.next();
        if (piece == XmlPiece::end) --depth;
        if (piece != XmlPiece::start) continue;
        if (xml.name() == "t")
            xml.take_text(out);
        else if (xml.name() == "rPh" || xml.name() == "rPr")
            xml.skip();
        else
            ++depth;
    }
    resolve_escapes(out);
}

void SharedStrings::read(package::ZipStream& stream, const std::string& file)
{
    constexpr std::size_t most_bytes = 256U << 20;
    package::XmlScanner xml(stream, file);
    std::string text;
    for (auto piece = xml.next(); piece != XmlPiece::finished; piece = xml.next()) {
        if (piece != XmlPiece::start || xml.name() != "si") continue;
        take_rich_text(xml, text);
        texts_.push_back(text.empty() ? std::string_view("") : arena_.copy(text));
        if (arena_.bytes() + texts_.size() * sizeof(std::string_view) > most_bytes)
            throw package::too_large(file, most_bytes);
    }
}
} // namespace engine::xlsx

#pragma once
// XML 1.0 from a stream, one piece at a time, with limits: no document types, no piece of more than a MiB, no deep
// nesting. Names come without their prefix, and extension lists, which use the same names for other things, are passed
// over. Well-formedness is checked as far as it decides what the pieces are.
#include "engine/read/package/xml_text.hpp"
#include "engine/read/package/zip.hpp"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::package
{
class Utf8Input;

enum class XmlPiece : std::uint8_t { start, end, text, finished };

class XmlScanner
{
public:
    // `file` is for sentences. The stream outlives the scanner.
    XmlScanner(ZipStream& stream, std::string file);
    ~XmlScanner();

    // The next piece. An empty element gives a start and an end; text may come in several pieces. Throws Unreadable:
    // damaged, limit, unsupported.
    XmlPiece next();
    // Of the tag at hand; valid until next(), as all views are.
    std::string_view name() const { return name_; }
    // Of the text at hand, with its references resolved.
    std::string_view text() const { return text_; }
    // Calls each(name, value) for the attributes of the start tag at hand, in order. Once for a tag.
    template <class Each> void each_attribute(Each each)
    {
        for (auto rest = attributes_; next_attribute(rest);) each(attribute_.name, attribute_.value);
    }
    // The value of the attribute of that name; data() is null where there is none.
    std::string_view attribute(std::string_view name);
    // Passes over the rest of the element whose start tag is at hand, its end included.
    void skip();
    // Appends the text of the element whose start tag is at hand, and of all elements in it, to `out`; ends behind it.
    void take_text(std::string& out);

private:
    struct Attribute {
        std::string_view name, value;
    };
    bool fill();
    bool scan_text();
    bool scan_mark();
    bool scan_start();
    bool scan_end();
    bool pass_over(std::string_view opening, std::string_view closing);
    std::uint64_t take_name(const char*& at);
    bool next_attribute(std::string_view& rest);
    [[noreturn]] void damage() const;

    std::unique_ptr<Utf8Input> input_;
    std::string file_;
    std::vector<char> buffer_;
    std::size_t at_ = 0, end_ = 0; // what is not yet scanned; buffer_[end_] is NUL
    bool drained_ = false;

    XmlPiece piece_ = XmlPiece::finished;
    bool found_ = false; // whether the last scan ended in a piece
    bool empty_ = false; // the start tag at hand is its own end
    bool rooted_ = false;
    std::string_view name_, text_, attributes_;
    Attribute attribute_;
    std::vector<Attribute> listed_;
    bool is_listed_ = false;
    std::vector<std::uint64_t> open_; // keys of the names of the elements around
};

// Takes a boolean attribute: 1, true, on.
bool is_true(std::string_view value);
} // namespace engine::package

#pragma once
// HTML taken apart into tags and text, however carelessly it was written; after the HTML Standard, 13.2.5
// (tokenization).
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace engine::html
{
enum class Token : std::uint8_t { open, close, text, end };

class Tokens
{
public:
    // The text outlives the tokens.
    explicit Tokens(std::string_view text) : text_(text) {}
    // Comments, declarations and the content of scripts and styles are passed over.
    Token next();
    const std::string& name() const { return name_; } // of a tag, in lower case
    std::string_view text() const { return piece_; }  // with its references as written
    // The value of an attribute of the tag at hand; "" where there is none.
    std::string attribute(std::string_view name) const;

private:
    bool take_tag();
    void pass_content();

    std::string_view text_;
    std::size_t at_ = 0;
    std::string name_;
    std::string_view piece_, attributes_;
};

// &amp; &#233; &eacute; and the other names of Latin-1; what is none of them stays as written.
std::string without_references(std::string_view text);
} // namespace engine::html

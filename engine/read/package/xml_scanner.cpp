#include "engine/read/package/xml_scanner.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/package/utf8_input.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cstring>

namespace engine::package
{
namespace
{
constexpr std::size_t buffer_bytes = 1 << 16;
constexpr std::size_t longest_piece = 1 << 20;
constexpr std::size_t deepest = 256;

// The name that begins at `at`, without its prefix; `at` ends behind it.
std::string_view local_name(const char*& at)
{
    const char* from = at;
    for (; !(marks_of(*at) & ends_name); ++at)
        if (*at == ':') from = at + 1;
    return {from, static_cast<std::size_t>(at - from)};
}
} // namespace

XmlScanner::XmlScanner(ZipStream& stream, std::string file)
    : input_(std::make_unique<Utf8Input>(stream)), file_(std::move(file)), buffer_(buffer_bytes + 1)
{
}

XmlScanner::~XmlScanner() = default;

void XmlScanner::damage() const { throw damaged(file_); }

// Reads more behind what is not yet scanned, which moves to the front, or learns that there is no more; false where
// that was known.
bool XmlScanner::fill()
{
    if (drained_) return false;
    auto left = end_ - at_;
    if (left > longest_piece) throw cell_too_long(file_, longest_piece);
    std::memmove(buffer_.data(), buffer_.data() + at_, left);
    at_ = 0;
    end_ = left;
    if (buffer_.size() - 1 - left < buffer_bytes / 2) buffer_.resize(buffer_.size() * 2);
    auto got = input_->read(std::span(buffer_).subspan(left, buffer_.size() - 1 - left));
    end_ += got;
    buffer_[end_] = '\0';
    drained_ = got == 0;
    return true;
}

XmlPiece XmlScanner::next()
{
    is_listed_ = false;
    if (empty_) {
        empty_ = false;
        open_.pop_back();
        return piece_ = XmlPiece::end;
    }
    for (;;) {
        found_ = false;
        bool whole = at_ < end_ && (buffer_[at_] == '<' ? scan_mark() : scan_text());
        if (found_) return piece_;
        if (whole || fill()) continue;
        if (at_ < end_ || !open_.empty() || !rooted_) damage(); // it ends within a piece or an element
        return piece_ = XmlPiece::finished;
    }
}

// Each scan looks at what begins at at_ and says whether all of it is there.
bool XmlScanner::scan_text()
{
    const char* from = buffer_.data() + at_;
    const char* at = from;
    std::uint8_t seen = 0, ends = 0;
    for (; !((ends = marks_of(*at)) & ends_text); ++at) seen |= ends;
    auto stopped = static_cast<std::size_t>(at - buffer_.data());
    if (stopped == end_ && !drained_) return false;
    if (stopped < end_ && *at == '\0') damage();
    if (seen & is_barred) damage();
    auto size = static_cast<std::size_t>(at - from);
    if (seen & is_rewritten) {
        auto resolved = resolve_references({buffer_.data() + at_, size});
        if (resolved < 0) damage();
        size = static_cast<std::size_t>(resolved);
    }
    text_ = {from, size};
    if (seen & is_wide && !is_utf8(text_)) damage();
    at_ = stopped;
    if (!open_.empty()) {
        piece_ = XmlPiece::text;
        found_ = true;
    } else if (!std::ranges::all_of(text_, [](char c) { return marks_of(c) & is_white; }))
        damage();
    return true;
}

bool XmlScanner::scan_mark()
{
    std::string_view rest(buffer_.data() + at_, end_ - at_);
    if (rest.size() < 2) return false;
    if (rest[1] == '/') return scan_end();
    if (rest[1] == '?') return pass_over("<?", "?>");
    if (rest[1] != '!') return scan_start();
    constexpr std::string_view data = "<![CDATA[", comment = "<!--", type = "<!DOCTYPE";
    if (rest.size() < type.size()) return false;
    if (rest.starts_with(comment)) return pass_over(comment, "-->");
    if (rest.starts_with(type)) throw declares_entities(file_);
    if (!rest.starts_with(data) || open_.empty()) damage();
    if (!pass_over(data, "]]>")) return false;
    if (!is_utf8(text_)) damage();
    piece_ = XmlPiece::text;
    return found_ = true;
}

// A piece that says nothing, or CDATA; text_ is what stands in it.
bool XmlScanner::pass_over(std::string_view opening, std::string_view closing)
{
    std::string_view rest(buffer_.data() + at_, end_ - at_);
    auto end = rest.find(closing, opening.size());
    if (end == std::string_view::npos) return false;
    text_ = rest.substr(opening.size(), end - opening.size());
    at_ += end + closing.size();
    return true;
}

// Takes a tag's name into name_. The key (FNV-1a, prefix included) tells it from other names.
std::uint64_t XmlScanner::take_name(const char*& at)
{
    std::uint64_t key = 0xCBF29CE484222325;
    const char* from = at;
    for (; !(marks_of(*at) & ends_name); ++at) {
        key = (key ^ static_cast<unsigned char>(*at)) * 0x100000001B3;
        if (*at == ':') from = at + 1;
    }
    name_ = {from, static_cast<std::size_t>(at - from)};
    return key;
}

bool XmlScanner::scan_start()
{
    const char* at = buffer_.data() + at_ + 1;
    auto key = take_name(at);
    const char* behind_name = at;
    for (;; ++at) {
        while (!(marks_of(*at) & ends_tag)) ++at;
        if (*at == '>') break;
        if (*at == '\0' || *at == '<') {
            if (static_cast<std::size_t>(at - buffer_.data()) < end_) damage();
            return false;
        }
        auto left = static_cast<std::size_t>(buffer_.data() + end_ - at - 1);
        at = static_cast<const char*>(std::memchr(at + 1, *at, left));
        if (!at) return false;
    }
    if (name_.empty()) damage();
    empty_ = at[-1] == '/';
    attributes_ = {behind_name, static_cast<std::size_t>(at - behind_name) - (empty_ ? 1 : 0)};
    if ((open_.empty() && rooted_) || open_.size() == deepest) damage();
    at_ = static_cast<std::size_t>(at - buffer_.data()) + 1;
    open_.push_back(key);
    rooted_ = true;
    piece_ = XmlPiece::start;
    found_ = true;
    if (name_ == "extLst") {
        skip();
        found_ = false;
    }
    return true;
}

bool XmlScanner::scan_end()
{
    const char* at = buffer_.data() + at_ + 2;
    auto key = take_name(at);
    while (marks_of(*at) & is_white) ++at;
    if (*at != '>') {
        if (static_cast<std::size_t>(at - buffer_.data()) < end_) damage();
        return false;
    }
    if (open_.empty() || open_.back() != key) damage();
    open_.pop_back();
    at_ = static_cast<std::size_t>(at - buffer_.data()) + 1;
    piece_ = XmlPiece::end;
    return found_ = true;
}

// Takes the first attribute off `rest` into attribute_; false where there is none.
bool XmlScanner::next_attribute(std::string_view& rest)
{
    const char* at = rest.data();
    const char* end = at + rest.size();
    while (at != end && marks_of(*at) & is_white) ++at;
    if (at == end) return false;
    attribute_.name = local_name(at); // at most to the > or / of the tag
    while (at != end && marks_of(*at) & is_white) ++at;
    if (at == end || *at != '=' || attribute_.name.empty()) damage();
    for (++at; at != end && marks_of(*at) & is_white;) ++at;
    if (at == end || (*at != '"' && *at != '\'')) damage();
    char quote = *at++;
    std::uint8_t seen = 0;
    const char* from = at;
    for (; at != end && *at != quote; ++at) seen |= marks_of(*at);
    if (at == end || seen & ends_text) damage();
    auto size = static_cast<std::size_t>(at - from);
    if (seen & (is_rewritten | is_wide | is_barred)) {
        auto resolved = resolve_references({const_cast<char*>(from), size}); // a part of buffer_
        if (resolved < 0) damage();
        size = static_cast<std::size_t>(resolved);
        if (seen & is_barred || !is_utf8({from, size})) damage();
    }
    attribute_.value = {from, size};
    rest = {at + 1, static_cast<std::size_t>(end - at - 1)};
    return true;
}

std::string_view XmlScanner::attribute(std::string_view name)
{
    if (!is_listed_) {
        listed_.clear();
        for (auto rest = attributes_; next_attribute(rest);) listed_.push_back(attribute_);
        is_listed_ = true;
    }
    auto found = std::ranges::find(listed_, name, &Attribute::name);
    return found == listed_.end() ? std::string_view() : found->value;
}

void XmlScanner::skip()
{
    for (auto around = open_.size() - 1; open_.size() > around;) next();
}

void XmlScanner::take_text(std::string& out)
{
    for (auto around = open_.size() - 1; open_.size() > around;) {
        if (next() != XmlPiece::text) continue;
        if (out.size() + text_.size() > longest_piece) throw cell_too_long(file_, longest_piece);
        out += text_;
    }
}

bool is_true(std::string_view value) { return value == "1" || value == "true" || value == "on"; }
} // namespace engine::package

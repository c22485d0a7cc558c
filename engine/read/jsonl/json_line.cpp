#include "engine/read/jsonl/json_line.hpp"
#include <boost/json.hpp>
#include <boost/json/basic_parser_impl.hpp>

namespace engine::jsonl
{
namespace
{
// Takes the members of the outermost object or array; everything deeper is kept as it is written.
class Handler
{
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
    using Error = boost::json::error_code&;
    using Text = boost::json::string_view;

    JsonLine line;

    bool on_document_begin(Error) { return true; }
    bool on_document_end(Error) { return true; }
    bool on_object_begin(Error) { return begin('{'); }
    bool on_object_end(std::size_t, Error) { return end('}'); }
    bool on_array_begin(Error) { return begin('['); }
    bool on_array_end(std::size_t, Error) { return end(']'); }
    bool on_key_part(Text text, std::size_t, Error) { return part(text); }
    bool on_key(Text text, std::size_t, Error)
    {
        part(text);
        if (depth_ == 1)
            line.keys.push_back(std::move(text_));
        else {
            separate();
            nested_ += quoted(text_) + ":";
            after_key_ = true;
        }
        text_.clear();
        return true;
    }
    bool on_string_part(Text text, std::size_t, Error) { return part(text); }
    bool on_string(Text text, std::size_t, Error)
    {
        part(text);
        return value(depth_ == 1 ? std::exchange(text_, {}) : quoted(std::exchange(text_, {})));
    }
    bool on_number_part(Text text, Error) { return part(text); }
    bool on_int64(std::int64_t, Text text, Error) { return number(text); }
    bool on_uint64(std::uint64_t, Text text, Error) { return number(text); }
    bool on_double(double, Text text, Error) { return number(text); }
    bool on_bool(bool is, Error) { return value(is ? "true" : "false"); }
    bool on_null(Error)
    {
        if (depth_ != 1) return value("null");
        line.cells.emplace_back();
        return true;
    }
    bool on_comment_part(Text, Error) { return true; }
    bool on_comment(Text, Error) { return true; }

private:
    static std::string quoted(const std::string& text) { return boost::json::serialize(boost::json::string(text)); }
    bool part(Text text)
    {
        text_.append(text.data(), text.size());
        return true;
    }
    bool number(Text text)
    {
        part(text);
        return value(std::exchange(text_, {}));
    }
    // The comma before a value or key that is not the first in its object or array.
    void separate()
    {
        if (!nested_.empty() && nested_.back() != '{' && nested_.back() != '[' && !after_key_) nested_ += ',';
        after_key_ = false;
    }
    bool value(std::string text)
    {
        if (depth_ == 1)
            line.cells.emplace_back(std::move(text));
        else {
            separate();
            nested_ += text;
        }
        return true;
    }
    bool begin(char mark)
    {
        if (depth_ == 0)
            line.is_object = mark == '{';
        else {
            separate();
            nested_ += mark;
        }
        ++depth_;
        return true;
    }
    bool end(char mark)
    {
        --depth_;
        if (depth_ > 0) nested_ += mark;
        if (depth_ == 1) line.cells.emplace_back(std::exchange(nested_, {}));
        return true;
    }

    int depth_ = 0;
    std::string text_, nested_;
    bool after_key_ = false;
};
} // namespace

std::optional<JsonLine> read_line(std::string_view line)
{
    auto first = line.find_first_not_of(" \t\r");
    if (first == std::string_view::npos || (line[first] != '{' && line[first] != '[')) return std::nullopt;
    boost::json::basic_parser<Handler> parser{boost::json::parse_options{}};
    boost::json::error_code error;
    auto used = parser.write_some(false, line.data(), line.size(), error);
    if (error || !parser.done() || line.find_first_not_of(" \t\r", used) != std::string_view::npos) return std::nullopt;
    return std::move(parser.handler().line);
}
} // namespace engine::jsonl

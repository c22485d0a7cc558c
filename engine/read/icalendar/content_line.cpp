#include "engine/read/icalendar/content_line.hpp"
#include "base/utf8.hpp"
#include <algorithm>

namespace engine::icalendar
{
namespace
{
ContentLine split(std::int64_t number, std::string_view text)
{
    bool quoted = false;
    auto name_end = std::string_view::npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '"') quoted = !quoted;
        if (text[i] == ';' && name_end == std::string_view::npos) name_end = i;
        if (text[i] != ':' || quoted) continue;
        name_end = std::min(name_end, i);
        std::string name(text.substr(0, name_end));
        for (char& c : name)
            if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        return {number, name, std::string(text.substr(name_end, i - name_end)), std::string(text.substr(i + 1))};
    }
    return {number, {}, {}, {}};
}
} // namespace

ContentLines content_lines(std::string_view text)
{
    ContentLines read;
    std::int64_t number = 0, begun = 0;
    std::string whole;
    auto finish = [&] {
        if (!whole.empty()) read.lines.push_back(split(begun, whole));
        whole.clear();
    };
    while (!text.empty()) {
        auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (++number > most_lines) {
            read.left_at = number;
            break;
        }
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (!whole.empty() && (line.starts_with(' ') || line.starts_with('\t'))) {
            whole += line.substr(1);
            continue;
        }
        finish();
        begun = number;
        whole = line;
    }
    finish();
    return read;
}

std::string plain_text(std::string_view value, std::size_t most_bytes)
{
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        char c = value[i];
        if (c == '\\' && i + 1 < value.size()) {
            c = value[++i];
            if (c == 'n' || c == 'N') c = ' ';
        }
        text += static_cast<unsigned char>(c) < ' ' || c == 0x7f ? ' ' : c;
    }
    auto whole = as_utf8(text);
    return std::string(cut_utf8(whole, most_bytes));
}
} // namespace engine::icalendar

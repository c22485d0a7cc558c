#include "base/utf8.hpp"
#include "server/sources/web.hpp"
#include <boost/url.hpp>

namespace sources
{
namespace
{
std::string decoded(std::string_view text)
{
    auto read = boost::urls::make_pct_string_view(text);
    return read ? read->decode() : std::string(text);
}

std::string without_folders(const std::string& name)
{
    auto at = name.find_last_of("/\\");
    auto last = at == std::string::npos ? name : name.substr(at + 1);
    return last == "." || last == ".." ? "" : last;
}

bool same_letters(std::string_view one, std::string_view small)
{
    return one.size() == small.size() &&
           std::equal(one.begin(), one.end(), small.begin(), [](char c, char s) { return (c | 0x20) == s || c == s; });
}

// ISO 8859-1, as headers were written before there was anything else.
std::string from_latin1(std::string_view text)
{
    std::string made;
    for (unsigned char c : text)
        if (c < 0x80)
            made += static_cast<char>(c);
        else
            made += {static_cast<char>(0xC0 | c >> 6), static_cast<char>(0x80 | (c & 0x3F))};
    return made;
}

// RFC 6266: "attachment; filename=\"fees.csv\"; filename*=UTF-8''fees%20autumn.csv". The one with the star counts more.
std::string name_in(std::string_view disposition)
{
    std::string plain, starred;
    std::size_t at = disposition.find(';');
    while (at != std::string_view::npos) {
        ++at;
        auto equals = disposition.find('=', at);
        if (equals == std::string_view::npos) break;
        auto name = disposition.substr(at, equals - at);
        while (!name.empty() && name.front() == ' ') name.remove_prefix(1);
        std::string value;
        auto from = equals + 1;
        if (from < disposition.size() && disposition[from] == '"') {
            for (++from; from < disposition.size() && disposition[from] != '"'; ++from) {
                if (disposition[from] == '\\' && from + 1 < disposition.size()) ++from;
                value += disposition[from];
            }
            at = disposition.find(';', from);
        } else {
            at = disposition.find(';', from);
            value = disposition.substr(from, at == std::string_view::npos ? at : at - from);
        }
        if (same_letters(name, "filename")) plain = value;
        auto quotes = value.find("''");
        if (quotes != std::string::npos && same_letters(name, "filename*") &&
            same_letters(std::string_view(value).substr(0, quotes), "utf-8"))
            starred = decoded(std::string_view(value).substr(quotes + 2));
    }
    if (!is_utf8(starred)) starred.clear();
    if (!is_utf8(plain)) plain = from_latin1(plain);
    return without_folders(starred.empty() ? plain : starred);
}
} // namespace

std::string web_name(const std::string& address, const std::string& disposition)
{
    if (auto said = name_in(disposition); !said.empty()) return said;
    auto url = boost::urls::parse_uri(address);
    if (!url) return "file";
    std::string last;
    for (const auto& part : url->segments())
        if (!part.empty()) last = part;
    last = without_folders(last);
    return last.empty() ? std::string(url->encoded_host()) : last;
}
} // namespace sources

#include "server/http/conditional.hpp"
#include <charconv>
#include <fmt/format.h>

namespace http
{
namespace
{
struct Part {
    std::uint64_t first = 0, bytes = 0;
};
enum class Range { whole, part, none };

std::string_view trimmed(std::string_view text)
{
    while (text.starts_with(' ') || text.starts_with('\t')) text.remove_prefix(1);
    while (text.ends_with(' ') || text.ends_with('\t')) text.remove_suffix(1);
    return text;
}

bool read_number(std::string_view text, std::uint64_t& into)
{
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), into);
    return failed == std::errc{} && end == text.data() + text.size();
}

// "bytes=100-199", "bytes=100-", "bytes=-100"
Range read_range(std::string_view text, std::uint64_t size, Part& part)
{
    static constexpr std::string_view unit = "bytes=";
    if (!text.starts_with(unit) || text.find(',') != text.npos) return Range::whole;
    text = trimmed(text.substr(unit.size()));
    auto dash = text.find('-');
    if (dash == text.npos) return Range::whole;
    auto from = text.substr(0, dash), to = text.substr(dash + 1);
    std::uint64_t first = 0, last = 0;
    if (from.empty()) {
        if (!read_number(to, last)) return Range::whole;
        if (last == 0 || size == 0) return Range::none;
        part.bytes = std::min(last, size);
        part.first = size - part.bytes;
        return Range::part;
    }
    if (!read_number(from, first) || (!to.empty() && (!read_number(to, last) || last < first))) return Range::whole;
    if (first >= size) return Range::none;
    part.first = first;
    part.bytes = (to.empty() ? size - 1 : std::min(last, size - 1)) - first + 1;
    return Range::part;
}
} // namespace

bool names_tag(std::string_view list, std::string_view tag, bool weak)
{
    while (!list.empty()) {
        auto end = list.find(',');
        auto one = trimmed(list.substr(0, end));
        list = end == list.npos ? std::string_view{} : list.substr(end + 1);
        if (weak && one.starts_with("W/")) one.remove_prefix(2);
        if (one == "*" || one == tag) return true;
    }
    return false;
}

void apply_conditions(const Call& call, Reply& reply)
{
    auto tag = std::string(reply.header("ETag"));
    if (!reply.file || reply.status != 200 || tag.empty()) return;
    if (names_tag(call.header("if-none-match"), tag, true)) {
        reply.status = 304;
        reply.file.reset();
        return;
    }
    auto wanted = call.header("range"), only_if = call.header("if-range");
    if (wanted.empty() || call.method != "GET" || (!only_if.empty() && only_if != tag)) return;
    auto size = reply.file->size();
    Part part;
    switch (read_range(wanted, size, part)) {
    case Range::whole:
        return;
    case Range::none:
        reply = problem_reply(problem_of(416, fmt::format("The file has {} bytes; ask for some of those.", size)),
                              call.trace_id);
        reply.set("Content-Range", fmt::format("bytes */{}", size));
        return;
    case Range::part:
        reply.status = 206;
        reply.first_byte = part.first;
        reply.bytes = part.bytes;
        reply.set("Content-Range", fmt::format("bytes {}-{}/{}", part.first, part.first + part.bytes - 1, size));
    }
}
} // namespace http

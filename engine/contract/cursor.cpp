#include "engine/contract/cursor.hpp"
#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <set>

namespace engine
{
namespace
{
constexpr std::size_t most_errors = 100; // more help nobody

std::string escaped(std::string_view key)
{
    std::string out;
    for (char c : key) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

Place place_of(const YAML::Node& node)
{
    auto mark = node.Mark();
    return {std::max(mark.line, 0) + 1, std::max(mark.column, 0) + 1};
}
} // namespace

Cursor::Cursor(YAML::Node node, std::string pointer, std::vector<ContractError>& errors)
    : node_(std::move(node)), pointer_(std::move(pointer)), errors_(&errors)
{
}

Cursor::Cursor(Description::Ptr describing, std::vector<ContractError>& ignored)
    : errors_(&ignored), describing_(std::move(describing))
{
}

Place Cursor::place() const { return place_of(node_); }

std::string Cursor::name() const
{
    if (pointer_.empty()) return "the document";
    auto slash = pointer_.rfind('/');
    auto last = pointer_.substr(slash + 1);
    if (last.find_first_not_of("0123456789") != std::string::npos || slash == 0) return last;
    auto before = pointer_.rfind('/', slash - 1);
    return fmt::format("item {} of {}", std::stoll(last) + 1, pointer_.substr(before + 1, slash - before - 1));
}

void Cursor::error(std::string message) const { error_at(place(), std::move(message)); }

void Cursor::error_at(Place place, std::string message) const
{
    if (errors_->size() < most_errors) errors_->push_back({place.line, place.column, pointer_, std::move(message)});
}

Cursor Cursor::below(YAML::Node node, std::string_view key) const
{
    return {std::move(node), pointer_ + "/" + escaped(key), *errors_};
}

Cursor Cursor::describing(Description::Ptr& part, std::string_view key) const
{
    if (!part) part = std::make_shared<Description>();
    Cursor out(part, *errors_);
    out.pointer_ = pointer_ + "/" + escaped(key);
    return out;
}

void Cursor::note(std::string_view key, json::value value) const
{
    if (describing_) describing_->own[key] = std::move(value);
}

bool Cursor::expect(bool fits, std::string_view what) const
{
    if (fits || describing_) return fits;
    auto found = is_text()   ? fmt::format("“{}”", node_.Scalar())
                 : is_list() ? "a list"
                 : is_map()  ? "a map"
                             : "nothing";
    error(fmt::format("{} is {}, expected {}", name(), found, what));
    return false;
}

std::string Cursor::text() const
{
    note("type", {"string", "number", "boolean"});
    return expect(is_text(), "text") ? node_.Scalar() : std::string();
}

void Cursor::nothing() const { note("type", "null"); }

std::string Cursor::filled() const
{
    note("type", {"string", "number", "boolean"});
    note("minLength", 1);
    return expect(is_text() && !node_.Scalar().empty(), "text") ? node_.Scalar() : std::string();
}

bool Cursor::flag() const
{
    note("type", "boolean");
    auto value = is_text() ? node_.Scalar() : std::string();
    return expect(value == "true" || value == "false", "true or false") && value == "true";
}

std::int64_t Cursor::whole(std::int64_t least) const
{
    note("type", "integer");
    note("minimum", least);
    std::int64_t value = least;
    bool fits = is_text();
    if (fits) {
        const auto& text = node_.Scalar();
        auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
        fits = failed == std::errc() && end == text.data() + text.size() && value >= least && value <= 1'000'000'000;
    }
    return expect(fits, fmt::format("a whole number of {} or more", least)) ? value : least;
}

double Cursor::percent() const
{
    note("type", "string");
    note("pattern", "^[0-9]+(\\.[0-9]+)?%$");
    double value = 0;
    bool fits = is_text() && node_.Scalar().ends_with('%');
    if (fits) {
        const auto& text = node_.Scalar();
        auto [end, failed] = std::from_chars(text.data(), text.data() + text.size() - 1, value);
        fits = failed == std::errc() && end == text.data() + text.size() - 1 && value >= 0 && value <= 100;
    }
    return expect(fits, "a percentage from 0% to 100%, such as 5%") ? value / 100 : 0;
}

int Cursor::days() const
{
    struct Unit {
        std::string_view one, many;
        int days;
    };
    static constexpr Unit units[] = {
        {"day", "days", 1}, {"week", "weeks", 7}, {"month", "months", 30}, {"year", "years", 365}};
    note("type", "string");
    note("pattern", "^[1-9][0-9]* (day|week|month|year)s?$");
    int count = 0;
    if (is_text()) {
        const auto& text = node_.Scalar();
        auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), count);
        std::string_view rest(end, static_cast<std::size_t>(text.data() + text.size() - end));
        if (failed == std::errc() && count > 0 && count <= 100'000 && rest.starts_with(' '))
            for (const auto& unit : units)
                if (rest.substr(1) == unit.one || rest.substr(1) == unit.many) return count * unit.days;
    }
    expect(false, "a length of time such as 400 days, 8 weeks, 6 months or 2 years");
    return 0;
}

std::vector<std::string> Cursor::texts() const
{
    std::vector<std::string> out;
    each([&](const Cursor& item) { out.push_back(item.text()); });
    return out;
}

std::vector<std::string> Cursor::one_or_more() const
{
    std::vector<std::string> out;
    fork(is_text() ? 0 : 1,
         {[&](const Cursor& one) { out = {one.filled()}; },
          [&](const Cursor& list) {
              list.note("minItems", 1);
              if (list.describing_ || list.expect(list.is_list() && list.node_.size() > 0, "a name or a list of names"))
                  out = list.texts();
          }});
    return out;
}

std::size_t Cursor::choice(const std::vector<std::string_view>& names) const
{
    note("enum", json::value_from(names));
    auto value = is_text() ? node_.Scalar() : std::string();
    auto found = std::ranges::find(names, std::string_view(value));
    if (is_text() && found != names.end()) return static_cast<std::size_t>(found - names.begin());
    std::vector<std::string> all(names.begin(), names.end());
    expect(false, (all.size() == 1 ? "" : "one of ") + listed(all) + did_you_mean(value, all));
    return 0;
}

void Cursor::fork(std::size_t taken, const std::vector<Read>& ways) const
{
    if (!describing_) return ways[taken](*this);
    for (const auto& way : ways) {
        auto one = *this;
        one.describing_ = describing_->forks.emplace_back(std::make_shared<Description>());
        way(one);
    }
}

void Cursor::each(const Read& read) const
{
    if (describing_) {
        note("type", "array");
        return read(describing(describing_->items, "0"));
    }
    if (!expect(is_list(), "a list")) return;
    std::size_t index = 0;
    for (const auto& item : node_) read(below(item, std::to_string(index++)));
}

void Cursor::entries(const std::function<void(const std::string&, const Cursor&, const Cursor&)>& read) const
{
    if (describing_) {
        note("type", "object");
        Description::Ptr key;
        return read("", describing(key, ""), describing(describing_->values, ""));
    }
    if (!expect(is_map(), "a map of keys and values")) return;
    std::set<std::string> seen;
    for (const auto& entry : node_) {
        auto key = below(entry.first, entry.first.IsScalar() ? entry.first.Scalar() : "?");
        if (!key.is_text())
            key.error("a key must be text");
        else if (!seen.insert(entry.first.Scalar()).second)
            key.error(fmt::format("{} is there twice", entry.first.Scalar()));
        else
            read(entry.first.Scalar(), key, below(entry.second, entry.first.Scalar()));
    }
}

void Cursor::members(const std::vector<Key>& keys) const
{
    if (describing_) {
        note("type", "object");
        for (const auto& key : keys) {
            auto& member = describing_->properties.emplace_back(key.name, nullptr).second;
            auto at = describing(member, key.name);
            if (key.required) describing_->required.emplace_back(key.name);
            key.read(at);
        }
        return;
    }
    if (!expect(is_map(), "a map of keys and values")) return;
    std::set<std::string> seen;
    entries([&](const std::string& key, const Cursor& key_at, const Cursor& value) {
        seen.insert(key);
        auto known = std::ranges::find(keys, key, &Key::name);
        if (known != keys.end()) return known->read(value);
        std::vector<std::string> names;
        for (const auto& one : keys) names.emplace_back(one.name);
        key_at.error(fmt::format("{} is not a known key of {}, expected {}{}", key,
                                 pointer_.empty() ? "file rules" : name(), listed(names), did_you_mean(key, names)));
    });
    for (const auto& key : keys)
        if (key.required && !seen.contains(std::string(key.name)))
            error(fmt::format("{} is missing{}", key.name, pointer_.empty() ? "" : fmt::format(" in {}", name())));
}

std::optional<std::string> Cursor::peek(std::string_view key) const
{
    if (is_map())
        for (const auto& entry : node_)
            if (entry.first.IsScalar() && entry.first.Scalar() == key && entry.second.IsScalar())
                return entry.second.Scalar();
    return std::nullopt;
}
} // namespace engine

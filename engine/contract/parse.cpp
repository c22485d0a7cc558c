#include "engine/contract/parts.hpp"
#include "engine/contract/yaml_document.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <cctype>
#include <fmt/format.h>
#include <map>

namespace engine
{
namespace
{
constexpr std::size_t text_limit = 1 << 20;

constexpr std::size_t longest_feed = 64;
bool is_slug(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; }

// Letters, digits, - and _: the feed's name is part of addresses and file names.
std::string slug(const Cursor& at)
{
    auto text = at.filled();
    if (!text.empty() && (!std::ranges::all_of(text, is_slug) || text.size() > longest_feed))
        at.error(fmt::format("{} is “{}”, expected up to 64 lower-case letters, digits, - and _", at.name(), text));
    return text;
}

void settle_titles(Contract& out)
{
    if (out.title.empty()) out.title = out.feed;
    if (out.report.title.empty()) out.report.title = out.title;
}

// A Table Schema without a contract around it: the feed is named after the document.
void read_plain_schema(const Cursor& root, const std::string& name, Contract& out)
{
    for (char c : name.substr(0, std::min(name.find('.'), longest_feed))) {
        auto small = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        out.feed += is_slug(small) ? small : '-';
    }
    if (out.feed.empty()) out.feed = "new-feed";
    out.title = root.peek("title").value_or("");
    out.schema = contract_parts::read_schema(root);
    lay_out(out.report, {}, {});
    settle_titles(out);
}

} // namespace

void contract_parts::read_document(const Cursor& root, const Schema* transformed, Contract& out)
{
    std::map<std::string, Cursor> parts;
    auto later = [&](const Cursor& at) { parts.emplace(at.name(), at); };
    root.members({
        {"feed", [&](const Cursor& at) { out.feed = slug(at); }, true},
        {"title", [&](const Cursor& at) { out.title = at.filled(); }},
        {"department", [&](const Cursor& at) { out.department = slug(at); }},
        {"delivery", [&](const Cursor& at) { out.delivery = choose<Delivery>(at, {"snapshot", "period"}); }},
        {"period", [&](const Cursor& at) { out.period = choose<Period>(at, {"none", "week", "month", "term"}); }},
        {"second_file",
         [&](const Cursor& at) { out.second_file = choose<SecondFile>(at, {"ask", "replace", "append"}); }},
        {"match",
         [&](const Cursor& at) {
             at.members({{"filename", [&](const Cursor& name) { out.match_filename = name.filled(); }, true}});
         }},
        {"read", later},
        {"schema", later, true},
        {"aliases", later},
        {"steps", later},
        {"checks", later},
        {"history", later},
        {"limits", later},
        {"privacy", later},
        {"transform", [&](const Cursor& at) { out.transform = Query{at.filled(), at.place()}; }},
        {"report", later},
        {"publish", later},
        {"$schema", [](const Cursor&) {}}, // for editors
    });
    auto part = [&](const char* name, auto read) {
        if (auto found = parts.find(name); found != parts.end()) read(found->second);
    };
    part("schema", [&](const Cursor& at) { out.schema = read_schema(at); });
    part("read", [&](const Cursor& at) { out.read = read_reading(at); });
    part("aliases", [&](const Cursor& at) { out.aliases = read_aliases(at, out.schema); });
    part("steps", [&](const Cursor& at) { out.steps = read_steps(at, out.schema); });
    part("checks", [&](const Cursor& at) { out.checks = read_checks(at, out.schema); });
    part("history", [&](const Cursor& at) { out.history = read_history(at); });
    part("limits", [&](const Cursor& at) { out.limits = read_limits(at); });
    part("privacy",
         [&](const Cursor& at) { out.privacy = read_privacy(at, out.transform ? transformed : &out.schema); });
    part("report", [&](const Cursor& at) { out.report = read_report(at, out.transform ? transformed : &out.schema); });
    if (!parts.contains("report")) lay_out(out.report, {}, {});
    part("publish", [&](const Cursor& at) {
        out.publish = read_publish(at);
        for (const auto& address : out.publish.to) {
            auto domain = address.substr(address.find('@') + 1);
            const auto& allowed = out.privacy.recipient_domains;
            if (!allowed.empty() && std::ranges::find(allowed, domain) == allowed.end())
                at.error(fmt::format("publish.to has {}, but privacy.recipient_domains allows only {}", address,
                                     listed(allowed)));
        }
    });
    if (out.second_file == SecondFile::append && out.schema.primary_key.empty() && parts.contains("schema"))
        root.error("second_file is append, so schema.primaryKey must say which rows are the same: a second file "
                   "replaces those and adds the others");
    if (out.delivery == Delivery::period && out.period == Period::none && parts.contains("schema"))
        root.error("delivery is period, so period must say which: week, month or term");
    for (const auto& step : out.steps)
        if (auto* dates = std::get_if<DatesStep>(&step.action); dates && !step.off)
            if (auto field = out.schema.find(dates->column)) out.schema.fields[*field].date_order = dates->order;
    settle_titles(out);
}

Contract parse_contract(std::string_view text, const std::string& name, const Schema* transformed)
{
    std::vector<ContractError> errors;
    auto fail = [&](int line, int column, std::string message) -> ContractErrors {
        return {name, {{line, column, "", std::move(message)}}};
    };
    if (text.size() > text_limit) throw fail(1, 1, "the file rules are larger than 1 MiB, expected a short document");
    if (!is_utf8(text)) throw fail(1, 1, "the file rules are not UTF-8 text; save them as UTF-8");
    YAML::Node document;
    try {
        document = load_yaml(text);
        if (!document.IsMap())
            throw fail(1, 1, "this is not a contract, expected keys and values such as “feed: attendance-weekly”");
    } catch (const YAML::Exception& problem) {
        bool valid = dynamic_cast<const YamlRefused*>(&problem) != nullptr;
        throw fail(std::max(problem.mark.line, 0) + 1, std::max(problem.mark.column, 0) + 1,
                   (valid ? "" : "this is not valid YAML or JSON: ") + problem.msg);
    }
    Contract contract;
    Cursor root(document, "", errors);
    if (document["fields"] && !document["schema"])
        read_plain_schema(root, name, contract);
    else
        contract_parts::read_document(root, transformed, contract);
    if (errors.empty()) return contract;
    std::ranges::stable_sort(errors, {}, [](const ContractError& e) { return std::pair(e.line, e.column); });
    throw ContractErrors(name, std::move(errors));
}
} // namespace engine

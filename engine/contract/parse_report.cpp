#include "engine/contract/parts.hpp"
#include "engine/text/numbers.hpp"
#include <algorithm>
#include <cstdint>
#include <fmt/format.h>

namespace engine::contract_parts
{
namespace
{
constexpr std::size_t most_shown = 6, most_columns = 3; // what a table on upright paper has room for
constexpr std::string_view all_rows = "rows";

bool is_number(FieldType type) { return type == FieldType::integer || type == FieldType::number; }

class ReportReader
{
public:
    explicit ReportReader(const Schema* columns) : columns_(columns) {}

    ReportLayout read(const Cursor& at)
    {
        bool has_sections = false, is_short = false;
        at.members({
            {"title", [&](const Cursor& key) { out_.title = key.filled(); }},
            {"currency", [&](const Cursor& key) { out_.currency = currency(key); }},
            {"money", [&](const Cursor& key) { out_.money = numbers(key, "money counts in"); }},
            {"figures",
             [&](const Cursor& key) {
                 key.each([&](const Cursor& item) { out_.figures.push_back(measure(item)); });
                 if (out_.figures.size() > most_figures)
                     key.error(fmt::format("figures has {}, expected five at most: they stand side by side on the "
                                           "first page",
                                           out_.figures.size()));
             }},
            {"sections",
             [&](const Cursor& key) {
                 has_sections = true;
                 key.each([&](const Cursor& item) { out_.sections.push_back(section(item)); });
             }},
            {"totals", [&](const Cursor& key) { out_.totals = numbers(key, "totals adds up"); }},
            {"group_by",
             [&](const Cursor& key) {
                 is_short = true;
                 group_by_ = names(key);
             }},
            {"charts",
             [&](const Cursor& key) {
                 is_short = true;
                 key.each([&](const Cursor& item) {
                     auto chart = [&](ChartKind kind) {
                         return [this, kind](const Cursor& column) { charts_.emplace_back(kind, name(column)); };
                     };
                     item.members({{"bar", chart(ChartKind::bar)}, {"line", chart(ChartKind::line)}});
                 });
             }},
            {"what_changed", [&](const Cursor& key) { out_.what_changed = key.flag(); }},
        });
        if (has_sections && is_short)
            at.error("sections says all that the report has; write what group_by and charts say as sections too");
        if (!has_sections) lay_out(out_, group_by_, charts_);
        return std::move(out_);
    }

private:
    std::vector<std::string> names(const Cursor& at) const
    {
        return columns_ ? field_names(at, *columns_) : at.one_or_more();
    }
    std::string name(const Cursor& at) const { return columns_ ? field_name(at, *columns_) : at.filled(); }
    std::optional<FieldType> type_of(const std::string& column) const
    {
        auto field = columns_ ? columns_->find(column) : std::nullopt;
        return field ? std::optional(columns_->fields[*field].type) : std::nullopt;
    }
    void require_number(const Cursor& at, const std::string& column, std::string_view does) const
    {
        auto type = type_of(column);
        if (type && !is_number(*type))
            at.error(fmt::format("{} {}, which is no integer or number field", does, column));
    }
    std::vector<std::string> numbers(const Cursor& at, std::string_view does) const
    {
        auto columns = names(at);
        for (const auto& column : columns) require_number(at, column, does);
        return columns;
    }

    static std::string currency(const Cursor& at)
    {
        auto code = at.filled();
        if (!code.empty() &&
            (code.size() != 3 || !std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; })))
            at.error(fmt::format("currency is “{}”, expected the three letters of one, such as GBP or EUR", code));
        return code;
    }

    Measure measure(const Cursor& at) const
    {
        Measure out;
        int kinds = 0;
        bool is_part = at.peek("of").has_value();
        auto of_kind = [&](MeasureKind kind, auto read) {
            return [&, kind, read](const Cursor& key) {
                ++kinds;
                out.kind = kind;
                out.what = read(key);
                out.place = key.place();
            };
        };
        auto condition = [this](const Cursor& key) { return columns_ ? expression(key, *columns_) : key.filled(); };
        auto number = [this](const Cursor& key) {
            auto column = name(key);
            require_number(key, column, key.name() + " is about");
            return column;
        };
        auto rows_or = [](auto other) {
            return [other](const Cursor& key) {
                std::string what;
                key.fork(key.is_text() && key.text() == all_rows ? 0 : 1,
                         {[&](const Cursor& word) { what = word.choice({all_rows}) == 0 ? all_rows : ""; },
                          [&](const Cursor& text) { what = other(text); }});
                return what;
            };
        };
        auto part = [&](const Cursor& key) { return is_part ? number(key) : condition(key); };
        at.members({{"count", of_kind(MeasureKind::count, rows_or(condition))},
                    {"sum", of_kind(MeasureKind::sum, number)},
                    {"mean", of_kind(MeasureKind::mean, number)},
                    {"share", of_kind(MeasureKind::share, rows_or(number))},
                    {"rate", of_kind(MeasureKind::rate, part)},
                    {"of", [&](const Cursor& key) { out.of = number(key); }},
                    {"title", [&](const Cursor& key) { out.title = key.filled(); }}});
        if (at.describes()) return out;
        if (kinds != 1) at.error(fmt::format("{} needs one of count, sum, mean, share and rate", at.name()));
        if (is_part && out.kind != MeasureKind::rate) at.error("of belongs to a rate");
        if (kinds == 1 && out.is_condition() && out.title.empty())
            at.error(fmt::format("{} needs a title, as people do not read conditions", at.name()));
        return out;
    }

    Section section(const Cursor& at) const
    {
        Section out;
        bool has_groups = false, has_chart = false;
        at.members({
            {"rows",
             [&](const Cursor& key) {
                 key.choice({"all"});
                 out.lists_rows = true;
             }},
            {"title", [&](const Cursor& key) { out.title = key.filled(); }},
            {"by",
             [&](const Cursor& key) {
                 has_groups = true;
                 out.by = names(key);
                 if (out.by.size() > most_columns)
                     key.error(fmt::format("by has {} columns, expected three at most", out.by.size()));
             }},
            {"bands", [&](const Cursor& key) { out.bands = bands(key); }},
            {"show",
             [&](const Cursor& key) {
                 key.each([&](const Cursor& item) { out.show.push_back(measure(item)); });
                 if (out.show.empty() || out.show.size() > most_shown)
                     key.error(fmt::format("show has {}, expected one to six", out.show.size()));
             }},
            {"top", [&](const Cursor& key) { out.top = static_cast<int>(key.whole(1)); }},
            {"bottom", [&](const Cursor& key) { out.bottom = static_cast<int>(key.whole(1)); }},
            {"chart",
             [&](const Cursor& key) {
                 has_chart = true;
                 out.chart = choose<ChartKind>(key, {"bar", "line"});
             }},
            {"subtotals", [&](const Cursor& key) { out.subtotals = name(key); }},
        });
        if (at.describes()) return out;
        bool is_about_groups = has_groups || has_chart || !out.show.empty() || out.top > 0 || out.bottom > 0;
        if (out.lists_rows == has_groups)
            at.error(fmt::format("{} needs either by, with the columns whose values are the groups, or rows: all",
                                 at.name()));
        else if (out.lists_rows && is_about_groups)
            at.error(fmt::format("{} lists rows, so it takes no show, top, bottom or chart", at.name()));
        else if (!out.lists_rows && !out.subtotals.empty())
            at.error("subtotals belongs to a section with rows: all");
        if (!out.bands.empty()) check_bands(at, out);
        if (has_groups && out.show.empty()) out.show = usual_measures(out.chart);
        return out;
    }

    static std::string bands(const Cursor& at)
    {
        auto text = at.filled();
        auto number = parse_number(text);
        if (!text.empty() && text != "week" && text != "month" && !(is_plain_number(text) && number && *number > 0))
            at.error(fmt::format("bands is “{}”, expected how wide each is, such as 10, or week or month", text));
        return text;
    }

    void check_bands(const Cursor& at, const Section& section) const
    {
        if (section.by.size() != 1) return at.error("bands needs one column in by");
        auto type = type_of(section.by[0]);
        bool of_days = section.bands == "week" || section.bands == "month";
        if (type && of_days && *type != FieldType::date && *type != FieldType::datetime)
            at.error(fmt::format("bands is {}, and {} is no date field", section.bands, section.by[0]));
        if (type && !of_days && !is_number(*type))
            at.error(fmt::format("bands is {}, and {} is no integer or number field", section.bands, section.by[0]));
    }

    const Schema* columns_;
    std::vector<std::string> group_by_;
    std::vector<std::pair<ChartKind, std::string>> charts_;
    ReportLayout out_;
};
} // namespace

ReportLayout read_report(const Cursor& at, const Schema* columns) { return ReportReader(columns).read(at); }
} // namespace engine::contract_parts

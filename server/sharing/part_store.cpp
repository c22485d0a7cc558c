#include "server/sharing/part_store.hpp"
#include "base/utf8.hpp"
#include "server/sharing/delivery_store.hpp"
#include <fmt/format.h>
#include <fmt/ranges.h>

namespace sharing
{
namespace
{
struct KeptPart {
    std::int64_t id = 0;
    std::string column_name;
    std::vector<std::string> split_values;
    std::string title;
    std::int64_t rows = 0;
};
BOOST_DESCRIBE_STRUCT(KeptPart, (), (id, column_name, split_values, title, rows))

struct PartRow {
    std::string column_name;
    std::vector<std::string> split_values;
};
BOOST_DESCRIBE_STRUCT(PartRow, (), (column_name, split_values))

// A name that every system takes, for the end of a file name.
std::string as_file_name(const std::vector<std::string>& values)
{
    constexpr std::size_t most = 40;
    auto text = fmt::format("{}", fmt::join(values, "-"));
    for (auto& c : text)
        if (static_cast<unsigned char>(c) <= ' ' || std::string_view("/\\:*?\"<>|").find(c) != std::string_view::npos)
            c = '-';
    return std::string(cut_utf8(text, most));
}

std::string ending_of(reports::ReportFormat format)
{
    return format == reports::ReportFormat::excel_csv ? "-excel.csv" : "." + json::enum_text(format);
}
} // namespace

std::vector<WantedPart> wanted_parts(db::Session& db, std::int64_t feed_id)
{
    static constexpr auto sql = R"sql(
        SELECT DISTINCT column_name, split_values FROM subscriptions
         WHERE feed_id = $1 AND stopped_at IS NULL AND column_name IS NOT NULL ORDER BY column_name, split_values)sql";
    std::vector<WantedPart> wanted;
    for (auto& row : db.all<PartRow>(sql, feed_id)) wanted.push_back({row.column_name, row.split_values});
    return wanted;
}

void save_parts(db::Session& db, const reports::Report& report, const std::vector<NewPart>& parts)
{
    static constexpr auto part_sql = R"sql(
        INSERT INTO report_parts (report_id, column_name, split_values, title, rows) VALUES ($1, $2, $3, $4, $5) RETURNING id)sql";
    static constexpr auto file_sql =
        "INSERT INTO report_part_files (part_id, format, sha256, bytes, file_name) VALUES ($1, $2, $3, $4, $5)";
    auto name =
        report.feed.key + (report.period.empty() ? "" : "-" + report.period) + "-v" + std::to_string(report.version);
    for (const auto& part : parts) {
        auto id = db.value<std::int64_t>(part_sql, report.id, part.of.column, part.of.values, part.title, part.rows);
        for (const auto& file : part.files)
            db.exec(file_sql, id, file.format, file.sha256, file.bytes,
                    fmt::format("{}-{}{}", name, as_file_name(part.of.values), ending_of(file.format)));
    }
}

void copy_parts(db::Session& db, std::int64_t from_id, const reports::Report& report)
{
    static constexpr auto sql =
        "SELECT id, column_name, split_values, title, rows FROM report_parts WHERE report_id = $1 ORDER BY id";
    std::vector<NewPart> parts;
    for (const auto& one : db.all<KeptPart>(sql, from_id))
        parts.push_back({{one.column_name, one.split_values}, one.title, one.rows, files_of_part(db, one.id)});
    save_parts(db, report, parts);
}
} // namespace sharing

#include "server/reports/report_routes.hpp"
#include "base/ids.hpp"
#include "engine/read/trusted_csv.hpp"
#include "server/audit/note_anyway.hpp"
#include "server/db/database.hpp"
#include "server/http/list.hpp"
#include "server/reports/content_type.hpp"
#include "server/reports/report_store.hpp"
#include "server/runs/masking.hpp"
#include "server/sandbox/descriptor.hpp"
#include "server/sandbox/page_pictures.hpp"
#include "server/sharing/standing_store.hpp"
#include "server/storage/storage.hpp"
#include "server/users/caller.hpp"
#include <charconv>

namespace reports
{
namespace may = http::may;

namespace
{
struct ReportQuery : http::PageParameters {
    std::optional<std::int64_t> department_id, feed_id;
    std::optional<std::string> period;
    std::optional<bool> latest;
    std::optional<std::string> search;
};
BOOST_DESCRIBE_STRUCT(ReportQuery, (http::PageParameters), (department_id, feed_id, period, latest, search))

// Whether the notice about people's data was read before.
enum class NoticeState { read };
BOOST_DESCRIBE_ENUM(NoticeState, read)
struct ReportFileQuery {
    std::optional<NoticeState> notice;
};
BOOST_DESCRIBE_STRUCT(ReportFileQuery, (), (notice))

struct RowQuery {
    std::optional<std::int64_t> page_size;
    std::optional<std::string> cursor;
};
BOOST_DESCRIBE_STRUCT(RowQuery, (), (page_size, cursor))

Report require_report(db::Session& db, const http::Call& call)
{
    auto report = find(db, users::scope_of(call), call.id());
    if (!report) throw Refusal{Why::not_found, "There is no such report."};
    return *report;
}

const ReportFile& require_file(const Report& report, std::optional<ReportFormat> format)
{
    for (const auto& file : report.files)
        if (file.format == format) return file;
    throw Refusal{Why::not_found, "This report has no file of that kind."};
}

http::List<Report> list_reports(http::Call& call, ReportQuery query)
{
    ReportFilter filter{query.department_id, query.feed_id, query.period, query.latest.value_or(false), query.search};
    return http::list_of(call, require(list(call.db(), users::scope_of(call), filter, query.page())));
}

// Of the values of its rows.
runs::Masking masking_of(db::Session& db, const http::Call& call, const Report& report)
{
    return {db, users::user_of(call), report.department, report.run_id};
}

Report show_report(http::Call& call) { return require_report(call.db(), call); }

// Who took which report is part of the history, so a download writes to it before it begins.
http::Download download_report(http::Call& call, ReportFileQuery query)
{
    auto format = json::enum_value<ReportFormat>(call.path("format"));
    auto [report, clearance] = call.database().read([&](db::Session& db) {
        auto found = require_report(db, call);
        sharing::require_not_withdrawn(db, found.id);
        return std::pair(found, masking_of(db, call, found).hand_out_report(columns_of(db, found.id)));
    });
    const auto& file = require_file(report, format);
    if (call.method != "HEAD") // takes nothing
        audit::note_anyway(call.database(), call, "report.download", {"report", report.id, report.department.id},
                           call.path("format") + (query.notice ? ", notice read" : ""));
    return {clearance, file.file_name, content_type(file.format),
            call.use<storage::Storage>().open(storage::Kind::made, file.sha256), file.sha256};
}

// A page of the PDF as a picture, for screens.
http::Download show_page(http::Call& call)
{
    constexpr int dots_per_inch = 110;
    constexpr std::chrono::seconds patience{20};
    auto number = call.id("page");
    auto [file, clearance] = call.database().read([&](db::Session& db) {
        auto report = require_report(db, call);
        sharing::require_not_withdrawn(db, report.id);
        auto cleared = masking_of(db, call, report).hand_out_report(columns_of(db, report.id));
        return std::pair(require_file(report, ReportFormat::pdf), cleared);
    });
    auto opened = call.use<storage::Storage>().open(storage::Kind::made, file.sha256);
    sandbox::PdfCall pdf;
    pdf.file_name = file.file_name;
    pdf.file = opened->descriptor();
    pdf.read.pages = std::to_string(number);
    pdf.dots_per_inch = dots_per_inch;
    pdf.deadline = patience;
    pdf.stop = call.unwanted;
    std::string picture;
    auto outcome = sandbox::page_pictures(pdf, [&](int, std::string_view png) { picture = png; });
    if (!outcome.answered()) throw Refusal{Why::invalid, outcome.message};
    if (picture.empty()) throw Refusal{Why::not_found, "The report has no such page."};
    return {clearance, "page-" + std::to_string(number) + ".png", "image/png",
            std::make_shared<OwnedBytes>(std::move(picture))};
}

// A cursor is the place in clean.csv where the next page begins.
std::uint64_t offset_of(const std::optional<std::string>& cursor, std::uint64_t size)
{
    if (!cursor) return 0;
    std::uint64_t offset = 0;
    auto text = from_base64url(*cursor).value_or("");
    auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), offset);
    if (text.empty() || failed != std::errc{} || end != text.data() + text.size() || offset > size)
        throw http::Stop(http::invalid({{"cursor", "is not one that this list has given out"}}, true));
    return offset;
}

runs::Shown<ReportRows> show_rows(http::Call& call, RowQuery query)
{
    auto report = require_report(call.db(), call);
    sharing::require_not_withdrawn(call.db(), report.id);
    auto page_size = http::PageParameters{query.page_size, {}, {}}.page().page_size;
    auto bytes = call.use<storage::Storage>().open(storage::Kind::made, require_file(report, ReportFormat::csv).sha256);
    engine::TrustedCsv csv(*bytes, offset_of(query.cursor, bytes->size()));
    ReportRows page;
    page.columns = columns_of(call.db(), report.id);
    page.total = report.rows;
    engine::Chunk chunk;
    auto masking = masking_of(call.db(), call, report);
    if (!csv.next(chunk, static_cast<std::size_t>(page_size))) return masking.show(std::move(page));
    for (std::size_t row = 0; row < chunk.rows(); ++row) {
        auto& cells = page.rows.emplace_back();
        for (std::size_t column = 0; column < chunk.columns.size(); ++column) {
            auto cell = chunk.cell(column, row);
            cells.push_back(engine::is_null(cell) ? std::nullopt : std::optional(std::string(cell)));
        }
    }
    if (csv.offset() < bytes->size()) page.next_cursor = to_base64url(std::to_string(csv.offset()));
    return masking.show(std::move(page));
}

constexpr http::Route report_routes[] = {
    http::get<&list_reports>("/api/reports", may::read_reports, "List reports, newest first"),
    http::get<&show_report>("/api/reports/{id}", may::read_reports, "Show a report"),
    http::get<&download_report>("/api/reports/{id}/files/{format}", may::read_reports, "Download a report")
        .by_hand()
        .reads("report"),
    http::get<&show_page>("/api/reports/{id}/pages/{page}", may::read_reports, "Show a page of the PDF as a picture")
        .asks_engine()
        .reads("report"),
    http::get<&show_rows>("/api/reports/{id}/rows", may::read_reports, "Show the rows of a report").reads("report"),
};
} // namespace

std::span<const http::Route> routes() { return report_routes; }
} // namespace reports

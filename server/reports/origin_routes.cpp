#include "server/reports/origin_routes.hpp"
#include "engine/contract/contract.hpp"
#include "engine/read/trusted_csv.hpp"
#include "server/db/database.hpp"
#include "server/http/list.hpp"
#include "server/reports/origin_store.hpp"
#include "server/reports/version_store.hpp"
#include "server/runs/dry_runs.hpp"
#include "server/runs/input_store.hpp"
#include "server/runs/masking.hpp"
#include "server/runs/run_store.hpp"
#include "server/sharing/standing_store.hpp"
#include "server/storage/storage.hpp"
#include "server/users/caller.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace reports
{
namespace may = http::may;

namespace
{
struct FileHash {
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(FileHash, (), (sha256))

// The row of that number in the published rows.
std::vector<OriginCell> cells_of(http::Call& call, const Report& report,
                                 const std::vector<engine::OutputColumn>& columns, std::int64_t number)
{
    auto file = std::ranges::find(report.files, ReportFormat::csv, &ReportFile::format);
    if (number < 1 || number > report.rows || file == report.files.end())
        throw Refusal{Why::not_found, "The report has no such row."};
    auto bytes = call.use<storage::Storage>().open(storage::Kind::made, file->sha256);
    engine::TrustedCsv csv(*bytes);
    engine::Chunk chunk;
    for (auto left = number - 1; csv.next(chunk); left -= static_cast<std::int64_t>(chunk.rows())) {
        if (left >= static_cast<std::int64_t>(chunk.rows())) continue;
        std::vector<OriginCell> cells;
        for (std::size_t column = 0; column < chunk.columns.size(); ++column) {
            auto cell = chunk.cell(column, static_cast<std::size_t>(left));
            cells.push_back({csv.header()[column],
                             column < columns.size() ? columns[column].title : csv.header()[column],
                             engine::is_null(cell) ? std::nullopt : std::optional(std::string(cell))});
        }
        return cells;
    }
    throw Refusal{Why::not_found, "The report has no such row."};
}

// By what the row is known in the file: its key, or all of its texts. Nothing where the report no longer has that.
std::vector<runs::KeyCell> key_of(const engine::Contract& rules, const std::vector<OriginCell>& cells)
{
    std::vector<std::string> names = rules.schema.primary_key;
    if (names.empty() && !rules.transform)
        for (const auto& field : rules.schema.fields)
            if (field.type == engine::FieldType::string) names.push_back(field.name);
    std::vector<runs::KeyCell> key;
    for (const auto& name : names) {
        auto cell = std::ranges::find(cells, name, &OriginCell::column);
        if (cell != cells.end() && cell->value)
            key.push_back({name, *cell->value});
        else if (!rules.schema.primary_key.empty())
            return {};
    }
    return key;
}

// A correction of line 0 is one of every such cell of the column.
bool is_about(const Correction& fix, const engine::HeldRow& row, const engine::HeldColumn& column,
              const std::optional<std::string>& to)
{
    if (fix.column != column.name || fix.to != to) return false;
    return fix.line == 0 || (fix.line == row.line && (!fix.sheet || fix.sheet == row.sheet));
}

std::vector<OriginChange> changes_of(const runs::FoundRow& found, const std::vector<Correction>& corrections)
{
    std::vector<OriginChange> changes;
    for (std::size_t i = 0; i < found.columns.size(); ++i) {
        const auto& column = found.columns[i];
        auto sent = i < found.row.sent.size() ? found.row.sent[i] : std::nullopt;
        auto value = i < found.row.values.size() ? found.row.values[i] : std::nullopt;
        if (sent == value) continue;
        auto fix = std::ranges::find_if(corrections.rbegin(), corrections.rend(),
                                        [&](const Correction& one) { return is_about(one, found.row, column, value); });
        auto repair = std::ranges::find_if(found.repairs,
                                           [&](const engine::AppliedRepair& one) { return one.column == column.name; });
        OriginChange change{OriginKind::rules,
                            column.name,
                            column.title,
                            sent,
                            value,
                            "The cleaning steps of the file rules.",
                            {},
                            {},
                            {}};
        if (fix != corrections.rend()) {
            change.kind = OriginKind::correction;
            change.words = "Corrected by hand.";
            change.by = fix->by;
            change.at = fix->at;
            change.reason = fix->reason;
        } else if (repair != found.repairs.end()) {
            change.kind = OriginKind::repair;
            change.words = repair->done;
        }
        changes.push_back(std::move(change));
    }
    return changes;
}

// The run over a file that the version comes from: a restored version's is that of the one it equals.
struct Source {
    Report report;
    runs::Run run;
};
Source source_of(db::Session& db, const Report& report)
{
    auto from = report;
    while (from.restored_from) {
        auto earlier = find_version(db, from.report_key, *from.restored_from);
        if (!earlier) throw Refusal{Why::conflict, "The version that this one equals is not kept any more."};
        from = *earlier;
    }
    return {from, runs::find(db, users::Scope::everything(), from.run_id).value()};
}

void add_place(RowOrigin& origin, const runs::FoundRow& found, const runs::Run& run, const runs::Claim& claim)
{
    origin.place = OriginPlace{claim.file_name,
                               run.upload ? run.upload->id : 0,
                               found.row.sheet,
                               found.row.line,
                               claim.accepted_at,
                               claim.uploader,
                               run.id};
    origin.words = fmt::format("Line {}{} of “{}”, sent by {} on {}.", found.row.line,
                               found.row.sheet ? " of the sheet “" + *found.row.sheet + "”" : "", claim.file_name,
                               claim.uploader, claim.accepted_at.substr(0, 10));
}

runs::Shown<RowOrigin> show_origin(http::Call& call)
{
    auto [report, columns, source, claim, masking] = call.database().read([&](db::Session& db) {
        auto found = find(db, users::scope_of(call), call.id());
        if (!found) throw Refusal{Why::not_found, "There is no such report."};
        sharing::require_not_withdrawn(db, found->id);
        auto from = source_of(db, *found);
        return std::tuple(*found, columns_of(db, found->id), from, runs::input_of(db, from.run.id),
                          runs::Masking(db, users::user_of(call), found->department, found->run_id));
    });
    auto rules = engine::parse_contract(claim.contract_text, claim.feed.key);
    RowOrigin origin;
    origin.report = {report.id, report.version};
    origin.number = call.id("row");
    origin.cells = cells_of(call, report, columns, origin.number);
    origin.feed_id = report.feed.id;
    origin.rules_version = claim.contract_version;
    origin.published_at = report.created_at;
    auto key = key_of(rules, origin.cells);
    auto found =
        key.empty() ? std::nullopt : require(call.use<runs::DryRuns>().row_in_file(source.run.id, key, call.unwanted));
    auto [corrections, approval] = call.database().read(
        [&](db::Session& db) { return std::pair(corrections_of(db, source.run.id), approval_of(db, source.run.id)); });
    origin.approved = approval;
    if (found) {
        add_place(origin, *found, source.run, claim);
        origin.changes = changes_of(*found, corrections);
    } else if (key.empty())
        origin.words = "This row is made of several rows of the file by a query of the file rules.";
    else
        origin.words = "The file of this version has no such row: it is one of an earlier version that stayed.";
    return masking.show(std::move(origin));
}

http::Listing<KnownFile> verify(http::Call& call, FileHash file)
{
    auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
    std::ranges::transform(file.sha256, file.sha256.begin(), [](unsigned char c) { return std::tolower(c); });
    if (file.sha256.size() != 64 || !std::ranges::all_of(file.sha256, is_hex))
        throw http::Stop(
            http::invalid({{"sha256", "must be the SHA-256 of the file, 64 digits and letters from a to f"}}, false));
    return {files_with(call.db(), users::scope_of(call), file.sha256)};
}

constexpr http::Route routes_of_origins[] = {
    http::get<&show_origin>("/api/reports/{id}/rows/{row}/origin", may::read_reports,
                            "Show where a published row comes from: file, line, changes, who corrected and approved")
        .asks_engine()
        .reads("report"),
    http::post<&verify>("/api/reports/verify", may::read_reports,
                        "Say which report and version a file is, by its SHA-256"),
};
} // namespace

std::span<const http::Route> origin_routes() { return routes_of_origins; }
} // namespace reports

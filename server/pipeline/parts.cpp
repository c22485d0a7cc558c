#include "server/pipeline/parts.hpp"
#include "base/log.hpp"
#include "engine/contract/write.hpp"
#include "engine/read/trusted_csv.hpp"
#include "server/pipeline/open_files.hpp"
#include "server/sharing/part_store.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>

namespace pipeline
{
namespace
{
constexpr std::size_t at_a_time = 100; // files that are open

engine::FieldType type_of(engine::CellType type)
{
    switch (type) {
    case engine::CellType::integer:
        return engine::FieldType::integer;
    case engine::CellType::number:
        return engine::FieldType::number;
    case engine::CellType::date:
        return engine::FieldType::date;
    case engine::CellType::datetime:
        return engine::FieldType::datetime;
    case engine::CellType::time:
        return engine::FieldType::time;
    case engine::CellType::boolean:
        return engine::FieldType::boolean;
    case engine::CellType::text:
        break;
    }
    return engine::FieldType::string;
}

// The rules of a table that is what was published, so that nothing is made of it but a report.
std::string rules_of_published(const Work& work)
{
    engine::Contract rules;
    rules.feed = work.contract.feed;
    rules.title = work.contract.title;
    rules.department = work.contract.department;
    rules.delivery = work.contract.delivery;
    rules.period = work.contract.period;
    rules.report = work.contract.report;
    rules.report.what_changed = false; // of the whole
    rules.publish.formats = work.contract.publish.formats;
    rules.privacy.suppress_below = work.contract.privacy.suppress_below;
    for (const auto& column : work.published.columns) {
        auto known = work.contract.schema.find(column.name);
        auto& field = rules.schema.fields.emplace_back();
        // Of its own rules a field keeps what a report shows by, such as the order of its values.
        if (known && !work.contract.transform) field = work.contract.schema.fields[*known];
        field.name = column.name;
        field.title = column.title;
        field.type = type_of(column.type);
    }
    return engine::write_contract(rules);
}

struct Part {
    sharing::NewPart made;
    std::string stem; // of its files in the scratch folder
    sandbox::Descriptor rows;
    std::unique_ptr<FileSink> sink;
    std::unique_ptr<engine::TableWriter> writer;
};

std::string title_of(const Work& work, const sharing::WantedPart& wanted)
{
    auto column = std::ranges::find(work.published.columns, wanted.column, &engine::OutputColumn::name);
    return fmt::format("{}: {}", column->title.empty() ? column->name : column->title, fmt::join(wanted.values, ", "));
}

// One pass over the published rows for all parts of the batch.
void split(const Work& work, std::vector<Part>& parts)
{
    auto published = work.context.storage.open(storage::Kind::made, work.report_files.front().sha256);
    engine::TrustedCsv csv(*published);
    std::map<std::pair<std::size_t, std::string_view>, std::vector<Part*>> takers; // by column and value
    for (auto& part : parts) {
        auto at = std::ranges::find(csv.header(), part.made.of.column) - csv.header().begin();
        for (const auto& value : part.made.of.values) takers[{static_cast<std::size_t>(at), value}].push_back(&part);
    }
    std::set<std::size_t> columns;
    for (const auto& [key, list] : takers) columns.insert(key.first);
    engine::Chunk chunk;
    std::vector<std::string_view> cells;
    while (csv.next(chunk))
        for (std::size_t row = 0; row < chunk.rows(); ++row)
            for (auto column : columns) {
                auto found = takers.find({column, chunk.columns[column][row]});
                if (found == takers.end()) continue;
                cells.clear();
                for (const auto& one : chunk.columns) cells.push_back(one[row]);
                for (auto* part : found->second) {
                    part->writer->row(cells);
                    ++part->made.rows;
                }
            }
    for (auto& part : parts) {
        part.writer->finish();
        part.sink->flush();
    }
}

// The same as the report's, of these rows. False where the engine did not answer.
bool publish_part(Work& work, const Part& part, const std::string& rules)
{
    OpenFiles open(work);
    sandbox::EngineCall call;
    auto& job = call.job;
    job.step = sandbox::EngineStep::publish;
    job.file_name = work.claim.file_name;
    job.file = open.upload(work.claim.sha256);
    job.contract_text = rules;
    job.contract_name = work.claim.feed.key;
    job.context = report_context(work);
    job.context.department += ", " + part.made.title;
    job.context.provenance.push_back({"Rows", fmt::format("{} of the {} of this version ({})", part.made.rows,
                                                          work.published.rows, part.made.title)});
    if (work.school.logo) job.context.logo = open.exported(*work.school.logo);
    job.prepared.emplace();
    job.prepared->verdict = engine::Verdict::publish;
    // What the file had and what of it is held back is said of the whole file; through the engine go the part's rows.
    auto& ledger = job.prepared->ledger = work.prepared.ledger;
    ledger.passed = part.made.rows;
    ledger.fixed = 0;
    job.clean = part.rows.number();
    for (auto name : {"report.pdf", "clean.xlsx", "clean.parquet", "clean-excel.csv"})
        job.outputs[name] = open.output(part.stem + name);
    job.limits = work.context.engine_limits;
    call.binary = work.context.engine_binary;
    call.deadline = work.context.engine_deadline;
    call.stop = work.watch->token();
    call.temporary = work.scratch;
    auto outcome = work.context.engine(call, {});
    if (outcome.ending == sandbox::Ending::stopped) throw Interrupted();
    if (outcome.published) return true;
    auto why = outcome.bad_contract.empty() ? outcome.message : outcome.bad_contract.front().message;
    logs::warn("worker", "a part of a report could not be made", {{"run_id", work.claim.id}, {"error", why}});
    return false;
}

void keep_parts(Work& work, std::vector<Part>& parts, std::vector<sharing::NewPart>& made)
{
    using enum reports::ReportFormat;
    static const std::pair<const char*, reports::ReportFormat> outputs[] = {{"clean.csv", csv},
                                                                            {"report.pdf", pdf},
                                                                            {"clean.xlsx", xlsx},
                                                                            {"clean.parquet", parquet},
                                                                            {"clean-excel.csv", excel_csv}};
    std::vector<std::string> names;
    for (const auto& part : parts)
        for (const auto& [name, format] : outputs) names.push_back(part.stem + name);
    auto kept = keep_outputs(work, names);
    for (auto& part : parts) {
        for (const auto& [name, format] : outputs)
            if (auto file = std::ranges::find(kept, part.stem + name, &runs::StoredFile::name); file != kept.end())
                part.made.files.push_back({format, file->bytes, file->sha256, ""});
        made.push_back(std::move(part.made));
    }
}
} // namespace

std::vector<sharing::NewPart> make_parts(Work& work)
{
    std::vector<sharing::NewPart> made;
    auto wanted =
        work.context.database.read([&](db::Session& db) { return sharing::wanted_parts(db, work.claim.feed.id); });
    std::erase_if(wanted, [&](const sharing::WantedPart& one) {
        return std::ranges::find(work.published.columns, one.column, &engine::OutputColumn::name) ==
               work.published.columns.end();
    });
    if (wanted.empty()) return made;
    auto rules = rules_of_published(work);
    for (std::size_t begin = 0; begin < wanted.size(); begin += at_a_time) {
        std::vector<Part> parts;
        for (auto i = begin; i < std::min(begin + at_a_time, wanted.size()); ++i) {
            auto& part = parts.emplace_back();
            part.made = {wanted[i], title_of(work, wanted[i])};
            part.stem = fmt::format("part-{}-", i);
            part.rows = sandbox::open_for_writing(work.scratch / (part.stem + "clean.csv"));
            part.sink = std::make_unique<FileSink>(part.rows.number());
            part.writer = engine::csv_writer(*part.sink, work.published.columns);
        }
        split(work, parts);
        std::erase_if(parts, [&](const Part& part) { return part.made.rows > 0 && !publish_part(work, part, rules); });
        keep_parts(work, parts, made);
        for (auto i = begin; i < std::min(begin + at_a_time, wanted.size()); ++i)
            for (auto name : {"clean.csv", "report.pdf", "clean.xlsx", "clean.parquet", "clean-excel.csv"})
                std::filesystem::remove(work.scratch / fmt::format("part-{}-{}", i, name));
    }
    return made;
}
} // namespace pipeline

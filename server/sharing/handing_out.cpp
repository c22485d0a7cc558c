#include "server/sharing/handing_out.hpp"
#include "server/reports/content_type.hpp"
#include "server/runs/masking.hpp"
#include "server/sharing/delivery_store.hpp"
#include "server/storage/storage.hpp"
#include <algorithm>

namespace sharing
{
VersionState state_of(const reports::Report& report, const ReportStanding& standing)
{
    if (standing.withdrawn) return VersionState::withdrawn;
    return report.superseded_by ? VersionState::superseded : VersionState::newest;
}

std::string notice_of(const reports::Report& report)
{
    return "This report of " + report.department.name +
           " has people's data in it. Take it only if your work needs it, keep it where only you can see it, and "
           "delete "
           "it when you are done. That you took it is noted.";
}

void require_notice(const reports::Report& report, bool personal, bool read)
{
    if (!personal || read) return;
    throw Refusal{Why::conflict, notice_of(report)};
}

std::vector<reports::ReportFile> files_of(db::Session& db, const reports::Report& report,
                                          const std::optional<std::string>& part, std::optional<std::int64_t> part_id,
                                          const std::vector<reports::ReportFormat>& formats)
{
    if (part && !part_id) return {};
    auto files = part_id ? files_of_part(db, *part_id) : report.files;
    if (!formats.empty())
        std::erase_if(files, [&](const reports::ReportFile& file) {
            return std::ranges::find(formats, file.format) == formats.end();
        });
    return files;
}

reports::ReportFile require_file(db::Session& db, const reports::Report& report, const std::optional<std::string>& part,
                                 std::optional<std::int64_t> part_id, const std::vector<reports::ReportFormat>& formats,
                                 reports::ReportFormat wanted)
{
    require_not_withdrawn(db, report.id);
    auto files = files_of(db, report, part, part_id, formats);
    auto found = std::ranges::find(files, wanted, &reports::ReportFile::format);
    if (found == files.end()) throw Refusal{Why::not_found, "There is no file of that kind."};
    return *found;
}

http::Download handed_out(http::Call& call, const reports::Report& report, const reports::ReportFile& file)
{
    // Who may share vouches for it: the file goes to whom they chose.
    users::User sharer;
    sharer.role = users::Role::moderator;
    return {runs::Masking(sharer, report.department).hand_out_file(), file.file_name,
            reports::content_type(file.format), call.use<storage::Storage>().open(storage::Kind::made, file.sha256),
            file.sha256};
}
} // namespace sharing

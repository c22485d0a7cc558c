#include "server/sources/visit.hpp"
#include "server/sources/bucket.hpp"
#include "server/sources/folder.hpp"
#include "server/sources/sftp.hpp"
#include "server/sources/web.hpp"
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>

namespace sources
{
namespace
{
json::FieldErrors errors_in_folder(const SourceInput& input, const Reach& reach)
{
    try {
        Folder opened(input.place.folder.value_or(""), reach.folders);
        return {};
    } catch (const Refusal& refusal) {
        return {{"place.folder", refusal.message}};
    }
}

json::FieldErrors of_other_kinds(const SourceInput& input)
{
    json::FieldErrors errors;
    auto only = [&](SourceKind kind, bool given, const char* at) {
        if (given && input.kind != kind) errors.push_back({at, "This belongs to another kind of place."});
    };
    only(SourceKind::folder, input.place.folder.has_value(), "place.folder");
    only(SourceKind::http, input.place.http.has_value(), "place.http");
    only(SourceKind::sftp, input.place.sftp.has_value(), "place.sftp");
    only(SourceKind::s3, input.place.s3.has_value(), "place.s3");
    return errors;
}
} // namespace

bool is_one_line(std::string_view text)
{
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
}

std::string numbered(const std::string& name, int number)
{
    std::filesystem::path plain(name);
    return fmt::format("{}-{}{}", plain.stem().string(), number, plain.extension().string());
}

json::FieldErrors errors_in_place(const SourceInput& input, const Reach& reach)
{
    if (auto errors = of_other_kinds(input); !errors.empty()) return errors;
    switch (input.kind) {
    case SourceKind::folder:
        return errors_in_folder(input, reach);
    case SourceKind::http:
        return errors_in_web(input);
    case SourceKind::sftp:
        return errors_in_sftp(input);
    case SourceKind::s3:
        return errors_in_bucket(input);
    }
    return {};
}

std::string sent_to(const SourceInput& input)
{
    if (input.kind == SourceKind::http && input.place.http) return web_sent_to(*input.place.http);
    if (input.kind == SourceKind::sftp && input.place.sftp) return sftp_sent_to(*input.place.sftp);
    if (input.kind == SourceKind::s3 && input.place.s3) return bucket_sent_to(*input.place.s3);
    return "";
}

std::unique_ptr<Visit> visit(const Source& source, const Secrets& secrets, const Reach& reach,
                             const std::function<void()>& breathe)
{
    switch (source.kind) {
    case SourceKind::folder:
        return std::make_unique<Folder>(source.place.folder.value_or(""), reach.folders);
    case SourceKind::http:
        return std::make_unique<Web>(source.place.http.value(), secrets, reach, breathe);
    case SourceKind::sftp:
        return std::make_unique<Sftp>(source.place.sftp.value(), secrets, reach, breathe);
    case SourceKind::s3:
        return std::make_unique<Bucket>(source.place.s3.value(), secrets, reach, breathe);
    }
    throw Refusal{Why::invalid, "This kind of place is not known."};
}
} // namespace sources

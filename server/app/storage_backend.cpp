#include "server/app/storage_backend.hpp"
#include "server/storage/folder.hpp"
#include "server/storage/s3.hpp"
#include <fmt/format.h>
#include <utility>

namespace app
{
namespace
{
void require_all(const Config& config)
{
    for (const auto& [name, value] :
         {std::pair{"s3_endpoint", config.s3_endpoint}, std::pair{"s3_bucket", config.s3_bucket},
          std::pair{"s3_region", config.s3_region}, std::pair{"s3_access_key", config.s3_access_key},
          std::pair{"s3_secret_key", config.s3_secret_key}})
        if (value.empty())
            throw Refusal{Why::invalid, fmt::format("Files in a bucket need the setting {} too. It is empty.", name)};
}
} // namespace

std::unique_ptr<storage::Backend> storage_backend(const Config& config, const std::string& data_folder)
{
    if (config.s3_endpoint.empty() && config.s3_bucket.empty()) return std::make_unique<storage::Folder>(data_folder);
    require_all(config);
    storage::S3Settings settings{config.s3_endpoint,   config.s3_bucket,  config.s3_region,     config.s3_access_key,
                                 config.s3_secret_key, config.s3_ca_file, config.s3_path_style, config.s3_cache_bytes};
    auto bucket = std::make_unique<storage::S3>(std::move(settings), data_folder);
    try {
        bucket->require_usable();
    } catch (const storage::Unreachable& unreachable) {
        throw Refusal{Why::invalid, unreachable.cause};
    }
    return bucket;
}
} // namespace app

#include "cli/run_record.hpp"
#include "base/json.hpp"

namespace cli
{
std::string run_record(const RunRecord& record, const engine::Prepared& prepared)
{
    auto body = json::encode(record).as_object();
    auto result = json::encode(prepared);
    for (const auto& member : result.as_object())
        if (member.key() != "findings") body.emplace(member.key(), member.value());
    return json::serialize(body) + "\n";
}
} // namespace cli

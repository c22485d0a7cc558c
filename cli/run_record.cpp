#include "cli/run_record.hpp"
#include "base/json.hpp"

namespace cli
{
std::string run_record(const RunRecord& record, const engine::Prepared& prepared)
{
    auto body = json::encode(record).as_object();
    for (auto& member : json::encode(prepared).as_object())
        if (member.key() != "findings") body.emplace(member.key(), member.value());
    return json::serialize(body) + "\n";
}
} // namespace cli

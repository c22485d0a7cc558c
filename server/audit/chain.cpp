#include "server/audit/chain.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "base/sha256.hpp"
#include "server/audit/audit_store.hpp"
#include <atomic>

namespace audit
{
namespace
{
constexpr auto about = "history";
std::atomic<const SealingKeys*> sealing_keys{nullptr};

std::string chained_text(const std::string& before, AuditEvent event, const std::string& detail_hash)
{
    event.detail = detail_hash;
    return before + json::serialize(json::encode(event));
}
} // namespace

void use_keys(const SealingKeys* keys) { sealing_keys = keys; }

std::string new_salt() { return random_hex(16); }
std::string hash_of_detail(const std::string& salt, const std::string& detail) { return sha256_hex(salt + detail); }

std::string chained(const std::string& before, AuditEvent event, const std::string& detail_hash)
{
    auto text = chained_text(before, std::move(event), detail_hash);
    const auto* keys = sealing_keys.load();
    return keys ? keys->mark(text, about) : sha256_hex(text);
}

SealingKeys::Fits fits(const std::string& hash, const std::string& before, AuditEvent event,
                       const std::string& detail_hash)
{
    auto text = chained_text(before, std::move(event), detail_hash);
    if (const auto* keys = sealing_keys.load()) return keys->fits(hash, text, about);
    return hash == sha256_hex(text) ? SealingKeys::Fits::yes : SealingKeys::Fits::no;
}
} // namespace audit

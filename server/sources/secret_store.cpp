#include "server/sources/secret_store.hpp"
#include "server/sources/visit.hpp"
#include <algorithm>

namespace sources
{
namespace
{
constexpr std::size_t longest = 4000;

struct SealedRow {
    std::optional<std::string> sealed_secrets;
};
BOOST_DESCRIBE_STRUCT(SealedRow, (), (sealed_secrets))

std::string about(const SourceInput& source) { return "pick-up place: " + sent_to(source); }

bool is_one_line(const std::string& text)
{
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
}

bool is_typed(const std::optional<std::string>& secret) { return secret && !secret->empty(); }
} // namespace

json::FieldErrors errors_in_secrets(const SourceEdit& edit, const Source* before)
{
    constexpr auto at = "secrets.password";
    auto given = edit.secrets.value_or(Secrets());
    if (sent_to(edit).empty())
        return is_typed(given.password) ? json::FieldErrors{{at, "Nobody asks for a password here."}}
                                        : json::FieldErrors{};
    if (is_typed(given.password) && (given.password->size() > longest || !is_one_line(*given.password)))
        return {{at, "Give the password or token in one line of 4,000 letters at most."}};
    if (is_typed(given.password) || (before && before->has_secret && sent_to(*before) == sent_to(edit))) return {};
    return {{at, before && before->has_secret
                     ? "Type the password or token once more: the one that is kept is for another server or user."
                     : "Type the password or token."}};
}

void keep_secrets(db::Session& db, const SealingKeys& keys, const Source& source, const std::optional<Secrets>& given)
{
    auto kept = secrets_of(db, keys, source);
    if (given && is_typed(given->password)) kept.password = given->password;
    std::optional<std::string> sealed;
    if (kept.password && !sent_to(source).empty())
        sealed = keys.seal(json::serialize(json::encode(kept)), about(source));
    db.exec("UPDATE sources SET sealed_secrets = $2 WHERE id = $1", source.id, sealed);
}

Secrets secrets_of(db::Session& db, const SealingKeys& keys, const Source& source)
{
    auto row = db.find<SealedRow>("SELECT sealed_secrets FROM sources WHERE id = $1", source.id);
    if (!row || !row->sealed_secrets) return {};
    auto text = keys.open(*row->sealed_secrets, about(source));
    Secrets secrets;
    json::FieldErrors errors;
    if (!text) return secrets;
    auto document = json::parse(*text);
    json::decode(&document, secrets, "", errors);
    return secrets;
}
} // namespace sources

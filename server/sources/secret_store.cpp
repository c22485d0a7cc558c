#include "server/sources/secret_store.hpp"
#include "server/sources/visit.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace sources
{
namespace
{
constexpr std::size_t longest = 4000, longest_key = 20'000;
constexpr auto password_at = "secrets.password", key_at = "secrets.private_key";

struct SealedRow {
    std::optional<std::string> sealed_secrets;
};
BOOST_DESCRIBE_STRUCT(SealedRow, (), (sealed_secrets))

std::string about(const SourceInput& source) { return "pick-up place: " + sent_to(source); }

bool signs_in_by_key(const SourceInput& source)
{
    return source.kind == SourceKind::sftp && source.place.sftp && source.place.sftp->sign_in == SshSignIn::key;
}

bool is_typed(const std::optional<std::string>& secret) { return secret && !secret->empty(); }
} // namespace

json::FieldErrors errors_in_secrets(const SourceEdit& edit, const Source* before)
{
    auto given = edit.secrets.value_or(Secrets());
    bool password = is_typed(given.password), key = is_typed(given.private_key), by_key = signs_in_by_key(edit);
    bool asked = !sent_to(edit).empty();
    if (password && !asked) return {{password_at, "Nobody asks for a password here."}};
    if (key && !by_key) return {{key_at, "Nobody asks for a private key here."}};
    if (!asked) return {};
    if (password && (given.password->size() > longest || !is_one_line(*given.password)))
        return {{password_at, "Give the password or token in one line of 4,000 letters at most."}};
    if (key && (given.private_key->size() > longest_key || !given.private_key->starts_with("-----BEGIN ")))
        return {{key_at, "Give the whole private key, from its line “-----BEGIN …” to its end."}};
    if ((by_key ? key : password) || (before && before->has_secret && sent_to(*before) == sent_to(edit))) return {};
    const char* what = by_key ? "private key" : "password or token";
    return {{by_key ? key_at : password_at,
             before && before->has_secret
                 ? fmt::format("Give the {} once more: the one that is kept is for another server or user.", what)
                 : fmt::format("Give the {}.", what)}};
}

void keep_secrets(db::Session& db, const SealingKeys& keys, const Source& source, const std::optional<Secrets>& given,
                  const SourceInput* before)
{
    bool typed = given && (is_typed(given->private_key) || is_typed(given->password));
    if (!typed && before && sent_to(*before) == sent_to(source)) return;
    auto kept = secrets_of(db, keys, source);
    if (given && is_typed(given->private_key)) kept = *given; // another key has a passphrase of its own, or none
    if (given && is_typed(given->password)) kept.password = given->password;
    std::optional<std::string> sealed;
    if ((kept.password || kept.private_key) && !sent_to(source).empty())
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

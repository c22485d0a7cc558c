#include "server/users/oidc.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/sha256.hpp"
#include "server/http/query.hpp"
#include "server/users/code_store.hpp"
#include "server/users/second_factor_store.hpp"
#include "server/users/token_store.hpp"
#include <fmt/format.h>

namespace users
{
namespace
{
constexpr auto purpose = "oidc";
constexpr std::chrono::minutes kept_for{10};
constexpr std::chrono::seconds left_alone_for{10}, keys_asked_every{60};

struct PendingRow {
    std::string nonce, verifier;
};
BOOST_DESCRIBE_STRUCT(PendingRow, (), (nonce, verifier))

struct IdRow {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(IdRow, (), (id))

struct LinkedRow {
    std::int64_t id = 0;
    bool verified = false;
};
BOOST_DESCRIBE_STRUCT(LinkedRow, (), (id, verified))

// Whoever began this account has never shown that the address is theirs: nothing of theirs opens it any more.
void prove_anew(db::Session& db, std::int64_t id)
{
    static constexpr auto sql = "UPDATE users SET email_verified_at = $2, password_hash = '' WHERE id = $1";
    db.exec(sql, id, db.now());
    remove_second_factor(db, id);
    revoke_tokens_of(db, id);
    end_codes_of(db, id);
}

std::string member(const std::string& body, std::string_view name)
{
    boost::system::error_code failed;
    auto document = json::parse(body, failed);
    if (failed || !document.is_object()) return "";
    const auto* value = document.get_object().if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : "";
}

// BASE64URL(SHA256(verifier)), RFC 7636 §4.2.
std::string challenge_of(const std::string& verifier)
{
    auto hex = sha256_hex(verifier);
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
    return to_base64url(bytes);
}

[[noreturn]] void unavailable(const std::string& why)
{
    logs::warn("oidc", "provider not usable", {{"error", why}});
    throw Refusal{Why::unavailable,
                  "The identity provider of the school does not answer as it should. Sign in with your password, or "
                  "try again in a moment."};
}
} // namespace

outgoing::Answer Oidc::require_ok(outgoing::Answer answer) const
{
    if (answer.status != 200) unavailable(fmt::format("it answered {}", answer.status));
    return answer;
}

Oidc::Provider Oidc::ask() const
{
    auto base = settings_.issuer;
    while (base.ends_with('/')) base.pop_back();
    auto told = require_ok(client_.get(base + "/.well-known/openid-configuration")).body;
    if (member(told, "issuer") != settings_.issuer) unavailable("it names another issuer");
    Provider found{
        member(told, "authorization_endpoint"), member(told, "token_endpoint"), member(told, "jwks_uri"), {}, {}};
    if (!found.authorization.starts_with("http") || found.token.empty()) unavailable("it names no endpoints");
    found.jwks = require_ok(client_.get(found.jwks_address)).body;
    found.found_at = std::chrono::steady_clock::now();
    return found;
}

Oidc::Provider Oidc::provider()
{
    std::lock_guard lock(mutex_);
    auto now = std::chrono::steady_clock::now();
    if (provider_ && now - provider_->found_at < kept_for) return *provider_;
    if (failed_at_ && now - *failed_at_ < left_alone_for) unavailable("it did not answer a moment ago");
    failed_at_ = now;
    try {
        provider_ = ask();
    } catch (const std::runtime_error& error) {
        failed_at_ = std::chrono::steady_clock::now();
        unavailable(error.what());
    }
    failed_at_.reset();
    return *provider_;
}

std::string Oidc::newer_keys(const Provider& known)
{
    std::lock_guard lock(mutex_);
    auto now = std::chrono::steady_clock::now();
    if (provider_ && provider_->found_at > known.found_at) return provider_->jwks;
    if (keys_asked_at_ && now - *keys_asked_at_ < keys_asked_every) return known.jwks;
    keys_asked_at_ = now;
    try {
        provider_ = known;
        provider_->jwks = require_ok(client_.get(known.jwks_address)).body;
        return provider_->jwks;
    } catch (const std::runtime_error& error) {
        unavailable(error.what());
    }
}

std::string Oidc::look_up() { return provider().authorization; }

Oidc::Start Oidc::start(db::Session& db, const SealingKeys& keys, const std::string& authorization,
                        const std::string& callback) const
{
    static constexpr auto insert =
        "INSERT INTO oidc_logins (state_sha256, nonce, verifier, expires_at) VALUES ($1, $2, $3, $4)";
    auto state = random_base64url(32), nonce = random_base64url(16), verifier = random_base64url(48);
    db.exec("DELETE FROM oidc_logins WHERE expires_at < $1", db.now());
    db.exec(insert, sha256_hex(state), nonce, keys.seal(verifier, purpose), db.now(kept_for));
    http::Query query{{"response_type", "code"},
                      {"client_id", settings_.client_id},
                      {"redirect_uri", callback},
                      {"scope", "openid email profile"},
                      {"state", state},
                      {"nonce", nonce},
                      {"code_challenge", challenge_of(verifier)},
                      {"code_challenge_method", "S256"}};
    return {authorization + (authorization.find('?') == authorization.npos ? "?" : "&") + http::query_text(query),
            state};
}

std::optional<Oidc::Pending> Oidc::take(db::Session& db, const SealingKeys& keys, const std::string& state)
{
    static constexpr auto sql =
        "DELETE FROM oidc_logins WHERE state_sha256 = $1 AND expires_at > $2 RETURNING nonce, verifier";
    auto row = db.find<PendingRow>(sql, sha256_hex(state), db.now());
    auto verifier = row ? keys.open(row->verifier, purpose) : std::nullopt;
    if (!verifier) return std::nullopt;
    return Pending{row->nonce, *verifier};
}

Result<Identity> Oidc::finish(const Pending& pending, const std::string& code, const std::string& callback,
                              std::int64_t now)
{
    auto known = provider();
    outgoing::Answer answer;
    try {
        answer = client_.post_form(known.token, {{"grant_type", "authorization_code"},
                                                 {"code", code},
                                                 {"redirect_uri", callback},
                                                 {"client_id", settings_.client_id},
                                                 {"client_secret", settings_.client_secret},
                                                 {"code_verifier", pending.verifier}});
    } catch (const std::runtime_error& error) {
        unavailable(error.what());
    }
    if (answer.status != 200)
        return refuse(Why::unauthorized, "The identity provider does not confirm this sign-in. Begin again.");
    IdentityExpected expected{settings_.issuer, settings_.client_id, pending.nonce, now};
    auto token = member(answer.body, "id_token");
    auto keys = has_key_of(token, known.jwks) ? known.jwks : newer_keys(known);
    return read_id_token(token, keys, expected);
}

std::optional<std::int64_t> find_by_identity(db::Session& db, const std::string& subject, const Identity& identity)
{
    static constexpr auto known = "SELECT id FROM users WHERE oidc_subject = $1 AND disabled_at IS NULL";
    static constexpr auto link = R"sql(
        UPDATE users SET oidc_subject = $2 WHERE email = LOWER($1) AND oidc_subject IS NULL AND disabled_at IS NULL
        RETURNING id, email_verified_at IS NOT NULL AS verified)sql";
    if (auto row = db.find<IdRow>(known, subject)) return row->id;
    if (!identity.email_verified || identity.email.empty()) return std::nullopt;
    auto row = db.find<LinkedRow>(link, identity.email, subject);
    if (!row) return std::nullopt;
    if (!row->verified) prove_anew(db, row->id);
    return row->id;
}
} // namespace users

#pragma once
// A school's own identity provider: OpenID Connect authorization code flow with PKCE (RFC 7636). The provider is found
// by discovery; what it says of itself is kept for ten minutes.
#include "base/result.hpp"
#include "base/sealing.hpp"
#include "server/db/session.hpp"
#include "server/outgoing/client.hpp"
#include "server/users/id_token.hpp"
#include <chrono>
#include <mutex>
#include <optional>
#include <string>

namespace users
{
struct OidcSettings {
    std::string issuer; // empty: none
    std::string client_id, client_secret;
    std::string label = "the school account"; // "Sign in with …"
};

class Oidc
{
public:
    Oidc(OidcSettings settings, outgoing::Client client) : settings_(std::move(settings)), client_(std::move(client)) {}

    bool is_on() const { return !settings_.issuer.empty(); }
    const std::string& label() const { return settings_.label; }

    // Where the browser goes; remembers the sign-in for ten minutes. `state` comes back with the answer.
    struct Start {
        std::string address;
        std::string state;
    };
    // `authorization` is what look_up() gave: no other server is asked inside a transaction.
    Start start(db::Session& db, const SealingKeys& keys, const std::string& authorization,
                const std::string& callback) const;

    // What a sign-in that began here needs to end; taken once.
    struct Pending {
        std::string nonce;
        std::string verifier;
    };
    static std::optional<Pending> take(db::Session& db, const SealingKeys& keys, const std::string& state);
    // Asks the provider whose code it is.
    Result<Identity> finish(const Pending& pending, const std::string& code, const std::string& callback,
                            std::int64_t now);
    // Identities of this provider in users.oidc_subject.
    std::string subject_of(const Identity& identity) const { return settings_.issuer + "|" + identity.subject; }

    // Where the provider takes people who sign in. Throws Refusal (unavailable) when it does not answer as it should;
    // for some seconds after that without asking it again.
    std::string look_up();

private:
    struct Provider {
        std::string authorization, token, jwks_address, jwks;
        std::chrono::steady_clock::time_point found_at;
    };
    Provider provider();
    Provider ask() const;
    // After the provider has changed its keys; asks it once a minute at most.
    std::string newer_keys(const Provider& known);
    outgoing::Answer require_ok(outgoing::Answer answer) const;

    OidcSettings settings_;
    outgoing::Client client_;
    std::mutex mutex_; // guards what follows
    std::optional<Provider> provider_;
    std::optional<std::chrono::steady_clock::time_point> failed_at_, keys_asked_at_;
};

// The person with this identity; a person with the same proven address gets it at the first time.
std::optional<std::int64_t> find_by_identity(db::Session& db, const std::string& subject, const Identity& identity);
} // namespace users

#include "server/users/id_token.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include <algorithm>
#include <memory>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

namespace users
{
namespace
{
template <auto free> struct Freed {
    template <class T> void operator()(T* thing) const { free(thing); }
};
using Key = std::unique_ptr<EVP_PKEY, Freed<&EVP_PKEY_free>>;
using Number = std::unique_ptr<BIGNUM, Freed<&BN_free>>;
using Builder = std::unique_ptr<OSSL_PARAM_BLD, Freed<&OSSL_PARAM_BLD_free>>;
using Params = std::unique_ptr<OSSL_PARAM, Freed<&OSSL_PARAM_free>>;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::unexpected<Refusal> misfit(const std::string& words)
{
    return refuse(Why::unauthorized, "The identity provider's answer does not hold: " + words + ".");
}

std::optional<json::object> object_of(const std::optional<std::string>& text)
{
    if (!text) return std::nullopt;
    boost::system::error_code failed;
    auto value = json::parse(*text, failed);
    if (failed || !value.is_object()) return std::nullopt;
    return value.as_object();
}

std::string text_at(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    return value && value->is_string() ? std::string(value->get_string()) : "";
}

std::optional<std::int64_t> number_at(const json::object& object, std::string_view name)
{
    const auto* value = object.if_contains(name);
    boost::system::error_code failed;
    auto number = value && value->is_number() ? value->to_number<std::int64_t>(failed) : 0;
    if (!value || !value->is_number() || failed) return std::nullopt;
    return number;
}

Key key_from(const char* type, OSSL_PARAM_BLD* builder)
{
    Params params(OSSL_PARAM_BLD_to_param(builder));
    std::unique_ptr<EVP_PKEY_CTX, Freed<&EVP_PKEY_CTX_free>> context(
        EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!params || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, params.get()) != 1)
        return nullptr;
    return Key(key);
}

Key rsa_key(const json::object& jwk)
{
    auto n = from_base64url(text_at(jwk, "n")), e = from_base64url(text_at(jwk, "e"));
    if (!n || !e || n->size() < 256) return nullptr; // 2048 bits at least
    Number modulus(BN_bin2bn(bytes_of(*n), static_cast<int>(n->size()), nullptr));
    Number exponent(BN_bin2bn(bytes_of(*e), static_cast<int>(e->size()), nullptr));
    Builder builder(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get()) != 1 ||
        OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get()) != 1)
        return nullptr;
    return key_from("RSA", builder.get());
}

Key curve_key(const json::object& jwk)
{
    auto x = from_base64url(text_at(jwk, "x")), y = from_base64url(text_at(jwk, "y"));
    if (text_at(jwk, "crv") != "P-256" || !x || !y || x->size() != 32 || y->size() != 32) return nullptr;
    auto point = "\x04" + *x + *y;
    Builder builder(OSSL_PARAM_BLD_new());
    if (OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, "P-256", 0) != 1 ||
        OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
        return nullptr;
    return key_from("EC", builder.get());
}

// r and s side by side become the DER form that OpenSSL reads.
std::string der_signature(std::string_view raw)
{
    if (raw.size() != 64) return "";
    std::unique_ptr<ECDSA_SIG, Freed<&ECDSA_SIG_free>> signature(ECDSA_SIG_new());
    auto* r = BN_bin2bn(bytes_of(raw), 32, nullptr);
    auto* s = BN_bin2bn(bytes_of(raw) + 32, 32, nullptr);
    ECDSA_SIG_set0(signature.get(), r, s);
    std::string der(static_cast<std::size_t>(i2d_ECDSA_SIG(signature.get(), nullptr)), '\0');
    auto* into = reinterpret_cast<unsigned char*>(der.data());
    i2d_ECDSA_SIG(signature.get(), &into);
    return der;
}

bool is_signed_by(const Key& key, std::string_view text, std::string_view signature)
{
    std::unique_ptr<EVP_MD_CTX, Freed<&EVP_MD_CTX_free>> context(EVP_MD_CTX_new());
    return key && EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1 &&
           EVP_DigestVerify(context.get(), bytes_of(signature), signature.size(), bytes_of(text), text.size()) == 1;
}

// The algorithm decides which kind of key is looked for, so that none is used for what it was not made for.
bool is_signed_by_set(const json::object& header, const json::object& set, std::string_view text,
                      const std::string& signature)
{
    auto algorithm = text_at(header, "alg"), id = text_at(header, "kid");
    const auto* keys = set.if_contains("keys");
    if (!keys || !keys->is_array() || (algorithm != "RS256" && algorithm != "ES256")) return false;
    bool rsa = algorithm == "RS256";
    auto wanted = rsa ? signature : der_signature(signature);
    for (const auto& value : keys->get_array()) {
        if (!value.is_object()) continue;
        const auto& jwk = value.get_object();
        if (text_at(jwk, "kty") != (rsa ? "RSA" : "EC") || (!id.empty() && text_at(jwk, "kid") != id)) continue;
        if (auto use = text_at(jwk, "use"); !use.empty() && use != "sig") continue;
        if (is_signed_by(rsa ? rsa_key(jwk) : curve_key(jwk), text, wanted)) return true;
    }
    return false;
}

// We are among the audience; where there are others, or a party is named, the token was made for us (§3.1.3.7, 3 to 5).
bool is_for(const json::object& claims, const std::string& client_id)
{
    const auto* audience = claims.if_contains("aud");
    auto is_us = [&](const json::value& one) {
        return one.is_string() && std::string_view(one.get_string()) == client_id;
    };
    if (!audience) return false;
    const auto* several = audience->if_array();
    if (several ? std::ranges::none_of(*several, is_us) : !is_us(*audience)) return false;
    if (claims.contains("azp")) return text_at(claims, "azp") == client_id;
    return !several || several->size() == 1;
}
} // namespace

bool has_key_of(std::string_view token, std::string_view jwks)
{
    auto header = object_of(from_base64url(token.substr(0, token.find('.'))));
    auto set = object_of(std::string(jwks));
    const auto* keys = set ? set->if_contains("keys") : nullptr;
    auto id = header ? text_at(*header, "kid") : "";
    if (id.empty() || !keys || !keys->is_array()) return true;
    return std::ranges::any_of(keys->get_array(), [&](const json::value& one) {
        return one.is_object() && text_at(one.get_object(), "kid") == id;
    });
}

Result<Identity> read_id_token(std::string_view token, std::string_view jwks, const IdentityExpected& expected)
{
    constexpr std::int64_t leeway = 60;
    auto first = token.find('.'), second = token.find('.', first + 1);
    if (first == token.npos || second == token.npos) return misfit("it holds no signed token");
    auto header = object_of(from_base64url(token.substr(0, first)));
    auto claims = object_of(from_base64url(token.substr(first + 1, second - first - 1)));
    auto signature = from_base64url(token.substr(second + 1));
    auto set = object_of(std::string(jwks));
    if (!header || !claims || !signature || !set) return misfit("it cannot be read");
    if (!is_signed_by_set(*header, *set, token.substr(0, second), *signature))
        return misfit("it is not signed by the provider");
    if (text_at(*claims, "iss") != expected.issuer) return misfit("it comes from another provider");
    if (!is_for(*claims, expected.client_id)) return misfit("it is meant for another application");
    if (text_at(*claims, "nonce") != expected.nonce) return misfit("it belongs to another sign-in");
    auto expires = number_at(*claims, "exp"), issued = number_at(*claims, "iat");
    if (!expires || *expires + leeway < expected.now) return misfit("it has expired");
    if (!issued || *issued - leeway > expected.now) return misfit("it comes from the future; check the clock");
    Identity identity{text_at(*claims, "sub"), text_at(*claims, "email"), false};
    if (identity.subject.empty()) return misfit("it names nobody");
    const auto* verified = claims->if_contains("email_verified");
    identity.email_verified = verified && verified->is_bool() && verified->get_bool();
    return identity;
}
} // namespace users

#pragma once
// For stores: what a User is read from, of `users u`; departments come by rows of their own.
namespace users
{
inline constexpr auto user_columns = R"sql(
    u.id, u.email, u.name, u.role, '[]' AS departments, u.last_seen_at,
    CASE WHEN u.disabled_at IS NOT NULL THEN 'disabled' WHEN u.email_verified_at IS NOT NULL THEN 'active'
         WHEN u.password_hash = '' THEN 'invited' ELSE 'unverified' END AS state,
    u.totp_since IS NOT NULL AS second_factor)sql";
} // namespace users

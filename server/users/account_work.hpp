#pragma once
// What the outbox relay does for requests that must not show whether an account exists: it looks the person up and
// writes the letter, while the request has been answered already.
#include "server/notifications/outbox_store.hpp"
#include "server/users/hub.hpp"
#include <boost/describe.hpp>
#include <string>

namespace users
{
struct Registration {
    std::string name;
    std::string email;
    std::string password_hash;
};
BOOST_DESCRIBE_STRUCT(Registration, (), (name, email, password_hash))

inline constexpr auto registration_topic = "registration";
inline constexpr auto verification_topic = "verification";
inline constexpr auto password_reset_topic = "password_reset";

void work_registration(db::Session& db, const notifications::Outbox& outbox, const Hub& hub, const std::string& text);
// `email` as it was typed.
void work_verification(db::Session& db, const notifications::Outbox& outbox, const Hub& hub, const std::string& email);
void work_password_reset(db::Session& db, const notifications::Outbox& outbox, const Hub& hub,
                         const std::string& email);

void mail_to_person(db::Session& db, const notifications::Outbox& outbox, const mail::Message& message);
} // namespace users

#include "server/users/import_store.hpp"
#include "server/mail/message.hpp"
#include "server/users/pbkdf2.hpp"
#include "server/users/person_store.hpp"

namespace users
{
namespace
{
// Django lets people use their address as the name they sign in with.
std::string address_of(const DjangoUser& person)
{
    if (!person.email.empty()) return person.email;
    return person.username;
}

std::string name_of(const DjangoUser& person)
{
    auto name =
        person.first_name + (person.first_name.empty() || person.last_name.empty() ? "" : " ") + person.last_name;
    return name.empty() ? person.username : name;
}

Role role_of(const DjangoUser& person)
{
    if (!person.is_active) return Role::user; // whoever lets the person in again chooses the role
    return person.is_superuser ? Role::admin : person.is_staff ? Role::moderator : Role::user;
}
} // namespace

Imported import_person(db::Session& db, const DjangoUser& person, std::optional<std::int64_t> department)
{
    auto address = address_of(person);
    if (!mail::is_address(address)) return Imported::no_address;
    bool keeps_password = is_django_hash(person.password);
    NewUser fresh{address, name_of(person), role_of(person), keeps_password ? person.password : "", {}};
    if (department && fresh.role == Role::user) fresh.departments.push_back({*department, true});
    auto made = insert(db, fresh);
    if (!made) return Imported::here_already;
    if (!person.is_active) require(disable(db, made->id));
    return keeps_password ? Imported::made : Imported::made_to_reset;
}
} // namespace users

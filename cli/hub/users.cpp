#include "base/result.hpp"
#include "cli/hub/commands.hpp"
#include "cli/hub/django_users.hpp"
#include "cli/hub/hub_database.hpp"
#include "cli/problem.hpp"
#include "server/audit/audit_store.hpp"
#include "server/departments/department_store.hpp"
#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <iostream>
#include <map>
#include <memory>

namespace cli
{
namespace
{
using users::Imported;

struct ImportOptions {
    std::string file, department;
    std::shared_ptr<app::Given> given = std::make_shared<app::Given>();
};

const char* words_of(Imported outcome)
{
    switch (outcome) {
    case Imported::made:
        return "taken over with the password of before";
    case Imported::made_to_reset:
        return "taken over; must ask for a new password at the sign-in page";
    case Imported::here_already:
        return "is here already, unchanged";
    case Imported::no_address:
        return "left out: no e-mail address";
    }
    return "";
}

std::optional<std::int64_t> department_of(db::Session& db, const std::string& key)
{
    if (key.empty()) return std::nullopt;
    auto found = departments::find_by_key(db, key);
    if (!found) throw Problem(fmt::format("There is no department with the key “{}”.", key));
    return found->id;
}

// All of them or, where something goes wrong, none.
void import_people(db::Database& database, const ImportOptions& options)
{
    auto people = read_django_users(options.file);
    std::vector<Imported> outcomes;
    std::map<Imported, int> counts;
    database.transact([&](db::Session& db) {
        outcomes.clear();
        counts.clear();
        auto department = department_of(db, options.department);
        for (const auto& person : people) ++counts[outcomes.emplace_back(users::import_person(db, person, department))];
        audit::AuditEvent event;
        event.actor = "the terminal";
        event.action = "user.import";
        event.subject = "user";
        event.detail = fmt::format("{} made, {} here already, {} without an address",
                                   counts[Imported::made] + counts[Imported::made_to_reset],
                                   counts[Imported::here_already], counts[Imported::no_address]);
        audit::append(db, event);
    });
    for (std::size_t i = 0; i < people.size(); ++i)
        std::cout << (people[i].email.empty() ? people[i].username : people[i].email) << ": " << words_of(outcomes[i])
                  << "\n";
    std::cout << fmt::format("{} people: {} taken over ({} without a password), {} here already, {} left out.\n",
                             people.size(), counts[Imported::made] + counts[Imported::made_to_reset],
                             counts[Imported::made_to_reset], counts[Imported::here_already],
                             counts[Imported::no_address]);
}
} // namespace

void add_users(CLI::App& app, int& status)
{
    auto* command = app.add_subcommand(users_command.name, users_command.does);
    command->require_subcommand(1);
    auto* take_over = command->add_subcommand("import", "Take over the people of a Django site, with their passwords");
    auto options = std::make_shared<ImportOptions>();
    take_over->add_option("file", options->file, "auth_user as .csv, or the .json of “manage.py dumpdata auth.user”")
        ->required();
    take_over->add_option("--department", options->department, "Key of the department that those without a role join");
    add_hub_options(*take_over, options->given);
    take_over->callback([options, &status] {
        try {
            HubDatabase hub(*options->given);
            import_people(hub.database, *options);
            status = published;
        } catch (const Refusal& refusal) {
            throw Problem(refusal.message);
        }
    });
}
} // namespace cli

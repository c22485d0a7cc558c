#include "server/app/demo.hpp"
#include "base/embedded.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "server/app/demo_schedules.hpp"
#include "server/departments/demo_store.hpp"
#include "server/departments/department_store.hpp"
#include "server/departments/school_store.hpp"
#include "server/feeds/feed_store.hpp"
#include "server/feeds/grant_store.hpp"
#include "server/feeds/remembered_store.hpp"
#include "server/uploads/upload_store.hpp"
#include "server/users/password.hpp"
#include "server/users/user_store.hpp"
#include <algorithm>
#include <map>
#include <stdexcept>

namespace app
{
namespace
{
struct DemoLedger {
    std::int64_t in = 0, passed = 0, fixed = 0, held_back = 0, duplicate = 0, ignored = 0;
};
BOOST_DESCRIBE_STRUCT(DemoLedger, (), (in, passed, fixed, held_back, duplicate, ignored))

struct DemoUpload {
    std::string feed, week;
    std::optional<std::string> period;
    std::string file, uploader, verdict;
    DemoLedger ledger; // what the tests expect of it
};
BOOST_DESCRIBE_STRUCT(DemoUpload, (), (feed, week, period, file, uploader, verdict, ledger))

// A layout of printed pages that somebody looked at in an earlier week.
struct DemoLayout {
    std::string feed, seen_by;
    std::vector<std::string> header;
};
BOOST_DESCRIBE_STRUCT(DemoLayout, (), (feed, seen_by, header))

struct DemoManifest {
    std::string school;
    std::vector<departments::NewDepartment> departments;
    std::vector<std::string> contracts;
    std::vector<DemoLayout> layouts;
    std::vector<DemoUpload> uploads;
};
BOOST_DESCRIBE_STRUCT(DemoManifest, (), (school, departments, contracts, layouts, uploads))

struct Person {
    const char* email;
    const char* name;
    users::Role role;
    const char* department; // "" for all
    bool printed;
};
constexpr Person people[] = {
    {"admin@northfield.test", "Avery Stone", users::Role::admin, "", true},
    {"data.office@northfield.test", "Maya Okafor", users::Role::moderator, "", true},
    {"clerk.attendance@northfield.test", "Ben Ito", users::Role::user, "attendance", true},
    {"clerk.admissions@northfield.test", "Rosa Lindqvist", users::Role::user, "admissions", false},
    {"clerk.fees@northfield.test", "Tomas Herrera", users::Role::user, "fees", false},
    {"clerk.library@northfield.test", "Aisha Rahman", users::Role::user, "library", false},
    {"clerk.exams@northfield.test", "Piotr Nowak", users::Role::user, "exams", false},
};

std::string_view file_at(const std::string& path)
{
    for (const auto& file : embedded::demo())
        if (file.path == path) return file.bytes.view();
    throw std::logic_error("the demo school lacks " + path);
}

DemoManifest read_manifest()
{
    DemoManifest manifest;
    json::FieldErrors errors;
    auto document = json::parse(file_at("manifest.json"));
    json::decode(&document, manifest, "", errors);
    if (!errors.empty()) throw std::logic_error("manifest.json: " + errors.front().at + " " + errors.front().detail);
    return manifest;
}

// What the transaction needs that cannot be made twice: stored files and password hashes.
struct Prepared {
    std::vector<storage::Stored> files;        // of each upload
    std::map<std::string, std::string> hashes; // by e-mail address
    std::vector<NewAccount> printed;
};

Prepared prepare(const DemoManifest& manifest, storage::Storage& storage)
{
    Prepared prepared;
    for (const auto& upload : manifest.uploads) {
        auto incoming = storage.receive();
        incoming->write(file_at(upload.file));
        prepared.files.push_back(incoming->keep());
        incoming->accepted();
    }
    for (const auto& person : people) {
        if (!person.printed) continue;
        auto password = users::random_password();
        prepared.hashes[person.email] = require(users::hash_password(password));
        prepared.printed.push_back({person.email, person.name, json::enum_text(person.role), password});
    }
    return prepared;
}

using Ids = std::map<std::string, std::int64_t>;

Ids insert_people(db::Session& db, const Ids& departments, const Prepared& prepared)
{
    Ids ids;
    for (const auto& person : people) {
        users::NewUser user{person.email, person.name, person.role, "", {}, true};
        // Without a printed password nobody can sign in: an empty hash fits no password.
        if (auto hash = prepared.hashes.find(person.email); hash != prepared.hashes.end())
            user.password_hash = hash->second;
        if (*person.department) user.departments.push_back({departments.at(person.department), true});
        ids[person.email] = require(users::insert(db, user)).id;
    }
    return ids;
}

// Admissions let the others look up who is enrolled.
void grant_roll(db::Session& db, std::int64_t by)
{
    for (const auto& rules : feeds::all_rules(db, users::Scope::everything())) {
        auto feed = feeds::find(db, users::Scope::everything(), rules.id).value();
        for (const auto& wanted : feeds::grants_of(db, feed.id).wanted)
            require(feeds::grant(db, feed, {wanted.reader.id, {"student_id"}}, by));
    }
}

void insert_all(db::Session& db, const DemoManifest& manifest, const Prepared& prepared,
                const std::filesystem::path& pickup)
{
    departments::set_school_name(db, manifest.school);
    Ids department_ids;
    for (const auto& department : manifest.departments)
        department_ids[department.key] = require(departments::insert(db, department, true)).id;
    auto people_ids = insert_people(db, department_ids, prepared);
    for (const auto& contract : manifest.contracts)
        require(
            feeds::insert(db, {std::string(file_at(contract)), std::nullopt}, people_ids.at("admin@northfield.test")));
    auto rules_of = [&](const std::string& key) {
        auto feed = feeds::find_rules(db, users::Scope::everything(), key);
        if (!feed) throw std::logic_error("the demo school has no such feed: " + key);
        return *feed;
    };
    for (const auto& layout : manifest.layouts)
        feeds::remember_columns(db, rules_of(layout.feed).id, engine::header_signature(layout.header), {},
                                people_ids.at(layout.seen_by));
    grant_roll(db, people_ids.at("data.office@northfield.test"));
    for (std::size_t i = 0; i < manifest.uploads.size(); ++i) {
        const auto& upload = manifest.uploads[i];
        const auto& file = prepared.files[i];
        require(uploads::accept(db, {rules_of(upload.feed), upload.period.value_or(""),
                                     upload.file.substr(upload.file.rfind('/') + 1), file.sha256, file.bytes, file.key,
                                     people_ids.at(upload.uploader), std::nullopt, random_hex(16)}));
    }
    make_demo_schedules(db, people_ids, pickup);
    departments::mark_schedules_as_demo(db);
}
} // namespace

std::vector<NewAccount> make_demo(db::Database& database, storage::Storage& storage,
                                  const std::filesystem::path& pickup)
{
    auto manifest = read_manifest();
    auto prepared = prepare(manifest, storage);
    std::filesystem::create_directories(pickup);
    database.transact([&](db::Session& db) { insert_all(db, manifest, prepared, pickup); });
    return prepared.printed;
}
} // namespace app

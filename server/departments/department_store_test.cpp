#include "server/db/on_both_engines.hpp"
#include "server/departments/department_store.hpp"
#include "server/users/user_store.hpp"

namespace departments
{
namespace
{
struct DepartmentStore : db::OnBothEngines {
};
ON_BOTH_ENGINES(DepartmentStore);

TEST_P(DepartmentStore, a_department_is_made_and_found)
{
    auto made = transact([](db::Session& db) { return insert(db, {"fees", "Fees"}); }).value();
    database().read([&](db::Session& db) {
        EXPECT_EQ(find(db, users::Scope::everything(), made.id).value().name, "Fees");
        EXPECT_EQ(find_by_key(db, "fees").value().id, made.id);
        EXPECT_FALSE(find_by_key(db, "library"));
    });
}

TEST_P(DepartmentStore, a_key_is_taken_once_and_is_a_key)
{
    transact([](db::Session& db) { return insert(db, {"fees", "Fees"}); }).value();
    auto refused = [&](NewDepartment department) {
        return transact([&](db::Session& db) { return insert(db, department); }).error();
    };
    EXPECT_EQ(refused({"fees", "Others"}).why, Why::conflict);
    for (auto key : {"", "Fees", "fees office", "-fees", "fées"})
        EXPECT_EQ(refused({key, "Fees"}).why, Why::invalid) << key;
    EXPECT_EQ(refused({"library", ""}).why, Why::invalid);
}

TEST_P(DepartmentStore, a_contact_and_a_deputy_are_people_who_can_sign_in)
{
    auto id = transact([](db::Session& db) { return insert(db, {"fees", "Fees"}); }).value().id;
    auto ben = transact([](db::Session& db) {
                   return users::insert(db, {"ben@north.test", "Ben Ito", users::Role::user, "x", {}, false, true});
               }).value();
    auto changed = transact([&](db::Session& db) { return change(db, id, {"Fees office", ben.id, {}}); }).value();
    EXPECT_EQ(changed.contact.value().name, "Ben Ito");
    EXPECT_FALSE(changed.deputy);
    auto why = [&](std::int64_t department, const DepartmentChange& wanted) {
        return transact([&](db::Session& db) { return change(db, department, wanted); }).error().why;
    };
    EXPECT_EQ(why(id, {"Fees", 999, {}}), Why::invalid);
    EXPECT_EQ(why(id, {" ", {}, {}}), Why::invalid);
    EXPECT_EQ(why(999, {"Fees", {}, {}}), Why::not_found);
    transact([](db::Session& db) { db.exec("UPDATE users SET disabled_at = $1", db.now()); });
    auto now = database().read([&](db::Session& db) { return find(db, users::Scope::everything(), id); }).value();
    EXPECT_FALSE(now.contact);
}

TEST_P(DepartmentStore, a_person_sees_the_own_departments_only)
{
    auto [fees, library] = transact([](db::Session& db) {
        return std::pair(insert(db, {"fees", "Fees"}).value().id, insert(db, {"library", "Library"}).value().id);
    });
    database().read([&, fees = fees, library = library](db::Session& db) {
        auto own = users::Scope::of({library});
        auto seen = list(db, own, {}).value();
        ASSERT_EQ(seen.results.size(), 1U);
        EXPECT_EQ(seen.results[0].key, "library");
        EXPECT_FALSE(find(db, own, fees));
        EXPECT_EQ(list(db, users::Scope::everything(), {}).value().count, 2);
        EXPECT_EQ(list(db, users::Scope::of({}), {}).value().count, 0);
    });
}
} // namespace
} // namespace departments

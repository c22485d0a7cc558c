#include "server/db/on_both_engines.hpp"
#include "server/departments/department_store.hpp"

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

// What an erasure finds beside the rows of the student, and what it tells.
#include "server/pipeline/test_erasure.hpp"
#include <algorithm>

namespace pipeline
{
namespace
{
struct ErasureOfRows : ErasureTest {
};
ON_BOTH_ENGINES(ErasureOfRows);

// The student in rows that are nobody's, beyond the header, without a header; by a name in one word or in two columns.
TEST_P(ErasureOfRows, P1_a_student_is_gone_from_rows_that_are_not_of_columns)
{
    sent_as("roll.csv", "For the mother of Canarina Quillfeather\n\n" + roll() +
                            "S-7777,Canarina Quillfeather,41,S-7777\n" +
                            ",,S-7777,Canarina Quillfeather,41\nTotal,Canarina Quillfeather,41\n");
    sent_as("other.csv", roll() + "\nRemark: Quillfeather Canarina was away\n");
    transact([&](db::Session& db) { db.exec("UPDATE runs SET approval_reason = 'ask Quillfeather'"); });
    auto erased = erase().value();
    for (const auto& one : erased.not_searched) ADD_FAILURE() << one.name << ": " << one.why;
    for (const auto& place : files_with({"S-7777", "Quillfeather", "Canarina"})) ADD_FAILURE() << place;
    EXPECT_FALSE(reports().empty());
}

// Headers that speak of the name and of something else, too.
TEST_P(ErasureOfRows, P1_a_name_in_a_column_of_several_things_is_the_students)
{
    transact([&](db::Session& db) {
        std::string text = rules_of_roll;
        text.replace(text.find("feed: roll"), 10, "feed: both");
        text.insert(text.find("schema:"), "aliases: {name: [Name and form, User name]}\n");
        feed = feeds::insert(db, {text, {}}, moderator.id).value();
    });
    auto both = roll();
    both.replace(both.find("name"), 4, "Name and form");
    sent_as("both.csv", both + "S-7777,Canarina Quillfeather,41\n");
    transact([&](db::Session& db) { db.exec("UPDATE runs SET approval_reason = 'ask Canarina Quillfeather'"); });
    auto erased = erase().value();
    for (const auto& place : files_with({"S-7777", "Quillfeather"})) ADD_FAILURE() << place;
}

TEST_P(ErasureOfRows, P1_one_word_that_is_a_name_is_learned_from_a_file_without_a_header)
{
    transact([&](db::Session& db) {
        auto text = std::string(rules_of_roll);
        text.replace(text.find("feed: roll"), 10, "feed: bare");
        text.insert(text.find("schema:"), "read: {header_row: 0}\n");
        feed = feeds::insert(db, {text, {}}, moderator.id).value();
    });
    auto bare = roll();
    sent_as("bare.csv", bare.substr(bare.find('\n') + 1) + "S-7777,Canarina,41\n");
    transact([&](db::Session& db) { db.exec("UPDATE runs SET approval_reason = 'as Canarina said'"); });
    auto erased = erase().value();
    EXPECT_EQ(erased.files, 1);
    for (const auto& place : files_with({"S-7777", "Canarina"})) ADD_FAILURE() << place;
}

TEST_P(ErasureOfRows, P1_what_may_be_somebody_else_and_what_cannot_be_changed_is_told)
{
    sent_as("roll.csv", roll() + "S-7777,Canarina Quillfeather,41\n");
    transact([&](db::Session& db) {
        db.exec(
            "INSERT INTO departments (key, name, demo, created_at) VALUES ('s-7777', 'Quillfeather Fund', FALSE, '')");
        db.exec("UPDATE feeds SET title = 'Canarina (S-7777)' WHERE key = 'fees'");
        db.exec("UPDATE contracts SET text = $1 WHERE feed_id = $2",
                std::string(rules_of_roll) + "# as Quillfeather wished\n", feed.id);
        static constexpr auto account = R"sql(
            INSERT INTO users (email, name, role, password_hash, demo, created_at, last_seen_at, email_verified_at)
            VALUES ($1, $2, 'user', '', FALSE, '', $3, $3))sql";
        db.exec(account, "teacher@north.test", "Canarina Miller", "2026-01-01T00:00:00.000Z");
        db.exec(account, "helper@north.test", "Canarina Quillfeather", "2026-01-01T00:00:00.000Z");
        db.exec("INSERT INTO users (email, name, role, password_hash, demo, created_at) "
                "VALUES ('new@north.test', 'Canarina Miller', 'user', '', FALSE, '')"); // invited, and somebody else
    });
    std::vector<std::string> told;
    auto erased = erase().value();
    for (const auto& one : erased.not_searched) told.push_back(one.name);
    std::ranges::sort(told);
    EXPECT_EQ(told,
              (std::vector<std::string>{"The account of Canarina Quillfeather", "The department “Quillfeather Fund”",
                                        "The department “s-7777”", "The file rules of Roll, version 1"}));
    database().read([](db::Session& db) {
        EXPECT_EQ(db.value<std::string>("SELECT title FROM feeds WHERE key = 'fees'"), "(erased) ((erased))");
        EXPECT_EQ(db.value<std::int64_t>("SELECT COUNT(*) FROM users WHERE name = 'Canarina Miller'"), 2);
    });
}

// The school, a teacher and a course stand in the student's row, and so does the address of a counsellor.
TEST_P(ErasureOfRows, P1_names_of_others_in_the_rows_of_the_student_stay_everywhere)
{
    auto rules = [](const std::string& key, const std::string& more) {
        std::string text = rules_of_roll;
        text.replace(text.find("feed: roll"), 10, "feed: " + key);
        return text.insert(text.find("    - {name: mark"), more);
    };
    auto insert = [&](const std::string& text) {
        feed = transact([&](db::Session& db) { return feeds::insert(db, {text, {}}, moderator.id).value(); });
    };
    insert(rules("wide", "    - {name: school_name, type: string}\n"
                         "    - {name: teacher, type: string, personal: true}\n"
                         "    - {name: mail, type: string, personal: true}\n"));
    std::string wide = "student_id,name,school_name,teacher,mail,mark\n";
    for (int i = 1; i <= 30; ++i)
        wide += "S-10" + std::to_string(i) + ",Ann Lee,Riverside High School,Marta Lopez,desk@north.test,7\n";
    sent_as("wide.csv", wide + "S-7777,Canarina Quillfeather,Riverside High School,Marta Lopez,lopez@north.test,41\n");
    insert(rules("list", ""));
    auto other = sent_as("other.csv", "Riverside High School\n\n" + roll() + "\nTeacher: Marta Lopez\n").upload->id;
    auto stored = [&] {
        return database().read(
            [&](db::Session& db) { return uploads::find(db, users::Scope::everything(), other).value().sha256; });
    };
    auto before = stored();
    transact([&](db::Session& db) {
        db.exec("UPDATE runs SET approval_reason = 'Marta Lopez of the High School'");
        static constexpr auto invited = "INSERT INTO users (email, name, role, password_hash, demo, created_at) VALUES "
                                        "($1, $2, 'user', '', FALSE, '')";
        db.exec(invited, "lopez@north.test", "Marta");
        db.exec(invited, "canarina@north.test", "Canarina"); // perhaps somebody else
    });
    auto erased = erase().value();
    EXPECT_EQ(stored(), before) << "not a byte of a file that is not about the student changes";
    EXPECT_TRUE(
        std::ranges::any_of(erased.not_searched, [](const auto& one) { return one.name == "The account of Marta"; }));
    database().read([](db::Session& db) {
        EXPECT_EQ(db.value<std::int64_t>("SELECT COUNT(*) FROM runs WHERE approval_reason LIKE '%(erased)%'"), 0);
        EXPECT_EQ(db.value<std::int64_t>("SELECT COUNT(*) FROM users WHERE name IN ('Marta', 'Canarina')"), 2);
    });
    for (const auto& place : files_with({"S-7777", "Quillfeather"})) ADD_FAILURE() << place;
}
} // namespace
} // namespace pipeline

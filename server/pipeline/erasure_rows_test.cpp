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
} // namespace
} // namespace pipeline

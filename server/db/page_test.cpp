#include "server/db/on_both_engines.hpp"
#include "server/db/page.hpp"
#include <boost/describe.hpp>

namespace db
{
namespace
{
struct Word {
    std::int64_t id = 0;
    std::string word;
};
BOOST_DESCRIBE_STRUCT(Word, (), (id, word))

constexpr Order orders[] = {{"id", "w.id"}, {"word", "w.word"}};

struct Pages : OnBothEngines {
    void SetUp() override
    {
        OnBothEngines::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        transact([](Session& db) {
            db.exec("CREATE TABLE words (id BIGINT PRIMARY KEY, word TEXT NOT NULL)");
            for (int i = 1; i <= 7; ++i) // many of the same word: ties are settled by the id
                db.exec("INSERT INTO words (id, word) VALUES ($1, $2)", i, i % 2 ? "odd" : "even");
        });
    }
    Result<Page<Word>> read(PageQuery wanted, const Query& where = Query("TRUE"))
    {
        ListQuery list{"w.id, w.word", "words w", "w.id", where, orders};
        return database().read([&](Session& db) { return page<Word>(db, list, wanted); });
    }
    static std::string ids(const Page<Word>& page)
    {
        std::string text;
        for (const auto& word : page.results) text += std::to_string(word.id);
        return text;
    }
};
ON_BOTH_ENGINES(Pages);

TEST_P(Pages, a_list_is_walked_to_its_end_and_back)
{
    for (auto [ordering, all] :
         {std::pair("id", "123 456 7"), {"-id", "765 432 1"}, {"word", "246 135 7"}, {"-word", "753 164 2"}}) {
        PageQuery wanted{3, {}, ordering};
        std::string forward, back;
        for (;;) {
            auto page = read(wanted).value();
            forward += ids(page);
            EXPECT_EQ(page.count, 7);
            EXPECT_EQ(page.count_at_least, std::nullopt);
            EXPECT_EQ(page.previous.has_value(), wanted.cursor.has_value());
            if (!page.next) {
                wanted.cursor = page.previous;
                break;
            }
            wanted.cursor = page.next;
            forward += ' ';
        }
        EXPECT_EQ(forward, all) << ordering;
        while (wanted.cursor) {
            auto page = read(wanted).value();
            EXPECT_TRUE(page.next.has_value());
            back = ids(page) + " " + back;
            wanted.cursor = page.previous;
        }
        EXPECT_EQ(back + forward.substr(8), all) << ordering;
    }
}

TEST_P(Pages, a_condition_counts_and_an_empty_list_has_no_neighbours)
{
    EXPECT_EQ(read({}, Query("w.word = ?", "even")).value().count, 3);
    auto none = read({}, Query("w.id > ?", 100)).value();
    EXPECT_EQ(none.count, 0);
    EXPECT_FALSE(none.next || none.previous);
}

TEST_P(Pages, past_ten_thousand_the_count_is_a_lower_bound)
{
    transact([](Session& db) {
        db.exec("INSERT INTO words (id, word) SELECT a.id * 10000 + b.id * 1000 + c.id * 100 + d.id * 10 + e.id, "
                "'many' FROM "
                "words a, words b, words c, words d, words e");
    });
    auto page = read({}).value();
    EXPECT_EQ(page.count, std::nullopt);
    EXPECT_EQ(page.count_at_least, 10'000);
}

TEST_P(Pages, D1_an_unknown_ordering_and_a_foreign_cursor_are_refused)
{
    EXPECT_EQ(read({3, {}, "secret"}).error().why, Why::invalid);
    EXPECT_EQ(read({3, "nonsense!", {}}).error().why, Why::invalid);
    auto other = read({3, {}, "-word"}).value().next;
    EXPECT_EQ(read({3, other, "id"}).error().why, Why::invalid);
}

TEST(LikePattern, D1_takes_wildcards_literally) { EXPECT_EQ(like_pattern("50%_A!"), "%50!%!_a!!%"); }
} // namespace
} // namespace db

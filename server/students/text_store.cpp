#include "server/students/text_store.hpp"
#include "engine/contract/contract.hpp"
#include "engine/text/word_borders.hpp"
#include "server/audit/audit_store.hpp"
#include "server/http/once_store.hpp"
#include "server/mail/message.hpp"
#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace students
{
namespace
{
struct Value {
    std::string value;
};
BOOST_DESCRIBE_STRUCT(Value, (), (value))

struct RulesOf {
    std::string title;
    std::int64_t version = 0;
};
BOOST_DESCRIBE_STRUCT(RulesOf, (), (title, version))

struct Account {
    std::int64_t id = 0;
    std::string email, name;
    bool pending = false; // invited or registered, and nobody has come in yet
};
BOOST_DESCRIBE_STRUCT(Account, (), (id, email, name, pending))

struct SealedRow {
    std::int64_t id = 0;
    std::string payload;
};
BOOST_DESCRIBE_STRUCT(SealedRow, (), (id, payload))

constexpr auto may_be_another =
    "A word of it is in the student's name, and may be of somebody or something else, so it "
    "was left. Change it if it speaks of the student.";

// What a person knows the thing by whose text it is. Of a place and of a setting the whole text is not for reading.
std::string called(db::Session& db, const TextColumn& column, const std::string& value)
{
    auto is = [&](std::string_view table) { return column.table == table; };
    if (is("settings")) return "A setting of the school";
    if (is("sources")) {
        db::Query query("SELECT name AS value FROM sources WHERE ");
        auto name = db.find<Value>(query.add(column.name).add(" = ?", value).add(" ORDER BY id LIMIT 1"));
        return fmt::format("The place that files are picked up from “{}”", name ? name->value : "");
    }
    auto what = is("departments") ? "department" : is("feeds") ? "regular file" : "known error";
    return fmt::format("The {} “{}”", what, value);
}

// Whether all words, two at least, are the student's: of a name, of an address before its @. One alone may be
// anybody's.
bool are_all_of(const PersonWords& words, std::string_view text)
{
    auto before = text.substr(0, text.find('@'));
    if (engine::words_in(before).size() < 2) return false;
    auto kept = words.without(before, Look::text);
    if (kept.find(erased_word) == kept.npos) return false;
    for (std::size_t at = 0; (at = kept.find(erased_word, at)) != kept.npos;) kept.erase(at, erased_word.size());
    return engine::words_in(kept).empty();
}

enum class Whose { another, perhaps, student };

Whose whose(const PersonWords& words, const Account& account)
{
    for (const auto& text : {account.email, account.name})
        if (words.are_in(text, Look::values) || are_all_of(words, text)) return Whose::student;
    // The address of a counsellor may stand in the student's rows, too.
    bool perhaps = std::ranges::any_of(std::array{account.email, account.name}, [&](const std::string& text) {
        return std::ranges::find(words.personal(), text) != words.personal().end();
    });
    return perhaps ? Whose::perhaps : Whose::another;
}

Look look_of(Treatment treatment)
{
    using enum Treatment;
    bool of_values = treatment == values || treatment == title || treatment == json_values || treatment == rules ||
                     treatment == value_row;
    return of_values ? Look::values : Look::text;
}

void replace_in(json::value& value, const PersonWords& words, Look look)
{
    if (auto* text = value.if_string()) {
        if (auto kept = words.without(*text, look); kept != std::string_view(*text)) *text = kept;
    } else if (auto* list = value.if_array()) {
        for (auto& one : *list) replace_in(one, words, look);
    } else if (auto* object = value.if_object()) {
        json::object kept;
        for (auto& member : *object) {
            auto inside = member.value();
            replace_in(inside, words, look);
            kept[words.without(member.key(), look)] = std::move(inside);
        }
        *object = std::move(kept);
    }
}

std::string json_without(const std::string& text, const PersonWords& words, Look look)
{
    boost::system::error_code failed;
    auto document = json::parse(text, failed);
    if (failed) return words.without(text, look);
    auto kept = document;
    replace_in(kept, words, look);
    return kept == document ? text : json::serialize(kept);
}

bool can_be_read(const std::string& rules)
{
    try {
        engine::parse_contract(rules, "file rules");
        return true;
    } catch (const engine::ContractErrors&) {
        return false;
    }
}

class Scrub
{
public:
    Scrub(db::Session& db, const PersonWords& words, const SealingKeys& keys) : db_(db), words_(words), keys_(keys) {}

    Scrubbed all()
    {
        for (const auto& column : text_columns()) one(column);
        accounts();
        return std::move(done_);
    }

private:
    void one(const TextColumn& column)
    {
        using enum Treatment;
        switch (column.treatment) {
        case fixed:
        case keyed:
        case account:
            return;
        case history:
            done_.texts +=
                audit::forget_details(db_, [&](std::string_view detail) { return words_.are_in(detail, Look::text); });
            return;
        case sealed:
            return mails();
        default:
            for (const auto& [value] : mentioning(column)) change(column, value);
        }
    }

    std::vector<Value> mentioning(const TextColumn& column)
    {
        db::Query query(column.find);
        auto pieces = words_.pieces(is_told(column.treatment) ? Look::text : look_of(column.treatment));
        query.add("LIKE ? ESCAPE '!'", pieces.empty() ? std::string("%") : db::like_pattern(pieces.front()));
        for (std::size_t i = 1; i < pieces.size(); ++i)
            query.add(" OR LOWER(").add(column.name).add(") LIKE ? ESCAPE '!'", db::like_pattern(pieces[i]));
        return db_.all<Value>(query.add(")"));
    }

    // Of which single words of the name are told.
    static bool is_told(Treatment treatment)
    {
        using enum Treatment;
        return treatment == title || treatment == told || treatment == rules;
    }

    void change(const TextColumn& column, const std::string& value)
    {
        using enum Treatment;
        if (column.treatment == told) {
            if (words_.are_in(value, Look::text)) done_.left.push_back({called(db_, column, value), may_be_another});
            return;
        }
        auto look = look_of(column.treatment);
        bool is_json = column.treatment == json_text || column.treatment == json_values;
        auto kept = is_json ? json_without(value, words_, look) : words_.without(value, look);
        bool would_break = column.treatment == rules && kept != value && can_be_read(value) && !can_be_read(kept);
        if (column.treatment == rules && (would_break || words_.are_in(kept, Look::text)))
            left_in_rules(value, would_break ? "They mention the student, and would not be file rules without. A "
                                               "moderator has to change them."
                                             : may_be_another);
        if (column.treatment == title && words_.are_in(kept, Look::text))
            done_.left.push_back({called(db_, column, kept), may_be_another});
        if (kept == value || would_break) return;
        ++done_.texts;
        if (column.treatment == clear)
            db_.exec(column.clear, value);
        else if (column.treatment == row || column.treatment == value_row)
            db_.exec(column.remove, value);
        else
            db_.exec(column.replace, value, kept);
    }

    void left_in_rules(const std::string& rules, const char* why)
    {
        static constexpr auto sql = R"sql(
            SELECT f.title, c.version FROM contracts c JOIN feeds f ON f.id = c.feed_id WHERE c.text = $1)sql";
        for (const auto& of : db_.all<RulesOf>(sql, rules))
            done_.left.push_back({fmt::format("The file rules of {}, version {}", of.title, of.version), why});
    }

    void accounts()
    {
        static constexpr auto sql = R"sql(
            SELECT id, email, name, (email_verified_at IS NULL AND last_seen_at IS NULL) AS pending
              FROM users ORDER BY id)sql";
        for (const auto& account : db_.all<Account>(sql)) {
            auto is = whose(words_, account);
            if (is == Whose::another) continue;
            if (account.pending && is == Whose::student) {
                db_.exec("DELETE FROM users WHERE id = $1", account.id);
                ++done_.texts;
            } else
                done_.left.push_back({fmt::format("The account of {}", account.name),
                                      "It is somebody's who works with BatchOps. Close it under People if it is the "
                                      "student's."});
        }
    }

    void mails()
    {
        constexpr auto about = "outbox:mail";
        for (const auto& row : db_.all<SealedRow>("SELECT id, payload FROM outbox WHERE topic = 'mail' ORDER BY id")) {
            auto text = keys_.open(row.payload, about);
            if (!text || text->empty()) continue;
            auto kept = json_without(*text, words_, Look::text);
            if (kept == *text) continue;
            ++done_.texts;
            if (auto mail = json::parse(*text); words_.are_in(std::string(mail.at("to").as_string()), Look::text))
                db_.exec("DELETE FROM outbox WHERE id = $1", row.id);
            else
                db_.exec("UPDATE outbox SET payload = $2 WHERE id = $1", row.id, keys_.seal(kept, about));
        }
    }

    db::Session& db_;
    const PersonWords& words_;
    const SealingKeys& keys_;
    Scrubbed done_;
};
} // namespace

Scrubbed scrub_texts(db::Session& db, const PersonWords& words, const SealingKeys& keys)
{
    http::forget_answers(db); // sealed, with values of rows in some
    return Scrub(db, words, keys).all();
}

std::vector<std::string> leave_no_copy(db::Session& db)
{
    std::vector<std::string> busy;
    if (db.engine() == db::Engine::sqlite) {
        db.run(db::Query("PRAGMA wal_checkpoint(TRUNCATE)"));
        return busy;
    }
    std::string_view before;
    for (const auto& column : text_columns()) {
        if (column.treatment == Treatment::fixed || column.table == before) continue;
        before = column.table;
        try {
            db.run(db::Query(column.rewrite));
        } catch (const db::Error&) { // somebody works with it for longer than one waits
            busy.emplace_back(column.table);
        }
    }
    return busy;
}
} // namespace students

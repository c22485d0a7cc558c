#include "server/students/text_store.hpp"
#include "engine/contract/contract.hpp"
#include "server/audit/audit_store.hpp"
#include "server/http/once_store.hpp"
#include "server/mail/message.hpp"
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

struct SealedRow {
    std::int64_t id = 0;
    std::string payload;
};
BOOST_DESCRIBE_STRUCT(SealedRow, (), (id, payload))

Look look_of(Treatment treatment)
{
    using enum Treatment;
    bool of_values = treatment == values || treatment == json_values || treatment == rules || treatment == value_row;
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
        return std::move(done_);
    }

private:
    void one(const TextColumn& column)
    {
        using enum Treatment;
        switch (column.treatment) {
        case fixed:
        case keyed:
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
        auto pieces = words_.pieces(look_of(column.treatment));
        query.add("LIKE ? ESCAPE '!'", pieces.empty() ? std::string("%") : db::like_pattern(pieces.front()));
        for (std::size_t i = 1; i < pieces.size(); ++i)
            query.add(" OR LOWER(").add(column.name).add(") LIKE ? ESCAPE '!'", db::like_pattern(pieces[i]));
        return db_.all<Value>(query.add(")"));
    }

    void change(const TextColumn& column, const std::string& value)
    {
        using enum Treatment;
        auto look = look_of(column.treatment);
        bool is_json = column.treatment == json_text || column.treatment == json_values;
        auto kept = is_json ? json_without(value, words_, look) : words_.without(value, look);
        if (kept == value) return;
        if (column.treatment == rules && can_be_read(value) && !can_be_read(kept)) return stuck(value);
        ++done_.texts;
        if (column.treatment == clear)
            db_.exec(column.clear, value);
        else if (column.treatment == row || column.treatment == value_row)
            db_.exec(column.remove, value);
        else
            db_.exec(column.replace, value, kept);
    }

    void stuck(const std::string& rules)
    {
        static constexpr auto sql = R"sql(
            SELECT f.title, c.version FROM contracts c JOIN feeds f ON f.id = c.feed_id WHERE c.text = $1)sql";
        for (const auto& of : db_.all<RulesOf>(sql, rules))
            done_.stuck.push_back(fmt::format("the file rules of {}, version {}", of.title, of.version));
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

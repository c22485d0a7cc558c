#include "server/feeds/remembered_store.hpp"
#include "engine/read/reader.hpp"
#include "engine/table/doubt.hpp"
#include "server/feeds/feed_store.hpp"
#include <algorithm>

namespace feeds
{
namespace
{
struct RememberedRow {
    std::int64_t id = 0;
    RememberedKind kind = RememberedKind::columns;
    std::string signature, value;
    std::optional<users::UserRef> created_by;
    std::string created_at;
};
BOOST_DESCRIBE_STRUCT(RememberedRow, (), (id, kind, signature, value, created_by, created_at))

template <class T> T value_of(const RememberedRow& row)
{
    T value{};
    json::FieldErrors errors;
    auto document = json::parse(row.value);
    json::decode(&document, value, "", errors);
    if (!errors.empty()) throw std::runtime_error("remembered " + errors[0].at + " " + errors[0].detail);
    return value;
}

std::vector<RememberedRow> rows_of(db::Session& db, std::int64_t feed_id)
{
    static constexpr auto sql = R"sql(
        SELECT m.id, m.kind, m.signature, m.value, u.id AS created_by_id, u.name AS created_by_name, m.created_at
          FROM remembered m LEFT JOIN users u ON u.id = m.created_by_id WHERE m.feed_id = $1 ORDER BY m.id)sql";
    return db.all<RememberedRow>(sql, feed_id);
}

template <class Value>
void save(db::Session& db, std::int64_t feed_id, RememberedKind kind, const std::string& signature, const Value& value,
          std::int64_t who)
{
    static constexpr auto sql = R"sql(
        INSERT INTO remembered (feed_id, kind, signature, value, created_by_id, created_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (feed_id, kind, signature) DO UPDATE SET value = $4, created_by_id = $5, created_at = $6)sql";
    db.exec(sql, feed_id, kind, signature, json::serialize(json::encode(value)), who, db.now());
}

RememberedAnswer answer_of(const RememberedRow& row)
{
    RememberedAnswer answer{row.id, row.kind, {}, {}, {}, row.created_by, row.created_at};
    switch (row.kind) {
    case RememberedKind::columns:
        answer.columns = value_of<engine::ColumnAnswers>(row);
        break;
    case RememberedKind::choices:
        answer.choices = value_of<engine::Choices>(row);
        break;
    case RememberedKind::read:
        answer.read = value_of<ReadAnswers>(row);
    }
    return answer;
}
} // namespace

engine::ReadOptions options_of(const ReadAnswers& answers)
{
    engine::ReadOptions options;
    auto number = [](const std::optional<std::int64_t>& from) {
        return from ? std::optional(static_cast<int>(*from)) : std::nullopt;
    };
    options.encoding = answers.encoding;
    options.delimiter = answers.delimiter;
    options.quote = answers.quote;
    options.escape = answers.escape;
    options.header_row = number(answers.header_row);
    options.header_rows = number(answers.header_rows);
    options.sheet = answers.sheet;
    options.pages = answers.pages;
    options.area = answers.area;
    options.table = number(answers.table);
    return options;
}

std::vector<RememberedAnswer> remembered_of(db::Session& db, std::int64_t feed_id)
{
    std::vector<RememberedAnswer> answers;
    for (const auto& row : rows_of(db, feed_id)) answers.push_back(answer_of(row));
    return answers;
}

SourceMemory memory_of(db::Session& db, std::int64_t feed_id)
{
    SourceMemory memory;
    for (const auto& row : rows_of(db, feed_id)) {
        auto answer = answer_of(row);
        if (row.kind == RememberedKind::columns) memory.columns[row.signature] = std::move(answer.columns);
        if (row.kind == RememberedKind::choices) memory.choices = std::move(answer.choices);
        if (row.kind == RememberedKind::read) memory.read = std::move(answer.read);
    }
    return memory;
}

void remember_columns(db::Session& db, std::int64_t feed_id, const std::string& signature,
                      const engine::ColumnAnswers& columns, std::int64_t who)
{
    auto all = columns;
    all.merge(memory_of(db, feed_id).columns[signature]);
    save(db, feed_id, RememberedKind::columns, signature, all, who);
}

void remember_choices(db::Session& db, std::int64_t feed_id, const engine::Choices& choices, std::int64_t who)
{
    auto all = choices;
    auto known = memory_of(db, feed_id).choices;
    all.merge(known);
    save(db, feed_id, RememberedKind::choices, "", all, who);
}

void remember_read(db::Session& db, std::int64_t feed_id, const ReadAnswers& read, std::int64_t who)
{
    save(db, feed_id, RememberedKind::read, "", read, who);
}

Result<RememberedAnswer> forget(db::Session& db, const users::User& who, std::int64_t feed_id, std::int64_t id)
{
    auto feed = find_rules(db, users::scope_of(who), feed_id);
    auto all = feed ? remembered_of(db, feed_id) : std::vector<RememberedAnswer>();
    auto found = std::ranges::find(all, id, &RememberedAnswer::id);
    if (found == all.end()) return refuse(Why::not_found, "This is not remembered, or no longer.");
    if (!users::may_send_to(who, feed->department.id))
        return refuse(Why::forbidden, "You may look at " + feed->department.name +
                                          " but not change how its files are read. A moderator can.");
    db.exec("DELETE FROM remembered WHERE feed_id = $1 AND id = $2", feed_id, id);
    return *found;
}
} // namespace feeds

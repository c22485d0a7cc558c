#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/json.hpp"
#include "server/backup/backup.hpp"
#include "server/backup/messages.hpp"
#include "server/backup/sealed_file.hpp"
#include <algorithm>
#include <fmt/format.h>

namespace backup
{
namespace
{
namespace fs = std::filesystem;

std::string json_of(const auto& value) { return json::serialize(json::encode(value)); }

// Rows as messages of many.
class RowMessages
{
public:
    explicit RowMessages(SealedWriter& out) : out_(out) {}
    void add(const std::string& row)
    {
        if (lines_.size() + row.size() > most_message_bytes / 4) flush();
        if (row.size() >= most_message_bytes) { // one alone may be longer than a message
            out_.add(Type::long_row, row);
            out_.add(Type::row_end, "");
            return;
        }
        lines_ += row + "\n"; // JSON has no line ends of its own
    }
    void flush()
    {
        if (!lines_.empty()) out_.add(Type::rows, lines_);
        lines_.clear();
    }

private:
    SealedWriter& out_;
    std::string lines_;
};

// Which objects the rows of the table `objects` speak of, as those rows pass by.
class ObjectRows
{
public:
    void table(const db::Table& table)
    {
        here_ = table.name == "objects";
        if (!here_) return;
        auto at = [&](const char* name) {
            auto found = std::ranges::find(table.columns, name);
            return static_cast<std::size_t>(found - table.columns.begin());
        };
        kind_ = at("kind"), hash_ = at("sha256"), doomed_ = at("doomed_at");
    }
    void row(const std::string& row)
    {
        if (!here_) return;
        auto cells = boost::json::parse(row).as_array();
        if (!cells[doomed_].is_null()) return;
        auto kind = cells[kind_].as_string() == "upload" ? storage::Kind::upload : storage::Kind::made;
        keys.push_back(storage::key_of(kind, std::string(cells[hash_].as_string())));
    }
    std::vector<std::string> keys;

private:
    bool here_ = false;
    std::size_t kind_ = 0, hash_ = 0, doomed_ = 0;
};

void add_bytes(SealedWriter& out, int descriptor)
{
    FileSource source(descriptor);
    std::string block(most_message_bytes, '\0');
    for (std::uint64_t at = 0; at < source.size();) {
        auto got = source.read(at, block);
        if (got == 0) break;
        out.add(Type::bytes, {block.data(), got});
        at += got;
    }
    out.add(Type::end, "");
}

Contents write_all(SealedWriter& out, db::Connection& database, const Source& source)
{
    Contents contents;
    ObjectRows objects;
    RowMessages rows(out);
    contents.tables = db::read_tables(
        database,
        [&](const db::Table& table) {
            rows.flush();
            objects.table(table);
            out.add(Type::table, json_of(table));
        },
        [&](const std::string& row) {
            objects.row(row);
            rows.add(row);
        });
    rows.flush();
    for (const auto& key : source.objects ? objects.keys : std::vector<std::string>()) {
        auto opened = source.objects->open(key);
        if (!opened) {
            contents.lost.push_back(key);
            continue;
        }
        out.add(Type::object, key);
        add_bytes(out, opened->descriptor());
        ++contents.objects;
        contents.object_bytes += static_cast<std::int64_t>(FileSource(opened->descriptor()).size());
    }
    for (const auto& [name, path] : source.files) {
        if (!fs::exists(path)) continue;
        auto file = storage::disk::File::open(path);
        out.add(Type::file, name);
        add_bytes(out, file.descriptor());
        contents.files.push_back(name);
    }
    return contents;
}
} // namespace

Made make(const fs::path& out, const std::string& passphrase, const Source& source)
{
    if (fs::exists(out))
        throw Refusal{Why::conflict, fmt::format("{} is there already. Name a file that is not.", out.string())};
    auto fresh = out.string() + "." + random_hex(4) + ".part";
    try {
        auto database = db::open(source.database, true);
        SealedWriter writer(fresh, passphrase);
        writer.add(Type::head,
                   json_of(Head{BATCHOPS_VERSION, utc_text(Clock().now()), db::applied_migrations(*database)}));
        writer.finish(Type::contents, json_of(write_all(writer, *database, source)));
        auto made = verify(fresh, passphrase);
        storage::disk::move_into_place(fs::absolute(fresh), fs::absolute(out));
        return made;
    } catch (...) {
        std::error_code ignored;
        fs::remove(fresh, ignored);
        throw;
    }
}
} // namespace backup

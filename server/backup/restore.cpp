#include "base/ids.hpp"
#include "base/result.hpp"
#include "server/backup/read.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <set>

namespace backup
{
namespace
{
namespace fs = std::filesystem;

// Files of the data folder that a backup may bring; another name is not written anywhere.
const std::set<std::string> known_files = {"erasures.jsonl", "history-anchors.jsonl", "sealing.key"};

void require_not_newer(const Head& head, db::Engine engine)
{
    auto known = db::known_migrations(engine);
    if (head.migrations.empty() || std::ranges::find(known, head.migrations.back()) != known.end()) return;
    throw Refusal{
        Why::conflict,
        fmt::format("The backup was made by BatchOps {}, whose tables go up to {}; this is BatchOps {}, which "
                    "knows those up to {}. Restore it with the newer version.",
                    head.program, head.migrations.back(), BATCHOPS_VERSION, known.back())};
}

class Restoring final : public Visitor
{
public:
    Restoring(db::Connection& database, const Target& target) : database_(database), target_(target) {}

    void head(const Head& head) override
    {
        require_not_newer(head, database_.engine());
        auto there = db::applied_migrations(database_);
        if (!there.empty() && (head.migrations.empty() || there.back() > head.migrations.back()))
            throw Refusal{Why::conflict, "The database that the backup would be restored to has newer tables already. "
                                         "Name one that is empty."};
        db::migrate_up_to(database_, head.migrations.empty() ? "" : head.migrations.back());
        writer_.emplace(database_);
    }
    void table(const db::Table& table) override { writer_->begin(table); }
    void row(std::string_view row) override { writer_->add(row); }
    void object(const std::string& key) override
    {
        key_ = key;
        if (target_.objects) begin_file();
    }
    void file(const std::string& name) override
    {
        name_ = name;
        if (known_files.contains(name) && !fs::exists(target_.data_folder / name)) begin_file();
    }
    void bytes(std::string_view bytes) override
    {
        if (file_) file_->write(bytes);
    }
    void end() override
    {
        if (file_) {
            file_->sync();
            file_.reset();
            if (!key_.empty())
                target_.objects->put(path_, {std::string(storage::hash_in(key_)), 0, key_});
            else
                storage::disk::move_into_place(path_, fs::absolute(target_.data_folder) / name_);
        }
        key_.clear();
        name_.clear();
    }
    void finish(const Made& made)
    {
        writer_->finish(made.contents.tables);
        db::migrate_up_to(database_, "");
    }

private:
    void begin_file()
    {
        auto folder = fs::absolute(target_.data_folder) / "storage" / "tmp"; // swept at the next start
        storage::disk::make_folders(folder);
        path_ = folder / random_hex(16);
        file_.emplace(storage::disk::File::create(path_));
    }

    db::Connection& database_;
    const Target& target_;
    std::optional<db::TableWriter> writer_;
    std::string key_, name_;
    fs::path path_;
    std::optional<storage::disk::File> file_;
};
} // namespace

Made restore(const fs::path& path, const std::string& passphrase, const Target& target)
{
    auto database = db::open(target.database, false);
    if (db::is_in_use(*database))
        throw Refusal{Why::conflict, "The database that the backup would be restored to is in use: it has accounts. "
                                     "Name one that is empty."};
    Restoring restoring(*database, target);
    auto made = read(path, passphrase, restoring);
    restoring.finish(made);
    return made;
}
} // namespace backup

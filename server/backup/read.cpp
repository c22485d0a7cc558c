#include "server/backup/read.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "base/sha256.hpp"
#include "server/backup/messages.hpp"
#include "server/backup/sealed_file.hpp"
#include <fmt/format.h>
#include <numeric>

namespace backup
{
namespace
{
[[noreturn]] void does_not_hold(const std::string& what)
{
    throw Refusal{Why::invalid, "The backup does not hold: " + what + ". Take another one."};
}

template <class T> T decoded(const std::string& text)
{
    T made;
    json::FieldErrors errors;
    boost::system::error_code failed;
    auto document = json::parse(text, failed);
    if (!failed) json::decode(&document, made, "", errors);
    if (failed || !errors.empty()) does_not_hold("a part of it cannot be read");
    return made;
}

bool is_key(const std::string& key)
{
    auto hash = storage::hash_in(key);
    return storage::is_hash(hash) &&
           (key == storage::key_of(storage::Kind::upload, hash) || key == storage::key_of(storage::Kind::made, hash));
}

class Reading
{
public:
    explicit Reading(Visitor& visitor) : visitor_(visitor) {}

    void take(const SealedReader::Message& message)
    {
        switch (message.type) {
        case Type::head:
            made_.head = decoded<Head>(message.bytes);
            return visitor_.head(made_.head);
        case Type::table: {
            auto table = decoded<db::Table>(message.bytes);
            sum_ = &sums_[table.name];
            return visitor_.table(table);
        }
        case Type::rows:
            return take_rows(message.bytes);
        case Type::long_row:
            row_ += message.bytes;
            return;
        case Type::row_end:
            return take_row(std::exchange(row_, {}));
        case Type::object:
            key_ = message.bytes;
            if (!is_key(key_)) does_not_hold("an object has no name");
            hash_ = Sha256();
            return visitor_.object(key_);
        case Type::file:
            made_.contents.files.push_back(message.bytes);
            return visitor_.file(message.bytes);
        case Type::bytes:
            return take_bytes(message.bytes);
        case Type::end:
            return take_end();
        default:
            does_not_hold("a newer program made it");
        }
    }

    Made end(const std::string& text)
    {
        auto said = decoded<Contents>(text);
        for (const auto& table : said.tables) {
            const auto& sum = sums_[table.name];
            if (sum.rows() != table.rows || sum.hex() != table.sum) does_not_hold("rows of " + table.name + " differ");
        }
        if (said.objects != made_.contents.objects || said.object_bytes != made_.contents.object_bytes ||
            said.files != made_.contents.files)
            does_not_hold("files are missing");
        made_.contents = std::move(said);
        return std::move(made_);
    }

private:
    void take_row(std::string_view row)
    {
        if (!sum_) does_not_hold("a row belongs to no table");
        sum_->add(row);
        visitor_.row(row);
    }
    void take_rows(std::string_view lines)
    {
        while (!lines.empty()) {
            auto end = std::min(lines.find('\n'), lines.size());
            take_row(lines.substr(0, end));
            lines.remove_prefix(std::min(end + 1, lines.size()));
        }
    }
    void take_bytes(std::string_view bytes)
    {
        if (!key_.empty()) {
            hash_.add(bytes);
            made_.contents.object_bytes += static_cast<std::int64_t>(bytes.size());
        }
        visitor_.bytes(bytes);
    }
    void take_end()
    {
        if (!key_.empty()) {
            if (hash_.hex() != storage::hash_in(key_)) does_not_hold("the bytes of " + key_ + " have another hash");
            ++made_.contents.objects;
        }
        key_.clear();
        visitor_.end();
    }

    Visitor& visitor_;
    Made made_;
    std::map<std::string, db::RowSum> sums_;
    db::RowSum* sum_ = nullptr;
    std::string row_, key_;
    Sha256 hash_;
};
} // namespace

std::int64_t Made::rows() const
{
    return std::accumulate(contents.tables.begin(), contents.tables.end(), std::int64_t{0},
                           [](std::int64_t so_far, const db::TableSum& table) { return so_far + table.rows; });
}

Made read(const std::filesystem::path& path, const std::string& passphrase, Visitor& visitor)
{
    SealedReader file(path, passphrase);
    Reading reading(visitor);
    for (;;) {
        auto message = file.next();
        if (message.last != (message.type == Type::contents)) does_not_hold("its end is not where it should be");
        if (message.last) return reading.end(message.bytes);
        reading.take(message);
    }
}

Made verify(const std::filesystem::path& path, const std::string& passphrase)
{
    Visitor nobody;
    return read(path, passphrase, nobody);
}
} // namespace backup

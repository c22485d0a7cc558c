#pragma once
// Everything of a hub in one sealed file: the tables from one moment, the stored objects that they speak of, and files
// of the data folder that matter. Knows no engine and no backend, so it comes back on another machine, another database
// engine, and in a folder or a bucket.
#include "server/db/copy.hpp"
#include "server/storage/backend.hpp"
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace backup
{
struct Head {
    std::string program; // its version
    std::string made_at;
    std::vector<std::string> migrations;
};
BOOST_DESCRIBE_STRUCT(Head, (), (program, made_at, migrations))

// The end of a backup: what was in it.
struct Contents {
    std::vector<db::TableSum> tables;
    std::int64_t objects = 0, object_bytes = 0;
    std::vector<std::string> lost;  // objects that were missing or damaged already
    std::vector<std::string> files; // of the data folder, by name
};
BOOST_DESCRIBE_STRUCT(Contents, (), (tables, objects, object_bytes, lost, files))

struct Made {
    Head head;
    Contents contents;
    std::int64_t rows() const;
};

struct Source {
    std::string database;                      // its URL
    const storage::Backend* objects = nullptr; // none: the database alone
    std::map<std::string, std::filesystem::path>
        files; // by the name that they get; those that are not there are left out
};
// Beside a hub that runs. The file appears under its name once it is whole and was read again. Throws Refusal, Error,
// Unreachable.
Made make(const std::filesystem::path& out, const std::string& passphrase, const Source& source);

// Reads all of it: every hash and count. Throws Refusal where it does not hold.
Made verify(const std::filesystem::path& path, const std::string& passphrase);

struct Target {
    std::string database;                // empty, or not there yet
    storage::Backend* objects = nullptr; // none: they are left out
    std::filesystem::path data_folder;   // for the files, which replace nothing, and for what is on its way
};
// Of a backup that was verified. The database changes in one transaction, the last of it. Throws as make does, also
// where this program is older than the backup, or the database is in use.
Made restore(const std::filesystem::path& path, const std::string& passphrase, const Target& target);
} // namespace backup

#pragma once
// erasures.jsonl in the data folder: who was erased, sealed, outside of the database and its backups, so that what an
// older backup brings back is erased again.
#include <boost/describe.hpp>
#include <filesystem>
#include <string>
#include <vector>

namespace pipeline
{
struct ListedErasure {
    std::string id; // random
    std::string at;
    std::string by;
    std::string sealed_identifier;
};
BOOST_DESCRIBE_STRUCT(ListedErasure, (), (id, at, by, sealed_identifier))

class ErasureList
{
public:
    explicit ErasureList(const std::filesystem::path& data_folder) : path_(data_folder / "erasures.jsonl") {}

    // On the disk when it returns. Throws std::system_error.
    void add(const ListedErasure& erasure) const;
    // Throws std::runtime_error where a line cannot be read: nothing that was erased may come back unnoticed.
    std::vector<ListedErasure> all() const;

private:
    std::filesystem::path path_;
};
} // namespace pipeline

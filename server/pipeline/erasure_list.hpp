#pragma once
// Who was erased, sealed, outside of the database and its backups, so that what an older backup brings back is erased
// again: erasures.jsonl in the data folder, and a second home elsewhere where a setting names one. The database has a
// copy too; what one of them lacks, it gets from the others.
#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pipeline
{
struct ListedErasure {
    std::string id; // random
    std::string at;
    std::string by;
    std::string sealed_identifier;
    std::string sealed_names; // JSON: what the student is called in texts; empty in lines from before there were any
    std::int64_t number = 0;  // counted without a gap; 0 in lines from before there were any
};
BOOST_DESCRIBE_STRUCT(ListedErasure, (), (id, at, by, sealed_identifier, sealed_names, number))

// One line, without its end; and back, nothing where it is none.
std::string line_of(const ListedErasure& erasure);
std::optional<ListedErasure> erasure_of(const std::string& line);

class ErasureList
{
public:
    // `second_home`: a file in another place, or empty.
    explicit ErasureList(const std::filesystem::path& data_folder, std::filesystem::path second_home = {});

    // On the disk, in each home, when it returns. Throws std::system_error, and then no home has a part of the line.
    void add(const ListedErasure& erasure) const;

    struct Read {
        std::vector<ListedErasure> erasures; // of all homes, each once, in the order of their numbers
        std::int64_t torn = 0;               // lines that nobody can read, as a full disk or a crash leaves them
        std::int64_t lacking = 0;            // erasures that one of the homes does not have
    };
    Read all() const;
    // Gives each home what it lacks.
    void mend(const std::vector<ListedErasure>& erasures) const;

private:
    std::vector<std::filesystem::path> homes_;
};
} // namespace pipeline

#pragma once
// run.json: what a run read, decided and wrote. Nothing in it depends on when or where it ran.
#include "engine/publish/output.hpp"
#include "engine/run/prepared.hpp"
#include <map>
#include <string>

namespace cli
{
struct HashedFile {
    std::string name, sha256;
};
BOOST_DESCRIBE_STRUCT(HashedFile, (), (name, sha256))

struct RunRecord {
    std::string batchops; // version
    HashedFile file, contract;
    std::map<std::string, HashedFile> references;
    std::optional<HashedFile> previous;
    std::map<std::string, std::string> outputs; // name → SHA-256
};
BOOST_DESCRIBE_STRUCT(RunRecord, (), (batchops, file, contract, references, previous, outputs))

// The record, then the members of `prepared` but its findings, which are in findings.json.
std::string run_record(const RunRecord& record, const engine::Prepared& prepared);
} // namespace cli

#pragma once
// For tests: the S3 server of tests/s3, started once for the test process, and harm that it does on request.
#include "server/storage/s3_client.hpp"
#include <optional>
#include <string>

namespace storage::test
{
// Nothing where it is not installed; `why_not` then says so.
std::optional<S3Settings> s3_server();
std::string why_not();

// What it does from now on, and what it was asked since the last time: "PUT /files/uploads/… query" a line.
void harm(const std::string& json);
std::string asked();
} // namespace storage::test

#pragma once
// What a server that speaks S3 can do, tried on objects of their own that go again.
#include "server/storage/s3_client.hpp"
#include <string>
#include <vector>

namespace storage
{
struct Tried {
    std::string what;
    bool fine = false;
    std::string words; // what went wrong, or what it means
};

// In the order in which they were tried; the first that does not work at all may be the last. Changes nothing else.
std::vector<Tried> try_s3(const S3Client& client);
} // namespace storage

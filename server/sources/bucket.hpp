#pragma once
// A bucket of a server that speaks S3, or what lies below a prefix there, as a source.
#include "server/sources/visit.hpp"
#include "server/storage/s3_client.hpp"

namespace sources
{
json::FieldErrors errors_in_bucket(const SourceInput& input);
std::string bucket_sent_to(const BucketPlace& place); // see visit.hpp

class Bucket final : public Visit
{
public:
    Bucket(const BucketPlace& place, const Secrets& secrets, const Reach& reach, std::function<void()> breathe);

    Listing list(const Known& known) override;
    void fetch(const Found& file, const std::function<void(std::string_view)>& take) override;
    void move_to_taken(const Found& file) override;
    void remove(const Found& file) override;

private:
    void allow(); // as long for what comes now as for one list or one file
    storage::S3Settings settings_of(const BucketPlace& place, const Secrets& secrets, const Reach& reach);
    storage::S3Answer ask(storage::S3Request request) const;
    std::string key_of(const std::string& name) const;
    std::string state_of(const std::string& name) const; // its ETag; empty: it is not there

    std::string endpoint_, prefix_;
    std::chrono::seconds longest_;
    std::function<void()> breathe_;
    std::chrono::steady_clock::time_point until_{};
    storage::S3Client client_;
};
} // namespace sources

#pragma once
// One received file: immutable, kept under the hash of its content, never edited.
#include "server/departments/department.hpp"
#include "server/feeds/feed_ref.hpp"
#include "server/users/user.hpp"
#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>

namespace uploads
{
struct Upload {
    std::int64_t id = 0;
    feeds::FeedRef feed;
    departments::DepartmentRef department;
    std::string period; // "" where the feed has none
    std::string file_name;
    std::int64_t bytes = 0;
    std::string sha256;
    users::UserRef uploader;
    std::string accepted_at;
    std::int64_t run_id = 0; // the first run
};
BOOST_DESCRIBE_STRUCT(Upload, (),
                      (id, feed, department, period, file_name, bytes, sha256, uploader, accepted_at, run_id))
} // namespace uploads

#pragma once
// Takes a file in: streams it to storage, then one transaction accepts it and starts its run.
#include "server/http/route.hpp"
#include "server/runs/run.hpp"
#include "server/uploads/upload.hpp"
#include <memory>

namespace uploads
{
struct SendQuery {
    std::string feed;                     // its key
    std::optional<std::string> period;    // required where the feed has periods
    std::optional<std::string> file_name; // a multipart part may say it instead
    std::optional<bool> again;            // send although the same bytes were sent before
};
BOOST_DESCRIBE_STRUCT(SendQuery, (), (feed, period, file_name, again))

struct Accepted {
    Upload upload;
    runs::Run run;
};
BOOST_DESCRIBE_STRUCT(Accepted, (), (upload, run))

std::unique_ptr<http::Receives<http::Created<Accepted>>> receive_upload(http::Call& call, SendQuery query);
} // namespace uploads

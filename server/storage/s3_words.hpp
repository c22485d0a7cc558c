#pragma once
// What went wrong between the hub and a server that speaks S3, in words for who runs the hub.
#include "server/storage/s3_client.hpp"
#include <string>

namespace storage
{
// Of the error document of S3: "<Code>NoSuchBucket</Code>"; empty where there is none.
std::string element(std::string_view xml, std::string_view name);

// For a request that got no answer: what libcurl says.
std::string no_answer_words(const S3Settings& settings, int curl_code, const std::string& detail);
// For a server that may not be connected to.
std::string not_allowed_words(const S3Settings& settings);
// For an answer that refuses. `date` is its header of that name.
std::string refusal_words(const S3Settings& settings, const S3Answer& answer, const std::string& date);
} // namespace storage

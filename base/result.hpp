#pragma once
// A refusal is an answer the caller should expect. Accidents are exceptions.
#include <expected>
#include <string>
#include <utility>

enum class Why {
    not_found,
    conflict,
    invalid,
    forbidden,
    unauthorized,
    too_large,
    too_many,
    storage_full,
    unavailable
};

struct Refusal {
    Why why;
    std::string message;
};

template <class T> using Result = std::expected<T, Refusal>;

inline std::unexpected<Refusal> refuse(Why why, std::string message)
{
    return std::unexpected(Refusal{why, std::move(message)});
}

// Unwraps a result inside a handler; a refusal leaves the handler and becomes the HTTP reply.
template <class T> T require(Result<T> result)
{
    if (!result) throw std::move(result.error());
    return std::move(*result);
}
inline void require(Result<void> result)
{
    if (!result) throw std::move(result.error());
}

#pragma once
// Bodies too large for memory: the session hands the bytes on as they arrive, then asks for the answer.
#include "server/http/reply.hpp"
#include <string_view>

namespace http
{
// What a route for large bodies returns. Bytes come in order, on pool threads, never two at a time. It is destroyed
// without finish() when the body breaks off; then nothing must remain.
class Receiver
{
public:
    virtual ~Receiver() = default;
    // A multipart part says its file name, before its first byte.
    virtual void named(std::string_view) {}
    virtual void write(std::string_view bytes) = 0;
    virtual Reply finish() = 0;
};

namespace detail
{
template <class Out> Reply reply_with(Out&& output); // route.hpp
}

// A Receiver with a typed answer, from which the API description follows.
template <class Out> class Receives : public Receiver
{
public:
    using Output = Out;
    Reply finish() final { return detail::reply_with(answer()); }
    virtual Out answer() = 0;
};
} // namespace http

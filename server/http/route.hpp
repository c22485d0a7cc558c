#pragma once
// The route table: path, who may call, what it is. Input and output types come from the handler's signature.
//
//   constexpr http::Route run_routes[] = {
//       get<&list_runs>("/api/runs", may::read_runs, "List runs, newest first"),
//       post<&cancel_run>("/api/runs/{id}/cancel", may::write_runs, "Cancel a run that has not finished"),
//   };
//
// A GET handler's input is the query, a POST handler's is the JSON body. A handler that returns
// std::unique_ptr<Receives<Out>> gets the raw body as it arrives; Download and EventsOf are what they say.
#include "server/http/body.hpp"
#include "server/http/call.hpp"
#include "server/http/row_values.hpp"
#include "server/http/schema.hpp"
#include <memory>
#include <span>

namespace http
{
struct Nothing {
};
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

// Answered with 201.
template <class T> struct Created {
    T value;
};

// An answer that lasts: see events.hpp. Data: what its events carry, for the description.
struct EventStream {
    std::shared_ptr<Subscription> subscription;
};
template <class... Data> struct EventsOf : EventStream {
};

enum class Verb { get, post };
enum class Answer { json, created, download, events, page }; // page: a Reply made by hand, such as text
// slow: hashes passwords; away: asks another server, which may not answer; engine: starts a child, which may take long,
// so that its answer may come late (late_answers.hpp). Each has a small pool of its own.
enum class Lane { quick, slow, away, engine };

struct Route {
    Verb verb;
    std::string_view path;
    Permission permission;
    std::string_view summary;
    SchemaMaker input, output; // null where there is none
    SchemaMaker query;         // of a Receiver's route: its query
    Reply (*serve)(Call&, std::string_view body);
    std::unique_ptr<Receiver> (*receive)(Call&); // in place of serve
    Answer answer;
    bool opens_own = false;
    bool only_looks = false; // a POST that changes nothing: it reads, and holds up nobody who writes
    Lane lane = Lane::quick;
    std::string_view data_of = {}; // "report": an answer hands out student data of one, which is noted
    bool has_tag = false;          // GET: its ETag names the state; POST: takes it as If-Match
    bool has_own_key = false;      // what it creates keeps its Idempotency-Key itself; else once.hpp does

    constexpr Route reads(std::string_view subject) const
    {
        auto route = *this;
        route.data_of = subject;
        return route;
    }
    constexpr Route tagged() const
    {
        auto route = *this;
        route.has_tag = true;
        return route;
    }
    constexpr Route keeps_key() const
    {
        auto route = *this;
        route.has_own_key = true;
        return route;
    }
    // The handler opens its own transactions.
    constexpr Route looks() const
    {
        auto route = *this;
        route.only_looks = true;
        return route;
    }
    constexpr Route by_hand() const
    {
        auto route = *this;
        route.opens_own = true;
        return route;
    }
    constexpr Route away() const
    {
        auto route = by_hand();
        route.lane = Lane::away;
        return route;
    }
    constexpr Route slow() const
    {
        auto route = by_hand();
        route.lane = Lane::slow;
        return route;
    }
    // The handler ends early, with any refusal, once Call::unwanted is requested.
    constexpr Route asks_engine() const
    {
        auto route = by_hand();
        route.lane = Lane::engine;
        return route;
    }
};

namespace detail
{
template <class T> struct signature;
template <class Out> struct signature<Out (*)(Call&)> {
    using Input = Nothing;
    using Output = Out;
    static constexpr bool takes_input = false;
};
template <class Out, class In> struct signature<Out (*)(Call&, In)> {
    using Input = std::remove_cvref_t<In>;
    using Output = Out;
    static constexpr bool takes_input = true;
};

template <class T> struct is_created : std::false_type {
};
template <class T> struct is_created<Created<T>> : std::true_type {
};
template <class T> struct is_events : std::false_type {
};
template <class... Data> struct is_events<EventsOf<Data...>> : std::true_type {
    static_assert((may_leave<Data>() && ...), "events go to everybody of a department");
    static json::object schema(Schemas& schemas)
    {
        (make_schema<Data>(schemas), ...);
        return {{"type", "string"}};
    }
};
template <class T> struct is_receiver : std::false_type {
};
template <class T> struct is_receiver<std::unique_ptr<Receives<T>>> : std::true_type {
};

json::value parse_body(std::string_view body); // throws Stop (400)

template <class T> T decode_body(std::string_view body)
{
    T into{};
    json::FieldErrors errors;
    auto document = parse_body(body);
    json::decode(&document, into, "", errors);
    if (!errors.empty()) throw Stop(invalid(errors, false));
    return into;
}

template <class Out> Reply reply_with(Out&& output)
{
    using T = std::remove_cvref_t<Out>;
    static_assert(may_leave<T>(), "values of rows leave through runs::Masking; or a type of the engine is not declared "
                                  "to hold none (server/runs/no_row_values.hpp)");
    if constexpr (std::same_as<T, Reply>)
        return std::forward<Out>(output);
    else if constexpr (std::same_as<T, Download>)
        return download_reply(std::forward<Out>(output));
    else if constexpr (is_events<T>::value) {
        Reply reply;
        reply.events = std::move(output.subscription);
        return reply;
    } else if constexpr (is_created<T>::value)
        return json_reply(201, json::encode(output.value));
    else
        return json_reply(200, json::encode(output));
}

template <class T> constexpr Answer answer_kind()
{
    if constexpr (std::same_as<T, Reply>)
        return Answer::page;
    else if constexpr (std::same_as<T, Download>)
        return Answer::download;
    else if constexpr (is_events<T>::value)
        return Answer::events;
    else if constexpr (is_created<T>::value)
        return Answer::created;
    else
        return Answer::json;
}

template <class T> constexpr SchemaMaker output_schema()
{
    if constexpr (is_created<T>::value)
        return &make_schema<decltype(T::value)>;
    else if constexpr (is_events<T>::value)
        return &is_events<T>::schema;
    else if constexpr (answer_kind<T>() == Answer::json)
        return &make_schema<T>;
    else
        return nullptr;
}

template <auto handler, Verb verb>
constexpr Route make(std::string_view path, Permission permission, std::string_view summary)
{
    using Signature = signature<decltype(handler)>;
    using Input = typename Signature::Input;
    using Output = typename Signature::Output;
    Route route{verb, path, permission, summary, nullptr, nullptr, nullptr, nullptr, nullptr, answer_kind<Output>()};
    if constexpr (is_receiver<Output>::value) {
        using Answered = typename Output::element_type::Output;
        route.answer = answer_kind<Answered>();
        route.output = output_schema<Answered>();
        if constexpr (Signature::takes_input) route.query = &make_schema<Input>;
        route.receive = [](Call& call) -> std::unique_ptr<Receiver> {
            if constexpr (Signature::takes_input)
                return handler(call, decode_query<Input>(call.query));
            else
                return handler(call);
        };
    } else {
        route.output = output_schema<Output>();
        if constexpr (Signature::takes_input) route.input = &make_schema<Input>;
        route.serve = [](Call& call, std::string_view body) -> Reply {
            if constexpr (Signature::takes_input && verb == Verb::get)
                return reply_with(handler(call, decode_query<Input>(call.query)));
            else if constexpr (Signature::takes_input)
                return reply_with(handler(call, decode_body<Input>(body)));
            else {
                if constexpr (verb == Verb::get)
                    decode_query<Nothing>(call.query);
                else if (!body.empty())
                    decode_body<Nothing>(body);
                return reply_with(handler(call));
            }
        };
    }
    return route;
}
} // namespace detail

template <auto handler> constexpr Route get(std::string_view path, Permission permission, std::string_view summary)
{
    return detail::make<handler, Verb::get>(path, permission, summary);
}
template <auto handler> constexpr Route post(std::string_view path, Permission permission, std::string_view summary)
{
    return detail::make<handler, Verb::post>(path, permission, summary);
}
} // namespace http

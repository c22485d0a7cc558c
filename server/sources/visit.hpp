#pragma once
// A place while somebody is there: what every kind of place can do. What becomes of its files is decided elsewhere, by
// one code for all kinds (verdicts.hpp, pick_up.hpp).
#include "base/result.hpp"
#include "server/sources/verdicts.hpp"
#include <functional>
#include <memory>
#include <string_view>

namespace sources
{
// The place does not answer, or not as it should: nothing wrong with a file.
struct PlaceFails : Refusal {
    explicit PlaceFails(std::string words) : Refusal{Why::unavailable, std::move(words)} {}
};

// Another server may stand in its place: nothing more is sent there until a person has looked.
struct OtherKey : PlaceFails {
    using PlaceFails::PlaceFails;
};

struct Listing {
    std::vector<Found> found;           // 100,000 at most
    std::optional<std::string> lacking; // why there may be more
};

class Visit
{
public:
    virtual ~Visit() = default;
    // Plain files by name, each name once. `known`: what was seen there before. Throws PlaceFails.
    virtual Listing list(const Known& known) = 0;
    // Hands out its bytes, and waits for none longer than half a minute. Throws PlaceFails; Refusal where the file is
    // gone, or no longer the one that was found.
    virtual void fetch(const Found& file, const std::function<void(std::string_view)>& take) = 0;
    // Into the folder “taken”, under its name or, where that is there, its name with a number. Like `remove` it leaves
    // alone what is another file by now.
    virtual void move_to_taken(const Found& file) = 0;
    virtual void remove(const Found& file) = 0;
};

inline constexpr std::size_t most_files = 100'000;
inline constexpr auto too_many_words =
    "More than 100,000 files lie there, and not all of them are seen. Clear out what is no longer needed.";

inline constexpr auto changed_words = "The file was being written while it was read. It is looked at again.";

// Without line breaks, tabs and other characters that only control.
bool is_one_line(std::string_view text);

// What a hub may reach.
struct Reach {
    std::vector<std::string> folders;      // below which places may lie
    std::vector<std::string> addresses;    // inside the network, that may be called (outgoing/guard.hpp)
    std::int64_t most_bytes = 512LL << 20; // of a file
    std::chrono::seconds longest{15 * 60}; // for one file, and for one list
};

// `name` with a number in front of its ending: "fees-2.csv".
std::string numbered(const std::string& name, int number);

// What is wrong with where it is; empty: nothing. Nobody is asked.
json::FieldErrors errors_in_place(const SourceInput& input, const Reach& reach);

// Who is sent the secrets of the place, with the name that goes with them; empty: nobody asks for any.
std::string sent_to(const SourceInput& input);

// `breathe` is called often, and ends what is under way by what it throws. Throws Refusal in words where the place
// cannot be opened.
std::unique_ptr<Visit> visit(const Source& source, const Secrets& secrets, const Reach& reach,
                             const std::function<void()>& breathe);
} // namespace sources
